"""The number over the map's list: people are counted once there, and what is not added is said."""

from datetime import timedelta
from typing import Any

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from test_desk_map import DAY, tallies, tally

from tollbook.desk.map_sum import Summed, summed
from tollbook.desk.mapping import Sought, fitting
from tollbook.desk.tallies import Tallies, Tally
from tollbook.model.figure import Outcome
from tollbook.model.toll import Counted
from tollbook.model.when import DatePrecision, When
from tollbook.reconcile import Region, over


def told(name: str, low: int | None, high: int | None, *, sources: int = 2, **about: Any) -> Tally:
    """Make a tally of which a source or more counts."""
    part_of, event = about.pop("part_of", None), about.pop("event", "Attack")
    until = about.pop("until", None)
    made = tally(name, low, high, **about)
    counted = (Counted(figure=f"f-{name}", report=name, origin=name, claimant="", low=low, high=high),)
    toll = msgspec.structs.replace(made.tolls[Outcome.KILLED], counted=counted, independent=sources)
    incident = msgspec.structs.replace(made.incident, part_of=part_of, event=event)
    if until is not None:
        assert incident.when is not None
        when = When(start=incident.when.start, end=until, precision=DatePrecision.DAYS, reading="stated")
        incident = msgspec.structs.replace(incident, when=when)
    return msgspec.structs.replace(made, incident=incident, tolls={Outcome.KILLED: toll})


def sum_of(*some: Tally) -> Summed:
    held = tallies(*some)
    return summed(held, Outcome.KILLED, fitting(held, Sought()))


def test_incidents_of_two_places_are_added() -> None:
    assert sum_of(told("a", 3, 5), told("b", 10, 12, at=(10.0, 10.0))) == Summed(13, 17, 0, 0, 0, 0)


def test_a_strike_within_a_battle_that_is_listed_is_counted_in_it() -> None:
    battle = told("battle", 40, 50, event="Armed clash")
    strike = told("strike", 4, 4, part_of="battle")
    assert sum_of(battle, strike) == Summed(40, 50, 0, 1, 0, 0)


def test_a_strike_whose_battle_is_not_in_the_list_counts_by_itself() -> None:
    battle, strike = told("battle", 40, 50, place="Moorby"), told("strike", 4, 4, part_of="battle")
    held = tallies(battle, strike)
    some = fitting(held, Sought(words="halden"))
    assert summed(held, Outcome.KILLED, some) == Summed(4, 4, 0, 0, 0, 0)


def test_a_part_of_a_part_is_counted_in_the_whole_where_the_one_between_is_not_listed() -> None:
    war, battle = told("war", 90, 90, event="Armed clash"), told("battle", 40, 50, part_of="war")
    held = tallies(war, battle, told("strike", 4, 4, part_of="battle"))
    assert listed(held, "war", "strike") == Summed(90, 90, 0, 1, 0, 0)
    assert listed(held, "battle", "strike") == Summed(40, 50, 0, 1, 0, 0)


def test_strikes_that_make_more_than_their_battle_count_in_its_place() -> None:
    held = tallies(told("battle", 3, 5, event="Armed clash"), told("strike", 10, 12, part_of="battle"))
    assert listed(held, "battle", "strike") == Summed(10, 12, 0, 1, 0, 0)


def test_two_that_may_be_one_are_counted_once_at_least_and_twice_at_most() -> None:
    assert sum_of(told("a", 7, 7), told("b", 7, 7, sources=1)) == Summed(7, 14, 0, 0, 1, 0)


def listed(held: Tallies, *names: str) -> Summed:
    """Give the sum over some incidents of a book."""
    places = [sorted(held.incidents).index(name) for name in names]
    return summed(held, Outcome.KILLED, np.array(places, dtype=np.int64))


def test_one_that_may_be_either_of_two_is_counted_once_with_each() -> None:
    held = tallies(told("a", 7, 7, sources=1), told("b", 7, 7), told("c", 7, 9))
    assert listed(held, "a", "b") == Summed(7, 14, 0, 0, 1, 0)
    assert listed(held, "a", "c") == Summed(7, 16, 0, 0, 1, 0)
    assert listed(held, "b", "c") == Summed(14, 16, 0, 0, 0, 0)


@given(st.data())
def test_every_list_of_a_book_makes_what_a_toll_over_these_incidents_makes(data: st.DataObject) -> None:
    """Incidents of a few days and places, of one or two sources, some of several days or parts of others."""
    names = "abcdef"
    some = [
        told(
            name,
            low := data.draw(st.integers(0, 4)),
            data.draw(st.sampled_from([None, low, low + 2])),
            sources=data.draw(st.integers(1, 2)),
            event=data.draw(st.sampled_from(["Attack", "Armed clash"])),
            at=data.draw(st.sampled_from([(36.0, 37.0), (10.0, 10.0), None])),
            day=data.draw(st.sampled_from([DAY, DAY + timedelta(days=1)])),
            until=data.draw(st.sampled_from([None, DAY + timedelta(days=2)])),
            part_of=data.draw(st.sampled_from([None, None, *names[:n]])),
        )
        for n, name in enumerate(names)
    ]
    held = tallies(*some)
    chosen = sorted(data.draw(st.sets(st.sampled_from(names))))
    pairs = [(held.incidents[n].incident, held.incidents[n].tolls[Outcome.KILLED]) for n in chosen]
    above = {name: each.incident.part_of for name, each in held.incidents.items()}
    whole = over(Region("the list"), None, None, pairs, policy="range", above=above)
    assert listed(held, *chosen).low == (whole.range.low or 0)
    assert listed(held, *chosen).once == len(whole.maybe)


def test_an_open_end_is_told_and_no_figure_is_no_open_end() -> None:
    nothing = told("c", None, None, at=(10.0, 10.0))
    assert sum_of(told("a", 3, None), nothing) == Summed(3, 3, 1, 0, 0, 1)


def test_of_no_incident_the_sum_is_nothing() -> None:
    held = tallies()
    assert summed(held, Outcome.KILLED, np.array([], dtype=np.int64)) == Summed(0, 0, 0, 0, 0, 0)
