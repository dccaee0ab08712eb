"""Linking a book by the command, a second time, and as of an earlier time."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from linked_accounts import account

from tollbook.book import Book, Same
from tollbook.book.incidents import accounts_of, incident, incident_of, incidents
from tollbook.cli import main
from tollbook.linking import link_book
from tollbook.model.capture import CaptureRecord
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.incident import Account
from tollbook.model.provenance import Stamp
from tollbook.model.reading import Reading, Versions
from tollbook.model.report import Report

STRIKE = "Warplanes bombed the vegetable market in Sareb on Tuesday, killing 14 people, among them Mara Oduya"
AGAIN = "An air raid on the vegetable market of Sareb killed 14 people on Tuesday, Mara Oduya among them"
MINE = "A mine killed a shepherd on the road to Tel Hadur, the road police said"
START = datetime(2031, 3, 5, 9, tzinfo=UTC)


class Clock:
    """A clock that goes on by an hour each time it is looked at."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now


def keep(book: Book, *accounts: Account) -> None:
    """Add each account as a report of its own."""
    for each in accounts:
        words = " " * each.claim.span.start + each.claim.quote.exact
        capture = msgspec.json.encode([each.report, words]).hex()[:64].ljust(64, "0")
        stamp = Stamp(capture=capture, text=words, knowledge="none")
        day = datetime.fromisoformat(str(each.published)).date()
        reading = Reading(
            report=Report(
                id=each.report,
                capture=capture,
                source=each.report,
                text=words,
                given=stamp.source(day, each.claim.span, rule="made"),
            ),
            mentions=(),
            figures=each.figures,
            claims=(each.claim,),
            loaded=(),
            findings=(),
            issues=(),
            versions=Versions(extractor="made", knowledge="none", parser="none", gazetteer="none"),
        )
        record = CaptureRecord(
            sha256=capture, size=1, source=each.report, origin=f"/{each.report}", received=START, tool="made"
        )
        assert book.keep(record, reading, Same(f"/{each.report}", "")) is not None


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book.init(tmp_path / "book", clock=Clock())


FIRST = account(STRIKE, report="wire", killed=14)
SECOND = account(AGAIN, report="post", killed=14, published=1)
THIRD = account(MINE, report="radio", killed=1, place="Tel Hadur", event="Remote explosive/landmine/IED")


def test_linking_twice_changes_nothing_and_what_comes_later_joins_its_incident(book: Book) -> None:
    keep(book, FIRST, THIRD)
    first = link_book(book)
    assert (first.incidents, first.new) == (2, 2)
    assert link_book(book).seq == 0
    keep(book, SECOND)
    later = link_book(book)
    assert (later.incidents, later.new, later.changed) == (2, 0, 1)
    with book.reading() as connection:
        name = incident_of(connection, SECOND.claim.id)
        assert name == incident_of(connection, FIRST.claim.id)
        assert [a.report for a in accounts_of(connection, str(name))] == ["wire", "post"]


def test_the_new_way_and_the_whole_way_give_the_same(book: Book) -> None:
    keep(book, FIRST, THIRD)
    link_book(book)
    keep(book, SECOND)
    link_book(book)
    assert link_book(book, everything=True).seq == 0


def test_a_book_shows_the_incidents_as_they_were_known(book: Book) -> None:
    keep(book, FIRST)
    link_book(book)
    before = START + timedelta(hours=3, minutes=30)
    keep(book, SECOND)
    link_book(book)
    with book.reading() as connection:
        assert [len(each.claims) for each in incidents(connection, before)] == [1]
        assert [len(each.claims) for each in incidents(connection)] == [2]


def test_a_decision_splits_an_incident_and_the_first_keeps_the_id(book: Book) -> None:
    keep(book, FIRST, SECOND)
    link_book(book)
    with book.reading() as connection:
        [old] = incidents(connection)
    book.decide(
        Decision(
            id="d1",
            kind=DecisionKind.NOT_SAME,
            about="claim",
            target=FIRST.claim.id,
            other=SECOND.claim.id,
            report="wire",
            span=FIRST.claim.span,
            quote=FIRST.claim.quote,
            person="Noor",
        )
    )
    done = link_book(book)
    assert (done.incidents, done.new) == (2, 1)
    with book.reading() as connection:
        assert incident(connection, old.id).claims == (FIRST.claim.id,)


def test_the_shortcuts_are_made_anew_from_the_ledger(book: Book) -> None:
    keep(book, FIRST, SECOND, THIRD)
    link_book(book)
    with book.reading() as connection:
        before = incidents(connection), incident_of(connection, THIRD.claim.id)
    book.rebuild()
    with book.reading() as connection:
        assert (incidents(connection), incident_of(connection, THIRD.claim.id)) == before


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_the_commands_link_list_and_tell_why(book: Book, tmp_path: Path) -> None:
    keep(book, FIRST, SECOND, THIRD)
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
