"""Knowing again: a report of a capture -> as what a book knows it, and what it is called there."""

from pathlib import Path

import msgspec

from tollbook.archive.alike import alike
from tollbook.book import Book, Same
from tollbook.book.gone import ANSWERS
from tollbook.issues import Issue, IssueKind
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
