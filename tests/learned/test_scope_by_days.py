"""The scope of a figure fits the days that its own sentence gives."""

from datetime import date

import pytest

from tollbook.learned.spans import scope_by_days
from tollbook.model.figure import Scope
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.when import DatePrecision, When

TEXT = "In the last three days 40 people died. On Friday 12 died."
STAMP = Stamp(capture="0", text=TEXT, knowledge="k")
FIRST, SECOND = Span(0, 38), Span(39, 57)
THREE_DAYS = When(
    start=date(2031, 3, 4), end=date(2031, 3, 6), precision=DatePrecision.DAYS, reading="last_days"
)
LAST_WEEK = When(
    start=date(2031, 2, 24), end=date(2031, 3, 2), precision=DatePrecision.WEEK, reading="last_week"
)
FRIDAY = When(start=date(2031, 3, 7), end=date(2031, 3, 7), precision=DatePrecision.DAY, reading="weekday")

AS_OF_FRIDAY = When(start=None, end=date(2031, 3, 7), precision=DatePrecision.OPEN, reading="until")


def said(scope: Scope, score: float) -> Sourced[Scope]:
    return STAMP.source(scope, Span(23, 32), rule="learned.scope", basis=Basis.INFERRED, score=score)


@pytest.mark.parametrize(
    ("scope", "score", "when", "sentence", "wanted", "rule"),
    [
        (Scope.INCIDENT, 0.95, THREE_DAYS, FIRST, Scope.PERIOD, "scope.several_days"),
        (Scope.INCIDENT, 0.95, THREE_DAYS, SECOND, Scope.INCIDENT, "learned.scope"),
        (Scope.INCIDENT, 0.95, LAST_WEEK, FIRST, Scope.INCIDENT, "learned.scope"),
        (Scope.PERIOD, 0.60, FRIDAY, FIRST, Scope.INCIDENT, "scope.one_day"),
        (Scope.PERIOD, 0.95, FRIDAY, FIRST, Scope.PERIOD, "learned.scope"),
        # The toll of one event "as of Friday" is of that event; one that nothing begins runs on.
        (Scope.INCIDENT, 0.65, AS_OF_FRIDAY, FIRST, Scope.PERIOD, "scope.until"),
        (Scope.INCIDENT, 0.95, AS_OF_FRIDAY, FIRST, Scope.INCIDENT, "learned.scope"),
    ],
)
def test_several_days_are_a_period_and_one_day_an_incident(
    scope: Scope, score: float, when: When, sentence: Span, wanted: Scope, rule: str
) -> None:
    days = STAMP.source(when, Span(7, 22), rule=f"dates.{when.reading}")
    found = scope_by_days(said(scope, score), days, sentence)
    assert (found.value, found.provenance.rule) == (wanted, rule)


def test_without_days_the_scope_stays() -> None:
    assert scope_by_days(said(Scope.PERIOD, 0.5), None, FIRST).value is Scope.PERIOD
