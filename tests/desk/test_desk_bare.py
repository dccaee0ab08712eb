"""The desk without the files for browsers, as where npm was missing: it works, with a page for each step."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_desk import filled
from starlette.testclient import TestClient

from tollbook.book import Book
from tollbook.desk import app as desk_app
from tollbook.desk.data import Desk


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with filled(tmp_path / "book") as made:
        yield made


@pytest.fixture
def client(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setitem(desk_app.FOLDERS, "vendor", tmp_path / "nowhere")
    made = TestClient(desk_app.application(Desk(book)), base_url="http://127.0.0.1:8765")
    made.cookies.set("tollbook_reviewer", "Amal")
    made.get("/queue")
    return made


def test_pages_ask_for_no_file_that_is_not_there(client: TestClient) -> None:
    page = client.get("/reports/meridian-1").text
    files = re.findall(r'(?:src|href)="(/(?:static|vendor|map)/[^"]+)"', page)
    assert files
    assert [path for path in files if client.get(path).status_code != 200] == []


def test_a_decision_is_taken_by_a_plain_form(client: TestClient) -> None:
    page = client.get("/reports/meridian-1").text
    form = re.search(r'<form method="post" action="(/reports/[^"]+/items/[^"]+)"', page)
    token = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert form
    assert token
    answer = client.post(form[1], data={"token": token[1], "kind": "accept", "seen": ""})
    assert answer.status_code == 200
    assert "Accepted by" in answer.text
    assert "Shells hit Sareb" in answer.text


def test_an_amendment_is_a_page_of_its_own(client: TestClient) -> None:
    page = client.get("/reports/meridian-1").text
    link = re.search(r'href="(/reports/[^"]+/amend)"', page)
    assert link
    form = client.get(link[1])
    assert form.status_code == 200
    assert "<!doctype html>" in form.text
    assert 'name="low"' in form.text


def test_an_address_of_a_warning_stands_on_every_page(book: Book) -> None:
    client = TestClient(
        desk_app.application(Desk(book), warning="Others can reach this desk."), base_url="http://192.0.2.7"
    )
    assert "Others can reach this desk." in client.get("/queue").text
    assert "Others can reach this desk." in client.get("/reports/meridian-1").text
