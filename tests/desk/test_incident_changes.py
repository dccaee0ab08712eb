"""Merging, splitting and undoing over HTTP: consequences first, a reason always, nothing ever overwritten."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_desk import desk_of, keep
from example_incident import claim_of, reading, sets_of, two_incidents
from starlette.testclient import TestClient

from tollbook.book import Book, queries
from tollbook.linking import link_book
from tollbook.model.decision import DecisionKind

ADDRESS = "http://127.0.0.1:8765"
MORE = ("41 people", 41, 41, "Sareb", 3, 7)
EVERY = "&".join(f"claim={claim_of(name)}" for name in ("wire", "radio", "waha", "post"))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with two_incidents(tmp_path / "book") as made:
        yield made


@pytest.fixture
def client(book: Book) -> TestClient:
    return TestClient(desk_of(book), base_url=ADDRESS, follow_redirects=False)


def hidden(page: str) -> dict[str, str]:
    """Give the hidden fields of the form that confirms, else of the one that undoes."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name in {"token", "seen", "claim", "other", "act"}}


def split(client: TestClient, reason: str = "another day and place", person: str = "Amal") -> int:
    shown = client.get(f"/incidents/one/split?claim={claim_of('post')}").text
    form = {**hidden(shown), "reason": reason, "person": person}
    return client.post("/incidents/one/split", data=form).status_code


def undo(client: TestClient, name: str = "one", person: str = "Amal") -> int:
    form = {**hidden(client.get(f"/incidents/{name}").text), "reason": "it was one", "person": person}
    return client.post(f"/incidents/{name}/undo", data=form).status_code


def test_a_split_says_what_it_does_before_it_is_done(client: TestClient, book: Book) -> None:
    shown = client.get(f"/incidents/one/split?claim={claim_of('post')}").text
    told = re.sub(r"<[^>]+>", "", shown[shown.index("The toll changes") :].split("</p>")[0])
    assert told == "The toll changes from at least 9 killed to at least 40 killed and 9 killed."
    assert sets_of(book)["one"] == ["post", "radio", "waha", "wire"]


def test_a_split_moves_the_chosen_claim_and_the_rest_keeps_the_id(client: TestClient, book: Book) -> None:
    assert split(client) == 303
    held = sets_of(book)
    assert held["one"] == ["radio", "waha", "wire"]
    assert ["post"] in held.values()
    assert held["two"] == ["late"]


def test_a_split_that_is_taken_back_leaves_the_incident_as_it_was(client: TestClient, book: Book) -> None:
    before = sets_of(book)
    split(client)
    assert undo(client) == 303
    assert sets_of(book) == before


def test_the_incident_that_a_split_made_leads_home_once_it_is_taken_back(
    client: TestClient, book: Book
) -> None:
    split(client)
    made = next(name for name, reports in sets_of(book).items() if reports == ["post"])
    undo(client)
    assert "Sareb" in client.get(f"/incidents/{made}").text


def test_a_merge_brings_two_incidents_together_under_the_id_of_the_larger(
    client: TestClient, book: Book
) -> None:
    shown = client.get("/incidents/two/merge?other=one").text
    assert "The toll changes from" in shown
    form = {**hidden(shown), "reason": "one campaign", "person": "Amal"}
    assert client.post("/incidents/two/merge", data=form).status_code == 303
    assert sets_of(book) == {"one": ["late", "post", "radio", "waha", "wire"]}
    assert undo(client) == 303
    assert sets_of(book) == {"one": ["post", "radio", "waha", "wire"], "two": ["late"]}


def test_decisions_are_only_ever_added_and_one_act_is_one_whole(client: TestClient, book: Book) -> None:
    split(client)
    with book.reading() as connection:
        first = queries.decisions(connection)
    undo(client)
    with book.reading() as connection:
        every = queries.decisions(connection)
    assert every[: len(first)] == first
    assert len({each.changes["act"] for each in first}) == 1
    assert [each.withdraws for each in every[len(first) :]] == [each.id for each in first]
    assert {each.kind for each in first} == {DecisionKind.SAME, DecisionKind.NOT_SAME}


def test_the_history_says_who_did_what_and_why(client: TestClient) -> None:
    split(client, reason="<b>two</b> days", person="Amal")
    undo(client, person="Rada")
    page = client.get("/incidents/one").text
    history = re.sub(r"<[^>]+>", "", page[page.index('id="history"') :])
    assert "by Amal: &lt;b&gt;two&lt;/b&gt; days" in history
    assert "split taken back by Rada: it was one" in history


def test_no_reason_no_split(client: TestClient, book: Book) -> None:
    assert split(client, reason="  ") == 422
    assert len(sets_of(book)["one"]) == 4


def test_of_two_people_the_second_is_told_and_nothing_is_added(client: TestClient, book: Book) -> None:
    shown = client.get(f"/incidents/one/split?claim={claim_of('wire')}").text
    split(client, person="Rada")
    held = sets_of(book)
    form = {**hidden(shown), "reason": "mine", "person": "Amal"}
    answer = client.post("/incidents/one/split", data=form)
    assert answer.status_code == 409
    assert "Rada has decided on this meanwhile" in answer.text
    assert sets_of(book) == held


def test_a_split_stands_when_all_is_linked_anew(client: TestClient, book: Book) -> None:
    split(client)
    link_book(book, everything=True)
    apart = [reports for reports in sets_of(book).values() if "post" in reports]
    assert "wire" not in apart[0]


def test_a_split_can_be_taken_back_when_another_report_has_come_in(client: TestClient, book: Book) -> None:
    split(client)
    more = reading(("more", "Vantor Daily", "Shelling killed 41 people in Sareb on 3 May.", *MORE))
    keep(book, more, b"one more", "/news/more.txt")
    link_book(book)
    home = next(name for name, reports in sets_of(book).items() if "wire" in reports)
    assert undo(client, home) == 303
    every = sorted(report for reports in sets_of(book).values() for report in reports)
    assert every == ["late", "more", "post", "radio", "waha", "wire"]


def test_what_is_taken_back_is_taken_back_once(client: TestClient) -> None:
    split(client)
    form = {**hidden(client.get("/incidents/one").text), "reason": "twice", "person": "Rada"}
    assert client.post("/incidents/one/undo", data=form).status_code == 303
    again = client.post("/incidents/one/undo", data=form)
    assert again.status_code == 409
    assert "Rada has taken this back already" in again.text


def test_a_form_without_what_it_showed_changes_nothing(client: TestClient, book: Book) -> None:
    form = {**hidden(client.get("/incidents/one/merge").text), "other": "two", "reason": "r", "person": "A"}
    form["token"] = re.findall(r'name="token" value="(\w+)"', client.get("/incidents/one").text)[0]
    assert client.post("/incidents/one/merge", data=form).status_code == 409
    assert set(sets_of(book)) == {"one", "two"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            f"split?{'&'.join(f'claim={claim_of(n)}' for n in ('wire', 'radio', 'waha', 'post'))}",
            "every claim",
        ),
        ("split?claim=none", "no claim is chosen"),
        ("merge?other=one", "one incident already"),
        ("merge?other=none", "no incident"),
    ],
)
def test_what_cannot_be_done_is_said(client: TestClient, path: str, words: str) -> None:
    assert words in client.get(f"/incidents/one/{path}").text


def test_the_weights_of_a_pair_are_shown(client: TestClient) -> None:
    page = client.get(f"/incidents/one/why?left={claim_of('wire')}&right={claim_of('post')}").text
    assert "Probability" in page
    assert "before comparing" in page


def test_a_bar_is_drawn_for_each_source_and_an_open_end_is_said(client: TestClient) -> None:
    page = client.get("/incidents/one").text
    assert page.count('class="bar-row"') == 4
    assert "at least 52" in page
    assert 'class="arrow"' in page


def test_each_bar_opens_to_its_sentence(client: TestClient) -> None:
    page = client.get("/incidents/one").text
    assert '<blockquote dir="auto">They killed <mark>40 people</mark> on 3 May, a clinic said.' in page


def test_sources_that_differ_are_said_to_differ_in_words(client: TestClient) -> None:
    page = client.get("/incidents/one").text
    matrix = page[page.index('class="matrix"') : page.index("</table>", page.index('class="matrix"'))]
    killed = re.sub(r"<[^>]+>", " ", matrix.split("</tr>")[1])
    assert "sources differ" in killed
    assert "differs from 3" in killed


def test_loaded_words_stand_beside_the_neutral_label(client: TestClient) -> None:
    page = client.get("/incidents/one").text
    naming = re.sub(r"\s*<[^>]+>\s*", "|", page[page.index('id="naming"') : page.index('id="evidence"')])
    assert re.search(r"\|fighters\|+the fighters\|+militants\|+Radio Vantor\|+1\|", naming)
