"""Ties between actors and their times: read, held against a day, refused where they cannot be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import KnowledgeError
from tollbook.model.lexicon import Entry
from tollbook.resolve.actor_links import Link, faults, links, ruled, within


def entry(**sets: str) -> Entry:
    return Entry(id="red-front", words=("Red Front",), source="own", date=date(2026, 11, 25), sets=sets)


def test_a_tie_has_its_time_or_holds_for_ever() -> None:
    assert links(entry(part_of="blue-army@2014..2017-02 green-union", split_from="old-front")) == (
        Link("part_of", "blue-army", "2014", "2017-02"),
        Link("part_of", "green-union"),
        Link("split_from", "old-front"),
    )


@pytest.mark.parametrize(
    ("start", "until", "day", "is_within"),
    [
        ("2014", "2017-02", date(2014, 1, 1), True),
        ("2014", "2017-02", date(2013, 12, 31), False),
        ("2014", "2017-02", date(2017, 2, 28), True),
        ("2014", "2017-02", date(2017, 3, 1), False),
        (None, "2017", date(1950, 1, 1), True),
        ("2014", None, date(2090, 1, 1), True),
    ],
)
def test_a_year_or_month_counts_in_whole(
    start: str | None, until: str | None, day: date, is_within: bool
) -> None:
    assert within(start, until, day) is is_within


@given(st.dates(), st.dates(), st.dates())
def test_a_day_between_two_days_is_within_them(one: date, two: date, three: date) -> None:
    first, between, last = sorted([one, two, three])
    if first.year >= 1000:
        assert within(first.isoformat(), last.isoformat(), between)


@pytest.mark.parametrize(
    ("day", "is_ruling"),
    [(date(1998, 1, 1), True), (date(2010, 1, 1), False), (date(2024, 1, 1), True)],
)
def test_a_group_that_governed_did_so_in_its_periods_alone(day: date, is_ruling: bool) -> None:
    assert ruled(entry(ruled="1996-09..2001-12 2021-08-15.."), day) is is_ruling


@pytest.mark.parametrize(
    ("sets", "fault"),
    [
        ({"part_of": "nobody"}, "part_of 'nobody' is no actor"),
        ({"allied_with": "red-front"}, "allied_with points to itself"),
        ({"part_of": "blue-army@2017..2014"}, "2017 comes after 2014"),
        ({"from": "2017", "until": "2014-03"}, "2017 comes after 2014-03"),
        ({"from": "2017-13"}, "2017-13..None holds no dates"),
        ({"ruled": "in 1999"}, "entry 'red-front': ruled has the period 'in'"),
    ],
)
def test_a_tie_that_cannot_be_is_named(sets: dict[str, str], fault: str) -> None:
    assert faults(entry(**sets), {"blue-army", "red-front"}) == [fault]


def test_ties_that_can_be_have_no_fault() -> None:
    held = entry(part_of="blue-army@2014..2014-06", **{"from": "2014-05", "until": "2014"})
    assert faults(held, {"blue-army"}) == []


def test_a_period_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(KnowledgeError, match=r"write it as 2014\.\.2017-02"):
        links(entry(part_of="blue-army@2014"))
