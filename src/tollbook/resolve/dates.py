"""Dates resolved: a date's form and the report's date -> the days that are meant.

The readings follow the written rules of the figures ("Wednesday" is the last Wednesday on or before the
report's date, a month or year alone is the whole of it, a total "since X" runs to the report's date,
"overnight" covers both days). Where words have a second reading it is kept beside the preferred one,
with the reason. Nothing here reads a clock: without a report's date only absolute dates resolve.
"""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from tollbook.errors import InvariantError
from tollbook.model.provenance import Basis
from tollbook.model.when import DateExpression, DatePrecision, When
from tollbook.resolve.spans import (
    add_months,
    day_in_year,
    latest_year,
    month_of,
    named_when,
    third_of,
    week_of,
    year_of,
)

RECENT_MONTHS = 6
SOON = timedelta(days=31)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """What the words around a date add: `future` where the clause speaks of what is to come.

    `anchor` is the day that the story is about ("the previous day" counts from it), `conflict_began`
    the day that the same report gives for the start of its war, and `earlier` the words that point
    to an earlier year ("coinciding with the war on the coast").
    """

    future: bool = False
    anchor: date | None = None
    conflict_began: date | None = None
    earlier: str | None = None


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
        return _anchor(e, hints)
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


def _date(e: DateExpression) -> When | None:
    if e.year is None or e.month is None or e.day is None:
        return None
    day = date(e.year, e.month, e.day)
    misfit = e.weekday is not None and e.weekday != day.weekday()
    reason = (
        f"the weekday named is not that of {day}, which is a {calendar.day_name[day.weekday()]}"
        if misfit
        else None
    )
    return named_when(day, day, "date", reason=reason)


def _slashed(e: DateExpression, report: date | None) -> When | None:
    if e.year is None or e.month is None or e.day is None:
        return None
    possible = (day_in_year(e.year, e.month, e.day), day_in_year(e.year, e.day, e.month))
    readings = list(dict.fromkeys(day for day in possible if day is not None))
    if not readings:
        return None
    if len(readings) == 1:
        return named_when(readings[0], readings[0], "date")
    if report is not None and readings[0] > report >= readings[1]:
        readings.reverse()
    first, second = readings
    other = named_when(second, second, "slashed", reason="day and month read the other way round")
    return named_when(
        first, first, "slashed", alternatives=(other,), reason="day before month unless that is in the future"
    )


def _month_day(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    if report is None or e.month is None or e.day is None:
        return None
    month, day = e.month, e.day
    year = latest_year(report, month, day)
    if year is None:
        return None
    recent = day_in_year(year, month, day)
    coming = next((d for k in range(1, 9) if (d := day_in_year(year + k, month, day))), None)
    if recent is None:
        return None
    if hints.future and coming is not None and recent < report:
        return named_when(coming, coming, "month_day", reason="the clause speaks of what is to come")
    fitting = [y for y in range(year, year - 12, -1) if _fits(day_in_year(y, month, day), e.weekday)]
    if e.weekday is not None and recent.weekday() != e.weekday and fitting:
        other = day_in_year(fitting[0], month, day)
        reason = f"the weekday named fits {fitting[0]}, not {recent.year}"
        alternatives = (named_when(other, other, "month_day", reason="the weekday named fits"),)
        return named_when(recent, recent, "month_day", alternatives=alternatives, reason=reason)
    if coming is not None and coming - report <= SOON:
        later = named_when(
            coming, coming, "month_day", reason="the coming one, if the text speaks of what is to come"
        )
        return named_when(
            recent,
            recent,
            "month_day",
            alternatives=(later,),
            reason="the most recent on or before the report's date",
        )
    return named_when(recent, recent, "month_day")


def _fits(day: date | None, weekday: int | None) -> bool:
    return day is not None and day.weekday() == weekday


def _month(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    if e.month is None:
        return None
    if e.year is not None:
        return named_when(*month_of(e.year, e.month), "month", precision=DatePrecision.MONTH)
    if report is None:
        return None
    year = report.year if e.month <= report.month else report.year - 1
    if e.direction == "last" and (year, e.month) == (report.year, report.month):
        year -= 1
    if e.direction == "this":
        year = report.year
    if (hints.future or e.direction == "next") and (year, e.month) < (report.year, report.month):
        year += 1
    start, end = month_of(year, e.month)
    coming = month_of(year + 1, e.month)
    if e.direction is None and not hints.future and coming[0] > report and coming[0] - report <= SOON:
        later = named_when(
            *coming,
            "month",
            precision=DatePrecision.MONTH,
            reason="the coming one, if the text speaks of what is to come",
        )
        return named_when(
            start,
            end,
            "month",
            precision=DatePrecision.MONTH,
            alternatives=(later,),
            reason="the most recent on or before the report's date",
        )
    return named_when(start, end, "month", precision=DatePrecision.MONTH)


def _year(e: DateExpression) -> When | None:
    return named_when(*year_of(e.year), "year", precision=DatePrecision.YEAR) if e.year is not None else None


def _decade(e: DateExpression) -> When | None:
    if e.year is None:
        return None
    return named_when(date(e.year, 1, 1), date(e.year + 9, 12, 31), "decade", precision=DatePrecision.LONGER)


def _season(e: DateExpression, report: date | None) -> When | None:
    first = SEASONS.get(e.part or "")
    if first is None:
        return None
    if e.year is not None:
        year = e.year
    elif report is None:
        return None
    else:
        year = report.year if first <= report.month else report.year - 1
        if e.direction == "last" and add_months(date(year, first, 1), 3) > report:
            year -= 1
        if e.direction == "this":
            year = report.year
        if e.direction == "next" and date(year, first, 1) <= report:
            year += 1
    start = date(year, first, 1)
    end = add_months(start, 3) - timedelta(days=1)
    return named_when(start, end, "season", reason="seasons of the northern half of the world")


def _weekday(e: DateExpression, report: date, hints: Hints) -> When | None:
    if e.weekday is None or not 0 <= e.weekday <= 6:
        return None
    back = (report.weekday() - e.weekday) % 7
    recent = report - timedelta(days=back)
    if e.direction in {"last", "past"}:
        day = recent if back else report - timedelta(days=7)
        if e.direction == "last" and 0 < back <= report.weekday():
            week = day - timedelta(days=7)
            other = named_when(
                week, week, "weekday", reason="the one of the week before, which 'last' can mean"
            )
            return named_when(
                day, day, "weekday", alternatives=(other,), reason="the latest before the report's date"
            )
        return named_when(day, day, "weekday")
    if e.direction == "this":
        day = week_of(report)[0] + timedelta(days=e.weekday)
        return named_when(day, day, "weekday")
    if e.direction == "next" or (hints.future and back):
        day = recent + timedelta(days=7)
        return named_when(day, day, "weekday")
    if e.part == "overnight":
        return _night(recent, report)
    return named_when(recent, recent, "weekday")


def _day(e: DateExpression, report: date) -> When | None:
    if e.count is None:
        return None
    day = report + timedelta(days=e.count)
    return named_when(day, day, {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(e.count, "day"))


def _night(day: date, report: date) -> When:
    """Read a night named after one day: that day and the next, or the one before if that is too late."""
    one = timedelta(days=1)
    before = named_when(day - one, day, "overnight", reason="the night that ends on the day named")
    if day + one > report:
        return named_when(day - one, day, "overnight", reason="the night that ends on the day named")
    return named_when(
        day, day + one, "overnight", alternatives=(before,), reason="the night that begins on the day named"
    )


def _overnight(e: DateExpression, report: date, hints: Hints) -> When | None:
    if e.inner is None:
        return named_when(report - timedelta(days=1), report, "overnight")
    day = resolve(e.inner, report, hints=hints)
    if day is None or day.start is None:
        return None
    if e.direction == "into":
        return named_when(day.start - timedelta(days=1), day.start, "overnight")
    return _night(day.start, report)


def _unit_span(unit: str | None, day: date) -> tuple[date, date] | None:
    """Give the first and last day of the week, month, year, decade or weekend that `day` lies in."""
    if unit == "week":
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return date(day.year // 10 * 10, 1, 1), date(day.year // 10 * 10 + 9, 12, 31)
    if unit == "weekend":
        saturday = week_of(day)[0] + timedelta(days=5)
        return saturday, saturday + timedelta(days=1)
    return None


PRECISIONS = {
    "week": DatePrecision.WEEK,
    "month": DatePrecision.MONTH,
    "year": DatePrecision.YEAR,
    "decade": DatePrecision.LONGER,
    "weekend": DatePrecision.DAYS,
}


def _this(e: DateExpression, report: date, hints: Hints) -> When | None:
    span = _unit_span(e.unit, report)
    if span is None or e.unit is None:
        return None
    start, end = span
    if e.unit == "weekend":
        return named_when(start, end, "this_weekend", precision=DatePrecision.DAYS)
    if hints.future:
        return named_when(
            report, end, f"this_{e.unit}", precision=PRECISIONS[e.unit], reason="from the report's date on"
        )
    return named_when(
        start, report, f"this_{e.unit}", precision=PRECISIONS[e.unit], reason="up to the report's date"
    )


def _last(e: DateExpression, report: date) -> When | None:
    span = _unit_span(e.unit, report)
    if span is None or e.unit is None:
        return None
    if e.unit == "weekend" and e.direction == "near":
        start = report - timedelta(days=(report.weekday() - 5) % 7)
        return named_when(
            start, min(start + timedelta(days=1), report), "weekend", precision=DatePrecision.DAYS
        )
    back = span[0] - timedelta(days=6 if e.unit == "weekend" else 1)
    found = _unit_span(e.unit, back)
    return named_when(*found, f"last_{e.unit}", precision=PRECISIONS[e.unit]) if found else None


def _next(e: DateExpression, report: date) -> When | None:
    span = _unit_span(e.unit, report)
    if span is None or e.unit is None:
        return None
    found = _unit_span(e.unit, span[1] + timedelta(days=1))
    return named_when(*found, f"next_{e.unit}", precision=PRECISIONS[e.unit]) if found else None


def _last_n(e: DateExpression, report: date) -> When | None:
    if e.count is None or e.count < 1:
        return None
    if e.unit == "hour":
        back = 0 if e.count < 7 else -(-e.count // 24)
        return named_when(
            report - timedelta(days=back), report, "last_hours", reason="hours counted back in whole days"
        )
    if e.unit == "day" and e.count == 1:
        return named_when(report - timedelta(days=1), report, "last_day", reason="read as the last 24 hours")
    if e.unit in {"day", "week"}:
        days = e.count * (7 if e.unit == "week" else 1)
        return named_when(report - timedelta(days=days - 1), report, f"last_{e.unit}s")
    months = {"month": 1, "year": 12, "decade": 120}.get(e.unit or "")
    if months is None:
        return None
    return named_when(add_months(report, -months * e.count) + timedelta(days=1), report, f"last_{e.unit}s")


def _recent(e: DateExpression, report: date) -> When | None:
    if e.unit in {"hour", "minute"}:
        return named_when(report, report, "recent", reason="a few hours before the report")
    return named_when(None, report, "recent", reason=f"how many {e.unit}s is not said")


def _ago(e: DateExpression, report: date) -> When | None:
    return _counted_from(report, -e.count, e.unit, "ago") if e.count is not None else None


def _counted_from(day: date, count: int, unit: str | None, reading: str) -> When | None:
    """Count units from `day`: days give a day, longer units the whole week, month or year they end in."""
    if unit in {"hour", "minute"}:
        moved = day + timedelta(days=int(count / 24) if unit == "hour" else 0)
        return named_when(moved, moved, reading)
    if unit == "day":
        moved = day + timedelta(days=count)
        return named_when(moved, moved, reading)
    if unit in {"week", "weekend"}:
        span = _unit_span(unit, day + timedelta(weeks=count))
    else:
        months = {"month": 1, "year": 12, "decade": 120}.get(unit or "")
        span = _unit_span(unit, add_months(day, months * count)) if months else None
    return named_when(*span, reading, precision=PRECISIONS[unit or ""]) if span else None


def _anchor(e: DateExpression, hints: Hints) -> When | None:
    if hints.anchor is None or e.count is None:
        return None
    return _counted_from(hints.anchor, e.count, e.unit, "anchor")


def _third(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    whole = resolve(e.inner, report, hints=hints) if e.inner is not None else None
    if whole is None or whole.start is None or e.inner is None or e.part is None:
        return None
    if e.inner.form == "this" and report is not None:
        span = _unit_span(e.inner.unit, report)
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


def _nth_day(e: DateExpression, report: date) -> When | None:
    if e.count is None or e.count < 1:
        return None
    if e.direction == "on":
        return named_when(report, report, "nth_day", reason="the day counted is taken for the report's own")
    return named_when(
        report - timedelta(days=e.count - 1), report, "nth_day", reason="counted back from the report's date"
    )


def _war_age(e: DateExpression, report: date) -> When | None:
    if e.count is None or e.count < 0:
        return None
    start = date(report.year - e.count, 1, 1)
    return named_when(start, report, "war_age", reason="from the first day of the year that many years back")


ABSOLUTE: dict[str, Callable[[DateExpression], When | None]] = {
    "date": _date,
    "year": _year,
    "decade": _decade,
}
EITHER: dict[str, Callable[[DateExpression, date | None], When | None]] = {
    "slashed": _slashed,
    "season": _season,
}
COUNTED: dict[str, Callable[[DateExpression, date], When | None]] = {
    "day": _day,
    "last": _last,
    "next": _next,
    "last_n": _last_n,
    "recent": _recent,
    "ago": _ago,
    "nth_day": _nth_day,
    "war_age": _war_age,
}
TENSED: dict[str, Callable[[DateExpression, date, Hints], When | None]] = {
    "weekday": _weekday,
    "overnight": _overnight,
    "this": _this,
}
HINTED: dict[str, Callable[[DateExpression, date | None, Hints], When | None]] = {
    "month": _month,
    "month_day": _month_day,
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
