"""Telling: the weekday on which a figure was told gives way to the day of the event that a neighbour has.

"Two died on Friday. One more is missing, the mayor said on Saturday": nobody went missing on Saturday.
"""

import re
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from tollbook.model.figure import Figure, Scope
from tollbook.model.provenance import Basis, Span
from tollbook.model.text import Text

SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|stated|declared|added|wrote|acknowledged|admitted|claimed"
    r"|raised|put|statement|communiqu[eé]|spokes\w+|conceded|revealed|posted|telephoned|by phone|reporters"
    r"|interview)\b[^.;:\n\"”]{0,45}$",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:that|attack\w*|shot|hit|struck|bomb\w*|fell|clash\w*|ambush\w*|raid\w*|taken|fighting|blast|shell\w*"
    r"|strikes?|air ?strikes?|explo\w+|\w+day|(?!dated|handed|issued|published|released|signed)\w+ed)\b",
    re.IGNORECASE,
)
"""What makes a weekday behind a word for telling that of something else."""
BEHIND = re.compile(
    r"['’]s\b| (?:night|morning|evening|afternoon|noon|dawn|dusk)\b"
    r"| (?!(?:that|the|an?|its?|his|her|their|it|he|she|they|we|there|at|in|on|near|by|from|after|of|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|some|many|more|no|nobody|and|but|as|to|about|over|up|least)\b)[a-z]"
)
"""Behind a weekday: it belongs to what follows ("Sunday shelling", "Sunday's dead", "Saturday night")."""
BACK = 70
"""Characters before a weekday in which the words for the telling are looked for."""
FRESH = timedelta(days=4)
"""Days between the event and its telling at most."""


def days_of_events(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures, those dated by a telling with the days of the nearest figure of an earlier event.

    Only weekdays are taken for days of telling, and only days up to four before take their place.
    """
    out = []
    for figure in figures:
        at = figure.when.provenance.span if figure.when else None
        if (
            figure.when is None
            or at is None
            or figure.when.value.reading != "weekday"
            or not is_telling(text, at)
        ):
            out.append(figure)
            continue
        events = [other for other in figures if _earlier(other, figure)]
        nearest = min(events, key=lambda other: abs(other.span.start - figure.span.start), default=None)
        if nearest is not None and nearest.when is not None:
            note = f"{figure.when.words!r} is the day of the telling"
            when = msgspec.structs.replace(nearest.when, basis=Basis.INFERRED, note=note)
            figure = msgspec.structs.replace(figure, when=when)
        out.append(figure)
    return tuple(out)


def is_telling(text: Text, at: Span) -> bool:
    """Tell whether a bare weekday stands behind a word for telling, and nothing else between the two."""
    if BEHIND.match(text.report.text, at.end) or " " in at.of(text.report.text):
        return False
    said = SAID.search(text.report.text, max(0, at.start - BACK), at.start)
    return said is not None and OTHER.search(said.group().partition(" ")[2]) is None


def _earlier(other: Figure, figure: Figure) -> bool:
    """Tell whether another figure is of an event that ended by the day on which `figure` was told."""
    if other.when is None or figure.when is None or other.scope.value is not Scope.INCIDENT:
        return False
    if other.when.provenance.span == figure.when.provenance.span:
        return False
    if _elsewhere(other, figure):
        return False
    event, telling = other.when.value, figure.when.value
    if event.start is None or event.end is None or telling.start is None or telling.end is None:
        return False
    return timedelta(0) < telling.start - event.start <= FRESH and event.end <= telling.end


def _elsewhere(other: Figure, figure: Figure) -> bool:
    """Tell whether two figures are of places that are surely two: another town is another event."""
    if other.place is None or figure.place is None:
        return False
    return other.place.value.name.casefold() != figure.place.value.name.casefold()
