"""What the tests of the desk's pages share: a reviewer at the desk, and what the book holds of decisions."""

import re

from example_desk import desk_of
from starlette.testclient import TestClient

from tollbook.book import Book, queries

REPORT = "/reports/meridian-1"


def reviewer_at(book: Book) -> TestClient:
    """Open the desk of a book as Amal."""
    made = TestClient(desk_of(book), base_url="http://127.0.0.1:8765")
    made.cookies.set("tollbook_reviewer", "Amal")
    made.get("/queue")
    return made


def token(client: TestClient, path: str = "/queue") -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    assert found
    return found[1]


def figure(book: Book, words: str) -> str:
    with book.reading() as connection:
        read = queries.reading(connection, "meridian-1")
    return next(f.id for f in read.figures if words in f.quote.exact)


def kinds(book: Book) -> list[str]:
    with book.reading() as connection:
        return [decision.kind.value for decision in queries.decisions(connection)]
