"""The evidence of a report: its archived copy without anything active, and what changed between versions."""

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_desk import desk_of, keep
from example_incident import TEXTS, reading, two_incidents
from starlette.testclient import TestClient

from tollbook.book import Book
from tollbook.desk.evidence import clean

PAGE = (
    b"<html><body><h1>Sareb</h1><p onclick='x()'>Two died <a href='http://e.example/'>there</a>.</p>"
    b"<img src='http://e.example/p.png'><script>steal()</script><style>p{color:red}</style></body></html>"
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with two_incidents(tmp_path / "book") as made:
        yield made


@pytest.fixture
def client(book: Book) -> TestClient:
    return TestClient(desk_of(book), base_url="http://127.0.0.1:8765")


def test_an_archived_page_shows_its_words_and_nothing_active(client: TestClient, book: Book) -> None:
    made = reading(("page", "Orlan Post", "Two died there on 1 May.", "Two", 2, 2, "there", 1, 2))
    keep(book, made, PAGE, "/news/page.html")
    answer = client.get("/reports/page/archived")
    assert "Two died there." in answer.text
    for active in ("onclick", "steal", "href", "<img", "color:red"):
        assert active not in answer.text
    [style] = re.findall(r"<style>(.*?)</style>", answer.text)
    policy = answer.headers["content-security-policy"]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert "sandbox" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>Three <b>died</b>.</p>", "<p>Three <b>died</b>.</p>"),
        ("<iframe src=x></iframe><p>Three</p>", "<p>Three</p>"),
        ("<p style='position:fixed'>Three</p>", "<p>Three</p>"),
        (
            "<p dir='rtl'>\u062b\u0644\u0627\u062b\u0629</p>",
            '<p dir="rtl">\u062b\u0644\u0627\u062b\u0629</p>',
        ),
        ("<title>Three</title><h1>Three</h1>", "<h1>Three</h1>"),
        ("<meta http-equiv=refresh content='0;url=//e.example'><p>Three</p>", "<p>Three</p>"),
    ],
)
def test_what_could_act_or_load_is_taken_out(page: str, left: str) -> None:
    assert clean(page) == left


def test_the_name_that_a_page_gives_its_tab_stands_beside_its_text_once(
    client: TestClient, book: Book
) -> None:
    made = reading(("page", "Orlan Post", "Two died there on 1 May.", "Two", 2, 2, "there", 1, 2))
    head = b"<html><title>Sareb &lt;b&gt; \xe2\x80\xae Post</title>"
    keep(book, made, head + PAGE[6:], "/news/page.html")
    answer = client.get("/reports/page/archived").text
    assert "calls itself “<bdi>Sareb &lt;b&gt; \ufffd Post</bdi>”" in answer
    assert "Post" not in answer.split("<hr>")[1]


def test_a_text_is_shown_as_text(client: TestClient) -> None:
    assert "<pre>incident 0</pre>" in client.get("/reports/wire/archived").text


@pytest.mark.parametrize(
    ("content", "shown", "told"),
    [
        (
            b"<html><p>They said \xe2\x80\xae21\xe2\x80\xac fell.</p></html>",
            "\ufffd21\ufffd fell",
            "2 characters",
        ),
        (b"<html><p>They said &#x202e;21 fell.</p></html>", "\ufffd21 fell", "1 character that"),
        ("Two ki\u200blled.\r\nMore.".encode(), "Two ki\ufffdlled.\nMore.", "1 character that"),
        (b"Two killed.", "Two killed.", ""),
        ("\ufeffقُتل \u200fاثنان".encode(), "<pre>قُتل \u200fاثنان", ""),
    ],
)
def test_an_archived_copy_shows_what_would_not_show_and_says_how_much(
    client: TestClient, book: Book, content: bytes, shown: str, told: str
) -> None:
    made = reading(("odd", "Orlan Post", "Two died there on 1 May.", "Two", 2, 2, "there", 1, 2))
    keep(book, made, content, "/news/odd.html" if b"<" in content else "/news/odd.txt")
    page = client.get("/reports/odd/archived").text
    assert shown in page
    assert ("would not show" in page) == bool(told)
    assert told in page


def test_what_changed_between_versions_is_said_sentence_by_sentence(client: TestClient, book: Book) -> None:
    name, outlet, text, _, _, _, party, first, last = TEXTS[0]
    made = reading((name, outlet, text.replace("40", "44"), "44 people", 44, 44, party, first, last))
    keep(book, made, b"incident 0, mended", "/news/wire.txt")
    page = client.get("/reports/wire/evidence").text
    assert "<del>They killed 40 people on 3 May, a clinic said.</del>" in page
    assert "<ins>They killed 44 people on 3 May, a clinic said.</ins>" in page
