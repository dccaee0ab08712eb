"""What the tests of damage share: a book with some of everything, and what verifying says of it."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import evidence, keep, kept
from example_reading import dispatch
from test_ledger import decision

from tollbook.book import Book
from tollbook.book.incidents import Changes, keep_links
from tollbook.book.schema import ENTRY, LEDGER
from tollbook.book.verify import Checked, Fault, faults
from tollbook.errors import BookError
from tollbook.issues import Issue, IssueKind
from tollbook.model.incident import CopyGroup, CopyKind, Incident

BOOK_TABLES = {str(table.name): table for table in (ENTRY, *LEDGER)}


def fill(book: Book) -> Book:
    """Fill a book with some of everything that a ledger can hold."""
    kept(book, b"first", "a")
    keep(book, dispatch("a"), b"second", "/news/a.txt")
    kept(book, b"third", "b")
    book.decide(decision(dispatch("a"), "one"))
    book.note(Issue(kind=IssueKind.EMPTY, source="c.txt", message="c.txt is empty", todo="look"))
    group = CopyGroup(id="copies", kind=CopyKind.EXACT, origin="a", members=("a", "b"), why="the same text")
    incident = Incident(id="one", claims=(dispatch("a").claims[0].id,))
    keep_links(book, Changes(incidents=(incident,), copies=(group,)), "all")
    evidence(book).put(b"kept, and in no entry yet")
    return book


def found(book: Book) -> list[Fault]:
    with book.reading() as connection:
        return list(faults(connection, evidence(book), Checked()))


def at_rest(folder: Path) -> Path:
    """Fill a SQLite book in a folder, and give the folder with all in one file."""
    with fill(Book.init(folder)) as book:
        assert found(book) == []
    with closing(sqlite3.connect(folder / "book.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def said(folder: Path) -> list[str]:
    """Give what verifying says of the book in a folder, opening it included."""
    try:
        with Book(folder) as book:
            return [fault.message for fault in found(book)]
    except BookError as error:
        return [error.what]
