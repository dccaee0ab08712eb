"""Running totals that were read as figures of one incident: told by the totals that the same source gives.

"The Observatory puts the dead since Wednesday at 240" is "the Observatory gave a toll of 240" in another
report. A number is a running total where its source gives the same number elsewhere as a total over a longer
time, or its own report does, less rounded ("toll passes 130", of 132); or where it lies between two totals of
its source and is more than they leave room for: 255, after 240 and before 311, is no incident in which 255
died. Parts of it without a day of their own are parts of a total too. What a person accepted stays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tollbook.model.figure import Figure, Status
from tollbook.model.names import fold
from tollbook.model.provenance import Basis
from tollbook.model.toll import AsideReason, PeriodTotal
from tollbook.reconcile.places import kilometres
from tollbook.reconcile.statements import Aside, Stated, Statement, aside

LEAST = 20
"""Numbers below it are too common to tell anything by being the same."""
RARE = 100
"""From it on a number that is not round is the same total on whoever's word."""
NEAR_DAYS = 7
NEAR_KM = 150.0


class Totals:
    """The totals over a longer time that reports of a book give, found by source and by number."""

    def __init__(self, totals: Iterable[PeriodTotal] = ()) -> None:
        """Index the totals."""
        self._of_source: dict[tuple[str, str, str], list[PeriodTotal]] = {}
        self._of_number: dict[tuple[str, str, int], list[PeriodTotal]] = {}
        self._of_report: dict[tuple[str, str, str], list[PeriodTotal]] = {}
        for each in totals:
            if each.low >= LEAST:
                harm = (each.outcome, _status(each.status))
                self._of_source.setdefault((*harm, fold(each.source)), []).append(each)
                self._of_number.setdefault((*harm, each.low), []).append(each)
                self._of_report.setdefault((*harm, each.report), []).append(each)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._of_source)

    def of_source(self, said: Statement) -> list[PeriodTotal]:
        """Give the totals of a figure's source near it, without the figure itself."""
        return _near(said, self._of_source.get((*_harm(said), _source(said)), []))

    def of_report(self, said: Statement) -> list[PeriodTotal]:
        """Give the totals of a figure's report."""
        return _near(said, self._of_report.get((*_harm(said), said.report), []))

    def of_number(self, said: Statement) -> list[PeriodTotal]:
        """Give the totals near a figure that are the same number."""
        many = said.figure.count.value.low or 0
        return _near(said, self._of_number.get((*_harm(said), many), []))


def without_totals(heard: Stated, totals: Totals) -> Stated:
    """Set running totals aside."""
    found: dict[str, tuple[str, str | None]] = {}
    for said in heard.statements if totals else ():
        told = _told(said, totals, heard.statements) if _may_be(said) else None
        if told is not None:
            found[said.figure.id] = told
    if not found:
        return heard
    wholes = {said.figure.id: None if _dated(said) else said.figure.part_of for said in heard.statements}
    kept: list[Statement] = []
    out: list[Aside] = []
    for said in heard.statements:
        whole = None if said.accepted else _whole(said.figure, wholes, found)
        if whole is None:
            kept.append(said)
            continue
        message, by = found[whole]
        if whole != said.figure.id:
            message, by = "a part of a total over a longer time than one incident", whole
        out.append(aside(said.figure, AsideReason.PERIOD, message, by))
    return replace(heard, statements=tuple(kept), aside=(*heard.aside, *out))


def _may_be(said: Statement) -> bool:
    figure, count = said.figure, said.figure.count.value
    exact = any(sign.isdigit() for sign in figure.quote.exact)
    return exact and not said.accepted and (count.low or 0) >= LEAST and figure.side is None


def _told(said: Statement, totals: Totals, statements: Sequence[Statement]) -> tuple[str, str | None] | None:
    """Say by which total a figure is one itself, with the total's id; None where none tells."""
    many, own = said.figure.count.value.low or 0, totals.of_source(said)
    rare = many >= RARE and many % 10 != 0
    same = totals.of_number(said) if rare else [t for t in own if t.low == many]
    same += [t for t in totals.of_report(said) if _rounded(said, t)]
    giving = {t.report for t in same}
    as_one = {s.report for s in statements if _alike(s, said) and (rare or _source(s) == _source(said))}
    if same and len(giving) >= len(as_one - giving):
        first = min(same, key=lambda t: (t.day, t.report))
        words = f"{first.source} gives {first.low:,} as a total over a longer time (report {first.report})"
        return words, first.figure
    if _status(said.figure.status.value.value):
        return None
    return _between(many, (said.published or "")[:10], own)


def _between(many: int, day: str, own: Sequence[PeriodTotal]) -> tuple[str, str | None] | None:
    """Tell a number that lies between two totals of its source and is more than they leave room for."""
    earlier = [t for t in own if t.low < many and t.day <= day]
    later = [t for t in own if t.low >= many and t.day >= day]
    before = max(earlier, key=lambda t: (t.low, t.figure), default=None)
    after = min(later, key=lambda t: (t.low, t.figure), default=None)
    if before is None or after is None or after.low - before.low >= many:
        return None
    if before.start and after.start and before.start != after.start:
        return None
    return (
        f"{many:,} lies between two totals of {after.source}, {before.low:,} and {after.low:,}, which leave "
        "no room for so many in one incident: a total that runs on",
        after.figure,
    )


def _dated(said: Statement) -> bool:
    """Tell whether the words give a figure a day of its own: "nineteen of them died on Thursday"."""
    when = said.figure.when
    if when is None or when.basis is not Basis.STATED:
        return False
    return when.value.start is not None and when.value.start == when.value.end


def _alike(one: Statement, other: Statement) -> bool:
    return one.outcome is other.outcome and one.figure.count.value.low == other.figure.count.value.low


def _rounded(said: Statement, total: PeriodTotal) -> bool:
    """Tell whether an open figure rounds a total of its own report down: "toll passes 130", of 132."""
    count = said.figure.count.value
    return count.high is None and (count.low or 0) <= total.low <= (count.low or 0) * 1.1


def _whole(
    figure: Figure, wholes: dict[str, str | None], found: dict[str, tuple[str, str | None]]
) -> str | None:
    """Give the running total that a figure is, or is a part of."""
    at: str | None = figure.id
    seen: set[str] = set()
    while at is not None and at not in seen:
        if at in found:
            return at
        seen.add(at)
        at = wholes.get(at)
    return None


def _near(said: Statement, totals: Sequence[PeriodTotal]) -> list[PeriodTotal]:
    """Give the totals published within days of a figure, and of no place far from the figure's."""
    try:
        day = date.fromisoformat((said.published or "")[:10])
    except ValueError:
        return []
    place = said.figure.place.value.best if said.figure.place else None
    found = []
    for each in totals:
        days = abs((day - date.fromisoformat(each.day[:10])).days)
        if each.figure == said.figure.id or days > NEAR_DAYS:
            continue
        if place is not None and each.latitude is not None and place.feature != "country":
            spot = (each.latitude, each.longitude or 0.0)
            if kilometres(place.latitude, place.longitude, *spot) > NEAR_KM + (place.radius_km or 0.0):
                continue
        found.append(each)
    return found


def _harm(said: Statement) -> tuple[str, str]:
    return said.outcome.value, _status(said.figure.status.value.value)


def _source(said: Statement) -> str:
    return fold(said.source.label or said.outlet or said.report)


def _status(status: str) -> str:
    return status if status in (Status.CIVILIAN, Status.COMBATANT) else ""
