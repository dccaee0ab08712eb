"""Of which: "19 of the 44 passengers died" -> the 19 died, and not the 44.

The number behind "of the" says out of how many. It states a harm only with a word for one ("12 of the 36
hostages"), by another harm than the first, or where the same number came to it elsewhere in the text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.meeting import Meeting
from tollbook.model.mention import MentionKind
from tollbook.model.text import Text

OF_THE = re.compile(r" of (?:(?:the|its|his|her|their|our|these|those|some|about|at least|around) ){0,2}")
AMONG = re.compile(r"(?::|\b(?:including|among|of (?:them|whom))\b)[^.;\n]{0,80}\Z", re.IGNORECASE)
"""Between those counted out of a number and a part of them."""
NAMED = re.compile(r"the (?:total |overall )?numbers? of (?:people|persons|those)", re.IGNORECASE)
"""It names a number that is told elsewhere, and states none."""


def without_bases(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without the numbers out of which others are counted.

    Who is part of such a number is part of those counted out of it where they add up to these or are said to
    be among them: "six of the nine died: the pilot, two nurses and three patients". Else they are others.
    """
    figures = [f for f in figures if not NAMED.fullmatch(f.quote.exact)]
    words, out = text.report.text, list(figures[:1])
    counted: dict[str, str] = {}
    harms = Meeting(text.of(MentionKind.HARM))
    for part, base in pairwise(figures):
        is_base = (
            OF_THE.fullmatch(words, part.span.end, base.span.start) is not None
            and part.outcome.value is base.outcome.value
            and not harms.meeting(base.span)
            and not any(_same(base, other) for other in figures if other is not base)
        )
        if is_base:
            counted[base.id] = counted.get(part.id, part.id)
        else:
            out.append(base)
    return _parts_of(words, out, counted) if counted else out


def _parts_of(words: str, figures: Sequence[Figure], counted: dict[str, str]) -> list[Figure]:
    """Give the parts of numbers that are no figures any more to those who are counted out of them."""
    by_id = {figure.id: figure for figure in figures}
    out = []
    for figure in figures:
        base = figure.part_of
        if base not in counted or base is None:
            out.append(figure)
            continue
        whole = by_id.get(counted[base])
        parts = [f for f in figures if f.part_of == base and f is not whole]
        total = sum(part.count.value.low or 0 for part in parts)
        is_part = whole is not None and (
            total == whole.count.value.low or AMONG.search(words, whole.span.end, figure.span.end)
        )
        is_other = whole is None or whole is figure or not is_part
        out.append(msgspec.structs.replace(figure, part_of=None if is_other else counted[base]))
    return out


def _same(one: Figure, other: Figure) -> bool:
    return one.outcome.value is other.outcome.value and one.count.value.low == other.count.value.low
