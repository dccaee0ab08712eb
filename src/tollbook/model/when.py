"""Days: what the text says of time, and how it was read."""

from datetime import date
from enum import StrEnum

import msgspec

from tollbook.errors import InvariantError


class DatePrecision(StrEnum):
    """How exactly a day is known; UCDP `date_prec` and ACLED `time_precision` derive from it."""

    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    LONGER = "longer"
    OPEN = "open"


class DateExpression(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A date as a form, before it meets a report's date: the reading rule and its parts.

    `form` names the reading rule ("weekday", "month_day", "since", "last_n", ...). The parts that the
    form uses are set, the others None. `inner` holds the expression that a "since", "until" or "early"
    is about; `until` the second end of a range.
    """

    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    count: int | None = None
    unit: str | None = None
    part: str | None = None
    direction: str | None = None
    inner: "DateExpression | None" = None
    until: "DateExpression | None" = None


class When(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Days on which something came about: first and last day, both counted in (UTC calendar days).

    None at an end means that the text leaves it open. `alternatives` are other readings of the same
    words, less preferred; `reading` names the rule.

    Raises:
        InvariantError: where the first day lies behind the last.

    Example:
        >>> When(start=date(2024, 11, 25), end=date(2024, 11, 29), precision=DatePrecision.WEEK,
        ...      reading="this_week").end.isoformat()
        '2024-11-29'
    """

    start: date | None
    end: date | None
    precision: DatePrecision
    reading: str
    alternatives: tuple["When", ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise InvariantError(f"days from {self.start} to {self.end} run backwards")
