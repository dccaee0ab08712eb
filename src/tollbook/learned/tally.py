"""Tallies by place: "Homs: 2 killed; Hama: 3 killed" -> each number the place that its own entry names.

Monitors count so, line by line or in one sentence, with the place before the number ("Homs 2, Hama 3") or
behind it ("2 (Homs), 3 (Hama)"). A tally has two entries or more in a row; where one of their names is a
party or people, or nationality is said to be counted, it is a tally by something else and nothing
changes.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from tollbook.model.figure import Count, Figure
from tollbook.model.lexicon import lexicon
from tollbook.model.meeting import Meeting
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span
from tollbook.model.reference import Place
from tollbook.model.roles import context
from tollbook.model.text import Text
from tollbook.model.when import When

_WORD = r"[A-Z][\w'’-]{0,30}"
_NAME = rf"{_WORD}(?: (?:(?:of|al|el|the|de|la) )?{_WORD}){{0,4}}"
_KIND = r"(?: [a-z]{2,20}){0,2}"
_MARK = r"[ \t]{0,8}(?:[-*•–—·][ \t]{0,3}|\d{1,2}[.)][ \t]{1,3})?"
_LEAD = rf"(?:(?:\A|\n){_MARK}|[,;:.] |\(|\band )"
_LEAST = r"(?:at least |some |about )?"
BEFORE = re.compile(
    rf"{_LEAD}(?:in )?(?:the )?(?P<name>(?:{_NAME}{_KIND}(?= ?[:=(]| [-–—] ))|{_NAME}(?= ))"
    rf"(?: ?[:=] ?| [-–—] | ?\(|(?: had| with| saw| recorded| counted)? ){_LEAST}\Z"
)
IN_IT = re.compile(rf"{_LEAD}[Ii]n (?:the )?(?P<name>{_NAME}{_KIND}), {_LEAST}\Z")
"""Before the number the name of its entry, at the beginning of a line or behind a comma or "in"."""
BEHIND = re.compile(
    rf"(?: ?\((?:in )?|: | [-–—] | in (?:the )?)(?P<name>{_NAME}{_KIND})(?=\)|[ \t]*(?:[,;.\n]|and\b|\Z))"
)
"""Behind the number the name of its entry, in brackets or to the end of a line or clause."""
WITHIN = re.compile(rf"(?P<name>{_NAME}) \(?(?P<number>\d{{1,3}}(?:,\d{{3}})*)\)?")
"""The name of an entry that was read as words of its number: "Old Sarmin 12", "Sarmin (12)"."""
REACH = 90
GAP = re.compile(rf"[^.\n!?]{{0,120}}(?:[.!?]?[ \t]{{0,4}}\n[ \t]{{0,4}}(?:\n)?{_MARK})?")
"""Between two entries: the rest of a line or of a clause, and no other sentence."""
END = re.compile(r"[;\n]|[.!?](?=\s|\Z)")
SIGN = re.compile(r"(?: ?[:=] ?| [-–—] | ?\()(?:at least |some |about )?\Z")
OPENS = re.compile(rf"{_LEAD}(?:(?:in|on) )?\Z")
MARK_REACH = 20
"""Before and behind the day that opens an entry."""
NOT_PLACES = frozenset({MentionKind.ACTOR, MentionKind.PERSON, MentionKind.QUANTITY})
NAMED, NAMES = "numbers.named_person", "lexicon/en/given_names.yaml"
LEAST = 2
Entry = tuple[int, Span, bool]
"""The number of a figure, the name of its entry, and whether the name stands before it."""


def by_entry(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures of tallies by place the place of their entry, unless they have one of its own.

    The name of an entry is nobody who was harmed: a figure that took it for a person is left out.
    """
    words, starts = text.report.text, [figure.span.start for figure in figures]
    known = Meeting(mention for mention in text.of(MentionKind.PLACE) if mention.place)
    others = Meeting(mention for mention in text.mentions if mention.kind in NOT_PLACES)
    out: list[Figure | None] = list(figures)
    for series in _series(text, figures):
        if not _by_place(words, series, figures, known, others):
            continue
        ends = [entry[1].start for entry in series[1:]]
        for (first, name, is_before), end in zip(series, [*ends, len(words)], strict=True):
            stop = end if end < len(words) else _end(words, figures[first].span.end)
            entry = Span(name.start, stop) if is_before else Span(figures[first].span.start, name.end)
            for n in range(bisect_left(starts, entry.start), bisect_left(starts, entry.end)):
                figure = figures[n]
                if n != first and _names_one(figure, name):
                    out[n] = None
                elif n == first or (n > first and is_before):
                    own = figure.place if _is_own(figure.place, entry) else _place(known, name, text)
                    out[n] = _with_number(text, msgspec.structs.replace(figure, place=own), name)
    left = {figure.id for figure in out if figure}
    return tuple(
        figure if figure.part_of in {None, *left} else msgspec.structs.replace(figure, part_of=None)
        for figure in out
        if figure
    )


def by_day(text: Text, figures: Sequence[Figure], days: Iterable[Sourced[When]]) -> tuple[Figure, ...]:
    """Give the figures of tallies by day the day that opens their entry: "2022: 231; 2023: 198".

    `days` are those that the text names.
    """
    words = text.report.text
    ends = {day.provenance.span.end: day for day in days if day.provenance.span}
    found: list[tuple[int, Sourced[When]]] = []
    for n, figure in enumerate(figures):
        sign = SIGN.search(words, max(0, figure.span.start - REACH), figure.span.start)
        day = ends.get(sign.start()) if sign else None
        at = day.provenance.span if day else None
        if day and at and OPENS.search(words, max(0, at.start - MARK_REACH), at.start):
            found.append((n, day))
    out = list(figures)
    for (n, day), (m, later) in pairwise(found):
        at = later.provenance.span
        if at and GAP.fullmatch(words, figures[n].span.end, at.start):
            out[n] = msgspec.structs.replace(figures[n], when=day)
            out[m] = msgspec.structs.replace(figures[m], when=later)
    return tuple(out)


def _names_one(figure: Figure, name: Span) -> bool:
    return name.holds(figure.span) and figure.count.provenance.rule == NAMED


def _series(text: Text, figures: Sequence[Figure]) -> list[list[Entry]]:
    """Give the rows of entries of one form that stand one behind the other; "Friday: 9 killed" is none."""
    words, days = text.report.text, [mention.span for mention in text.of(MentionKind.DATE)]
    out: list[list[Entry]] = []
    for is_before in (True, False):
        found = [entry for n in range(len(figures)) if (entry := _entry(words, figures, n, is_before))]
        entries = [entry for entry in found if not any(entry[1].overlaps(day) for day in days)]
        row: list[Entry] = []
        for entry in entries:
            if row and not _goes_on(words, figures, row[-1], entry):
                out.append(row)
                row = []
            row.append(entry)
        out.append(row)
    return [row for row in out if len(row) >= LEAST]


def _entry(words: str, figures: Sequence[Figure], n: int, is_before: bool) -> Entry | None:
    at, found = figures[n].span, None
    if figures[n].count.provenance.rule == NAMED:
        found = WITHIN.match(words, at.start) if is_before else None
        if found and at.end not in {found.end("name"), found.end()}:
            return None
        others = [f.span for f in figures[max(0, n - 1) : n + 2] if f is not figures[n]]
        if found and any(span.overlaps(Span(*found.span("number"))) for span in others):
            return None
    elif is_before:
        back = max(0, at.start - REACH)
        found = WITHIN.match(words, at.start, at.end) or BEFORE.search(words, back, at.start)
        found = found or IN_IT.search(words, back, at.start)
    else:
        found = BEHIND.match(words, at.end, at.end + REACH)
    return (n, Span(*found.span("name")), is_before) if found else None


def _goes_on(words: str, figures: Sequence[Figure], one: Entry, other: Entry) -> bool:
    """Tell whether an entry stands behind another with nothing but its rest between them."""
    start = max(one[1].end, figures[one[0]].span.end)
    end = min(other[1].start, figures[other[0]].span.start)
    return start <= end and GAP.fullmatch(words, start, end) is not None


def _by_place(
    words: str,
    series: Sequence[Entry],
    figures: Sequence[Figure],
    known: Meeting[Mention],
    others: Meeting[Mention],
) -> bool:
    """Tell whether the names of a row are places: one is known or read as one, none is another thing."""
    names = [name for _, name, _ in series]
    lead = words[max(0, names[0].start - REACH) : names[0].start].lower()
    if re.search(rf"\b(?:{context('by_kind')}|{context('kept')})\b", lead):
        return False
    if _are_persons(words, series, figures, known):
        return False
    if any(others.meeting(name) for name in names):
        return False
    read = [f.place.provenance.span for n, _, _ in series for f in [figures[n]] if f.place]
    return any(known.meeting(name) or any(s and s.overlaps(name) for s in read) for name in names)


def _are_persons(
    words: str, series: Sequence[Entry], figures: Sequence[Figure], known: Meeting[Mention]
) -> bool:
    """Tell whether names of a row are people's, and their numbers ages: "Karim (44), Nadia (40)"."""
    read = [name for n, name, _ in series if figures[n].count.provenance.rule == NAMED]
    if any(lexicon(NAMES).find(name.of(words)) for name in read):
        return True
    aged = all(words.startswith(" (", name.end) for name in read)
    placed = sum(bool(known.meeting(name)) for name in read)
    return aged and len(read) == len(series) and 3 * placed < 2 * len(read)


def _end(words: str, at: int) -> int:
    """Give where the clause or line that begins at `at` ends."""
    found = END.search(words, at)
    return found.start() if found else len(words)


def _is_own(place: Sourced[Place] | None, entry: Span) -> bool:
    """Tell whether a place stands in the entry itself, and holds no number of another."""
    at = place.provenance.span if place else None
    if place is None or at is None or not entry.holds(at):
        return False
    return not any(letter.isdigit() for letter in place.words)


def _with_number(text: Text, figure: Figure, name: Span) -> Figure:
    """Give "Sarmin (12)" its number, which would be an age if it named a person; others as they are."""
    found = WITHIN.match(text.report.text, name.start)
    if found is None or figure.span.start != name.start:
        return figure
    number, span = int(found["number"].replace(",", "")), Span(*found.span("number"))
    return msgspec.structs.replace(
        figure,
        span=span,
        quote=Quote.of(text.report.text, span),
        count=text.stamp().source(Count(low=number, high=number), span, rule="numbers.entry"),
        name=None,
    )


def _place(known: Meeting[Mention], name: Span, text: Text) -> Sourced[Place]:
    """Make the place of an entry: the one known by its name, else one of that name."""
    mention = next(iter(known.meeting(name)), None)
    place = mention.place if mention and mention.place else Place(name=name.of(text.report.text))
    at = mention.span if mention else name
    return text.stamp().source(place, at, rule="place.entry", basis=Basis.STATED)
