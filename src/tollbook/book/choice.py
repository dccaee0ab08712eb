"""Choosing: which entries of the ledger belong to chosen reports, by id or by day."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook.book.schema import CAPTURE, DECISION, READING, REPORT
from tollbook.errors import InputError


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen: ids of reports, numbers of entries (None for all), what each capture gave.

    `undated` counts reports without a day of their own, which a choice by days took or left by the day on
    which their bytes were received. `words` say what was asked for.
    """

    reports: frozenset[str]
    entries: frozenset[int] | None
    captures: dict[str, list[dict[str, Any]]]
    undated: int
    words: str

    def has(self, entry: int) -> bool:
        """Tell whether an entry was chosen."""
        return self.entries is None or entry in self.entries


def choose(
    connection: Connection,
    upto: int,
    *,
    reports: frozenset[str] = frozenset(),
    first: date | None = None,
    last: date | None = None,
) -> Chosen:
    """Choose reports by id, by day (both ends counted in), or both; all where nothing is asked for.

    With a report come all its versions, its readings, the decisions about it and the captures that it was
    read from. A choice by days alone also takes captures that gave no report, by the day they were received.

    Raises:
        InputError: where an id is of no report, or nothing is chosen.
    """
    query = select(REPORT.c.seq, REPORT.c.id, REPORT.c.version, REPORT.c.capture, REPORT.c.outlet)
    query = query.add_columns(REPORT.c.day, REPORT.c.title).where(REPORT.c.seq <= upto).order_by(REPORT.c.seq)
    rows = connection.execute(query).all()
    held = select(CAPTURE.c.id, CAPTURE.c.seq, CAPTURE.c.received).where(CAPTURE.c.seq <= upto)
    captures = {row.id: (row.seq, str(row.received)[:10]) for row in connection.execute(held)}
    unknown = sorted(reports - {row.id for row in rows})
    if unknown:
        raise InputError(f"no report {unknown[0]!r} is in the book", "look up its id: tollbook search")
    by_day = first is not None or last is not None
    taken: set[str] = set()
    undated: set[str] = set()
    for row in rows:
        if reports and row.id not in reports:
            continue
        if by_day and row.day is None:
            undated.add(row.id)
        if _within(row.day or captures[row.capture][1], first, last):
            taken.add(row.id)
    listed: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row.id in taken:
            said = {"id": row.id, "version": row.version, "outlet": row.outlet, "day": row.day}
            listed.setdefault(row.capture, []).append({**said, "title": row.title})
    words = _words(reports, first, last)
    numbers: set[int] | None = None
    if words:
        numbers = {row.seq for row in rows if row.id in taken} | {captures[name][0] for name in listed}
        for table in (READING, DECISION):
            about = select(table.c.seq, table.c.report).where(table.c.seq <= upto)
            numbers |= {row.seq for row in connection.execute(about) if row.report in taken}
        if not reports:
            read = {row.capture for row in rows}
            unread = [entry for name, entry in captures.items() if name not in read]
            numbers |= {seq for seq, day in unread if _within(day, first, last)}
        if not numbers:
            raise InputError(f"nothing was chosen: {words}", "choose other days or reports")
    return Chosen(
        reports=frozenset(taken),
        entries=None if numbers is None else frozenset(numbers),
        captures=listed,
        undated=len(undated),
        words=words or "the whole book",
    )


def _within(day: str, first: date | None, last: date | None) -> bool:
    return (first is None or day >= first.isoformat()) and (last is None or day <= last.isoformat())


def _words(reports: frozenset[str], first: date | None, last: date | None) -> str:
    parts = [
        f"{len(reports)} report{'' if len(reports) == 1 else 's'} by id" if reports else "",
        f"from {first}" if first else "",
        f"to {last}" if last else "",
    ]
    return ", ".join(part for part in parts if part)
