"""Respectively: "Homs, Hama and Idlib saw 2, 3 and 4 deaths respectively" -> to each number its own place."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Place
from tollbook.model.text import Text

_WORD = r"[A-Z][\w'’-]{0,30}"
_NAME = rf"{_WORD}(?: (?:al |el )?{_WORD}){{0,3}}"
ROW = re.compile(rf"{_NAME}(?:, {_NAME}){{0,8}},? and {_NAME}")
ITEM = re.compile(rf"{_NAME}")
BEHIND = re.compile(r",?(?: [\w-]+)? respectively\b", re.IGNORECASE)
BEFORE = re.compile(r"\brespectively,?(?: that)? \Z", re.IGNORECASE)
"""Right beside a row of numbers, which may then have nouns: "40 dead and 12 hurt respectively"."""
NUMBER = re.compile(r"[\w.,-]+")
REACH = 24
JOINED = re.compile(r",?\s+(?:and\s+)?")
OF_OTHERS = re.compile(r"\bwho(?:se)?\b", re.IGNORECASE)
"""Behind the places: what follows is told of people from there."""
CUE = re.compile(r"\brespectively\b", re.IGNORECASE)


def respectively(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures of a sentence with "respectively" each its own place, where as many are named."""
    words, out = text.report.text, list(figures)
    for sentence in text.sentences:
        span = sentence.span
        if not CUE.search(words, span.start, span.end):
            continue
        held = [n for n, figure in enumerate(out) if span.holds(figure.span)]
        for row in ROW.finditer(words, span.start, span.end):
            names = [Span(*item.span()) for item in ITEM.finditer(words, row.start(), row.end())]
            if len(names) != len(held) or len(held) < 2 or not _are_places(text, names):
                continue
            if not _in_a_row(words, [out[n] for n in held]):
                continue
            if OF_OTHERS.search(words, row.end(), max(row.end(), out[held[0]].span.start)):
                continue
            for n, name in zip(held, names, strict=True):
                out[n] = msgspec.structs.replace(out[n], place=_place(text, name))
    return tuple(out)


def _in_a_row(words: str, figures: Sequence[Figure]) -> bool:
    """Tell whether numbers stand right beside each other, only the last with a noun, or all if meant."""
    first, last = figures[0].span.start, figures[-1].span.end
    meant = BEHIND.match(words, last) or BEFORE.search(words, max(0, first - REACH), first)
    return all(
        (meant or NUMBER.fullmatch(one.quote.exact))
        and JOINED.fullmatch(words, one.span.end, other.span.start)
        for one, other in pairwise(figures)
    )


def _are_places(text: Text, names: Sequence[Span]) -> bool:
    known = [m.span for m in text.of(MentionKind.PLACE)]
    return any(span.overlaps(name) for span in known for name in names)


def _place(text: Text, name: Span) -> Sourced[Place]:
    mention = next((m for m in text.of(MentionKind.PLACE) if m.place and m.span == name), None)
    place = mention.place if mention and mention.place else Place(name=name.of(text.report.text))
    return text.stamp().source(place, name, rule="place.respectively", basis=Basis.STATED)
