"""Running totals that were read as figures of one incident are told by the totals of the same source."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_accounts import MONITOR, account, days, figure, said

from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Outcome, Status
from tollbook.model.incident import Account
from tollbook.model.reference import Candidate, Place
from tollbook.model.toll import AsideReason, PeriodTotal, Toll
from tollbook.reconcile import Totals, policies, reconcile


def total(low: int, day: str, report: str = "t", **about: Any) -> PeriodTotal:
    """Make a total that the Harm Ledger gives."""
    given = {"source": "Harm Ledger", "outcome": "killed", "status": "unknown", **about}
    return PeriodTotal(figure=f"{report}-{low}", report=report, low=low, day=day, **given)


def place(name: str, radius_km: int | None = None, *, east: float = 37.0) -> Place:
    """Make a place of the invented country: a town, or an area with a radius."""
    feature = "admin1" if radius_km else "populated_place"
    best = Candidate(
        gazetteer=f"made:{name}",
        name=name,
        country="NV",
        latitude=36.0,
        longitude=east,
        radius_km=radius_km,
        feature=feature,
        score=1.0,
    )
    return Place(name=name, candidates=(best,))


def at(where: Place) -> dict[str, Any]:
    """Give the place of a total."""
    best = where.best
    assert best is not None
    names = ("gazetteer", "latitude", "longitude", "radius_km", "feature", "country")
    return {name: getattr(best, name) for name in names}


PROVINCE, TOWN, OTHER_PROVINCE = place("Varn province", 60), place("Varn"), place("Hollin", 40, east=38.0)
SINCE = {"start": "2031-03-01", **at(PROVINCE)}


def toll(*accounts: Account, totals: list[PeriodTotal], decisions: tuple[Decision, ...] = ()) -> Toll:
    made = reconcile("i", accounts, policies()["range"], totals=Totals(totals), decisions=decisions)
    found = made.toll(Outcome.KILLED)
    assert found is not None
    return found


def is_total(*accounts: Account, totals: list[PeriodTotal]) -> bool:
    """Tell whether nothing of the accounts counts, because it is a total of a longer time."""
    found = toll(*accounts, totals=totals)
    return not found.counted and {each.reason for each in found.aside} == {AsideReason.PERIOD}


SAID_240 = said("a", 240, by=MONITOR, place=TOWN)
GROWS_240 = said("a", 240, by=MONITOR, words="reached 240")


@pytest.mark.parametrize(
    ("totals", "held"),
    [
        pytest.param([total(240, "2031-03-05")], False, id="one report against one"),
        pytest.param([total(240, "2031-03-05"), total(240, "2031-03-06", "u")], True, id="two against one"),
        pytest.param(
            [total(240, "2031-03-05"), total(240, "2031-03-05", "u")], False, id="one source on one day"
        ),
        pytest.param(
            [total(240, "2031-03-05", origin="g"), total(240, "2031-03-06", "u", origin="g")],
            False,
            id="a copy",
        ),
        pytest.param(
            [total(240, "2031-03-05"), total(240, "2031-03-06", "u", source="the Harm Ledger")],
            True,
            id="with an article",
        ),
        pytest.param([total(240, "2031-03-20")], False, id="weeks later it is another number"),
        pytest.param([total(240, "2031-03-05", source="police")], False, id="another source"),
        pytest.param([total(240, "2031-03-05", outcome="injured")], False, id="another harm"),
        pytest.param([total(240, "2031-03-05", status="civilian")], False, id="of civilians alone"),
        pytest.param(
            [total(200, "2031-03-03", **SINCE), total(311, "2031-03-05", **SINCE)], True, id="no room for it"
        ),
        pytest.param(
            [total(40, "2031-03-03", **SINCE), total(311, "2031-03-05", **SINCE)], False, id="there is room"
        ),
        pytest.param([total(200, "2031-03-03", **SINCE)], False, id="no later total"),
        pytest.param(
            [total(200, "2031-03-03", **SINCE), total(311, "2031-03-05", **SINCE | {"start": "2031-02-01"})],
            False,
            id="totals of two times",
        ),
        pytest.param(
            [total(200, "2031-03-03", **at(PROVINCE)), total(311, "2031-03-05", **at(PROVINCE))],
            False,
            id="totals of times that are not known",
        ),
        pytest.param(
            [
                total(200, "2031-03-03", **SINCE),
                total(311, "2031-03-05", **SINCE | at(OTHER_PROVINCE)),
            ],
            False,
            id="totals of two provinces",
        ),
        pytest.param(
            [
                total(200, "2031-03-03", **SINCE | at(OTHER_PROVINCE)),
                total(311, "2031-03-05", **SINCE | at(OTHER_PROVINCE)),
            ],
            False,
            id="totals of a province that the figure is not of",
        ),
    ],
)
def test_what_a_source_gives_as_a_total_elsewhere_is_no_figure_of_one_incident(
    totals: list[PeriodTotal], *, held: bool
) -> None:
    assert is_total(SAID_240, totals=totals) is held


def test_a_rare_number_is_the_same_total_on_whoevers_word() -> None:
    assert is_total(said("a", 255), totals=[total(255, "2031-03-05"), total(255, "2031-03-06", "u")])
    assert not is_total(said("a", 250), totals=[total(250, "2031-03-05"), total(250, "2031-03-06", "u")])


def test_a_figure_that_as_many_reports_give_as_one_and_as_a_total_stands_with_a_note() -> None:
    found = toll(SAID_240, totals=[total(240, "2031-03-05")])
    assert found.notes == (
        "Harm Ledger gives 240 as a total over a longer time (report t), and as many reports give 240 as a "
        "figure of the incident: it stands",
    )
    assert is_total(GROWS_240, totals=[total(240, "2031-03-05")])


def test_a_figure_with_a_day_and_an_event_or_a_place_of_its_own_stands_however_often_it_is_a_total() -> None:
    totals = [total(110, f"2031-03-0{day}", f"t{day}", **at(PROVINCE)) for day in (3, 4, 5, 6)]
    of_a_day = figure("a", 110, by=MONITOR, when=days("2031-03-03"))
    in_town = figure("a", 110, by=MONITOR, when=days("2031-03-03"), place=TOWN)
    assert is_total(account("a", of_a_day), totals=totals)
    assert toll(account("a", of_a_day, event="Air/drone strike"), totals=totals).range.low == 110
    assert toll(account("a", in_town), totals=totals).range.low == 110


def test_fighting_of_a_day_stands_where_its_place_is_stated_and_else_by_the_most_reports() -> None:
    totals = [total(110, f"2031-03-0{day}", f"t{day}", **at(PROVINCE)) for day in (3, 4, 5)]
    anywhere = figure("a", 110, by=MONITOR, when=days("2031-03-03"))
    there = figure("a", 110, by=MONITOR, when=days("2031-03-03"), place=PROVINCE)
    assert is_total(account("a", anywhere, event="Armed clash"), totals=totals)
    assert toll(account("a", anywhere, event="Armed clash"), totals=totals[:1]).range.low == 110
    assert toll(account("a", there, event="Armed clash"), totals=totals).range.low == 110


def test_two_totals_in_one_row_of_a_report_go_together() -> None:
    row = [figure("a", 132, by=MONITOR), figure("a", 200, at=100, by=MONITOR)]
    totals = [total(132, "2031-03-04"), total(132, "2031-03-05", "u"), total(200, "2031-03-05", "v")]
    assert is_total(account("a", *row), totals=totals)
    in_town = [row[0], figure("a", 200, at=100, by=MONITOR, place=TOWN)]
    assert toll(account("a", *in_town), totals=totals).range.low == 200
    assert toll(account("a", row[1]), totals=totals).range.low == 200


@given(
    reports=st.integers(1, 4),
    totals=st.integers(1, 4),
    copied=st.integers(1, 4),
    later=st.integers(0, 3),
)
def test_a_copy_of_a_total_never_moves_a_toll(reports: int, totals: int, copied: int, later: int) -> None:
    incident = [said(f"r{number}", 250, by=MONITOR) for number in range(reports)]
    given_by = [total(250, f"2031-03-0{n + 1}", f"t{n}", origin=f"g{n}") for n in range(totals)]
    origin = (copied - 1) % totals
    copies = [
        total(250, f"2031-03-0{origin + 1 + later}", f"copy{n}", origin=f"g{origin}") for n in range(copied)
    ]
    before, after = toll(*incident, totals=given_by), toll(*incident, totals=[*given_by, *copies])
    assert before.range == after.range
    assert (before.counted == ()) is (totals > reports)


def test_small_numbers_and_words_without_a_number_tell_nothing() -> None:
    assert not is_total(said("a", 12, by=MONITOR), totals=[total(12, "2031-03-05")])
    dozens = said("a", 24, None, by=MONITOR, words="dozens", rule="numbers.dozens")
    assert not is_total(dozens, totals=[total(24, "2031-03-05")])


def test_one_report_that_misreads_a_number_as_a_total_does_not_outweigh_many() -> None:
    others = [said(name, 117, by=MONITOR) for name in "abc"]
    assert toll(*others, totals=[total(117, "2031-03-05")]).range.low == 117


def test_a_headline_that_rounds_the_total_of_its_own_report_is_that_total() -> None:
    headline = said("a", 131, None, words="passes 130")
    assert is_total(headline, totals=[total(132, "2031-03-04", report="a")])
    assert not is_total(headline, totals=[total(132, "2031-03-04", report="b")])


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"words": "more than 130 people"}, id="no word that it grows"),
        pytest.param({"when": days("2031-03-03")}, id="a day of its own"),
        pytest.param({"place": TOWN}, id="a place of its own"),
        pytest.param({"event": "Air/drone strike"}, id="an event of its own"),
    ],
)
def test_a_plain_figure_beside_the_total_of_its_report_stands(more: dict[str, Any]) -> None:
    event = more.pop("event", None)
    read = figure("a", 131, None, **{"words": "passes 130", **more})
    found = toll(account("a", read, event=event), totals=[total(132, "2031-03-04", "a", **at(PROVINCE))])
    assert (found.range.low, found.aside) == (131, ())


def test_parts_of_a_running_total_go_with_it_but_for_those_of_a_day_of_their_own() -> None:
    whole = figure("a", 255, by=MONITOR)
    part = figure("a", 24, at=100, by=MONITOR, part_of=whole.id, status=Status.CIVILIAN)
    of_a_day = figure("a", 19, at=200, by=MONITOR, part_of=whole.id, when=days("2031-03-03"))
    found = toll(
        account("a", whole, part, of_a_day), totals=[total(255, "2031-03-05"), total(255, "2031-03-06", "u")]
    )
    assert [each.figure for each in found.counted] == [of_a_day.id]
    assert [each.by for each in found.aside] == ["t-255", whole.id]


def test_what_a_person_accepted_stays() -> None:
    read = GROWS_240.figures[0]
    accepted = Decision(
        id="d",
        kind=DecisionKind.ACCEPT,
        about="figure",
        target=read.id,
        report="a",
        span=read.span,
        quote=read.quote,
        person="Ada",
    )
    assert toll(GROWS_240, totals=[total(240, "2031-03-05")], decisions=(accepted,)).range.low == 240
