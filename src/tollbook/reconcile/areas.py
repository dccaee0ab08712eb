"""Tolls over an area and a period: the incidents that can be added, those that cannot, and why.

An incident inside another (a strike within a battle) is counted in the whole, which is the larger of its own
figures and what those within it make. Totals that sources give for
a period are never added: they are set beside the sum in words.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from tollbook.model.figure import Outcome
from tollbook.model.incident import Account, Incident
from tollbook.model.toll import Group, LeftOut, Range, Toll
from tollbook.reconcile.groups import ALL
from tollbook.reconcile.inside import wholes, with_parts
from tollbook.reconcile.naming import called
from tollbook.reconcile.overlaps import Once, counted_once
from tollbook.reconcile.places import Region
from tollbook.reconcile.totals import beside


def over(
    region: Region,
    first: date | None,
    last: date | None,
    incidents: Iterable[tuple[Incident, Toll | None]],
    *,
    policy: str,
    outcome: Outcome = Outcome.KILLED,
    group: Group = ALL,
    accounts: Iterable[Account] = (),
    apart: Collection[frozenset[str]] = (),
    above: Mapping[str, str | None] | None = None,
) -> Toll:
    """Add up the tolls of the incidents in `region` from `first` to `last` (both days counted in).

    Each incident comes with its toll by the policy, None where nothing is stated of this outcome and
    group. `accounts` are searched for totals of a period, to be compared in words. `apart` are pairs of
    claims that people said are not of one incident: their incidents are never taken for the same. `above`
    gives what incidents that do not come here are part of: a part of their parts lies within their whole.
    """
    given = sorted(incidents, key=lambda pair: pair[0].id)
    known = {incident.id: (incident, toll) for incident, toll in given}
    left: list[LeftOut] = []
    inside: list[tuple[Incident, Toll]] = []
    for incident, toll in given:
        reason = outside(incident, region, first, last)
        if reason == "":
            continue
        if reason is None and (toll is None or not toll.counted):
            reason = "no figure of this harm counts in it" if toll is not None else ""
        if reason is None and toll is not None:
            inside.append((incident, toll))
        elif reason:
            left.append(LeftOut(incident=incident.id, reason=reason))
    parts_of = {name: incident.part_of for name, (incident, _) in known.items()}
    around = wholes([incident for incident, _ in inside], {**(above or {}), **parts_of})
    added, notes = with_parts(inside, around, apart)
    tops = {incident.id for incident, _ in added}
    left += [
        LeftOut(incident=name, reason=f"it lies within {called(known[whole][0])}, which counts as a whole")
        for name, whole in around.items()
        if name not in tops
    ]
    once = counted_once(added, apart)
    summed = _sum(added, once, notes)
    notes += beside(
        accounts,
        region,
        added,
        (first, last),
        outcome,
        group,
        lambda some: _sum(some, counted_once(some, apart), []),
    )
    counted = [each for _, toll in added for each in toll.counted]
    return Toll(
        of=_title(region, first, last),
        outcome=outcome,
        group=group,
        range=summed,
        policy=policy,
        counted=tuple(counted),
        provisional=_provisional([toll for _, toll in added]),
        notes=tuple(notes),
        incidents=tuple(incident.id for incident, _ in added),
        left_out=tuple(sorted(left, key=lambda each: each.incident)),
        maybe=once.maybe,
    )


def outside(incident: Incident, region: Region, first: date | None, last: date | None) -> str | None:
    """Say why an incident cannot be added: "" where it is plainly elsewhere, None where it can be."""
    holds = region.holds(incident)
    if holds is False:
        return ""
    when = incident.when
    if first is not None or last is not None:
        if when is None or when.start is None or when.end is None:
            return "its days are not known"
        if (last is not None and when.start > last) or (first is not None and when.end < first):
            return ""
        if (first is not None and when.start < first) or (last is not None and when.end > last):
            return f"its days ({when.start} to {when.end}) reach beyond the period"
    return "its place is not known well enough" if holds is None else None


def _sum(added: Sequence[tuple[Incident, Toll]], once: Once, notes: list[str]) -> Range:
    """Give the ends of a sum: low and best count people once that may be the same, high counts all."""
    if not added:
        return Range(low=None, best=None, high=None)
    ranges = [toll.range for _, toll in added]
    lows, highs = [each.low for each in ranges], [each.high for each in ranges]
    bests = [each.best for each in ranges]
    if None in lows:
        notes.append(
            f"{_some(lows.count(None), added, 'has', 'have')} no lower end and nothing to add to low"
        )
    if None in highs:
        notes.append(f"{_some(highs.count(None), added, 'has', 'have')} no upper end, so the sum has none")
    if None in bests and any(best is not None for best in bests):
        notes.append(f"{_some(bests.count(None), added, 'has', 'have')} no best, so the sum has none")
    take = "low takes" if once.best is None else "low and best take"
    twins = sum(not each.within for each in once.maybe)
    if twins:
        notes.append(
            f"{twins} of {len(added)} incidents may be the same as another here (one line of reporting, and "
            f"no day, place, kind or number that contradicts): only high counts them"
        )
    inner = len(once.maybe) - twins
    if inner:
        many = len({each.other for each in once.maybe if each.within})
        notes.append(
            f"{_some(many, added, 'lasts', 'last')} several days and may count the people of "
            f"{'another' if inner == 1 else f'{inner} others'} in these days and place: {take} the larger "
            f"number of both, high counts all"
        )
    every = sum(low or 0 for low in lows)
    if every != once.low:
        notes.append(f"if no two of them are the same, low is {every:,} and not {once.low:,}")
    return Range(
        low=once.low,
        best=once.best,
        high=None if None in highs else sum(high or 0 for high in highs),
    )


def _some(many: int, added: Sequence[object], one: str, several: str) -> str:
    """Say how many of the incidents added do something: "1 of 4 incidents has"."""
    return f"{many} of {len(added)} incidents {one if many == 1 else several}"


def _provisional(tolls: Sequence[Toll]) -> str | None:
    if not tolls:
        return "no incident can be added"
    many = sum(toll.provisional is not None for toll in tolls)
    return f"{_some(many, tolls, 'is', 'are')} provisional" if many else None


def _title(region: Region, first: date | None, last: date | None) -> str:
    start = f" from {first}" if first else ""
    return region.name + start + (f" to {last}" if last else "")
