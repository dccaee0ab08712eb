"""Neutral text: a report told in neutral words, and the way back from its figures to the words as written.

Figures are read from the neutral text, so that no loaded word can move one; every value then points to, and
quotes, the report's own words.
"""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.provenance import Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor, Place
from tollbook.model.report import Report

T = TypeVar("T")
Moves = Sequence[tuple[Span, Span]]


def moved(span: Span, moves: Moves) -> Span:
    """Carry characters over to a text in which each first span of `moves` stands as the second.

    A span that begins or ends inside one of them takes it in whole.

    Example:
        >>> moved(Span(11, 14), [(Span(0, 10), Span(0, 8))])
        Span(start=9, end=12)
        >>> moved(Span(4, 12), [(Span(0, 10), Span(0, 8))])
        Span(start=0, end=10)
    """
    start, end = span.start, span.end
    for here, there in moves:
        if here.end <= span.start:
            start = span.start + there.end - here.end
        elif here.start < span.start:
            start = there.start
        if here.end <= span.end:
            end = span.end + there.end - here.end
        elif here.start < span.end:
            end = there.end
    return Span(start, end)


def told_neutrally(report: Report, text: str, moves: Moves) -> Report:
    """Give the report with `text` in the place of its own; `moves` pair the loaded words."""
    dateline = report.dateline
    if dateline and dateline.provenance.span:
        span = moved(dateline.provenance.span, moves)
        provenance = msgspec.structs.replace(dateline.provenance, span=span)
        dateline = msgspec.structs.replace(dateline, provenance=provenance)
    return msgspec.structs.replace(
        report,
        text=text,
        head=moved(report.head, moves) if report.head else None,
        furniture=tuple(moved(span, moves) for span in report.furniture),
        dateline=dateline,
    )


def as_written(figures: Sequence[Figure], report: Report, moves: Moves) -> tuple[Figure, ...]:
    """Carry figures of the neutral text back to the text of `report`: spans, words, quotes and ids."""
    back = [(there, here) for here, there in moves]
    ids = {f.id: anchor_id(report.id, "figure", moved(f.span, back)) for f in figures}
    return tuple(_figure(figure, report, back, ids) for figure in figures)


def _figure(figure: Figure, report: Report, back: Moves, ids: dict[str, str]) -> Figure:
    def own(value: Sourced[T]) -> Sourced[T]:
        return _sourced(value, report.text, back)

    span = moved(figure.span, back)
    return Figure(
        id=ids[figure.id],
        report=figure.report,
        span=span,
        quote=Quote.of(report.text, span),
        outcome=own(figure.outcome),
        count=own(figure.count),
        status=own(figure.status),
        scope=own(figure.scope),
        stance=own(figure.stance),
        claimants=tuple(own(claimant) for claimant in figure.claimants),
        side=own(figure.side) if figure.side else None,
        traits=tuple(own(trait) for trait in figure.traits),
        name=own(figure.name) if figure.name else None,
        perpetrator=own(figure.perpetrator) if figure.perpetrator else None,
        place=own(figure.place) if figure.place else None,
        when=own(figure.when) if figure.when else None,
        part_of=ids.get(figure.part_of) if figure.part_of else None,
    )


def _sourced(value: Sourced[T], text: str, back: Moves) -> Sourced[T]:
    if value.provenance.span is None:
        return value
    span = moved(value.provenance.span, back)
    words = span.of(text)
    provenance = msgspec.structs.replace(value.provenance, span=span)
    said = value.value if words == value.words else _in_own_words(value.value, words)
    return msgspec.structs.replace(value, value=said, words=words, provenance=provenance)


def _in_own_words(value: T, words: str) -> T:
    """Name an actor or a place by the words as written; its neutral label stays."""
    if isinstance(value, Actor | Place):
        return msgspec.structs.replace(value, name=words)
    return words if type(value) is str else value  # type: ignore[return-value]
