"""Words and marks for the desk's pages: the same as on the page, in the terminal and in print."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from tollbook.model.claim import Claim
from tollbook.model.figure import Count, Figure
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading
from tollbook.publish import labels
from tollbook.publish.bars import bar, scales
from tollbook.publish.exactness import day_codes, reach
from tollbook.publish.labels import numbers, one_line, visible
from tollbook.publish.marks import KINDS, Segment, paragraphs
from tollbook.publish.page import direction
from tollbook.publish.slots import slots
from tollbook.review.slots import count

NAMED = re.compile(r" \((incident-[0-9a-f]{6,40})\)")
"""How notes name an incident behind its words."""

__all__ = ["GLOBALS", "KINDS", "direction", "moment", "numbers", "one_line", "scales", "visible"]

AROUND = 80
"""Characters that are shown on each side of selected words."""


def moment(recorded: str) -> str:
    """Say a recorded time (ISO 8601, UTC) as people read it.

    Example:
        >>> moment("2031-03-04T09:30:12.000000Z")
        '4 Mar 2031, 09:30 UTC'
    """
    when = datetime.fromisoformat(recorded)
    return f"{labels.day(when.date())}, {when:%H:%M} UTC"


def said_day(value: str | None) -> str:
    """Say a day as people read it; what is no day stays as it is.

    Example:
        >>> said_day("2031-03-04"), said_day(None), said_day("spring")
        ('4 Mar 2031', 'no date', 'spring')
    """
    try:
        return labels.day(date.fromisoformat(value[:10])) if value else "no date"
    except ValueError:
        return value or "no date"


def said_slot(slot: str, value: str) -> str:
    """Say a value of an amendment as the card says it; one that is empty is not stated.

    Example:
        >>> said_slot("count", "30..40"), said_slot("count", "131.."), said_slot("side", "")
        ('30–40', '131 or more', 'not stated')
    """
    if slot == "count" and value:
        return "".join(labels.count_parts(count(value)))
    return value.replace("..", " to ") if slot == "when" and value else value or "not stated"


def around(text: str, span: Span) -> tuple[str, str]:
    """Give the words before and after some characters, whole, with "…" where the text goes on.

    Example:
        >>> around("Kessa: two men were hurt on Monday.", Span(7, 14))
        ('Kessa: ', ' were hurt on Monday.')
    """
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if span.start > AROUND:
        before = "…" + before[before.find(" ") + 1 :]
    if span.end + AROUND < len(text):
        after = (after[: after.rfind(" ")] if " " in after else after) + "…"
    return before, after


def people(figure: Figure) -> str:
    """Say neutrally who was harmed."""
    return ", ".join(labels.people(figure))


def title(record: Figure | Claim) -> str:
    """Say what a figure or claim is, in one or two words."""
    return labels.OUTCOMES[record.outcome.value] if isinstance(record, Figure) else labels.claim_title(record)


def pieces(snippet: Any) -> list[tuple[str, bool]]:
    """Cut a snippet (its text, where it starts, its marks) into pieces, each told whether it is a hit."""
    out, at = [], snippet.start
    for start, end in snippet.marks:
        out.append((snippet.text[at - snippet.start : start - snippet.start], False))
        out.append((snippet.text[start - snippet.start : end - snippet.start], True))
        at = end
    out.append((snippet.text[at - snippet.start :], False))
    return [piece for piece in out if piece[0]]


def noted(note: str) -> list[tuple[str, str]]:
    """Cut a note at the incidents that it names: words, and the id of the incident they end with, or "".

    Example:
        >>> noted("it lies within Attack, Nel (incident-0d097b3f48a7), which counts")
        [('it lies within Attack, Nel', 'incident-0d097b3f48a7'), (', which counts', '')]
    """
    cut = NAMED.split(note)
    return [(cut[n], cut[n + 1] if n + 1 < len(cut) else "") for n in range(0, len(cut), 2)]


class Placed(NamedTuple):
    """A paragraph whose segments are each told where in the text they begin, in characters."""

    segments: tuple[tuple[int, Segment], ...]
    head: bool


def placed(reading: Reading) -> list[Placed]:
    """Cut a reading's text into paragraphs of segments with their places, for selections."""
    out, at = [], 0
    for paragraph in paragraphs(reading):
        at = reading.report.text.index("".join(each.text for each in paragraph.segments), at)
        segments = []
        for segment in paragraph.segments:
            segments.append((at, segment))
            at += len(segment.text)
        out.append(Placed(tuple(segments), paragraph.head))
    return out


_NAMES = (
    *("MOTTO", "NARRATOR", "NOT_STATED", "OUTCOMES", "STATUSES", "BASES", "FINDINGS", "PRECISIONS"),
    *("actor", "by_claimant", "chain", "claim_title", "count_parts", "country", "day", "days", "headline"),
    *("distinct_issues", "language", "numbers", "place_words", "resolution", "stance"),
)
GLOBALS: dict[str, Any] = {name: getattr(labels, name) for name in _NAMES} | {
    "KINDS": KINDS,
    "around": around,
    "bar": bar,
    "scales": scales,
    "placed": placed,
    "pieces": pieces,
    "slots": slots,
    "direction": direction,
    "day_codes": day_codes,
    "reach": reach,
    "many": lambda number, what: f"{number:,} {what}{'' if number == 1 else 's'}",
    "moment": moment,
    "noted": noted,
    "people": people,
    "said_day": said_day,
    "said_slot": said_slot,
    "title": title,
    "count_words": lambda low, high: str(Count(low=low, high=high)),
    "parts": labels.parts_after_wholes,
}
"""What templates may call, by name."""
