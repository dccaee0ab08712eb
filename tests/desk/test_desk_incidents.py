"""The pages of incidents over HTTP: the rule is named and can be switched, words are escaped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from example_desk import desk_of, filled
from starlette.testclient import TestClient

from tollbook.book import Book
from tollbook.book import incidents as linked
from tollbook.model.incident import Incident


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with filled(tmp_path / "book") as book:
        _link(book)
        yield TestClient(desk_of(book), base_url="http://127.0.0.1:8765")


def _link(book: Book) -> None:
    with book.reading() as connection:
        claims = tuple(account.claim.id for account in linked.accounts(connection))
    made = Incident(id="one", claims=claims, place="<script>Halden</script>", event="strike")
    linked.keep_links(book, linked.Changes(incidents=(made,)), "test")


def test_the_rule_named_is_the_one_chosen(client: TestClient) -> None:
    assert "by the rule “range”" in client.get("/incidents/one").text
    other = client.get("/incidents/one?policy=conservative").text
    assert "by the rule “conservative”" in other
    assert "by the rule “range”" not in other


@pytest.mark.parametrize("path", ["/incidents", "/incidents/one"])
def test_hostile_words_are_escaped(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert "&lt;script&gt;Halden" in page
    assert "<script>Halden" not in page


@pytest.mark.parametrize("path", ["/incidents/two", "/incidents/one?policy=none", "/incidents?since=soon"])
def test_what_is_not_there_is_told(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_words_choose_incidents(client: TestClient) -> None:
    assert "/incidents/one" in client.get("/incidents?q=halden").text
    assert "No incident here" in client.get("/incidents?q=elsewhere").text
