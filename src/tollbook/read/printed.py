"""Printed dates: the dates that stand in the head of a text -> days, in every style of print.

"Mon Aug 29 2016", "Fri 07 Apr 2017", "Nov 272017" (glued), "2016/08/12", "09-02-2016", "14 NOV 89",
"24.10.2016 (Monday)", "the third of March 2031". Where day and month could be either, a weekday decides,
then the date given beside the text, then the day comes first: that last reading is marked as assumed.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.model.provenance import Basis, Span

KNOWLEDGE = "lexicon/en/headers.yaml"
DATES = "lexicon/en/dates.yaml"
NEAR = timedelta(days=3)
PERIOD = re.compile(r"[ \t]?(?:[-–—]|to)[ \t]?")
NTH = "(?:st|nd|rd|th)"
FROM = "".join(
    rf"(?<!\b{number}{nth}{to})"
    for number in (r"\d", r"\d\d")
    for nth in ("", NTH)
    for to in ("[-–—]", " to ", " to the ")
)
"""No number of a day stands just before, from which a period runs ("22nd-28th October")."""


class PrintedDate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A date as print shows it; `year` is None where it is left out, `weekday` counts from Monday (0).

    `numbers` marks a date of numbers alone whose day and month could stand in either order.
    """

    span: Span
    form: str
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    numbers: bool = False
    short_year: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The day a printed date was read as, and on what ground."""

    day: date
    basis: Basis
    note: str | None = None


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[PrintedDate]:
    """Find the dates in a stretch of text, in order; a day that no calendar has is none.

    Two days with a dash or "to" between them are a period ("22 October - 3 November"), and neither is given.

    Example:
        >>> [(d.span.of("x Nov 272017 y"), d.year) for d in dates("x Nov 272017 y")]
        [('Nov 272017', 2017)]
        >>> [d.day for d in (*dates("22 October - 3 November 2031"), *dates("Oct. 22-28"))]
        []
    """
    held: PrintedDate | None = None
    in_period = False
    for found in _pattern().finditer(text, start, len(text) if end is None else end):
        if (printed := _printed(found)) is None:
            continue
        joined = held is not None and PERIOD.fullmatch(text, held.span.end, printed.span.start) is not None
        period = joined and held is not None and (held.month, held.day) != (printed.month, printed.day)
        if held is not None and not (period or in_period):
            yield held
        held, in_period = printed, period
    if held is not None and not in_period:
        yield held


def reading(printed: PrintedDate, given: date | None) -> Reading | None:
    """Settle on which day a printed date means; None where its year is left out and none is given.

    Example:
        >>> reading(next(dates("Tue 09-02-2016")), None).day.isoformat()
        '2016-02-09'
    """
    if printed.year is None:
        return _with_year(printed, given) if given else None
    orders = [(printed.month, printed.day)]
    if printed.numbers:
        orders.append((printed.day, printed.month))
    days = [day for month, number in orders if (day := _day(printed.year, month, number))]
    if len(set(days)) < 2:
        return _checked(days[0], printed) if days else None
    fits = [day for day in days if day.weekday() == printed.weekday]
    if len(fits) == 1:
        return Reading(day=fits[0], basis=Basis.STATED, note="the weekday tells day from month")
    near = [day for day in days if given and abs(day - given) <= NEAR]
    if len(near) == 1:
        return Reading(day=near[0], basis=Basis.INFERRED, note="the date given tells day from month")
    note = f"day before month by convention; the other order would be {days[1].isoformat()}"
    return Reading(day=days[0], basis=Basis.ASSUMED, note=note)


def whole(text: str, given: date | None = None) -> Reading | None:
    """Read a string that is one date and nothing else but a time of day, such as a field or an option.

    Example:
        >>> whole("2024-11-29T10:30:00Z").day.isoformat()
        '2024-11-29'
        >>> whole("a day in May") is None
        True
    """
    text = text[:80].strip()
    first = next(dates(text), None)
    if first is None or first.span.start > 0 or not TIME_ONLY.fullmatch(text, first.span.end):
        return None
    return reading(first, given)


FORMS = {
    "dmy": ("d1", "m1", "y1"),
    "mdy": ("d2", "m2", "y2"),
    "iso": ("d3", "m3", "y3"),
    "num": ("d4", "m4", "y4"),
}
TIME_ONLY = re.compile(
    r"(?:[T ,]{0,2}(?:at )?\d{1,2}:?\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r" ?(?:[AP]M|Z|[A-Z]{3,4})? ?(?:[+-]\d{2}:?\d{2})?)?"
)


def _checked(day: date, printed: PrintedDate) -> Reading:
    basis, notes = Basis.STATED, []
    if printed.short_year:
        basis = Basis.INFERRED
        notes.append("a year of two digits, read as 1970 to 2069")
    if printed.weekday is not None and printed.weekday != day.weekday():
        notes.append("the weekday printed beside it does not fit this date")
    return Reading(day=day, basis=basis, note="; ".join(notes) or None)


def _with_year(printed: PrintedDate, given: date) -> Reading | None:
    years = (given.year, given.year - 1, given.year + 1)
    days = [day for year in years if (day := _day(year, printed.month, printed.day))]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs(day - given))
    note = "the year is left out: the one nearest to the date given"
    if printed.weekday is not None and nearest.weekday() != printed.weekday:
        note += "; the weekday printed beside it does not fit"
    return Reading(day=nearest, basis=Basis.INFERRED, note=note)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def words(role: str) -> dict[str, str]:
    """Give the words of one role, with the number that their entry sets."""
    entries = lexicon.load(KNOWLEDGE).entries
    return {
        word: entry.get("number") or ""
        for entry in entries
        if entry.get("role") == role
        for word in entry.words
    }


def alternation(role: str) -> str:
    """Give the words of one role as an alternation, longest first: as written, in capitals, Capitalised."""
    both = {form for word in words(role) for form in (word, word.upper(), word.title())}
    return "|".join(re.escape(word) for word in sorted(both, key=lambda w: (-len(w), w)))


@cache
def _numbers(role: str) -> dict[str, int]:
    return {word.casefold(): int(number) for word, number in words(role).items()}


@cache
def _ordinals() -> dict[str, int]:
    """Give the words for the number of a day: "third" is 3."""
    entries = lexicon.load(DATES).entries
    return {w: int(e.sets["value"]) for e in entries if e.get("role") == "ordinal" for w in e.words}


def _spoken(words: str) -> int:
    """Read a day in words: "third", "twenty-first"; 0, which no calendar has, where they do not fit."""
    *tens, last = re.split(r"[ -]", words)
    day = _ordinals()[last]
    return day if not tens else 0 if day > 9 else day + (20 if tens[0] == "twenty" else 30)


@cache
def _pattern() -> re.Pattern[str]:
    month = rf"(?:{alternation('month')})(?![^\W\d_])\.?"
    weekday = rf"(?<!\w)(?:{alternation('weekday')})(?!\w)\.?"
    year = r"(?:19|20)\d\d(?!\d)"
    short = r"(?:'\d\d(?!\d)|\d\d(?=\s{0,2}(?:[\n()\];]|[.:](?!\d)|$)))"
    day = r"\d{1,2}"
    spoken = rf"(?:(?:twenty|thirty)[ \-])?(?:{'|'.join(_ordinals())})"
    ends = rf"[ ,]{{0,2}}{year}|\s{{0,2}}(?:[\n)\];,]|[.:](?!\d)|$)"
    till = rf" to (?:the )?\d{{1,2}}(?![\d:])| [-–—] \d{{1,2}}{NTH}?(?={ends})"
    forms = (
        rf"(?P<dmy>(?:{FROM}(?P<d1>{day}){NTH}?(?: of)?[ .\-/]{{0,2}}|(?P<d1b>{spoken}) of )"
        rf"(?P<m1>{month})"
        rf"(?:[ ,\-/]{{0,2}}(?P<y1>{year}|{short}))?)",
        rf"(?P<mdy>(?P<m2>{month})[ \-]?(?:(?P<d2>{day}){NTH}?[ ,]{{0,2}}(?P<y2>{year})"
        rf"|(?P<d2b>{day}){NTH}?+(?!\d|:\d|[-–—](?:\d{{1,2}}(?![\d:])|{month})|{till})))",
        r"(?P<iso>(?P<y3>(?:19|20)\d\d)(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d))",
        rf"(?P<num>(?P<d4>{day})(?P<s4>[-/.])(?P<m4>\d{{1,2}})(?P=s4)(?P<y4>{year}|\d\d(?![\d.,:/\-]?\d)))",
    )
    before = rf"(?:(?P<w1>{weekday})[ ,.(\t]{{0,3}})?(?:the )?"
    after = rf"(?:[ ,(/]{{1,3}}(?P<w2>{weekday})\)?)?"
    return re.compile(rf"(?<![\w/.])(?<!\d[-–—:,]){before}(?:{'|'.join(forms)}){after}")


def _printed(found: re.Match[str]) -> PrintedDate | None:
    months = _numbers("month")
    form = next(form for form in FORMS if found[form])
    d, m, y = FORMS[form]
    day = _spoken(found["d1b"]) if found["d1b"] else int(found[d] or found["d2b"])
    month = int(found[m]) if found[m].isdigit() else months[found[m].rstrip(".").casefold()]
    digits = (found[y] or "").lstrip("'")
    year = int(digits) if digits else None
    short = len(digits) == 2
    if short and year is not None:
        year += 1900 if year >= 70 else 2000
    swapped = form == "num" and month > 12 >= day
    if swapped:
        day, month = month, day
    either = form == "num" and not swapped and day <= 12 and day != month
    if _day(year or 2000, month, day) is None:
        return None
    day_word = found["w1"] or found["w2"]
    end = found.end()
    if found["w2"] and found["w1"]:
        end = found.end(form)
    return PrintedDate(
        span=Span(found.start(), end),
        form=form,
        year=year,
        month=month,
        day=day,
        weekday=_numbers("weekday")[day_word.rstrip(".").casefold()] if day_word else None,
        numbers=either,
        short_year=short,
    )
