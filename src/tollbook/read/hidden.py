"""Hidden characters: a text -> the characters in it that do not show, or that change the order of what shows.

With an override, "21" shows as "12"; a sign of no width inside "killed" hides the word from a search. Marks
of direction and joiners are part of ordinary spelling in scripts that need them, and are not named there.
Source: UAX 9 (bidirectional text) and UTR 36 (security) of the Unicode standard.
"""

import re
import unicodedata
from collections import Counter

import msgspec

from tollbook.model.provenance import Span

ORDER = "\u202a-\u202e\u2066-\u2069"
SPELLING = "\u061c\u200c-\u200f"
NO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0e\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
ALL = re.compile(f"[{ORDER}{SPELLING}{NO_WIDTH}{CONTROLS}]")
STRICT = re.compile(f"[{ORDER}{NO_WIDTH}{CONTROLS}]")
NEEDS = re.compile("[\u0590-\u0dff\u0f00-\u109f\ufb1d-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff]")
"""Scripts (and pictographs) that are spelled with marks of direction or joiners."""
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
