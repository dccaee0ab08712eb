"""Totals that sources give for a time and a place, set beside what the incidents of that time and place make.

A total is never added. Of one source's totals since one day the last stands, and names those before it. What
cannot be compared (a total that reaches beyond the period, one of some of the people alone) is counted in
words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance
from tollbook.model.incident import Account, Incident
from tollbook.model.names import fold
from tollbook.model.toll import Group, Range, Toll
from tollbook.reconcile.groups import ALL, groups_of
from tollbook.reconcile.places import Region
from tollbook.reconcile.sources import speaker

Added = tuple[Incident, Toll]
Sum = Callable[[Sequence[Added]], Range]


@dataclass(frozen=True)
class _Total:
    """A total of a source, of known days."""

    figure: Figure
    account: Account
    start: date
    end: date

    @property
    def who(self) -> str:
        """Name the source."""
        actor = speaker(self.figure.claimants)
        return actor.label if actor else self.account.outlet or self.account.report

    @property
    def key(self) -> tuple[str, date]:
        """Give what totals of one source since one day share."""
        actor = speaker(self.figure.claimants)
        return (actor.registry if actor and actor.registry else fold(self.who), self.start)


def beside(
    accounts: Iterable[Account],
    region: Region,
    added: Sequence[Added],
    days: tuple[date | None, date | None],
    outcome: Outcome,
    group: Group,
    summed: Sum,
) -> list[str]:
    """Say how totals lie to the incidents added; `summed` adds incidents up, `days` are the period's."""
    found: dict[tuple[str, date], list[_Total]] = {}
    beyond, partial = 0, 0
    for account in sorted(accounts, key=lambda a: (a.published or "", a.report, a.claim.id)):
        for figure in account.figures:
            if not _is_total(figure, outcome, group) or not _inside(figure, account, region):
                continue
            when = figure.when.value if figure.when else None
            if when is not None and not _meets(when.start or when.end, when.end or when.start, days):
                continue
            if (
                when is None
                or when.start is None
                or when.end is None
                or not _held(when.start, when.end, days)
            ):
                beyond += 1
            elif groups_of(figure) - {group}:
                partial += 1
            else:
                total = _Total(figure, account, when.start, when.end)
                found.setdefault(total.key, []).append(total)
    out = [_words(alike, region, added, summed) for alike in _alike(found.values(), region)]
    if partial:
        out.append(f"totals of some of the people alone that sources give, not compared: {partial}")
    if beyond:
        out.append(f"totals of a time that is not known or reaches beyond the period, not compared: {beyond}")
    return out


def _is_total(figure: Figure, outcome: Outcome, group: Group) -> bool:
    if figure.outcome.value is not outcome or figure.scope.value is not Scope.PERIOD:
        return False
    return figure.stance.value is not Stance.DENIED and (group == ALL or group in groups_of(figure))


def _meets(start: date | None, end: date | None, days: tuple[date | None, date | None]) -> bool:
    first, last = days
    return not (start and last and start > last) and not (end and first and end < first)


def _held(start: date, end: date, days: tuple[date | None, date | None]) -> bool:
    first, last = days
    return (first is None or first <= start) and (last is None or end <= last)


def _inside(figure: Figure, account: Account, region: Region) -> bool:
    """Tell whether a total is of a place in the area; one without a place is of none but everywhere."""
    place = figure.place or account.claim.place
    best = place.value.best if place else None
    if best is None:
        return region.covers(None, None, (None, None), None) is True
    spot = (best.latitude, best.longitude)
    return region.covers(best.country, best.gazetteer, spot, best.radius_km) is True


def _last(totals: list[_Total]) -> _Total:
    return max(totals, key=lambda t: (t.account.published or "", t.end, t.account.report, t.figure.span))


def _alike(found: Iterable[list[_Total]], region: Region) -> list[list[list[_Total]]]:
    """Bring sources together whose last totals are one number of the same days, the widest place first."""
    held: dict[object, list[list[_Total]]] = {}
    for totals in found:
        last = _last(totals)
        count = last.figure.count.value
        held.setdefault((count.low, count.high, last.start, last.end), []).append(totals)
    return [sorted(some, key=lambda totals: _place(_last(totals), region)[1] != "") for some in held.values()]


def _words(alike: list[list[_Total]], region: Region, added: Sequence[Added], summed: Sum) -> str:
    """Write a source's last total beside the incidents of its days and place, and who else gives it."""
    totals, last = alike[0], _last(alike[0])
    others = list(dict.fromkeys(_last(each).who for each in alike[1:]))
    joint = " and ".join([", ".join(others[:-1]), others[-1]] if len(others) > 1 else others)
    count = last.figure.count.value
    before = [str(t.figure.count.value) for t in totals if t.end < last.end]
    earlier = f" (before: {', '.join(dict.fromkeys(before))})" if before else ""
    where, name = _place(last, region)
    inside = [pair for pair in added if _counts(pair[0], last, where)]
    also = f", as {joint} {'has' if len(others) == 1 else 'have'} it" if others else ""
    said = f"a total of {last.who} is {count} from {last.start} to {last.end}{earlier}{also}; "
    if not inside:
        return f"{said}no incident of these days{name} is added"
    range_ = summed(inside)
    ends = f"{'-' if range_.low is None else f'{range_.low:,}'} to "
    ends += "an open end" if range_.high is None else f"{range_.high:,}"
    return f"{said}the incidents of these days{name} make {ends}: {_fit(count, range_)}; it is not added"


def _place(total: _Total, region: Region) -> tuple[Region | None, str]:
    """Give the place that a total is of, where it has one that is smaller than the area."""
    place = total.figure.place or total.account.claim.place
    best = place.value.best if place else None
    if place is None or best is None or best.gazetteer == region.gazetteer:
        return None, ""
    if best.feature == "country":
        return (None, "") if region.country == best.country else (Region(best.name, best.country), "")
    where = Region(best.name, None, best.gazetteer, best.latitude, best.longitude, best.radius_km or 10.0)
    return where, f" in {place.value.core or place.value.name}"


def _counts(incident: Incident, total: _Total, where: Region | None) -> bool:
    when = incident.when
    if when is None or when.start is None or when.end is None:
        return False
    if not (total.start <= when.start and when.end <= total.end):
        return False
    return where is None or where.holds(incident) is True


def _fit(count: Count, summed: Range) -> str:
    """Say how a total lies to the sum."""
    if count.high is not None and summed.low is not None and count.high < summed.low:
        return "the total is lower"
    if count.low is not None and summed.high is not None and count.low > summed.high:
        return "the total is higher"
    is_open = count.high is None or summed.high is None
    return "the two do not contradict" if is_open else "the two agree"
