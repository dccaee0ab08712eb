"""Numbers that count no persons: years, ages, lengths, money, calibres, the names of units and roads.

Which words tell is knowledge (`numbers.yaml`, roles from `unit` to `hyphen`); this module only says
where they stand: right behind the number, right before it, or tied to it.
"""

from collections.abc import Sequence

from tollbook.annotate.ages import is_age
from tollbook.annotate.number_words import PLACES_AHEAD, one, people_follow, phrases
from tollbook.annotate.numerals import Numeral
from tollbook.annotate.words import DASHES, Words

POSTCODE = 5


def followed_by_unit(words: Words, at: int) -> bool:
    """Tell whether a unit of length, weight, time or money, or "per cent", follows: "40 more minutes"."""
    at += words.at(at) == "of"
    for k in range(at, at + PLACES_AHEAD):
        if k > at and not words.flows(k):
            return False
        if words.hyphen(k) and k == at:
            continue
        if phrases("unit").at(words, k) is not None and not _is_name(words, k):
            return words.flows(k) or words.at(k) == "%"
        if words.at(k) == "a" and words.at(k + 1) == "." and words.at(k + 2) == "m":
            return True
        if words.at(k) == "p" and words.at(k + 1) == "." and words.at(k + 2) == "m":
            return True
        if words.at(k) not in phrases("modifier").firsts:
            return False
    return False


def _is_name(words: Words, at: int) -> bool:
    """Tell whether a word goes on with a dash and digits, as names do and units do not: "33 M-17 men"."""
    digits = words.at(at + 2)[:1].isdecimal()
    return words.at(at + 1) in DASHES and words.joined(at + 1) and words.joined(at + 2) and digits


def counts_no_persons(
    words: Words, first: int, start: int, end: int, numeral: Numeral, effects: Sequence[str]
) -> bool:
    """Tell whether the number at the words `start` to `end` (end exclusive) plainly counts no persons.

    `first` is the word where its qualifiers begin, `effects` what they do.
    """
    metres = words.at(numeral.end - 1) == "m" and not people_follow(words, numeral.end)
    return (
        metres
        or followed_by_unit(words, numeral.end)
        or _tied_before(words, start, numeral)
        or _tied_behind(words, numeral.end)
        or _named(words, start, numeral)
        or is_age(words, first, start, end, numeral)
        or _year(words, first, end, numeral, effects)
        or _list_mark(words, start, end)
        or _page_mark(words, start)
        or _clock(words, start, end, numeral)
    )


def _tied_before(words: Words, start: int, numeral: Numeral) -> bool:
    """Letters, money signs, strokes or a dash stand tied before the digits: "M5", "$40", "Su-24"."""
    before = words.at(start - 1)
    if one("money", before) and words.flows(start):
        return True
    if not words.joined(start):
        return False
    tied = words.joined(start - 1) and words.at(start - 2)[:1].isalnum()
    if before in DASHES:
        return tied and numeral.digits
    if before in {":", ".", ","}:
        return tied and numeral.digits
    if before == "+":
        return words.at(numeral.end)[:1].isdecimal()
    return before[:1].isalnum() or before in {"/", "#", "_", "=", "@", "\\", "&"}


def _tied_behind(words: Words, end: int) -> bool:
    """Letters, a clock's colon, a stroke, or a dash with an ordinary word stand tied behind the number."""
    word = words.at(end)
    if words.joined(end):
        if word[:1].isalnum() or (word in {":", "/", "_", "@", "="} and words.joined(end + 1)):
            return True
        if word in DASHES and words.joined(end + 1):
            following = words.at(end + 1)
            kept = one("hyphen", following) or phrases("after").at(words, end + 1) is not None
            return not kept
    return one("ordinal", word) and words.flows(end) and not words.capital(end)


def _named(words: Words, start: int, numeral: Numeral) -> bool:
    """The number is a name's: "Resolution 2254", "Route 60", "Form Two", "46 Brigade"."""
    before = words.at(start - 1)
    if words.flows(start) and one("designator", before) and words.capital(start - 1):
        return (numeral.bare or words.capital(start)) and not people_follow(words, numeral.end)
    if words.flows(start) and one("designator_low", before) and numeral.bare:
        return not people_follow(words, numeral.end)
    if before == "." and words.at(start - 2) in {"no", "nos"} and words.joined(start - 1):
        return True
    if numeral.bare and len(words.at(start)) == POSTCODE and len(before) == 2 and words.at(start - 2) == ",":
        letters = words.text[words.start[start - 1] : words.end[start - 1]]
        return letters.isalpha() and letters.isupper()
    behind = words.at(numeral.end)
    return numeral.bare and one("formation", behind) and words.capital(numeral.end)


def _year(words: Words, first: int, end: int, numeral: Numeral, effects: Sequence[str]) -> bool:
    """The number is a year: four digits from 1900 to 2099 with no comma and nobody it could count."""
    if not (numeral.bare and 1900 <= numeral.value <= 2099 and len(words.at(numeral.end - 1)) == 4):
        return False
    before = words.at(first - 1)
    if not effects and one("year_before", before) and words.flows(first):
        return True
    if people_follow(words, end):
        return False
    if not effects:
        return True
    return set(effects) <= {"about"} and numeral.value % 50 != 0


def _list_mark(words: Words, start: int, end: int) -> bool:
    """The number opens a line as a mark of a list: "1. Two men died", "2) ..."."""
    if end - start != 1 or len(words.at(start)) > 2 or not words.at(start).isdecimal():
        return False
    return _opens(words, start) and words.at(end) in {".", ")"} and words.joined(end)


def _page_mark(words: Words, start: int) -> bool:
    """The number is one of the page itself: "Image 3 of 10", "Page 1 of 1", or "1 of 12" alone on a line."""
    if not words.at(start).isdecimal():
        return False
    first = start - 2 if words.at(start - 1) in {"of", "/"} else start
    if words.at(first + 1) not in {"of", "/"}:
        return False
    if not (words.at(first).isdecimal() and words.at(first + 2).isdecimal() and words.flows(first + 2)):
        return False
    if one("shown", words.at(first - 1)) and words.flows(first):
        return words.capital(first - 1) or _opens(words, first - 1)
    return _opens(words, first) and _opens(words, first + 3)


def _opens(words: Words, at: int) -> bool:
    """Tell whether the word `at` opens a line, or the text ends before it."""
    return not 0 < at < len(words) or "\n" in words.gap(at)


def _clock(words: Words, start: int, end: int, numeral: Numeral) -> bool:
    """The number is an hour: "four in the morning", "half past three"."""
    behind = phrases("clock").at(words, end) if words.flows(end) else None
    past = words.at(start - 1) == "past" and words.at(start - 2) in {"half", "quarter", "minutes"}
    return numeral.value <= 24 and (past or behind is not None)
