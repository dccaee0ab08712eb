"""The desk over HTTP before strangers: other hosts and sites are turned away, hostile text stays text."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from example_desk import desk_of, filled, keep
from example_reviewer import REPORT, figure, kinds, reviewer_at, token
from example_strangers import hostile
from starlette.testclient import TestClient

from tollbook.book import Book
from tollbook.desk.data import Services
from tollbook.desk.guard import MOST_BODY
from tollbook.desk.view import address
from tollbook.serving import searching

HOSTILE = address("reports", hostile().report.id)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with filled(tmp_path / "book") as made:
        yield made


@pytest.fixture
def client(book: Book) -> TestClient:
    return reviewer_at(book)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example:8765"}, 421),
        ({"host": "localhost:8765"}, 200),
        ({"host": "[::1]:8765"}, 200),
        ({"host": "192.0.2.7"}, 200),
    ],
)
def test_only_names_of_this_machine_are_answered(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    assert client.get("/queue", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("headers", "with_token"),
    [({}, False), ({"origin": "http://evil.example"}, True), ({"sec-fetch-site": "cross-site"}, True)],
)
def test_a_form_from_elsewhere_is_refused(
    client: TestClient, book: Book, headers: dict[str, str], with_token: bool
) -> None:
    form = {"kind": "accept", "seen": "", "token": token(client) if with_token else "0" * 64}
    answer = client.post(f"{REPORT}/items/{figure(book, '18 allied')}", data=form, headers=headers)
    assert answer.status_code == 403
    assert kinds(book) == []


def test_a_form_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/reviewer", data={"token": token(client), "name": "x" * (MOST_BODY + 1)})
    assert answer.status_code == 413


def test_every_answer_forbids_what_is_not_the_desks_own(client: TestClient) -> None:
    for path in ("/queue", REPORT, "/nowhere", "/static/desk.js"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_no_page_holds_inline_script_style_or_handlers(client: TestClient) -> None:
    for path in ("/queue", REPORT, HOSTILE, f"{HOSTILE}/evidence"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"<style|<[^>]+\s(style|on\w+)=", page)


def test_hostile_text_stays_text(client: TestClient) -> None:
    answer = client.get(HOSTILE)
    assert answer.status_code == 200
    page = answer.text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("path", [HOSTILE, f"{HOSTILE}/evidence", "/queue", "/search?q=people"])
def test_no_page_shows_words_that_turn_round_or_hide_others(tmp_path: Path, path: str) -> None:
    signs = "\u202e\u2066\u200e\u200b\x9b"
    old = hostile().report
    assert old.title
    title = msgspec.structs.replace(old.title, value=f"<b>{signs}12 people</b>")
    text = f"{old.text}\n\n12 people{signs}."
    odd = msgspec.structs.replace(hostile(), report=msgspec.structs.replace(old, title=title, text=text))
    with Book.init(tmp_path / "odd") as book:
        keep(book, odd, b"odd", "/news/<b>hostile</b>.txt")
        client = TestClient(
            desk_of(book, Services(search=partial(searching, book))), base_url="http://127.0.0.1"
        )
        page = client.get(path).text
        assert client.get(path).status_code == 200
    assert "12 people" in page or "<mark>people</mark>" in page
    assert not set(signs) & set(page)
