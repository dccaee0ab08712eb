"""Nones of some people alone: "no deaths among those in the shelters" says nothing of who died in the street.

A none whose words name among whom, or of what status, side or trait ("not one civilian"), is an answer for
those alone. Where anybody's number is of the same people ("no deaths among the passengers", "12 passengers";
"not one civilian", "12 civilians"), it contradicts that number and counts.
"""

import re
from collections.abc import Iterable

from tollbook.reconcile.parties import Sides
from tollbook.reconcile.statements import Statement

AMONG = re.compile(
    r"^[ ](?:(?:has|have|had|were|was|been|are|is|reported|recorded|registered|counted)[ ]){0,3}among[ ]"
    r"(?!(?:them|these|us|you|(?:the|those)[ ](?:dead|killed|hurt|hit|injured|wounded|victims|casualties))\b)"
    r"([^.,;:!?\n]{1,120})"
)
WORD = re.compile(r"[^\W\d_]{4,}")
PLAIN = frozenset("their those these them they with from that which were have been people persons".split())


def of_some(none: Statement, told: Iterable[Statement], sides: Sides) -> bool:
    """Tell whether a figure of nobody is of some people alone, whom no number that is `told` counts.

    People of two sides are others only where the sides are surely two: one may stand under two names.
    """
    if none.figure.count.value.high != 0:
        return False
    harmed = [each for each in told if each.figure.count.value.high != 0]
    if none.marks:
        return not any(none.marks & each.marks and not sides.two(none.marks, each.marks) for each in harmed)
    found = AMONG.match(none.figure.quote.suffix)
    if found is None:
        return False
    whom = _words(found.group(1))
    return not any(whom & _words(each.figure.quote.exact) for each in harmed)


def _words(text: str) -> set[str]:
    """Give the words of four letters and more, without an s at the end."""
    return {word.casefold().removesuffix("s") for word in WORD.findall(text)} - PLAIN
