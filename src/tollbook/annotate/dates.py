"""Dates: text -> mentions of days, weeks, months and years, as forms that no calendar has met yet.

A form says how the words are to be read ("weekday", "since", "last_n") and holds their parts;
`resolve.dates` turns it into days once the report's date is known. Words stand in
`knowledge/lexicon/en/dates.yaml`. What an expression takes from others of the same text ("the day
before") is tied to it by `annotate.datelinks`.
"""

from functools import cache

import msgspec

from tollbook.annotate.calendardays import Point, find, year_number
from tollbook.annotate.datecounts import age_of_war, ago, lasting, nth_day
from tollbook.annotate.dateends import after, before, began, onward, since, so_far, until
from tollbook.annotate.dateforms import (
    anniversary,
    bare_day,
    day_to_clock,
    dotted_days,
    headed_years,
    month_span,
    night_between,
    quarter,
    running,
    year_began,
)
from tollbook.annotate.datelinks import linked
from tollbook.annotate.dateparts import counted_to, day_of_month, part_of, week_number
from tollbook.annotate.datepoints import VAGUE, point
from tollbook.annotate.dateranges import between, days_of_month, point_or_range
from tollbook.annotate.mended import mended
from tollbook.annotate.numerals import number_words
from tollbook.annotate.othercalendars import starts as other_starts
from tollbook.annotate.words import Phrases, Words
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.when import DateExpression

OPENERS = frozenset(
    "since until till by between from after before the a an at in during for exactly precisely".split()
)


def dates(text: str, *, month: int | None = None) -> list[Mention]:
    """Find the date expressions of `text`, in text order, none overlapping another.

    Spans leave "on", "in" and "the" outside, and hold "since", "until", "between", "from". `month` is that
    in which the text was printed, where known: by it alone "3.12" at the beginning of lines is told from a
    section.

    Example:
        >>> [(m.words, m.date.form) for m in dates("Since Wednesday, shells fell. Two died in July 2016.")]
        [('Since Wednesday', 'since'), ('July 2016', 'month')]
    """
    words = Words(mended(text))
    starts, found, at = _starts(), [], 0
    dotted = dotted_days(words, month)
    while at < len(words):
        word = words.low[at]
        read = _expression(words, at) if word[0].isdecimal() or word in starts else None
        if read is None and at in dotted:
            read = Point(dotted[at], at + 1)
        if read is not None:
            found.append((at, read))
        at = read.end if read is not None else at + 1
    return [_mention(words, text, at, read) for at, read in linked(words, found)]


def _mention(words: Words, text: str, at: int, read: Point) -> Mention:
    span = Span(words.start[at], words.end[read.end - 1])
    return Mention(
        kind=MentionKind.DATE,
        span=span,
        words=span.of(text),
        rule=f"dates.{read.expression.form}",
        date=read.expression,
    )


@cache
def _starts() -> frozenset[str]:
    plurals = {f"{word}s" for word in Phrases.load("dates", "weekday").firsts}
    return Phrases.load("dates").firsts | other_starts() | number_words() | OPENERS | VAGUE | plurals


def _expression(words: Words, at: int) -> Point | None:
    """Read the longest expression that starts at the word `at`."""
    word = words.at(at)
    if word == "since":
        return year_began(words, at) or since(words, at)
    if word in {"until", "till", "by"} or find(words, at, "as_of") is not None:
        return until(words, at)
    if word in {"between", "from"}:
        return between(words, at) or (onward(words, at) if word == "from" else None)
    if word in {"after", "before"}:
        found = after(words, at) if word == "after" else before(words, at)
        return found or _day_part(words, at)
    for read in (
        running,
        anniversary,
        night_between,
        day_to_clock,
        month_span,
        began,
        part_of,
        age_of_war,
        nth_day,
        counted_to,
        ago,
        lasting,
        days_of_month,
        day_of_month,
        bare_day,
        quarter,
        headed_years,
        week_number,
    ):
        found = read(words, at)
        if found is not None:
            return found
    found = (
        _year_first(words, at) or point_or_range(words, at) or _this_span(words, at) or _day_part(words, at)
    )
    return so_far(words, found) if found is not None else None


def _year_first(words: Words, at: int) -> Point | None:
    """Read "1992, Feb. 25-26" in a chronology: the year opens the line or sentence."""
    year = year_number(words, at)
    opens = at == 0 or "\n" in words.gap(at) or words.at(at - 1) in {".", ";"}
    told = point_or_range(words, at + 2) if year and opens and words.at(at + 1) == "," else None
    dated = _with_year(told.expression, year) if told is not None else None
    return Point(dated, told.end) if told is not None and dated is not None else None


def _with_year(e: DateExpression, year: int | None) -> DateExpression | None:
    """Give a day, a month or a range of them its year; None for other forms and those that have one."""
    if e.form in {"month_day", "month"} and e.year is None and e.direction is None:
        form = "date" if e.form == "month_day" else e.form
        return msgspec.structs.replace(e, form=form, year=year)
    if e.form == "range" and e.inner is not None and e.until is not None:
        inner, until = _with_year(e.inner, year), _with_year(e.until, year)
        if inner is not None and until is not None:
            return msgspec.structs.replace(e, inner=inner, until=until)
    return None


def _this_span(words: Words, at: int) -> Point | None:
    """Read "for the year so far", "for the month, all departments": this year or month up to now."""
    if (
        words.at(at) != "for"
        or words.at(at + 1) != "the"
        or words.at(at + 2) not in {"year", "month", "week"}
    ):
        return None
    behind = words.at(at + 3)
    tail = find(words, at + 3, "so_far")
    if tail is None and behind[:1].isalnum():
        return None
    e = DateExpression(form="this", unit=words.at(at + 2))
    return Point(e, tail.end if tail is not None else at + 3)


def _day_part(words: Words, at: int) -> Point | None:
    """Read a part of the day that names no day: "at dawn", "in the morning", "during the night"."""
    if words.at(at) not in {"at", "before", "in", "during"}:
        return None
    start = at + 1 + (words.at(at + 1) == "the") if words.at(at) != "at" else at + 1
    start += words.at(start) == "early"
    found = find(words, start, "part")
    if found is None or (words.at(at) in {"in", "during"} and words.at(start - 1) == words.at(at)):
        return None
    if words.at(found.end) in {"of", "on"} and point(words, start) is not None:
        return None
    if words.at(at) == "during" and found.entry.get("part") == "night":
        return Point(DateExpression(form="overnight"), found.end)
    return Point(DateExpression(form="day_part", part=found.entry.get("part")), found.end)
