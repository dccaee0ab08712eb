"""The list of reports as the queue needs it: how each stands, what waits in it; no text, no mentions."""

from bisect import insort
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, case, func, select

from tollbook.book.rows import Rest
from tollbook.book.schema import CLAIM, DECISION, ENTRY, FIGURE, PRESENT, READING, REPORT
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.figure import Figure
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.publish.labels import headline
from tollbook.review import Reviewed, State, Waiting, reviewed, waiting


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the queue: what it is, how its parts stand, what waits (most pressing first), its place.

    `lost` counts decisions whose words are no longer found in it.
    """

    id: str
    title: str
    outlet: str | None
    day: str | None
    language: str | None
    states: dict[State, int]
    waiting: tuple[Waiting, ...]
    order: tuple[float, str, str]
    figures: tuple[str, ...] = ()
    lost: int = 0


NAMED_BY = 401
"""Characters of a text that are looked at to name a report without a title; one more than are used."""
ORDER = attrgetter("order")
"""What the queue is in the order of."""


def listing(connection: Connection, names: Sequence[str] | None) -> Iterator[tuple[str, Listed]]:
    """List reports (None: all) without their texts and mentions, which are the most of a reading."""
    view = select(PRESENT.c.report, PRESENT.c.reading, PRESENT.c.text)
    taken = select(DECISION.c.report, DECISION.c.body).order_by(DECISION.c.seq)
    if names is not None:
        view, taken = view.where(PRESENT.c.report.in_(names)), taken.where(DECISION.c.report.in_(names))
    now = view.subquery()
    figures = _by_entry(connection, FIGURE, now, Figure)
    claims = _by_entry(connection, CLAIM, now, Claim)
    decided: dict[str, list[Decision]] = {}
    for report_id, body in connection.execute(taken):
        decided.setdefault(report_id, []).append(msgspec.json.decode(body, type=Decision))
    start = case((REPORT.c.title.is_(None), func.substr(REPORT.c.text, 1, NAMED_BY)), else_="").label("start")
    query = (
        select(now.c.report, now.c.reading, REPORT.c.body, start, READING.c.body.label("rest"))
        .join(REPORT, REPORT.c.seq == now.c.text)
        .join(READING, READING.c.seq == now.c.reading)
    )
    for row in connection.execute(query):
        rest = msgspec.json.decode(row.rest, type=Rest)
        report = msgspec.json.decode(row.body, type=Report)
        name = headline(msgspec.structs.replace(report, text=row.start))
        read = Reading(
            report=report,
            mentions=(),
            figures=tuple(figures.get(row.reading, ())),
            claims=tuple(claims.get(row.reading, ())),
            loaded=rest.loaded,
            findings=rest.findings,
            issues=(),
            versions=rest.versions,
        )
        yield row.report, _listed(reviewed(read, decided.get(row.report, [])), name)


def decisions(connection: Connection, report: str) -> tuple[list[Decision], dict[str, str]]:
    """Give the decisions on a report in their order, and when each was recorded."""
    query = (
        select(DECISION.c.body, ENTRY.c.recorded)
        .join(ENTRY, ENTRY.c.seq == DECISION.c.seq)
        .where(DECISION.c.report == report)
        .order_by(DECISION.c.seq)
    )
    found = [
        (msgspec.json.decode(row.body, type=Decision), row.recorded) for row in connection.execute(query)
    ]
    return [decision for decision, _ in found], {decision.id: recorded for decision, recorded in found}


def replaced(before: Sequence[Listed], now: Container[str], news: Iterable[Listed]) -> list[Listed]:
    """Put news where they belong in the order of the queue, in place of those whose ids are in `now`."""
    out = [each for each in before if each.id not in now]
    for each in news:
        insort(out, each, key=ORDER)
    return out


def _listed(now: Reviewed, title: str) -> Listed:
    report, waits = now.reading.report, waiting(now)
    day = report.date.isoformat() if report.date else None
    records: Iterable[Figure | Claim] = (*now.reading.figures, *now.reading.claims)
    return Listed(
        id=report.id,
        title=title,
        outlet=report.outlet.value if report.outlet else None,
        day=day,
        language=report.language,
        states=dict(Counter(now.of(record.id).state for record in records)),
        waiting=tuple(waits),
        order=(-waits[0].rank if waits else 0.0, day or "", report.id),
        figures=tuple(figure.id for figure in now.reading.figures),
        lost=len(now.orphans),
    )


def _by_entry(connection: Connection, table: Any, now: Any, kind: Any) -> dict[int, list[Any]]:
    query = (
        select(table.c.seq, table.c.body)
        .join(now, now.c.reading == table.c.seq)
        .order_by(table.c.seq, table.c.number)
    )
    out: dict[int, list[Any]] = {}
    for row in connection.execute(query):
        out.setdefault(row.seq, []).append(msgspec.json.decode(row.body, type=kind))
    return out
