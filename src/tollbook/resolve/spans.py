"""Arithmetic of days: months, weeks, thirds of a span, and how exact a span of days is."""

import calendar
from datetime import date, timedelta

from tollbook.model.when import DateExpression, DatePrecision, When

AHEAD = 31
LEAP_SEARCH = 9
PRECISIONS = {
    "week": DatePrecision.WEEK,
    "month": DatePrecision.MONTH,
    "year": DatePrecision.YEAR,
    "decade": DatePrecision.LONGER,
    "weekend": DatePrecision.DAYS,
}


def month_of(year: int, month: int) -> tuple[date, date]:
    """Give the first and last day of a month.

    Example:
        >>> month_of(2024, 2)[1].isoformat()
        '2024-02-29'
    """
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(year: int) -> tuple[date, date]:
    """Give the first and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_of(day: date) -> tuple[date, date]:
    """Give the Monday and Sunday of the week that `day` lies in.

    Example:
        >>> week_of(date(2024, 11, 29))[0].isoformat()
        '2024-11-25'
    """
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def add_months(day: date, months: int) -> date:
    """Move `day` by months, to the last day of the month where it has no such day.

    Example:
        >>> add_months(date(2024, 3, 31), -1).isoformat()
        '2024-02-29'
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_in_year(year: int, month: int, day: int) -> date | None:
    """Give the day of a year, or None where the calendar has none (29 February)."""
    if not 1 <= month <= 12 or not date.min.year <= year <= date.max.year:
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def latest_year(report: date, month: int, day: int) -> int | None:
    """Give the latest year in which the day and month lie on or before `report`, or None."""
    for year in range(report.year, report.year - LEAP_SEARCH, -1):
        found = day_in_year(year, month, day)
        if found is not None and found <= report:
            return year
    return None


def third_of(start: date, end: date, part: str) -> tuple[date, date]:
    """Give the early, middle or late third: days 1-10, 11-20, 21-end of a month, else by equal parts.

    Example:
        >>> [d.day for d in third_of(date(2024, 9, 1), date(2024, 9, 30), "late")]
        [21, 30]
    """
    k = ("early", "mid", "late").index(part)
    if start.day == 1 and (start, end) == month_of(start.year, start.month):
        first = start + timedelta(days=10 * k)
        return first, end if k == 2 else first + timedelta(days=9)
    if (start, end) == year_of(start.year):
        first = date(start.year, 4 * k + 1, 1)
        return first, add_months(first, 4) - timedelta(days=1)
    days = (end - start).days + 1
    cuts = [start + timedelta(days=days * n // 3) for n in range(3)] + [end + timedelta(days=1)]
    return cuts[k], max(cuts[k], cuts[k + 1] - timedelta(days=1))


def unit_span(unit: str | None, day: date) -> tuple[date, date] | None:
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


def round_report(one: DateExpression, two: DateExpression, report: date | None) -> When | None:
    """Read "22-28 October" as told round the report's date: begun on or before it, over within a month.

    Example:
        >>> days = [DateExpression(form="month_day", month=10, day=day) for day in (22, 28)]
        >>> round_report(*days, date(2012, 10, 24)).end.isoformat()
        '2012-10-28'
    """
    if report is None or not one.form == two.form == "month_day" or one.direction or two.direction:
        return None
    if one.month is None or one.day is None or two.month is None or two.day is None:
        return None
    first = day_in_year(report.year, one.month, one.day)
    last = day_in_year(report.year, two.month, two.day)
    if first is None or last is None or not first <= report < last or (last - report).days > AHEAD:
        return None
    return named_when(first, last, "range", reason="round the report's date")


def precision_of(start: date | None, end: date | None) -> DatePrecision:
    """Tell how exact a span of days is, by its length alone."""
    if start is None or end is None:
        return DatePrecision.OPEN
    days = (end - start).days + 1
    steps = (
        (1, DatePrecision.DAY),
        (6, DatePrecision.DAYS),
        (7, DatePrecision.WEEK),
        (31, DatePrecision.MONTH),
        (366, DatePrecision.YEAR),
    )
    return next((precision for most, precision in steps if days <= most), DatePrecision.LONGER)


def named_when(
    start: date | None,
    end: date | None,
    reading: str,
    *,
    precision: DatePrecision | None = None,
    alternatives: tuple[When, ...] = (),
    reason: str | None = None,
) -> When:
    """Make a When; its precision follows from its length where none is given.

    Raises:
        InvariantError: where the first day lies behind the last.
    """
    return When(
        start=start,
        end=end,
        precision=precision or precision_of(start, end),
        reading=reading,
        alternatives=alternatives,
        reason=reason,
    )
