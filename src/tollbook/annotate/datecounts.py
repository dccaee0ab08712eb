"""Counted time: words -> "three days ago", "two days of fighting", "six-year-old war", "third day running".

Each is a form without a calendar; `resolve.dates` counts from the report's date, or from the day that
`annotate.datelinks` ties it to.
"""

from typing import NamedTuple

from tollbook.annotate.calendardays import Point, day_number, find, plays
from tollbook.annotate.datepoints import VAGUE
from tollbook.annotate.nameddays import named_day, weekday
from tollbook.annotate.numerals import number
from tollbook.annotate.othercalendars import nth_of
from tollbook.annotate.words import Words
from tollbook.model.when import DateExpression

SHORTEST_HOURS = 12
APART_WITHIN = 8
LASTING_WITHIN = 3
OPEN = frozenset({"in", "over", "within"})
ARTICLES = frozenset({"the", "these", "those", "that", "just", "only", "about", "nearly", "almost"})
NO_SUM = frozenset({"'", "’", "of", "time", "or", "to", "after", "before", "ago", "from", "later"})
EXACT = {"year", "month", "decade", "century"}


class Units(NamedTuple):
    """So many units of time: "three days", "a fortnight" (two weeks), and the word behind them."""

    many: int
    unit: str
    end: int


def units(words: Words, at: int) -> Units | None:
    """Read a number and a unit of time: "three days", "a week", "24-hour", "a fortnight"."""
    if words.at(at) in {"a", "an", "one"} and find(words, at + 1, "unit") is not None:
        count, end = 1, at + 1
    else:
        found = number(words, at)
        if found is None:
            return None
        count, end = found.value, found.end
    end += words.hyphen(end)
    unit = find(words, end, "unit") if words.flows(end) else None
    if unit is None:
        return None
    name = unit.entry.sets["unit"]
    times = int(unit.entry.get("value") or 1)
    return Units(count * times, name, unit.end) if count > 0 else None


def ago(words: Words, at: int) -> Point | None:
    """Read "three days ago", "a week earlier", "recent days", "weeks ago", "one year and a day ago"."""
    if words.at(at) == "recent":
        unit = find(words, at + 1, "unit")
        return Point(DateExpression(form="recent", unit=unit.entry.sets["unit"]), unit.end) if unit else None
    vague = _vague_ago(words, at)
    if vague is not None:
        return vague
    first = units(words, at)
    if first is None:
        return None
    link = words.at(first.end)
    if link == "and" and words.flows(first.end):
        second = units(words, first.end + 1)
        if second is None or words.at(second.end) != "ago" or second.unit != "day":
            return None
        back = DateExpression(form="ago", count=first.many, unit=first.unit, part="exact")
        return Point(
            DateExpression(form="anchor", count=-second.many, unit="day", inner=back), second.end + 1
        )
    if not words.flows(first.end):
        return None
    if link == "ago":
        return _ago_on(words, first)
    if link == "after" and _leads_to_event(words, at, first):
        e = DateExpression(form="anchor", count=-first.many, unit=first.unit, direction="after")
        return Point(e, first.end + 1)
    if link in {"earlier", "later", "afterwards", "afterward", "thereafter"}:
        count = -first.many if link == "earlier" else first.many
        return Point(DateExpression(form="anchor", count=count, unit=first.unit), first.end + 1)
    return None


def _leads_to_event(words: Words, at: int, first: Units) -> bool:
    """Tell whether "three days after" goes on with what happened then: "three days after rebels broke in"."""
    behind = words.at(first.end + 1)
    if first.unit in {"hour", "minute"} or words.at(at - 1) in {"every", "within", "than"}:
        return False
    return behind[:1].isalpha() and words.flows(first.end + 1) and not plays("clause", behind)


def _ago_on(words: Words, first: Units) -> Point:
    """Read "a century ago on Friday", "ten years ago today": the very day, so many years back."""
    end = first.end + 1
    on = end + (words.at(end) == "on")
    day = (weekday(words, on) or named_day(words, on)) if words.flows(on) else None
    plain = DateExpression(form="ago", count=first.many, unit=first.unit)
    if day is None or first.unit not in EXACT or day.expression.form not in {"weekday", "day"}:
        return Point(plain, end)
    return Point(
        DateExpression(form="ago", count=first.many, unit=first.unit, part="exact", inner=day.expression),
        day.end,
    )


def _vague_ago(words: Words, at: int) -> Point | None:
    """Read "several weeks ago", "a couple of days ago", "years ago"."""
    article = words.at(at) == "a" and words.at(at + 1) in VAGUE
    if words.at(at) in VAGUE or article:
        couple = "couple" in {words.at(at), words.at(at + 1)}
        start = at + 1 + article
        start += words.at(start) == "of"
        count = 2 if couple else None
    elif find(words, at, "unit") is not None:
        count, start = None, at
    else:
        return None
    unit = find(words, start, "unit") if words.flows(start) else None
    if unit is None or not words.flows(unit.end):
        return None
    name, link = unit.entry.sets["unit"], words.at(unit.end)
    if link == "ago":
        form = "ago" if count else "recent"
        return Point(DateExpression(form=form, count=count, unit=name), unit.end + 1)
    if link in {"earlier", "later"} and count is not None:
        back = -count if link == "earlier" else count
        return Point(DateExpression(form="anchor", count=back, unit=name), unit.end + 1)
    return None


def age_of_war(words: Words, at: int) -> Point | None:
    """Read "six-year-old war", "five-year civil war" and "sixth year" of one: from that year on."""
    count = number(words, at) if words.at(at) not in {"a", "an"} else None
    if count is not None and words.hyphen(count.end) and words.at(count.end + 1) == "year":
        end = count.end + 2
        old = words.hyphen(end) and words.at(end + 1) == "old"
        end += 2 * old
        for k in range(end, end + 3):
            war = find(words, k, "conflict") if words.flows(k) else None
            if war is not None:
                return Point(DateExpression(form="war_age", count=count.value), war.end)
            if not words.at(k)[:1].isalpha():
                break
    nth = ordinal(words, at)
    if nth is not None and words.at(at + 1) == "year" and words.at(at - 1) in {"its", "the", "into"}:
        near = [words.at(k) for k in (*range(max(0, at - 8), at), *range(at + 2, at + 6))]
        if any(plays("conflict", near_word) for near_word in near):
            return Point(DateExpression(form="war_age", count=nth - 1), at + 2)
    return None


def ordinal(words: Words, at: int) -> int | None:
    """Read an ordinal in words: "third" is 3."""
    found = find(words, at, "ordinal")
    return int(found.entry.sets["value"]) if found is not None else None


def nth_day(words: Words, at: int) -> Point | None:
    """Read "third day running", "third day of fighting", "day eight of"; a feast's days stay unresolved."""
    if words.at(at) in {"day", "night"}:
        return _day_eight(words, at)
    nth, end = ordinal(words, at), at + 1
    if nth is None:
        digits = day_number(words, at)
        if digits is None or digits[1] != at + 2:
            return None
        nth, end = digits
    running = find(words, end, "running")
    end = running.end if running is not None else end
    if words.at(end) not in {"day", "night"} or not words.flows(end):
        return None
    end += 1
    after = find(words, end, "running")
    if after is not None and words.at(end) in {"running", "in"}:
        return Point(DateExpression(form="nth_day", count=nth, direction="running"), after.end)
    named = nth_of(words, end + 1, nth) if words.at(end) == "of" else None
    if named is not None:
        return named
    if any(find(words, k, "feast") for k in range(end, end + 4)):
        return Point(DateExpression(form="feast", part="day"), end)
    if running is not None or (words.at(at - 2) == "for" and words.at(at - 1) in {"the", "a"}):
        return Point(DateExpression(form="nth_day", count=nth, direction="running"), end)
    if words.at(end) == "of" and words.at(at - 1) in {"the", "a", "its"}:
        return Point(DateExpression(form="nth_day", count=nth, direction="on"), end)
    return None


def _day_eight(words: Words, at: int) -> Point | None:
    """Read "day eight of the offensive"."""
    found = number(words, at + 1) if words.flows(at + 1) else None
    if found is None or found.value < 1 or words.at(found.end) != "of" or not words.flows(found.end):
        return None
    return Point(DateExpression(form="nth_day", count=found.value, direction="on"), found.end)


def lasting(words: Words, at: int) -> Point | None:
    """Read a stretch up to now: "two days of fighting", "a three-week assault", "in four days".

    "The deadliest in five years" and "the third in a week" compare, and date nothing.
    """
    counted = units(words, at)
    if counted is None or words.at(at - 1) in {"every", "each", "first", "last", "next", "for"}:
        return None
    if counted.unit == "minute" or (counted.unit == "hour" and counted.many < SHORTEST_HOURS):
        return None
    end, own = _of_fighting(words, counted.end)
    if own is None and not _sums_up(words, at, counted):
        return None
    if counted.unit == "year" and (own is not None or _lasted(words, at)):
        return Point(DateExpression(form="war_age", count=counted.many), end)
    since = words.at(counted.end) == "since" or (own is not None and plays("conflict", own))
    direction = "since" if since and counted.unit not in {"day", "hour", "week"} else None
    e = DateExpression(form="lasting", count=counted.many, unit=counted.unit, direction=direction)
    return Point(e, end)


def _lasted(words: Words, at: int) -> bool:
    """Tell whether a conflict stands right before "has lasted", as in "a war that has lasted five years"."""
    near = range(max(0, at - APART_WITHIN), at)
    return words.at(at - 1) == "lasted" and any(find(words, k, "conflict") for k in near)


def _of_fighting(words: Words, at: int) -> tuple[int, str | None]:
    """Read "of heavy fighting", "' fighting", "-old battle" behind a count: the word behind, and the noun."""
    start = at + (words.at(at) in {"'", "’", "of"})
    if words.hyphen(start) and words.at(start + 1) == "old":
        start += 2
    for k in range(start, start + LASTING_WITHIN):
        if not words.at(k)[:1].isalpha() or not words.flows(k):
            break
        found = find(words, k, "lasting", "conflict")
        if found is not None:
            return found.end, words.at(k)
    return at, None


def _sums_up(words: Words, at: int, counted: Units) -> bool:
    """Tell whether "in four days" stands alone and sums up, neither comparing nor looking ahead."""
    if _lasted(words, at):
        return True
    if words.at(at - 1) == "the" and counted.unit == "hour":
        return words.at(counted.end) == "in" and words.at(counted.end + 1) == "which"
    opener = at - 1
    while opener > at - 3 and words.at(opener) in ARTICLES:
        opener -= 1
    if words.at(opener) not in OPEN or not words.flows(at):
        return False
    behind = words.at(counted.end)
    if opener < at - 1 and behind in {"since", "that", "which"}:
        return True
    if behind in NO_SUM:
        return False
    for k in range(opener - 1, max(-1, opener - APART_WITHIN), -1):
        if words.low[k] in {".", ";"} or not words.flows(k + 1):
            return True
        if find(words, k, "comparing", "ordinal") is not None:
            return False
    return True
