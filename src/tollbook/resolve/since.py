"""Totals that run on: "since October", from the first day of what is named to the report's date."""

import calendar
from datetime import date, timedelta

from tollbook.model.when import DateExpression, When
from tollbook.resolve.days import Hints
from tollbook.resolve.spans import named_when
from tollbook.resolve.stretches import moved

RECENT_MONTHS = 6


def since_when(e: DateExpression, inner: When, report: date | None, hints: Hints) -> When | None:
    """Read "since X" once X is resolved (`inner`); both years are kept for a month that names none."""
    if inner.start is None or e.inner is None:
        return None
    if e.direction == "held":
        whole = _running(inner.start, report, "since", reason="if it is a total that runs on")
        reason = "the day on which the state began"
        return named_when(inner.start, inner.end, "since_held", alternatives=(whole,), reason=reason)
    start, reading = first_day(e.inner, inner, report), "since"
    if e.direction == "end" and inner.end is not None:
        start = inner.end
    if e.inner.form == "third" and e.inner.part == "mid" and start.day == 11:
        middle = start.replace(day=15)
        start = middle if report is None or middle <= report else start
    others = [w.start for w in inner.alternatives if w.start is not None]
    because = inner.reason
    month = _bare_month(e.inner)
    if month is not None and report is not None and inner.start <= report:
        if (report.year - start.year) * 12 + report.month - start.month <= RECENT_MONTHS:
            others = [start.replace(year=start.year - 1)]
            pointing = f"; the words {hints.earlier!r} point to the year before" if hints.earlier else ""
            because = f"the most recent {calendar.month_name[month]} on or before the report's date{pointing}"
    elif e.inner.form == "weekday" and report is not None and start == report and e.inner.direction is None:
        others = [start - timedelta(days=7)]
        because = "the report's own day; a week before is possible"
    made = tuple(
        _running(other, report, reading, reason="the same words a year or week apart") for other in others
    )
    return _running(
        start, report, reading, alternatives=tuple(w for w in made if w.start != start), reason=because
    )


def since_war(told: When | None, report: date | None, hints: Hints) -> When | None:
    """Read "since the war began": from the day that the hints or another place of the text give for it."""
    if report is None:
        return None
    start = hints.conflict_began or (told.start if told is not None else None)
    reason = "the start that the text gives elsewhere" if start else "the text does not date the start"
    return named_when(start, report, "since", reason=None if hints.conflict_began else reason)


def first_day(e: DateExpression, when: When, report: date | None) -> date:
    """Give the day from which "since" counts: the very one for "two weeks ago"."""
    start = when.start or date.min
    if e.form == "ago" and e.count is not None and report is not None and e.unit in {"day", "week", "month"}:
        return moved(report, -e.count, e.unit) or start
    return start


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
