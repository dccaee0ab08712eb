"""Beside: a slot that stays empty takes what the figure just before in its sentence says, or its whole.

"Nine died at the mill on Monday, and four were hurt": the four were hurt there and then, by the same word.
What is taken so is marked as inferred, with a note.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from tollbook.model.figure import Figure, Scope, Status
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.text import Text

T = TypeVar("T")
Named = dict[MentionKind, list[Mention]]
LEFT_OUT = frozenset({"person.others", "person.dead"})
NEAR = 40
"""Characters between two numbers of fighters of one side at most."""
GRAMMAR = "lexicon/en/grammar.yaml"
BEHIND = 40
"""Characters behind a number at most in which its own place or days stand."""
END = re.compile(r"[.;\n]")
NAMED = re.compile(r"\S{1,20}[^.,;\n(]{0,20}\([ ]?[A-Z]")
"""A number with a name in brackets behind it: "9 (Harbat)"."""
GOES_ON = re.compile(r"[ ]?[,(][ ]?|[ ](?:(?:in|of|near)[ ])?(?:the[ ])?")
BEFORE, WHOLE = "said of the figure before", "said of the figure that this one is part of"


def from_beside(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures, in text order, with empty places, days and sources taken from beside.

    From the whole: place and days. From the figure before in the same sentence, where both are of one
    incident or both totals of the same longer time: place and days, where no others stand between the two or
    right behind the second; source, and the side of fighters where the number has no noun. From the figure
    before in the paragraph: the place, where the days are the same and no other place stands so.
    """
    starts = [sentence.span.start for sentence in text.sentences]
    named = {kind: text.of(kind) for kind in (MentionKind.PLACE, MentionKind.DATE)}
    done: dict[str, Figure] = {}
    before: Figure | None = None
    for figure in figures:
        whole = done.get(figure.part_of) if figure.part_of else None
        if whole is not None:
            figure = _filled(figure, whole, WHOLE, "place", "when")
        if before is not None and before.scope.value is figure.scope.value:
            between = text.report.text[before.span.end : figure.span.start]
            meant = _said_on(text, named, before, figure)
            if bisect_right(starts, before.span.start) == bisect_right(starts, figure.span.start):
                if figure.scope.value is not Scope.PERIOD or _same_days(figure, before):
                    figure = _filled(figure, before, BEFORE, *meant)
                figure = _filled(figure, before, BEFORE, "claimants")
                if figure.side is None and _goes_on(text, figure, before, between):
                    figure = _filled(figure, before, BEFORE, "side")
            elif "\n" not in between and _same_days(figure, before) and "place" in meant:
                figure = _filled(figure, before, BEFORE, "place")
        done[figure.id] = before = figure
    return tuple(done[figure.id] for figure in figures)


def _said_on(text: Text, named: Named, before: Figure, figure: Figure) -> tuple[str, ...]:
    """Give which of place and days hold of `figure` too: no others stand between the two or right behind.

    Example: of "14 (Sarmin, Monday), 6 (place not known)" neither holds of the 6.
    """
    if figure.place is not None and figure.when is not None:
        return ()
    words = text.report.text
    at = figure.span.end
    behind = END.split(words[at : at + BEHIND], maxsplit=1)[0]
    around = [Span(a, b) for a, b in ((before.span.end, figure.span.start), (at, at + len(behind))) if a < b]
    for span in around:
        if any(found.entry.get("role") == "elsewhere" for found in lexicon(GRAMMAR).find(span.of(words))):
            return ()
    out = []
    for slot, kind, said in (
        ("place", MentionKind.PLACE, before.place),
        ("when", MentionKind.DATE, before.when),
    ):
        own = said.provenance.span if said else None
        others = [m.span for m in named[kind] if any(m.span.overlaps(span) for span in around)]
        if own is None or all(_is_of(span, own, words) for span in others):
            out.append(slot)
    if "place" in out and NAMED.match(words[figure.span.start : at + BEHIND]):
        out.remove("place")
    return tuple(out)


def _is_of(span: Span, own: Span, words: str) -> bool:
    """Tell whether words belong to those of a slot: they meet them, say the same, or go on with them."""
    if span.overlaps(own) or span.of(words) == own.of(words):
        return True
    first, second = sorted((span, own))
    return GOES_ON.fullmatch(words[first.end : second.start]) is not None


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
