"""Snippets: the piece of a text that shows best what was looked for."""

import msgspec

from tollbook.book.words import Term, marks
from tollbook.model.provenance import Span

SHOWN = 240
BEFORE = 60


class Snippet(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a report's text: `start` in characters of the text, `marks` the hits, end exclusive.

    `marks` count characters of the whole text too, not of the piece.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]


def snippet(body: str, wanted: tuple[Term, ...]) -> Snippet:
    """Choose the piece of a text that shows most of what was looked for, in some 240 characters.

    Example:
        >>> from tollbook.book.words import terms
        >>> body = "One. " * 90 + "A car bomb went off. " + "Two. " * 90
        >>> found = snippet(body, terms("bomb"))
        >>> [body[start:end] for start, end in found.marks]
        ['bomb']
    """
    hits = marks(body, wanted)
    start, best = 0, (0, 0)
    for at, (span, _) in enumerate(hits):
        within = [number for other, number in hits[at : at + 40] if other.end <= span.start + SHOWN - BEFORE]
        if (len(set(within)), len(within)) > best:
            best, start = (len(set(within)), len(within)), span.start
    start = _edge(body, max(0, start - BEFORE)) if start > BEFORE else 0
    end = min(len(body), start + SHOWN)
    if end < len(body):
        blank = body.rfind(" ", start + SHOWN - BEFORE, end)
        end = blank if blank > 0 else end
    shown = [span for span, _ in hits if start <= span.start and span.end <= end]
    return Snippet(text=body[start:end], start=start, marks=tuple((s.start, s.end) for s in _apart(shown)))


def _edge(body: str, at: int) -> int:
    """Move to the beginning of a word."""
    blank = body.find(" ", at, at + BEFORE // 2)
    return blank + 1 if blank >= 0 else at


def _apart(spans: list[Span]) -> list[Span]:
    """Put spans that overlap together."""
    out: list[Span] = []
    for span in spans:
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
