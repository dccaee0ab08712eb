"""Stretches: the forms that count time up to a day, from a day, or within a longer period."""

from datetime import date, timedelta

from tollbook.model.when import DatePrecision, When
from tollbook.resolve.spans import add_months, day_in_year, named_when, third_of, week_of

MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def moved(day: date, count: int, unit: str | None) -> date | None:
    """Move `day` by so many units, to the very day; hours in whole days, towards it.

    Example:
        >>> moved(date(2024, 11, 29), -2, "week").isoformat()
        '2024-11-15'
    """
    if unit in {"hour", "minute"}:
        return day + timedelta(days=int(count / 24) if unit == "hour" else 0)
    if unit in {"day", "week", "weekend"}:
        return day + timedelta(days=count * (1 if unit == "day" else 7))
    months = MONTHS.get(unit or "")
    return add_months(day, months * count) if months else None


def length_before(day: date, count: int, unit: str | None) -> date | None:
    """Give the first of so many units that end on `day`, both counted in; 24 hours reach a day back."""
    if count < 1:
        return None
    if unit == "hour":
        return day - timedelta(days=-(-count // 24))
    if unit in {"day", "week"}:
        return day - timedelta(days=count * (7 if unit == "week" else 1) - 1)
    back = moved(day, -count, unit)
    return back + timedelta(days=1) if back is not None else None


def lasting(count: int | None, unit: str | None, day: date, *, since: bool = False) -> When | None:
    """Read "two days of fighting": that many days up to `day`, itself counted in.

    `since` counts from the very day so many months back, as "in three months of war" does.

    Example:
        >>> [lasting(n, unit, date(2031, 3, 7)).start.isoformat() for n, unit in ((3, "month"), (5, "year"))]
        ['2030-12-08', '2026-03-08']
    """
    start = None
    if count is not None and since:
        start = moved(day, -count, unit)
    elif count is not None and unit == "hour":
        start = day - timedelta(days=max(1, round(count / 24)))
    elif count is not None:
        start = length_before(day, count, unit)
    if start is None or start > day:
        return None
    return named_when(start, day, "lasting", reason="counted back from the day of the report")


def counted_to(count: int | None, unit: str | None, direction: str | None, whole: When) -> When | None:
    """Read "three days to Tuesday" and "four days beginning 8 August", the named day counted in."""
    if count is None:
        return None
    if direction == "to":
        start = length_before(whole.end, count, unit) if whole.end is not None else None
        return named_when(start, whole.end, "counted_to") if start is not None else None
    if whole.start is None or count < 1:
        return None
    last = moved(whole.start, count, unit)
    if last is None:
        return None
    end = last if unit in {"hour", "minute"} else last - timedelta(days=1)
    return named_when(whole.start, max(end, whole.start), "counted_from")


def counted_of(
    count: int | None, skipped: int, unit: str | None, direction: str | None, whole: When
) -> When | None:
    """Read "first six months of 2016", "last day of May", "second week of June" within the whole."""
    if count is None or count < 1 or whole.start is None or whole.end is None:
        return None
    if direction == "last":
        first = length_before(whole.end, count, unit)
        return named_when(max(first, whole.start), whole.end, "counted_of") if first is not None else None
    start = moved(whole.start, skipped, unit)
    behind = moved(whole.start, skipped + count, unit)
    if start is None or behind is None or start > whole.end:
        return None
    end = max(start, behind - timedelta(days=1))
    return named_when(start, min(end, whole.end), "counted_of")


def fraction(count: int | None, parts: int, whole: When) -> When | None:
    """Read "first half of August", "first quarter of 2008"; a year is cut at its months."""
    start, end = whole.start, whole.end
    if count is None or start is None or end is None or not 1 <= count <= parts:
        return None
    if parts == 3:
        return named_when(*third_of(start, end, ("early", "mid", "late")[count - 1]), "fraction")
    days = (end - start).days + 1
    if days > 360 and 12 % parts == 0:
        months = 12 // parts
        first = add_months(start, months * (count - 1))
        return named_when(first, add_months(first, months) - timedelta(days=1), "fraction")
    middle = start + timedelta(days=14) if 28 <= days <= 31 and parts == 2 else None
    if middle is not None:
        return (
            named_when(start, middle, "fraction")
            if count == 1
            else named_when(middle + timedelta(days=1), end, "fraction")
        )
    first = start + timedelta(days=days * (count - 1) // parts)
    last = start + timedelta(days=days * count // parts - 1)
    return named_when(first, max(first, last), "fraction")


def week_number(count: int | None, report: date) -> When | None:
    """Read "week 40": the week of that number (ISO 8601) that began last; weeks from Sunday on beside it."""
    if count is None:
        return None
    for year in (report.year, report.year - 1):
        try:
            monday = date.fromisocalendar(year, count, 1)
        except ValueError:
            continue
        if monday <= report:
            other = named_when(
                monday - timedelta(days=1),
                monday + timedelta(days=5),
                "week_number",
                precision=DatePrecision.WEEK,
                reason="weeks counted from Sunday on",
            )
            return named_when(
                *week_of(monday),
                "week_number",
                precision=DatePrecision.WEEK,
                alternatives=(other,),
                reason="weeks counted from Monday on, as ISO 8601 does",
            )
    return None


def day_of_month(day: int | None, direction: str | None, month: When | None, report: date) -> When | None:
    """Read "the 19th": of the month told before it, else the latest on or before the report's date."""
    if day is None or not 1 <= day <= 31:
        return None
    if month is not None and month.start is not None:
        told = day_in_year(month.start.year, month.start.month, day)
        if told is not None and told <= report:
            return named_when(told, told, "day_of_month", reason="of the month that is told before it")
    first = add_months(report.replace(day=1), -1) if direction == "last" else report.replace(day=1)
    for back in range(1 if direction == "last" else 3):
        of = add_months(first, -back)
        found = day_in_year(of.year, of.month, day)
        if found is not None and found <= report:
            return named_when(
                found, found, "day_of_month", reason="the latest on or before the report's date"
            )
    return None
