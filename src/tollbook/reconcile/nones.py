"""Nones of some people alone: "no deaths among those in the shelters" says nothing of who died in the street.

A none whose words name among whom, or of what status, side or trait ("no civilians died"), is an answer for
those alone. Among whom: where anybody's number is of the same people ("no deaths among the passengers", "12
passengers"), it contradicts that number and counts. By status, side or trait: it counts for a larger group
only where nobody gives that group a number of any others ("no civilians", and all that is told is "40
civilians"); beside "14 people", it counts for civilians alone.
"""

import re
from collections.abc import Iterable

from tollbook.model.toll import Group, GroupKind
from tollbook.reconcile.groups import ALL
from tollbook.reconcile.parties import Sides
from tollbook.reconcile.statements import Statement

AMONG = re.compile(
    r"^[ ](?:(?:has|have|had|were|was|been|are|is|reported|recorded|registered|counted)[ ]){0,3}among[ ]"
    r"(?!(?:them|these|us|you|(?:the|those)[ ](?:dead|killed|hurt|hit|injured|wounded|victims|casualties))\b)"
    r"([^.,;:!?\n]{1,120})"
)
WORD = re.compile(r"[^\W\d_]{4,}")
PLAIN = frozenset("their those these them they with from that which were have been people persons".split())


def of_some(none: Statement, told: Iterable[Statement], group: Group, sides: Sides) -> bool:
    """Tell whether a figure of nobody is of some of a group alone, beside the numbers that are `told`.

    People of two sides are others only where the sides are surely two: one may stand under two names.
    """
    if none.figure.count.value.high != 0:
        return False
    harmed = [each for each in told if each.figure.count.value.high != 0]
    if none.marks - {group}:
        there = [each for each in harmed if group == ALL or group in each.marks]
        parts = {each.figure.id for each in there}
        return any(_others(none, each, group, sides) for each in there if each.figure.part_of not in parts)
    found = AMONG.match(none.figure.quote.suffix)
    if found is None:
        return False
    whom = _words(found.group(1))
    return not any(whom & _words(each.figure.quote.exact) for each in harmed)


def _others(none: Statement, told: Statement, group: Group, sides: Sides) -> bool:
    """Tell whether a number is, or may be, of people of a group whom a none does not speak of."""
    if group == ALL and not none.marks & told.marks:
        return True
    if sides.two(none.marks, told.marks):
        return True
    traits = {mark for mark in none.marks if mark.kind is GroupKind.TRAIT}
    return group.kind is not GroupKind.TRAIT and bool(traits) and not traits & told.marks


def _words(text: str) -> set[str]:
    """Give the words of four letters and more, without an s at the end."""
    return {word.casefold().removesuffix("s") for word in WORD.findall(text)} - PLAIN
