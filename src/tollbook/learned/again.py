"""Again: "the four", of whom the report told before -> the days of those told of first.

"Shells killed four people on Friday ... the army had killed the four": no other day in between dates them.
"""

import re
from collections.abc import Sequence

import msgspec

from tollbook.model.figure import Figure, Scope
from tollbook.model.provenance import Basis
from tollbook.model.text import Text

THE = re.compile(r"\bthe $", re.IGNORECASE)
NOTE = "the same people as told of before: {words}"


def told_again(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures, in text order, with the days of "the four" taken from the four told of before.

    Not where their own sentence names the day that was read, nor for totals of a period.
    """
    out: list[Figure] = []
    for figure in figures:
        first = _first(text, out, figure)
        if first is not None and first.when is not None and not _own_day(text, figure):
            note = NOTE.format(words=first.quote.exact)
            when = msgspec.structs.replace(first.when, basis=Basis.INFERRED, note=note)
            figure = msgspec.structs.replace(figure, when=when)
        out.append(figure)
    return out


def _first(text: Text, before: Sequence[Figure], figure: Figure) -> Figure | None:
    """Give the last figure before that counts the same people, in another sentence, or None."""
    words, count = text.report.text, figure.count.value
    said = THE.search(words, max(0, figure.span.start - 4), figure.span.start)
    exact = count.low is not None and count.low == count.high and count.low > 1
    if not exact or not (said or figure.quote.exact.lower().startswith("the ")):
        return None
    for other in reversed(before):
        same = other.count.value == count and other.outcome.value is figure.outcome.value
        if same and {other.scope.value, figure.scope.value} == {Scope.INCIDENT}:
            return None if _sentence(text, other) == _sentence(text, figure) else other
    return None


def _own_day(text: Text, figure: Figure) -> bool:
    at = figure.when.provenance.span if figure.when else None
    sentence = next((s.span for s in text.sentences if s.span.holds(figure.span)), None)
    return at is not None and sentence is not None and sentence.holds(at)


def _sentence(text: Text, figure: Figure) -> int:
    return next((n for n, s in enumerate(text.sentences) if s.span.holds(figure.span)), -1)
