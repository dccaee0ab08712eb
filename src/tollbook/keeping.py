"""Keeping: sources -> reports in a book, each with its evidence; and reading them again later.

The order that makes an interrupted run harmless: bytes into the archive, then, in one transaction, capture,
report and reading into the ledger, and only then the acknowledgement. What is there already is left alone, so
the same command can be given again at any time and goes on where it stopped.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import BinaryIO

import msgspec

from tollbook.archive import Store, captures
from tollbook.archive.fetch import FILE_LIMIT, Fetch
from tollbook.book import Book, Kept, Said, Same
from tollbook.issues import Issue, IssueKind
from tollbook.knowing import (
    Knowing,
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
        self.said, self._note = Said(published=published, outlet=outlet, columns=columns), note
        named = captures(paths, stdin=stdin, limit=limit, columns=columns, fetch=fetch)
        self._found: Iterator[Capture | Issue] = chain(named, found or ())
        self._later: dict[str, deque[Capture]] = {}
        self._under_way, self._listed, self._told = UnderWay(), Listed(), Met()
        self._knowing = Knowing(book, self._under_way)
        self._make, self._jobs, self._prepare = make, jobs, prepare
        self._run = self._started(self._found)
        self.new = self.changed = self.earlier = self.known = self.unmoved = self.issues = 0

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
            self._knowing.close()

    def _all(self) -> Iterator[Added]:
        yield from self._kept()
        while self._later and not self._run.stopped:
            # Further captures of addresses that were still being read: of each up to one that is to be read.
            waiting, self._later = self._later, {}
            unread = self._run.unread
            self._run = self._started(self._again(waiting.values()))
            self._run.failed |= unread
            yield from self._kept()
            self._later |= {origin: captures for origin, captures in waiting.items() if captures}

    def _started(self, found: Iterator[Capture | Issue]) -> Run:
        return Run(self._items(found), self._make, jobs=self._jobs, prepare=self._prepare, note=self._noted)

    def _again(self, waiting: Iterable[deque[Capture]]) -> Iterator[Capture]:
        """Give the captures that waited, of each address until one of its reports is under way."""
        for its in waiting:
            while its:
                capture = its.popleft()
                yield msgspec.structs.replace(capture, content=self.store.get(capture.sha256))
                if self._under_way.has(origin(capture.source)):
                    break

    def _kept(self) -> Iterator[Added]:
        for reading in self._run.readings():
            record, same, anew = self._under_way.take(reading.report.id)
            kept = self.book.keep(record, reading, same, anew=anew)
            if kept is None:
                self.known += 1
                continue
            self.new += kept.version == 1
            self.changed += kept.version > 1 and kept.stands
            self.earlier += not kept.stands
            self.issues += len(reading.issues)
            yield Added(
                kept=kept,
                source=record.source,
                figures=len(reading.figures),
                claims=len(reading.claims),
                issues=len(reading.issues),
            )
        if not self._run.stopped:
            # What still waits could not be read: its bytes and where they came from are kept all the same.
            for record in self._under_way.records():
                self.book.keep_unread(record)
            self._under_way.clear()

    def _noted(self, issue: Issue) -> None:
        self.issues += self.book.note(issue)
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
        if "://" in record.origin and (self._under_way.has(record.origin) or record.origin in self._later):
            # A capture of this address is still being read.
            self.store.put(capture.content)
            waiting = self._later.setdefault(record.origin, deque())
            waiting.append(msgspec.structs.replace(capture, content=b""))
            return
        added = self._knowing.added(record, self.said)
        record = added.told(record, self.said) if added else record
        anew = added is not None and added.differs(record)
        if not anew and self._knowing.stands(record):
            self.known += 1
            self._run.had(record.source)
            self._seen_again(record)
            return
        capture = msgspec.structs.replace(capture, media=record.media)
        made, issues = read(
            capture, published=record.published, outlet=record.outlet, knowledge=lexicon.version()
        )
        names: dict[str, str | None] = {}
        new: list[Report] = []
        told: list[Issue] = []
        for number, report in enumerate(made, 1):
            many = len(made) > 1
            same = self._knowing.once(same_as(record, report, number if many else None), report, many=many)
            was = added.of(same.name, many=many) if added and same else None
            if same is None:
                known, there = None, True
            elif was is not None:
                known, there = was, not anew or self._knowing.tells(was, report)
                self.unmoved += there and (anew or self.said.published not in {None, record.published})
                same = Same(added.origin, same.name) if added else same
            else:
                known, there = self._knowing.known(same, record, report, many=many)
            if same is None or there:
                self.known += 1
                self._run.had(record.source)
                names[report.id] = None
                continue
            name = known or self._knowing.free(plain(report.id))
            names[report.id] = name
            self._under_way.add(name, record, same, anew=was is not None)
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
            self._seen_again(record)
        yield from new
        yield from self._issues(issues, names)
        yield from told

    def _seen_again(self, record: CaptureRecord) -> None:
        """Note of a page as the book has it that it was there; it may have been gone meanwhile."""
        if record.exchange:
            self.book.saw_again(record, Same(record.origin, ""))

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
            outlet=self.said.outlet or capture.outlet,
            published=self.said.published or capture.published,
            exchange=capture.exchange,
        )
