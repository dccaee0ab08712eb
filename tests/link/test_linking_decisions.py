"""Decisions on pairs of claims last: those taken before, between and while claims are linked in portions."""

from pathlib import Path

import msgspec
import pytest
from linked_accounts import decided
from linked_books import clocked, groups, keep, portion
from test_linking_again import told as nine
from test_linking_new_reports import told

from tollbook import linking, regrouped
from tollbook.book import Book, meeting, queries
from tollbook.book.incidents import Changes, incident_of, incidents, keep_links
from tollbook.link.counted import ALL, key
from tollbook.linking import link_book
from tollbook.model.decision import DecisionKind
from tollbook.model.incident import Account
from tollbook.portions import kept_standing

SAME, APART = DecisionKind.SAME, DecisionKind.NOT_SAME
ANEW = "Shells fell at the {} of {}, killing {} people"
"""As the reports tell, with a word changed: the claims stand where they stood, and keep their ids."""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Link sixteen reports of sixteen places and days."""
    made = clocked(tmp_path / "book")
    keep(made, told(0, 16))
    portion(made)
    return made


def together(book: Book, one: Account, other: Account) -> bool:
    with book.reading() as connection:
        mine = incident_of(connection, one.claim.id)
        return mine is not None and mine == incident_of(connection, other.claim.id)


def lose(book: Book, account: Account) -> None:
    """Add a later text of a report, in which something else stands where an account stood."""
    [other] = told(9, 1, "Nobody was hurt. In {1} rockets hit the {0}, and {2} people died")
    keep(book, [msgspec.structs.replace(other, report=account.report)])


def test_a_decision_that_waits_is_heard_after_somebody_takes_a_merge_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = clocked(tmp_path / "book")
    every = nine()
    keep(book, every)
    portion(book)
    monkeypatch.setattr(regrouped, "link_book", portion)
    with book.reading() as connection:
        first, second, third = incidents(connection)
    regrouped.merge(book, first.id, second.id, person="Amal", reason="one raid")
    assert portion(book).seq == 0
    x, y = [each for each in every if each.claim.id in third.claims[:2]]
    book.decide(decided(APART, x, y, "d1"))
    with book.reading() as connection:
        [act] = {each.changes["act"] for each in queries.decisions(connection) if each.changes}
    regrouped.undo(book, act, person="Bo", reason="two raids")
    assert together(book, x, y)
    portion(book)
    assert not together(book, x, y)
    with book.reading() as connection:
        assert {first.claims, second.claims} <= {each.claims for each in incidents(connection)}
    assert link_book(book, everything=True).seq == 0


def test_a_decision_taken_while_claims_are_linked_is_heard_by_the_next_run(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _, _, other = told(2, 4)

    def meanwhile(book: Book, changes: Changes, subject: str) -> int:
        book.decide(decided(SAME, one, other, "d1"))
        return keep_links(book, changes, subject)

    keep(book, told(16, 1))
    with monkeypatch.context() as patched:
        patched.setattr(linking, "keep_links", meanwhile)
        assert portion(book).seq > 0
    assert not together(book, one, other)
    portion(book)
    assert together(book, one, other)
    assert portion(book).claims == 0


def test_what_people_made_the_same_is_so_again_when_a_claim_that_was_lost_comes_back(book: Book) -> None:
    one, _, _, other = told(2, 4)
    book.decide(decided(SAME, one, other, "d1"))
    portion(book)
    assert together(book, one, other)
    lose(book, one)
    portion(book)
    assert not together(book, one, other)
    keep(book, [one])
    assert portion(book).issues == ()
    assert together(book, one, other)
    assert link_book(book, everything=True).seq == 0


def test_a_decision_holds_once_the_claim_by_which_later_ones_set_it_aside_is_gone(book: Book) -> None:
    one, lost, _, other = told(2, 4)
    book.decide(decided(SAME, one, other, "d1"))
    book.decide(decided(SAME, one, lost, "d2"))
    book.decide(decided(APART, lost, other, "d3"))
    portion(book)
    assert together(book, one, lost)
    assert not together(book, one, other)
    lose(book, lost)
    portion(book)
    assert together(book, one, other)
    assert link_book(book, everything=True).seq == 0


def test_that_a_decision_has_lost_its_claims_is_told_once_and_not_with_every_new_report(book: Book) -> None:
    one, _, _, other = told(2, 4)
    book.decide(decided(APART, one, other, "d1"))
    portion(book)
    for each in (one, other):
        lose(book, each)
    [issue] = portion(book).issues
    assert "of which one is not linked now" in issue.message
    keep(book, told(16, 1))
    assert portion(book).issues == ()


def counted(book: Book) -> tuple[int, int, int]:
    """Give the claims that were counted: in all, by day, and as those over which words are counted."""
    with book.reading() as connection:
        stands = kept_standing(connection)
        days = sum(times for _, _, times in meeting.tallies(connection, [key(ALL)], (1, 4_000_000)))
    assert stands is not None
    return stands.claims + stands.since - stands.again, days, stands.sizes.rows["names"]


def test_claims_of_a_report_that_is_read_again_are_not_counted_again(book: Book) -> None:
    assert counted(book) == (16, 16, 16)
    before = groups(book)
    keep(book, told(4, 2, ANEW))
    keep(book, told(16, 1))
    assert portion(book).why is None
    assert counted(book) == (17, 17, 17)
    assert before < groups(book)


def test_where_much_was_read_again_all_is_linked_anew_and_why_is_told(book: Book) -> None:
    keep(book, told(0, 2, ANEW))
    assert portion(book).why is None
    keep(book, told(2, 2, ANEW))
    done = portion(book)
    assert done.why is not None
    assert done.why.startswith("4 of 16 claims were read again")
