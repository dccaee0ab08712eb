"""Running totals that were read as figures of one incident: told by the totals that the same source gives.

"The Observatory puts the dead since Wednesday at 240" is "the Observatory gave a toll of 240" in another
report. A number is a running total where more reports give the same number of its source as a total over a
longer time than as a figure of the incident (as many, where it says that it grows: "the toll reached 240"),
or its own report does, less rounded ("toll passes 130", of 132); or where it lies between two totals of its
source for one place and time, which hold it, and is more than they leave room for. Parts of it without a day
of their own go with it. What has a day and an event or a place of its own stays, and so does what a person
accepted. Copies count once on both sides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tollbook.model.figure import Figure, Status
from tollbook.model.names import fold
from tollbook.model.toll import AsideReason, PeriodTotal
from tollbook.reconcile.places import kilometres
from tollbook.reconcile.plain import covers, dated, moves, of_its_own, plain, rounded
from tollbook.reconcile.statements import Aside, Stated, Statement, aside

LEAST = 20
"""Numbers below it are too common to tell anything by being the same."""
RARE = 100
"""From it on a number that is not round is the same total on whoever's word."""
NEAR_DAYS = 7
NEAR_KM = 150.0


class Totals:
    """The totals over a longer time that reports of a book give, found by source, by number and by report."""

    def __init__(self, totals: Iterable[PeriodTotal] = ()) -> None:
        """Index the totals, those of one key in the order of their days."""
        self._held: dict[tuple[str, ...], list[tuple[int, PeriodTotal]]] = {}
        for each in totals:
            day = _day(each.day)
            if each.low < LEAST or day is None:
                continue
            harm = (each.outcome, _status(each.status))
            for kind, value in (
                ("source", _called(each.source)),
                ("low", str(each.low)),
                ("report", each.report),
            ):
                self._held.setdefault((*harm, kind, value), []).append((day, each))
        for held in self._held.values():
            held.sort(key=lambda pair: (pair[0], pair[1].figure))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._held)

    def near(self, said: Statement, kind: str, value: str) -> list[PeriodTotal]:
        """Give the totals of a source, number or report that are near a figure in time and place."""
        day = _day(said.published)
        held = self._held.get((said.outcome.value, _status(said.figure.status.value.value), kind, value), [])
        if day is None or not held:
            return []
        first = bisect_left(held, day - NEAR_DAYS, key=lambda pair: pair[0])
        last = bisect_right(held, day + NEAR_DAYS, key=lambda pair: pair[0])
        return [total for _, total in held[first:last] if not _far(said, total)]


def without_totals(heard: Stated, totals: Totals) -> Stated:
    """Set running totals aside."""
    found, ties = _found(heard.statements, totals) if totals else ({}, {})
    if not found and not ties:
        return heard
    wholes = {said.figure.id: None if dated(said) else said.figure.part_of for said in heard.statements}
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
    notes = tuple(
        dict.fromkeys((said.outcome, ties[said.figure.id]) for said in kept if said.figure.id in ties)
    )
    decided = (*heard.decided, *notes)
    return replace(heard, statements=tuple(kept), aside=(*heard.aside, *out), decided=decided)


Told = tuple[str, str | None]
Saying = dict[tuple[object, ...], set[tuple[str, str]]]
"""The origins and reports that give a number, by harm and number, and by source too."""


def _found(statements: Sequence[Statement], totals: Totals) -> tuple[dict[str, Told], dict[str, str]]:
    """Give the figures that are running totals, with what to say of each, and notes on those that may be.

    Alike ones are looked at once.
    """
    saying: Saying = {}
    for each in statements:
        number = (each.outcome, each.figure.count.value.low)
        saying.setdefault(number, set()).add((each.origin, each.report))
        saying.setdefault((*number, _source(each)), set()).add((each.origin, each.report))
    known: dict[tuple[object, ...], Told | str | None] = {}
    found: dict[str, Told] = {}
    ties: dict[str, str] = {}
    for said in statements:
        if not _may_be(said):
            continue
        place = said.figure.place.value.best if said.figure.place else None
        count, status = said.figure.count.value, said.figure.status.value.value
        key: tuple[object, ...] = (said.outcome, status, count.low, count.high, said.published, said.report)
        key = (*key, _source(said), place.gazetteer if place else None)
        key = (
            *key,
            said.figure.place.basis if said.figure.place else None,
            said.event,
            dated(said),
            moves(said),
        )
        if key not in known:
            known[key] = _told(said, totals, saying)
        told = known[key]
        if isinstance(told, str):
            ties[said.figure.id] = told
        elif told is not None:
            found[said.figure.id] = told
    with_total = {(s.report, _source(s), s.outcome) for s in statements if s.figure.id in found}
    for said in statements:
        # "It had reported 132 dead in the morning and nearly 200 in the evening": one row of totals.
        if said.figure.id in ties and (said.report, _source(said), said.outcome) in with_total:
            own = totals.near(said, "source", _source(said))
            same = [t for t in own if t.low == said.figure.count.value.low]
            if same and not any(plain(said, t) for t in same):
                words = ties.pop(said.figure.id).partition(", and as many reports")[0]
                found[said.figure.id] = (words, min(same, key=lambda t: (t.day, t.report)).figure)
    return found, ties


def _may_be(said: Statement) -> bool:
    figure, count = said.figure, said.figure.count.value
    exact = any(sign.isdigit() for sign in figure.quote.exact)
    return exact and not said.accepted and (count.low or 0) >= LEAST and figure.side is None


def _told(said: Statement, totals: Totals, saying: Saying) -> Told | str | None:
    """Say by which total a figure is one itself, with its id; a note alone where as many speak against it."""
    many, source = said.figure.count.value.low or 0, _source(said)
    own = [t for t in totals.near(said, "source", source) if not of_its_own(said, t)]
    rare = many >= RARE and many % 10 != 0
    same = totals.near(said, "low", str(many)) if rare else [t for t in own if t.low == many]
    same += [t for t in totals.near(said, "report", said.report) if rounded(said, t)]
    same = [t for t in same if not of_its_own(said, t)]
    giving, reports = {t.origin or t.report for t in same}, {t.report for t in same}
    as_one = saying[(said.outcome, many) if rare else (said.outcome, many, source)]
    against = {origin for origin, report in as_one if origin not in giving and report not in reports}
    if same:
        first = min(same, key=lambda t: (t.day, t.report))
        words = f"{first.source} gives {first.low:,} as a total over a longer time (report {first.report})"
        grows = moves(said) and not any(plain(said, t) for t in same)
        if _lines(same) >= len(against) + (0 if grows else 1):
            return words, first.figure
        if _lines(same) == len(against):
            return f"{words}, and as many reports give {many:,} as a figure of the incident: it stands"
        return None
    if _status(said.figure.status.value.value):
        return None
    return _between(many, (said.published or "")[:10], [t for t in own if covers(t, said)])


def _lines(same: Iterable[PeriodTotal]) -> int:
    """Count the totals that are no copies: of one origin, or of one source on one day, they are one."""
    by_origin: dict[str, tuple[str, str]] = {}
    for each in same:
        line = (each.day[:10], _called(each.source))
        origin = each.origin or each.report
        by_origin[origin] = min(line, by_origin.get(origin, line))
    return len(set(by_origin.values()))


def _between(many: int, day: str, own: Sequence[PeriodTotal]) -> Told | None:
    """Tell a number that lies between totals of one place and time, and is more than they leave room for."""
    series: dict[tuple[str | None, str], list[PeriodTotal]] = {}
    for each in own:
        if each.start is not None:
            series.setdefault((each.gazetteer, each.start), []).append(each)
    for _, totals in sorted(series.items(), key=lambda pair: (pair[0][0] or "", pair[0][1])):
        earlier = [t for t in totals if t.low < many and t.day <= day]
        later = [t for t in totals if t.low >= many and t.day >= day]
        before = max(earlier, key=lambda t: (t.low, t.figure), default=None)
        after = min(later, key=lambda t: (t.low, t.figure), default=None)
        if before is not None and after is not None and after.low - before.low < many:
            return (
                f"{many:,} lies between two totals of {after.source}, {before.low:,} and {after.low:,}, "
                "which leave no room for so many in one incident: a total that runs on",
                after.figure,
            )
    return None


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


def _far(said: Statement, total: PeriodTotal) -> bool:
    """Tell whether a total is of a place far from the figure's."""
    place = said.figure.place.value.best if said.figure.place else None
    if place is None or total.latitude is None or place.feature == "country":
        return False
    spot = (total.latitude, total.longitude or 0.0)
    return kilometres(place.latitude, place.longitude, *spot) > NEAR_KM + (place.radius_km or 0.0)


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _source(said: Statement) -> str:
    return _called(said.source.label or said.outlet or said.report)


def _called(name: str) -> str:
    """Give a source's name as totals are found by it, without an article."""
    return fold(name).removeprefix("the ")


def _status(status: str) -> str:
    return status if status in (Status.CIVILIAN, Status.COMBATANT) else ""
