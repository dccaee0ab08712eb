"""How an incident is called in notes: what happened, where and when, with its id for looking it up."""

from datetime import date

from tollbook.model.incident import Incident
from tollbook.model.when import When

MONTHS = "January February March April May June July August September October November December".split()


def called(incident: Incident) -> str:
    """Name an incident.

    Example:
        >>> called(Incident(id="incident-1", claims=("c",), event="Attack", place="Nel"))
        'Attack, Nel, days not known (incident-1)'
    """
    what = incident.event or "event not known"
    return f"{what}, {incident.place or 'place not known'}, {_days(incident.when)} ({incident.id})"


def day(value: date) -> str:
    """Say a day in words that no country reads wrongly.

    Example:
        >>> day(date(2031, 3, 4))
        '4 March 2031'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _days(when: When | None) -> str:
    first, last = (when.start, when.end) if when else (None, None)
    if first is None and last is None:
        return "days not known"
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last or date.max)}"
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"
