"""Totals that run on keep their time to themselves: "4,000 since 2017" dates none of the figures before it.

Where a report has no date its weekdays name no day, and "since 2017" at its end is the only time that is
left. It is then of its own sentence, and of a headline that tells the same number.
"""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Text


def since_of_own(figures: Sequence[Figure], text: Text) -> tuple[Figure, ...]:
    """Take the time of a total that runs on off the figures that it is not of; their days are not stated.

    A figure of an earlier sentence loses it, and one of a later sentence that names a time of its own.
    """
    starts = [sentence.span.start for sentence in text.sentences]

    def sentence(at: int) -> Span:
        return text.sentences[max(bisect_right(starts, at) - 1, 0)].span

    dated = {sentence(m.span.start) for m in text.of(MentionKind.DATE)} if starts else set()

    def strange(figure: Figure) -> bool:
        at = figure.when.provenance.span if figure.when and figure.when.value.reading == "since" else None
        if at is None or not starts:
            return False
        own, said = sentence(figure.span.start), sentence(at.start)
        if own == said:
            return False
        if own.start > said.start:
            return text.report.date is None and own in dated
        return not any(
            sentence(f.span.start) == said and (f.count.value, f.outcome.value) == same(figure)
            for f in figures
        )

    return tuple(msgspec.structs.replace(f, when=None) if strange(f) else f for f in figures)


def same(figure: Figure) -> tuple[object, object]:
    """Give what a headline repeats of a figure: how many came to which harm."""
    return figure.count.value, figure.outcome.value
