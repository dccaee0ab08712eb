"""Periods: the forms that mean a week, month, season, year or a stretch counted in these."""

from datetime import date, timedelta

from tollbook.model.when import DateExpression, DatePrecision, When
from tollbook.resolve.days import SOON, Hints
from tollbook.resolve.spans import PRECISIONS, add_months, month_of, named_when, unit_span, year_of

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def month(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Read a month: the whole of it, the most recent that began on or before the report's date."""
    if e.month is None:
        return None
    if e.year is not None:
        return named_when(*month_of(e.year, e.month), "month", precision=DatePrecision.MONTH)
    if report is None:
        return None
    if e.direction in {"last_year", "this_year"}:
        told = month_of(report.year - (e.direction == "last_year"), e.month)
        return named_when(*told, "month", precision=DatePrecision.MONTH)
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


def whole_year(e: DateExpression) -> When | None:
    """Read a year."""
    return named_when(*year_of(e.year), "year", precision=DatePrecision.YEAR) if e.year is not None else None


def whole_decade(e: DateExpression) -> When | None:
    """Read a decade."""
    if e.year is None:
        return None
    return named_when(date(e.year, 1, 1), date(e.year + 9, 12, 31), "decade", precision=DatePrecision.LONGER)


def season(e: DateExpression, report: date | None) -> When | None:
    """Read a season of three months, spring from March on."""
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


def this_unit(e: DateExpression, report: date, hints: Hints) -> When | None:
    """Read "this week": from its Monday to the report's date."""
    span = unit_span(e.unit, report)
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


def this_whole(unit: str | None, count: int | None, parts: str | None, report: date) -> When | None:
    """Give the whole week or month of which a part is told, or the year that "the first quarter" is of.

    It is the report's; of a year whose told part is yet to come, the one before.
    """
    if unit != "year":
        span = unit_span(unit, report)
        return named_when(*span, f"this_{unit}", precision=PRECISIONS[unit]) if span and unit else None
    cut = int(parts) if parts in {"2", "3", "4"} else 2
    begins = date(report.year, 12 // cut * (max(1, min(count or 1, cut)) - 1) + 1, 1)
    year = report.year if begins <= report else report.year - 1
    return named_when(*year_of(year), "year", precision=DatePrecision.YEAR)


def last_unit(e: DateExpression, report: date) -> When | None:
    """Read "last week": the whole week before the report's; "the weekend": the latest begun."""
    span = unit_span(e.unit, report)
    if span is None or e.unit is None:
        return None
    if e.unit == "weekend" and e.direction == "near":
        start = report - timedelta(days=(report.weekday() - 5) % 7)
        return named_when(
            start, min(start + timedelta(days=1), report), "weekend", precision=DatePrecision.DAYS
        )
    back = span[0] - timedelta(days=6 if e.unit == "weekend" else 1)
    found = unit_span(e.unit, back)
    return named_when(*found, f"last_{e.unit}", precision=PRECISIONS[e.unit]) if found else None


def next_unit(e: DateExpression, report: date) -> When | None:
    """Read "next week"."""
    span = unit_span(e.unit, report)
    if span is None or e.unit is None:
        return None
    found = unit_span(e.unit, span[1] + timedelta(days=1))
    return named_when(*found, f"next_{e.unit}", precision=PRECISIONS[e.unit]) if found else None


def last_n(e: DateExpression, report: date) -> When | None:
    """Read "last five days" (counted in), "past 48 hours" (two days back), "past week" (seven days)."""
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


def recent(e: DateExpression, report: date) -> When | None:
    """Read "recent days": open at the start, up to the report's date."""
    if e.unit in {"hour", "minute"}:
        return named_when(report, report, "recent", reason="a few hours before the report")
    return named_when(None, report, "recent", reason=f"how many {e.unit}s is not said")


def war_age(e: DateExpression, report: date) -> When | None:
    """Read "six-year-old war": from the first day of the year that many years back."""
    if e.count is None or e.count < 0:
        return None
    start = date(report.year - e.count, 1, 1)
    return named_when(start, report, "war_age", reason="from the first day of the year that many years back")
