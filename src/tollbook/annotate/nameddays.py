"""Days that a word names: "Wednesday", "Friday night", "yesterday morning", "overnight into Saturday"."""

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
from tollbook.annotate.words import Words
from tollbook.model.when import DateExpression


def weekday(words: Words, at: int) -> Point | None:
    """Read "Wednesday", "Friday night", "Wednesday, 27 November 2024"."""
    found = find(words, at, "weekday")
    if found is None:
        return None
    end = found.end
    if plays("short", words.at(at)) and words.at(end) == "." and words.joined(end):
        end += 1
    if plays("name_before", words.at(at - 1)) and words.flows(at):
        return None
    if is_name(words, end):
        return None
    for skip in (0, 1):
        if skip and words.at(end) not in {",", "("}:
            break
        date = (
            (day_first(words, end + skip) or month_first(words, end + skip))
            if words.flows(end + skip)
            else None
        )
        if date is not None and date.expression.day is not None:
            bracket = skip and words.at(end) == "(" and words.at(date.end) == ")"
            inner = date.expression
            return dated(
                inner.year, inner.month or 1, inner.day or 1, date.end + bool(bracket), value_of(found)
            )
    if plays("short", words.at(at)) and not (words.capital(at) and words.at(at - 1) == "on"):
        return None
    part, end = _part_behind(words, end)
    return Point(DateExpression(form="weekday", weekday=value_of(found), part=part), end)


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
