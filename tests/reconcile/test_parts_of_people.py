"""Parts of people: "two of them students" counts not all civilians, and one side may have two names."""

import pytest
from made_accounts import NORTH, SOUTH, account, figure, said, unnamed
from made_tolls import toll

from tollbook.model.figure import Figure, Status
from tollbook.model.incident import Account
from tollbook.model.toll import Group
from tollbook.reconcile.groups import CIVILIANS, COMBATANTS


@pytest.mark.parametrize(
    ("words", "status", "group", "made"),
    [
        ("two of them students", Status.CIVILIAN, CIVILIANS, "2 / - / -"),
        ("two of them civilians", Status.CIVILIAN, CIVILIANS, "2 / - / 2"),
        ("two commanders", Status.COMBATANT, COMBATANTS, "2 / - / -"),
        ("two soldiers", Status.COMBATANT, COMBATANTS, "2 / - / 2"),
    ],
)
def test_a_part_named_by_what_they_do_may_not_be_all_of_their_status(
    words: str, status: Status, group: Group, made: str
) -> None:
    whole = figure("a", 4, words="Four people")
    part = figure("a", 2, at=40, words=words, status=status, part_of=whole.id)
    assert str(toll(account("a", whole, part), group=group).range) == made


def test_where_the_rest_is_told_to_be_of_the_other_status_the_part_is_all_of_it() -> None:
    whole = figure("a", 4, words="Four people")
    students = figure("a", 2, at=40, words="two students", status=Status.CIVILIAN, part_of=whole.id)
    soldiers = figure("a", 2, at=60, words="two soldiers", status=Status.COMBATANT, part_of=whole.id)
    assert str(toll(account("a", whole, students, soldiers), group=CIVILIANS).range) == "2 / - / 2"


def test_two_students_who_are_no_part_of_others_are_two() -> None:
    made = account("a", figure("a", 2, words="two students", status=Status.CIVILIAN))
    assert str(toll(made, group=CIVILIANS).range) == "2 / - / 2"


def test_one_side_under_two_names_is_not_added_up_beside_its_whole() -> None:
    made = (said("a", 21), said("b", 14, side=NORTH), said("c", 14, side=unnamed("government troops")))
    assert not any("more than the whole" in note for note in toll(*made).notes)


def test_sides_that_one_report_tells_apart_are_added_up_beside_the_whole() -> None:
    whole = figure("b", 10, words="10 people")
    parts = [
        figure("b", 9, at=40, words="9 of the North Army", side=NORTH, part_of=whole.id),
        figure("b", 4, at=80, words="4 of the South Front", side=SOUTH, part_of=whole.id),
    ]
    notes = toll(account("b", whole, *parts)).notes
    assert any("make 13, more than the whole, at most 10" in note for note in notes)


def listed(*more: Figure) -> Account:
    """Make 19 victims, and among them a list of which only the first member is read as a part of them."""
    whole = figure("a", 19, words="19 victims")
    boys = figure(
        "a", 4, at=40, words="4 pupils", after=" and a nurse", status=Status.CIVILIAN, part_of=whole.id
    )
    nurse = figure("a", 1, at=53, words="a nurse", status=Status.CIVILIAN)
    return account("a", whole, boys, nurse, *more)


def test_others_of_the_whole_may_be_civilians_too_where_one_of_a_list_is_told_to_be_its_part() -> None:
    assert str(toll(listed(), group=CIVILIANS).range) == "5 / - / -"


def test_some_civilians_of_a_whole_do_not_lower_what_a_source_quoted_there_says_of_all_of_them() -> None:
    told = figure("a", 19, at=80, words="19 civilians", status=Status.CIVILIAN, by=unnamed("rescuers"))
    assert str(toll(listed(told), group=CIVILIANS).range) == "19 / - / 19"


@pytest.mark.parametrize(
    ("join", "made"), [(" and ", "19 / - / 19"), (", and ", "1 / - / 19"), (". Besides, ", "1 / - / 19")]
)
def test_a_list_of_parts_of_what_another_source_says_is_within_that(join: str, made: str) -> None:
    told = figure("a", 19, words="19 civilians", status=Status.CIVILIAN, by=unnamed("rescuers"))
    boys = figure(
        "a", 4, at=40, words="4 pupils", after=join + "a nurse", status=Status.CIVILIAN, part_of=told.id
    )
    nurse = figure("a", 1, at=48 + len(join), words="a nurse", status=Status.CIVILIAN)
    assert str(toll(account("a", told, boys, nurse), group=CIVILIANS).range) == made
