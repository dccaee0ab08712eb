"""Single days: the forms that mean one day or a night, each resolved by one rule."""

import calendar
from datetime import date, timedelta

import msgspec

from tollbook.model.when import DateExpression, When
from tollbook.resolve.spans import (
    PRECISIONS,
    add_months,
    day_in_year,
    latest_year,
    named_when,
    unit_span,
    week_of,
)
from tollbook.resolve.stretches import moved

SOON = timedelta(days=31)


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


def full_date(e: DateExpression) -> When | None:
    """Read a day, month and year; a weekday that does not fit is said in the reason."""
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


def slashed(e: DateExpression, report: date | None) -> When | None:
    """Read "02/10/2016": day before month unless that lies after the report's date; both where both exist."""
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


def month_day(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Read a day and month without a year: the most recent on or before the report's date."""
    if report is None or e.month is None or e.day is None:
        return None
    month, day = e.month, e.day
    if e.direction in {"last_year", "this_year"}:
        told = day_in_year(report.year - (e.direction == "last_year"), month, day)
        return named_when(told, told, "month_day") if told is not None else None
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


def weekday(e: DateExpression, report: date, hints: Hints) -> When | None:
    """Read a weekday: the last one on or before the report's date; "last", "this", "next" change that."""
    if e.weekday is None or not 0 <= e.weekday <= 6:
        return None
    back = (report.weekday() - e.weekday) % 7
    recent = report - timedelta(days=back)
    if e.direction in {"week_ago", "last_week"}:
        before = week_of(report - timedelta(days=7))[0] + timedelta(days=e.weekday)
        day = before if e.direction == "last_week" else recent - timedelta(days=7)
        return named_when(day, day, "weekday")
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


def counted_day(e: DateExpression, report: date) -> When | None:
    """Read "today", "yesterday", "tomorrow"."""
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


def overnight(e: DateExpression, report: date, hints: Hints) -> When | None:
    """Read "overnight": the day before and the report's own, or the two days round a night named."""
    if e.inner is None:
        return named_when(report - timedelta(days=1), report, "overnight")
    day = weekday(e.inner, report, hints)
    if day is None or day.start is None:
        return None
    if e.direction == "into":
        return named_when(day.start - timedelta(days=1), day.start, "overnight")
    return _night(day.start, report)


def ago(e: DateExpression, report: date) -> When | None:
    """Read "three days ago"; weeks, months and years give the whole week, month or year.

    "Ten years ago on Friday" gives the very day, and so does "one year and a day ago".
    """
    if e.part == "exact" and e.count is not None:
        base = report
        if e.inner is not None:
            named = (
                weekday(e.inner, report, Hints())
                if e.inner.form == "weekday"
                else counted_day(e.inner, report)
            )
            base = named.start if named is not None and named.start is not None else report
        day = moved(base, -e.count, e.unit)
        return named_when(day, day, "ago") if day is not None else None
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
        span = unit_span(unit, day + timedelta(weeks=count))
    else:
        months = {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(unit or "")
        span = unit_span(unit, add_months(day, months * count)) if months else None
    return named_when(*span, reading, precision=PRECISIONS[unit or ""]) if span else None


def anchor(e: DateExpression, hints: Hints, base: When | None) -> When | None:
    """Read "the previous day", which counts from the day of the story (`base`), never from the report."""
    if e.count is None:
        return None
    if hints.anchor is not None and e.unit != "span":
        return _counted_from(hints.anchor, e.count, e.unit, "anchor")
    if base is None or (base.start is None and base.end is None):
        return None
    reason = "counted from the day that the text tells before"
    if e.count == 0 or e.unit == "span":
        return named_when(base.start, base.end, "anchor", reason=reason)
    if base.start is None or base.end is None or e.unit in {"hour", "minute"}:
        return None
    start, end = moved(base.start, e.count, e.unit), moved(base.end, e.count, e.unit)
    return named_when(start, end, "anchor", reason=reason)


def nth_day(e: DateExpression, report: date) -> When | None:
    """Read "for the third day running" (three days up to the report's) and "on the third day of"."""
    if e.count is None or e.count < 1:
        return None
    if e.direction == "on":
        return named_when(report, report, "nth_day", reason="the day counted is taken for the report's own")
    return named_when(
        report - timedelta(days=e.count - 1), report, "nth_day", reason="counted back from the report's date"
    )
