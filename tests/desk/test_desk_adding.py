"""Adding over HTTP: what is sent is kept whole inside the inbox, and the page tells what comes of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from example_desk import desk_of, filled
from example_reviewer import token
from starlette.testclient import TestClient

from tollbook.book import Book
from tollbook.desk.data import Services
from tollbook.desk.pages.add import kept


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with filled(tmp_path / "book") as made:
        yield made


def test_what_is_sent_is_kept_whole_under_a_plain_name_and_two_files_of_one_name_are_two(
    tmp_path: Path,
) -> None:
    first, second = kept(tmp_path, "../../a/note.txt", b"one"), kept(tmp_path, "note.txt", b"two")
    assert first.name == second.name == "note.txt"
    assert first != second
    assert first.is_relative_to(tmp_path)
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert kept(tmp_path, "note.txt", b"one") == first


@pytest.mark.parametrize("name", ["", "..", "/", "\\\\server\\share\\", "a\x00b.txt", "x" * 400 + ".pdf"])
def test_no_name_of_a_file_leads_out_of_the_inbox(tmp_path: Path, name: str) -> None:
    path = kept(tmp_path, name, b"bytes")
    assert path.parent.parent == tmp_path
    assert len(path.name) <= 120


def told(paths: Sequence[Path], day: str, outlet: str) -> Iterator[dict[str, Any]]:
    yield {"note": f"{paths[0].read_bytes().decode()} {day} {outlet}"}
    yield {"report": "market-1", "figures": 2, "claims": 1, "issues": 0}
    yield {"new": 1, "changed": 0, "known": 0, "without_report": 0}


def test_adding_tells_what_comes_of_it_as_it_comes(book: Book) -> None:
    client = TestClient(desk_of(book, Services(add=told)), base_url="http://127.0.0.1:8765")
    client.get("/add")
    form = {
        "token": token(client, "/add"),
        "text": "Two hurt <b>",
        "published": "2031-03-04",
        "outlet": "Wire",
    }
    page = client.post("/add", data=form, files={"files": ("", b"")})
    assert page.status_code == 200
    events = client.get(f"{page.url.path}/events").text
    assert "Two hurt <b> 2031-03-04 Wire" in events
    assert events.rstrip().endswith("event: end\ndata: {}")
    after = client.get(page.url.path).text
    assert "1 added" in after
    assert "<b> 2031" not in after


def test_a_file_from_another_site_is_refused(book: Book) -> None:
    client = TestClient(desk_of(book, Services(add=told)), base_url="http://127.0.0.1:8765")
    client.get("/add")
    answer = client.post("/add", data={"token": "0" * 64}, files={"files": ("a.txt", b"x")})
    assert answer.status_code == 403
