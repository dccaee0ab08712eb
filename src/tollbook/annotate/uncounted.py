"""Numbers that count no persons: years, ages, lengths, money, calibres, the names of units and roads.

Which words tell is knowledge (`numbers.yaml`, roles from `unit` to `hyphen`); this module only says
where they stand: right behind the number, right before it, or tied to it.
"""

from collections.abc import Sequence
from functools import cache

from tollbook.annotate.numerals import Numeral
from tollbook.annotate.words import DASHES, Phrases, Words

PLACES_AHEAD = 3
OLDEST = 110
AGES_MOST = 6
FEW = frozenset("two three four five six seven both 2 3 4 5 6 7".split())
POSTCODE = 5
UNDER = frozenset({"under", "over", "above", "below"})


@cache
def _phrases(role: str) -> Phrases:
    return Phrases.load("numbers", role)


def _one(role: str, word: str) -> bool:
    return word in _phrases(role).firsts


def people_follow(words: Words, at: int) -> bool:
    """Tell whether a word for persons stands at the word `at` or within the next two.

    Example:
        >>> people_follow(Words("2000 armed men left"), 1)
        True
    """
    for k in range(at, min(at + PLACES_AHEAD, len(words))):
        word = words.low[k]
        if not word[0].isalpha() or not words.flows(k):
            return False
        if _phrases("people").at(words, k) is not None:
            return True
        if _one("function", word):
            return False
    return False


def followed_by_unit(words: Words, at: int) -> bool:
    """Tell whether a unit of length, weight, time or money, or "per cent", follows: "40 more minutes"."""
    at += words.at(at) == "of"
    for k in range(at, at + PLACES_AHEAD):
        if k > at and not words.flows(k):
            return False
        if words.hyphen(k) and k == at:
            continue
        if _phrases("unit").at(words, k) is not None:
            return words.flows(k) or words.at(k) == "%"
        if words.at(k) == "a" and words.at(k + 1) == "." and words.at(k + 2) == "m":
            return True
        if words.at(k) == "p" and words.at(k + 1) == "." and words.at(k + 2) == "m":
            return True
        if words.at(k) not in _phrases("modifier").firsts:
            return False
    return False


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
        or _age(words, first, start, end, numeral)
        or _year(words, first, end, numeral, effects)
        or _list_mark(words, start, end)
        or _clock(words, start, end, numeral)
    )


def _tied_before(words: Words, start: int, numeral: Numeral) -> bool:
    """Letters, money signs, strokes or a dash stand tied before the digits: "M5", "$40", "Su-24"."""
    before = words.at(start - 1)
    if _one("money", before) and words.flows(start):
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
            kept = _one("hyphen", following) or _phrases("after").at(words, end + 1) is not None
            return not kept
    return _one("ordinal", word) and words.flows(end)


def _named(words: Words, start: int, numeral: Numeral) -> bool:
    """The number is a name's: "Resolution 2254", "Route 60", "Form Two", "46 Brigade"."""
    before = words.at(start - 1)
    if words.flows(start) and _one("designator", before) and words.capital(start - 1):
        return (numeral.bare or words.capital(start)) and not people_follow(words, numeral.end)
    if words.flows(start) and _one("designator_low", before) and numeral.bare:
        return not people_follow(words, numeral.end)
    if before == "." and words.at(start - 2) in {"no", "nos"} and words.joined(start - 1):
        return True
    if numeral.bare and len(words.at(start)) == POSTCODE and len(before) == 2 and words.at(start - 2) == ",":
        letters = words.text[words.start[start - 1] : words.end[start - 1]]
        return letters.isalpha() and letters.isupper()
    behind = words.at(numeral.end)
    return numeral.bare and _one("formation", behind) and words.capital(numeral.end)


def _age(words: Words, first: int, start: int, end: int, numeral: Numeral) -> bool:
    """The number is an age: "aged 12", "a boy of ten", "Ahmad, 24,", "children under 5"."""
    if numeral.value > OLDEST:
        return False
    if _phrases("age").before(words, first) is not None or _phrases("age").before(words, start) is not None:
        return True
    if words.at(first - 1) == "of" and _one("kin", words.at(first - 2)) and words.flows(first):
        return True
    if _of_age(words, first, end) or _aged_kin(words, start, end, numeral):
        return True
    before, other = words.at(start - 1), words.at(start - 2)
    if before in UNDER and (
        _one("kin", other) or other in {"those", "people", "anyone", "minors", "persons"}
    ):
        behind = words.at(end)
        return not behind[:1].isalpha() or _one("function", behind)
    if before == "," and first == start and words.at(end) in {",", ";", ")", "."} and numeral.bare:
        return (
            numeral.value > 0
            and words.flows(start)
            and (_one("kin", other) or (words.capital(start - 2) and words.capital(start - 3)))
        ) or _behind_initial(words, start, numeral)
    return False


def _behind_initial(words: Words, start: int, numeral: Numeral) -> bool:
    """The number follows a name that ends in an initial: "Luis Z., 43,"."""
    initial = words.at(start - 2) == "." and len(words.at(start - 3)) == 1 and words.capital(start - 3)
    return numeral.value > 0 and initial and words.capital(start - 4) and words.flows(start)


def _of_age(words: Words, first: int, end: int) -> bool:
    """The number is the age of one person: "a baker of 31", but not "a group of 22"."""
    if words.at(first - 1) != "of" or not words.flows(first):
        return False
    noun = words.at(first - 2)
    behind = words.at(end)
    if not noun[:1].isalpha() or _one("collective", noun) or people_follow(words, end):
        return False
    if behind[:1].isalpha() and words.flows(end) and not (_one("function", behind) or behind.endswith("ed")):
        return False
    return any(words.at(first - k) in {"a", "an"} for k in (3, 4, 5))


def _aged_kin(words: Words, start: int, end: int, numeral: Numeral) -> bool:
    """The number is an age between commas: "his apprentice, 16, was".

    Two or more of them in a row may stand behind any persons: "two men, 24 and 31, were".
    """
    if numeral.value < 1:
        return False
    if not numeral.bare:
        apart = words.at(start - 1) == "," and words.at(end) in {",", ";", ")"}
        is_plural = words.at(start - 2).endswith(("s", "men", "children", "people"))
        return apart and _owned(words, start - 2) and not is_plural
    first, last = _run_of_numbers(words, start, end - 1)
    if last > first and _phrases("age").before(words, first) is not None:
        return True
    if words.at(first - 1) != "," or words.at(last + 1) not in {",", ";", ")"}:
        return False
    noun = first - 2
    if last > first:
        counted = words.at(noun).endswith("s") and words.at(noun - 1) in FEW
        return counted or _owned(words, noun) or _phrases("people").at(words, noun) is not None
    return _owned(words, noun)


def _run_of_numbers(words: Words, first: int, last: int) -> tuple[int, int]:
    """Give the first and last word of the bare numbers that stand in a row: "17, 19 and 24"."""
    for _ in range(AGES_MOST):
        if not (words.at(first - 1) in {",", "and"} and words.at(first - 2).isdecimal()):
            break
        first -= 2
    for _ in range(AGES_MOST):
        if not (words.at(last + 1) in {",", "and"} and words.at(last + 2).isdecimal()):
            break
        last += 2
    return first, last


def _owned(words: Words, noun: int) -> bool:
    return words.at(noun)[:1].isalpha() and words.at(noun - 1) in {"his", "her", "their", "my", "a", "an"}


def _year(words: Words, first: int, end: int, numeral: Numeral, effects: Sequence[str]) -> bool:
    """The number is a year: four digits from 1900 to 2099 with no comma and nobody it could count."""
    if not (numeral.bare and 1900 <= numeral.value <= 2099 and len(words.at(numeral.end - 1)) == 4):
        return False
    before = words.at(first - 1)
    if not effects and _one("year_before", before) and words.flows(first):
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
    opens = start == 0 or "\n" in words.gap(start)
    return opens and words.at(end) in {".", ")"} and words.joined(end)


def _clock(words: Words, start: int, end: int, numeral: Numeral) -> bool:
    """The number is an hour: "four in the morning", "half past three"."""
    behind = _phrases("clock").at(words, end) if words.flows(end) else None
    past = words.at(start - 1) == "past" and words.at(start - 2) in {"half", "quarter", "minutes"}
    return numeral.value <= 24 and (past or behind is not None)
