"""Pages that are gone: an address whose newest capture answers 404 or 410, and the report that the book has.

The ledger keeps each such answer as a capture of its own; what is told here follows from those alone. What a
web archive says of a page is kept apart from what was seen here: anybody can write an archive.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from tollbook.book.schema import CAPTURE, ENTRY, ISSUE, REPORT
from tollbook.issues import IssueKind
from tollbook.model.capture import CaptureRecord

ANSWERS = frozenset({404, 410})
"""The codes of HTTP by which a server says that a page is gone."""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """A report whose page is gone: where it was, the code of the answer, and when that first came (UTC).

    `via` names the web archive (file and record) that says so, None where the page itself was asked.
    """

    report: str
    origin: str
    answer: int
    since: datetime
    via: str | None = None


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A capture with which a page was found gone, or there again with a text that the book had already."""

    seq: int
    recorded: str
    gone: bool
    record: CaptureRecord


def gone(connection: Connection, last: int) -> list[Gone]:
    """Give the present reports whose page is gone, by address; `last` is the newest entry looked at.

    What an archive says counts for a page that was not seen here since the archive was added.
    """
    told = select(ISSUE.c.source).where(ISSUE.c.kind == IssueKind.REMOVED.value, ISSUE.c.seq <= last)
    out: list[Gone] = []
    for origin in sorted(set(connection.scalars(told))):
        ways = _changes(connection, [origin], last)
        turn = ways[-1][0] if ways and ways[-1][0].gone else _said(connection, origin, last)
        if turn is None or turn.record.exchange is None:
            continue
        query = select(REPORT.c.id).where(REPORT.c.origin == origin, REPORT.c.seq <= last)
        for report in sorted(set(connection.scalars(query))):
            made = turn.record.exchange
            since, via = turn.record.received, made.via
            out.append(Gone(report=report, origin=origin, answer=made.status, since=since, via=via))
    return out


def turns(connection: Connection, origins: Iterable[str], last: int) -> list[Turn]:
    """Give the captures with which the pages at some addresses went, and came again, in the order of time.

    Only what was seen here counts, not what web archives say.
    Of several answers in a row that a page is gone, the first one counts. A page that came again with
    another text is a further version of its report, and ends the absence without being given here.
    """
    return [turn for turn, has_report in _changes(connection, origins, last) if not has_report]


def _said(connection: Connection, origin: str, last: int) -> Turn | None:
    """Give the capture by which a web archive says of a page that it is gone; None where that is past."""
    query = (
        select(CAPTURE.c.seq, CAPTURE.c.body, ENTRY.c.recorded)
        .join(ENTRY, ENTRY.c.seq == CAPTURE.c.seq)
        .where(CAPTURE.c.origin == origin, CAPTURE.c.seq <= last)
    )
    seen, said = 0, list[Turn]()
    for row in connection.execute(query):
        record = msgspec.json.decode(row.body, type=CaptureRecord)
        if record.exchange is None or record.exchange.via is None:
            seen = max(seen, row.seq)
        else:
            is_gone = record.exchange.status in ANSWERS
            said.append(Turn(seq=row.seq, recorded=row.recorded, gone=is_gone, record=record))
    newest = max(said, key=lambda turn: (turn.record.received, turn.seq), default=None)
    return newest if newest is not None and newest.gone and newest.seq > seen else None


def _changes(connection: Connection, origins: Iterable[str], last: int) -> list[tuple[Turn, bool]]:
    """Give the captures with which pages were seen to go or come, and whether a report came with each."""
    its = (REPORT.c.origin == CAPTURE.c.origin, REPORT.c.capture == CAPTURE.c.id, REPORT.c.seq <= last)
    query = (
        select(
            CAPTURE.c.seq,
            CAPTURE.c.body,
            CAPTURE.c.origin,
            ENTRY.c.recorded,
            select(REPORT.c.seq).where(*its).exists().label("has_report"),
        )
        .join(ENTRY, ENTRY.c.seq == CAPTURE.c.seq)
        .where(CAPTURE.c.origin.in_(sorted(origins)), CAPTURE.c.seq <= last)
        .order_by(CAPTURE.c.received, CAPTURE.c.seq)
    )
    away: set[str] = set()
    had: set[str] = set()
    out: list[tuple[Turn, bool]] = []
    for row in connection.execute(query):
        record = msgspec.json.decode(row.body, type=CaptureRecord)
        if record.exchange is not None and record.exchange.via is not None:
            had.update([row.origin] if row.has_report else [])
            continue
        is_gone = record.exchange is not None and record.exchange.status in ANSWERS
        if row.origin in had and is_gone != (row.origin in away):
            turn = Turn(seq=row.seq, recorded=row.recorded, gone=is_gone, record=record)
            out.append((turn, bool(row.has_report)))
        if row.has_report:
            had.add(row.origin)
        (away.add if is_gone else away.discard)(row.origin)
    return out
