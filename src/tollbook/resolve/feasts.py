"""Feasts that move with Easter: a count of days from Easter Sunday and the report's date -> the day."""

from datetime import date, timedelta

from tollbook.model.when import DateExpression, When
from tollbook.resolve.spans import named_when


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


def feast(e: DateExpression, report: date | None) -> When | None:
    """Read "Easter Monday" as the latest on or before the report's date, or as that of its year."""
    if e.part != "easter" or e.count is None:
        return None
    apart = timedelta(days=e.count)
    if e.year is not None:
        day = easter(e.year) + apart
    elif report is None:
        return None
    else:
        day = easter(report.year) + apart
        if day > report:
            day = easter(report.year - 1) + apart
    return named_when(day, day, "feast", reason="by the Gregorian reckoning of Easter")
