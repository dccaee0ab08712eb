"""Bands of the overview: the people whom two incidents may both count are counted once, as in the sum."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from example_desk import keep, worked_out
from example_war import told, war
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from test_desk_map import DAY, tallies
from test_desk_map import tally as without
from test_desk_overview import LONG, words

from tollbook.book import Book, queries
from tollbook.book import incidents as linked
from tollbook.desk.overview import Asked, band, bands, behind, summed, total
from tollbook.desk.tallies import Tallies, Tally
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Outcome
from tollbook.model.incident import Incident
from tollbook.model.toll import Counted
from tollbook.model.when import DatePrecision, When
from tollbook.serving import made
from tollbook.tallying import Tallying

ASKED = Asked()


def tally(name: str, low: int | None, high: int | None, **more: Any) -> Tally:
    """Give an incident that one paper tells of."""
    made = without(name, low, high, **more)
    said = Counted(figure=f"f-{name}", report=name, source=name, origin=name, claimant="", low=low, high=high)
    toll = msgspec.structs.replace(made.tolls[Outcome.KILLED], counted=(said,), independent=1)
    return msgspec.structs.replace(made, tolls={Outcome.KILLED: toll})


TWO = tallies(tally("a", 7, 9), tally("b", 7, 7, place="the market of Halden"))


def lows(held: Tallies, by: str) -> dict[str, int | None]:
    return {each.name: each.range.low for each in bands(held, ASKED, by)}


def test_two_thin_incidents_of_one_day_that_contradict_each_other_in_nothing_count_once_in_a_band() -> None:
    [month] = bands(TWO, ASKED, "period")
    assert str(month.range) == "7 / - / 16"
    assert (month.incidents, month.once) == (2, 1)
    assert summed(TWO, ASKED).range == month.range == total(TWO, ASKED).range


def test_one_that_may_be_either_of_two_counts_once_in_the_band_of_each() -> None:
    sure = [msgspec.structs.replace(tally(n, 7, 7), actors=(who,)) for n, who in (("b", "B"), ("c", "C"))]
    sure = [_told_by_two(each) for each in sure]
    held = tallies(msgspec.structs.replace(tally("a", 7, 7), actors=("B", "C")), *sure)
    assert lows(held, "actor") == {"B": 7, "C": 7}
    assert summed(held, ASKED).range.low == 14


def _told_by_two(each: Tally) -> Tally:
    toll = msgspec.structs.replace(each.tolls[Outcome.KILLED], independent=2)
    return msgspec.structs.replace(each, tolls={Outcome.KILLED: toll})


def test_strikes_that_make_more_than_their_battle_count_in_its_band() -> None:
    battle = tally("battle", 3, 5)
    strike = tally("strike", 10, 12)
    inner = msgspec.structs.replace(strike.incident, part_of="battle")
    held = tallies(battle, msgspec.structs.replace(strike, incident=inner))
    assert summed(held, ASKED).range == total(held, ASKED).range
    assert summed(held, ASKED).range.low == 10


def test_in_bands_of_two_months_each_counts_in_its_own() -> None:
    held = tallies(tally("a", 7, 9), tally("b", 7, 7, day=DAY + timedelta(days=40)))
    assert lows(held, "period") == {"Mar 2031": 7, "Apr 2031": 7}


def test_what_people_hold_apart_counts_twice_in_bands_and_sum() -> None:
    held = Tallies(
        head=1,
        policy="range",
        incidents=TWO.incidents,
        reports={},
        copies={},
        apart=(frozenset({"claim-a", "claim-b"}),),
    )
    assert lows(held, "period") == {"Mar 2031": 14}
    assert summed(held, ASKED).range.low == total(held, ASKED).range.low == 14


incidents = st.lists(
    st.tuples(
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 9),
        st.integers(0, 3),
        st.sampled_from([0.0, 50.0]),
    ),
    max_size=8,
)


@given(incidents)
def test_the_band_of_all_is_the_sum_and_no_band_is_below_its_largest_incident(
    some: list[tuple[int | None, int | None, int, float]],
) -> None:
    held = tallies(
        *(
            tally(f"i{n}", *(sorted((a, b)) if a is not None and b is not None else (a, b)),
                  day=date(2031, 3, 1 + 20 * (days % 2) + days), radius=radius)
            for n, (a, b, days, radius) in enumerate(some)
        )
    )  # fmt: skip
    whole = total(held, ASKED)
    if whole.incidents:
        assert summed(held, ASKED).range == whole.range
    for each in bands(held, ASKED, "period"):
        inside = behind(held, ASKED, "period", each.key)
        assert band(held, ASKED, each.key, each.name, inside) == each
        assert (each.range.low or 0) >= max(t.tolls[Outcome.KILLED].range.low or 0 for t in inside)


def test_a_decision_that_two_claims_are_not_of_one_incident_reaches_the_sums(tmp_path: Path) -> None:
    with war(tmp_path / "book") as book:
        tallying = Tallying(book)
        before = tallying.now(LONG)
        with book.reading() as connection:
            one, two = (queries.reading(connection, name) for name in ("a1", "a2"))
        claims = frozenset({one.claims[0].id, two.claims[0].id})
        decision = Decision(
            id="apart".ljust(32, "0"),
            kind=DecisionKind.NOT_SAME,
            about="claim",
            target=one.claims[0].id,
            other=two.claims[0].id,
            report="a1",
            span=one.claims[0].span,
            quote=one.claims[0].quote,
            person="Amal",
        )
        book.decide(decision)
        after = tallying.now(LONG, LONG)
    assert before is not None
    assert after is not None
    assert before.apart == ()
    assert after.apart == (claims,)


def test_the_page_behind_a_number_says_how_many_may_be_another(tmp_path: Path) -> None:
    with war(tmp_path / "book") as book:
        page = words(TestClient(worked_out(made(book)), base_url="http://127.0.0.1:8765").get("/behind").text)
    assert "Added up from 2 incidents" in page
    assert "may be those of another" not in page


@pytest.mark.parametrize(("days", "told_so"), [(0, True), (10, False)], ids=["one day", "ten days later"])
def test_the_page_behind_a_number_says_that_people_may_be_those_of_another_where_they_may(
    tmp_path: Path, days: int, told_so: bool
) -> None:
    with Book.init(tmp_path / "book") as book:
        for name, outlet in (("a1", "Alder Wire"), ("b1", "Birch Radio")):
            keep(book, told(name, outlet, 7, 9), name.encode(), f"/news/{name}.txt")
        with book.reading() as connection:
            claims = {each.report: each.claim.id for each in linked.accounts(connection)}
        made_up = [
            Incident(
                id=name,
                claims=(claims[name],),
                place="Halden",
                country="NV",
                when=When(start=day, end=day, precision=DatePrecision.DAY, reading="stated"),
            )
            for name, day in (("a1", DAY), ("b1", DAY + timedelta(days=days)))
        ]
        linked.keep_links(book, linked.Changes(incidents=tuple(made_up)), "test")
        page = words(TestClient(worked_out(made(book)), base_url="http://127.0.0.1:8765").get("/behind").text)
    assert "Added up from 2 incidents" in page
    assert ("The people of 1 of them may be those of another" in page) == told_so
