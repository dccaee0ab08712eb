"""Dates resolved: a date's form and the report's date -> the days that are meant.

The readings follow the written rules of the figures ("Wednesday" is the last Wednesday on or before the
report's date, a month or year alone is the whole of it, a total "since X" runs to the report's date,
"overnight" covers both days). Where words have a second reading it is kept beside the preferred one,
with the reason. Nothing here reads a clock: without a report's date only absolute dates resolve.
"""

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from tollbook.errors import InvariantError
from tollbook.model.when import DateExpression, When
from tollbook.resolve.calendars import hijri, iranian, no_such_day
from tollbook.resolve.date_bases import REASONS, basis_of
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
from tollbook.resolve.feasts import feast
from tollbook.resolve.periods import (
    last_n,
    last_unit,
    month,
    next_unit,
    recent,
    season,
    this_unit,
    this_whole,
    war_age,
    whole_decade,
    whole_year,
)
from tollbook.resolve.since import since_war, since_when
from tollbook.resolve.spans import named_when, round_report, third_of, unit_span
from tollbook.resolve.stretches import (
    counted_of,
    counted_to,
    day_of_month,
    fraction,
    lasting,
    week_number,
)

__all__ = ["Hints", "basis_of", "resolve", "why_unresolved"]

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
        base = resolve(e.inner, report, hints=hints) if e.inner is not None else None
        return anchor(e, hints, base)
    if report is None:
        return None
    if e.form in COUNTED:
        return COUNTED[e.form](e, _told_on(e, report) if e.form in {"last_n", "lasting"} else report)
    return TENSED[e.form](e, report, hints) if e.form in TENSED else None


def _told(e: DateExpression, report: date | None) -> When | None:
    """Resolve what an expression holds: the start of the war told elsewhere, the day on which it was said."""
    return resolve(e.inner, report) if e.inner is not None else None


def _told_on(e: DateExpression, report: date) -> date:
    """Give the day from which "past 24 hours" counts: the one on which it was said, else the report's."""
    told = _told(e, report)
    return told.end if told is not None and told.end is not None else report


def _weekday(e: DateExpression, report: date, hints: Hints) -> When | None:
    """Read a weekday; in a digest that covers a week, the one of that week."""
    covered = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    if (
        covered is not None
        and covered.start is not None
        and covered.end is not None
        and e.weekday is not None
    ):
        day = covered.start + timedelta(days=(e.weekday - covered.start.weekday()) % 7)
        if day <= covered.end:
            return named_when(day, day, "weekday", reason="of the week that the text covers")
    return weekday(e, report, hints)


def _within(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Read a part of a period, or a stretch with one end, once the period or end is resolved."""
    whole = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    if e.inner is not None and e.inner.form == "conflict_start":
        whole = since_war(_told(e.inner, report), report, hints)
    elif e.form == "fraction" and e.inner is not None and e.inner.form == "this" and report is not None:
        whole = this_whole(e.inner.unit, e.count, e.part, report)
    if whole is None:
        return None
    if e.form == "counted_of":
        return counted_of(e.count, e.day or 0, e.unit, e.direction, whole)
    if e.form == "fraction":
        return fraction(e.count, int(e.part) if e.part in {"2", "3", "4"} else 2, whole)
    return counted_to(e.count, e.unit, e.direction, whole)


def _day_of_month(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    month_ = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    return day_of_month(e.day, e.direction, month_, report) if report is not None else None


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
    if expression.form in REASONS and expression.part != "easter":
        return REASONS[expression.form]
    if expression.form not in FORMS:
        return f"no rule reads the form {expression.form!r}"
    if report_date is None:
        return "it counts from the report's date, and the report has none"
    return no_such_day(expression) or "no such day in the calendar"


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
        return since_war(_told(e.inner, report), report, hints)
    inner = resolve(e.inner, report, hints=Hints(anchor=hints.anchor))
    if inner is None or inner.start is None:
        return None
    return since_when(e, inner, report, hints)


def _until(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    inner = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    if inner is None or inner.end is None:
        return None
    last = inner.end
    if e.direction == "before" and inner.start is not None:
        last = inner.start
    begun = resolve(e.until, report, hints=hints) if e.until is not None else None
    if begun is not None and begun.start is not None and begun.start <= last:
        return named_when(begun.start, last, "until", reason="from the start that the same sentence sets")
    return named_when(None, last, "until", reason="the text gives no start")


def _other(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Read a day of another calendar; the civil day that the text sets beside it stands."""
    told = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    own = (hijri if e.form == "hijri" else iranian)(e, report, hints)
    if told is None:
        return own
    apart = own is None or own.start is None or told.start is None or abs((own.start - told.start).days) > 1
    reason = "the day of the civil calendar that the text sets beside it"
    if apart:
        reason += ", which is another than the one reckoned"
    alternatives = (own,) if apart and own is not None else ()
    return named_when(told.start, told.end, e.form, alternatives=alternatives, reason=reason)


def _range(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    if e.inner is None or e.until is None:
        return None
    first, second = e.inner, e.until
    if (about := round_report(first, second, report)) is not None:
        return about
    if (
        first.form in {"month_day", "month"}
        and first.year is None
        and second.year is not None
        and first.month
    ):
        later = (first.month, first.day or 0) > (second.month or 12, second.day or 31)
        form = "date" if first.form == "month_day" else "month"
        first = DateExpression(form=form, year=second.year - later, month=first.month, day=first.day)
    if first.form == second.form in {"hijri", "iranian"} and first.year is None and second.year is not None:
        later = (first.month or 0, first.day or 0) > (second.month or 0, second.day or 0)
        first = msgspec.structs.replace(first, year=second.year - later)
    end = resolve(second, report, hints=hints)
    if end is None or end.end is None:
        return None
    start = resolve(
        first,
        end.end if first.year is None and first.form in RUN_UP else report,
        hints=hints,
    )
    if start is None or start.start is None or start.start > end.end:
        return None
    pairs = zip(start.alternatives, end.alternatives, strict=False) if first.form == "hijri" else ()
    others = tuple(named_when(one.start, two.end, "range", reason=two.reason) for one, two in pairs)
    return named_when(
        start.start, end.end, "range", alternatives=others, reason=end.reason if others else None
    )


RUN_UP = frozenset({"month_day", "month", "weekday", "day_of_month", "hijri", "iranian"})
ABSOLUTE: dict[str, Callable[[DateExpression], When | None]] = {
    "date": full_date,
    "year": whole_year,
    "decade": whole_decade,
}
EITHER: dict[str, Callable[[DateExpression, date | None], When | None]] = {
    "slashed": slashed,
    "season": season,
    "feast": feast,
}
COUNTED: dict[str, Callable[[DateExpression, date], When | None]] = {
    "day": counted_day,
    "last": last_unit,
    "next": next_unit,
    "last_n": last_n,
    "recent": recent,
    "lasting": lambda e, report: lasting(e.count, e.unit, report, since=e.direction == "since"),
    "week_number": lambda e, report: week_number(e.count, report),
    "ago": ago,
    "nth_day": nth_day,
    "war_age": war_age,
}
TENSED: dict[str, Callable[[DateExpression, date, Hints], When | None]] = {
    "weekday": _weekday,
    "overnight": overnight,
    "this": this_unit,
}
HINTED: dict[str, Callable[[DateExpression, date | None, Hints], When | None]] = {
    "month": month,
    "month_day": month_day,
    "third": _third,
    "counted_of": _within,
    "counted_to": _within,
    "fraction": _within,
    "day_of_month": _day_of_month,
    "since": _since,
    "began": _since,
    "until": _until,
    "range": _range,
    "hijri": _other,
    "iranian": _other,
}
FORMS = frozenset().union(ABSOLUTE, EITHER, COUNTED, TENSED, HINTED, {"anchor", "conflict_start"})
