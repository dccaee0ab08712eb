"""Lists of one day: "Daily list, 28 November: 1. Atarib. Air strike ... 2. Idlib city. ...".

The day stands in the head alone and is that of every entry which names no other; a place that opens an entry
is the entry's. What another entry names, or the list's tail ("the list of yesterday is unchanged"), is not.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Text

WORDS = "lexicon/en/day_lists.yaml"
HEAD = 600
"""Characters from the start in which a list says that it is one."""
ENTRY = re.compile(r"^[ ]{0,8}\d{1,3}[.)][ ]+", re.MULTILINE)
BREAK = re.compile(r"\n[ \t]*\n|\Z")
ASKED = re.compile(r"[^\n]*\?[ \t]*(?:\n|\Z)")
BEFORE = re.compile(r"[\s\d]*(?:(?:in|at|near|outside|the|town|city|village|of)\b[\s\d]*)*", re.IGNORECASE)
PLACING = re.compile(r"\b(?:in|at|near|outside)\b", re.IGNORECASE)
BEHIND = re.compile(r"[ ]?(?:[.,:;(–—\n-]|\Z)")
CLAUSE = ("\n", ". ", "; ", "(", ")")
FORMS = frozenset({"date", "month_day"})
POINTS = FORMS | {"weekday", "day_part"}
LEAST = 2
"""Entries from which on a text is a list."""


@dataclass(frozen=True)
class DayList:
    """A list of one day: where its head names the day, the pieces that it is made of, and its entries."""

    head: Mention
    pieces: tuple[Span, ...]
    entries: tuple[Span, ...]
    dates: tuple[Mention, ...]

    def piece(self, span: Span) -> Span | None:
        """Give the paragraph or part of one that holds some characters, None for those of the head."""
        return next((piece for piece in self.pieces if piece.holds(span)), None)

    def entry(self, span: Span) -> Span | None:
        """Give the entry that holds some characters, None for the head and what stands behind the list."""
        return next((entry for entry in self.entries if entry.holds(span)), None)

    def names_a_day(self, entry: Span) -> bool:
        """Tell whether an entry has a date of its own; "at dawn" names no day."""
        own = (m.date for m in self.dates if entry.holds(m.span))
        return any(date is None or date.form != "day_part" for date in own)

    def opens(self, entry: Span, place: Span, words: str) -> bool:
        """Tell whether a place stands at the start of an entry, behind its mark and a date at most."""
        if not entry.holds(place):
            return False
        before = words[entry.start : place.start]
        for date in self.dates:
            if entry.start <= date.span.start and date.span.end <= place.start:
                before = before.replace(date.span.of(words), " ")
        before = re.sub(r"[.,:;()–—-]", " ", before)
        parted = BEHIND.match(words, place.end) is not None or PLACING.search(before) is not None
        return parted and BEFORE.fullmatch(before) is not None


def day_list(text: Text) -> DayList | None:
    """Give the list of one day that a text is, or None: of more days, of none, or of one in doubt."""
    words = text.report.text
    starts = [m.start() for m in ENTRY.finditer(words) if ASKED.match(words, m.start()) is None]
    if len(starts) < LEAST:
        return None
    dates = text.of(MentionKind.DATE)
    head = _head(words[: min(starts[0], HEAD)], dates)
    if head is None:
        return None
    breaks = [found.end() for found in BREAK.finditer(words) if found.end() > head.span.end]
    edges = sorted({head.span.end, *starts, *breaks, len(words)})
    last = next(end for end in breaks if end > starts[-1])
    entries = tuple(Span(a, b) for a, b in pairwise([*starts, last]))
    return DayList(head, tuple(Span(a, b) for a, b in pairwise(edges) if a < b), entries, tuple(dates))


def _head(words: str, dates: list[Mention]) -> Mention | None:
    """Give the one day that the head of a list names as that of the list."""
    said: dict[str, list[Span]] = {}
    for found in lexicon(WORDS).find(words):
        said.setdefault(found.entry.sets["role"], []).append(found.span)
    if "daily" not in said or "longer" in said:
        return None
    sure: list[Mention] = []
    others: list[Mention] = []
    for mention in dates:
        if mention.date is None or mention.span.end > len(words):
            continue
        before = words[: mention.span.start]
        of_day = [s.end for s in said.get("of_day", []) if s.end <= len(before)]
        is_for = any(not before[end:].strip(" :\n") for end in of_day)
        clause = max(before.rfind(mark) for mark in CLAUSE) + 1
        if not is_for and any(clause <= s.start < len(before) for s in said.get("about_paper", [])):
            continue
        if mention.date.form not in POINTS:
            return None
        if mention.date.form in FORMS:
            beside = any("\n" not in _between(words, span, mention.span) for span in said["daily"])
            (sure if is_for or beside else others).append(mention)
    named = sure or others
    days = {(m.date.month, m.date.day) for m in named if m.date}
    return named[0] if len(days) == 1 else None


def _between(words: str, one: Span, other: Span) -> str:
    first, second = sorted((one, other))
    return words[first.end : second.start]
