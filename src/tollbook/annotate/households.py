"""Households: "200 families" counts homes, of at least two persons each, and not persons."""

from tollbook.annotate.number_words import phrases
from tollbook.annotate.numerals import number
from tollbook.annotate.words import Words
from tollbook.model.figure import Count

LEAST = 2
"""Persons in a family of which nothing more is said."""
AUXILIARIES = frozenset({"was", "were", "is", "has", "had", "fled"})
KINDS = 3
"""Words that may stand between a number and "families": "40 poor Syrian refugee families"."""


def of_households(words: Words, first: int, end: int, count: Count) -> tuple[Count, str] | None:
    """Give the persons of so many families, and the rule; None where no word for them follows.

    The number stands at the words `first` to `end` (end exclusive). Nobody knows how many a family has at
    most, so there is no upper end. "Families of six" says how many; "members of 40 families" are one of each
    or more.
    """
    at = end + (words.at(end) == "of")
    named = None
    for k in range(at, at + 1 + KINDS):
        if not all(words.flows(n) for n in range(end, k + 1)):
            break
        named = phrases("household").at(words, k)
        if named is not None or not _is_kind(words, k):
            break
    if (count.low, count.high) == (1, 1) and _one_family(words, end):
        return Count(low=LEAST, high=None), "numbers.household"
    if named is None or count.high == 0:
        return None
    told = number(words, named.end + 1) if words.at(named.end) == "of" else None
    if told is not None:
        behind = words.at(told.end)
        if not behind[:1].isalpha() or phrases("people").at(words, told.end) is not None or behind == "each":
            return None
    some = words.at(first - 1) == "of" and phrases("part_of_household").at(words, first - 2) is not None
    low = max(1, count.low or 1) * (1 if some else LEAST)
    return Count(low=max(low, LEAST), high=None, approximate=count.approximate), named.entry.id


def _one_family(words: Words, at: int) -> bool:
    """Tell "one family" from "one family doctor"."""
    if words.at(at) not in {"family", "household"} or not words.flows(at):
        return False
    behind = words.at(at + 1)
    return (
        not behind[:1].isalpha() or behind in AUXILIARIES or phrases("function").at(words, at + 1) is not None
    )


def _is_kind(words: Words, at: int) -> bool:
    """Tell whether a word may say what families are meant; small words and words for people may not."""
    word = words.at(at)
    if not word[:1].isalpha() or phrases("function").at(words, at) is not None or word in {"and", "or"}:
        return False
    return phrases("people").at(words, at) is None or word == "displaced"
