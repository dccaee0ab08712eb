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
    words, less preferred; `reading` names the rule. `date_prec` is UCDP's code (1 a day, 2 two to six days,
    3 a week, 4 up to a month, 5 longer or open) and `time_precision` ACLED's (1 the day, 2 within a week,
    3 within a month or less exact): both follow from the days, and whatever is handed in for them is ignored.

    Raises:
        InvariantError: where the first day lies behind the last.

    Example:
        >>> When(start=date(2024, 11, 25), end=date(2024, 11, 29), precision=DatePrecision.WEEK,
        ...      reading="this_week").date_prec
        3
    """

    start: date | None
    end: date | None
    precision: DatePrecision
    reading: str
    alternatives: tuple["When", ...] = ()
    reason: str | None = None
    date_prec: int = 0
    time_precision: int = 0

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise InvariantError(f"days from {self.start} to {self.end} run backwards")
        code = _date_prec(self.start, self.end, self.precision)
        msgspec.structs.force_setattr(self, "date_prec", code)
        msgspec.structs.force_setattr(self, "time_precision", TIME_PRECISIONS.get(code, 3))


DATE_PRECS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Most days that each code of UCDP's `date_prec` but the last spans, by the GED codebook."""
TIME_PRECISIONS = {1: 1, 2: 2, 3: 2}
"""ACLED's `time_precision` for a code of UCDP's; 3 for the others, by the ACLED codebook."""


def _date_prec(start: date | None, end: date | None, precision: DatePrecision) -> int:
    if precision is DatePrecision.WEEK:
        return 3
    if start is None or end is None:
        return 5
    days = (end - start).days + 1
    return next((code for most, code in DATE_PRECS if days <= most), 5)
