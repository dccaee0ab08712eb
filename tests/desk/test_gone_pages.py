"""Pages that are gone: the desk says so on the overview, at the report and at its evidence."""

import sys
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import make

from tollbook.archive.web import fetcher
from tollbook.book import Book, queries
from tollbook.keeping import Adding
from tollbook.serving import made
from web_servers import Server, page

HTML = "Content-Type: text/html; charset=utf-8"
TEXT = (
    b"<html><head><title>Shells on Marrun</title></head><body><article><p>MARRUN, 4 March 2031 - On Friday 9 "
    b"villagers were killed when shells hit the market, the Marrun Watch said.</p></article></body></html>"
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.init(tmp_path / "book") as made_new:
        yield made_new


def add(book: Book, url: str) -> None:
    fetch = fetcher(book.clock, allowed=[ip_network("127.0.0.0/8")])
    list(Adding(book, [url], make, jobs=1, fetch=fetch).added())


def test_a_page_that_is_gone_is_told_wherever_its_report_is_shown_until_it_is_there_again(
    web: Server, book: Book
) -> None:
    url = web.say("/shells", page(TEXT, HTML))
    add(book, url)
    client = TestClient(made(book), base_url="http://127.0.0.1:8765")
    with book.reading() as connection:
        report = str(connection.execute(queries.view(connection)).one().report)
    places = (f"/reports/{report}", f"/reports/{report}/evidence")
    assert not [each for each in places if "The page is gone" in client.get(each).text]
    assert "<strong>0</strong> pages that are gone" in client.get("/").text

    web.say("/shells", page(b"gone", status="410 Gone"))
    add(book, url)
    for each in places:
        assert f"<bdi>{url}</bdi> answered 410" in client.get(each).text
    assert "<strong>1</strong> page that is gone" in client.get("/").text
    assert f"/reports/{report}" in client.get("/troubles").text.split('id="gone"')[1]
    assert "answer 410 from" in client.get(f"/reports/{report}/evidence").text

    web.say("/shells", page(TEXT, HTML))
    add(book, url)
    assert "answered 410" not in client.get(f"/reports/{report}").text


def archive(path: Path, status: str, body: bytes, day: int) -> str:
    http = f"HTTP/1.1 {status}\r\n{HTML}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{day}>\r\n"
        f"WARC-Date: 2031-03-{day:02}T10:00:00Z\r\nWARC-Target-URI: https://news.example/shells\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    path.write_bytes(head.encode() + http + b"\r\n\r\n")
    return str(path)


def test_what_a_web_archive_says_of_a_page_is_told_as_its_word(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path / "a.warc", "200 OK", TEXT, 4))
    add(book, archive(tmp_path / "b.warc", "404 Not Found", b"no", 5))
    client = TestClient(made(book), base_url="http://127.0.0.1:8765")
    with book.reading() as connection:
        report = str(connection.execute(queries.view(connection)).one().report)
    for each in (f"/reports/{report}", f"/reports/{report}/evidence"):
        shown = client.get(each).text
        assert "A web archive says that the page is gone; that was not seen here." in shown
        assert f"<bdi>{tmp_path / 'b.warc'}, record 1" in shown
        assert "<strong>The page is gone.</strong>" not in shown
    overview = client.get("/").text
    assert "<strong>0</strong> pages that are gone since" in overview
    assert "<strong>1</strong> page that is gone as a web archive says" in overview
    seen, said = client.get("/troubles").text.split('id="gone"')[1].split('id="said"')
    assert f"/reports/{report}" not in seen
    assert f"/reports/{report}" in said
