"""New reports in a book that was linked: what they touch is linked anew, and the rest is not looked at."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from linked_accounts import account
from linked_books import clocked, groups, keep, portion

from tollbook.archive import Store
from tollbook.book import Book, verify
from tollbook.book.incidents import copies, copies_of, incident_of, incidents
from tollbook.cli import main
from tollbook.link import shipped
from tollbook.linking import WEIGHTS, link_book
from tollbook.linking_why import why_linked
from tollbook.model.incident import Account

SITES = ("market", "mill", "depot", "school", "bridge", "quarry", "station", "harbour")
PLACES = ("Sareb", "Tel Hadur", "Qasr Amun", "Orlan")


def told(
    first: int, count: int, way: str = "Shells fell on the {} of {}, killing {} people"
) -> list[Account]:
    """Make accounts of happenings, each at a place and day of its own."""
    return [
        account(
            way.format(SITES[n % 8], PLACES[n % 4], 2 + n % 5),
            report=f"report-{way[0]}{n}",
            place=PLACES[n % 4],
            day=3 * n,
            killed=2 + n % 5,
            event="Shelling/artillery/missile attack",
            published=3 * n + 1,
        )
        for n in range(first, first + count)
    ]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    made = clocked(tmp_path / "book")
    keep(made, told(0, 16))
    assert portion(made).why is None
    return made


def test_claims_of_other_places_and_days_are_not_looked_at(book: Book) -> None:
    keep(book, told(4, 2, "{1} was shelled: at its {0} {2} people died"))
    done = portion(book)
    assert (done.claims, done.new, done.changed, done.incidents) == (4, 0, 2, 16)
    assert link_book(book, everything=True).seq == 0
    assert portion(book).claims == 0


def test_a_report_that_was_read_anew_takes_its_earlier_claims_out_of_their_incident(book: Book) -> None:
    [again] = told(4, 1, "{1} was shelled: at its {0} {2} people died")
    keep(book, [again])
    portion(book)
    with book.reading() as connection:
        before = incident_of(connection, again.claim.id)
    [other] = told(9, 1, "Nobody was hurt. In {1} rockets hit the {0}, and {2} people died")
    keep(book, [msgspec.structs.replace(other, report=again.report)])
    portion(book)
    assert link_book(book, everything=True).seq == 0
    with book.reading() as connection:
        assert incident_of(connection, again.claim.id) is None
        assert before in {each.id for each in incidents(connection)}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("weights", "the weights, or what linking knows of events, changed"),
        ("growth", "9 claims came in since"),
    ],
)
def test_all_are_linked_anew_where_something_changed_that_concerns_all_and_why_is_told(
    book: Book, what: str, said: str
) -> None:
    if what == "weights":
        changed = msgspec.structs.replace(shipped(), settings={**shipped().settings, "join": 0.6})
        (book.path / WEIGHTS).write_bytes(msgspec.json.encode(changed))
    else:
        keep(book, told(16, 9))
    done = portion(book)
    assert done.why is not None
    assert said in done.why
    assert portion(book).why is None


def test_a_battle_that_comes_later_holds_the_strike_that_was_there(book: Book) -> None:
    battle = account(
        "Fighting for Sareb lasted from Tuesday to Saturday, and 40 people died",
        report="battle",
        day=22,
        last=30,
        killed=40,
        event="Armed clash",
        published=31,
        radius=30.0,
    )
    keep(book, [battle])
    done = portion(book)
    assert (done.new, done.changed) == (1, 1)
    with book.reading() as connection:
        parents = {each.part_of for each in incidents(connection)}
        assert parents == {None, incident_of(connection, battle.claim.id)}
    assert link_book(book, everything=True).seq == 0


def test_why_weighs_two_claims_as_linking_did_and_looks_at_these_two_alone(book: Book) -> None:
    [first] = told(4, 1)
    [again] = told(4, 1, "{1} was shelled: at its {0} {2} people died")
    keep(book, [again])
    before = why_linked(book, first.claim.id, again.claim.id)[0].weight
    portion(book)
    assert why_linked(book, first.claim.id, again.claim.id)[0].weight == pytest.approx(before, abs=0.01)


def test_the_copies_of_some_reports_are_found_without_looking_through_all(book: Book) -> None:
    text = "Shells fell on the covered market at noon while people queued for bread, and seven of them died"
    same = [account(text, report=name, killed=7, day=60, outlet=name) for name in ("one", "two")]
    keep(book, same)
    portion(book)
    with book.reading() as connection:
        [group] = copies_of(connection, {"two"})
        assert copies(connection) == [group]
        assert copies_of(connection, {"report-S1"}) == []
    with book.reading() as connection:
        faults = verify.faults(connection, Store(book.path / "archive"), verify.Checked())
        assert [fault.message for fault in faults if fault.part == "present view"] == []
    book.rebuild()
    with book.reading() as connection:
        assert copies_of(connection, {"one"}) == [group]


def test_a_page_of_incidents_says_that_there_are_more(book: Book) -> None:
    def run(*words: str) -> str:
        return CliRunner().invoke(main, ["incidents", "--book", str(book.path), *words]).output

    lines = run("--limit", "2").splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("there are more than 2")
    some = json.loads(run("--from", "2031-03-10", "--to", "2031-03-20", "--format", "json"))
    assert [each["when"]["start"] for each in some["incidents"]] == [
        "2031-03-10",
        "2031-03-13",
        "2031-03-16",
        "2031-03-19",
    ]
    assert run("--from", "2041-01-01") == "no incident is of these days\n"
    assert len(groups(book)) == 16
