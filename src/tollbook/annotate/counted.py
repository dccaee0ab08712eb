"""What is counted: words -> the number, range, vague word, part or none that stands there.

The words that qualify it ("at least", "or more") are read by `annotate.quantities`.
"""

from functools import cache
from typing import NamedTuple

from tollbook.annotate.numerals import Numeral, number
from tollbook.annotate.words import DASHES, Phrases, Words
from tollbook.model.figure import Count
from tollbook.model.shares import share

CHANGE_WITHIN = 10
CORRELATIVE_WITHIN = 4
QUOTES = frozenset("\"'“”‘’«»")
MULTIPLIERS = frozenset({"hundred", "thousand", "million", "dozen"})


class Counted(NamedTuple):
    """What is counted, before any words about it: both ends, the plain number and where it ends."""

    low: int | None
    high: int | None
    number: int
    end: int
    rule: str
    vague: bool = False
    more: bool = False
    approximate: bool = False
    numeral: Numeral | None = None


@cache
def number_phrases(*roles: str) -> Phrases:
    """Load the phrases of the number lexicon that play one of `roles`."""
    return Phrases.load("numbers", *roles)


def determiners() -> frozenset[str]:
    """Give the words that keep an "of" apart from its number ("dozens of the wounded")."""
    return number_phrases("determiner").firsts


class Reader:
    """Reads what is counted at a word of one text."""

    def __init__(self, words: Words) -> None:
        """Take the words to read from."""
        self.words = words

    def read(self, at: int) -> Counted | None:
        """Read what is counted at the word `at`: a range, none, a part, a vague word or a number."""
        words = self.words
        word = words.at(at)
        if word in {"between", "from"}:
            return self._span_of_two(at)
        phrase = number_phrases(
            "none", "no", "without", "share", "plural", "several", "some", "another", "exact"
        ).at(words, at)
        if phrase is not None and phrase.entry.id in {
            "numbers.share.quarter",
            "numbers.share.three_quarters",
        }:
            million = number(words, at)
            if million is not None and million.scale > 1:
                return self._number(at, million)
        if phrase is not None:
            return self._phrase(
                at, phrase.entry.sets["role"], phrase.entry.id, phrase.entry.get("value"), phrase.end
            )
        if word == "one" and number_phrases("small").at(words, at) is None:
            return None
        found = number(words, at)
        return self._perhaps(self._number(at, found)) if found is not None else None

    def _perhaps(self, core: Counted) -> Counted:
        """Read "ten, maybe fifteen": from ten to fifteen."""
        words = self.words
        at = core.end + (words.at(core.end) in {",", "or"})
        if at == core.end or words.at(at) not in {"perhaps", "maybe", "possibly"} or not words.flows(at):
            return core
        top = number(words, at + 1) if words.flows(at + 1) else None
        if top is None or core.low is None or top.value <= core.low:
            return core
        return core._replace(high=top.value, end=top.end, rule="numbers.range", numeral=core.numeral and top)

    def _phrase(self, at: int, role: str, rule: str, stated: str | None, end: int) -> Counted | None:
        """Read a phrase of the lexicon that counts."""
        words, value = self.words, int(stated or 2)
        quoted = words.at(end) in QUOTES
        follows = words.at(end + quoted)[:1].isalpha() and words.flows(end)
        if role == "share":
            return _nth(words, at, rule, end) or self._share(at, rule, end)
        if role == "none":
            return Counted(0, 0, 0, end, "numbers.none")
        if role == "no":
            return Counted(0, 0, 0, end, "numbers.none") if follows else None
        if role == "without":
            near = {words.at(end + k) for k in range(3)}
            harmed = near & number_phrases("harmed").firsts
            return Counted(0, 0, 0, end, "numbers.none") if end > at + 1 or harmed else None
        if role == "another":
            found = number(words, end) if words.flows(end) else None
            if found is not None:
                core = self._number(end, found)
                return core._replace(more=True)
            other = number_phrases("plural", "several", "exact").at(words, end) if words.flows(end) else None
            if other is not None:
                sets = other.entry.sets
                core_ = self._phrase(end, sets["role"], other.entry.id, sets.get("value"), other.end)
                return core_._replace(more=True) if core_ is not None else None
            return Counted(1, 1, 1, end, rule, more=True) if follows else None
        if role == "exact" and rule == "numbers.both" and "and" in words.low[end : end + CORRELATIVE_WITHIN]:
            return None
        if role == "exact":
            scaled = (
                number(words, end)
                if words.flows(end) and words.at(end) in {"hundred", "thousand", "million", "dozen"}
                else None
            )
            if scaled is not None:
                return Counted(
                    value * scaled.value, value * scaled.value, value * scaled.value, scaled.end, rule
                )
            return Counted(value, value, value, end, rule)
        if role in {"several", "some"}:
            return self._several(role, rule, value, end, follows)
        return Counted(value, None, value, end, rule, vague=True)

    def _several(self, role: str, rule: str, value: int, end: int, follows: bool) -> Counted | None:
        """Read "several", "a few hundred", "several tens of thousands", "some" before a noun."""
        words = self.words
        if words.flows(end):
            plural = number_phrases("plural").at(words, end)
            if plural is not None:
                least = int(plural.entry.sets["value"])
                return Counted(least, None, least, plural.end, plural.entry.id, vague=True)
            scaled = number(words, end)
            if (
                scaled is not None
                and scaled.coefficient == 1
                and scaled.scale > 1
                and words.at(end) not in {"a", "an"}
            ):
                least = value * scaled.value
                return self._perhaps(Counted(least, None, least, scaled.end, rule, vague=True))
            if scaled is not None:
                return None
        return Counted(value, None, value, end, rule, vague=True) if role == "several" or follows else None

    def _share(self, at: int, rule: str, end: int) -> Counted | None:
        """Read a part of a whole: "most of", "a third of"; the "of" stays outside before "them"."""
        words = self.words
        following = words.at(end)
        last = words.at(end - 1)
        known = self._share_of_number(rule, end)
        if known is not None:
            return known
        if (last == "of" and following in determiners()) or (last == "the" and rule == "numbers.share.half"):
            end -= 1
        elif last != "of" and following == "of" and words.flows(end):
            end += _leads_on(words, end)
        elif last != "of" and not following[:1].isalpha():
            return None
        return Counted(2, None, 2, end, rule, vague=True) if end > at else None

    def _share_of_number(self, rule: str, end: int) -> Counted | None:
        """Read "a third of the 90", "most of the 40": the words hold the whole and the share."""
        words = self.words
        start = end + (words.at(end) == "of")
        start += words.at(start) in {"the", "these", "those", "all", "its", "their"}
        whole = number(words, start) if start > end or words.at(end - 1) in {"of", "the"} else None
        if whole is None or not words.flows(start) or whole.value < 2:
            return None
        part = share(Count(low=2, high=None), rule, whole.value)
        if part.low == 2 and part.high is None and rule == "numbers.share.rest":
            return None
        least = part.low or 0
        return Counted(part.low, part.high, least, whole.end, rule, vague=True, numeral=None)

    def _number(self, at: int, first: Numeral) -> Counted:
        """Read a plain number and, where one follows, the other end of its range."""
        words = self.words
        end = self._said_twice(first)
        rule = "numbers.digits" if first.digits else "numbers.words"
        core = Counted(first.value, first.value, first.value, end, rule, numeral=first)
        link = words.at(first.end)
        tied = words.hyphen(first.end)
        if not (tied or (link in {"to", "or"} and words.flows(first.end))):
            return core
        if link == "to" and words.at(at - 1) == "from" and self._changed(at - 1):
            return core
        joined = self._ends(first, first.end + 1, tied=tied)
        return joined if joined is not None else core

    def _said_twice(self, found: Numeral) -> int:
        """Take in the same number said again in brackets: "twenty-six (26)"."""
        words, end = self.words, found.end
        if words.at(end) == "(":
            again = number(words, end + 1)
            if again is not None and again.value == found.value and words.at(again.end) == ")":
                return again.end + 1
        return end

    def _ends(self, first: Numeral, at: int, *, tied: bool = False) -> Counted | None:
        """Read the second end of a range at the word `at`; None where it is no range."""
        words, approximate = self.words, False
        phrase = number_phrases("before").at(words, at)
        if phrase is not None and phrase.entry.sets["effect"] == "about":
            at, approximate = phrase.end, True
        second = number(words, at) if words.flows(at) else None
        if second is None:
            return None
        low = first.value
        if first.scale == 1 and second.scale > 1 and first.value <= second.coefficient:
            low *= second.scale
        if low >= second.value or (tied and words.at(at) in {"a", "an"}):
            return None
        return Counted(
            low,
            second.value,
            low,
            second.end,
            "numbers.range",
            approximate=approximate,
            numeral=second._replace(digits=first.digits or second.digits),
        )

    def _span_of_two(self, at: int) -> Counted | None:
        """Read "between a and b" and "from a to b"; a toll that "rose from a to b" is two numbers."""
        words = self.words
        opener, start, approximate = words.at(at), at + 1, False
        phrase = number_phrases("before").at(words, start)
        if phrase is not None and phrase.entry.sets["effect"] == "about":
            start, approximate = phrase.end, True
        first = number(words, start) if words.flows(start) else None
        if first is None:
            return None
        links = {"and", "to"} | DASHES if opener == "between" else {"to"} | DASHES
        if words.at(first.end) not in links:
            return None
        if opener == "from" and self._changed(at):
            return None
        core = self._ends(first, first.end + 1)
        return core._replace(approximate=core.approximate or approximate) if core is not None else None

    def _changed(self, at: int) -> bool:
        """Tell whether "from a to b" says that a number changed, not that it lies between."""
        words, firsts = self.words, number_phrases("change").firsts
        for k in range(at - 1, max(-1, at - CHANGE_WITHIN), -1):
            if words.low[k] in {".", ";"} or not words.flows(k + 1):
                return False
            if words.low[k] in firsts:
                return True
        return False


def _nth(words: Words, at: int, rule: str, end: int) -> Counted | None:
    """Read "a third was maimed", "a third daughter": one more, and no part of a whole."""
    if rule != "numbers.share.third" or words.at(at) != "a" or words.at(end - 1) != "third":
        return None
    behind = words.at(end)
    one = number_phrases("singular").at(words, end) is not None
    kin = number_phrases("kin").at(words, end) is not None and number_phrases("people").at(words, end) is None
    if not (one or kin) or not words.flows(end) or behind == "of":
        return None
    return Counted(1, 1, 1, end, "numbers.nth", more=True)


def _leads_on(words: Words, at: int) -> int:
    """Give 1 where the "of" at the word `at` leads to a bare noun, 0 before "the", "them" and the like."""
    word = words.at(at + 1)
    return int(word[:1].isalpha() and word not in determiners())
