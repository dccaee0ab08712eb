"""Points of time: words -> one day, week, month, year or part of these, as a form without a calendar.

`annotate.dates` joins these points to ranges, starts and ends ("since", "until", "between").
"""

from functools import cache
from typing import NamedTuple

from tollbook.annotate.uncounted import people_follow
from tollbook.annotate.words import DASHES, Phrase, Phrases, Words, number
from tollbook.model.when import DateExpression

FIRST_YEAR, LAST_YEAR = 1900, 2099
VERBS_TOO = frozenset({"may", "march"})
ENDINGS = frozenset({"st", "nd", "rd", "th"})
VAGUE = frozenset({"few", "several", "couple", "many", "recent"})


class Point(NamedTuple):
    """One point of time: its form and the word behind it."""

    expression: DateExpression
    end: int


@cache
def _phrases(*roles: str) -> Phrases:
    return Phrases.load("dates", *roles)


def find(words: Words, at: int, *roles: str) -> Phrase | None:
    """Give the longest phrase of the date lexicon at the word `at` that plays one of `roles`, or None."""
    return _phrases(*roles).at(words, at)


def plays(role: str, word: str) -> bool:
    """Tell whether a phrase that plays `role` can start with `word`."""
    return word in _phrases(role).firsts


def point(words: Words, at: int) -> Point | None:
    """Read the point of time that starts at the word `at`, or None.

    Example:
        >>> point(Words("27 November 2024"), 0).expression.month
        11
    """
    word = words.at(at)
    if not word:
        return None
    if word[0].isdigit():
        return _numeric(words, at) or _day_first(words, at) or _year(words, at) or _decade(words, at)
    if word == "the":
        return _the(words, at)
    if word == "weekend" and words.at(at - 1) == "the" and words.at(at - 2) in {"at", "over", "on", "during"}:
        return Point(DateExpression(form="last", unit="weekend", direction="near"), at + 1)
    for read in (_third, _direction, _named_day, _weekday, _month_first, _season, _of_part, _holiday):
        found = read(words, at)
        if found is not None:
            return found
    return None


def _value(phrase: Phrase) -> int:
    return int(phrase.entry.sets["value"])


def day_number(words: Words, at: int) -> tuple[int, int] | None:
    """Read a day of the month ("2", "2nd", "02") at the word `at`: the day and the word behind it."""
    word = words.at(at)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    end = at + 1
    if words.joined(end) and words.at(end) in ENDINGS:
        return int(word), end + 1
    if words.joined(end) and (words.at(end)[0].isalnum() or words.at(end) in {":", "%"}):
        return None
    return int(word), end


def year_number(words: Words, at: int) -> int | None:
    """Read a year of four digits at the word `at`, or None."""
    word = words.at(at)
    if len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR:
        tied = words.joined(at + 1) and words.at(at + 1)[0].isalnum()
        return None if tied else int(word)
    return None


def _year_behind(words: Words, at: int) -> tuple[int | None, int]:
    """Read a year behind a day or month, with or without a comma or "of"."""
    for skip in (0, 1):
        if skip and words.at(at) not in {",", "of"}:
            break
        year = year_number(words, at + skip)
        if year is not None and words.flows(at) and words.flows(at + skip):
            if people_follow(words, at + skip + 1) and (skip == 1 or words.at(at + skip + 1) == "people"):
                break
            return year, at + skip + 1
    return None, at


def _month_at(words: Words, at: int) -> tuple[int, int] | None:
    """Read a month's name at the word `at`: the month and the word behind it (and behind its full stop)."""
    found = find(words, at, "month")
    if found is None:
        return None
    end = found.end
    if plays("short", words.at(at)) and words.at(end) == "." and words.joined(end):
        end += 1
    return _value(found), end


def _is_name(words: Words, end: int) -> bool:
    """Tell whether a capital word behind makes a date a name: "6 October Street", "Sunday Times"."""
    return (
        plays("name_after", words.at(end))
        and words.capital(end)
        and words.flows(end)
        and not _shouted(words, end)
    )


def _shouted(words: Words, at: int) -> bool:
    """Tell whether the word at `at` is written in capitals throughout."""
    return words.text[words.start[at] : words.end[at]].isupper()


def _numeric(words: Words, at: int) -> Point | None:
    """Read "2016-10-02", "2016/10/02", "02/10/2016", "27-Oct-2016", "02.10.2016"."""
    word = words.at(at)
    dotted = word.split(".")
    if len(dotted) == 3 and [len(p) for p in dotted] in ([2, 2, 4], [1, 1, 4], [1, 2, 4], [2, 1, 4]):
        return _made(int(dotted[2]), int(dotted[1]), int(dotted[0]), at + 1)
    sign = words.at(at + 1)
    if not (sign in {"/", "-"} and words.at(at + 3) == sign):
        return None
    if not all(words.joined(at + k) for k in range(1, 5)):
        return None
    middle, last = words.at(at + 2), words.at(at + 4)
    month = _month_at(words, at + 2)
    year = year_number(words, at + 4)
    if month is not None and year is not None and word.isdecimal() and len(word) <= 2:
        return _made(year, month[0], int(word), at + 5)
    if not (word.isdecimal() and middle.isdecimal() and last.isdecimal()):
        return None
    first_year = year_number(words, at)
    if first_year is None and len(word) == 4 and 1900 <= int(word) <= 2099:
        first_year = int(word)
    if first_year is not None and len(middle) <= 2 and len(last) <= 2:
        return _made(first_year, int(middle), int(last), at + 5)
    if (
        year is None
        or len(word) > 2
        or len(middle) > 2
        or not (1 <= int(word) <= 31 and 1 <= int(middle) <= 31)
    ):
        return None
    expression = DateExpression(form="slashed", year=year, month=int(middle), day=int(word))
    return Point(expression, at + 5)


def _made(year: int, month: int, day: int, end: int) -> Point | None:
    if not (1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    return Point(DateExpression(form="date", year=year, month=month, day=day), end)


def _dated(year: int | None, month: int, day: int, end: int, weekday: int | None = None) -> Point:
    form = "month_day" if year is None else "date"
    return Point(DateExpression(form=form, year=year, month=month, day=day, weekday=weekday), end)


def _day_first(words: Words, at: int) -> Point | None:
    """Read "2 October", "2nd of October 2016"."""
    day = day_number(words, at)
    if day is None or (
        words.joined(at) and words.at(at - 1) in {"-", "/", ":"} and not words.at(at - 2).isdecimal()
    ):
        return None
    start = day[1] + (words.at(day[1]) == "of")
    month = _month_at(words, start)
    if month is None or not words.flows(start):
        return None
    year, end = _year_behind(words, month[1])
    if year is None and _is_name(words, end):
        return None
    if (
        year is None
        and words.at(start) in VERBS_TOO
        and start == day[1] == at + 1
        and not _day_not_verb(words, at, start)
    ):
        return None
    return _dated(year, month[0], day[0], end)


def _day_not_verb(words: Words, at: int, month: int) -> bool:
    """Tell "on 20 May" and "20 May," from "20 may have died"."""
    if not words.capital(month):
        return False
    following = words.at(month + 1)
    if plays("modal", following) and words.flows(month + 1):
        return False
    before = words.at(at - 1)
    opens = at == 0 or "\n" in words.gap(at)
    signs = plays("day_before", before) or plays("weekday", before) or opens
    return signs or plays("day_behind", following) or not following or "\n" in words.gap(month + 1)


def _month_first(words: Words, at: int) -> Point | None:
    """Read "October 2", "Oct. 2, 2016", "October 2016", "in March"."""
    month = _month_at(words, at)
    if month is None:
        return None
    word, before = words.at(at), words.at(at - 1)
    verb = word in VERBS_TOO
    day = day_number(words, month[1]) if words.flows(month[1]) else None
    if (
        day is not None
        and before in {"in", "since", "during", "late", "early", "mid"}
        and people_follow(words, day[1])
    ):
        day = None
    if day is not None and (words.capital(at) or not verb):
        if verb and people_follow(words, day[1]) and before != "on" and not words.joined(day[1]):
            return None
        year, end = _year_behind(words, day[1])
        return None if year is None and _is_name(words, end) else _dated(year, month[0], day[0], end)
    year, end = _year_behind(words, month[1])
    led = plays("month_before", before) and words.flows(at)
    if year is None and _is_name(words, end):
        return None
    if year is None and (verb or plays("short", word)):
        if not led or (before in {"by", "of", "on"} and verb) or (before == "of" and plays("short", word)):
            return None
        if plays("modal", words.at(end)) or (plays("short", word) and not words.capital(at)):
            return None
        if (
            word == "march"
            and words.at(end) in {"on", "to", "towards", "of", "past"}
            and not words.capital(at)
        ):
            return None
    if year is None and not words.capital(at) and not led:
        return None
    return Point(DateExpression(form="month", year=year, month=month[0]), end)


def _weekday(words: Words, at: int) -> Point | None:
    """Read "Wednesday", "Friday night", "Wednesday, 27 November 2024"."""
    found = find(words, at, "weekday")
    if found is None:
        return None
    end = found.end
    if plays("short", words.at(at)) and words.at(end) == "." and words.joined(end):
        end += 1
    if plays("name_before", words.at(at - 1)) and words.flows(at):
        return None
    if _is_name(words, end):
        return None
    for skip in (0, 1):
        if skip and words.at(end) not in {",", "("}:
            break
        date = (
            (_day_first(words, end + skip) or _month_first(words, end + skip))
            if words.flows(end + skip)
            else None
        )
        if date is not None and date.expression.day is not None:
            bracket = skip and words.at(end) == "(" and words.at(date.end) == ")"
            inner = date.expression
            return _dated(
                inner.year, inner.month or 1, inner.day or 1, date.end + bool(bracket), _value(found)
            )
    if plays("short", words.at(at)) and not (words.capital(at) and words.at(at - 1) == "on"):
        return None
    part, end = _part_behind(words, end)
    return Point(DateExpression(form="weekday", weekday=_value(found), part=part), end)


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


def _named_day(words: Words, at: int) -> Point | None:
    """Read "today", "yesterday morning", "overnight", "tonight"."""
    found = find(words, at, "day", "overnight")
    if found is None:
        return None
    if found.entry.sets["role"] == "overnight":
        return _overnight(words, found.end)
    part, end = _part_behind(words, found.end)
    part = found.entry.get("part") or part
    return Point(DateExpression(form="day", count=_value(found), part=part), end)


def _overnight(words: Words, end: int) -> Point:
    """Read what follows "overnight": nothing, "on Friday", "into Saturday", "Friday to Saturday"."""
    link = words.at(end)
    start = end + (link in {"on", "into", "to"})
    night = _weekday(words, start) if words.flows(start) else None
    if night is None:
        return Point(DateExpression(form="overnight"), end)
    second_at = night.end + 1
    second = _weekday(words, second_at) if words.at(night.end) in {"to", "into", "and", "-", "–"} else None
    if second is not None:
        return Point(
            DateExpression(form="range", inner=night.expression, until=second.expression), second.end
        )
    direction = "into" if link in {"into", "to"} else None
    return Point(DateExpression(form="overnight", inner=night.expression, direction=direction), night.end)


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
        inner = point(words, start) if words.flows(start) else None
    if inner is None or inner.expression.form in {"third", "last_n"}:
        return None
    part = found.entry.sets["part"]
    if inner.expression.form in {"weekday", "day"}:
        if inner.expression.part is not None and part == "mid":
            return None
        return Point(_with_part(inner.expression, inner.expression.part or part), inner.end)
    if inner.expression.form in {"date", "month_day"}:
        return inner
    return Point(DateExpression(form="third", part=part, inner=inner.expression), inner.end)


def _with_part(e: DateExpression, part: str) -> DateExpression:
    return DateExpression(
        form=e.form,
        year=e.year,
        month=e.month,
        day=e.day,
        weekday=e.weekday,
        count=e.count,
        direction=e.direction,
        part=part,
    )


def _direction(words: Words, at: int) -> Point | None:
    """Read "last Friday", "this week", "past 48 hours", "last October", "next month"."""
    found = find(words, at, "direction")
    if found is None or not words.flows(found.end):
        return None
    direction, start = found.entry.sets["direction"], found.end
    if direction == "this" and words.at(start) == "past":
        start += 1
    day = _weekday(words, start)
    if day is not None and day.expression.form == "weekday":
        e = day.expression
        return Point(
            DateExpression(form="weekday", weekday=e.weekday, part=e.part, direction=direction), day.end
        )
    part = find(words, start, "part")
    if part is not None and direction == "this":
        return Point(DateExpression(form="day", count=0, part=part.entry.get("part")), part.end)
    month = _month_at(words, start)
    if month is not None and (words.at(start) not in VERBS_TOO or words.capital(start)):
        year, end = _year_behind(words, month[1])
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


def _season(words: Words, at: int) -> Point | None:
    """Read "spring of 2015", "summer 2016", "in the winter"; "fall" only with a year."""
    found = find(words, at, "season")
    if found is None:
        return None
    year, end = _year_behind(words, found.end)
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
        _weekday(words, start)
        or _named_day(words, start)
        or _day_first(words, start)
        or _month_first(words, start)
    )
    if inner is None or inner.expression.form not in {"weekday", "day", "date", "month_day"}:
        return None
    second_at = inner.end + 1
    if part == "night" and words.at(inner.end) in {"to", "into", "-", "–"}:
        second = _weekday(words, second_at)
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
        return Point(DateExpression(form="feast", part=words.at(at)), found.end)
    month, day = found.entry.sets["value"].split("-")
    year, end = _year_behind(words, found.end)
    return _dated(year, int(month), int(day), end)


def _year(words: Words, at: int) -> Point | None:
    """Read a year where the words beside it show one: "in 2011", "the 2014 war", "(2013)"."""
    year = year_number(words, at)
    if year is None:
        return None
    before = words.at(at - 1)
    listed = before in {"and", ",", "or"} | DASHES and year_number(words, at - 2) is not None
    if not (listed or (plays("year_before", before) and words.flows(at))):
        return None
    if words.at(at + 1) == "," and words.at(at + 2).isdecimal() and words.joined(at + 2):
        return None
    if not plays("year_always", before) and not listed and people_follow(words, at + 1):
        return None
    if before == "(" and words.at(at + 1) != ")" and words.at(at + 1) not in DASHES:
        return None
    return Point(DateExpression(form="year", year=year), at + 1)


def _decade(words: Words, at: int) -> Point | None:
    """Read "1990s"."""
    word = words.at(at)
    tied = words.joined(at + 1) and words.at(at + 1) in {"s", "'s"}
    if (
        len(word) == 4
        and word.isdecimal()
        and tied
        and FIRST_YEAR <= int(word) <= LAST_YEAR
        and word[3] == "0"
    ):
        return Point(DateExpression(form="decade", year=int(word)), at + 2)
    return None


def _the(words: Words, at: int) -> Point | None:
    """Read what only "the" opens: "the 2nd of October", "the same day", "the previous day"."""
    second = words.at(at + 1)
    named = find(words, at, "day", "third")
    if named is not None:
        return _named_day(words, at) or _third(words, at)
    if words.at(at + 2) == "day" and second in {"same", "previous", "next", "following"}:
        count = {"same": 0, "previous": -1}.get(second, 1)
        return Point(DateExpression(form="anchor", unit="day", count=count), at + 3)
    if second == "day" and words.at(at + 2) in {"before", "after"}:
        following = words.at(at + 3)
        if (
            following[:1].isalpha()
            and following not in {"and", "but", "in", "at", "when"}
            and words.flows(at + 3)
        ):
            return None
        return Point(
            DateExpression(form="anchor", unit="day", count=-1 if words.at(at + 2) == "before" else 1), at + 3
        )
    return None
