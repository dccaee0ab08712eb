"""Of which: "19 of the 44 passengers died" -> the 19 died, and not the 44.

The number behind "of the" says out of how many. It states a harm only with a word for one ("12 of the 36
hostages"), by another harm than the first, or where the same number came to it elsewhere in the text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from tollbook.model.figure import Figure
from tollbook.model.meeting import Meeting
from tollbook.model.mention import MentionKind
from tollbook.model.text import Text

OF_THE = re.compile(r" of (?:(?:the|its|his|her|their|our|these|those|some|about|at least|around) ){0,2}")
NAMED = re.compile(r"the (?:total |overall )?numbers? of (?:people|persons|those)", re.IGNORECASE)
"""It names a number that is told elsewhere, and states none."""


def without_bases(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without the numbers out of which others are counted."""
    figures = [f for f in figures if not NAMED.fullmatch(f.quote.exact)]
    words, out = text.report.text, list(figures[:1])
    harms = Meeting(text.of(MentionKind.HARM))
    for part, base in pairwise(figures):
        is_base = (
            OF_THE.fullmatch(words, part.span.end, base.span.start) is not None
            and part.outcome.value is base.outcome.value
            and not harms.meeting(base.span)
            and not any(_same(base, other) for other in figures if other is not base)
        )
        if not is_base:
            out.append(base)
    return out


def _same(one: Figure, other: Figure) -> bool:
    return one.outcome.value is other.outcome.value and one.count.value.low == other.count.value.low
