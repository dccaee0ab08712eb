"""Feasts that move with Easter: a count of days from Easter Sunday and the report's date -> the day."""

from datetime import date, timedelta

from tollbook.model.when import DateExpression, When
from tollbook.resolve.spans import named_when

AHEAD = timedelta(days=10)


def easter(year: int) -> date:
    """Give Easter Sunday of a year of the Gregorian calendar, by the anonymous reckoning of 1876.

    Example:
        >>> easter(1969).isoformat(), easter(2024).isoformat()
        ('1969-04-06', '2024-03-31')
    """
    golden, century = year % 19, year // 100
    leaps = century - century // 4 - (8 * century + 13) // 25
    epact = (leaps + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    from_equinox = epact - weekday
    month = 3 + (from_equinox + 40) // 44
    return date(year, month, from_equinox + 28 - 31 * (month // 4))


def eastern_easter(year: int) -> date:
    """Give Easter Sunday of the eastern churches as a Gregorian day, by Meeus's rule for the Julian calendar.

    Example:
        >>> eastern_easter(2024).isoformat(), eastern_easter(2025).isoformat()
        ('2024-05-05', '2025-04-20')
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    apart = year // 100 - year // 400 - 2
    from_march = moon + weekday + 21 + apart
    return date(year, 3, 1) + timedelta(days=from_march)


def feast(e: DateExpression, report: date | None) -> When | None:
    """Read "Easter Monday" as that of its year, else the latest up to ten days behind the report's date.

    The day of the eastern churches, where it is another, is kept as the second reading.
    """
    if e.part != "easter" or e.count is None:
        return None
    apart = timedelta(days=e.count)
    if e.year is None and report is None:
        return None
    days = []
    for reckoned in (easter, eastern_easter):
        year = e.year if e.year is not None else report.year if report is not None else 0
        day = reckoned(year) + apart
        if e.year is None and report is not None and day - report > AHEAD:
            day = reckoned(year - 1) + apart
        days.append(day)
    western, eastern = days
    other = named_when(eastern, eastern, "feast", reason="by the reckoning of the eastern churches")
    return named_when(
        western,
        western,
        "feast",
        alternatives=(other,) if eastern != western else (),
        reason="by the Gregorian reckoning of Easter",
    )
