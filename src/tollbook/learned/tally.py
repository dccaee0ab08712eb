"""Tallies by place: "Homs: 2 killed; Hama: 3 killed" -> each number the place that its own entry names.

Monitors count so, line by line or in one sentence, with the place before the number ("Homs 2, Hama 3") or
behind it ("2 (Homs), 3 (Hama)"). A tally has two entries or more in a row; where one of their names is a
party, a day or people, it is a tally by something else and nothing changes.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Place
from tollbook.model.text import Text

_WORD = r"[A-Z][\w'’-]{0,30}"
_NAME = rf"{_WORD}(?: (?:(?:of|al|el|the|de|la) )?{_WORD}){{0,4}}"
_KIND = r"(?: [a-z]{2,20}){0,2}"
_MARK = r"[ \t]{0,8}(?:[-*•–—·][ \t]{0,3}|\d{1,2}[.)][ \t]{1,3})?"
_LEAD = rf"(?:(?:\A|\n){_MARK}|[,;:.(] |\band )"
BEFORE = re.compile(
    rf"{_LEAD}(?:in )?(?:the )?(?P<name>(?:{_NAME}{_KIND}(?= ?[:=(]| [-–—] ))|{_NAME}(?= ))"
    r"(?: ?[:=] ?| [-–—] | ?\(|(?: had| with| saw| recorded| counted)? )(?:at least |some |about )?\Z"
)
"""Before the number the name of its entry, at the beginning of a line or behind a comma."""
BEHIND = re.compile(rf"(?: ?\((?:in )?|: | [-–—] )(?P<name>{_NAME}{_KIND})(?=\)|[ \t]*(?:[,;.\n]|\Z))")
"""Behind the number the name of its entry, in brackets or to the end of a line."""
REACH = 90
GAP = re.compile(rf"[^.\n!?]{{0,120}}(?:[.!?]?[ \t]{{0,4}}\n[ \t]{{0,4}}(?:\n)?{_MARK})?")
"""Between two entries: the rest of a line or of a clause, and no other sentence."""
NOT_PLACES = frozenset({MentionKind.ACTOR, MentionKind.DATE, MentionKind.PERSON, MentionKind.QUANTITY})
LEAST = 2
Entry = tuple[int, Span, bool]
"""The number of a figure, the name of its entry, and whether the name stands before it."""


def by_entry(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures of tallies by place the place of their entry, unless they have one of its own."""
    words = text.report.text
    out = list(figures)
    for series in _series(words, figures):
        if not _by_place(text, series, figures):
            continue
        ends = [entry[1].start for entry in series[1:]]
        for (first, name, is_before), end in zip(series, [*ends, len(words)], strict=True):
            stop = _end(words, figures[first].span.end) if end == len(words) or not is_before else end
            for n in range(first, len(figures)):
                figure = figures[n]
                if n != first and (figure.span.start >= stop or not is_before):
                    break
                if not _is_own(figure.place, Span(min(name.start, figure.span.start), max(stop, name.end))):
                    out[n] = msgspec.structs.replace(figure, place=_place(text, name))
    return tuple(out)


def _series(words: str, figures: Sequence[Figure]) -> list[list[Entry]]:
    """Give the rows of entries of one form that stand one behind the other."""
    out: list[list[Entry]] = []
    for is_before in (True, False):
        entries = [entry for n in range(len(figures)) if (entry := _entry(words, figures[n], n, is_before))]
        row: list[Entry] = []
        for entry in entries:
            if row and not _goes_on(words, figures, row[-1], entry):
                out.append(row)
                row = []
            row.append(entry)
        out.append(row)
    return [row for row in out if len(row) >= LEAST]


def _entry(words: str, figure: Figure, n: int, is_before: bool) -> Entry | None:
    at = figure.span
    if is_before:
        found = BEFORE.search(words, max(0, at.start - REACH), at.start)
    else:
        found = BEHIND.match(words, at.end, at.end + REACH)
    return (n, Span(*found.span("name")), is_before) if found else None


def _goes_on(words: str, figures: Sequence[Figure], one: Entry, other: Entry) -> bool:
    """Tell whether an entry stands behind another with nothing but its rest between them."""
    start = max(one[1].end, figures[one[0]].span.end)
    end = min(other[1].start, figures[other[0]].span.start)
    return start <= end and GAP.fullmatch(words, start, end) is not None


def _by_place(text: Text, series: Sequence[Entry], figures: Sequence[Figure]) -> bool:
    """Tell whether the names of a row are places: one is known or was read as one, and none is another thing."""
    names = [name for _, name, _ in series]
    for kind in NOT_PLACES:
        if any(mention.span.overlaps(name) for mention in text.of(kind) for name in names):
            return False
    known = [mention.span for mention in text.of(MentionKind.PLACE) if mention.place]
    read = [f.place.provenance.span for f in figures if f.place and f.place.provenance.span]
    words = text.report.text
    return any(span.overlaps(name) for span in known for name in names) or any(
        span.of(words) == name.of(words) for span in read for name in names
    )


def _end(words: str, at: int) -> int:
    """Give where the clause or line that begins at `at` ends."""
    found = re.compile(r"[;\n]|[.!?](?=\s|\Z)").search(words, at)
    return found.start() if found else len(words)


def _is_own(place: Sourced[Place] | None, entry: Span) -> bool:
    """Tell whether a place stands in the entry itself, and holds no number of another."""
    at = place.provenance.span if place else None
    return at is not None and entry.holds(at) and not any(c.isdigit() for c in place.words) if place else False


def _place(text: Text, name: Span) -> Sourced[Place]:
    """Make the place of an entry: the one known by its name, else one of that name."""
    mention = next((m for m in text.of(MentionKind.PLACE) if m.place and m.span.overlaps(name)), None)
    place = mention.place if mention and mention.place else Place(name=name.of(text.report.text))
    at = mention.span if mention else name
    return text.stamp().source(place, at, rule="place.entry", basis=Basis.STATED)
