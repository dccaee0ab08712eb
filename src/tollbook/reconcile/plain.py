"""What tells a plain figure of one incident from a total over a longer time: day, event, place and words."""

import math
import re

from tollbook.model.provenance import Basis
from tollbook.model.toll import PeriodTotal
from tollbook.reconcile.places import kilometres
from tollbook.reconcile.statements import Statement

FIGHTING = "Armed clash"
"""The event that goes on for days; others are of one hour."""
MOVES = re.compile(
    r"\b(?:tolls?|pass(?:es|ed)?|tops?|topped|exceed(?:s|ed)?|surpass(?:es|ed)?|reach(?:es|ed)?|climb(?:s|ed)?|ris(?:es|en)|rose)\b",
    re.IGNORECASE,
)
"""Words by which a number says that it is a count that grows."""
BESIDE = 40
"""Signs before a figure in which such words are looked for."""


def of_its_own(said: Statement, total: PeriodTotal) -> bool:
    """Tell whether a figure is of a day, with an event or a place of its own that the total is not of."""
    return dated(said) and (_happened(said) or _narrower(said, total))


def _happened(said: Statement) -> bool:
    """Tell whether the words name an event: fighting only where they say where, short of a country."""
    if said.event != FIGHTING:
        return said.event is not None
    place = said.figure.place
    if place is None or place.basis is not Basis.STATED:
        return False
    return place.value.best is None or place.value.best.feature != "country"


def plain(said: Statement, total: PeriodTotal) -> bool:
    """Tell whether a figure has a day, an event other than fighting or a place of its own."""
    return dated(said) or said.event not in (None, FIGHTING) or _narrower(said, total)


def _narrower(said: Statement, total: PeriodTotal) -> bool:
    """Tell whether a figure's place is another one than the total's, and no larger."""
    place = said.figure.place.value.best if said.figure.place else None
    if place is None or place.gazetteer == total.gazetteer:
        return False
    if total.gazetteer is None:
        return not place.radius_km and place.feature != "country"
    return _reach(place.feature, place.radius_km) <= _reach(total.feature, total.radius_km)


def covers(total: PeriodTotal, said: Statement) -> bool:
    """Tell whether a total's place is known to hold a figure's."""
    place = said.figure.place.value.best if said.figure.place else None
    if place is None or total.gazetteer is None or total.latitude is None:
        return False
    if place.country != total.country:
        return False
    if place.gazetteer == total.gazetteer:
        return True
    spot = (total.latitude, total.longitude or 0.0)
    away = kilometres(place.latitude, place.longitude, *spot)
    return (
        away + (place.radius_km or 0) <= _reach(total.feature, total.radius_km) and place.feature != "country"
    )


def _reach(feature: str | None, radius_km: int | None) -> float:
    """Give how far a place reaches, in km; a country is larger than all within it."""
    return math.inf if feature == "country" and not radius_km else float(radius_km or 0)


def dated(said: Statement) -> bool:
    """Tell whether the words give a figure a day of its own: "nineteen of them died on Thursday"."""
    when = said.figure.when
    if when is None or when.basis is not Basis.STATED:
        return False
    return when.value.start is not None and when.value.start == when.value.end


def rounded(said: Statement, total: PeriodTotal) -> bool:
    """Tell whether an open figure rounds a total of its own report down: "toll passes 130", of 132.

    One that has a day, an event or a place of its own, or does not say that it grows, is a plain figure.
    """
    count = said.figure.count.value
    if count.high is not None or not (count.low or 0) <= total.low <= (count.low or 0) * 1.1:
        return False
    return moves(said) and not plain(said, total)


def moves(said: Statement) -> bool:
    """Tell whether the words of a figure, or those just before it, say that it is a count that grows."""
    quote = said.figure.quote
    return MOVES.search(quote.prefix[-BESIDE:] + quote.exact) is not None
