"""Whose figure counts in a toll and which is set aside: by source, day, scope and stance, in close pairs."""

import pytest
from made_accounts import MONITOR, account, days, figure, said, unnamed
from made_tolls import reasons, toll

from tollbook.model.figure import Outcome, Scope, Stance, Status
from tollbook.model.incident import CopyGroup, CopyKind
from tollbook.model.toll import AsideReason
from tollbook.reconcile import policies, reconcile


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


def test_copies_count_once_and_are_told() -> None:
    found = toll(said("a", 14), said("b", 14, origin="a"), said("c", 14, origin="a"))
    assert found.independent == 1
    assert reasons(found) == [AsideReason.COPY, AsideReason.COPY]
    assert found.counted[0].also == ("b", "c")


def test_what_was_not_yet_published_is_left_out() -> None:
    accounts = [said("a", 14, day="2031-03-04"), said("b", 20, day="2031-03-06"), said("c", 99, day=None)]
    found = reconcile("i1", accounts, policies()["range"], as_of="2031-03-05").toll(Outcome.KILLED)
    assert found is not None
    assert str(found.range) == "14 / - / 14"
    assert found.notes[0] == "reports without a date, left out because they may be later than 2031-03-05: 1"


def test_a_surname_alone_is_the_source_named_in_full_in_the_same_report() -> None:
    full = figure("a", 4, by=unnamed("police captain Mira Orsa"))
    short = figure("a", 4, at=60, by=unnamed("Orsa"))
    found = toll(account("a", full, short))
    assert [each.source for each in found.counted] == ["authority.police"]


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
