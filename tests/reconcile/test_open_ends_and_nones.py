"""Open ends, several, others and nobody: numbers that bound a toll on one side or not at all."""

import pytest
from made_accounts import NORTH, SOUTH, account, figure, said, unnamed
from made_tolls import reasons, toll

from tollbook.model.figure import Outcome, Status
from tollbook.model.reference import Actor
from tollbook.model.toll import AsideReason
from tollbook.reconcile import policies, reconcile


def test_no_other_injured_is_not_nobody() -> None:
    hurt = figure("a", 3, outcome=Outcome.INJURED)
    others = figure("a", 0, at=60, outcome=Outcome.INJURED)
    assert str(toll(account("a", hurt, others), outcome=Outcome.INJURED).range) == "3 / - / 3"


def test_nobody_killed_is_a_figure() -> None:
    assert str(toll(said("a", 0), said("b", 2)).range) == "0 / - / 2"


def test_an_open_end_stays_open_where_nobody_reaches_beyond_it() -> None:
    assert str(toll(said("a", 65, None), said("b", 60)).range) == "60 / - / -"
    assert str(toll(said("a", 65, None), said("b", 70)).range) == "65 / - / 70"
    assert str(toll(said("a", None, 30), said("b", 40)).range) == "40 / - / 40"
    assert str(toll(said("a", None, 30)).range) == "- / - / 30"


@pytest.mark.parametrize(
    ("policy", "made"), [("range", "15 / - / 19"), ("conservative", "15 / 15 / 19"), ("best", "15 / 15 / 19")]
)
def test_up_to_a_number_gives_no_low_and_takes_none_away(policy: str, made: str) -> None:
    accounts = [said("a", 15), said("b", 19), said("c", None, 12)]
    found = reconcile("i1", accounts, policies()[policy]).toll(Outcome.KILLED)
    assert found is not None
    assert str(found.range) == made
    assert [each.bound for each in found.counted if each.high == 12] == [()]


def test_several_without_a_number_bound_nothing_where_others_give_one() -> None:
    several = figure("b", 2, None, words="people", rule="numbers.plural")
    found = toll(said("a", 14), account("b", several))
    assert str(found.range) == "14 / - / 14"
    assert reasons(found) == [AsideReason.UNBOUNDED]


def test_several_against_nobody_is_a_contradiction_and_both_count() -> None:
    several = figure("b", 2, None, words="people", rule="numbers.plural")
    assert str(toll(said("a", 0), account("b", several)).range) == "0 / - / -"


def test_somebody_described_is_no_count_beside_one() -> None:
    somebody = figure("a", 1, words="a teenager", rule="numbers.one_person")
    assert str(toll(account("a", somebody), said("b", 3)).range) == "3 / - / 3"
    assert str(toll(account("a", somebody)).range) == "1 / - / 1"


def test_another_two_are_not_all_where_others_speak_of_all() -> None:
    others = said("b", 2, words="Another two patients", rule="numbers.words")
    found = toll(said("a", 5), others)
    assert str(found.range) == "5 / - / 5"
    assert [each.reason for each in found.aside] == [AsideReason.PART]
    assert toll(said("a", 5), said("b", 2)).range.low == 2


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("no other resident", " was hurt"),
        ("No one", " else was hurt"),
        ("nobody", " other than him was hurt"),
    ],
)
def test_a_none_of_others_says_nothing_of_all(words: str, after: str) -> None:
    made = said("a", 0, words=words, after=after, rule="numbers.none", outcome=Outcome.INJURED)
    assert reasons(toll(made, outcome=Outcome.INJURED)) == [AsideReason.OTHERS]
    plain = said("a", 0, words="no residents", after=" were hurt", outcome=Outcome.INJURED)
    assert str(toll(plain, outcome=Outcome.INJURED).range) == "0 / - / 0"


def test_a_none_of_the_outlet_beside_a_number_that_it_quotes_is_about_others() -> None:
    quoted = figure("a", 2, by=unnamed("the mayor"))
    own = figure("a", 0, at=90, words="nobody in the hall")
    found = toll(account("a", quoted, own))
    assert str(found.range) == "2 / - / 2"
    assert reasons(found) == [AsideReason.OTHERS]


def test_a_none_that_a_source_gives_against_another_stays_a_contradiction() -> None:
    doctors = figure("a", 2, by=unnamed("the doctors"))
    army = figure("a", 0, at=90, words="nobody", by=NORTH)
    assert str(toll(account("a", doctors, army)).range) == "0 / - / 2"


@pytest.mark.parametrize(("own", "foe"), [(NORTH, SOUTH), (SOUTH, NORTH)])
def test_whose_dead_are_told_of_changes_no_number_of_all(own: Actor, foe: Actor) -> None:
    told = (
        account("a", figure("a", None, 0, status=Status.CIVILIAN, by=own), day="2031-03-05"),
        account("b", figure("b", 0, None, status=Status.CIVILIAN, side=foe, by=own), day=None),
        account("c", figure("c", None, 1, status=Status.MIXED, side=own, by=own), day="2031-03-04"),
    )
    assert str(toll(*told, policy="conservative").range) == "0 / 0 / 0"


def test_up_to_200_is_no_number_that_there_were() -> None:
    claimed = said("a", None, 200, status=Status.COMBATANT)
    for policy in ("conservative", "best", "majority", "source_order"):
        assert str(toll(claimed, policy=policy).range) == "- / - / 200"


def test_an_upper_end_alone_is_no_larger_part_than_people_who_are_counted() -> None:
    claimed = said("a", None, 200, status=Status.COMBATANT)
    counted = said("b", 15, None, status=Status.CIVILIAN)
    found = toll(claimed, counted)
    assert found.range.low == 15
    assert [each.low for each in found.counted] == [15]
    assert reasons(found) == [AsideReason.PART]
