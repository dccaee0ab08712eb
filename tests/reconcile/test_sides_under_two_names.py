"""Two sides of one report without a whole: added where they are surely two, else at least the larger."""

import pytest
from made_accounts import NORTH, SOUTH, account, figure, unnamed
from made_tolls import toll

from tollbook.model.figure import Figure, Status
from tollbook.model.reference import Actor, ActorKind
from tollbook.reconcile.parties import two_parties

TROOPS = Actor(name="government troops", label="government troops", kind=ActorKind.STATE_FORCES)
GUARDS = unnamed("the valley guards")
REBELS = Actor(name="rebels", label="rebels", kind=ActorKind.REBEL_GROUP)


def lost(low: int, side: Actor, at: int = 0, *, status: Status = Status.COMBATANT) -> Figure:
    return figure("a", low, at=at, words=f"{low} of {side.name}", status=status, side=side)


@pytest.mark.parametrize(
    ("one", "other", "made"),
    [
        (NORTH, SOUTH, "11 / - / 11"),
        (TROOPS, REBELS, "11 / - / 11"),
        (NORTH, TROOPS, "8 / - / 11"),
        (NORTH, GUARDS, "8 / - / 11"),
        (unnamed("the border unit"), GUARDS, "8 / - / 11"),
    ],
)
def test_two_sides_are_added_where_they_are_surely_two(one: Actor, other: Actor, made: str) -> None:
    assert str(toll(account("a", lost(3, one), lost(8, other, 90))).range) == made


def test_what_is_not_sure_is_said_in_words() -> None:
    (counted,) = toll(account("a", lost(3, NORTH), lost(8, GUARDS, 90))).counted
    assert counted.inferred is not None
    assert counted.inferred.startswith("North Army and the valley guards may be one side under two names")
    assert counted.inferred.endswith("at least the larger, at most all")
    assert len(counted.parts) == 2


def test_sides_that_a_list_joins_are_two_here_and_in_other_reports() -> None:
    army = figure("b", 3, words="3 of the North Army", after=" and 8 guards", side=NORTH)
    guards = figure("b", 8, at=len("3 of the North Army and "), words="8 guards", side=GUARDS)
    listed = account("b", army, guards)
    assert str(toll(listed).range) == "11 / - / 11"
    both = toll(account("a", lost(4, NORTH), lost(8, GUARDS, 90)), listed)
    assert str(both.range) == "11 / - / 12"


@pytest.mark.parametrize(
    ("between", "made"),
    [
        (" of the North Army, ", "11 / - / 11"),
        (" of the North Army died, and on the ridge ", "11 / - / 11"),
        (" of the North Army died. It lost ", "8 / - / 11"),
        (" of the North Army, including ", "8 / - / 11"),
    ],
)
def test_sides_told_of_in_one_row_of_a_sentence_are_two(between: str, made: str) -> None:
    army = figure("a", 3, words="3 men", after=f"{between}8 guards", side=NORTH)
    guards = figure("a", 8, at=len(f"3 men{between}"), words="8 guards", side=GUARDS)
    assert str(toll(account("a", army, guards)).range) == made


def words(*figures: Figure) -> str:
    return toll(account("a", *figures)).counted[0].inferred or ""


def test_of_three_sides_it_is_said_which_may_be_which_and_what_low_counts() -> None:
    said = words(lost(3, NORTH), lost(8, SOUTH, 90), lost(5, GUARDS, 180))
    assert said == (
        "the valley guards may be another name of North Army or South Front, and the text states no whole: "
        "low counts North Army and South Front alone, high all"
    )


def test_of_three_unknown_names_the_largest_is_what_low_counts() -> None:
    said = words(
        lost(3, unnamed("the border unit")), lost(8, GUARDS, 90), lost(5, unnamed("the hill unit"), 180)
    )
    assert said.startswith("the hill unit may be another name of the valley guards; the border unit may be")
    assert said.endswith("low counts the valley guards alone, high all")


def test_fighters_and_civilians_are_two_whatever_their_sides_are_called() -> None:
    made = account("a", lost(3, NORTH), lost(8, GUARDS, 90, status=Status.CIVILIAN))
    assert str(toll(made).range) == "11 / - / 11"


def test_another_eight_are_others() -> None:
    more = figure("a", 8, at=90, words="another 8 of the guards", status=Status.COMBATANT, side=GUARDS)
    assert str(toll(account("a", lost(3, NORTH), more)).range) == "11 / - / 11"


def test_of_three_sides_those_that_are_surely_two_bound_the_low() -> None:
    made = account("a", lost(3, NORTH), lost(8, SOUTH, 90), lost(5, GUARDS, 180))
    assert str(toll(made).range) == "11 / - / 16"


def test_a_part_of_an_army_and_a_later_name_of_a_group_are_no_second_side() -> None:
    old, now, other = (
        Actor(name=name, label=name, kind=ActorKind.REBEL_GROUP, registry=name)
        for name in ("jabhat-fateh-al-sham", "hayat-tahrir-al-sham", "jaysh-al-islam")
    )
    assert not two_parties(old, now)
    assert two_parties(now, other)
