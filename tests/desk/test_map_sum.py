"""The number over the map's list: people are counted once there, and what is not added is said."""

from typing import Any

import msgspec
import numpy as np
from test_desk_map import tallies, tally

from tollbook.desk.map_sum import Summed, summed
from tollbook.desk.mapping import Sought, fitting
from tollbook.desk.tallies import Tally
from tollbook.model.figure import Outcome
from tollbook.model.toll import Counted


def told(name: str, low: int | None, high: int | None, *, sources: int = 2, **about: Any) -> Tally:
    """Make a tally of which a source or more counts."""
    part_of, event = about.pop("part_of", None), about.pop("event", "Attack")
    made = tally(name, low, high, **about)
    counted = (Counted(figure=f"f-{name}", report=name, origin=name, claimant="", low=low, high=high),)
    toll = msgspec.structs.replace(made.tolls[Outcome.KILLED], counted=counted, independent=sources)
    incident = msgspec.structs.replace(made.incident, part_of=part_of, event=event)
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


def test_two_that_may_be_one_are_counted_once_at_least_and_twice_at_most() -> None:
    assert sum_of(told("a", 7, 7), told("b", 7, 7, sources=1)) == Summed(7, 14, 0, 0, 1, 0)


def test_an_open_end_is_told_and_no_figure_is_no_open_end() -> None:
    nothing = told("c", None, None, at=(10.0, 10.0))
    assert sum_of(told("a", 3, None), nothing) == Summed(3, 3, 1, 0, 0, 1)


def test_of_no_incident_the_sum_is_nothing() -> None:
    held = tallies()
    assert summed(held, Outcome.KILLED, np.array([], dtype=np.int64)) == Summed(0, 0, 0, 0, 0, 0)
