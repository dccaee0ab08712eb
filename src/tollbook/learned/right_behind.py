"""Right behind: "14 villagers in Shendi on Thursday, and six others in Malakal on Friday" -> each its own.

A place, or a place and a day, that stand right behind a number are those of that number, before any that
stand with another number before it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.roles import context
from tollbook.model.text import Text
from tollbook.model.when import When

IN = re.compile(
    r"(?: (?:others?|more|people|persons|killed|dead|died|wounded|injured|hurt|were|was|have|been)){0,3}"
    r" (?:in|at|near|outside) (?:the )?(?:(?:city|town|village|district|area) of )?"
)
NEAR = re.compile(
    r" (?:of (?:them|whom|these) )?(?:by [\w-]+(?: [\w-]+)? )?"
    r"(?:(?:in|at|near|outside) (?:an?|the) [\w-]+(?: [\w-]+)? )?(?:in|at|near|outside|of) (?:the )?"
)
"""Between a number and the place of its clause: " of them in the town of ", " by rocket fire in "."""
ON = re.compile(r",? (?:on )?(?:(?:early|late) )?(?:(?:on) )?")


def right_behind(text: Text, figures: Sequence[Figure], days: Iterable[Sourced[When]]) -> tuple[Figure, ...]:
    """Give the figures that follow another in their sentence the place and the day right behind them.

    `days` are those that the text names. What a figure has from behind it stays.
    """
    words = text.report.text
    places = [m for m in text.of(MentionKind.PLACE) if m.place]
    starts = [m.span.start for m in places]
    dated = {day.provenance.span.start: day for day in days if day.provenance.span}
    out = list(figures)
    for sentence in text.sentences:
        held = [n for n, figure in enumerate(figures) if sentence.span.holds(figure.span)]
        for last, n in pairwise(held):
            figure = figures[n]
            end = min((figures[m].span.start for m in held if m > n), default=sentence.span.end)
            behind = places[bisect_left(starts, figure.span.end) : bisect_left(starts, end)]
            mention = _its_own(words, figures[last], figure, behind)
            if mention is None or mention.place is None:
                continue
            if _is_before(figure.place.provenance.span if figure.place else None, figure):
                place = text.stamp().source(
                    mention.place, mention.span, rule="place.right_behind", basis=Basis.STATED
                )
                out[n] = msgspec.structs.replace(out[n], place=place)
            on = ON.match(words, mention.span.end)
            day = dated.get(on.end()) if on else None
            if day is not None and _is_before(figure.when.provenance.span if figure.when else None, figure):
                out[n] = msgspec.structs.replace(out[n], when=day)
    return tuple(out)


def _its_own(words: str, before: Figure, figure: Figure, behind: Sequence[Mention]) -> Mention | None:
    """Give the place that is a figure's own: right behind it, or the one place of its clause.

    The second only where the place read stands with the figure before.
    """
    first = behind[0] if behind else None
    found = IN.match(words, figure.span.end)
    if first is not None and found is not None and found.end() == first.span.start:
        return first
    at = figure.place.provenance.span if figure.place else None
    if first is None or len(behind) > 1 or at is None or not before.span.end <= at.start < figure.span.start:
        return None
    stretch = (figure.span.end, first.span.start)
    is_near = NEAR.fullmatch(words, *stretch) is not None and not _kept().search(words, *stretch)
    return first if is_near else None


@cache
def _kept() -> re.Pattern[str]:
    """Match where the people are now, and not where they were harmed: "in hospital in Karoi"."""
    return re.compile(rf"\b{context('kept')}\b", re.IGNORECASE)


def _is_before(at: Span | None, figure: Figure) -> bool:
    """Tell whether a slot is empty, or its words stand before those of the figure."""
    return at is None or at.end <= figure.span.start
