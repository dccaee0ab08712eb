"""Numerals: words -> the plain number that digits and number words say ("1.5 million", "sixty-five")."""

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from tollbook.annotate.words import Words
from tollbook.model import lexicon

GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
DECIMAL = re.compile(r"(\d+)[.,](\d{1,3})")
SUFFIXES = {"k": 1000, "m": 1_000_000}
GAPS = frozenset(" \u00a0\u2009\u202f")
DIGITS_MOST = 15
PARTS_MOST = 6


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
    word = words.at(index)
    first = _group(words, index) if word[:1].isdecimal() or word in number_words() else None
    if first is None:
        return None
    value, end, scale, coefficient = first
    digits = words.at(index)[0].isdecimal()
    least = scale
    for _ in range(PARTS_MOST):
        if least < 100 or (digits and scale == 1):
            break
        start = end + (words.at(end) == "and")
        part = _group(words, start) if words.flows(end) and words.flows(start) else None
        if part is None or part[0] >= least or words.at(start) in {"a", "an", "half"}:
            break
        if words.at(start)[0].isdecimal() and (part[2] == 1 or not digits):
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
    quarters = _quarters(words, index) if word in {"a", "one", "three"} else None
    if quarters is not None or word in {"a", "an", "half"}:
        return quarters or _article(words, index)
    if word[0].isdecimal():
        read = _digits(words, index)
    elif word in scales:
        read = (Fraction(1), index) if word not in {"score", "mn", "bn"} else None
    else:
        read = _small(words, index)
    if read is None:
        return None
    coefficient, end = read
    if word[0].isdecimal() and words.joined(end) and words.at(end) in SUFFIXES:
        scale = SUFFIXES[words.at(end)]
        return coefficient * scale, end + 1, scale, coefficient
    if [words.at(end + k) for k in range(3)] == ["and", "a", "half"] and words.at(end + 3) in scales:
        coefficient, end = coefficient + Fraction(1, 2), end + 3
    at = end + words.hyphen(end)
    scale = scales.get(words.at(at), 1) if at == index or words.flows(at) else 1
    if scale == 1:
        hundreds = words.at(end - 1) == "hundred" and not word[0].isdecimal()
        return coefficient, end, 100 if hundreds else 1, coefficient / 100 if hundreds else coefficient
    end = at + 1
    if scale == 100 and words.at(end) in scales and scales[words.at(end)] > 100:
        coefficient, scale, end = coefficient * 100, scales[words.at(end)], end + 1
    return coefficient * scale, end, scale, coefficient


def _quarters(words: Words, index: int) -> tuple[Fraction, int, int, Fraction] | None:
    """Read "a quarter of a million", "three quarters of a million"."""
    parts = {"a": 1, "one": 1, "three": 3}.get(words.at(index), 0)
    at = index + 1 + words.hyphen(index + 1)
    if not parts or words.at(at) not in {"quarter", "quarters"} or words.at(at + 1) != "of":
        return None
    scale = _table().scale.get(words.at(at + 3), 1) if words.at(at + 2) == "a" else 1
    if scale < 1000 or not words.flows(at + 3):
        return None
    return Fraction(parts, 4) * scale, at + 4, scale, Fraction(parts, 4)


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
    if len(word) > DIGITS_MOST or (len(word) > 1 and word[0] == "0" and word[1].isdecimal()):
        return None
    if word.isdecimal():
        whole = word
        while (
            len(word) <= 3
            and len(words.at(end)) == 3
            and words.at(end).isdecimal()
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
