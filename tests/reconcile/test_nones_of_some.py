"""Nones of some people alone: "no deaths among those in the shelters" is no answer for a street elsewhere."""

import pytest
from made_accounts import account, figure, said, unnamed
from made_tolls import toll

from tollbook.model.figure import Stance, Status
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason

AGENCIES = unnamed("agencies")


def bulletin(after: str) -> Account:
    """Make a report that doubts a number of civilians, in which agencies speak of no deaths."""
    many = figure("a", 12, words="12 civilians", status=Status.CIVILIAN, stance=Stance.DOUBTED)
    return account("a", many, figure("a", 0, at=40, words="no deaths", after=after, by=AGENCIES))


@pytest.mark.parametrize(
    ("after", "made"),
    [
        (" among those in the shelters.", "16 / - / 16"),
        (" were recorded among families on the road.", "16 / - / 16"),
        (" in the raid.", "0 / - / 16"),
        (" among them.", "0 / - / 16"),
        (" among the victims.", "0 / - / 16"),
        (" among the stallholders.", "0 / - / 16"),
    ],
)
def test_a_none_of_some_people_is_no_answer_for_all(after: str, made: str) -> None:
    assert str(toll(bulletin(after), said("b", 16, words="16 stallholders")).range) == made


def test_it_is_set_aside_with_its_reason() -> None:
    left = toll(bulletin(" among those in the shelters."), said("b", 16)).aside
    assert (AsideReason.PART, "of some of the people alone, others are of all") in [
        (each.reason, each.message) for each in left
    ]


def test_beside_extra_people_alone_it_is_no_answer_either() -> None:
    more = said("b", 3, words="another three people", rule="numbers.another")
    none = said("a", 0, words="no deaths", after=" among those in the shelters.")
    assert str(toll(none, more).range) == "3 / - / 3"


def test_alone_it_counts_for_want_of_another() -> None:
    assert (
        str(toll(said("a", 0, words="no deaths", after=" among those in the shelters.")).range) == "0 / - / 0"
    )


@pytest.mark.parametrize(
    ("words", "status", "made"),
    [
        ("scores of fighters", Status.COMBATANT, "40 / - / 40"),
        ("40 people", Status.UNKNOWN, "40 / - / 40"),
        ("40 civilians", Status.CIVILIAN, "0 / - / 40"),
    ],
)
def test_not_one_civilian_is_no_answer_for_all_unless_a_number_is_of_civilians(
    words: str, status: Status, made: str
) -> None:
    none = account("a", figure("n", 0, words="not one civilian", status=Status.CIVILIAN, by=AGENCIES))
    told = account("b", figure("m", 40, words=words, status=status, at=60))
    assert str(toll(none, told).range) == made
