"""Books for the tests of linking: a clock that goes by hours, accounts as reports, what was linked."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from tollbook.book import Book, Same
from tollbook.book.incidents import incidents
from tollbook.linking import Linking, link_book
from tollbook.model.capture import CaptureRecord
from tollbook.model.incident import Account
from tollbook.model.provenance import Stamp
from tollbook.model.reading import Reading, Versions
from tollbook.model.report import Report

START = datetime(2031, 3, 5, 9, tzinfo=UTC)


def clocked(folder: Path) -> Book:
    """Make a book whose clock goes on by an hour each time it is looked at."""
    hours = itertools.count(1)
    return Book.init(folder, clock=lambda: START + timedelta(hours=next(hours)))


def keep(book: Book, accounts: Sequence[Account]) -> None:
    """Add each account as a report of its own."""
    for each in accounts:
        words = " " * each.claim.span.start + each.claim.quote.exact
        capture = msgspec.json.encode([each.report, words]).hex()[:64].ljust(64, "0")
        stamp = Stamp(capture=capture, text=words, knowledge="none")
        day = datetime.fromisoformat(str(each.published)).date()
        report = Report(
            id=each.report,
            capture=capture,
            source=each.report,
            text=words,
            given=stamp.source(day, each.claim.span, rule="made"),
        )
        reading = Reading(
            report=report,
            mentions=(),
            figures=each.figures,
            claims=(each.claim,),
            loaded=(),
            findings=(),
            issues=(),
            versions=Versions(extractor="made", knowledge="none", parser="none", gazetteer="none"),
        )
        record = CaptureRecord(
            sha256=capture, size=1, source=each.report, origin=f"/{each.report}", received=START, tool="made"
        )
        assert book.keep(record, reading, Same(f"/{each.report}", "")) is not None


def portion(book: Book) -> Linking:
    """Link what is new in a book as if it were a big one."""
    return link_book(book, small=0)


def groups(book: Book) -> set[frozenset[str]]:
    """Give the claims of each incident."""
    with book.reading() as connection:
        return {frozenset(each.claims) for each in incidents(connection)}
