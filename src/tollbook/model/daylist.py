"""Lists of one day: "Daily list, 28 November: 1. Atarib. Air strike ... 2. Idlib city ...".

The day stands in the head alone and is that of every entry which names no other; a place that opens an entry
is the entry's. What another entry names, or the list's tail ("the list of yesterday is unchanged"), is not.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Text

HEAD = 600
"""Characters from the start in which a list says that it is one."""
DAILY = re.compile(
    r"\bdaily (?:list|bulletin|report|summary|log|ledger|digest|update|count|situation report|sitrep)\b"
    r"|^(?:covers|covering|reporting period|period covered)[ ]?:",
    re.IGNORECASE | re.MULTILINE,
)
ENTRY = re.compile(r"^[ ]{0,8}\d{1,3}[.)][ ]", re.MULTILINE)
FORMS = frozenset({"date", "month_day"})
LEAST = 2
"""Entries from which on a text is a list."""


@dataclass(frozen=True)
class DayList:
    """A list of one day: where its head names the day, and the pieces that it is made of."""

    head: Mention
    pieces: tuple[Span, ...]

    def piece(self, span: Span) -> Span | None:
        """Give the entry or paragraph that holds some characters, None for those of the head."""
        return next((piece for piece in self.pieces if piece.holds(span)), None)


def day_list(text: Text) -> DayList | None:
    """Give the list of one day that a text is, or None."""
    words = text.report.text
    starts = [found.start() for found in ENTRY.finditer(words)]
    if len(starts) < LEAST or DAILY.search(words[:HEAD]) is None:
        return None
    named = [m for m in text.of(MentionKind.DATE) if m.date and m.date.form in FORMS]
    head = next((m for m in named if m.span.end <= min(starts[0], HEAD)), None)
    if head is None:
        return None
    bounds = {*starts, len(words)}
    bounds |= {found.end() for found in re.finditer(r"\n[ \t]*\n", words) if found.end() > head.span.end}
    edges = sorted({head.span.end, *bounds})
    return DayList(head, tuple(Span(a, b) for a, b in pairwise(edges) if a < b))
