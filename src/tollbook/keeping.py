"""Keeping: sources -> reports in a book, each with its evidence; and reading them again later.

The order that makes an interrupted run harmless: bytes into the archive, then, in one transaction, capture,
report and reading into the ledger, and only then the acknowledgement. What is there already is left alone, so
the same command can be given again at any time and goes on where it stopped.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import BinaryIO

import msgspec

from tollbook.archive import Store, captures
from tollbook.archive.fetch import FILE_LIMIT, Fetch
from tollbook.book import Book, Kept, Same
from tollbook.book.gone import ANSWERS
from tollbook.book.rows import encoded
from tollbook.issues import Issue, IssueKind
from tollbook.knowing import (
    STANDARD_INPUT,
    doubled_id,
    look_alike,
    origin,
    plain,
    removed,
    renamed,
    same_as,
)
from tollbook.met import Met, UnderWay
from tollbook.model import lexicon
from tollbook.model.capture import Capture, CaptureRecord
from tollbook.model.report import Report
from tollbook.read import Listed, read
from tollbook.running import Read, Run
from tollbook.version import EXTRACTOR


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """One report that is now in the book, acknowledged, with what was read in it."""

    kept: Kept
    source: str
    figures: int
    claims: int
    issues: int


class Adding:
    """One run of adding: iterate `added()`, then ask for the counts.

    `make` makes the function that reads a report (importable, because other processes call it). `note` is
    told each issue that belongs to no report; it is in the book by then.
    """

    def __init__(
        self,
        book: Book,
        paths: Sequence[str],
        make: Callable[[], Read],
        *,
        published: date | None = None,
        outlet: str | None = None,
        stdin: BinaryIO | None = None,
        jobs: int | None = None,
        prepare: Callable[[], object] = lambda: None,
        note: Callable[[Issue], None] = lambda _issue: None,
        limit: int = FILE_LIMIT,
        columns: str | None = None,
        fetch: Fetch | None = None,
        found: Iterator[Capture | Issue] | None = None,
    ) -> None:
        """Keep what is to be added; nothing is done yet. `limit` bounds one capture, in bytes.

        `columns` says which columns of a table are a report's fields ("text=body,published=date"). `fetch`
        fetches addresses. `found` gives captures made elsewhere (of a feed), after those of `paths`.
        """
        self.book, self.store = book, Store(book.path / "archive")
        self.published, self.outlet, self._note = published, outlet, note
        named = captures(paths, stdin=stdin, limit=limit, columns=columns, fetch=fetch)
        self._found: Iterator[Capture | Issue] = chain(named, found or ())
        self._later: deque[Capture] = deque()
        self._under_way, self._listed = UnderWay(), Listed()
        self._told, self._records = Met(), Met()
        self._origin: str | None = None
        self._make, self._jobs, self._prepare = make, jobs, prepare
        self._run = self._started(self._found)
        self.new = self.changed = self.known = 0

    @property
    def stopped(self) -> bool:
        """Whether Ctrl-C ended the run; what was acknowledged is in the book."""
        return self._run.stopped

    @property
    def failed(self) -> set[str]:
        """The sources that gave no report, or lost one of theirs."""
        return self._run.unread

    def added(self) -> Iterator[Added]:
        """Add report after report; each is given once it is safe in the book.

        Raises:
            EvidenceError: where the archive cannot be written to.
            BookError: where the ledger cannot.
        """
        self.store.tidy()
        try:
            yield from self._all()
        finally:
            self._told.close()
            self._records.close()

    def _all(self) -> Iterator[Added]:
        yield from self._kept()
        while self._later and not self._run.stopped:
            # Further captures of an address that was still being read: each becomes a version of its report.
            again, self._later = list(self._later), deque()
            unread = self._run.unread
            self._run = self._started(self._again(again))
            self._run.failed |= unread
            yield from self._kept()
        if not self._run.stopped:
            # What still waits could not be read: its bytes and where they came from are kept all the same.
            for record in self._under_way.records():
                self.book.keep_unread(record)

    def _started(self, found: Iterator[Capture | Issue]) -> Run:
        return Run(self._items(found), self._make, jobs=self._jobs, prepare=self._prepare, note=self._noted)

    def _again(self, later: Sequence[Capture]) -> Iterator[Capture]:
        for capture in later:
            yield msgspec.structs.replace(capture, content=self.store.get(capture.sha256))

    def _kept(self) -> Iterator[Added]:
        for reading in self._run.readings():
            record, same = self._under_way.take(reading.report.id)
            kept = self.book.keep(record, reading, same)
            if kept is None:
                self.known += 1
                continue
            self.new += kept.version == 1
            self.changed += kept.version > 1
            yield Added(
                kept=kept,
                source=record.source,
                figures=len(reading.figures),
                claims=len(reading.claims),
                issues=len(reading.issues),
            )

    def _noted(self, issue: Issue) -> None:
        self.book.note(issue)
        self._note(issue)

    def _items(self, found: Iterator[Capture | Issue]) -> Iterator[Report | Issue]:
        """Archive each capture, and give those of its reports that the book does not have."""
        for capture in found:
            if isinstance(capture, Issue):
                yield from self._listed.of(capture)
            else:
                yield from self._capture(capture)
        yield from self._listed.rest()

    def _capture(self, capture: Capture) -> Iterator[Report | Issue]:
        record = self._record(capture)
        if "://" in record.origin and self._under_way.has_other(record):
            # Another text of this address is still being read.
            self.store.put(capture.content)
            self._later.append(msgspec.structs.replace(capture, content=b""))
            return
        if self._stands(record):
            self.known += 1
            self._run.had(record.source)
            self._seen_again(capture, record)
            return
        made, issues = read(
            capture, published=record.published, outlet=record.outlet, knowledge=lexicon.version()
        )
        names: dict[str, str | None] = {}
        new: list[Report] = []
        told: list[Issue] = []
        for number, report in enumerate(made, 1):
            many = len(made) > 1
            same = self._once(same_as(record, report, number if many else None), report, many=many)
            known, there = (None, True) if same is None else self._known(same, record, report, many=many)
            if same is None or there:
                self.known += 1
                self._run.had(record.source)
                names[report.id] = None
                continue
            name = known or self._free(plain(report.id))
            names[report.id] = name
            self._under_way.add(name, record, same)
            new.append(renamed(report, name))
            if known is None and name != report.id:
                told.append(doubled_id(report, name))
            if strange := look_alike(record, name):
                told.append(strange)
        if new or not made:
            self.store.put(capture.content)
        if not made:
            self.book.keep_unread(record)
            issues = tuple(removed(self.book, record) or issue for issue in issues)
        elif not new:
            self._seen_again(capture, record)
        yield from new
        yield from self._issues(issues, names)
        yield from told

    def _stands(self, record: CaptureRecord) -> bool:
        """Tell whether a file or page that is one report stands in the book as it is; it is not read then.

        A page that is gone does not, though the answer may bring its bytes once more.
        """
        if record.part is not None or record.origin == STANDARD_INPUT:
            return False
        if record.exchange and record.exchange.status in ANSWERS:
            return False
        ever = bool(record.exchange and record.exchange.via)
        return self.book.known(Same(record.origin, ""), record.sha256, outlet=None, copies=False, ever=ever)[
            1
        ]

    def _seen_again(self, capture: Capture, record: CaptureRecord) -> None:
        """Note of a page as the book has it that it was there; it may have been gone meanwhile."""
        if capture.exchange and capture.exchange.via is None:
            self.book.keep_unread(record)

    def _once(self, same: Same, report: Report, *, many: bool) -> Same | None:
        """Tell a second record of one id in one file apart; None where it is the first one again.

        `many` says that its bytes hold other reports too, so that what it says tells it apart.
        """
        if "://" in same.origin:
            return same
        if same.origin != self._origin:
            self._origin = same.origin
            self._records.clear()
        what = encoded(msgspec.structs.replace(report, id="", listed=None)) if many else report.capture
        if self._records.times(same.name, what) > 1:
            return None
        count = self._records.times(same.name)
        return same if count == 1 else Same(same.origin, f"{same.name}#{count}")

    def _known(
        self, same: Same, record: CaptureRecord, report: Report, *, many: bool
    ) -> tuple[str | None, bool]:
        outlet = report.outlet.value if report.outlet else None
        copies = "://" not in record.origin
        if copies and self._under_way.has_copy(record, same):
            return None, True
        archived = bool(record.exchange and record.exchange.via)
        told = report if many else None
        return self.book.known(same, record.sha256, outlet=outlet, copies=copies, ever=archived, told=told)

    def _issues(self, issues: Sequence[Issue], names: dict[str, str | None]) -> Iterator[Issue]:
        """Give the issues under the names that the reports have in the book, each note of a file once."""
        for issue in issues:
            if issue.report in names:
                name = names[issue.report]
                if name is not None:
                    yield msgspec.structs.replace(issue, report=name)
            elif self._told.times(issue.source, issue.message) == 1:
                # A report that was not made is named in the message; there is none to add the issue to.
                gone = issue.kind is IssueKind.REMOVED
                yield from self._listed.of(issue if gone else msgspec.structs.replace(issue, report=None))

    def _record(self, capture: Capture) -> CaptureRecord:
        return CaptureRecord(
            sha256=capture.sha256,
            size=len(capture.content),
            source=capture.source,
            origin=origin(capture.source),
            received=capture.received or self.book.clock(),
            tool=EXTRACTOR,
            media=capture.media,
            part=capture.part,
            collector=self.book.settings.collector,
            outlet=self.outlet or capture.outlet,
            published=self.published or capture.published,
            exchange=capture.exchange,
        )

    def _free(self, name: str) -> str:
        """Give a name that no report of the book, or on its way there, has."""
        if not self._is_taken(name):
            return name
        low, high = 1, 2
        while self._is_taken(f"{name}-{high}"):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._is_taken(f"{name}-{middle}") else (low, middle)
        return f"{name}-{high}"

    def _is_taken(self, name: str) -> bool:
        return name in self._under_way or self.book.has(name)
