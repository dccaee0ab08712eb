"""Marks on a report's text, cut into segments so that overlapping ones can be drawn and clicked."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading
from tollbook.publish.labels import numbers
from tollbook.publish.slots import slots

KINDS = {
    "figure": ("F", "number of people"),
    "claimant": ("S", "source, on whose word"),
    "place": ("P", "place"),
    "date": ("D", "date"),
    "actor": ("A", "actor"),
    "event": ("E", "event or weapon"),
    "loaded": ("W", "loaded word"),
    "claim": ("C", "claim"),
}
_MENTIONS = {
    MentionKind.ACTOR: "actor",
    MentionKind.PLACE: "place",
    MentionKind.DATE: "date",
    MentionKind.EVENT: "event",
    MentionKind.WEAPON: "event",
}
_SLOTS = {
    "claimants": "claimant",
    "place": "place",
    "when": "date",
    "initiator": "actor",
    "target": "actor",
    "perpetrator": "actor",
    "side": "actor",
    "event": "event",
    "weapons": "event",
}
_BREAK = re.compile(r"\n[ \t]*\n")


class Mark(NamedTuple):
    """One marked span: its kind, the card it stands for (`own`), the cards that use it (`used`)."""

    span: Span
    kind: str
    own: str = ""
    used: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """The small tag beside the mark: the card's short name, or the letter of the kind."""
        return self.own or KINDS[self.kind][0]


class Segment(NamedTuple):
    """A piece of text that no mark begins or ends within: its marks, and those that end behind it."""

    text: str
    marks: tuple[Mark, ...]
    ending: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds to draw, outermost first, each once."""
        present = {mark.kind for mark in self.marks}
        return tuple(kind for kind in KINDS if kind in present and kind != "claim")

    @property
    def own(self) -> str:
        """The cards that the segment stands for, narrowest mark first, separated by spaces."""
        marks = sorted((m for m in self.marks if m.own), key=lambda m: m.span.end - m.span.start)
        return " ".join(mark.own for mark in marks)

    @property
    def used(self) -> str:
        """The cards that use the segment as source, place, date or actor, separated by spaces."""
        return " ".join(dict.fromkeys(card for mark in self.marks for card in mark.used))


class Paragraph(NamedTuple):
    """A paragraph's segments; `head` where it is the report's title."""

    segments: tuple[Segment, ...]
    head: bool


def marks(reading: Reading) -> list[Mark]:
    """Collect the marks of a reading: figures, claims, loaded words, what their slots were read from."""
    names = numbers(reading)
    out = [Mark(figure.span, "figure", names[figure.id]) for figure in reading.figures]
    out += [Mark(claim.span, "claim", names[claim.id]) for claim in reading.claims]
    out += [Mark(use.span, "loaded", f"W{n}") for n, use in enumerate(reading.loaded, 1)]
    plain = [Mark(m.span, _MENTIONS[m.kind]) for m in reading.mentions if m.kind in _MENTIONS]
    records: tuple[Figure | Claim, ...] = reading.figures + reading.claims
    for record in records:
        for name, value in slots(record):
            if (
                name in _SLOTS
                and value.provenance.span
                and value.provenance.capture == reading.report.capture
            ):
                plain.append(Mark(value.provenance.span, _SLOTS[name], used=(names[record.id],)))
    merged = _merge(plain)
    claimants = [m.span for m in merged if m.kind == "claimant"]
    actors = [m for m in merged if m.kind == "actor" and any(m.span.overlaps(s) for s in claimants)]
    hidden = set(actors)
    end = len(reading.report.text)
    every = out + [m for m in merged if m not in hidden]
    return sorted((m for m in every if m.span.end <= end), key=lambda m: (m.span, m.kind, m.own))


def _merge(plain: Iterable[Mark]) -> list[Mark]:
    """Join overlapping marks of one kind, so that a place is one mark however often it is used."""
    out: list[Mark] = []
    for mark in sorted(plain, key=lambda m: (m.kind, m.span)):
        last = out[-1] if out else None
        if last and last.kind == mark.kind and last.span.overlaps(mark.span):
            span = Span(last.span.start, max(last.span.end, mark.span.end))
            out[-1] = Mark(span, mark.kind, used=tuple(dict.fromkeys(last.used + mark.used)))
        else:
            out.append(mark)
    return out


def paragraphs(reading: Reading) -> list[Paragraph]:
    """Cut a reading's text into paragraphs of segments; joined again they are the text.

    Blank lines between paragraphs are left out; nothing else is.
    """
    text, found = reading.report.text, marks(reading)
    head = reading.report.head
    edges = {edge for mark in found for edge in (mark.span.start, mark.span.end)}
    blocks: list[Span] = []
    at = 0
    for gap in [(b.start(), b.end()) for b in _BREAK.finditer(text)] + [(len(text), len(text))]:
        if text[at : gap[0]].strip():
            blocks.append(Span(at, gap[0]))
        at = gap[1]
    out: list[Paragraph] = []
    waiting = iter(found)
    ahead = next(waiting, None)
    active: list[Mark] = []
    cuts = sorted(edges)
    cut = 0
    for block in blocks:
        while cut < len(cuts) and cuts[cut] <= block.start:
            cut += 1
        points = [block.start]
        while cut < len(cuts) and cuts[cut] < block.end:
            points.append(cuts[cut])
            cut += 1
        points.append(block.end)
        segments: list[Segment] = []
        for start, end in pairwise(points):
            while ahead and ahead.span.start < end:
                active.append(ahead)
                ahead = next(waiting, None)
            here = tuple(m for m in active if m.span.end > start)
            ending = tuple(m for m in here if m.span.end <= end)
            active = [m for m in here if m.span.end > end]
            segments.append(Segment(text[start:end], here, ending))
        out.append(Paragraph(tuple(segments), bool(head and head.holds(block))))
    return out
