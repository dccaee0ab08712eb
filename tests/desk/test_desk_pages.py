"""The desk over HTTP: what pages hold, and what decisions, codings and searches do."""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from example_desk import desk_of, filled
from example_reviewer import REPORT, figure, kinds, reviewer_at, token
from example_strangers import arabic
from starlette.testclient import TestClient

from tollbook.book import Book, queries
from tollbook.desk.data import Services
from tollbook.publish.labels import headline
from tollbook.serving import searching


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with filled(tmp_path / "book") as made:
        yield made


@pytest.fixture
def client(book: Book) -> TestClient:
    return reviewer_at(book)


def decide(client: TestClient, item: str, kind: str, **values: str) -> str:
    """Take a decision as a page would that was loaded just now; gives the page that follows."""
    page = client.get(REPORT).text
    card = page.split(f'id="{item}"')[1].split("</article>")[0]
    seen = re.search(r'name="seen" value="([^"]*)"', card)
    withdraws = re.search(r'name="withdraws" value="([^"]*)"', card)
    form = {"token": token(client), "kind": kind, "seen": seen[1] if seen else ""}
    if kind == "withdraw" and withdraws:
        form["withdraws"] = withdraws[1]
    done = client.post(f"{REPORT}/items/{item}", data={**form, **values})
    assert done.status_code == 200, done.text
    return client.get(REPORT).text


def card(page: str, item: str) -> str:
    """Give the words of one card."""
    held = page.split(f'id="{item}"')[1].split("</article>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", held)).split())


def test_the_queue_names_every_report_that_waits(client: TestClient) -> None:
    page = client.get("/queue").text
    assert "Shells hit Sareb as rebels push towards the coast road" in page
    assert "0 of" in page


def test_a_card_says_whose_word_a_figure_is_and_the_neutral_label_of_a_loaded_word(
    client: TestClient, book: Book
) -> None:
    words = card(client.get(REPORT).text, figure(book, "65 Dawn Front"))
    assert "On whose word The Orlan Monitoring Group, citing medics" in words
    assert "terrorists" in words
    assert "neutral:" in words


def test_accepting_is_kept_with_the_name_and_undo_is_a_further_decision(
    client: TestClient, book: Book
) -> None:
    item = figure(book, "18 allied")
    assert "Accepted by Amal" in card(decide(client, item, "accept"), item)
    assert "Accepted by" not in card(decide(client, item, "withdraw"), item)
    assert kinds(book) == ["accept", "withdraw"]


def test_an_amended_count_shows_the_old_one_beside_the_new_one(client: TestClient, book: Book) -> None:
    item = figure(book, "18 allied")
    words = card(decide(client, item, "amend", low="18", high="20", reason="the bulletin says so"), item)
    assert "count: 18 18–20" in words
    assert "the bulletin says so" in words
    assert "18–20" in words


def test_an_amendment_that_changes_nothing_is_no_decision(client: TestClient, book: Book) -> None:
    item = figure(book, "18 allied")
    decide(client, item, "amend", low="18", high="18")
    assert kinds(book) == []


def test_a_count_whose_low_is_above_its_high_is_refused_in_words(client: TestClient, book: Book) -> None:
    item = figure(book, "18 allied")
    form = {"token": token(client), "kind": "amend", "seen": "", "low": "9", "high": "3"}
    answer = client.post(f"{REPORT}/items/{item}", data=form)
    assert answer.status_code == 422
    assert "low above its high" in answer.text
    assert kinds(book) == []


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(client: TestClient, book: Book) -> None:
    item = figure(book, "18 allied")
    decide(client, item, "accept")
    form = {"token": token(client), "kind": "reject", "seen": "", "person": "Basil"}
    answer = client.post(f"{REPORT}/items/{item}", data=form)
    assert answer.status_code == 409
    assert "Amal" in answer.text
    assert "decided meanwhile" in answer.text
    assert kinds(book) == ["accept"]


def test_a_missed_figure_is_added_over_the_words_selected(client: TestClient, book: Book) -> None:
    with book.reading() as connection:
        text = queries.reading(connection, "meridian-1").report.text
    start = text.index("fighters and civilians")
    form = {"start": str(start), "end": str(start + 8), "outcome": "injured", "low": "4", "high": ""}
    page = client.post(f"{REPORT}/add", data={**form, "token": token(client)})
    assert page.status_code == 200
    assert "4 or more" in re.sub(r"<[^>]+>", "", page.text)
    assert kinds(book) == ["add"]


def test_nobody_decides_without_a_name(client: TestClient, book: Book) -> None:
    form = {"token": token(client), "kind": "accept", "seen": ""}
    client.cookies.delete("tollbook_reviewer")
    assert client.post(f"{REPORT}/items/{figure(book, '18 allied')}", data=form).status_code == 422
    assert kinds(book) == []


def test_a_report_that_is_not_there_is_said_in_words(client: TestClient) -> None:
    answer = client.get("/reports/none-such")
    assert answer.status_code == 404
    assert "no report" in answer.text


def test_a_report_without_a_title_is_named_by_its_first_words(client: TestClient) -> None:
    words = headline(arabic().report)
    for page in ("/queue?show=all", "/reports/waha-1", "/reports/waha-1/evidence"):
        text = unescape(client.get(page).text)
        assert words in text
        assert ">waha-1<" not in text
    assert "no title: these are its first words" in client.get("/reports/waha-1").text


def test_the_search_finds_words_and_marks_them(book: Book) -> None:
    services = Services(search=partial(searching, book))
    client = TestClient(desk_of(book, services), base_url="http://127.0.0.1:8765")
    page = client.get("/search", params={"q": "villagers"}).text
    assert "<mark>villagers</mark>" in page
    assert "/reports/meridian-1" in page
    refused = client.get("/search", params={"q": "villagers", "since": "yesterday"})
    assert "cannot be searched for" in refused.text


def test_two_people_code_a_sample_unseen_by_each_other_and_their_agreement_is_shown(
    client: TestClient, book: Book
) -> None:
    item = figure(book, "18 allied")
    coded = {"outcome": "killed", "low": "18", "high": "18", "status": "combatant", "scope": "incident"}
    path = f"/double/meridian-1/{item}"
    assert "combatants" not in client.get(path).text.split('<form class="card-like')[0]
    for person, low in (("Amal", "18"), ("Basil", "17")):
        form = {**coded, "low": low, "person": person, "token": token(client)}
        assert client.post(path, data=form).status_code == 200
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get("/double").text).split())
    assert "Amal" in page
    assert "Basil" in page
    assert "at least" in page
    assert kinds(book) == ["code", "code"]
    assert "accepted" not in card(client.get(REPORT).text, item)


def test_a_coding_without_all_values_is_asked_for_again(client: TestClient, book: Book) -> None:
    path = f"/double/meridian-1/{figure(book, '18 allied')}"
    answer = client.post(path, data={"token": token(client), "outcome": "killed", "low": "18", "high": "18"})
    assert answer.status_code == 422
    assert kinds(book) == []
