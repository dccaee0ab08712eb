"""Parts of periods: words -> "first six months of 2016", "last day of February", "three days to Tuesday".

Each is a form without a calendar, which holds the whole that it is a part of.
"""

from tollbook.annotate.calendardays import Point, day_number, find, month_at, plays
from tollbook.annotate.datecounts import ordinal, units
from tollbook.annotate.datepoints import point
from tollbook.annotate.othercalendars import nth_of
from tollbook.annotate.words import Words
from tollbook.model.when import DateExpression

WHOLES = frozenset({"month", "year", "third", "this", "last", "season", "since", "week_number"})
OTHERS = frozenset({"hijri", "iranian"})
DAYS = frozenset({"weekday", "day", "date", "month_day", "overnight", "day_of_month"})
FRACTIONS = {"half": 2, "quarter": 4, "third": 3}
WEEKS = 53


def part_of(words: Words, at: int) -> Point | None:
    """Read "first half of August", "first quarter of 2008", "last 12 days of September", "last day of June".

    Example:
        >>> part_of(Words("last 12 days of September"), 0).expression.count
        12
    """
    last = words.at(at) in {"last", "final", "closing"}
    nth = 1 if last or words.at(at) in {"opening"} else ordinal(words, at)
    if nth is None or not words.flows(at + 1):
        return None
    start = at + 1
    if words.at(start) in FRACTIONS and words.at(start + 1) == "of":
        cut = FRACTIONS[words.at(start)]
        inner = _whole(words, start + 2)
        nth = cut if last else nth
        if inner is None or not 1 <= nth <= cut:
            return None
        e = DateExpression(form="fraction", count=nth, part=str(cut), inner=inner.expression)
        return Point(e, inner.end)
    counted, single = units(words, start), find(words, start, "unit")
    if counted is None and single is None:
        return None
    end = counted.end if counted is not None else single.end if single is not None else start
    if not words.flows(end):
        return None
    named = nth_of(words, end + 1, nth) if single and words.at(end) == "of" and not last else None
    if named is not None and words.at(end - 1) == "day":
        return named
    inner = _whole(words, end + 1) if words.at(end) in {"of", "in"} else None
    if inner is None:
        inner = _of_war(words, at, end, plural=counted is not None)
    if inner is None:
        return None
    unit = counted.unit if counted is not None else single.entry.sets["unit"] if single is not None else None
    if counted is not None and nth != 1:
        return None
    count = counted.many if counted is not None else 1
    skipped = 0 if last or counted is not None else nth - 1
    e = DateExpression(
        form="counted_of",
        count=count,
        day=skipped,
        unit=unit,
        direction="last" if last else "first",
        inner=inner.expression,
    )
    return Point(e, inner.end)


def _of_war(words: Words, at: int, end: int, *, plural: bool) -> Point | None:
    """Read "in the first fourteen months", "in its first week" as those of the war or offensive."""
    led = words.at(at - 1) in {"the", "its"} and words.at(at - 2) in {"in", "over", "during", "for", "within"}
    if not led or words.at(at) != "first" or words.at(end) in {"of", "since", "after"}:
        return None
    if not plural and words.at(end - 1) in {"day", "hour", "year"}:
        return None
    return Point(DateExpression(form="conflict_start"), end)


def _whole(words: Words, at: int) -> Point | None:
    start = at + (words.at(at) == "the")
    if words.at(start) in {"year", "month"} and start > at:
        return Point(DateExpression(form="this", unit=words.at(start)), start + 1)
    inner = point(words, start) if words.flows(at) else None
    e = inner.expression if inner is not None else None
    fits = e is not None and (e.form in WHOLES or (e.form in OTHERS and e.day is None))
    return inner if fits else None


def counted_to(words: Words, at: int) -> Point | None:
    """Read a stretch with one end: "three days to Tuesday", "week ending 13 May", "the week from 8 May"."""
    counted = units(words, at)
    if counted is None:
        single = find(words, at, "unit")
        if single is None or single.entry.sets["unit"] not in {"week", "month"}:
            return None
        unit, count, end = single.entry.sets["unit"], 1, single.end
    else:
        unit, count, end = counted.unit, counted.many, counted.end
    if not words.flows(end):
        return None
    link = find(words, end, "ending", "beginning")
    if link is None:
        return None
    if words.at(end) == "from" and words.at(at - 1) not in {"the", "in", "over"}:
        return None
    skip = words.at(link.end) == "the"
    inner = _clocked(words, link.end + skip) or _clocked(words, link.end)
    if inner is None or inner.expression.form not in DAYS:
        return None
    direction = "to" if link.entry.sets["role"] == "ending" else "from"
    if (unit == "hour" and words.at(inner.end - 1) == "midnight") or words.at(link.end + skip) == "midnight":
        count, unit = max(1, count // 24), "day"
    e = DateExpression(form="counted_to", count=count, unit=unit, direction=direction, inner=inner.expression)
    return Point(e, inner.end)


def _clocked(words: Words, at: int) -> Point | None:
    """Read a day behind an hour: "midnight Sunday", "noon on Friday"."""
    part = find(words, at, "part")
    if part is not None:
        at = part.end + (words.at(part.end) in {"on", "of"})
    return point(words, at) if words.flows(at) else None


def day_of_month(words: Words, at: int) -> Point | None:
    """Read a day that names no month: "on the 19th", "the third of the month", "17th of this month"."""
    digits = day_number(words, at)
    suffixed = digits is not None and digits[1] == at + 2
    day = digits[0] if digits is not None and suffixed else ordinal(words, at)
    end = at + 2 if suffixed else at + 1
    if day is None or words.at(at - 1) != "the":
        return None
    if words.at(end) == "of" and words.at(end + 1) in {"the", "this", "that", "last"}:
        if words.at(end + 2) == "month":
            direction = "last" if words.at(end + 1) == "last" else None
            return Point(DateExpression(form="day_of_month", day=day, direction=direction), end + 3)
        return None
    if not plays("day_before", words.at(at - 2)) or words.at(at - 2) in {"and", "the", "of", ",", "("}:
        return None
    behind = words.at(end)
    if not suffixed and behind[:1].isalpha():
        return None
    if behind == "of" or month_at(words, end) is not None or not words.flows(at):
        return None
    if words.flows(end) and (words.hyphen(end) or words.capital(end) or plays("nth_noun", behind)):
        return None
    return Point(DateExpression(form="day_of_month", day=day), end)


def week_number(words: Words, at: int) -> Point | None:
    """Read "week 40": a week of the calendar by its number."""
    if words.at(at) != "week" or not words.at(at + 1).isdecimal() or not words.flows(at + 1):
        return None
    count = int(words.at(at + 1)) if len(words.at(at + 1)) <= 2 else 0
    tied = words.joined(at + 2) and words.at(at + 2) not in {".", ",", ";", ":", ")"}
    if not 1 <= count <= WEEKS or tied or words.at(at - 1) in {"every", "each"}:
        return None
    return Point(DateExpression(form="week_number", count=count), at + 2)
