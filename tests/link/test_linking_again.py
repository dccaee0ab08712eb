"""Linking in portions, and once more after decisions: the incidents are those of linking all at once."""

import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_accounts import account, decided
from linked_books import clocked, groups, keep, portion

from tollbook.linking import link_book
from tollbook.model.decision import DecisionKind
from tollbook.model.incident import Account

HAPPENED = (
    ("Warplanes bombed the vegetable market", "Sareb", 14, "Air/drone strike"),
    ("Shells fell on the bus depot by the river", "Sareb", 3, "Shelling/artillery/missile attack"),
    ("A mine blew up under a shepherd's cart", "Tel Hadur", 1, "Remote explosive/landmine/IED"),
)
TELLING = (
    "{}, killing {killed} people",
    "{killed} people died: {}",
    "{}. Hospital staff counted {killed} dead",
)


def told() -> list[Account]:
    """Make nine accounts of three happenings of one day, each told by three reports."""
    return [
        account(
            words.format(said, killed=killed),
            report=f"report-{number}-{way}",
            place=None if (number, way) == (1, 2) else place,
            day=None if way == 2 else 0,
            killed=killed,
            event=event,
            published=way,
        )
        for number, (said, place, killed, event) in enumerate(HAPPENED)
        for way, words in enumerate(TELLING)
    ]


@given(order=st.permutations(range(9)), cuts=st.sets(st.integers(1, 8), max_size=4))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_and_any_portions_give_the_incidents_of_all_at_once(
    order: list[int], cuts: set[int]
) -> None:
    every = told()
    with tempfile.TemporaryDirectory() as folder:
        book = clocked(Path(folder) / "portions")
        for first, last in itertools.pairwise([0, *sorted(cuts), 9]):
            keep(book, [every[number] for number in order[first:last]])
            portion(book)
        found = groups(book)
        link_book(book, everything=True)
        assert found == groups(book)
        book.close()
    assert len(found) == 3


def test_what_is_told_of_weeks_later_meets_its_incident_as_when_all_is_linked_anew(tmp_path: Path) -> None:
    named = "Mara Oduya and Teshan Velik died in the market, relatives of Orin Saleth and Dana Kirev said"
    one = account(f"Warplanes bombed a market. {named}", report="wire", killed=14)
    later = account(f"A court heard how {named}", report="court", killed=14, published=60, day=None)
    book = clocked(tmp_path / "book")
    keep(book, [one, *told()[3:]])
    link_book(book)
    keep(book, [later])
    assert portion(book).why is None
    met = next(group for group in groups(book) if one.claim.id in group)
    assert met == {one.claim.id, later.claim.id}
    assert link_book(book, everything=True).seq == 0


@pytest.mark.parametrize("times", [9])
def test_an_incident_is_whole_again_when_a_decision_that_split_it_is_withdrawn(
    tmp_path: Path, times: int
) -> None:
    many = [
        account(
            f"{'Warplanes bombed' if n % 2 else 'An air raid hit'} the vegetable market of Sareb, "
            f"killing 14 people, {('medics', 'a resident', 'the mayor')[n % 3]} said on channel {n}",
            report=f"many-{n}",
            killed=14 if n % 4 else 12,
            published=n % 3,
        )
        for n in range(3 * times)
    ]
    book = clocked(tmp_path / "book")
    keep(book, [*many, *told()[3:]])
    link_book(book)
    before = groups(book)
    assert frozenset(each.claim.id for each in many) in before
    book.decide(decided(DecisionKind.NOT_SAME, many[0], many[1], "d1"))
    portion(book)
    assert groups(book) != before
    book.decide(decided(DecisionKind.WITHDRAW, many[0], many[1], "d2", withdraws="d1"))
    portion(book)
    assert groups(book) == before
    assert link_book(book, everything=True).seq == 0
    book.decide(decided(DecisionKind.WITHDRAW, many[0], None, "d3", withdraws="d2"))
    portion(book)
    assert groups(book) != before
