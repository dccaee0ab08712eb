"""Hidden characters: a text -> the characters in it that do not show, or that change the order of what shows.

Marks of direction and joiners are part of ordinary spelling in scripts that need them, and are not named
there.
"""

import re
import unicodedata
from collections import Counter

import msgspec

from tollbook.model.provenance import Span
from tollbook.model.unseen import CONTROLS, NEEDS, NO_WIDTH, ORDER, SPELLING

ALL = re.compile(f"[{ORDER}{SPELLING}{NO_WIDTH}{CONTROLS}]")
STRICT = re.compile(f"[{ORDER}{NO_WIDTH}{CONTROLS}]")
SHOWN = 8


class Hidden(msgspec.Struct, frozen=True):
    """The hidden characters of a text: by name with how many of each, and where the first stands."""

    names: str
    first: Span


def hidden(text: str) -> Hidden | None:
    """Name the characters of a text that do not show; None where there are none.

    Example:
        >>> found = hidden("They said \u202e21\u202c fell.")
        >>> found.names, found.first
        ('U+202E RIGHT-TO-LEFT OVERRIDE (1), U+202C POP DIRECTIONAL FORMATTING (1)', Span(start=10, end=11))
        >>> hidden("\u200fقُتل اثنان")
    """
    wanted = STRICT if NEEDS.search(text) else ALL
    first = wanted.search(text)
    if first is None:
        return None
    found = Counter(wanted.findall(text))
    names = [f"U+{ord(sign):04X} {_name(sign)} ({count:,})" for sign, count in found.most_common(SHOWN)]
    more = len(found) - SHOWN
    return Hidden(
        ", ".join(names) + (f", and {more} more" if more > 0 else ""), Span(first.start(), first.end())
    )


def _name(sign: str) -> str:
    return unicodedata.name(sign, "CONTROL CHARACTER")
