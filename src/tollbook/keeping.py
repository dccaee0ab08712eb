"""Keeping: sources -> reports in a book, each with its evidence; and reading them again later.

The order that makes an interrupted run harmless: bytes into the archive, then, in one transaction, capture,
report and reading into the ledger, and only then the acknowledgement. What is there already is left alone, so
the same command can be given again at any time and goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

import msgspec

from tollbook.archive import Store, captures
from tollbook.archive.fetch import FILE_LIMIT
from tollbook.book import Book, Kept, Same
from tollbook.issues import Issue, IssueKind
from tollbook.model import lexicon
from tollbook.model.capture import Capture, CaptureRecord
from tollbook.model.report import Report
from tollbook.read import read
from tollbook.running import Read, Run
from tollbook.version import EXTRACTOR

STANDARD_INPUT = "standard input"


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
    ) -> None:
        """Keep what is to be added; nothing is done yet. `limit` bounds one capture, in bytes.

        `columns` says which columns of a table are a report's fields ("text=body,published=date").
        """
        self.book, self.store = book, Store(book.path / "archive")
        self.published, self.outlet, self._note = published, outlet, note
        self._found = captures(paths, stdin=stdin, limit=limit, columns=columns)
        self._waiting: dict[str, tuple[CaptureRecord, Same]] = {}
        self._told: set[tuple[str, str]] = set()
        self._origin: str | None = None
        self._names: dict[str, list[str]] = {}
        self._run = Run(self._items(), make, jobs=jobs, prepare=prepare, note=self._noted)
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
        for reading in self._run.readings():
            record, same = self._waiting.pop(reading.report.id)
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
        if not self._run.stopped:
            # What still waits could not be read: its bytes and where they came from are kept all the same.
            for record, _ in self._waiting.values():
                self.book.keep_unread(record)

    def _noted(self, issue: Issue) -> None:
        self.book.note(issue)
        self._note(issue)

    def _items(self) -> Iterator[Report | Issue]:
        """Archive each capture, and give those of its reports that the book does not have."""
        for capture in self._found:
            if isinstance(capture, Issue):
                yield capture
            else:
                yield from self._capture(capture)

    def _capture(self, capture: Capture) -> Iterator[Report | Issue]:
        made, issues = read(
            capture, published=self.published, outlet=self.outlet, knowledge=lexicon.version()
        )
        record = self._record(capture)
        names: dict[str, str | None] = {}
        new: list[Report] = []
        doubled: list[Issue] = []
        for number, report in enumerate(made, 1):
            same = self._once(same_as(record, report, number if len(made) > 1 else None), capture.sha256)
            known, there = (None, True) if same is None else self._known(same, record, report)
            if same is None or there:
                self.known += 1
                names[report.id] = None
                continue
            name = known or self._free(_plain(report.id))
            names[report.id] = name
            self._waiting[name] = (record, same)
            new.append(renamed(report, name))
            if known is None and name != report.id:
                doubled.append(_doubled(report, name))
        if new or not made:
            self.store.put(capture.content)
        if not made:
            self.book.keep_unread(record)
        yield from new
        yield from self._issues(issues, names)
        yield from doubled

    def _once(self, same: Same, sha256: str) -> Same | None:
        """Tell a second record of one id in one file apart; None where it is the first one again."""
        if same.origin != self._origin:
            self._origin, self._names = same.origin, {}
        hashes = self._names.setdefault(same.name, [])
        if sha256 in hashes:
            return None
        hashes.append(sha256)
        return same if len(hashes) == 1 else Same(same.origin, f"{same.name}#{len(hashes)}")

    def _known(self, same: Same, record: CaptureRecord, report: Report) -> tuple[str | None, bool]:
        outlet = report.outlet.value if report.outlet else None
        copies = "://" not in record.origin
        for waiting, its in self._waiting.values():
            if copies and (waiting.sha256, its.name, waiting.outlet) == (
                record.sha256,
                same.name,
                record.outlet,
            ):
                return None, True
        return self.book.known(same, record.sha256, outlet=outlet, copies=copies)

    def _issues(self, issues: Sequence[Issue], names: dict[str, str | None]) -> Iterator[Issue]:
        """Give the issues under the names that the reports have in the book, each note of a file once."""
        for issue in issues:
            if issue.report in names:
                name = names[issue.report]
                if name is not None:
                    yield msgspec.structs.replace(issue, report=name)
            elif (issue.source, issue.message) not in self._told:
                self._told.add((issue.source, issue.message))
                yield issue

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
            outlet=self.outlet,
            published=self.published,
            exchange=capture.exchange,
        )

    def _free(self, name: str) -> str:
        """Give a name that no report of the book, or on its way there, has."""
        free, count = name, 1
        while free in self._waiting or self.book.has(free):
            count += 1
            free = f"{name}-{count}"
        return free


def origin(source: str) -> str:
    """Give the address in full of a source: a URL as it is, a file by its whole path.

    Example:
        >>> origin("https://example.org/a"), origin("/news/./a.txt"), origin("standard input")
        ('https://example.org/a', '/news/a.txt', 'standard input')
    """
    if "://" in source or source == STANDARD_INPUT:
        return source
    return str(Path(source).absolute().resolve())


def same_as(record: CaptureRecord, report: Report, number: int | None) -> Same:
    """Tell as what a report is known again: its origin, and there its own id, number or bytes.

    A file or page that is one report is known by its origin alone, so an edited one is a new version. A
    record with an id is known by file and id. One without, and what came by standard input, is known by its
    bytes alone: changed, it counts as another report, because nothing tells that it is the same.
    """
    own = f"-{report.capture[:8]}" not in report.id
    if own:
        return Same(record.origin, report.listed or report.id)
    if record.part is not None or record.origin == STANDARD_INPUT:
        return Same(record.origin, f"sha256:{report.capture}" + (f"#{number}" if number else ""))
    return Same(record.origin, f"#{number}" if number else "")


def renamed(report: Report, name: str) -> Report:
    """Give a report the id that it has in the book; NUL, which no database holds, becomes U+FFFD."""
    changed = msgspec.structs.replace(report, id=name, text=_plain(report.text))
    if name == report.id or f"-{report.capture[:8]}" in report.id:
        return changed
    return msgspec.structs.replace(changed, listed=report.listed or report.id)


def _doubled(report: Report, name: str) -> Issue:
    return Issue(
        kind=IssueKind.MALFORMED,
        source=report.source,
        message=f"{report.source}: another report of the book has the id {report.id!r}; this one is {name!r}",
        todo="nothing, where they are two reports; else correct the id in the file",
        report=name,
        seen=report.id,
    )


def _plain(text: str) -> str:
    return text.replace("\x00", "\ufffd")
