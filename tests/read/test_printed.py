"""Printed dates: every style of print, and what is no date."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.provenance import Basis
from tollbook.read.printed import dates, reading, whole

FOURTH = date(2031, 3, 14)


@pytest.mark.parametrize(
    "words",
    [
        "14 March 2031",
        "March 14, 2031",
        "March 14 2031",
        "MARCH 14 2031",
        "Fri Mar 14 2031",
        "Fri, 14 Mar. 2031",
        "Friday 14 March 2031",
        "Friday, 14th March, 2031",
        "Friday, March 14th, 2031",
        "Friday (Mar. 14, 2031",
        "14th of March 2031",
        "the 14th of March, 2031",
        "Mar 142031",
        "14-Mar-2031",
        "14MAR2031",
        "2031-03-14",
        "2031/03/14",
        "2031.3.14",
        "14-03-2031",
        "14.03.2031",
        "14/3/2031",
        "03/14/2031",
        "14.03.2031 (Friday)",
        "14 March 2031 / Friday",
    ],
)
def test_one_day_in_many_styles(words: str) -> None:
    text = f"MARRUN {words}: Two fell."
    (found,) = dates(text)
    assert found.span.of(text).rstrip(")") == words.rstrip(")")
    read = reading(found, None)
    assert read is not None
    assert (read.day, read.basis) == (FOURTH, Basis.STATED)


@pytest.mark.parametrize(
    "text",
    ["31/31/2031", "30 February 2031", "14 Marchers fell", "In March 2031", "a 2-3-4 shape",
     "at 10.30 in 2031", "12014-03-2031", "march 14 2031", "10.0.3.20", "Mar 1420311"],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert not list(dates(text))


@pytest.mark.parametrize(
    "period",
    [
        "Oct. 22-28",
        "October 22–28",
        "22–28 October 2031",
        "22 October - 3 November 2031",
        "Oct 22, 2031 to Nov 3, 2031",
        "Oct 30–Nov 3",
        "2031-10-22 - 2031-11-03",
        "Oct 22nd-28th, 2031",
        "Oct. 22nd-28",
        "22nd-28th October 2031",
        "Oct 22nd to Nov 3rd",
        "Oct 22nd - 3 November 2031",
        "Oct. 22 - 28",
        "Oct 22 - 28, 2031",
        "Oct 22nd – 28th",
        "Oct 22 to 28, 2031",
        "Oct 22nd to the 28th",
        "22 to 28 October 2031",
        "the 22nd to the 28th of October 2031",
    ],
)
def test_a_period_is_no_day_of_print(period: str) -> None:
    assert not list(dates(f"MARRUN, {period}. Two fell."))


def test_a_day_said_twice_is_no_period() -> None:
    assert [found.day for found in dates("14 March 2031 - Fri 14 March 2031")] == [14, 14]


@pytest.mark.parametrize(
    "words", ["Oct. 22-Three people fell", "Oct 22 - 28 people fell", "Oct. 22-10:30 pm"]
)
def test_a_day_before_a_dash_that_ends_the_header_is_one(words: str) -> None:
    assert [(found.month, found.day, found.year) for found in dates(words)] == [(10, 22, None)]


@pytest.mark.parametrize(
    "words",
    [
        "Oct 22nd, 2031",
        "22nd October 2031",
        "Oct 22 2031 - 28 people fell",
        "Bulletin No. 5 - 22 October 2031",
        "to 22 October 2031",
        "5 fell by the 22nd of October 2031",
    ],
)
def test_a_day_beside_another_number_is_no_period(words: str) -> None:
    found = [(found.month, found.day, found.year) for found in dates(f"MARRUN, {words}. Two fell.")]
    assert found == [(10, 22, 2031)]


@pytest.mark.parametrize(
    "words",
    ["Oct. 22nd - Three fell", "Oct 22nd - 28 people fell", "Oct 22 - 10:30 pm", "Oct 22 - 5.30 pm",
     "Oct 22 - 28th Brigade men fell", "Oct 22 to the market"],
)  # fmt: skip
def test_a_number_behind_a_day_may_count_something_else(words: str) -> None:
    assert [(found.month, found.day, found.year) for found in dates(words)] == [(10, 22, None)]


@pytest.mark.parametrize(
    "words", ["14 August, 22.15.", "14 August 22.15", "14 August, 22:15", "14 August 22.15:"]
)
def test_a_time_behind_a_day_is_no_year(words: str) -> None:
    assert [(found.day, found.month, found.year) for found in dates(words)] == [(14, 8, None)]


@pytest.mark.parametrize("words", ["14 August 22.", "14 August 22: Two fell", "14 August '22"])
def test_two_figures_that_end_a_date_are_its_year(words: str) -> None:
    assert [(found.day, found.year) for found in dates(words)] == [(14, 2022)]


@pytest.mark.parametrize(
    ("words", "given_day", "day", "basis"),
    [
        ("04-03-2031", None, date(2031, 3, 4), Basis.ASSUMED),
        ("Tuesday 04-03-2031", None, date(2031, 3, 4), Basis.STATED),
        ("Thursday 04-03-2031", None, date(2031, 4, 3), Basis.STATED),
        ("04-03-2031", date(2031, 4, 4), date(2031, 4, 3), Basis.INFERRED),
        ("04-03-2031", date(2031, 3, 5), date(2031, 3, 4), Basis.INFERRED),
        ("04-03-2031", date(2030, 1, 1), date(2031, 3, 4), Basis.ASSUMED),
        ("04-04-2031", None, date(2031, 4, 4), Basis.STATED),
        ("4/3/31", None, date(2031, 3, 4), Basis.ASSUMED),
        ("14 MAR 89", None, date(1989, 3, 14), Basis.INFERRED),
    ],
)
def test_day_and_month_in_either_order(words: str, given_day: date | None, day: date, basis: Basis) -> None:
    read = reading(next(dates(words)), given_day)
    assert read is not None
    assert (read.day, read.basis) == (day, basis)
    assert (read.note is None) == (words == "04-04-2031")


@pytest.mark.parametrize(
    ("words", "given_day", "day"),
    [
        ("March 14", date(2031, 3, 15), date(2031, 3, 14)),
        ("31 December", date(2031, 1, 2), date(2030, 12, 31)),
        ("2 January", date(2030, 12, 31), date(2031, 1, 2)),
        ("29 February", date(2032, 3, 1), date(2032, 2, 29)),
    ],
)
def test_a_year_left_out_is_the_one_nearest_to_the_given_date(words: str, given_day: date, day: date) -> None:
    read = reading(next(dates(words)), given_day)
    assert read is not None
    assert (read.day, read.basis) == (day, Basis.INFERRED)


def test_a_year_left_out_stays_open_where_no_date_is_given() -> None:
    assert reading(next(dates("March 14")), None) is None


def test_a_weekday_that_does_not_fit_is_noted() -> None:
    read = reading(next(dates("Monday 14 March 2031")), None)
    assert read is not None
    assert read.day == FOURTH
    assert read.note == "the weekday printed beside it does not fit this date"


@pytest.mark.parametrize(
    "field",
    ["2031-03-14", "2031-03-14T10:30:00Z", "2031-03-14 10:30", "2031-03-14T10:30:00.123+02:00",
     "14 March 2031", " 14/03/2031 "],
)  # fmt: skip
def test_a_field_that_is_one_date(field: str) -> None:
    read = whole(field)
    assert read is not None
    assert read.day == FOURTH


@pytest.mark.parametrize(
    "field", ["", "soon", "2031-02-30", "on 14 March 2031", "14 March 2031 or later", "2031"]
)
def test_a_field_that_is_none(field: str) -> None:
    assert whole(field) is None


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_its_print(day: date) -> None:
    months = "January February March April May June July August September October November December".split()
    month = months[day.month - 1]
    for words in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}"):
        read = whole(words)
        assert read is not None
        assert read.day == day


@given(st.text(alphabet="0123456789 ./-,:()MarchFriAugd'", max_size=120))
def test_spans_of_dates_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = list(dates(text))
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start
    assert all(d.span.end <= len(text) for d in found)
