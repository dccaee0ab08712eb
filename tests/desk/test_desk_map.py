"""The map's list, marks and histogram: what fits, what is one mark, and that no end is lost on the way."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from example_war import war
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tollbook.desk.mapping import Box, Sought, columns, fitting, histogram, marks
from tollbook.desk.tallies import Tallies, Tally
from tollbook.model.figure import Outcome
from tollbook.model.incident import Incident
from tollbook.model.toll import GradeLevel, Group, GroupKind, Range, Toll
from tollbook.model.when import DatePrecision, When
from tollbook.serving import made

WORLD = Box(west=-180, south=-90, east=180, north=90)
DAY = date(2031, 3, 3)


def tally(
    name: str,
    low: int | None,
    high: int | None,
    *,
    at: tuple[float, float] | None = (36.0, 37.0),
    day: date | None = DAY,
    radius: float = 0.0,
    place: str = "Halden",
) -> Tally:
    when = When(start=day, end=day, precision=DatePrecision.DAY, reading="stated") if day else None
    toll = Toll(
        of=name,
        outcome=Outcome.KILLED,
        group=Group(kind=GroupKind.ALL),
        range=Range(low=low, best=None, high=high),
        policy="range",
        counted=(),
    )
    return Tally(
        incident=Incident(
            id=name,
            claims=(f"claim-{name}",),
            place=place,
            country="NV",
            event="Attack",
            latitude=at[0] if at else None,
            longitude=at[1] if at else None,
            radius_km=radius,
            when=when,
        ),
        tolls={Outcome.KILLED: toll},
        voices={},
        clashes=(),
        grade=GradeLevel.WEAK,
        reasons=(),
        actors=("Dune Front",),
        first=1,
    )


def tallies(*some: Tally) -> Tallies:
    return Tallies(
        head=1, policy="range", incidents={each.incident.id: each for each in some}, reports={}, copies={}
    )


def names(held: Tallies, sought: Sought, box: Box | None = None) -> list[str]:
    return [columns(held, sought.outcome).tallies[n].incident.id for n in fitting(held, sought, box)]


def test_incidents_at_one_place_are_one_mark_that_keeps_both_ends() -> None:
    held = tallies(tally("a", 3, 5), tally("b", 10, None), tally("c", 2, 2, at=(10.0, -70.0)))
    found = {mark.count: mark for mark in marks(held, Sought(), WORLD, 3)}
    assert (found[2].low, found[2].high, found[2].open) == (13, 15, 1)
    assert (found[1].id, found[1].low, found[1].high, found[1].open) == ("c", 2, 2, 0)


def test_an_incident_of_which_no_figure_counts_is_told_apart_from_an_open_end() -> None:
    held = tallies(tally("counted", 3, 5), tally("silent", None, None), tally("open", 0, None))
    (mark,) = marks(held, Sought(), WORLD, 3)
    assert (mark.low, mark.high, mark.open, mark.empty) == (3, 5, 1, 1)
    _, bins, _ = histogram(held, Sought(), fitting(held, Sought()))
    assert [(each.count, each.low, each.high, each.open) for each in bins] == [(3, 3, 5, 1)]


def test_a_closer_look_parts_a_mark() -> None:
    held = tallies(tally("a", 3, 5), tally("b", 10, 12, at=(36.2, 37.2)))
    assert [mark.count for mark in marks(held, Sought(), WORLD, 2)] == [2]
    assert [mark.count for mark in marks(held, Sought(), WORLD, 10)] == [1, 1]


def test_a_place_that_is_only_an_area_says_so() -> None:
    held = tallies(tally("a", 3, 5, radius=40.0))
    (mark,) = marks(held, Sought(), WORLD, 4)
    assert (mark.wide, mark.radius) == (1, 40.0)


def test_an_incident_without_a_place_is_listed_and_never_on_the_map() -> None:
    held = tallies(tally("a", 3, 5, at=None), tally("b", 1, 1))
    assert names(held, Sought()) == ["a", "b"]
    assert [mark.id for mark in marks(held, Sought(), WORLD, 4)] == ["b"]


@pytest.mark.parametrize(
    ("sought", "wanted"),
    [
        (Sought(first=date(2031, 3, 4)), ["late"]),
        (Sought(last=date(2031, 3, 3)), ["early"]),
        (Sought(country="NV"), ["late", "early", "undated"]),
        (Sought(country="XX"), []),
        (Sought(words="moor"), ["late"]),
        (Sought(actor="dune"), ["late", "early", "undated"]),
        (Sought(grade="contested"), []),
        (Sought(event="Attack", words="HALDEN"), ["early", "undated"]),
        (Sought(outcome=Outcome.INJURED), []),
    ],
)
def test_filters_choose_what_fits(sought: Sought, wanted: list[str]) -> None:
    late = tally("late", 1, 1, day=date(2031, 3, 9), place="Moorby")
    held = tallies(tally("early", 1, 1), late, tally("undated", 1, 1, day=None))
    assert names(held, sought) == wanted


def test_a_piece_of_map_across_the_date_line_holds_both_its_sides() -> None:
    held = tallies(
        tally("fiji", 1, 1, at=(-17.0, 178.0)), tally("samoa", 1, 1, at=(-13.0, -172.0)), tally("far", 1, 1)
    )
    assert sorted(names(held, Sought(), Box(west=170, south=-30, east=-165, north=0))) == ["fiji", "samoa"]


@pytest.mark.parametrize(("days", "unit"), [(10, "day"), (200, "week"), (1000, "month"), (9000, "year")])
def test_the_histogram_chooses_a_unit_that_can_be_read(days: int, unit: str) -> None:
    held = tallies(tally("a", 1, 2), tally("b", 3, None, day=DAY + timedelta(days=days)))
    found, bins, undated = histogram(held, Sought(), fitting(held, Sought()))
    assert (found, undated) == (unit, 0)
    assert len(bins) <= 81
    assert bins[0].first <= DAY
    assert bins[-1].last >= DAY + timedelta(days=days)
    assert (bins[0].low, bins[0].high, bins[-1].open) == (1, 2, 1)


COUNTS = st.integers(0, 50)
ROWS = st.tuples(COUNTS, st.none() | COUNTS, st.floats(-80, 80), st.floats(-179, 179), st.integers(0, 4000))


@given(st.lists(ROWS, max_size=30), st.integers(0, 12))
def test_nobody_is_lost_between_marks_histogram_and_list(rows: list[Any], zoom: int) -> None:
    some = []
    for n, (low, more, latitude, longitude, after) in enumerate(rows):
        high = None if more is None else low + more
        some.append(tally(str(n), low, high, at=(latitude, longitude), day=DAY + timedelta(days=after)))
    held = tallies(*some)
    found = marks(held, Sought(), WORLD, zoom)
    _, bins, undated = histogram(held, Sought(), fitting(held, Sought()))
    assert sum(mark.count for mark in found) == sum(each.count for each in bins) + undated == len(some)
    assert sum(mark.low for mark in found) == sum(each.low for each in bins) == sum(row[0] for row in rows)
    assert sum(mark.open for mark in found) == sum(each.open for each in bins)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with war(tmp_path_factory.mktemp("war") / "book") as book:
        yield TestClient(made(book), base_url="http://127.0.0.1")


def test_without_a_map_the_page_lists_all_with_both_ends(client: TestClient) -> None:
    text = client.get("/map").text
    assert "2 incidents" in text
    assert "no upper end" in text
    assert "2 of 2 have no place on the map" in text
    assert "Moorby &lt;b&gt;" in text


@pytest.mark.parametrize(
    "query", ["outcome=nothing", "from=soon", "box=1,2", "box=a,b,c,d", "box=inf,0,0,0", "zoom=99", "page=0"]
)
def test_what_cannot_be_asked_for_is_said(client: TestClient, query: str) -> None:
    assert (
        400 <= client.get(f"/map-marks?{query}" if "page" not in query else f"/map?{query}").status_code < 500
    )
