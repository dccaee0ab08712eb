"""Sums over incidents that may hold the same people: low and best count them once, high counts all."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_accounts import days, said

from tollbook.model.figure import Outcome
from tollbook.model.incident import Incident
from tollbook.model.toll import Counted, Group, Range, Toll
from tollbook.reconcile import Region, over, policies, reconcile
from tollbook.reconcile.overlaps import counted_once

FIRST, LAST = date(2031, 3, 1), date(2031, 3, 31)


def one(
    name: str, low: int, *, papers: int = 1, policy: str = "range", **about: Any
) -> tuple[Incident, Toll]:
    """Make an incident of 4 March with a toll that one paper or more give."""
    about = {"when": days("2031-03-04"), "event": "Attack", **about}
    told = [said(f"{name}{paper}", low, outlet=f"{name} {paper}") for paper in range(papers)]
    toll = reconcile(name, told, policies()[policy]).toll(Outcome.KILLED)
    assert toll is not None
    return Incident(id=name, claims=(f"claim-{name}",), **about), toll


def summed(*pairs: tuple[Incident, Toll], **more: Any) -> Toll:
    return over(Region("everywhere"), FIRST, LAST, pairs, policy="range", **more)


def test_an_incident_of_one_paper_that_contradicts_another_in_nothing_may_be_that_one() -> None:
    found = summed(one("i1", 7, papers=2), one("i2", 7))
    assert str(found.range) == "7 / - / 14"
    assert [(each.incident, each.other, each.within) for each in found.maybe] == [("i2", "i1", False)]
    assert "if no two of them are the same, low is 14 and not 7" in found.notes
    assert found.incidents == ("i1", "i2")


@pytest.mark.parametrize(
    ("low", "about"),
    [
        pytest.param(6, {}, id="another number"),
        pytest.param(7, {"event": "Arrests"}, id="another kind"),
        pytest.param(7, {"when": days("2031-03-05")}, id="another day"),
        pytest.param(7, {"papers": 2}, id="two sources of its own"),
    ],
)
def test_incidents_that_differ_are_added(low: int, about: dict[str, Any]) -> None:
    found = summed(one("i1", 7, papers=2), one("i2", low, **about))
    assert found.range.low == 7 + low
    assert found.maybe == ()


def test_two_places_that_lie_apart_are_two_and_a_province_may_be_its_village() -> None:
    village: dict[str, Any] = {"latitude": 10.0, "longitude": 20.0, "radius_km": 2.0}
    away: dict[str, Any] = {"latitude": 12.0, "longitude": 20.0, "radius_km": 2.0}
    province: dict[str, Any] = {"latitude": 10.3, "longitude": 20.0, "radius_km": 60.0}
    assert summed(one("i1", 7, papers=2, **village), one("i2", 7, **away)).range.low == 14
    assert summed(one("i1", 7, papers=2, **village), one("i2", 7, **province)).range.low == 7


def test_what_people_hold_apart_is_added() -> None:
    apart = [frozenset(("claim-i1", "claim-i2"))]
    assert summed(one("i1", 7, papers=2), one("i2", 7), apart=apart).range.low == 14


def test_a_figure_of_several_days_may_count_the_people_of_each() -> None:
    several = one("offensive", 12, when=days("2031-03-03", "2031-03-06"), event=None)
    found = summed(several, one("i1", 7, papers=2), one("i2", 3, papers=2))
    assert str(found.range) == "12 / - / 22"
    assert {(each.incident, each.other) for each in found.maybe if each.within} == {
        ("i1", "offensive"),
        ("i2", "offensive"),
    }


def test_incidents_that_make_more_than_a_figure_of_several_days_keep_their_sum() -> None:
    several = one("offensive", 5, when=days("2031-03-03", "2031-03-06"), event=None)
    assert summed(several, one("i1", 7, papers=2), one("i2", 3, papers=2)).range.low == 10


def test_several_days_of_one_kind_hold_no_incident_of_another_kind() -> None:
    several = one("arrests", 12, when=days("2031-03-03", "2031-03-06"), event="Arrests")
    assert summed(several, one("i1", 7, papers=2)).range.low == 19


@st.composite
def added(draw: st.DrawFn) -> list[tuple[Incident, Toll]]:
    """Draw incidents of a few days, places and kinds, with tolls."""
    out = []
    for number in range(draw(st.integers(0, 9))):
        low = draw(st.integers(0, 9))
        best = low + draw(st.integers(0, 3))
        start = date(2031, 3, 1) + timedelta(days=draw(st.integers(0, 3)))
        end = start + timedelta(days=draw(st.integers(0, 2)))
        latitude = draw(st.sampled_from((None, 10.0, 10.1, 14.0)))
        incident = Incident(
            id=f"i{number}",
            claims=(f"c{number}",),
            event=draw(st.sampled_from((None, "Attack", "Armed clash"))),
            when=days(start.isoformat(), end.isoformat()),
            latitude=latitude,
            longitude=None if latitude is None else 20.0,
            radius_km=draw(st.sampled_from((None, 2.0, 60.0))),
        )
        toll = Toll(
            of=incident.id,
            outcome=Outcome.KILLED,
            group=Group(),
            range=Range(low=low, best=best, high=best + draw(st.integers(0, 3))),
            policy="best",
            counted=(Counted(figure=f"f{number}", report="r", origin="r", claimant="", low=low, high=best),),
            independent=draw(st.integers(1, 3)),
        )
        out.append((incident, toll))
    return out


@given(added(), st.randoms())
def test_a_sum_rises_and_does_not_depend_on_the_order_of_incidents(
    pairs: list[tuple[Incident, Toll]],
    chance: Any,
) -> None:
    found = summed(*pairs)
    mixed = list(pairs)
    chance.shuffle(mixed)
    assert summed(*mixed) == found
    if not pairs:
        return
    lows = [toll.range.low or 0 for _, toll in pairs]
    low, best, high = found.range.low, found.range.best, found.range.high
    assert low is not None
    assert best is not None
    assert high is not None
    assert min(lows) <= low <= best <= high
    assert low <= sum(lows)
    assert (low == sum(lows)) or found.maybe
    assert {each.incident for each in found.maybe} <= set(found.incidents)


@given(added())
def test_every_incident_that_may_be_another_is_named_once(pairs: list[tuple[Incident, Toll]]) -> None:
    names = [each.incident for each in counted_once(pairs).maybe]
    assert len(names) == len(set(names))
