"""Words and numerals: text -> words with offsets -> the number that digits and number words say.

What quantities and dates have in common. A word is a run of letters, a run of digits with its points
and commas, the ending "'s", or one other sign. Everything here looks a bounded number of words ahead,
so that a text is read in time that grows with its length and no faster.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, lower

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b|\S")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
DECIMAL = re.compile(r"(\d+)[.,](\d{1,3})")
DASHES = frozenset("-‐‑‒–—−")
GAPS = frozenset(" \u00a0\u2009\u202f")
SUFFIXES = {"k": 1000, "m": 1_000_000}
DIGITS_MOST = 15
PARTS_MOST = 6


class Words:
    """The words of a text in lower case, with the characters where each starts and ends.

    Example:
        >>> words = Words("At least 1,200 fled.")
        >>> words.low
        ['at', 'least', '1,200', 'fled', '.']
        >>> words.start[2], words.end[2]
        (9, 14)
    """

    __slots__ = ("end", "low", "start", "text")

    def __init__(self, text: str) -> None:
        """Cut `text` into words."""
        found = list(WORD.finditer(text))
        self.text = text
        self.start = [m.start() for m in found]
        self.end = [m.end() for m in found]
        lowered = lower(text)
        self.low = [lowered[m.start() : m.end()].replace("’", "'") for m in found]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.low)

    def at(self, index: int) -> str:
        """Give the word at `index` in lower case, or an empty text beyond either end."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def gap(self, index: int) -> str:
        """Give the characters between the word at `index` and the word before it."""
        if 0 < index < len(self.low):
            return self.text[self.end[index - 1] : self.start[index]]
        return "\n\n"

    def joined(self, index: int) -> bool:
        """Tell whether the word at `index` follows the one before it with nothing between."""
        return 0 < index < len(self.low) and self.end[index - 1] == self.start[index]

    def capital(self, index: int) -> bool:
        """Tell whether the word at `index` begins with a capital letter."""
        return 0 <= index < len(self.low) and self.text[self.start[index]].isupper()

    def flows(self, index: int) -> bool:
        """Tell whether the word at `index` goes on from the one before it: no new paragraph between."""
        gap = self.gap(index)
        return len(gap) <= 3 and gap.count("\n") < 2

    def hyphen(self, index: int) -> bool:
        """Tell whether the sign at `index` is a dash that ties its two neighbours together."""
        return self.at(index) in DASHES and self.joined(index) and self.joined(index + 1)


class Phrase(NamedTuple):
    """One phrase of a knowledge file that stands in a text, and the word behind its last one."""

    entry: Entry
    end: int


class Phrases:
    """Phrases of entries, found word by word: the longest that starts at a word stands.

    Example:
        >>> words = Words("no fewer than six")
        >>> Phrases.load("numbers", "before").at(words, 0).entry.id
        'numbers.at_least'
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries' words and exceptions by their first word."""
        self._first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._unless: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            for phrase in entry.words:
                key = tuple(Words(phrase).low)
                self._first.setdefault(key[0], []).append((key, entry))
            self._unless[entry.id] = [tuple(Words(phrase).low) for phrase in entry.unless]
        for found in self._first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    @staticmethod
    @cache
    def load(name: str, *roles: str) -> "Phrases":
        """Load the phrases of `roles` from the lexicon file `name`; all of them where none is named."""
        entries = lexicon.load(f"lexicon/en/{name}.yaml").entries
        return Phrases(entry for entry in entries if not roles or entry.sets["role"] in roles)

    @property
    def firsts(self) -> frozenset[str]:
        """Give the words that a phrase can start with."""
        return frozenset(self._first)

    def at(self, words: Words, index: int) -> Phrase | None:
        """Give the longest phrase that starts at the word `index` and is no exception, or None."""
        for key, entry in self._first.get(words.at(index), ()):
            end = index + len(key)
            if tuple(words.low[index:end]) != key or not all(words.flows(k) for k in range(index + 1, end)):
                continue
            if not self._barred(words, index, end, entry):
                return Phrase(entry, end)
        return None

    def before(self, words: Words, index: int) -> Phrase | None:
        """Give a phrase of up to four words that ends right before the word `index`, or None."""
        for length in range(4, 0, -1):
            found = self.at(words, index - length) if index >= length else None
            if found is not None and found.end == index:
                return found
        return None

    def _barred(self, words: Words, start: int, end: int, entry: Entry) -> bool:
        for key in self._unless[entry.id]:
            for first in range(max(0, end - len(key)), start + 1):
                if tuple(words.low[first : first + len(key)]) == key:
                    return True
        return False


class Numeral(NamedTuple):
    """A plain number that stands in a text: its value, the word behind it, and how it is written.

    `scale` is the last multiplier it names ("thousand": 1000), else 1; `coefficient` what stands
    before that. `digits` tells whether it begins with digits, `bare` whether it is digits alone.
    """

    value: int
    end: int
    digits: bool
    scale: int = 1
    coefficient: Fraction = Fraction(0)

    @property
    def bare(self) -> bool:
        """Tell whether the number is written in digits alone."""
        return self.digits and self.scale == 1


class _Table(NamedTuple):
    """The number words of the lexicon."""

    small: dict[str, int]
    tens: dict[str, int]
    scale: dict[str, int]


@cache
def _table() -> _Table:
    tables: dict[str, dict[str, int]] = {"small": {}, "tens": {}, "scale": {}}
    for entry in lexicon.load("lexicon/en/numbers.yaml").entries:
        table = tables.get(entry.sets["role"])
        if table is not None:
            table.update({word: int(entry.sets["value"]) for word in entry.words})
    return _Table(**tables)


@cache
def number_words() -> frozenset[str]:
    """Give the words that a written number can start with."""
    table = _table()
    return frozenset({*table.small, *table.tens, *table.scale, "a", "an", "half"})


def number(words: Words, index: int) -> Numeral | None:
    """Read the plain number that starts at the word `index`, or None where none does.

    Digits ("1,200", "1 200", "1.200"), words ("sixty-five", "one hundred and twenty"), both with a
    multiplier ("1.5 million", "two dozen", "half a million"). "a" counts only before a multiplier.

    Example:
        >>> number(Words("one hundred and twenty people"), 0).value
        120
        >>> number(Words("1.5 million people"), 0).value
        1500000
    """
    first = _group(words, index)
    if first is None:
        return None
    value, end, scale, coefficient = first
    digits = words.at(index)[0].isdigit()
    least = scale
    for _ in range(PARTS_MOST):
        if least < 100 or (digits and scale == 1):
            break
        start = end + (words.at(end) == "and")
        part = _group(words, start) if words.flows(end) and words.flows(start) else None
        if part is None or part[0] >= least or words.at(start) in {"a", "an", "half"}:
            break
        if words.at(start)[0].isdigit() and (part[2] == 1 or not digits):
            break
        value, end, least = value + part[0], part[1], part[2]
    if value.denominator != 1:
        return None
    return Numeral(int(value), end, digits, scale, coefficient)


def _group(words: Words, index: int) -> tuple[Fraction, int, int, Fraction] | None:
    """Read one coefficient with its multiplier: value, word behind, multiplier, coefficient."""
    scales = _table().scale
    word = words.at(index)
    if not word:
        return None
    if word in {"a", "an", "half"}:
        return _article(words, index)
    if word[0].isdigit():
        read = _digits(words, index)
    elif word in scales:
        read = (Fraction(1), index) if word not in {"score", "mn", "bn"} else None
    else:
        read = _small(words, index)
    if read is None:
        return None
    coefficient, end = read
    if word[0].isdigit() and words.joined(end) and words.at(end) in SUFFIXES:
        scale = SUFFIXES[words.at(end)]
        return coefficient * scale, end + 1, scale, coefficient
    if [words.at(end + k) for k in range(3)] == ["and", "a", "half"] and words.at(end + 3) in scales:
        coefficient, end = coefficient + Fraction(1, 2), end + 3
    at = end + words.hyphen(end)
    scale = scales.get(words.at(at), 1) if at == index or words.flows(at) else 1
    if scale == 1:
        hundreds = words.at(end - 1) == "hundred" and not word[0].isdigit()
        return coefficient, end, 100 if hundreds else 1, coefficient / 100 if hundreds else coefficient
    end = at + 1
    if scale == 100 and words.at(end) in scales and scales[words.at(end)] > 100:
        coefficient, scale, end = coefficient * 100, scales[words.at(end)], end + 1
    return coefficient * scale, end, scale, coefficient


def _article(words: Words, index: int) -> tuple[Fraction, int, int, Fraction] | None:
    """Read "a hundred", "half a million", "half-dozen", "a half dozen"."""
    scales = _table().scale
    half = False
    at = index
    for _ in range(3):
        word = words.at(at)
        if word == "half" and not half:
            half = True
        elif word not in {"a", "an"}:
            break
        at += 1
        at += words.hyphen(at)
    scale = scales.get(words.at(at))
    if scale is None or not words.flows(at):
        return None
    coefficient = Fraction(1, 2) if half else Fraction(1)
    if scale == 100 and scales.get(words.at(at + 1), 0) > 100:
        return (
            coefficient * 100 * scales[words.at(at + 1)],
            at + 2,
            scales[words.at(at + 1)],
            coefficient * 100,
        )
    return coefficient * scale, at + 1, scale, coefficient


def _small(words: Words, index: int) -> tuple[Fraction, int] | None:
    """Read a number below a thousand in words."""
    table = _table()

    def below_hundred(at: int) -> tuple[int, int] | None:
        word = words.at(at)
        if word in table.small:
            return table.small[word], at + 1
        if word in table.tens:
            unit = at + 1 + words.hyphen(at + 1)
            if 0 < table.small.get(words.at(unit), 99) < 10 and words.flows(unit):
                return table.tens[word] + table.small[words.at(unit)], unit + 1
            return table.tens[word], at + 1
        return None

    read = below_hundred(index)
    if read is None:
        return None
    value, end = read
    at = end + words.hyphen(end)
    if words.at(at) == "hundred" and words.flows(at):
        value, end = value * 100, at + 1
        start = end + (words.at(end) == "and")
        rest = below_hundred(start) if words.flows(end) and words.flows(start) else None
        if rest is not None:
            value, end = value + rest[0], rest[1]
    return Fraction(value), end


def _digits(words: Words, index: int) -> tuple[Fraction, int] | None:
    """Read digits with their grouping: "1,200", "1.200", "1 200", "3.2"."""
    word = words.at(index)
    end = index + 1
    if len(word) > DIGITS_MOST or (len(word) > 1 and word[0] == "0" and word[1].isdigit()):
        return None
    if word.isdigit():
        whole = word
        while (
            len(word) <= 3
            and len(words.at(end)) == 3
            and words.at(end).isdigit()
            and words.gap(end) in GAPS
            and len(whole) < DIGITS_MOST - 3
        ):
            whole, end = whole + words.at(end), end + 1
        return Fraction(int(whole)), end
    scaled = words.at(end) in _table().scale or words.at(end) in SUFFIXES
    if GROUPED.fullmatch(word) and not (scaled and "." in word) and word[0] != "0":
        return Fraction(int(word.replace(",", "").replace(".", ""))), end
    decimal = DECIMAL.fullmatch(word)
    if decimal is not None and scaled:
        return Fraction(int(decimal[1] + decimal[2]), 10 ** len(decimal[2])), end
    return None


def numerals(words: Words) -> Iterator[tuple[int, Numeral]]:
    """Give every plain number of a text with the word it starts at, none inside another."""
    starts, index = number_words(), 0
    while index < len(words):
        word = words.low[index]
        found = number(words, index) if word[0].isdigit() or word in starts else None
        if found is not None:
            yield index, found
        index = found.end if found is not None else index + 1
