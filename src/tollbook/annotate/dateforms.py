"""Dates as logs, ledgers, courts and memorials write them: words -> forms without a calendar.

"The 9th inst.", "night of 14 to 15", "so far in May", "year to date", "the first quarter's ledger", "the
tenth anniversary of", "- 17.11 ambush": what stands seldom in agency news, and often elsewhere.
"""

from collections import Counter

from tollbook.annotate.calendardays import Point, day_number, find, month_at, plays, year_behind, year_number
from tollbook.annotate.datecounts import ordinal, units
from tollbook.annotate.dateparts import FRACTIONS
from tollbook.annotate.datepoints import point
from tollbook.annotate.nameddays import named_day, weekday
from tollbook.annotate.words import DASHES, Words
from tollbook.model.when import DateExpression

NIGHTS = frozenset({"night", "nights"})
INSTANT = {"inst": None, "instant": None, "ult": "last", "ultimo": "last"}
CLOSED = frozenset({"", ".", ",", ";", ":", ")", "(", "-", "–", "—", "at", "in", "by", "near", "and", "men"})
YEARS = frozenset({"month", "year", "decade"})
BULLETS = frozenset("-–—*•>·")
ANNIVERSARY_WITHIN = 12
MOST_LINES = 400


def running(words: Words, at: int) -> Point | None:
    """Read "so far in May", "thus far in 1991", "year to date", "in the present decade" as up to now.

    Example:
        >>> running(Words("So far in 1991: 2,640"), 0).expression.form
        'since'
    """
    tail = find(words, at, "so_far")
    if tail is not None and words.at(tail.end) == "in" and words.flows(tail.end):
        inner = point(words, tail.end + 1)
        if inner is not None and inner.expression.form in {"month", "year", "season"}:
            return Point(DateExpression(form="since", inner=inner.expression), inner.end)
    if words.at(at) == "year" and words.low[at + 1 : at + 3] == ["to", "date"]:
        return Point(DateExpression(form="this", unit="year"), at + 3)
    if words.low[at : at + 2] == ["the", "present"] and words.at(at + 2) in YEARS:
        return Point(DateExpression(form="this", unit=words.at(at + 2)), at + 3)
    return None


def year_began(words: Words, at: int) -> Point | None:
    """Read "since the year began", "since the new year": from the first of January of this year on."""
    low = words.low[at : at + 4]
    if low[:1] != ["since"]:
        return None
    if low[1:4] in (["the", "year", "began"], ["the", "year", "started"], ["the", "year", "opened"]):
        return Point(DateExpression(form="this", unit="year"), at + 4)
    if low[1:4] == ["the", "new", "year"] and not words.capital(at + 3):
        return Point(DateExpression(form="this", unit="year"), at + 4)
    return None


def quarter(words: Words, at: int) -> Point | None:
    """Read "the first quarter", "in the first half" with no year behind it: of this year or the last."""
    nth = ordinal(words, at)
    if nth is None or words.at(at + 1) not in {"quarter", "half"} or words.at(at - 1) != "the":
        return None
    cut = FRACTIONS[words.at(at + 1)]
    led = words.at(at - 2) in {"in", "for", "during", "over", "gives", "of"} or words.at(at + 2) == "'s"
    if words.at(at + 2) == "of" and words.at(at + 3) == "this" and words.at(at + 4) in {"one", "year"}:
        inner = DateExpression(form="this", unit="year")
        return Point(DateExpression(form="fraction", count=nth, part=str(cut), inner=inner), at + 5)
    if cut != 4 or not led or nth > cut or words.at(at + 2) == "of":
        return None
    inner = DateExpression(form="this", unit="year")
    return Point(DateExpression(form="fraction", count=nth, part="4", inner=inner), at + 2)


def anniversary(words: Words, at: int) -> Point | None:
    """Read "the tenth anniversary of the raid" and "exactly ten years since the raid": the day of the raid.

    The day is counted back from today or from the weekday that the same sentence names; with neither it is
    the whole year.
    """
    if words.at(at) in {"exactly", "precisely"}:
        counted = units(words, at + 1)
        if counted is None or counted.unit != "year" or words.at(counted.end) not in {"since", "after"}:
            return None
        return Point(DateExpression(form="ago", count=counted.many, unit="year", part="exact"), counted.end)
    years, end = _nth(words, at)
    if years is None or words.at(end) != "anniversary" or not words.flows(end) or words.at(end + 1) != "of":
        return None
    plain = DateExpression(form="ago", count=years, unit="year")
    for k in range(max(0, at - ANNIVERSARY_WITHIN), at):
        if any(words.low[n] in {".", "!", "?"} or not words.flows(n) for n in range(k + 1, at)):
            continue
        day = named_day(words, k) or weekday(words, k)
        if day is not None and day.expression.form in {"day", "weekday"}:
            inner = day.expression
            exact = DateExpression(form="ago", count=years, unit="year", part="exact", inner=inner)
            return Point(exact, end + 1)
    return Point(plain, end + 1)


def _nth(words: Words, at: int) -> tuple[int | None, int]:
    """Read "tenth", "25th", "twenty-fifth": the number and the word behind it."""
    digits = day_number(words, at)
    if digits is not None and digits[1] == at + 2:
        return digits
    tens = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}.get(words.at(at), 0)
    if tens and words.hyphen(at + 1):
        return (tens + (ordinal(words, at + 2) or 0)) or None, at + 3
    return ordinal(words, at), at + 1


def bare_day(words: Words, at: int) -> Point | None:
    """Read a day that names no month where no "on" leads it: "the fifth inst.", "night of the 19th".

    Example:
        >>> bare_day(Words("the raid of the 9th, at the camp"), 4).expression.day
        9
    """
    digits = day_number(words, at)
    suffixed = digits is not None and digits[1] == at + 2
    day = digits[0] if digits is not None and suffixed else ordinal(words, at)
    end = at + 2 if suffixed else at + 1
    if day is None or words.at(at - 1) != "the" or not words.flows(end - 1):
        return None
    behind = words.at(end)
    if behind in INSTANT:
        stop = end + 1 + (words.at(end + 1) == "." and words.joined(end + 1))
        return Point(DateExpression(form="day_of_month", day=day, direction=INSTANT[behind]), stop)
    led = words.at(at - 2) == "of" and bool(find(words, at - 3, "part", "happening"))
    if suffixed:
        led = led or (words.at(at - 2) in {"of", ",", "("} and behind in {":", ")", ",", ".", ";"})
    if not led or behind not in CLOSED or plays("nth_noun", behind):
        return None
    return Point(DateExpression(form="day_of_month", day=day), end)


def night_between(words: Words, at: int) -> Point | None:
    """Read "night of 14 to 15", "night of Mon-Tue": a night with its two days and no month."""
    if words.at(at) not in NIGHTS or words.at(at + 1) != "of":
        return None
    start = at + 2 + (words.at(at + 2) == "the")
    first = day_number(words, start)
    if first is None or words.at(first[1]) not in {"to", "into", "and"} | DASHES:
        return None
    after = first[1] + 1 + (words.at(first[1] + 1) == "the")
    second = day_number(words, after)
    if second is None or second[0] != first[0] + 1 or point(words, after) is not None:
        return None
    days = [DateExpression(form="day_of_month", day=day[0]) for day in (first, second)]
    return Point(DateExpression(form="range", inner=days[0], until=days[1]), second[1])


def day_to_clock(words: Words, at: int) -> Point | None:
    """Read "the 24 hours to 06.00": the day before and the day of the report."""
    counted = units(words, at)
    if counted is None or counted.unit != "hour" or counted.many not in {12, 24}:
        return None
    link = find(words, counted.end, "ending")
    if link is None or not words.at(link.end)[:1].isdecimal() or point(words, link.end) is not None:
        return None
    return Point(DateExpression(form="last_n", count=24, unit="hour"), counted.end)


def headed_years(words: Words, at: int) -> Point | None:
    """Read a year that opens its line and heads it: "2023: 87 killed", "2024 | 69"."""
    year = year_number(words, at)
    if year is None or "\n" not in words.gap(at) or words.at(at + 1) not in {":", "|"}:
        return None
    return Point(DateExpression(form="year", year=year), at + 1)


def month_span(words: Words, at: int) -> Point | None:
    """Read "Jan-Nov", "Jul.-Sept. 2019" in a table: from the one month to the other."""
    first = month_at(words, at) if words.capital(at) else None
    if first is None or words.at(first[1]) not in DASHES or not words.capital(first[1] + 1):
        return None
    second = month_at(words, first[1] + 1)
    if second is None or not words.joined(first[1] + 1) or day_number(words, second[1]) is not None:
        return None
    year, end = year_behind(words, second[1])
    months = [DateExpression(form="month", month=month, year=year) for month in (first[0], second[0])]
    return Point(DateExpression(form="range", inner=months[0], until=months[1]), end)


def dotted_days(words: Words, printed: int | None = None) -> dict[int, DateExpression]:
    """Find "17.11", "20.11", "26.11" at the beginning of lines, by word: days and months, no hours.

    They are days where at least two lines begin so, nearly all of them with the same month, every month one
    of the twelve, and the days run one way; hours and numbers of sections are seldom so.
    Where the month of print is known, theirs lies at most four before it or one behind.

    Example:
        >>> found = dotted_days(Words("- 17.11 ambush\\n- 20.11 a sniper"))
        >>> [(e.month, e.day) for e in found.values()]
        [(11, 17), (11, 20)]
    """
    found: dict[int, tuple[int, int]] = {}
    lines = 0
    for at, word in enumerate(words.low):
        day, dot, month = word.partition(".")
        if not (dot and day.isdecimal() and month.isdecimal() and len(day) <= 2 and len(month) == 2):
            continue
        opens = "\n" in words.gap(at) or (words.at(at - 1) in BULLETS and "\n" in words.gap(at - 1))
        if not opens or lines == MOST_LINES:
            continue
        lines += 1
        if not 1 <= int(month) <= 12:
            return {}
        if 1 <= int(day) <= 31:
            found[at] = int(month), int(day)
    months = Counter(own for own, _ in found.values())
    if not months or len(found) < 2:
        return {}
    common, times = months.most_common(1)[0]
    if times < 2 or times * 3 < lines * 2:
        return {}
    if printed is not None and (printed + 1 - common) % 12 > 5:
        return {}
    days = [day for own, day in found.values() if own == common]
    if days not in (sorted(days), sorted(days, reverse=True)):
        return {}
    return {
        at: DateExpression(form="month_day", month=own, day=number)
        for at, (own, number) in found.items()
        if own == common
    }
