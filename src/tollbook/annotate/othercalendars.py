"""Days of other calendars: words -> "15 Ramadan 1439", "3 Mehr", "Eid al-Fitr", "1397 SH" as forms.

Months, eras and feasts stand in `knowledge/lexicon/en/calendars.yaml`. Names of months are names of
people, agencies and places too ("Rajab", "Mehr"), so a month needs a day or a year beside it; only few
are known by themselves ("during Ramadan").
"""

from functools import cache

from tollbook.annotate.calendardays import Point, day_first, day_number, is_name, month_first, numeric, plays
from tollbook.annotate.number_words import people_follow
from tollbook.annotate.words import Phrase, Phrases, Words
from tollbook.model.when import DateExpression

FIRST_YEAR, LAST_YEAR = 1300, 1500
LED = frozenset(
    "in during since before after until till throughout for early late mid last this next".split()
)
PARTS_OF = frozenset(
    "month start beginning end eve day days night nights week weeks half middle rest".split()
)
DIRECTIONS = {"last": "last", "this": "this", "next": "next", "coming": "next", "past": "last"}
CIVIL = frozenset({"date", "slashed"})


@cache
def _phrases(role: str) -> Phrases:
    return Phrases.load("calendars", role)


def starts() -> frozenset[str]:
    """Give the words that an expression of these calendars can start with, numbers left out."""
    return _phrases("month").firsts | _phrases("feast").firsts


def other_day(words: Words, at: int, weekday: int | None = None) -> Point | None:
    """Read a day, month, year or feast of another calendar at the word `at`, or None.

    `weekday` is the one named before it. A day of the civil calendar that the text sets beside it goes
    into `inner`.

    Example:
        >>> other_day(Words("15 Ramadan 1439"), 0).expression.form
        'hijri'
    """
    read = (
        _day_first(words, at) or _year(words, at)
        if words.at(at).isdecimal()
        else _feast(words, at) or _month_first(words, at) or _directed(words, at)
    )
    if read is None:
        return None
    e = read.expression
    inner = _beside(words, read.end) if e.day is not None else None
    made = DateExpression(
        form=e.form,
        year=e.year,
        month=e.month,
        day=e.day,
        weekday=weekday,
        count=e.count,
        direction=e.direction,
        inner=inner,
    )
    return Point(made, read.end)


def month_of(words: Words, at: int) -> Phrase | None:
    """Give the month of another calendar that a capital word at `at` begins, or None."""
    return _phrases("month").at(words, at) if words.capital(at) else None


def nth_of(words: Words, at: int, nth: int) -> Point | None:
    """Read what "third day of" leads to at the word `at`: "Ramadan", "Eid al-Adha"."""
    at += words.at(at) == "the"
    feast = _feast(words, at)
    if feast is not None and feast.expression.day is not None:
        e = feast.expression
        if nth > (e.count or 1):
            return None
        day = (e.day or 0) + nth - 1
        return Point(DateExpression(form=e.form, year=e.year, month=e.month, day=day), feast.end)
    if words.at(at) == "holy" and words.at(at + 1) == "month":
        at += 2 + (words.at(at + 2) == "of")
    found = month_of(words, at)
    if found is None or not 1 <= nth <= 31:
        return None
    year, end = _year_behind(words, found.end)
    return _made(found, year, nth, end)


def _made(month: Phrase, year: int | None, day: int | None, end: int) -> Point:
    sets = month.entry.sets
    e = DateExpression(form=sets["calendar"], year=year, month=int(sets["value"]), day=day)
    return Point(e, end)


def _day_first(words: Words, at: int) -> Point | None:
    """Read "15 Ramadan", "15th of Ramadan 1439", "3 Mehr 1397"."""
    day = day_number(words, at)
    if day is None:
        return None
    start = day[1] + (words.at(day[1]) == "of")
    start += words.hyphen(start) if words.at(start - 1) != "of" else 0
    found = month_of(words, start)
    if found is None or not words.flows(start):
        return None
    year, end = _year_behind(words, found.end)
    if year is None and (_names_more(words, end) or not (found.entry.get("alone") or _led(words, at))):
        return None
    return _made(found, year, day[0], end)


def _month_first(words: Words, at: int) -> Point | None:
    """Read "Ramadan 15, 1439", "Mehr 1397"; a bare month only in "during Ramadan", "month of Ramadan"."""
    found = month_of(words, at)
    if found is None:
        return None
    day = day_number(words, found.end) if words.flows(found.end) else None
    if day is not None and not people_follow(words, day[1]):
        year, end = _year_behind(words, day[1])
        if year is not None or (found.entry.get("alone") and not _names_more(words, end)):
            return _made(found, year, day[0], end)
    year, end = _year_behind(words, found.end)
    if year is not None:
        return _made(found, year, None, end)
    before = words.at(at - 1)
    led = before in LED or (before == "of" and words.at(at - 2) in PARTS_OF)
    if not (found.entry.get("alone") and led and words.flows(at)) or _names_more(words, end):
        return None
    return _made(found, None, None, end)


def _directed(words: Words, at: int) -> Point | None:
    """Read "last Ramadan", "this Ramadan"."""
    direction = DIRECTIONS.get(words.at(at))
    found = _month_first(words, at + 1) if direction and words.flows(at + 1) else None
    if found is None or found.expression.day is not None or found.expression.year is not None:
        return None
    e = found.expression
    return Point(DateExpression(form=e.form, month=e.month, direction=direction), found.end)


def _year(words: Words, at: int) -> Point | None:
    """Read "1439 AH", "1397 SH": a year with its era behind it."""
    if not _is_year(words.at(at)):
        return None
    era = _era(words, at + 1)
    return (
        Point(DateExpression(form=era.entry.sets["calendar"], year=int(words.at(at))), era.end)
        if era
        else None
    )


def _era(words: Words, at: int) -> Phrase | None:
    """Give the era at the word `at`; short forms need their capitals, so that "ah" is none."""
    found = _phrases("era").at(words, at) if words.flows(at) else None
    if found is None:
        return None
    said = words.text[words.start[at] : words.end[found.end - 1]]
    return found if len(said) > 4 or said.isupper() else None


def _year_behind(words: Words, at: int) -> tuple[int | None, int]:
    """Read a year behind a day or month, with or without a comma, and its era."""
    for skip in (0, 1):
        if skip and words.at(at) not in {",", "of"}:
            break
        here = at + skip
        if not (_is_year(words.at(here)) and words.flows(at) and words.flows(here)):
            continue
        era = _era(words, here + 1)
        if era is None and people_follow(words, here + 1):
            break
        return int(words.at(here)), era.end if era is not None else here + 1
    return None, at


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and FIRST_YEAR <= int(word) <= LAST_YEAR


def _led(words: Words, at: int) -> bool:
    return plays("day_before", words.at(at - 1)) or plays("weekday", words.at(at - 1)) or at == 0


def _names_more(words: Words, end: int) -> bool:
    """Tell whether a name, or people, go on behind: "Ramadan Shalah", "15 Ramadan Street", "3 Asad men"."""
    if is_name(words, end) or people_follow(words, end):
        return True
    return words.capital(end) and words.flows(end) and words.gap(end) == " " and words.at(end).isalpha()


def _feast(words: Words, at: int) -> Point | None:
    """Read "Eid al-Fitr", "Ashura", "Nowruz 1397": feasts whose days these calendars fix."""
    found = _phrases("feast").at(words, at) if words.capital(at) else None
    if found is None:
        return None
    month, day = found.entry.sets["value"].split("-")
    year, end = _year_behind(words, found.end)
    e = DateExpression(
        form=found.entry.sets["calendar"],
        year=year,
        month=int(month),
        day=int(day),
        count=int(found.entry.get("days") or 1),
    )
    return Point(e, end)


def _beside(words: Words, at: int) -> DateExpression | None:
    """Read the day of the civil calendar that the text sets beside: "(30 May 2018)", "/ 25 May 2018"."""
    start = at + (words.at(at) in {"(", ",", "/", "-", "–"})
    led = _phrases("beside").at(words, start)
    start = led.end if led is not None else start
    start += words.at(start) == "to"
    if start == at or not words.flows(start):
        return None
    if plays("weekday", words.at(start)):
        start += 1 + (words.at(start + 1) == ",")
    if words.at(start)[:1].isdecimal():
        found = numeric(words, start) or day_first(words, start)
    else:
        found = month_first(words, start)
    return found.expression if found is not None and found.expression.form in CIVIL else None
