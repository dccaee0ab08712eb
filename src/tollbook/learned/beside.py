"""Beside: a slot that stays empty takes what the figure just before in its sentence says, or its whole.

"Nine died at the mill on Monday, and four were hurt": the four were hurt there and then, by the same word.
What is taken so is marked as inferred, with a note.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from tollbook.model.figure import Figure, Status
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced
from tollbook.model.text import Text

T = TypeVar("T")
LEFT_OUT = frozenset({"person.others", "person.dead"})
NEAR = 40
"""Characters between two numbers of fighters of one side at most."""
BEFORE, WHOLE = "said of the figure before", "said of the figure that this one is part of"


def from_beside(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures, in text order, with empty places, days and sources taken from beside.

    From the whole: place and days. From the figure before in the same sentence, where both are of one
    incident or both totals of a longer time: place, days and source, and the side of fighters where the
    number has no noun. From the figure before in the paragraph: the place, where the days are the same.
    """
    starts = [sentence.span.start for sentence in text.sentences]
    done: dict[str, Figure] = {}
    before: Figure | None = None
    for figure in figures:
        whole = done.get(figure.part_of) if figure.part_of else None
        if whole is not None:
            figure = _filled(figure, whole, WHOLE, "place", "when")
        if before is not None and before.scope.value is figure.scope.value:
            between = text.report.text[before.span.end : figure.span.start]
            if bisect_right(starts, before.span.start) == bisect_right(starts, figure.span.start):
                figure = _filled(figure, before, BEFORE, "place", "when", "claimants")
                if figure.side is None and _goes_on(text, figure, before, between):
                    figure = _filled(figure, before, BEFORE, "side")
            elif "\n" not in between and _same_days(figure, before):
                figure = _filled(figure, before, BEFORE, "place")
        done[figure.id] = before = figure
    return tuple(done[figure.id] for figure in figures)


def _goes_on(text: Text, figure: Figure, before: Figure, between: str) -> bool:
    """Tell whether a number without a noun goes on with the fighters before it: "12 troops died, 9 hurt"."""
    if figure.status.value is not Status.COMBATANT or before.status.value is not Status.COMBATANT:
        return False
    if len(between) > NEAR or _said_by(figure) != _said_by(before):
        return False
    nouns = [m for m in text.of(MentionKind.PERSON) if m.rule not in LEFT_OUT]
    return not any(m.span.overlaps(figure.span) for m in nouns)


def _said_by(figure: Figure) -> str | None:
    return figure.claimants[0].words if figure.claimants else None


def _same_days(one: Figure, other: Figure) -> bool:
    if one.when is None or other.when is None:
        return False
    return (one.when.value.start, one.when.value.end) == (other.when.value.start, other.when.value.end)


def _filled(figure: Figure, source: Figure, note: str, *slots: str) -> Figure:
    """Give the figure with those of `slots` that are empty taken from `source`."""
    place, when, claimants, side = figure.place, figure.when, figure.claimants, figure.side
    if "side" in slots and side is None and source.side is not None:
        side = _noted(source.side, note)
    if "place" in slots and place is None and source.place is not None:
        place = _noted(source.place, note)
    if "when" in slots and when is None and source.when is not None:
        when = _noted(source.when, note)
    if "claimants" in slots and not claimants:
        claimants = tuple(_noted(who, note) for who in source.claimants)
    return msgspec.structs.replace(figure, place=place, when=when, claimants=claimants, side=side)


def _noted(value: Sourced[T], note: str) -> Sourced[T]:
    return msgspec.structs.replace(value, basis=Basis.INFERRED, note=note)
