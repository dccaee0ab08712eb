"""Days of the calendar: words -> "2 October", "October 2016", "2016-10-02", "in 2011" as forms.

What tells the month from the verb ("March to the capital", "may kill") and the day from a name ("6
October Street") stands in `knowledge/lexicon/en/dates.yaml`.
"""

from functools import cache
from typing import NamedTuple

from tollbook.annotate.number_words import people_follow
from tollbook.annotate.words import DASHES, Phrase, Phrases, Words
from tollbook.model.when import DateExpression

OLDEST_YEAR, FIRST_YEAR, LAST_YEAR = 1700, 1900, 2099
VERBS_TOO = frozenset({"may", "march"})
ENDINGS = frozenset({"st", "nd", "rd", "th"})


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


def value_of(phrase: Phrase) -> int:
    """Give the number that the phrase's entry sets."""
    return int(phrase.entry.sets["value"])


def day_number(words: Words, at: int) -> tuple[int, int] | None:
    """Read a day of the month ("2", "2nd", "02") at the word `at`: the day and the word behind it."""
    word = words.at(at)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    end = at + 1
    if words.joined(end) and words.at(end) in ENDINGS:
        return int(word), end + 1
    clock = words.at(end) == ":" and words.joined(end + 1) and words.at(end + 1).isdecimal()
    if words.joined(end) and (words.at(end)[0].isalnum() or words.at(end) == "%" or clock):
        return None
    return int(word), end


def year_number(words: Words, at: int, first: int = FIRST_YEAR) -> int | None:
    """Read a year of four digits, `first` or later, at the word `at`, or None."""
    word = words.at(at)
    if len(word) == 4 and word.isdecimal() and first <= int(word) <= LAST_YEAR:
        tied = words.joined(at + 1) and words.at(at + 1)[0].isalnum()
        return None if tied else int(word)
    return None


def year_behind(words: Words, at: int) -> tuple[int | None, int]:
    """Read a year behind a day or month, with or without a comma or "of"."""
    for skip in (0, 1):
        if skip and words.at(at) not in {",", "of"}:
            break
        year = year_number(words, at + skip, OLDEST_YEAR)
        if year is not None and words.flows(at) and words.flows(at + skip):
            if people_follow(words, at + skip + 1) and (skip == 1 or words.at(at + skip + 1) == "people"):
                break
            return year, at + skip + 1
    return None, at


def month_at(words: Words, at: int) -> tuple[int, int] | None:
    """Read a month's name at the word `at`: the month and the word behind it (and behind its full stop)."""
    found = find(words, at, "month")
    if found is None:
        return None
    end = found.end
    if plays("short", words.at(at)) and words.at(end) == "." and words.joined(end):
        end += 1
    return value_of(found), end


def is_name(words: Words, end: int) -> bool:
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


def numeric(words: Words, at: int) -> Point | None:
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
    month = month_at(words, at + 2)
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


def dated(
    words: Words, year: int | None, month: int, day: int, end: int, weekday: int | None = None
) -> Point:
    """Make the form of a day, with its year where it has one, or with "last year" behind it."""
    if year is not None:
        e = DateExpression(form="date", year=year, month=month, day=day, weekday=weekday)
        return Point(e, end)
    which, end = which_year(words, end)
    e = DateExpression(form="month_day", month=month, day=day, weekday=weekday, direction=which)
    return Point(e, end)


def which_year(words: Words, at: int) -> tuple[str | None, int]:
    """Read "last year" or "this year" right behind a day or month, with or without "of"."""
    start = at + (words.at(at) == "of")
    which = words.at(start)
    if which in {"last", "this"} and words.at(start + 1) == "year" and words.flows(at):
        behind = words.at(start + 2)
        if words.flows(start) and behind not in {"'s", "alone"}:
            return f"{which}_year", start + 2
    return None, at


def day_first(words: Words, at: int) -> Point | None:
    """Read "2 October", "2nd of October 2016"."""
    day = day_number(words, at)
    if day is None or (
        words.joined(at) and words.at(at - 1) in {"-", "/", ":"} and not words.at(at - 2).isdecimal()
    ):
        return None
    start = day[1] + (words.at(day[1]) == "of")
    month = month_at(words, start)
    if month is None or not words.flows(start):
        return None
    year, end = year_behind(words, month[1])
    if year is None and is_name(words, end):
        return None
    if (
        year is None
        and words.at(start) in VERBS_TOO
        and start == day[1] == at + 1
        and not _day_not_verb(words, at, start)
    ):
        return None
    return dated(words, year, month[0], day[0], end)


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


def month_first(words: Words, at: int) -> Point | None:
    """Read "October 2", "Oct. 2, 2016", "October 2016", "in March"."""
    month = month_at(words, at)
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
        if (
            verb
            and people_follow(words, day[1])
            and not plays("day_before", before)
            and not words.joined(day[1])
        ):
            return None
        year, end = year_behind(words, day[1])
        return None if year is None and is_name(words, end) else dated(words, year, month[0], day[0], end)
    year, end = year_behind(words, month[1])
    led = plays("month_before", before) and words.flows(at)
    if year is None and is_name(words, end):
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
    which, end = which_year(words, end) if year is None else (None, end)
    return Point(DateExpression(form="month", year=year, month=month[0], direction=which), end)


def plain_year(words: Words, at: int) -> Point | None:
    """Read a year where the words beside it show one: "in 2011", "the 2014 war", "(2013)"."""
    year = year_number(words, at)
    if year is None:
        return None
    before = words.at(at - 1)
    listed = before in {"and", ",", "or"} | DASHES and year_number(words, at - 2) is not None
    listed = listed or (before in DASHES and words.at(at - 2) == "mid") or _told_year(words, at)
    if not (listed or (plays("year_before", before) and words.flows(at))):
        return None
    if words.at(at + 1) == "," and words.at(at + 2).isdecimal() and words.joined(at + 2):
        return None
    if not plays("year_always", before) and not listed and people_follow(words, at + 1):
        return None
    if before == "(" and words.at(at + 1) != ")" and words.at(at + 1) not in DASHES:
        return None
    return Point(DateExpression(form="year", year=year), at + 1)


def _told_year(words: Words, at: int) -> bool:
    """Tell whether a year is told as one: "the worst was 1976, when", "it goes back to 1951"."""
    before = words.at(at - 1)
    if before in {"was", "is"}:
        return words.at(at + 1) == "," and words.at(at + 2) == "when"
    return before == "to" and words.at(at - 2) == "back"


def plain_decade(words: Words, at: int) -> Point | None:
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
