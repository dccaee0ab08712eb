"""Questions to a book: what it holds now, and what it held at an earlier time.

`as_of` is a time (UTC): the book is then shown as it stood, with all that was recorded later left out.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select

from tollbook.book.rows import Rest, instant
from tollbook.book.schema import (
    CAPTURE,
    CLAIM,
    DECISION,
    ENTRY,
    FIGURE,
    ISSUE,
    LEDGER,
    MENTION,
    PRESENT,
    READING,
    REPORT,
)
from tollbook.book.times import EARLIER
from tollbook.errors import InputError
from tollbook.issues import Issue
from tollbook.model.capture import CaptureRecord
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.figure import Figure
from tollbook.model.mention import Mention
from tollbook.model.reading import Reading
from tollbook.model.report import Report


def moment(text: str) -> datetime:
    """Read a time given by a person: a day means its end, and a time without a zone is UTC.

    Raises:
        InputError: where the text is no day and no time.

    Example:
        >>> moment("2031-03-04").isoformat(), moment("2031-03-04T09:30").isoformat()
        ('2031-03-04T23:59:59.999999+00:00', '2031-03-04T09:30:00+00:00')
    """
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text[:40]!r} is no time", "write it as 2031-03-04 or 2031-03-04T09:30") from error
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def last_entry(connection: Connection, as_of: datetime | None = None) -> int:
    """Give the number of the newest entry at a time, 0 where there was none."""
    query = select(func.max(ENTRY.c.seq))
    if as_of is not None:
        query = query.where(ENTRY.c.recorded <= instant(as_of))
    return connection.scalar(query) or 0


def view(connection: Connection, as_of: datetime | None = None) -> Select[Any]:
    """Give the query for what is present: columns report, version, reading (its entry), text (its entry)."""
    if as_of is None:
        return select(PRESENT.c.report, PRESENT.c.version, PRESENT.c.reading, PRESENT.c.text)
    newest = (
        select(READING.c.report, func.max(READING.c.seq).label("reading"))
        .join(ENTRY, ENTRY.c.seq == READING.c.seq)
        .where(READING.c.seq <= last_entry(connection, as_of), ENTRY.c.act != EARLIER)
        .group_by(READING.c.report)
        .subquery()
    )
    return (
        select(newest.c.report, READING.c.version, newest.c.reading, REPORT.c.seq.label("text"))
        .join(READING, READING.c.seq == newest.c.reading)
        .join(REPORT, (REPORT.c.id == newest.c.report) & (REPORT.c.version == READING.c.version))
    )


def reports(connection: Connection, as_of: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Give what is present, report by report in the order of their days: id, version, outlet, day, title."""
    now = view(connection, as_of).subquery()
    query = (
        select(now.c.report, now.c.version, now.c.reading, REPORT.c.outlet, REPORT.c.day, REPORT.c.title)
        .join(REPORT, REPORT.c.seq == now.c.text)
        .order_by(REPORT.c.day, now.c.report)
    )
    for row in connection.execute(query):
        yield dict(row._mapping)


def reading(connection: Connection, report: str, as_of: datetime | None = None) -> Reading:
    """Give a report's reading, whole, as it was recorded.

    Raises:
        InputError: where the book has, or had, no such report.
    """
    now = view(connection, as_of).subquery()
    found = connection.execute(select(now).where(now.c.report == report)).first()
    if found is None:
        when = f" at {instant(as_of)}" if as_of else ""
        raise InputError(f"no report {report!r} is in the book{when}", "look it up: tollbook search")
    return stored(connection, found.reading, found.text)


def stored(connection: Connection, at: int, text: int) -> Reading:
    """Put together the reading that entry `at` added, of the text that entry `text` added."""
    body, words = connection.execute(select(REPORT.c.body, REPORT.c.text).where(REPORT.c.seq == text)).one()
    rest = msgspec.json.decode(
        connection.scalars(select(READING.c.body).where(READING.c.seq == at)).one(), type=Rest
    )
    return Reading(
        report=msgspec.structs.replace(msgspec.json.decode(body, type=Report), text=words),
        mentions=_records(connection, MENTION, at, Mention),
        figures=_records(connection, FIGURE, at, Figure),
        claims=_records(connection, CLAIM, at, Claim),
        loaded=rest.loaded,
        findings=rest.findings,
        issues=_records(connection, ISSUE, at, Issue),
        versions=rest.versions,
    )


def capture(connection: Connection, text: int) -> CaptureRecord:
    """Give the record of the capture that the report row of entry `text` came from."""
    query = select(CAPTURE.c.body).join(REPORT, REPORT.c.capture == CAPTURE.c.id).where(REPORT.c.seq == text)
    return msgspec.json.decode(connection.scalars(query).one(), type=CaptureRecord)


def decisions(
    connection: Connection, report: str | None = None, as_of: datetime | None = None
) -> list[Decision]:
    """Give the decisions in the order in which they were taken, of one report or of all."""
    query = select(DECISION.c.body).where(DECISION.c.seq <= last_entry(connection, as_of))
    if report is not None:
        query = query.where(DECISION.c.report == report)
    return [
        msgspec.json.decode(body, type=Decision)
        for body in connection.scalars(query.order_by(DECISION.c.seq))
    ]


def counts(connection: Connection, as_of: datetime | None = None) -> dict[str, int]:
    """Count what the book holds: rows of the ledger by table, and what of them is present."""
    last = last_entry(connection, as_of)
    out = {"entries": last}
    for table in LEDGER:
        query = select(func.count()).select_from(table).where(table.c.seq <= last)
        out[f"{table.name}s"] = connection.scalar(query) or 0
    now = view(connection, as_of).subquery()
    out["present_reports"] = connection.scalar(select(func.count()).select_from(now)) or 0
    for table in (FIGURE, CLAIM):
        query = select(func.count()).select_from(table).join(now, now.c.reading == table.c.seq)
        out[f"present_{table.name}s"] = connection.scalar(query) or 0
    return out


def _records(connection: Connection, table: Any, seq: int, kind: Any) -> Any:
    query = select(table.c.body).where(table.c.seq == seq).order_by(table.c.number)
    return tuple(msgspec.json.decode(body, type=kind) for body in connection.scalars(query))
