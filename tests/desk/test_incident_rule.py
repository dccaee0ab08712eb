"""The rule of one incident over HTTP: chosen with a reason, honoured, shown in the history, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from example_desk import desk_of
from example_incident import two_incidents
from starlette.testclient import TestClient

from tollbook import choosing
from tollbook.book import Book, engine, rows
from tollbook.book.ledger import append
from tollbook.book.schema import DECISION
from tollbook.model.decision import DecisionKind

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
    [first, *_] = re.findall(r'<option value="(\w+)" selected', page(client))
    return str(first)


def words(client: TestClient) -> str:
    return re.sub(r"<[^>]+>", "", page(client))


def test_a_rule_that_is_chosen_comes_first_from_then_on(client: TestClient) -> None:
    assert chosen(client) == "range"
    assert send(client, "?policy=conservative") == 303
    assert chosen(client) == "conservative"
    now = words(client)
    assert "This incident goes by the rule “" in now
    assert "”, chosen by Amal: two lists." in now
    assert "rule chosen: conservative by Amal: two lists" in now
    assert chosen(client.__class__(client.app, base_url=ADDRESS)) == "conservative"


def test_a_choice_is_taken_back_by_a_new_decision(client: TestClient) -> None:
    send(client, "?policy=conservative")
    assert send(client, reason="one list") == 303
    assert chosen(client) == "range"
    assert "the choice of a rule taken back by Amal: one list" in words(client)


OURS = """kind: policy
entries:
  - id: ours
    words: ["The lowest of all"]
    source: decided by our team
    date: 2031-03-04
    note: The lowest number that anybody gives.
    sets:
      method: source_order
      order: "monitor newspaper"
      open_end: stated
      independent: "1"
"""


def test_an_incident_whose_rule_is_gone_is_shown_by_the_default_and_the_choice_can_be_taken_back(
    client: TestClient, book: Book
) -> None:
    rules = book.path / "policies.yaml"
    rules.write_text(OURS, encoding="utf-8")
    assert send(client, "?policy=ours") == 303
    rules.unlink()
    assert chosen(client) == "range"
    assert "the rule “ours”, chosen by Amal: two lists. That rule is no longer here" in words(client)
    assert send(client, reason="the file is gone") == 303
    assert "That rule is no longer here" not in words(client)


def test_the_history_names_what_was_taken_back(client: TestClient, book: Book) -> None:
    made = choosing.choose(book, "one", "conservative", person="Amal", reason="two lists")
    withheld = msgspec.structs.replace(made, id="w1", kind=DecisionKind.WITHHOLD, changes={})
    back = msgspec.structs.replace(withheld, id="w2", kind=DecisionKind.WITHDRAW, withdraws="w1")
    with engine.writing(book.engine) as connection:
        for each in (withheld, back):
            append(connection, "decision", each.id, [(DECISION, rows.decision_row(each))], book.clock)
    assert "the withholding taken back" in words(client)
    assert "the choice of a rule taken back" not in words(client)


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
