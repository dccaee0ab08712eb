"""Capture times: the texts of one page, each with when it was captured -> which of them stands.

What was captured here counts from when it was recorded, whatever the clock of the computer said. What a web
archive holds counts from the time that the archive names, though never later than it was recorded: an archive
may name a time that is yet to come. So an older text that comes in late is kept, and no newer one makes way.
"""

import bisect
import threading
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from tollbook.book.rows import capture_id, instant
from tollbook.book.same import Same
from tollbook.book.schema import CAPTURE, ENTRY, REPORT
from tollbook.model.capture import CaptureRecord

EARLIER = "earlier report"
"""The act of an entry that adds a version captured before the one that stands: it is not the present one."""
HELD = 50_000
"""The most captures that are held in memory, of all pages together; each takes a third of a kilobyte."""
PAGE = 4
"""As many captures as a page takes of that besides its own."""
_TEXTS = select(REPORT.c.seq, REPORT.c.evidence).where(
    REPORT.c.origin == bindparam("origin"),
    REPORT.c.name == bindparam("name"),
    REPORT.c.seq > bindparam("after"),
)
_CAPTURES = (
    select(
        CAPTURE.c.seq,
        CAPTURE.c.id,
        CAPTURE.c.evidence,
        CAPTURE.c.received,
        CAPTURE.c.body.like('%"via":%').label("archived"),
        ENTRY.c.recorded,
    )
    .join(ENTRY, ENTRY.c.seq == CAPTURE.c.seq)
    .where(CAPTURE.c.origin == bindparam("origin"), CAPTURE.c.seq > bindparam("after"))
    .order_by(CAPTURE.c.seq)
)
"""In the JSON of a capture `"via":` stands as that key alone: quotes within what was received are escaped."""
Moment = tuple[str, int, str, str]
"""A capture: when it counts from, its entry, the evidence, its id."""


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


class _Line(msgspec.Struct):
    """The captures of a page: in order of time those with a text that a report was read from, and the others.

    `seen` and `read` are the entries up to which captures and reports were looked at.
    """

    moments: list[Moment] = msgspec.field(default_factory=list)
    ids: set[str] = msgspec.field(default_factory=set)
    others: dict[str, list[Moment]] = msgspec.field(default_factory=dict)
    texts: set[str] = msgspec.field(default_factory=set)
    seen: int = 0
    read: int = 0
    size: int = PAGE

    def grow(self, connection: Connection, same: Same) -> None:
        """Take in what was added since."""
        where = {"origin": same.origin, "name": same.name}
        for seq, evidence in connection.execute(_TEXTS, {**where, "after": self.read}).all():
            self.read = max(self.read, seq)
            self.texts.add(evidence)
            self._put(self.others.pop(evidence, []))
        rows = connection.execute(_CAPTURES, {"origin": same.origin, "after": self.seen}).all()
        for row in rows:
            self.seen, moment = row.seq, _moment(row)
            if row.evidence in self.texts:
                self._put([moment])
            else:
                self.others.setdefault(row.evidence, []).append(moment)
        self.size += len(rows)

    def _put(self, moments: list[Moment]) -> None:
        for moment in moments:
            bisect.insort(self.moments, moment)
            self.ids.add(moment[3])


class Lines:
    """The captures of pages, each read once: a ledger is only added to, so that what was read stays so.

    The pages asked for last are held, up to HELD captures; others are read anew.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._lines: dict[Same, _Line] = {}
        self._size = 0
        self._lock = threading.Lock()

    def place(self, connection: Connection, same: Same, record: CaptureRecord, now: datetime) -> Place:
        """Tell where a capture out of a web archive falls among those of its page; `now` is UTC."""
        with self._lock:
            line = self._line(connection, same)
            if capture_id(record) in line.ids:
                return Place(known=True)
            at = min(instant(record.received), instant(now))
            cut = bisect.bisect_right(line.moments, at, key=lambda moment: moment[0])
            around = line.moments[max(0, cut - 1) : cut + 1]
            later = cut == len(line.moments)
        known = any(evidence == record.sha256 for _, _, evidence, _ in around)
        return Place(known=known, earlier=not later, later=later)

    def _line(self, connection: Connection, same: Same) -> _Line:
        line = self._lines.pop(same, None)
        if line is None:
            line = _Line()
        else:
            self._size -= line.size
        line.grow(connection, same)
        self._lines[same] = line
        self._size += line.size
        while self._size > HELD and len(self._lines) > 1:
            self._size -= self._lines.pop(next(iter(self._lines))).size
        return line


def _moment(row: Any) -> Moment:
    at = min(row.received, row.recorded) if row.archived else row.recorded
    return at, row.seq, row.evidence, row.id
