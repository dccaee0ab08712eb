"""Linking a book by the command, a second time, and as of an earlier time."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from linked_accounts import account, decided
from linked_books import START, clocked, keep

from tollbook.book import Book
from tollbook.book.incidents import accounts_of, incident, incident_of, incidents
from tollbook.cli import main
from tollbook.linking import link_book
from tollbook.model.decision import DecisionKind

STRIKE = "Warplanes bombed the vegetable market in Sareb on Tuesday, killing 14 people, among them Mara Oduya"
AGAIN = "An air raid on the vegetable market of Sareb killed 14 people on Tuesday, Mara Oduya among them"
MINE = "A mine killed a shepherd on the road to Tel Hadur, the road police said"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return clocked(tmp_path / "book")


FIRST = account(STRIKE, report="wire", killed=14)
SECOND = account(AGAIN, report="post", killed=14, published=1)
THIRD = account(MINE, report="radio", killed=1, place="Tel Hadur", event="Remote explosive/landmine/IED")


def test_linking_twice_changes_nothing_and_what_comes_later_joins_its_incident(book: Book) -> None:
    keep(book, [FIRST, THIRD])
    first = link_book(book)
    assert (first.incidents, first.new) == (2, 2)
    assert link_book(book).seq == 0
    keep(book, [SECOND])
    later = link_book(book)
    assert (later.incidents, later.new, later.changed) == (2, 0, 1)
    with book.reading() as connection:
        name = incident_of(connection, SECOND.claim.id)
        assert name == incident_of(connection, FIRST.claim.id)
        assert [a.report for a in accounts_of(connection, str(name))] == ["wire", "post"]


def test_the_new_way_and_the_whole_way_give_the_same(book: Book) -> None:
    keep(book, [FIRST, THIRD])
    link_book(book)
    keep(book, [SECOND])
    link_book(book)
    assert link_book(book, everything=True).seq == 0


def test_a_book_shows_the_incidents_as_they_were_known(book: Book) -> None:
    keep(book, [FIRST])
    link_book(book)
    before = START + timedelta(hours=3, minutes=30)
    keep(book, [SECOND])
    link_book(book)
    with book.reading() as connection:
        assert [len(each.claims) for each in incidents(connection, before)] == [1]
        assert [len(each.claims) for each in incidents(connection)] == [2]


def test_a_decision_splits_an_incident_and_the_first_keeps_the_id(book: Book) -> None:
    keep(book, [FIRST, SECOND])
    link_book(book)
    with book.reading() as connection:
        [old] = incidents(connection)
    book.decide(decided(DecisionKind.NOT_SAME, FIRST, SECOND))
    done = link_book(book)
    assert (done.incidents, done.new) == (2, 1)
    with book.reading() as connection:
        assert incident(connection, old.id).claims == (FIRST.claim.id,)


def test_the_shortcuts_are_made_anew_from_the_ledger(book: Book) -> None:
    keep(book, [FIRST, SECOND, THIRD])
    link_book(book)
    with book.reading() as connection:
        before = incidents(connection), incident_of(connection, THIRD.claim.id)
    book.rebuild()
    with book.reading() as connection:
        assert (incidents(connection), incident_of(connection, THIRD.claim.id)) == before


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_the_commands_link_list_and_tell_why(book: Book, tmp_path: Path) -> None:
    keep(book, [FIRST, SECOND, THIRD])
    folder = str(book.path)
    assert run("incidents", "--book", folder).output == "the book holds no incident: tollbook link\n"
    assert run("link", "--book", folder).output.startswith(
        "3 claims in 2 incidents: 2 new, 0 changed, 0 gone"
    )
    listed = json.loads(run("incidents", "--book", folder, "--format", "json").output)["incidents"]
    assert sorted(len(each["claims"]) for each in listed) == [1, 2]
    drawing = tmp_path / "why.svg"
    told = run("why", FIRST.claim.id, SECOND.claim.id, "--book", folder, "--svg", str(drawing)).output
    assert "the same day, at one place that is seldom told of: 2031-03-04 | 2031-03-04" in told
    assert drawing.read_text().startswith("<svg")
    assert "<script" not in drawing.read_text()
    unknown = run("why", FIRST.claim.id, "nothing", "--book", folder)
    assert (unknown.exit_code, "no claim 'nothing' is in the book" in unknown.output) == (2, True)
