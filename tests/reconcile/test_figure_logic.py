"""What counts in a toll and what is set aside, in near-minimal pairs."""

import pytest
from made_accounts import MONITOR, NORTH, SOUTH, account, days, figure, said, unnamed

from tollbook.model.figure import Outcome, Scope, Stance, Status, Trait
from tollbook.model.incident import Account, CopyGroup, CopyKind
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.toll import AsideReason, Group, GroupKind, Toll
from tollbook.reconcile import policies, reconcile
from tollbook.reconcile.groups import ALL, CIVILIANS, COMBATANTS

CHILDREN = Group(kind=GroupKind.TRAIT, value="child")
HILL = Actor(name="the Hill Guard", label="Hill Guard", kind=ActorKind.MILITIA, registry="hill-guard")


def toll(
    *accounts: Account, policy: str = "range", group: Group = ALL, outcome: Outcome = Outcome.KILLED
) -> Toll:
    found = reconcile("i1", accounts, policies()[policy]).toll(outcome, group)
    assert found is not None
    return found


def reasons(found: Toll) -> list[AsideReason]:
    return [each.reason for each in found.aside]


def test_two_papers_that_differ_give_a_range() -> None:
    found = toll(said("a", 3), said("b", 5))
    assert str(found.range) == "3 / - / 5"
    assert found.independent == 2
    assert found.provisional is None
    assert [each.bound for each in found.counted] == [("low",), ("high",)]


def test_one_paper_alone_is_provisional() -> None:
    found = toll(said("a", 3))
    assert found.provisional == "one independent source; this policy asks for 2"


def test_two_papers_that_quote_one_monitor_are_one_source() -> None:
    found = toll(said("a", 14, by=MONITOR), said("b", 14, by=MONITOR))
    assert found.independent == 1
    assert len(found.counted) == 1


def test_two_papers_that_quote_the_police_are_one_source() -> None:
    found = toll(said("a", 4, by=unnamed("police")), said("b", 4, by=unnamed("a police spokesman")))
    assert found.independent == 1


def test_two_papers_that_found_residents_of_their_own_are_two_sources() -> None:
    found = toll(said("a", 4, by=unnamed("residents")), said("b", 6, by=unnamed("residents")))
    assert found.independent == 2
    assert str(found.range) == "4 / - / 6"


def test_a_paper_that_says_itself_what_its_source_says_adds_no_source() -> None:
    found = toll(account("a", figure("a", 14), figure("a", 14, by=MONITOR, at=50)))
    assert [each.claimant for each in found.counted] == ["Harm Ledger"]
    assert reasons(found) == [AsideReason.REPEATED]


def test_a_later_figure_of_the_same_source_takes_the_place_of_the_earlier() -> None:
    found = toll(said("a", 60, by=MONITOR, day="2031-03-04"), said("b", 80, by=MONITOR, day="2031-03-05"))
    assert str(found.range) == "80 / - / 80"
    assert reasons(found) == [AsideReason.SUPERSEDED]


def test_a_later_lower_figure_of_the_same_source_is_a_correction() -> None:
    found = toll(said("a", 80, by=MONITOR, day="2031-03-04"), said("b", 60, by=MONITOR, day="2031-03-05"))
    assert str(found.range) == "60 / - / 60"


@pytest.mark.parametrize(
    ("later", "reason"), [(Status.COMBATANT, AsideReason.PART), (Status.CIVILIAN, AsideReason.SUPERSEDED)]
)
def test_a_figure_of_other_people_is_no_correction(later: Status, reason: AsideReason) -> None:
    found = toll(
        said("a", 15, by=MONITOR, day="2031-03-04", status=Status.CIVILIAN),
        said("b", 100, by=MONITOR, day="2031-03-05", status=later),
        said("c", 7, by=MONITOR, day="2031-03-03", status=Status.COMBATANT),
    )
    aside = {each.figure: each.reason for each in found.aside}
    assert aside[said("a", 15).figures[0].id] is reason
    assert str(found.range) == "100 / - / 100"


def test_a_later_figure_of_another_source_takes_no_place() -> None:
    found = toll(said("a", 80, by=MONITOR, day="2031-03-04"), said("b", 60, day="2031-03-05"))
    assert str(found.range) == "60 / - / 80"


def test_a_later_figure_that_says_the_same_less_exactly_takes_no_place() -> None:
    found = toll(
        said("a", 132, by=MONITOR, day="2031-03-04"), said("b", 101, None, by=MONITOR, day="2031-03-05")
    )
    assert str(found.range) == "132 / - / 132"


def test_without_dates_nothing_is_superseded_and_a_note_says_so() -> None:
    found = toll(said("a", 60, by=MONITOR, day=None), said("b", 80, by=MONITOR, day=None))
    assert str(found.range) == "60 / - / 80"
    assert "bear no date" in found.notes[0]


def test_a_total_of_a_longer_time_is_held_apart() -> None:
    found = toll(said("a", 14), said("b", 327, scope=Scope.PERIOD))
    assert str(found.range) == "14 / - / 14"
    assert reasons(found) == [AsideReason.PERIOD]


def test_a_figure_of_more_days_than_the_incident_is_held_apart() -> None:
    accounts = [said("a", 14), said("b", 90, when=days("2031-03-01", "2031-03-04"))]
    found = reconcile("i1", accounts, policies()["range"], when=days("2031-03-04")).toll(Outcome.KILLED)
    assert found is not None
    assert str(found.range) == "14 / - / 14"
    assert reasons(found) == [AsideReason.PERIOD]


def test_a_denied_figure_is_not_counted_and_is_told() -> None:
    found = toll(said("a", 14), said("b", 87, stance=Stance.DENIED))
    assert str(found.range) == "14 / - / 14"
    assert reasons(found) == [AsideReason.DENIED]


def test_a_doubted_figure_counts_only_where_there_is_no_other() -> None:
    assert str(toll(said("a", 14), said("b", 9, stance=Stance.DOUBTED)).range) == "14 / - / 14"
    assert str(toll(said("b", 9, stance=Stance.DOUBTED)).range) == "9 / - / 9"


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
    assert str(toll(account("a", lanner, orsa)).range) == "2 / - / 2"
    assert str(toll(account("a", lanner, again)).range) == "1 / - / 1"


def test_the_death_toll_of_a_report_goes_before_its_other_numbers() -> None:
    dead = figure("a", 5, words="killed five")
    total = figure("a", 80, words="80", at=60, before="which brought the death toll to ")
    assert str(toll(account("a", dead, total)).range) == "80 / - / 80"


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


def test_copies_count_once_and_are_told() -> None:
    found = toll(said("a", 14), said("b", 14, origin="a"), said("c", 14, origin="a"))
    assert found.independent == 1
    assert reasons(found) == [AsideReason.COPY, AsideReason.COPY]
    assert found.counted[0].also == ("b", "c")


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


def test_what_was_not_yet_published_is_left_out() -> None:
    accounts = [said("a", 14, day="2031-03-04"), said("b", 20, day="2031-03-06"), said("c", 99, day=None)]
    found = reconcile("i1", accounts, policies()["range"], as_of="2031-03-05").toll(Outcome.KILLED)
    assert found is not None
    assert str(found.range) == "14 / - / 14"
    assert found.notes[0] == "reports without a date, left out because they may be later than 2031-03-05: 1"


def test_a_part_of_a_total_that_is_elsewhere_stands_for_itself() -> None:
    total = figure("a", 19, words="19 on that day")
    here = figure("a", 14, at=60, part_of=total.id)
    assert str(toll(account("a", here)).range) == "14 / - / 14"
    assert str(toll(account("a", total, here)).range) == "19 / - / 19"


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


def test_a_surname_alone_is_the_source_named_in_full_in_the_same_report() -> None:
    full = figure("a", 4, by=unnamed("police captain Mira Orsa"))
    short = figure("a", 4, at=60, by=unnamed("Orsa"))
    found = toll(account("a", full, short))
    assert [each.source for each in found.counted] == ["authority.police"]


def test_a_figure_that_has_parts_is_the_whole_of_its_report() -> None:
    whole = figure("a", 9, words="nine people")
    part = figure("a", 1, words="one of them", at=30, part_of=whole.id)
    other = figure("a", 12, words="twelve people", at=90)
    assert str(toll(account("a", whole, part, other)).range) == "9 / - / 9"


def test_an_incident_of_five_thousand_claims_has_a_toll_like_any_other() -> None:
    accounts = [
        said(f"r{n}", 10 + n % 30, outlet=f"Paper {n % 900}", day=f"2031-03-{1 + n % 28:02d}")
        for n in range(5000)
    ]
    found = toll(*accounts)
    assert found.range.low == 10
    assert len(found.counted) == 900
    assert len(found.counted) + len(found.aside) == 5000


def test_without_place_date_or_actor_a_claim_still_counts() -> None:
    found = toll(account("a", figure("a", 3), day=None))
    assert str(found.range) == "3 / - / 3"
    assert found.provisional is not None


def test_what_a_paper_has_from_a_claimant_beside_the_shared_figure_still_counts() -> None:
    shared = said("a", 14, by=MONITOR, origin="g1")
    more = account(
        "b",
        figure("b", 14, by=MONITOR),
        figure("b", 23, at=60, outcome=Outcome.INJURED, by=MONITOR),
        origin="g1",
    )
    group = CopyGroup(
        id="g1",
        kind=CopyKind.CLAIMANT,
        origin=shared.claim.id,
        members=(shared.claim.id, more.claim.id),
        why="one monitor's figure",
    )
    found = reconcile("i1", [shared, more], policies()["range"], copies=[group])
    killed, injured = found.toll(Outcome.KILLED), found.toll(Outcome.INJURED)
    assert killed is not None
    assert injured is not None
    assert reasons(killed) == [AsideReason.COPY]
    assert str(injured.range) == "23 / - / 23"


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
