"""Knowing again: a report of a capture -> as what a book knows it, and what it is called there."""

from pathlib import Path

import msgspec

from tollbook.archive.alike import alike
from tollbook.book import AsAdded, Book, Said, Same, as_added
from tollbook.book.gone import ANSWERS
from tollbook.book.rows import encoded
from tollbook.book.standing_rows import tells
from tollbook.book.times import from_archive
from tollbook.issues import Issue, IssueKind
from tollbook.met import Met, UnderWay
from tollbook.model.capture import CaptureRecord
from tollbook.model.report import Report

STANDARD_INPUT = "standard input"


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
    changed = msgspec.structs.replace(report, id=name, text=plain(report.text))
    if name == report.id or f"-{report.capture[:8]}" in report.id:
        return changed
    return msgspec.structs.replace(changed, listed=report.listed or report.id)


def doubled_id(report: Report, name: str) -> Issue:
    """Say that another report of the book has the id of this one."""
    return Issue(
        kind=IssueKind.MALFORMED,
        source=report.source,
        message=f"{report.source}: another report of the book has the id {report.id!r}; this one is {name!r}",
        todo="nothing, where they are two reports; else correct the id in the file",
        report=name,
        seen=report.id,
    )


def look_alike(record: CaptureRecord, report: str) -> Issue | None:
    """Say that the address of a report, or one that it led to, has letters that look like others."""
    addresses = (record.source, *(record.exchange.redirects if record.exchange else ()))
    for address in addresses if "://" in record.origin else ():
        if seen := alike(address):
            what = f"{record.source}, report {report}: a name in its address {seen}"
            todo = "look whose address it is: such a name may be made to pass for another"
            return Issue(
                kind=IssueKind.HIDDEN,
                source=record.source,
                message=what[:1000],
                todo=todo,
                report=report,
                seen=seen,
            )
    return None


def plain(text: str) -> str:
    """Give a text without NUL, which no database holds."""
    return text.replace("\x00", "\ufffd")


def removed(book: Book, record: CaptureRecord) -> Issue | None:
    """Say that a page is gone from where the book has it from; None of any other capture."""
    if record.exchange is None or record.exchange.status not in ANSWERS:
        return None
    known = book.known(Same(record.origin, ""), record.sha256, outlet=None, copies=False)[0]
    if known is None:
        return None
    answer, via = record.exchange.status, record.exchange.via
    if via is None:
        what = f"{record.source} is gone (answer {answer}); report {known!r} stays as captured"
        todo = "nothing; the answer is kept as evidence. Look whether the outlet took the report back"
    else:
        said = f"{via} says that {record.source} answered {answer} on {record.received:%Y-%m-%d %H:%M} UTC"
        what = f"{said}; that was not seen here, and report {known!r} stays as captured"
        todo = "ask the page itself, by adding its address: an archive may say what was never so"
    return Issue(kind=IssueKind.REMOVED, source=record.source, message=what, todo=todo, report=known)


class Knowing:
    """What a run of adding knows again, in the book and among the reports that are still being read."""

    def __init__(self, book: Book, under_way: UnderWay) -> None:
        """Keep both; `under_way` is the run's own, and changes with it."""
        self.book, self.under_way = book, under_way
        self._records = Met()
        self._origin: str | None = None

    def close(self) -> None:
        """Let go of what was met."""
        self._records.close()

    def stands(self, record: CaptureRecord) -> bool:
        """Tell whether a file or page that is one report stands in the book as it is; it is not read then.

        A page that is gone does not, though the answer may bring its bytes once more.
        """
        if record.part is not None or record.origin == STANDARD_INPUT:
            return False
        if record.exchange and record.exchange.status in ANSWERS:
            return False
        archived = record if from_archive(record) else None
        same = Same(record.origin, "")
        return self.book.known(same, record.sha256, outlet=None, copies=False, archived=archived)[1]

    def added(self, record: CaptureRecord, said: Said) -> AsAdded | None:
        """Give as what just these bytes stand, where it matters: something is said, or they are of a table.

        None of a web archive, whose captures are known by the times that it names.
        """
        is_table = (record.media or "").startswith("text/csv")
        if from_archive(record) or not (said or is_table):
            return None
        with self.book.reading() as connection:
            return as_added(connection, record, copies="://" not in record.origin)

    def tells(self, name: str, report: Report) -> bool:
        """Tell whether the report with an id is the same, whatever is said of it now; or is being read."""
        if name in self.under_way:
            return True
        with self.book.reading() as connection:
            return tells(connection, name, report)

    def once(self, same: Same, report: Report, *, many: bool) -> Same | None:
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

    def known(
        self, same: Same, record: CaptureRecord, report: Report, *, many: bool
    ) -> tuple[str | None, bool]:
        """Give the id under which a report is known, if it is, and whether it is in the book as it is."""
        outlet = report.outlet.value if report.outlet else None
        copies = "://" not in record.origin
        if copies and self.under_way.has_copy(record, same):
            return None, True
        archived = record if from_archive(record) else None
        told = report if many else None
        return self.book.known(
            same, record.sha256, outlet=outlet, copies=copies, archived=archived, told=told
        )

    def free(self, name: str) -> str:
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
        return name in self.under_way or self.book.has(name)
