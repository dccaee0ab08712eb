"""Wholes and parts: what is added up to all people, and what never is, in near-minimal pairs."""

import pytest
from made_accounts import MONITOR, NORTH, SOUTH, account, figure, said
from made_tolls import reasons, toll

from tollbook.model.figure import Figure, Outcome, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.toll import AsideReason, Group, GroupKind
from tollbook.reconcile import policies, reconcile
from tollbook.reconcile.groups import ALL, CIVILIANS, COMBATANTS

CHILDREN = Group(kind=GroupKind.TRAIT, value="child")
HILL = Actor(name="the Hill Guard", label="Hill Guard", kind=ActorKind.MILITIA, registry="hill-guard")


def test_a_part_is_never_added_to_its_whole() -> None:
    whole = figure("a", 65)
    found = toll(account("a", whole, figure("a", 12, at=50, part_of=whole.id, traits=(Trait.CHILD,))))
    assert str(found.range) == "65 / - / 65"
    assert reasons(found) == [AsideReason.PART]


def test_a_part_is_the_toll_of_its_own_group() -> None:
    whole = figure("a", 65)
    accounts = [account("a", whole, figure("a", 12, at=50, part_of=whole.id, traits=(Trait.CHILD,)))]
    assert str(toll(*accounts, group=CHILDREN).range) == "12 / - / 12"


def test_groups_that_may_overlap_are_never_added() -> None:
    civilians = figure("a", 9, status=Status.CIVILIAN)
    children = figure("a", 4, at=50, status=Status.CIVILIAN, traits=(Trait.CHILD,))
    assert str(toll(account("a", civilians, children)).range) == "9 / - / 9"


def test_groups_that_lie_apart_are_added_where_no_whole_is_stated_and_marked() -> None:
    civilians = figure("a", 9, status=Status.CIVILIAN)
    fighters = figure("a", 4, at=50, status=Status.COMBATANT)
    found = toll(account("a", civilians, fighters))
    assert str(found.range) == "13 / - / 13"
    assert found.counted[0].parts == (civilians.id, fighters.id)
    assert found.counted[0].inferred is not None


def test_where_the_whole_is_stated_nothing_is_added() -> None:
    civilians = figure("a", 9, status=Status.CIVILIAN)
    fighters = figure("a", 4, at=50, status=Status.COMBATANT)
    found = toll(account("a", civilians, fighters, figure("a", 20, at=100)))
    assert str(found.range) == "20 / - / 20"
    assert found.counted[0].inferred is None


def test_two_sides_of_one_source_are_added_but_never_two_sources() -> None:
    ours = figure("a", 3, status=Status.COMBATANT, side=NORTH)
    theirs = figure("a", 8, at=50, status=Status.COMBATANT, side=SOUTH)
    assert str(toll(account("a", ours, theirs)).range) == "11 / - / 11"
    other = figure("b", 8, status=Status.COMBATANT, side=SOUTH)
    apart = toll(account("a", ours), account("b", other))
    assert str(apart.range) == "8 / - / 8"
    assert "of South Front alone" in apart.notes[0]


def test_civilians_of_whom_nobody_else_is_spoken_of_are_all() -> None:
    found = toll(said("a", 14, status=Status.CIVILIAN), said("b", 15))
    assert str(found.range) == "14 / - / 15"
    assert found.independent == 2


def test_a_list_is_added_up() -> None:
    first = figure("a", 1, words="a baker", after=" and two porters were killed.")
    second = figure("a", 2, words="two porters", at=len("a baker and "))
    found = toll(account("a", first, second))
    assert str(found.range) == "3 / - / 3"


def test_two_names_are_two_persons_and_one_name_twice_is_one() -> None:
    lanner, orsa = (
        figure("a", 1, name=name, words=name, at=at) for name, at in (("Ivo Lanner", 0), ("Mira Orsa", 90))
    )
    again = figure("a", 1, name="Lanner", words="Lanner", at=200)
    assert str(toll(account("a", lanner, orsa)).range) == "2 / - / -"
    assert str(toll(account("a", lanner, again)).range) == "1 / - / 1"


LIST = " and Tomas Vader, a teacher, were killed."


def names(*told: str) -> list[Figure]:
    """Make figures of named persons, each far from the other."""
    return [figure("a", 1, name=name, words=name, at=150 * n) for n, name in enumerate(told)]


def test_named_persons_are_a_lower_bound_also_where_a_list_holds_only_some_of_them() -> None:
    osman, kolmi = names("Rahel Osman", "Petra Kolmi")
    kolmi = figure("a", 1, name="Petra Kolmi", words="Petra Kolmi", at=150, after=LIST)
    vader = figure("a", 1, name="Tomas Vader", words="Tomas Vader", at=150 + len("Petra Kolmi and "))
    made = toll(account("a", osman, kolmi, vader))
    assert str(made.range) == "3 / - / -"
    assert "toll.persons" in (made.counted[0].inferred or "")
    assert str(toll(account("a", kolmi, vader)).range) == "2 / - / 2"


@pytest.mark.parametrize(
    "again", ["Osman", "R. Osman", "Rahel", "Rahel Othman", "Rahel Amina Osman", "OSMAN"]
)
def test_a_name_told_again_shorter_or_in_another_spelling_counts_once(again: str) -> None:
    assert str(toll(account("a", *names("Rahel Osman", "Petra Kolmi", again))).range) == "2 / - / -"


def test_two_of_one_family_are_two() -> None:
    assert toll(account("a", *names("Rahel Osman", "Ivo Osman"))).range.low == 2


def test_where_the_report_gives_a_total_named_persons_are_parts_of_it() -> None:
    five = figure("a", 2, words="two people", at=900)
    assert (
        str(toll(account("a", *names("Rahel Osman", "Petra Kolmi", "Tomas Vader"), five)).range)
        == "2 / - / 2"
    )


def test_a_person_without_a_name_may_be_one_with_a_name() -> None:
    widow = figure("a", 1, words="a widow", at=900, rule="numbers.one_person")
    assert toll(account("a", *names("Rahel Osman", "Petra Kolmi"), widow)).range.low == 2


def test_the_death_toll_of_a_report_goes_before_its_other_numbers() -> None:
    dead = figure("a", 5, words="killed five")
    total = figure("a", 80, words="80", at=60, before="which brought the death toll to ")
    assert str(toll(account("a", dead, total)).range) == "80 / - / 80"


def test_fewer_killed_and_injured_than_killed_or_injured_is_told() -> None:
    shot = said("a", 4, outcome=Outcome.KILLED_OR_INJURED)
    hurt = account("b", figure("b", 1, outcome=Outcome.INJURED))
    note = "at least 4 were killed or injured, and the injured make at most 1: how 3 or more of them fared"
    assert any(note in each for each in toll(shot, hurt, outcome=Outcome.INJURED).notes)
    dead = said("c", 3)
    assert not toll(shot, hurt, dead, outcome=Outcome.INJURED).notes


def test_parts_that_exceed_the_whole_are_told() -> None:
    accounts = [said("a", 10), said("b", 12, status=Status.CIVILIAN), said("c", 5, status=Status.COMBATANT)]
    for group in (ALL, CIVILIANS):
        assert any("more than the whole" in note for note in toll(*accounts, group=group).notes)
    assert not any("whole" in note for note in toll(*accounts, group=COMBATANTS).notes)


def test_a_part_of_a_total_that_is_elsewhere_stands_for_itself() -> None:
    total = figure("a", 19, words="19 on that day")
    here = figure("a", 14, at=60, part_of=total.id)
    assert str(toll(account("a", here)).range) == "14 / - / 14"
    assert str(toll(account("a", total, here)).range) == "19 / - / 19"


def test_who_was_hurt_and_died_is_among_the_dead_alone() -> None:
    hurt = figure("a", 1, words="Ivo Lanner", name="Ivo Lanner", outcome=Outcome.INJURED)
    dead = figure("b", 1, words="Lanner", name="Lanner")
    found = reconcile("i1", [account("a", hurt), account("b", dead)], policies()["range"])
    injured = found.toll(Outcome.INJURED)
    assert injured is not None
    assert injured.counted == ()
    assert reasons(injured) == [AsideReason.OTHERS]


def test_another_who_was_hurt_is_not_the_one_who_died() -> None:
    hurt = figure("a", 1, words="a woman", outcome=Outcome.INJURED)
    dead = figure("a", 1, words="Lanner", name="Lanner", at=60)
    assert str(toll(account("a", hurt, dead), outcome=Outcome.INJURED).range) == "1 / - / 1"


def test_a_figure_that_has_parts_is_the_whole_of_its_report() -> None:
    whole = figure("a", 9, words="nine people")
    part = figure("a", 1, words="one of them", at=30, part_of=whole.id)
    other = figure("a", 12, words="twelve people", at=90)
    assert str(toll(account("a", whole, part, other)).range) == "9 / - / 9"


def test_a_sum_of_fewer_parts_is_no_other_toll_of_the_same_source_and_day() -> None:
    def listed(report: str, *parts: int) -> Account:
        sides = (NORTH, SOUTH, HILL)
        told = [
            figure(report, number, at=40 * n, side=side, status=Status.COMBATANT, by=MONITOR)
            for n, (number, side) in enumerate(zip(parts, sides, strict=False))
        ]
        return account(report, *told, outlet=f"Paper {report}")

    found = toll(listed("a", 65, 18, 49), listed("b", 65, 18))
    assert str(found.range) == "132 / - / 132"
    assert {each.reason for each in found.aside} == {AsideReason.PART}
