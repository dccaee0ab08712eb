"""Sentences with a marked date, a report's date, and the days that a careful reader would write down."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.dates import dates
from tollbook.model.lexicon import marked
from tollbook.model.provenance import Basis
from tollbook.model.when import DateExpression, DatePrecision, When
from tollbook.resolve.dates import (
    ABSOLUTE,
    COUNTED,
    EITHER,
    HINTED,
    TENSED,
    Hints,
    basis_of,
    resolve,
    why_unresolved,
)

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "dates.yaml").read_text("utf-8"))
FRIDAY = date(2024, 11, 29)


def read(sentence: str) -> DateExpression:
    text, spans = marked(sentence)
    found = {mention.span: mention.date for mention in dates(text)}
    words = [span.of(text) for span in found]
    assert spans[0] in found, f"{sentence}: found {words}"
    expression = found[spans[0]]
    assert expression is not None
    return expression


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']} ({case['report']})" for case in CASES])
def test_days_of_an_expression(case: dict[str, Any]) -> None:
    expression = read(case["text"])
    when = resolve(expression, case["report"])
    if case.get("days") == "none":
        assert when is None
        assert why_unresolved(expression, case["report"])
        return
    assert when is not None
    assert (when.start, when.end) == (case["start"], case["end"])
    assert when.precision == case["precision"]
    assert [[other.start, other.end] for other in when.alternatives] == case.get("other", [])
    assert why_unresolved(expression, case["report"]) is None


def test_table_is_large_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(
    ("sentence", "hints", "start"),
    [
        ("The council meets on [Monday].", Hints(future=True), date(2024, 12, 2)),
        ("The council met on [Monday].", Hints(), date(2024, 11, 25)),
        ("A vote is due in [March].", Hints(future=True), date(2025, 3, 1)),
        ("A vote was held in [March].", Hints(), date(2024, 3, 1)),
        ("Shells had fallen [the previous day].", Hints(anchor=date(2024, 11, 20)), date(2024, 11, 19)),
        ("A guard died [two days later].", Hints(anchor=date(2024, 11, 20)), date(2024, 11, 22)),
        ("Ten died [since the war began].", Hints(conflict_began=date(2015, 3, 26)), date(2015, 3, 26)),
    ],
)
def test_hints_of_the_words_around(sentence: str, hints: Hints, start: date) -> None:
    when = resolve(read(sentence), FRIDAY, hints=hints)
    assert when is not None
    assert when.start == start


def test_both_readings_of_a_month_say_why() -> None:
    when = resolve(read("Strikes have grown [since October]."), FRIDAY, hints=Hints(earlier="its war"))
    assert when is not None
    assert when.start == date(2024, 10, 1)
    assert when.alternatives[0].start == date(2023, 10, 1)
    assert when.reason is not None
    assert "its war" in when.reason


def test_weekday_that_does_not_fit_is_told() -> None:
    fits = resolve(read("It fell on [Wednesday, 27 November 2024]."), FRIDAY)
    misfit = resolve(read("It fell on [Thursday, 27 November 2024]."), FRIDAY)
    no_year = resolve(read("It fell on [Monday, 27 November]."), FRIDAY)
    assert fits is not None
    assert fits.reason is None
    assert misfit is not None
    assert "Wednesday" in (misfit.reason or "")
    assert no_year is not None
    assert [other.start for other in no_year.alternatives] == [date(2023, 11, 27)]


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("It fell on [2 October 2016].", Basis.STATED),
        ("It fell on [2 October].", Basis.INFERRED),
        ("It fell on [Wednesday].", Basis.INFERRED),
        ("Ten died [since 2011].", Basis.STATED),
        ("Ten died [since Wednesday].", Basis.INFERRED),
        ("Ten died [this week].", Basis.ASSUMED),
        ("Ten died [since October].", Basis.ASSUMED),
        ("Ten died [between 2 and 5 May 2016].", Basis.STATED),
    ],
)
def test_basis(sentence: str, basis: Basis) -> None:
    assert basis_of(read(sentence)) is basis


@pytest.mark.parametrize(
    ("sentence", "ucdp", "acled"),
    [
        ("It fell on [Wednesday].", 1, 1),
        ("Shelling went on [overnight].", 2, 2),
        ("It fell [last week].", 3, 2),
        ("It fell [this week].", 3, 2),
        ("It fell in [July].", 4, 3),
        ("It fell in [early July].", 4, 3),
        ("It fell in [2013].", 5, 3),
        ("Ten died [since 2011].", 5, 3),
        ("No aid came [until Friday].", 5, 3),
    ],
)
def test_precision_codes(sentence: str, ucdp: int, acled: int) -> None:
    when = resolve(read(sentence), FRIDAY)
    assert when is not None
    assert (when.date_prec, when.time_precision) == (ucdp, acled)


DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
NUMBERS = st.none() | st.integers(min_value=-3, max_value=40) | st.integers()
FORMS = [*ABSOLUTE, *EITHER, *COUNTED, *TENSED, *HINTED, "anchor", "conflict_start", "feast", "unheard_of"]
PARTS = st.sampled_from([None, "early", "mid", "late", "night", "overnight", "spring", "winter", "dusk"])
UNITS = st.sampled_from([None, "minute", "hour", "day", "weekend", "week", "month", "year", "decade", "aeon"])
DIRECTIONS = st.sampled_from([None, "last", "past", "this", "next", "near", "into", "running", "on", "by"])


def expressions() -> st.SearchStrategy[DateExpression]:
    def build(inner: st.SearchStrategy[DateExpression | None]) -> st.SearchStrategy[DateExpression]:
        return st.builds(
            DateExpression,
            form=st.sampled_from(FORMS),
            year=st.none() | st.integers(min_value=1890, max_value=2110) | st.integers(),
            month=NUMBERS,
            day=NUMBERS,
            weekday=NUMBERS,
            count=NUMBERS,
            unit=UNITS,
            part=PARTS,
            direction=DIRECTIONS,
            inner=inner,
            until=inner,
        )

    leaf = build(st.none())
    return build(st.none() | leaf)


HINTS = st.builds(Hints, future=st.booleans(), anchor=st.none() | DAYS, conflict_began=st.none() | DAYS)


def ordered(when: When) -> bool:
    here = when.start is None or when.end is None or when.start <= when.end
    return here and all(ordered(other) for other in when.alternatives)


@given(expressions(), st.none() | DAYS, HINTS)
def test_no_form_and_no_date_breaks_it(e: DateExpression, report: date | None, hints: Hints) -> None:
    when = resolve(e, report, hints=hints)
    if when is None:
        assert why_unresolved(e, report, hints=hints)
        return
    assert ordered(when)
    assert 1 <= when.date_prec <= 5
    assert 1 <= when.time_precision <= 3
    assert resolve(e, report, hints=hints) == when


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_one_of_the_last_seven_days(report: date, weekday: int) -> None:
    when = resolve(DateExpression(form="weekday", weekday=weekday), report)
    assert when is not None
    assert when.start is not None
    assert when.start == when.end
    assert timedelta(0) <= report - when.start <= timedelta(days=6)
    assert when.start.weekday() == weekday


@given(DAYS, DAYS)
def test_a_day_and_month_lie_on_or_before_the_report(report: date, day: date) -> None:
    when = resolve(DateExpression(form="month_day", month=day.month, day=day.day), report)
    assert when is not None
    assert when.start is not None
    assert when.start <= report
    assert (when.start.month, when.start.day) == (day.month, day.day)
    assert when.precision is DatePrecision.DAY


@given(DAYS, st.integers(min_value=1, max_value=400))
def test_the_last_n_days_are_n_days_up_to_the_report(report: date, count: int) -> None:
    when = resolve(DateExpression(form="last_n", count=count, unit="day"), report)
    assert when is not None
    assert when.start is not None
    assert when.end == report
    assert (report - when.start).days + 1 == max(count, 2)


def test_easter_without_a_reports_date_says_that_the_date_is_missing() -> None:
    expression = read("Shells fell on [Easter Sunday].")
    assert resolve(expression, None) is None
    assert why_unresolved(expression, None) == "it counts from the report's date, and the report has none"
