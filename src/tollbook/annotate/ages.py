"""Ages count nobody: "aged 12", "a boy of ten", "Ahmad Hadi, 24,", "two men, 24 and 31", "Lee Harl Jr., 9".

Only where an age stands is told here; words are knowledge (`numbers.yaml`, roles "age", "kin", "collective",
"particle"; `persons.yaml`).
"""

from tollbook.annotate.number_words import one, people_follow, phrases
from tollbook.annotate.numerals import Numeral
from tollbook.annotate.words import DASHES, Phrases, Words
from tollbook.model.lexicon import lexicon

SPEAKERS = "lexicon/en/speakers.yaml"
OLDEST = 110
AGES_MOST = 6
NAME_MOST = 8
FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "both": 2}
FEW |= {str(n): n for n in range(2, 8)}
UNDER = frozenset({"under", "over", "above", "below"})
ENDS = frozenset({",", ";", ")", ".", "(", *DASHES})
SUFFIXES = frozenset({"jr", "sr"})
WHERE = frozenset({"in", "at", "near", "around", "outside", "across", "inside", "from", "to"})
OF_ONE = frozenset({"was", "is", "has", "had", "died", "a", "an", "remains", "who"})
"""What goes on of one person behind a name and an age; of several it would be "were" or "have"."""
BE = frozenset({"was", "were", "is", "are", "had", "have", "who"})
YEARS_OLD = frozenset({"yo", "yrs"})


def is_age(words: Words, first: int, start: int, end: int, numeral: Numeral) -> bool:
    """Tell whether the number at the words `start` to `end` (end exclusive) is an age.

    `first` is the word where its qualifiers begin.
    """
    if numeral.value > OLDEST:
        return False
    if phrases("age").before(words, first) is not None or phrases("age").before(words, start) is not None:
        return True
    if words.at(first - 1) == "of" and one("kin", words.at(first - 2)) and words.flows(first):
        return True
    if _of_age(words, first, end) or _aged_kin(words, start, end, numeral) or _years_old(words, end):
        return True
    before, other = words.at(start - 1), words.at(start - 2)
    if before in UNDER and (one("kin", other) or other in {"those", "people", "anyone", "minors", "persons"}):
        behind = words.at(end)
        return not behind[:1].isalpha() or one("function", behind)
    if before != "," or first != start or not numeral.bare or numeral.value < 1 or not words.flows(start):
        return False
    return _aged_name(words, start, end) or (one("kin", other) and words.at(end) in ENDS)


def _aged_name(words: Words, start: int, end: int) -> bool:
    """The number follows a person's name and a comma: "Ahmad Hadi, 24,", "Luis Z., 43", "Tal, 9, was".

    Behind "in" or "near" the name is a place's. A name of one word wants words that go on of one person.
    """
    begin = _name_begins(words, start - 2)
    if begin is None or words.at(begin - 1) in WHERE:
        return False
    if start - 1 - begin > 1 or one("kin", words.at(begin - 1)):
        is_led, speaks = words.at(begin - 1) == "the", _speaks(words, begin, start - 2)
        if words.at(end) in ENDS and "and" not in words.low[start:end]:
            return not (is_led and speaks)
        return not (is_led or speaks) and (words.at(end) in ENDS or _row_or_home(words, end))
    return words.at(end) == "," and words.at(end + 1) in OF_ONE


def _speaks(words: Words, begin: int, last: int) -> bool:
    """Tell whether a name holds the word of a body or an office: "Red Crescent", "General Harl"."""
    return bool(lexicon(SPEAKERS).find(words.text[words.start[begin] : words.end[last]]))


def _row_or_home(words: Words, end: int) -> bool:
    """Another age or a person's home follows, and no more: "21 and 22,", "21 of Nel, was"."""
    if words.at(end) == "and":
        return words.at(end + 1).isdecimal() and words.at(end + 2) in ENDS
    at = end + 1
    while words.at(end) == "of" and at - end <= NAME_MOST and words.capital(at) and words.flows(at):
        at += 1
    return at > end + 1 and (words.at(at) in ENDS or words.at(at) in {"was", "is"})


def _name_begins(words: Words, last: int) -> int | None:
    """Give the first word of the name that ends at the word `last`, or None where none does."""
    at = last - (words.at(last) == "." and (words.at(last - 1) in SUFFIXES or len(words.at(last - 1)) == 1))
    if words.at(at) in SUFFIXES:
        at -= 1 + (words.at(at - 1) == ",")
    if not words.capital(at):
        return None
    for _ in range(NAME_MOST):
        before = at - 1
        if not words.flows(at):
            break
        if words.at(before) == "." and len(words.at(before - 1)) == 1:
            before -= 1
        while one("particle", words.at(before)) and not words.capital(before):
            before -= 1
        if words.at(before) in DASHES and words.joined(before):
            before -= 1
        if words.at(before) in {'"', "”"} and words.at(before - 2) in {'"', "“"}:
            before -= 3
        if not words.capital(before) or words.at(before) in WHERE:
            break
        at = before
    return at


def _years_old(words: Words, end: int) -> bool:
    """Years follow in short: "8 yo", "5 y/o", or at the end of a row of ages: "17 and 23 years old"."""
    if words.at(end) in YEARS_OLD:
        return words.flows(end)
    if words.at(end) == "y" and words.at(end + 1) == "/" and words.at(end + 2) == "o":
        return True
    is_row = words.at(end) == "and" and words.at(end + 1).isdecimal()
    return is_row and words.at(end + 2) in {"years", "year"} and words.at(end + 3) in {"old", "-", "olds"}


def _of_age(words: Words, first: int, end: int) -> bool:
    """The number is the age of one person: "a baker of 31", but not "a group of 22"."""
    if words.at(first - 1) != "of" or not words.flows(first):
        return False
    noun = words.at(first - 2)
    behind = words.at(end)
    if not noun[:1].isalpha() or one("collective", noun) or people_follow(words, end):
        return False
    if behind[:1].isalpha() and words.flows(end) and not (one("function", behind) or behind.endswith("ed")):
        return False
    return any(words.at(first - k) in {"a", "an"} for k in (3, 4, 5))


def _aged_kin(words: Words, start: int, end: int, numeral: Numeral) -> bool:
    """The number is an age between commas: "his apprentice, 16, was".

    Two or more of them in a row may stand behind any persons: "two men, 24 and 31, were". Where they are as
    many as the persons, nothing need follow: "two men, 24 and 31 were hurt".
    """
    if numeral.value < 1:
        return False
    if not numeral.bare:
        apart = words.at(start - 1) == "," and words.at(end) in {",", ";", ")"}
        is_plural = words.at(start - 2).endswith(("s", "men", "children", "people"))
        return apart and _owned(words, start - 2) and not is_plural
    first, last = _run_of_numbers(words, start, end - 1)
    many = 1 + sum(words.at(k).isdecimal() for k in range(first, last))
    if many > 1 and phrases("age").before(words, first) is not None:
        return True
    noun = first - 2
    if words.at(first - 1) != ",":
        return False
    is_few = many > 1 and FEW.get(words.at(noun - 1)) == many and _person(words, noun)
    if is_few and not _counting(words, last + 1):
        return True
    if words.at(last + 1) not in {",", ";", ")"}:
        return False
    if many > 1:
        counted = words.at(noun - 1) in FEW and words.at(noun).endswith("s")
        counted = counted and (_person(words, noun) or words.at(noun - 2) not in {*WHERE, "of"})
        named = _aged_name(words, first, last + 1)
        return counted or named or _owned(words, noun) or phrases("people").at(words, noun) is not None
    return _owned(words, noun)


def _person(words: Words, at: int) -> bool:
    """Tell whether the word `at` is for persons or kin, and not for a body of them: "men", no "villages"."""
    word = words.at(at)
    single = word.removesuffix("s")
    if one("collective", word) or one("collective", single):
        return False
    found = Phrases.load("persons").at(words, at)
    return one("kin", word) or one("kin", single) or (found is not None and found.end == at + 1)


def _counting(words: Words, at: int) -> bool:
    """Tell whether the number before the word `at` counts what follows: "42 people", "42 of them"."""
    return words.at(at) == "of" or (words.at(at) not in BE and people_follow(words, at))


def _run_of_numbers(words: Words, first: int, last: int) -> tuple[int, int]:
    """Give the first and last word of the bare numbers that stand in a row: "17, 19 and 24"."""
    for _ in range(AGES_MOST):
        joint = 2 if words.at(first - 1) == "and" and words.at(first - 2) == "," else 1
        if not (words.at(first - 1) in {",", "and"} and words.at(first - 1 - joint).isdecimal()):
            break
        first -= 1 + joint
    for _ in range(AGES_MOST):
        joint = 2 if words.at(last + 1) == "," and words.at(last + 2) == "and" else 1
        if not (words.at(last + 1) in {",", "and"} and words.at(last + 1 + joint).isdecimal()):
            break
        last += 1 + joint
    return first, last


def _owned(words: Words, noun: int) -> bool:
    return words.at(noun)[:1].isalpha() and words.at(noun - 1) in {"his", "her", "their", "my", "a", "an"}
