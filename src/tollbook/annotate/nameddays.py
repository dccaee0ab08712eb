"""Days that a word names: "Wednesday", "Friday night", "yesterday morning", "overnight into Saturday"."""

from functools import cache

from tollbook.annotate.calendardays import (
    Point,
    dated,
    day_first,
    find,
    is_name,
    month_first,
    plays,
    value_of,
)
from tollbook.annotate.othercalendars import other_day
from tollbook.annotate.words import Words
from tollbook.model.lexicon import load
from tollbook.model.when import DateExpression

TITLES = frozenset(
    {"district", "city", "division", "brigade", "battalion", "hospital", "university", "airport"}
)
"""Words of names that begin the next name behind a weekday: "on Saturday District Commissioner Ruan said"."""


def weekday(words: Words, at: int) -> Point | None:
    """Read "Wednesday", "Friday night", "Wednesday, 27 November 2024"."""
    found = find(words, at, "weekday")
    if found is None:
        return weekday_s(words, at)
    end = found.end
    if plays("short", words.at(at)) and words.at(end) == "." and words.joined(end):
        end += 1
    if plays("name_before", words.at(at - 1)) and words.flows(at):
        return None
    if is_name(words, end) and words.at(end) not in TITLES:
        return None
    for skip in (0, 1):
        if skip and words.at(end) not in {",", "("}:
            break
        other = other_day(words, end + skip, value_of(found)) if words.flows(end + skip) else None
        if other is not None and other.expression.day is not None:
            return other
        date = (
            (day_first(words, end + skip) or month_first(words, end + skip))
            if words.flows(end + skip)
            else None
        )
        if date is not None and date.expression.day is not None:
            bracket = skip and words.at(end) == "(" and words.at(date.end) == ")"
            inner = date.expression
            return dated(
                words, inner.year, inner.month or 1, inner.day or 1, date.end + bool(bracket), value_of(found)
            )
    if plays("short", words.at(at)) and not _short_day(words, at, end):
        return None
    part, end = _part_behind(words, end)
    direction, end = _week_behind(words, end)
    e = DateExpression(form="weekday", weekday=value_of(found), part=part, direction=direction)
    return Point(e, end)


def _short_day(words: Words, at: int, end: int) -> bool:
    """Tell whether a short form is a day: "on Sat", "Ostra, Sat., 5 a.m.", "Sat was the worst"."""
    before = words.at(at - 1)
    if not words.capital(at) or before == "the":
        return False
    stopped = words.at(end - 1) == "." or words.at(end) == ","
    return before == "on" or (stopped and before in {",", "", "(", "-"}) or "\n" in words.gap(at)


def _week_behind(words: Words, at: int) -> tuple[str | None, int]:
    """Read which week a weekday is of: "Tuesday of last week", "Friday last", "Monday a week ago"."""
    if not words.flows(at):
        return None, at
    if words.at(at) == "of" and words.at(at + 2) == "week" and words.at(at + 1) in {"last", "this"}:
        return ("last_week" if words.at(at + 1) == "last" else "this"), at + 3
    if words.at(at) in {"a", "one"} and words.at(at + 1) == "week" and words.at(at + 2) == "ago":
        return "week_ago", at + 3
    if words.at(at) == "last" and (not words.at(at + 1)[:1].isalnum() or _ends_day(words, at)):
        return "last", at + 1
    return None, at


def _ends_day(words: Words, at: int) -> bool:
    """Tell whether "last" belongs to the weekday before it, as in "on Friday last he came"."""
    if words.at(at - 2) != "on" or find(words, at + 1, "unit", "season", "month", "weekday"):
        return False
    return not words.at(at + 1)[:1].isdecimal()


def weekday_s(words: Words, at: int) -> Point | None:
    """Read "Saturdays blast", as a text writes it without apostrophes; "on Saturdays" is a habit."""
    word = words.at(at)
    if not (word.endswith("s") and words.capital(at)):
        return None
    if plays("habit", words.at(at - 1)) and not find(words, at + 1, "happening"):
        return None
    entry = _plurals().get(word)
    behind = words.at(at + 1)
    if entry is None or not behind[:1].isalpha() or words.capital(at + 1) or not words.flows(at + 1):
        return None
    if plays("clause", behind) or plays("day_behind", behind):
        return None
    return Point(DateExpression(form="weekday", weekday=int(entry)), at + 1)


@cache
def _plurals() -> dict[str, str]:
    entries = load("lexicon/en/dates.yaml").entries
    days = [e for e in entries if e.sets["role"] == "weekday"]
    return {f"{e.words[0]}s": e.sets["value"] for e in days}


def _part_behind(words: Words, end: int) -> tuple[str | None, int]:
    """Read the part of a day behind it: "morning", "at dawn", "overnight"."""
    at = end
    if words.at(at) in {"at", "in"} and words.flows(at):
        at += 1 + (words.at(at + 1) == "the")
    found = find(words, at, "part") if words.flows(at) else None
    if found is not None:
        return found.entry.get("part"), found.end
    if words.at(end) == "overnight" and words.flows(end):
        return "overnight", end + 1
    return None, end


def named_day(words: Words, at: int) -> Point | None:
    """Read "today", "yesterday morning", "overnight", "tonight"."""
    found = find(words, at, "day", "overnight")
    if found is None:
        return None
    if found.entry.sets["role"] == "overnight":
        return _overnight(words, found.end)
    part, end = _part_behind(words, found.end)
    part = found.entry.get("part") or part
    return Point(DateExpression(form="day", count=value_of(found), part=part), end)


def _overnight(words: Words, end: int) -> Point:
    """Read what follows "overnight": nothing, "on Friday", "into Saturday", "Friday to Saturday"."""
    link = words.at(end)
    start = end + (link in {"on", "into", "to"})
    night = weekday(words, start) if words.flows(start) else None
    if night is None:
        return Point(DateExpression(form="overnight"), end)
    second_at = night.end + 1
    second = weekday(words, second_at) if words.at(night.end) in {"to", "into", "and", "-", "–"} else None
    if second is not None:
        return Point(
            DateExpression(form="range", inner=night.expression, until=second.expression), second.end
        )
    direction = "into" if link in {"into", "to"} else None
    return Point(DateExpression(form="overnight", inner=night.expression, direction=direction), night.end)
