"""Wholes: which figure of a report another one is part of, beyond what one sentence says.

Three ways: a figure "among the dead" or "of the wounded" is part of the total before it; a total that is
followed by a breakdown which adds up holds its parts; a part keeps the outcome of its whole.
"""

from collections.abc import Sequence

import msgspec

from tollbook.extract.grammar import words
from tollbook.model.figure import Figure, Outcome
from tollbook.model.shares import share

BACK = 6
AHEAD = 8


def with_wholes(found: Sequence[Figure]) -> list[Figure]:
    """Add the parts that a report states over sentences, drop parts of another harm; text order."""
    by_id = {figure.id: figure for figure in found}
    figures = [_same_harm(figure, by_id) for figure in found]
    figures = [_referring(n, figures) for n in range(len(figures))]
    for n, total in enumerate(figures):
        for m in _breakdown(n, figures):
            figures[m] = msgspec.structs.replace(figures[m], part_of=total.id)
    return figures


def _same_harm(figure: Figure, by_id: dict[str, Figure]) -> Figure:
    """Take back a part whose whole came to another harm: "15 killed and dozens of them wounded"."""
    whole = by_id.get(figure.part_of) if figure.part_of else None
    if whole is None:
        return figure if figure.part_of is None else msgspec.structs.replace(figure, part_of=None)
    same = whole.outcome.value in {figure.outcome.value, Outcome.KILLED_OR_INJURED}
    return figure if same else msgspec.structs.replace(figure, part_of=None)


def _referring(n: int, figures: Sequence[Figure]) -> Figure:
    """Tie "five of the dead" and "children among the dead" to the nearest total of that harm before."""
    figure = figures[n]
    rule = figure.outcome.provenance.rule
    refers = any(word in f" {figure.quote.exact.lower()} " for word in words("of_harmed"))
    if figure.part_of is not None or not (refers or rule.endswith("govern.among")):
        return figure
    least = figure.count.value.low or 0
    for whole in reversed(figures[max(0, n - BACK) : n]):
        low, same = whole.count.value.low, whole.outcome.value is figure.outcome.value
        if same and low is not None and low > 1 and low >= least and whole.part_of is None:
            counted = share(figure.count.value, figure.count.provenance.rule, low)
            count = msgspec.structs.replace(figure.count, value=counted)
            return msgspec.structs.replace(figure, part_of=whole.id, count=count)
    return figure


def _breakdown(n: int, figures: Sequence[Figure]) -> list[int]:
    """Find the figures behind a total that break it down: same harm, same source, and they add up."""
    total = figures[n]
    whole = total.count.value.low
    if whole is None or whole < 2 or total.part_of is not None:
        return []
    parts: list[int] = []
    added = 0
    for m in range(n + 1, min(n + 1 + AHEAD, len(figures))):
        part = figures[m]
        if part.outcome.value is not total.outcome.value or part.part_of is not None:
            continue
        low = part.count.value.low
        if low is None or low >= whole or part.count.value.high not in {low, None}:
            break
        if total.claimants and _source(part) != _source(total):
            break
        parts.append(m)
        added += low
        if added >= whole:
            break
    return parts if added == whole and len(parts) > 1 else []


def _source(figure: Figure) -> str:
    return figure.claimants[0].value.label.lower() if figure.claimants else ""
