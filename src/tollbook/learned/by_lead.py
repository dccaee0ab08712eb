"""By lead: entries of a list -> what the line above the list, or their own line, says of them.

"Toll by the watch:" tells whose word every entry below is; "- 4 killed by shells in Sarmin" names its place.
"""

import re
from collections.abc import Sequence

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text

ENTRY = re.compile(r"[ \t]{0,8}(?:[-*•·–—]|\d{1,3}[.)])[ \t]")
LED = re.compile(r"\b(?:in|at|near|outside) (?:the )?\Z", re.IGNORECASE)
MOST, REACH = 200, 20
"""Entries of one list that are looked at, and characters before a place."""


def by_lead(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give entries of a list the source that its lead names for one of them, and the one place of their line.

    Only what is missing is filled.
    """
    words = text.report.text
    leads = {figure.id: _lead(words, figure.span.start) for figure in figures}
    told: dict[int, tuple[Sourced[Actor], ...]] = {}
    for figure in figures:
        lead, teller = leads[figure.id], _teller(figure)
        if lead is not None and teller is not None and lead.holds(teller):
            told.setdefault(lead.start, figure.claimants)
    out = []
    for figure in figures:
        lead = leads[figure.id]
        if lead is not None and not figure.claimants and lead.start in told:
            claimants = tuple(_for_all(claimant) for claimant in told[lead.start])
            figure = msgspec.structs.replace(figure, claimants=claimants)
        if lead is not None and figure.place is None:
            figure = _placed(text, figure)
        out.append(figure)
    return out


def _for_all(claimant: Sourced[Actor]) -> Sourced[Actor]:
    """Say that who tells one entry is taken to tell another too."""
    provenance = msgspec.structs.replace(claimant.provenance, rule="claimant.by_lead")
    return msgspec.structs.replace(claimant, basis=Basis.INFERRED, provenance=provenance)


def _teller(figure: Figure) -> Span | None:
    return figure.claimants[0].provenance.span if figure.claimants else None


def _lead(words: str, at: int) -> Span | None:
    """Give the line above the list whose entry stands at an offset, where it ends with a colon."""
    start = words.rfind("\n", 0, at) + 1
    for _ in range(MOST):
        if not ENTRY.match(words, start):
            break
        if start == 0:
            return None
        end = start - 1
        start = words.rfind("\n", 0, end) + 1
        if not ENTRY.match(words, start):
            return Span(start, end) if words[start:end].rstrip().endswith(":") else None
    return None


def _placed(text: Text, figure: Figure) -> Figure:
    """Put a figure where the only place of its line is, if "in" or the like leads it."""
    words = text.report.text
    start = words.rfind("\n", 0, figure.span.start) + 1
    end = words.find("\n", figure.span.end)
    line = Span(start, end if end >= 0 else len(words))
    named = [m for m in text.of(MentionKind.PLACE) if m.place and line.holds(m.span)]
    if len(named) != 1 or named[0].place is None or named[0].span.start < figure.span.end:
        return figure
    at = named[0].span
    if not LED.search(words, max(start, at.start - REACH), at.start):
        return figure
    place = text.stamp().source(named[0].place, at, rule="place.own_line", basis=Basis.INFERRED)
    return msgspec.structs.replace(figure, place=place)
