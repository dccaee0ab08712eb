"""Households: "200 families" counts homes, of at least two persons each, and not persons."""

from tollbook.annotate.number_words import phrases
from tollbook.annotate.numerals import number
from tollbook.annotate.words import Words
from tollbook.model.figure import Count

LEAST = 2
"""Persons in a family of which nothing more is said."""


def of_households(words: Words, end: int, count: Count) -> tuple[Count, str] | None:
    """Give the persons of so many families, and the rule; None where the word `end` is none for them.

    Nobody knows how many a family has at most, so there is no upper end. "Families of six" says how many.
    """
    at = end + (words.at(end) == "of")
    named = phrases("household").at(words, at) if words.flows(at) and words.flows(end) else None
    if named is None or count.high == 0:
        return None
    if words.at(named.end) == "of" and number(words, named.end + 1) is not None:
        return None
    low = LEAST * max(1, count.low or 1)
    return Count(low=low, high=None, approximate=count.approximate), named.entry.id
