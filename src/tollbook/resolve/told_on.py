"""The day from which a text counts: its own printed one, the weekday of its dateline, or a later entry's.

"BALLINE, Friday. - " dates a text as a printed date does; a diary whose first entry is dated goes on behind
that day.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.report import Report
from tollbook.model.when import DateExpression, When
from tollbook.resolve.dates import resolve
from tollbook.resolve.spans import day_in_year, named_when

HEAD = 240
"""Characters of a text in which its dateline is looked for."""
LATEST = timedelta(days=6)
LONGEST_DIARY = timedelta(days=92)
PLACE = re.compile(r"[^\W\d_][\w'’().&/ -]{1,60}?[,.(:\-–—][ ]?(?:- )?")
BEHIND = re.compile(r"(?:[ ,]{1,2}\d{4})?\)?[ ]?(?:[.:)–—]|-(?=[ -])|$)", re.MULTILINE)


def told_on(report: Report, mentions: Iterable[Mention]) -> date | None:
    """Give the day from which a report's dates count: that of its dateline, else the report's own.

    A weekday or a day and month in the dateline count where no date is printed that is read already, and
    where they lie no more than six days before the date that came with the text.
    """
    day = report.date
    if day is None or report.printed is not None:
        return day
    for mention in mentions:
        e = mention.date
        if mention.kind is not MentionKind.DATE or e is None:
            continue
        if mention.span.start > HEAD:
            break
        plain = e.form in {"weekday", "month_day"} and e.direction is None
        if plain and _heads(report.text, mention.span.start, mention.span.end):
            when = resolve(e, day)
            told = when.start if when is not None else None
            if told is not None and timedelta(0) <= day - told <= LATEST:
                return told
    return day


def _heads(text: str, start: int, end: int) -> bool:
    """Tell whether a date stands in a dateline: names before it on its line, a mark behind it."""
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    words = re.findall(r"[^\W\d_]+", before)
    if not words or len(words) > 8 or not PLACE.fullmatch(before):
        return False
    small = [word for word in words if word[0].islower() and len(word) > 3]
    return not small and BEHIND.match(text, end) is not None


def in_diary(e: DateExpression, report: Report) -> When | None:
    """Read a day and month behind a text's printed date, where the date that came with it lies behind it too.

    A diary printed under its first day, and sent with its last, tells of the days between, not of a year ago.
    """
    if report.printed is None or report.given is None or e.form != "month_day" or e.direction is not None:
        return None
    first, last = report.printed.value, report.given.value
    if not timedelta(0) < last - first <= LONGEST_DIARY or e.month is None or e.day is None:
        return None
    day = day_in_year(last.year, e.month, e.day)
    if day is None or not first < day <= last:
        return None
    return named_when(day, day, "month_day", reason="between the date printed and the one that came with it")
