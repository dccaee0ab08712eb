"""Dates resolved: a date's form and the report's date -> the days that are meant.

The readings follow the written rules of the figures ("Wednesday" is the last Wednesday on or before the
report's date, a month or year alone is the whole of it, a total "since X" runs to the report's date,
"overnight" covers both days). Where words have a second reading it is kept beside the preferred one,
with the reason. Nothing here reads a clock: without a report's date only absolute dates resolve.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from tollbook.errors import InvariantError
from tollbook.model.provenance import Basis
from tollbook.model.when import DateExpression, DatePrecision, When
from tollbook.resolve.days import (
    Hints,
    ago,
    anchor,
    counted_day,
    full_date,
    month_day,
    nth_day,
    overnight,
    slashed,
    weekday,
)
from tollbook.resolve.periods import (
    last_n,
    last_unit,
    month,
    next_unit,
    recent,
    season,
    this_unit,
    war_age,
    whole_decade,
    whole_year,
)
from tollbook.resolve.spans import named_when, third_of, unit_span

__all__ = [
    "Hints",
    "acled_time_precision",
    "basis_of",
    "resolve",
    "ucdp_date_prec",
    "why_unresolved",
]

RECENT_MONTHS = 6
NO_HINTS = Hints()


def resolve(expression: DateExpression, report_date: date | None, *, hints: Hints = NO_HINTS) -> When | None:
    """Resolve a date's form against the report's date; None where no day can be named.

    A form that has no days in the calendar (30 February) gives None too; `why_unresolved` says why.

    Example:
        >>> when = resolve(DateExpression(form="weekday", weekday=2), date(2024, 11, 29))
        >>> when.start.isoformat(), when.precision.value
        ('2024-11-27', 'day')
    """
    try:
        return _rule(expression, report_date, hints)
    except (ValueError, OverflowError, InvariantError):
        return None


def _rule(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Apply the rule of the form; the tables below say which rule needs a report's date and which hints."""
    if e.form in ABSOLUTE:
        return ABSOLUTE[e.form](e)
    if e.form in EITHER:
        return EITHER[e.form](e, report)
    if e.form in HINTED:
        return HINTED[e.form](e, report, hints)
    if e.form == "anchor":
        return anchor(e, hints)
    if report is None:
        return None
    if e.form in COUNTED:
        return COUNTED[e.form](e, report)
    return TENSED[e.form](e, report, hints) if e.form in TENSED else None


def why_unresolved(
    expression: DateExpression, report_date: date | None, *, hints: Hints = NO_HINTS
) -> str | None:
    """Say in words why `resolve` gives nothing for this form, or None where it gives something.

    Example:
        >>> why_unresolved(DateExpression(form="feast", part="eid"), date(2024, 11, 29))
        'a moveable feast, whose days are not computed'
    """
    if resolve(expression, report_date, hints=hints) is not None:
        return None
    if expression.form in REASONS:
        return REASONS[expression.form]
    if expression.form not in FORMS:
        return f"no rule reads the form {expression.form!r}"
    if report_date is None:
        return "it counts from the report's date, and the report has none"
    return "no such day in the calendar"


def basis_of(expression: DateExpression) -> Basis:
    """Tell how a day was come by: stated in full, inferred from the report's date, or by a convention.

    Example:
        >>> basis_of(DateExpression(form="this", unit="week")).value
        'assumed'
    """
    form = expression.form
    if form in {"since", "until", "began"} and expression.inner is not None:
        return basis_of(expression.inner)
    if form == "range" and expression.inner is not None and expression.until is not None:
        both = {basis_of(expression.inner), basis_of(expression.until)}
        return next(b for b in (Basis.ASSUMED, Basis.INFERRED, Basis.STATED) if b in both)
    if form in {"date", "decade", "year"} or (form == "month" and expression.year is not None):
        return Basis.STATED
    counted = form in {"day", "ago", "month_day", "anchor"} or (
        form == "weekday" and expression.direction is None
    )
    return Basis.INFERRED if counted else Basis.ASSUMED


def ucdp_date_prec(when: When) -> int:
    """Give UCDP GED's `date_prec`: 1 day, 2 two to six days, 3 a week, 4 up to a month, 5 longer.

    Example:
        >>> ucdp_date_prec(When(start=date(2024, 11, 1), end=date(2024, 11, 30),
        ...                     precision=DatePrecision.MONTH, reading="month"))
        4
    """
    if when.precision is DatePrecision.WEEK:
        return 3
    if when.start is None or when.end is None:
        return 5
    days = (when.end - when.start).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def acled_time_precision(when: When) -> int:
    """Give ACLED's `time_precision`: 1 exact day, 2 within a week, 3 within a month or less exact.

    Example:
        >>> acled_time_precision(When(start=date(2024, 11, 29), end=date(2024, 11, 29),
        ...                           precision=DatePrecision.DAY, reading="weekday"))
        1
    """
    return {1: 1, 2: 2, 3: 2}.get(ucdp_date_prec(when), 3)


def _third(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    whole = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    if whole is None or whole.start is None or e.inner is None or e.part is None:
        return None
    if e.inner.form == "this" and report is not None:
        span = unit_span(e.inner.unit, report)
        start, end = span if span else (whole.start, whole.end)
    else:
        start, end = whole.start, whole.end
    if end is None:
        return None
    first, last = third_of(start, end, e.part)
    others = tuple(
        named_when(*third_of(other.start, other.end, e.part), f"{e.part}_of", reason=other.reason)
        for other in whole.alternatives
        if other.start is not None and other.end is not None
    )
    return named_when(first, last, f"{e.part}_of", alternatives=others, reason=whole.reason)


def _since(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    if e.inner is None:
        return None
    if e.inner.form == "conflict_start":
        reason = None if hints.conflict_began else "the text does not date the start"
        return named_when(hints.conflict_began, report, "since", reason=reason) if report else None
    inner = resolve(e.inner, report, hints=Hints(anchor=hints.anchor))
    if inner is None or inner.start is None:
        return None
    start, reading = inner.start, "since"
    if e.inner.form == "third" and e.inner.part == "mid" and start.day == 11:
        middle = start.replace(day=15)
        start = middle if report is None or middle <= report else start
    others = [w.start for w in inner.alternatives if w.start is not None]
    reason = inner.reason
    month = _bare_month(e.inner)
    if month is not None and report is not None and inner.start <= report:
        if (report.year - start.year) * 12 + report.month - start.month <= RECENT_MONTHS:
            others = [start.replace(year=start.year - 1)]
            pointing = f"; the words {hints.earlier!r} point to the year before" if hints.earlier else ""
            reason = f"the most recent {calendar.month_name[month]} on or before the report's date{pointing}"
    elif e.inner.form == "weekday" and report is not None and start == report and e.inner.direction is None:
        others = [start - timedelta(days=7)]
        reason = "the report's own day; a week before is possible"
    made = tuple(
        _running(other, report, reading, reason="the same words a year or week apart") for other in others
    )
    return _running(
        start, report, reading, alternatives=tuple(w for w in made if w.start != start), reason=reason
    )


def _bare_month(e: DateExpression) -> int | None:
    """Give the month of a form that names a month without a year, early, mid or late in it or not."""
    inner = e.inner if e.form == "third" and e.inner is not None else e
    return inner.month if inner.form == "month" and inner.year is None and inner.direction is None else None


def _running(
    start: date,
    report: date | None,
    reading: str,
    *,
    alternatives: tuple[When, ...] = (),
    reason: str | None = None,
) -> When:
    """Make the days from `start` to the report's date; open at the end where that lies before it."""
    end = report if report is not None and report >= start else None
    return named_when(start, end, reading, alternatives=alternatives, reason=reason)


def _until(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    inner = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    if inner is None or inner.end is None:
        return None
    return named_when(None, inner.end, "until", reason="the text gives no start")


def _range(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    if e.inner is None or e.until is None:
        return None
    first, second = e.inner, e.until
    if (
        first.form in {"month_day", "month"}
        and first.year is None
        and second.year is not None
        and first.month
    ):
        later = (first.month, first.day or 0) > (second.month or 12, second.day or 31)
        form = "date" if first.form == "month_day" else "month"
        first = DateExpression(form=form, year=second.year - later, month=first.month, day=first.day)
    end = resolve(second, report, hints=hints)
    if end is None or end.end is None:
        return None
    start = resolve(
        first,
        end.end if first.year is None and first.form in {"month_day", "month", "weekday"} else report,
        hints=hints,
    )
    if start is None or start.start is None or start.start > end.end:
        return None
    return named_when(start.start, end.end, "range")


ABSOLUTE: dict[str, Callable[[DateExpression], When | None]] = {
    "date": full_date,
    "year": whole_year,
    "decade": whole_decade,
}
EITHER: dict[str, Callable[[DateExpression, date | None], When | None]] = {
    "slashed": slashed,
    "season": season,
}
COUNTED: dict[str, Callable[[DateExpression, date], When | None]] = {
    "day": counted_day,
    "last": last_unit,
    "next": next_unit,
    "last_n": last_n,
    "recent": recent,
    "ago": ago,
    "nth_day": nth_day,
    "war_age": war_age,
}
TENSED: dict[str, Callable[[DateExpression, date, Hints], When | None]] = {
    "weekday": weekday,
    "overnight": overnight,
    "this": this_unit,
}
HINTED: dict[str, Callable[[DateExpression, date | None, Hints], When | None]] = {
    "month": month,
    "month_day": month_day,
    "third": _third,
    "since": _since,
    "began": _since,
    "until": _until,
    "range": _range,
}
FORMS = frozenset().union(ABSOLUTE, EITHER, COUNTED, TENSED, HINTED, {"anchor", "conflict_start"})
REASONS = {
    "feast": "a moveable feast, whose days are not computed",
    "day_part": "a part of the day that names no day",
    "anchor": "it counts from another day of the story",
}
