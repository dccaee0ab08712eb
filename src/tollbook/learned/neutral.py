"""Neutral text: a report told in neutral words, and the way back to the words as written.

Reports are read in neutral words, so that no loaded word can move a figure or a claim; every value then
points to, and quotes, the report's own words.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeVar

import msgspec

from tollbook.issues import Issue
from tollbook.model.figure import Figure
from tollbook.model.mention import Mention
from tollbook.model.provenance import Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor, Place
from tollbook.model.report import Report
from tollbook.model.text import Text, Token

T = TypeVar("T")
Moves = Sequence[tuple[Span, Span]]
PLACED = (Span, Sourced, tuple)
"""What may hold characters of a text."""


def moved(span: Span, moves: Moves) -> Span:
    """Carry characters over to a text in which each first span of `moves` stands as the second.

    A span that begins or ends inside one of them takes it in whole. `moves` stand in text order.

    Example:
        >>> moved(Span(11, 14), [(Span(0, 10), Span(0, 8))])
        Span(start=9, end=12)
        >>> moved(Span(4, 12), [(Span(0, 10), Span(0, 8))])
        Span(start=0, end=10)
    """
    return _Path(moves).span(span)


class _Path:
    """Spans of one text -> spans of another, in which each first span of the moves stands as the second."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.starts = [here.start for here, _ in moves]
        grown = ((there.end - there.start) - (here.end - here.start) for here, there in moves)
        self.shifts = [0, *accumulate(grown)]

    def span(self, span: Span) -> Span:
        starts, shifts = self.starts, self.shifts
        if not starts or (span.start < starts[0] and span.end <= starts[0]):
            return span
        first, last = bisect_right(starts, span.start), bisect_right(starts, span.end - 1)
        start, end = span.start + shifts[first], span.end + shifts[last]
        if first and span.start < self.moves[first - 1][0].end:
            start = self.moves[first - 1][1].start
        if last and span.end <= self.moves[last - 1][0].end:
            end = self.moves[last - 1][1].end
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


class AsWritten:
    """The way back: what was read in the neutral text -> the same with the spans and words as written.

    Example:
        >>> from tollbook.model.text import Qualifier
        >>> from tollbook.model.figure import Stance
        >>> read = Qualifier(span=Span(0, 8), stance=Stance.DENIED, rule="r", cue=Span(9, 12))
        >>> way = AsWritten("Terrorists no", [(Span(0, 10), Span(0, 8))])
        >>> way.back(read).cue
        Span(start=11, end=14)
    """

    def __init__(self, text: str, moves: Moves) -> None:
        """Take the text as written and the pairs that `tollbook.swap` gives."""
        self.raw = text
        self.path = _Path([(there, here) for here, there in moves])

    def ids(self, figures: Sequence[Figure]) -> dict[str, str]:
        """Give the ids that figures of the neutral text have in the text as written."""
        return {f.id: anchor_id(f.report, "figure", self.path.span(f.span)) for f in figures}

    def back(self, value: T, ids: Mapping[str, str] | None = None) -> T:
        """Carry a value back, or a tuple of them; `ids` gives figures their new ids wherever they are named.

        Claims keep the ids that the neutral text gave them.
        """
        return self._any(value, ids or {})  # type: ignore[no-any-return]

    def text(self, text: Text, report: Report) -> Text:
        """Carry a text with its sentences, tokens and mentions back to `report`."""
        return Text(
            report=report,
            sentences=tuple(self.back(sentence) for sentence in text.sentences),
            tokens=tuple(map(self._token, text.tokens)),
            mentions=tuple(self.back(mention) for mention in text.mentions),
        )

    def _token(self, token: Token) -> Token:
        span = self.path.span(token.span)
        if span is token.span:
            return token
        return msgspec.structs.replace(token, span=span, text=span.of(self.raw))

    def _any(self, value: Any, ids: Mapping[str, str]) -> Any:
        if isinstance(value, Span):
            return self.path.span(value)
        if isinstance(value, Sourced):
            return self._sourced(value)
        if isinstance(value, tuple):
            return tuple(self._any(item, ids) for item in value)
        if type(value) is str:
            return ids.get(value, value)
        if isinstance(value, msgspec.Struct) and not isinstance(value, Actor | Place | Quote):
            return self._struct(value, ids)
        return value

    def _struct(self, value: Any, ids: Mapping[str, str]) -> Any:
        made: dict[str, Any] = {}
        for name in value.__struct_fields__:
            item = getattr(value, name)
            if isinstance(item, PLACED):
                made[name] = self._any(item, ids)
        if isinstance(value, Figure):
            made |= {"id": ids[value.id], "part_of": ids.get(value.part_of) if value.part_of else None}
        if isinstance(value, Issue):
            return msgspec.structs.replace(value, **made, **self._seen(made.get("span")))
        span = made.get("span")
        if isinstance(span, Span):
            made |= self._words(value, span)
        return msgspec.structs.replace(value, **made) if made else value

    def _seen(self, span: Span | None) -> dict[str, str]:
        return {"seen": span.of(self.raw)} if span else {}

    def _words(self, value: Any, span: Span) -> dict[str, Any]:
        """Give what a struct with a span says in words: its quote, words or text."""
        words, out = span.of(self.raw), dict[str, Any]()
        if hasattr(value, "quote"):
            out["quote"] = Quote.of(self.raw, span)
        if isinstance(value, Token):
            out["text"] = words
        elif isinstance(value, Mention) and words != value.words:
            out |= {"words": words, "actor": _named(value.actor, words), "place": _named(value.place, words)}
        return out

    def _sourced(self, value: Sourced[Any]) -> Sourced[Any]:
        if value.provenance.span is None:
            return value
        span = self.path.span(value.provenance.span)
        words = span.of(self.raw)
        provenance = msgspec.structs.replace(value.provenance, span=span)
        said = value.value
        if words != value.words:
            said = words if type(said) is str and said == value.words else _named(said, words)
        return msgspec.structs.replace(value, value=said, words=words, provenance=provenance)


def _named(value: Any, words: str) -> Any:
    """Name an actor or a place by the words as written; its neutral label stays."""
    return msgspec.structs.replace(value, name=words) if isinstance(value, Actor | Place) else value
