"""Days of other calendars: the Islamic lunar one, and the solar one of Iran and Afghanistan.

The Islamic calendar is reckoned by Umm al-Qura (hijridate, 1343 to 1500 AH). Its day begins at the sunset
before, and a month begins when its moon is seen, which differs from country to country: the civil day
before and the one after are kept as other readings. The solar calendar (persiantools) leaves no doubt:
its months are fixed and its days begin at midnight.
"""

from datetime import date, timedelta

from hijridate import Gregorian, Hijri
from persiantools.jdatetime import JalaliDate

from tollbook.model.when import DateExpression, DatePrecision, When
from tollbook.resolve.days import Hints
from tollbook.resolve.spans import named_when

TABLE = (1343, 1500)
ONE = timedelta(days=1)
NIGHT = frozenset({"night", "evening", "overnight", "late"})
SUNSET = (
    "the evening before: a day of this calendar begins at sunset, and the month may have begun a day earlier"
)
MOON = "a day later, where the new moon was seen a day later"
RECKONED = "reckoned by the Umm al-Qura calendar"
Days = tuple[date, date]


def hijri(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Read a day, month or year of the Islamic calendar; the civil days on both sides stay as readings.

    A civil day that the text sets beside it (`inner`) stands, and so does one that its weekday fits.

    Raises:
        ValueError, OverflowError: where the calendar, or the table of its months, has no such day.

    Example:
        >>> found = hijri(DateExpression(form="hijri", year=1439, month=9, day=15), None, Hints())
        >>> found.start.isoformat(), [other.start.day for other in found.alternatives]
        ('2018-05-30', [29, 31])
    """
    days = _found(e, report, hints)
    if days is None:
        return None
    start, end = days
    if e.day is None:
        unit = DatePrecision.YEAR if e.month is None else DatePrecision.MONTH
        later = named_when(start + ONE, end + ONE, "hijri", precision=unit, reason=MOON)
        return named_when(start, end, "hijri", precision=unit, alternatives=(later,), reason=RECKONED)
    if e.part in NIGHT and e.count is None:
        return named_when(
            start - ONE, end, "hijri", reason="the night of a day of this calendar comes before its daylight"
        )
    readings = {
        0: named_when(start, end, "hijri", reason=RECKONED),
        -1: named_when(start - ONE, end - ONE, "hijri", reason=SUNSET),
        1: named_when(start + ONE, end + ONE, "hijri", reason=MOON),
    }
    first, why = 0, RECKONED
    for by in readings:
        if e.weekday is not None and (start + by * ONE).weekday() == e.weekday:
            first, why = by, "the day that the weekday named fits"
    others = tuple(when for by, when in readings.items() if by != first)
    chosen = start + first * ONE
    return named_when(chosen, end + first * ONE, "hijri", alternatives=others, reason=why)


def iranian(e: DateExpression, report: date | None, hints: Hints) -> When | None:
    """Read a day, month or year of the solar calendar of Iran and Afghanistan.

    Raises:
        ValueError: where the calendar has no such day.

    Example:
        >>> iranian(DateExpression(form="iranian", year=1397, month=7, day=3), None, Hints()).start.day
        25
    """
    days = _found(e, report, hints)
    if days is None:
        return None
    precision = None if e.day else DatePrecision.MONTH if e.month else DatePrecision.YEAR
    misfit = e.day is not None and e.weekday is not None and days[0].weekday() != e.weekday
    reason = "the weekday named is not that of this day" if misfit else None
    return named_when(*days, "iranian", precision=precision, reason=reason)


def no_such_day(e: DateExpression) -> str | None:
    """Say why a form of these calendars has no day, or None where nothing special is to be said."""
    if e.form == "hijri" and e.year is not None and not TABLE[0] <= e.year <= TABLE[1]:
        return f"the table of the Islamic calendar covers the years {TABLE[0]} to {TABLE[1]} only"
    return None


def _found(e: DateExpression, report: date | None, hints: Hints) -> Days | None:
    """Give the days of a form: of its own year, else of the latest that began by the report's date."""
    if e.year is not None:
        return _days(e, e.year)
    if report is None or e.month is None:
        return None
    now = Gregorian.fromdate(report).to_hijri().year if e.form == "hijri" else JalaliDate(report).year
    if e.direction == "this":
        return _days(e, now)
    coming = e.direction == "next" or hints.future
    years = (now - 1, now, now + 1) if coming else (now + 1, now, now - 1, now - 2, now - 3, now - 4)
    for year in years:
        try:
            days = _days(e, year)
        except (ValueError, OverflowError):
            continue
        begun = days[1] < report if e.direction == "last" else days[0] - _leeway(e) <= report
        if (not begun) if coming else begun:
            return days
    return None


def _leeway(e: DateExpression) -> timedelta:
    """Give how much earlier than reckoned a day may have begun: one day in the Islamic calendar."""
    return ONE if e.form == "hijri" else timedelta(0)


def _days(e: DateExpression, year: int) -> Days:
    """Give the first and last civil day of what a form names in a year of its calendar."""
    first, last = (e.month or 1), (e.month or 12)
    if e.day is not None:
        start = _day(e.form, year, first, e.day)
        return start, start + timedelta(days=max(e.count or 1, 1) - 1)
    start = _day(e.form, year, first, 1)
    after = _day(e.form, year + 1, 1, 1) if last == 12 else _day(e.form, year, last + 1, 1)
    return start, after - ONE


def _day(form: str, year: int, month: int, day: int) -> date:
    """Give the civil day; a 30th that the table lacks is the day behind the 29th: the moon came late."""
    if form == "iranian":
        civil = JalaliDate(year, month, day).to_gregorian()
        return date(civil.year, civil.month, civil.day)
    if (year, month, day) == (TABLE[1] + 1, 1, 1):
        return _day(form, TABLE[1], 12, 1) + timedelta(days=int(Hijri(TABLE[1], 12, 1).month_length()))
    late = day == 30 and Hijri(year, month, 1).month_length() == 29
    found = Hijri(year, month, 29 if late else day).to_gregorian()
    return date(found.year, found.month, found.day) + (ONE if late else timedelta(0))
