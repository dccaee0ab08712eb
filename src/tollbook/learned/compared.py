"""Compared: "1,100 this year, against 900 in 2023" -> to each number the time named on its own side."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.provenance import Sourced, Span
from tollbook.model.text import Text
from tollbook.model.when import When

AGAINST = re.compile(
    r"\b(?:against|compared (?:with|to)|up from|down from|versus|vs\.?)(?: (?:only|just|some|the|about))? \Z",
    re.IGNORECASE,
)
BACK, ANCHOR, YEAR = 40, "anchor", "year"
Day = tuple[Span, Sourced[When]]


def compared(text: Text, figures: Sequence[Figure], days: Iterable[Sourced[When]]) -> tuple[Figure, ...]:
    """Give two numbers that a sentence compares the days named before and behind the word that does so.

    `days` are those that the text names. Nothing changes where one of the sides names none.
    """
    words, out = text.report.text, list(figures)
    told = sorted(
        ((day.provenance.span, day) for day in days if day.provenance.span), key=lambda d: d[0].start
    )
    for n in range(1, len(figures)):
        sign = AGAINST.search(words, max(0, figures[n].span.start - BACK), figures[n].span.start)
        sentence = next((s.span for s in text.sentences if s.span.holds(figures[n].span)), None)
        if sign is None or sentence is None or not sentence.holds(figures[n - 1].span):
            continue
        own = [(at, day) for at, day in told if sentence.holds(at)]
        before = [day for at, day in own if at.end <= sign.start()]
        behind = [day for at, day in own if at.start >= figures[n].span.end]
        if before and behind:
            out[n - 1] = _on_side(out[n - 1], before[-1], range(sentence.start, sign.start()))
            out[n] = _on_side(out[n], _said(behind), range(figures[n].span.end, sentence.end))
    return tuple(out)


def _said(days: Sequence[Sourced[When]]) -> Sourced[When]:
    """Give the first day, or the year of "the same period of 2023"."""
    first, later = days[0], days[1:]
    if first.value.reading == ANCHOR and later and later[0].value.reading == YEAR:
        return later[0]
    return first


def _on_side(figure: Figure, day: Sourced[When], side: range) -> Figure:
    """Give a figure the day of its side, unless it has one from there."""
    at = figure.when.provenance.span if figure.when else None
    if at is not None and at.start in side and figure.when and figure.when.value.reading != ANCHOR:
        return figure
    return msgspec.structs.replace(figure, when=day)
