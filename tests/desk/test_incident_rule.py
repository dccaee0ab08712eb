"""The rule of one incident over HTTP: chosen with a reason, honoured, shown in the history, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_desk import desk_of
from example_incident import two_incidents
from starlette.testclient import TestClient

from tollbook import choosing
from tollbook.book import Book

ADDRESS = "http://127.0.0.1:8765"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with two_incidents(tmp_path / "book") as made:
        yield made


@pytest.fixture
def client(book: Book) -> TestClient:
    return TestClient(desk_of(book), base_url=ADDRESS, follow_redirects=False)


def page(client: TestClient, shown: str = "") -> str:
    return client.get(f"/incidents/one{shown}").text


def send(client: TestClient, shown: str = "", reason: str = "two lists") -> int:
    """Send the form for the rule as the page with `shown` has it."""
    form = page(client, shown).split('class="undo settle"')[1].split("</form>")[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    told = {**fields, "reason": reason, "person": "Amal"}
    return client.post("/incidents/one/rule", data=told).status_code


def chosen(client: TestClient) -> str:
    """Give the rule that the page of the incident comes with."""
    return re.findall(r'<option value="(\w+)" selected', page(client))[0]


def test_a_rule_that_is_chosen_comes_first_from_then_on(client: TestClient) -> None:
    assert chosen(client) == "range"
    assert send(client, "?policy=conservative") == 303
    assert chosen(client) == "conservative"
    now = re.sub(r"<[^>]+>", "", page(client))
    assert "This incident goes by the rule “conservative”, chosen by Amal: two lists." in now
    assert "rule chosen: conservative by Amal: two lists" in now
    assert chosen(client.__class__(client.app, base_url=ADDRESS)) == "conservative"


def test_a_choice_is_taken_back_by_a_new_decision(client: TestClient) -> None:
    send(client, "?policy=conservative")
    assert send(client, reason="one list") == 303
    assert chosen(client) == "range"
    assert "the choice of a rule taken back by Amal: one list" in re.sub(r"<[^>]+>", "", page(client))


def test_the_choice_of_one_incident_is_not_that_of_another(client: TestClient) -> None:
    send(client, "?policy=conservative")
    assert '<option value="range" selected' in client.get("/incidents/two").text


def test_who_did_not_see_the_last_choice_is_told_and_nothing_is_added(client: TestClient, book: Book) -> None:
    before = page(client, "?policy=best")
    choosing.choose(book, "one", "conservative", person="Bela", reason="three lists")
    token = re.findall(r'name="token" value="([^"]*)"', before)[0]
    told = {"token": token, "seen": "", "policy": "best", "reason": "two lists", "person": "Amal"}
    done = client.post("/incidents/one/rule", data=told)
    assert done.status_code == 409
    assert "Bela has chosen the rule of this incident meanwhile" in done.text
    assert chosen(client) == "conservative"


@pytest.mark.parametrize(("policy", "reason"), [("guess", "two lists"), ("best", " ")])
def test_no_rule_is_chosen_without_a_reason_or_that_is_not_there(
    client: TestClient, policy: str, reason: str
) -> None:
    token = re.findall(r'name="token" value="([^"]*)"', page(client))[0]
    told = {"token": token, "seen": "", "policy": policy, "reason": reason, "person": "Amal"}
    assert client.post("/incidents/one/rule", data=told).status_code == 422
    assert chosen(client) == "range"
