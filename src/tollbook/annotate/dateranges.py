"""Ranges of days: words -> "3-7 May", "from Monday to Wednesday", "between March and June" as forms."""

import msgspec

from tollbook.annotate.calendardays import Point, day_number, find, month_at, year_number
from tollbook.annotate.datepoints import point
from tollbook.annotate.numerals import number
from tollbook.annotate.words import DASHES, Words
from tollbook.model.when import DateExpression

MOST_LISTED, HOURS_WITHIN = 6, 8
RISES = frozenset(
    {"rose", "rises", "rising", "risen", "fell", "climbed", "jumped", "grew", "went", "up", "down", "dropped"}
)


def _joined(first: DateExpression, link: str, second: Point) -> Point | None:
    """Make a range of two points where the words between them allow one."""
    one, two = first, second.expression
    pairs = {"weekday", "day", "month_day", "date", "month", "year", "third", "hijri", "iranian"}
    if one.form not in pairs or two.form not in pairs:
        return None
    if link in {"and", "&"} and not _neighbours(one, two):
        return None
    if link in {"to", "into"} and one.form == "day" and two.form not in {"day", "weekday"}:
        return None
    return Point(DateExpression(form="range", inner=one, until=two), second.end)


def _neighbours(one: DateExpression, two: DateExpression) -> bool:
    """Tell whether two points follow each other at once: "Friday and Saturday", "yesterday and today"."""
    if one.form == two.form == "weekday" and one.weekday is not None and two.weekday is not None:
        return (one.weekday + 1) % 7 == two.weekday and two.direction is None
    if one.form == two.form == "day":
        return (one.count or 0) + 1 == (two.count or 0)
    if one.form == two.form == "month" and one.month is not None and two.month is not None:
        return one.month % 12 + 1 == two.month and one.year is None
    return False


def point_or_range(words: Words, at: int) -> Point | None:
    """Read a point, or two that are joined: "Monday to Wednesday", "Friday and Saturday"."""
    first = point(words, at)
    if first is None or first.expression.form in {"range", "last_n", "recent", "anchor"}:
        return first
    timed = Point(first.expression, clock_behind(words, first.end))
    if words.at(timed.end) in DASHES | {"to"} and words.flows(timed.end):
        first = timed
    if words.at(first.end) == "'s" and words.at(first.end + 1) == "and":
        second = point(words, first.end + 2)
        return (_joined(first.expression, "and", second) if second is not None else None) or first
    link = words.at(first.end)
    if link == "and" and [words.at(first.end + k) for k in (1, 2, 3)] == ["the", "day", "before"]:
        two_days = _with_day_before(first)
        if two_days is not None:
            return two_days
    if link in {"to", "until", "till", "through", "into", "and", "&"} and words.flows(first.end):
        second = point(words, first.end + 1) if words.flows(first.end + 1) else None
    elif link in DASHES:
        second = point(words, first.end + 1)
        if second is None and first.expression.form == "month_day":
            return _tail_day(words, first) or first
    else:
        second = None
    if second is None and link in {"to", "and", "until", "through"}:
        return _tail_day(words, first) or first
    joined = _joined(first.expression, link, second) if second is not None else None
    return joined or first


def _with_day_before(first: Point) -> Point | None:
    """Read "yesterday and the day before"."""
    one = first.expression
    if one.form != "day" or one.count is None:
        return None
    before = DateExpression(form="day", count=one.count - 1)
    return Point(DateExpression(form="range", inner=before, until=one), first.end + 4)


def clock_behind(words: Words, at: int) -> int:
    """Give the word behind an hour that follows a day: "0800", "08:00 GMT", "at 0600"."""
    start = at + (words.at(at) == "at")
    word = words.at(start)
    if not (word.isdecimal() and words.flows(start)):
        return at
    if len(word) == 4 and int(word[:2]) <= 24 and int(word[2:]) < 60 and word < "2401":
        end = start + 1
    elif words.at(start + 1) == ":" and words.joined(start + 1) and words.at(start + 2).isdecimal():
        end = start + 3
    else:
        return at
    return end + (words.at(end) in {"gmt", "utc", "z", "hours", "hrs", "local"})


def clock_before(words: Words, at: int) -> int:
    """Give the word behind an hour that a day follows: "4 a.m. on Monday", "0600 on Monday", "six on Friday".

    Where no such hour stands, `at` itself. A number is an hour where a mark of hours stands with it or it has
    the four digits of a clock; a written number up to twelve also behind "between". What rises from "20 on
    Monday" is a count.
    """
    hour = number(words, at) if words.flows(at) else None
    if hour is None:
        part = find(words, at, "part")
        end = part.end if part is not None else at
        return end + 1 if end > at and words.at(end) == "on" else at
    end, digits, led = hour.end, words.at(at), words.low[max(0, at - HOURS_WITHIN) : at]
    clocked = digits.isdecimal() and len(digits) == 4 and digits <= "2400" and int(digits[2:]) < 60
    if words.at(end) == ":" and words.joined(end) and words.at(end + 1).isdecimal():
        end += 2
    for half in (["a", ".", "m", "."], ["p", ".", "m", "."], ["am"], ["pm"], ["o'clock"], ["hrs"], ["hours"]):
        if words.low[end : end + len(half)] == half:
            end += len(half)
    bare = end == hour.end
    if bare and not RISES.isdisjoint(led):
        return at
    in_words = not hour.digits and hour.value <= 12 and "between" in led
    if not (clocked or in_words or (hour.value <= 24 and not bare)):
        return at
    if words.at(end) == "on" and words.flows(end):
        return end + 1
    return end if clocked and bare and find(words, end, "weekday") else at


def _month_after(words: Words, first: Point, at: int) -> Point | None:
    """Read "March" or "May" as the second month of a pair, where it could be a verb alone."""
    month = month_at(words, at) if first.expression.form == "month" else None
    if month is None or not words.capital(at):
        return None
    return Point(DateExpression(form="month", month=month[0]), month[1])


def _year_after(words: Words, first: Point, at: int) -> Point | None:
    """Read "2013" in "from 2003 to 2013", where "to" alone shows no year."""
    year = year_number(words, at) if first.expression.form == "year" else None
    return Point(DateExpression(form="year", year=year), at + 1) if year is not None else None


def _tail_day(words: Words, first: Point) -> Point | None:
    """Read the second day of "May 3-7" and "October 2 and 3", with a year behind it or not."""
    one = first.expression
    day = day_number(words, first.end + 1)
    if one.form != "month_day" or one.day is None or day is None or day[0] <= one.day:
        return None
    if month_at(words, day[1]) is not None and words.flows(day[1]):
        return None
    if words.at(first.end) == "and" and (day[0] != one.day + 1 or _noun_behind(words, day[1])):
        return None
    comma = words.at(day[1]) == ","
    year = year_number(words, day[1] + comma)
    end = day[1] + comma + 1 if year is not None else day[1]
    form = "date" if year is not None else "month_day"
    inner = DateExpression(form=form, year=year, month=one.month, day=one.day)
    until = DateExpression(form=form, year=year, month=one.month, day=day[0])
    return Point(DateExpression(form="range", inner=inner, until=until), end)


def _noun_behind(words: Words, at: int) -> bool:
    """Tell whether a plain word follows, which a number before it would count ("and 3 men")."""
    word = words.at(at)
    return (
        word[:1].isalpha()
        and words.flows(at)
        and word not in {"in", "at", "when", "after", "and", "by", "that"}
    )


def days_of_month(words: Words, at: int, deep: int = 0) -> Point | None:
    """Read "3-7 May", "3 to 7 May 2016", "27 and 28 November", "5, 6 and 17 August".

    In "killed 2, 3-7 May" the number before the comma is no day: what a dash joins is no list.
    """
    first = day_number(words, at)
    if first is None:
        return None
    link = words.at(first[1])
    rest = days_of_month(words, first[1] + 1, deep + 1) if link == "," and deep < MOST_LISTED else None
    after = day_number(words, first[1] + 1) if rest is not None else None
    if after is not None and words.at(after[1]) in DASHES | {"to", "until"}:
        return None
    if rest is not None and rest.expression.inner is not None and first[0] < (rest.expression.inner.day or 0):
        inner = msgspec.structs.replace(rest.expression.inner, day=first[0])
        return Point(msgspec.structs.replace(rest.expression, inner=inner), rest.end)
    if link not in {"to", "and", "until", "/"} | DASHES:
        return None
    second = point(words, first[1] + 1)
    if (
        second is None
        or second.expression.form not in {"date", "month_day", "hijri", "iranian"}
        or second.expression.weekday is not None
    ):
        return None
    two = second.expression
    if not words.at(first[1] + 1)[0].isdecimal() or two.day is None or first[0] >= two.day:
        return None
    inner = DateExpression(form=two.form, year=two.year, month=two.month, day=first[0])
    return Point(DateExpression(form="range", inner=inner, until=two), second.end)


def between(words: Words, at: int) -> Point | None:
    """Read "between A and B" and "from A to B"; alone, the point behind "from" is left to the next word."""
    start = clock_before(words, at + 1)
    start += words.at(start) == "the"
    days = days_of_month(words, start)
    if days is not None:
        return days
    first = point(words, start)
    if first is None:
        return None
    first = Point(first.expression, clock_behind(words, first.end))
    if first.expression.form == "range":
        return first
    links = {"and"} if words.at(at) == "between" else {"to", "until", "till", "through", "into"}
    if words.at(first.end) not in links | DASHES or not words.flows(first.end):
        return None
    tail = (
        _tail_day(words, first)
        if words.at(at) == "from" or words.at(first.end) != "and"
        else _tail_any(words, first)
    )
    if tail is not None:
        return tail
    after = clock_before(words, first.end + 1)
    after += words.at(after) == "the"
    second = point(words, after) or _month_after(words, first, after) or _year_after(words, first, after)
    return _joined(first.expression, "to", second) if second is not None else None


def _tail_any(words: Words, first: Point) -> Point | None:
    """Read "between May 3 and 7": the second day may be any later one."""
    one, day = first.expression, day_number(words, first.end + 1)
    if one.form != "month_day" or one.day is None or day is None or day[0] <= one.day:
        return None
    if point(words, first.end + 1) is not None:
        return None
    until = DateExpression(form="month_day", month=one.month, day=day[0])
    return Point(DateExpression(form="range", inner=one, until=until), day[1])
