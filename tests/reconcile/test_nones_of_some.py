"""Nones of some people alone: "no deaths among those in the shelters" is no answer for a street elsewhere."""

import pytest
from made_accounts import NORTH, SOUTH, account, figure, said, unnamed
from made_tolls import toll

from tollbook.model.figure import Outcome, Stance, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason, Group, GroupKind
from tollbook.reconcile import policies, reconcile
from tollbook.reconcile.groups import ALL, CIVILIANS, COMBATANTS

AGENCIES = unnamed("agencies")
CHILDREN = Group(kind=GroupKind.TRAIT, value="child")


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


@pytest.mark.parametrize(
    ("group", "made"),
    [
        (ALL, "9 / - / 14"),
        (CIVILIANS, "0 / - / 9"),
        (CHILDREN, "6 / - / 6"),
    ],
)
def test_no_civilians_died_is_low_for_civilians_alone_where_others_count_people(
    group: Group, made: str
) -> None:
    hospital = account("a", figure("a", 14, by=unnamed("the hospital")))
    whole = hospital.figures[0].id
    six = figure(
        "a", 6, words="6 children", traits=(Trait.CHILD,), part_of=whole, at=20, by=unnamed("the hospital")
    )
    hospital = account("a", *hospital.figures, six)
    residents = said("b", 9, words="nine civilians", status=Status.CIVILIAN)
    none = said("c", 0, words="no civilians", status=Status.CIVILIAN)
    found = reconcile("i1", [hospital, residents, none], policies()["range"]).toll(Outcome.KILLED, group)
    assert found is not None
    assert str(found.range) == made


def test_no_children_died_is_no_answer_for_all_civilians() -> None:
    none = said("a", 0, words="no children", status=Status.CIVILIAN, traits=(Trait.CHILD,))
    nine = said("b", 9, words="nine civilians", status=Status.CIVILIAN)
    for group in (ALL, CIVILIANS):
        found = reconcile("i1", [none, nine], policies()["range"]).toll(Outcome.KILLED, group)
        assert found is not None
        assert str(found.range) == "9 / - / 9"


def test_none_of_its_soldiers_died_is_no_answer_for_the_fighters_of_the_other_side() -> None:
    none = said("a", 0, words="none of its soldiers", status=Status.COMBATANT, side=NORTH)
    told = said("b", 40, words="40 rebels", status=Status.COMBATANT, side=SOUTH)
    ours = said("c", 6, words="6 soldiers", status=Status.COMBATANT, side=NORTH)
    for group in (ALL, COMBATANTS):
        found = reconcile("i1", [none, told, ours], policies()["range"]).toll(Outcome.KILLED, group)
        assert found is not None
        assert (found.range.low or 0) > 0
    side = Group(kind=GroupKind.SIDE, value="north-army")
    mine = reconcile("i1", [none, told, ours], policies()["range"]).toll(Outcome.KILLED, side)
    assert mine is not None
    assert str(mine.range) == "0 / - / 6"
