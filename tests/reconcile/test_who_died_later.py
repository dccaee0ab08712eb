"""One person hurt in the first reports who is dead in the later ones counts among the dead alone."""

from typing import Any

import pytest
from made_accounts import account, days, figure, said

from tollbook.model.figure import Outcome, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason
from tollbook.model.when import When
from tollbook.reconcile import policies, reconcile


def injured(*accounts: Account, when: When | None = None) -> tuple[int, list[AsideReason]]:
    """Give how many are injured by policy best (0 where no figure counts), and why others do not count."""
    toll = reconcile("i1", accounts, policies()["best"], when=when).toll(Outcome.INJURED)
    if toll is None:
        return 0, []
    return toll.range.best or 0, [each.reason for each in toll.aside]


def hurt(report: str, low: int = 1, **about: Any) -> Account:
    """Make an account of people injured."""
    return said(report, low, outcome=Outcome.INJURED, **about)


def test_the_one_who_was_hurt_on_monday_and_died_on_tuesday_is_one_person() -> None:
    assert injured(hurt("a"), said("b", 1, day="2031-03-05")) == (0, [AsideReason.OTHERS])


@pytest.mark.parametrize(
    "later",
    [
        pytest.param((said("b", 1),), id="reports of one day tell of both"),
        pytest.param((said("b", 1, day=None),), id="a report without a date is not later"),
        pytest.param((said("b", 2, day="2031-03-05"),), id="two died"),
        pytest.param((said("b", 1, day="2031-03-05", rule="numbers.another"),), id="another one died"),
        pytest.param(
            (said("b", 1, day="2031-03-05"), hurt("c", day="2031-03-06")), id="one is still hurt after that"
        ),
    ],
)
def test_one_hurt_and_one_dead_stay_two_where_that_is_not_plain(later: tuple[Account, ...]) -> None:
    assert injured(hurt("a"), *later)[0] == 1


def test_two_hurt_and_one_dead_stay_apart() -> None:
    assert injured(hurt("a", 2), said("b", 1, day="2031-03-05"))[0] == 2


def test_a_civilian_who_was_hurt_is_no_soldier_who_died() -> None:
    hurt_resident = hurt("a", status=Status.CIVILIAN)
    assert injured(hurt_resident, said("b", 1, day="2031-03-05", status=Status.COMBATANT))[0] == 1
    child = said("b", 1, day="2031-03-05", status=Status.CIVILIAN, traits=(Trait.CHILD,))
    assert injured(hurt_resident, child)[0] == 0


def test_people_of_two_names_are_two() -> None:
    assert injured(hurt("a", name="Ivo Lanner"), said("b", 1, day="2031-03-05", name="Mara Selk"))[0] == 1
    assert injured(hurt("a", name="Ivo Lanner"), said("b", 1, day="2031-03-05", name="I. Lanner"))[0] == 0


@pytest.mark.parametrize(("of", "counts"), [("2031-02-10", False), ("2031-03-01", True)])
def test_a_figure_of_days_long_before_the_incident_is_of_another_one(of: str, *, counts: bool) -> None:
    earlier = account("a", figure("a", 6, outcome=Outcome.INJURED, when=days(of)))
    best, why = injured(earlier, hurt("b", 2), when=days("2031-03-04"))
    assert (best == 2 and why == [AsideReason.OTHERS]) is not counts


@pytest.mark.parametrize(
    ("dead", "words", "many"),
    [
        ("a girl", "the girl", 0),
        ("a girl", "her father", 1),
        ("her father", "her father", 0),
        ("a man", "the other victim", 1),
        ("a man", "the victim", 0),
    ],
)
def test_words_that_point_back_are_of_the_one_who_died_and_of_nobody_else(
    dead: str, words: str, many: int
) -> None:
    one = figure("a", 1, words=dead, rule="numbers.one_person")
    other = figure("a", 1, at=40, words=words, outcome=Outcome.INJURED, rule="numbers.one_person")
    assert injured(account("a", one, other))[0] == many
