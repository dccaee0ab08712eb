"""Right behind: "14 villagers in Shendi on Thursday, and six others in Malakal on Friday" -> each its own.

A place, or a place and a day, that stand right behind a number are those of that number, before any that
stand with another number before it.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.text import Text
from tollbook.model.when import When

IN = re.compile(
    r"(?: (?:others?|more|people|persons|killed|dead|died|wounded|injured|hurt|were|was|have|been)){0,3}"
    r" (?:in|at|near|outside) (?:the )?(?:(?:city|town|village|district|area) of )?"
)
ON = re.compile(r",? (?:on )?(?:(?:early|late) )?(?:(?:on) )?")


def right_behind(text: Text, figures: Sequence[Figure], days: Iterable[Sourced[When]]) -> tuple[Figure, ...]:
    """Give the figures that follow another in their sentence the place and the day right behind them.

    `days` are those that the text names. What a figure has from behind it stays.
    """
    words = text.report.text
    places = {m.span.start: m for m in text.of(MentionKind.PLACE) if m.place}
    dated = {day.provenance.span.start: day for day in days if day.provenance.span}
    sentences = [s.span for s in text.sentences]
    out = list(figures)
    for n, figure in enumerate(figures[1:], 1):
        found = IN.match(words, figure.span.end)
        mention = places.get(found.end()) if found else None
        if mention is None or mention.place is None:
            continue
        if not any(s.holds(figure.span) and s.holds(figures[n - 1].span) for s in sentences):
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


def _is_before(at: Span | None, figure: Figure) -> bool:
    """Tell whether a slot is empty, or its words stand before those of the figure."""
    return at is None or at.end <= figure.span.start
