"""Capture times: the texts of one page, each with when it was captured -> which of them stands.

What was captured here counts from when it was recorded, whatever the clock of the computer said. What a web
archive holds counts from the time that the archive names, though never later than it was recorded: an archive
may name a time that is yet to come. So an older text that comes in late is kept, and no newer one makes way.
"""

import bisect
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, select

from tollbook.book.rows import capture_id, instant
from tollbook.book.same import Same
from tollbook.book.schema import CAPTURE, ENTRY, REPORT
from tollbook.model.capture import CaptureRecord

EARLIER = "earlier report"
"""The act of an entry that adds a version captured before the one that stands: it is not the present one."""
_TEXTS = select(REPORT.c.evidence).where(
    REPORT.c.origin == bindparam("origin"), REPORT.c.name == bindparam("name")
)
_CAPTURES = (
    select(CAPTURE.c.id, CAPTURE.c.evidence, CAPTURE.c.body, ENTRY.c.recorded)
    .join(ENTRY, ENTRY.c.seq == CAPTURE.c.seq)
    .where(CAPTURE.c.origin == bindparam("origin"), CAPTURE.c.evidence.in_(_TEXTS))
    .order_by(CAPTURE.c.seq)
)


class Place(msgspec.Struct, frozen=True):
    """Where a capture falls among those of its page.

    `known` says that it tells nothing new: it is in the book, or the page had the same text just before or
    just after. `earlier` says that what stands was captured later, `later` that nothing was captured since.
    """

    known: bool = False
    earlier: bool = False
    later: bool = False


def from_archive(record: CaptureRecord) -> bool:
    """Tell whether a capture was taken out of a web archive."""
    return record.exchange is not None and record.exchange.via is not None


def place(connection: Connection, same: Same, record: CaptureRecord, now: datetime) -> Place:
    """Tell where a capture out of a web archive falls among those of its page; `now` is UTC."""
    texts, mine = _line(connection, same), capture_id(record)
    if any(each == mine for _, _, each in texts):
        return Place(known=True)
    at = min(instant(record.received), instant(now))
    cut = bisect.bisect_right([time for time, _, _ in texts], at)
    around = texts[max(0, cut - 1) : cut + 1]
    later = cut == len(texts)
    return Place(known=any(each == record.sha256 for _, each, _ in around), earlier=not later, later=later)


def _line(connection: Connection, same: Same) -> list[tuple[str, str, str]]:
    """Give the captures of a page that a report was read from: time, evidence, id; in order of time."""
    out: list[tuple[str, str, str]] = []
    for row in connection.execute(_CAPTURES, {"origin": same.origin, "name": same.name}):
        record = msgspec.json.decode(row.body, type=CaptureRecord)
        named = instant(record.received)
        at = min(named, row.recorded) if from_archive(record) else row.recorded
        out.append((at, row.evidence, row.id))
    return sorted(out, key=lambda each: each[0])
