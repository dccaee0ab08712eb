"""Points of time: words -> one day, week, month, year or part of these, as a form without a calendar.

`annotate.dates` joins these points to ranges, starts and ends ("since", "until", "between").
"""

import msgspec

from tollbook.annotate.calendardays import (
    VERBS_TOO,
    Point,
    dated,
    day_first,
    find,
    month_at,
    month_first,
    numeric,
    plain_decade,
    plain_year,
    plays,
    value_of,
    year_behind,
)
from tollbook.annotate.nameddays import named_day, weekday
from tollbook.annotate.numerals import number
from tollbook.annotate.othercalendars import other_day
from tollbook.annotate.words import Phrase, Words
from tollbook.model.when import DateExpression

TENS = {"twenty": 20, "thirty": 30}
VAGUE = frozenset({"few", "several", "couple", "many", "recent"})
PARTS = frozenset({"morning", "afternoon", "evening", "night"})
OF_A_DAY = frozenset({"weekday", "day", "date", "month_day"})
MAY_LAST = frozenset({"to", "will", "would", "can", "could", "may", "might", "did", "not"})


def point(words: Words, at: int) -> Point | None:
    """Read the point of time that starts at the word `at`, or None.

    Example:
        >>> point(Words("27 November 2024"), 0).expression.month
        11
    """
    word = words.at(at)
    if not word:
        return None
    if word == "the":
        return _the(words, at)
    return _third(words, at) or _plain(words, at)


def _plain(words: Words, at: int) -> Point | None:
    """Read a point that no "early", "mid" or "late" opens, so that those never stand inside each other."""
    word = words.at(at)
    other = other_day(words, at)
    if other is not None:
        return other
    if word[:1].isdecimal():
        return numeric(words, at) or day_first(words, at) or plain_year(words, at) or plain_decade(words, at)
    for read in (
        _worded_day,
        _direction,
        named_day,
        weekday,
        month_first,
        _season,
        _of_part,
        _holiday,
        _weekend,
        _tied,
    ):
        found = read(words, at)
        if found is not None:
            return found
    return None


def _weekend(words: Words, at: int) -> Point | None:
    """Read "over the weekend", "their weekend battle", "the New Year weekend": the latest that has begun."""
    bare = words.at(at) == "weekends" and words.at(at - 1) == "the" and find(words, at + 1, "happening")
    if not (words.at(at) == "weekend" or bare) or plays("habit", words.at(at - 1)):
        return None
    behind = words.at(at + 1)
    if plays("weekend_noun", behind) or (words.at(at - 1) == "a" and behind not in {"of"}):
        return None
    if words.at(at - 1) in {"next", "coming"} or words.at(at - 2) in {"next", "coming"}:
        return None
    return Point(DateExpression(form="last", unit="weekend", direction="near"), at + 1)


def _tied(words: Words, at: int) -> Point | None:
    """Read a day that hangs on another one: "the same day", "the night before", "that period"."""
    found = find(words, at, "same", "shifted", "same_span")
    if found is None:
        return None
    role = found.entry.sets["role"]
    if role == "same_span":
        return Point(DateExpression(form="anchor", unit="span", count=0), found.end)
    behind = words.at(found.end)
    leads_on = behind[:1].isalpha() and words.flows(found.end) and not plays("clause", behind)
    if words.at(found.end - 1) in {"before", "after"} and leads_on:
        return None
    count = int(found.entry.sets["value"])
    part = next((w for w in words.low[at : found.end] if w in PARTS), None)
    return Point(DateExpression(form="anchor", unit="day", count=count, part=part), found.end)


def _third(words: Words, at: int) -> Point | None:
    """Read "early Sunday", "late last month", "mid-October", "the start of the year"."""
    found = find(words, at, "third")
    if found is None:
        return None
    start = found.end
    start += words.hyphen(start) + (words.at(start) == "on") + (words.at(start) == "in")
    if words.at(start) in {"the", "this"} and words.at(start + 1) in {"year", "month", "week", "decade"}:
        unit = words.at(start + 1)
        inner: Point | None = Point(DateExpression(form="this", unit=unit), start + 2)
    else:
        start += words.at(start) == "the"
        inner = _plain(words, start) if words.flows(start) else None
    if inner is None or inner.expression.form in {"third", "last_n"}:
        return None
    part = found.entry.sets["part"]
    if inner.expression.form in {"weekday", "day"}:
        if inner.expression.part is not None and part == "mid":
            return None
        return Point(_with_part(inner.expression, inner.expression.part or part), inner.end)
    if inner.expression.form in {"date", "month_day"} or inner.expression.day is not None:
        return inner
    return Point(DateExpression(form="third", part=part, inner=inner.expression), inner.end)


def _with_part(e: DateExpression, part: str) -> DateExpression:
    return msgspec.structs.replace(e, part=part)


def _direction(words: Words, at: int) -> Point | None:
    """Read "last Friday", "this week", "past 48 hours", "last October", "next month"."""
    found = find(words, at, "direction")
    if found is None or not words.flows(found.end):
        return None
    if words.at(at) == "last" and words.at(at - 1) in MAY_LAST and words.flows(at):
        return None
    direction, start = found.entry.sets["direction"], found.end
    if direction == "this" and words.at(start) == "past":
        direction, start = "past", start + 1
    day = weekday(words, start)
    if day is not None and day.expression.form == "weekday":
        e = day.expression
        return Point(
            DateExpression(form="weekday", weekday=e.weekday, part=e.part, direction=direction), day.end
        )
    part = find(words, start, "part")
    if part is not None and direction == "this":
        return Point(DateExpression(form="day", count=0, part=part.entry.get("part")), part.end)
    month = month_at(words, start)
    if month is not None and (words.at(start) not in VERBS_TOO or words.capital(start)):
        year, end = year_behind(words, month[1])
        return Point(DateExpression(form="month", month=month[0], year=year, direction=direction), end)
    season = find(words, start, "season")
    if season is not None and words.at(start) != "fall":
        part_ = season.entry.get("part")
        return Point(DateExpression(form="season", part=part_, direction=direction), season.end)
    return _counted(words, start, direction)


def _counted(words: Words, start: int, direction: str) -> Point | None:
    """Read units behind "last", "past", "this", "next": "week", "48 hours", "few days"."""
    unit = find(words, start, "unit")
    if unit is not None:
        name = unit.entry.sets["unit"]
        if name == "minute" or (words.at(start) + "s" != words.at(start) and words.at(start).endswith("s")):
            return (
                Point(DateExpression(form="recent", unit=name), unit.end)
                if direction in {"last", "past"}
                else None
            )
        form = "last_n" if direction == "past" and name != "weekend" else direction
        form = "last" if form == "past" else form
        if form in {"last"} and name in {"hour", "day"}:
            form = "last_n"
        if form in {"this", "next"} and name == "hour":
            return None
        if form in {"this", "next"} and name == "day":
            return Point(DateExpression(form="anchor", unit="day", count=int(form == "next")), unit.end)
        if unit.entry.get("value"):
            return _fortnight(unit, form)
        count = 1 if form == "last_n" else None
        return Point(DateExpression(form=form, unit=name, count=count), unit.end)
    if direction in {"this", "next"}:
        return None
    vague = words.at(start) in VAGUE or (words.at(start) == "a" and words.at(start + 1) in VAGUE)
    if vague:
        after = start + 1 + (words.at(start) == "a")
        after += words.at(after) == "of"
        unit = find(words, after, "unit")
        if unit is None:
            return None
        if words.at(after - 1) == "of" or "couple" in {words.at(start), words.at(start + 1)}:
            return Point(DateExpression(form="last_n", count=2, unit=unit.entry.sets["unit"]), unit.end)
        return Point(DateExpression(form="recent", unit=unit.entry.sets["unit"]), unit.end)
    count_ = number(words, start)
    unit = find(words, count_.end + words.hyphen(count_.end), "unit") if count_ is not None else None
    if count_ is None or unit is None:
        return None
    return Point(DateExpression(form="last_n", count=count_.value, unit=unit.entry.sets["unit"]), unit.end)


def _fortnight(unit: Phrase, direction: str) -> Point | None:
    """Read "past fortnight", "last fortnight": so many weeks up to now."""
    if direction not in {"last", "last_n"}:
        return None
    count, name = value_of(unit), unit.entry.sets["unit"]
    return Point(DateExpression(form="last_n", count=count, unit=name), unit.end)


def _worded_day(words: Words, at: int) -> Point | None:
    """Read "third of January", "twenty-first of May 2032": a day in words, as it is spoken on the radio."""
    tens = TENS.get(words.at(at), 0)
    start = at + 1 + words.hyphen(at + 1) if tens else at
    found = find(words, start, "ordinal")
    day = tens + int(found.entry.sets["value"]) if found is not None else 0
    if found is None or (tens and day >= tens + 10) or words.at(found.end) != "of":
        return None
    if words.at(at - 1) in {"a", "one"}:
        return None
    month = month_at(words, found.end + 1)
    if month is None or not words.capital(found.end + 1):
        return None
    year, end = year_behind(words, month[1])
    return dated(words, year, month[0], day, end)


def _season(words: Words, at: int) -> Point | None:
    """Read "spring of 2015", "summer 2016", "in the winter"; "fall" only with a year."""
    found = find(words, at, "season")
    if found is None:
        return None
    year, end = year_behind(words, found.end)
    led = words.at(at - 1) == "the" and words.at(at - 2) in {"in", "since", "during"}
    led = led or words.at(at - 1) in {"in", "since", "early", "mid", "late"}
    if year is None and (not led or words.at(at) == "fall" or words.at(end) == "of"):
        return None
    return Point(DateExpression(form="season", part=found.entry.get("part"), year=year), end)


def _of_part(words: Words, at: int) -> Point | None:
    """Read "morning of 2 October", "night of Thursday to Friday", "hours of Friday"."""
    found = find(words, at, "part")
    hours = words.at(at) == "hours" and words.at(at - 1) in {"early", "late", "morning", "small"}
    if found is None and not hours:
        return None
    end = found.end if found is not None else at + 1
    if words.at(end) not in {"of", "on"} or not words.flows(end + 1):
        return None
    part = found.entry.sets["part"] if found is not None else "early"
    start = end + 1 + (words.at(end + 1) == "the")
    inner = (
        other_day(words, start)
        or weekday(words, start)
        or named_day(words, start)
        or day_first(words, start)
        or month_first(words, start)
    )
    if inner is None or (inner.expression.form not in OF_A_DAY and inner.expression.day is None):
        return None
    second_at = inner.end + 1
    if part == "night" and words.at(inner.end) in {"to", "into", "-", "–"}:
        second = weekday(words, second_at)
        if second is not None:
            return Point(
                DateExpression(form="range", inner=inner.expression, until=second.expression), second.end
            )
    return Point(_with_part(inner.expression, part), inner.end)


def _holiday(words: Words, at: int) -> Point | None:
    """Read "Christmas Day", "New Year's Eve" (fixed days) and moveable feasts, which stay unresolved."""
    found = find(words, at, "holiday", "feast")
    if found is None or not words.capital(at):
        return None
    if found.entry.sets["role"] == "feast":
        moved = found.entry.get("value")
        if moved is None:
            return Point(DateExpression(form="feast", part=words.at(at)), found.end)
        year, end = year_behind(words, found.end)
        return Point(DateExpression(form="feast", part="easter", count=int(moved), year=year), end)
    month, day = found.entry.sets["value"].split("-")
    year, end = year_behind(words, found.end)
    return dated(words, year, int(month), int(day), end)


def _the(words: Words, at: int) -> Point | None:
    """Read what only "the" opens: "the 2nd of October", "the same day", "the previous day"."""
    named = find(words, at, "day", "third")
    if named is not None:
        return named_day(words, at) or _third(words, at)
    return _tied(words, at)
