"""Own day: a weekday of another sentence -> that of the figure's own sentence, where it has one of its own.

"Two people died in hospital on Friday. The army said Saturday's strike killed five": the two died on Friday.
"""

import re
from collections.abc import Iterable

from tollbook.learned.telling import is_telling
from tollbook.model.provenance import Sourced, Span
from tollbook.model.text import Text
from tollbook.model.when import When

WEEKDAY = "weekday"
OTHER = re.compile(
    r"\b(?:after|before|following|since|until|till|ahead of|unlike|like|than|despite|to) (?:the |last )?$",
    re.IGNORECASE,
)
"""Before a weekday that another event has: "after Friday's talks"."""
BACK = 20
APART = re.compile(
    r"[,;:()–—\"“”]|\b(?:and|but|as|when|while|after|before|since|that|who|whom|which|where|whose|said|says|told|freed"
    r"|released|returned|found|recovered|buried|identified|named|charged|arrested|talks)\b",
    re.IGNORECASE,
)
"""Between a figure and a weekday: another clause begins, or the day is of what came later."""


def own_day(
    text: Text, days: Iterable[Sourced[When]], figure: Span, chosen: Sourced[When]
) -> Sourced[When] | None:
    """Give the weekday of the figure's own sentence that stands before `chosen`, of another one, or None.

    It must stand in one clause with the figure: "nine died as they left the talks on Friday" dates the talks.
    A weekday that dates only the telling does so where `chosen` lies behind it: nothing is told before it
    happens. `days` are those that the text names; `figure` counts characters of its text, end exclusive.
    """
    sentence = next((s.span for s in text.sentences if s.span.holds(figure)), None)
    at = chosen.provenance.span
    if sentence is None or at is None or sentence.holds(at) or chosen.value.reading != WEEKDAY:
        return None
    own = [day for day in days if _in(day, sentence) and day.value.reading == WEEKDAY]
    if len({day.value.start for day in own}) != 1:
        return None
    day, there = own[0], own[0].provenance.span
    if there is None or OTHER.search(text.report.text, max(0, there.start - BACK), there.start):
        return None
    if not is_telling(text, there):
        first, last = sorted((figure, there))
        between = text.report.text[first.end : last.start]
        return None if first.overlaps(last) or APART.search(between) else day
    is_later = day.value.end and chosen.value.start and chosen.value.start > day.value.end
    return day if is_later else None


def _in(day: Sourced[When], sentence: Span) -> bool:
    return day.provenance.span is not None and sentence.holds(day.provenance.span)
