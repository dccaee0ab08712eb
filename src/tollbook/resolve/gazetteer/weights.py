"""What a name alone is worth: how well it fits a place, of what kind and how large the place is."""

import math

from tollbook.model.reference import Candidate
from tollbook.resolve.gazetteer.build import CONSONANTS, MAIN, OTHER, SPELLING

LEAST = 500  # persons: the list holds places from this size, and seats of units of which none is recorded
WIDE = {"region": 1_000_000, "sea": 1_000_000}
SPELLED = "romanised spelling"
REASONS = {
    MAIN: ("exact name",),
    OTHER: ("another of its names",),
    SPELLING: (SPELLED,),
    CONSONANTS: (SPELLED, "the same consonants"),
}
WORTH = {MAIN: 1.0, OTHER: 0.92, SPELLING: 0.72, CONSONANTS: 0.6}
# How often news means a place of this kind when it says a bare name, set by hand.
KIND = {
    "country": 1.0,
    "region": 0.95,
    "sea": 0.95,
    "populated_place": 0.9,
    "admin1": 0.8,
    "admin2": 0.7,
    "admin3": 0.6,
    "site": 0.55,
    "terrain": 0.55,
    "water": 0.55,
    "road": 0.5,
}


OWN = 0.8  # of a place that the user added, of whatever kind


def worth(grade: int, feature: str, population: int, *, wide: bool = True) -> float:
    """Give the score from 0 to 1 of a place by its name alone; `wide` areas count as well known.

    Example:
        >>> worth(MAIN, "populated_place", 2_000_000), worth(MAIN, "populated_place", 0)
        (0.8461, 0.5683)
    """
    size = 0.4 + 0.6 * min(1.0, math.log10(max(population, LEAST) + 1) / 7)
    if wide and feature in WIDE:
        size = 0.95
    return round(WORTH[grade] * KIND[feature] * size, 4)


def candidate(
    row: tuple[int, str, str, str, float, float, str, int, int | None, str | None],
    unit: tuple[str, str | None] | None,
    *,
    reasons: tuple[str, ...] = (),
    wide: bool = True,
) -> Candidate:
    """Make a candidate of a row (grade, id, name, country, latitude, longitude, feature, population,
    radius, second-level unit) and of its first-level unit (name, ISO 3166-2 code).
    """
    grade, ident, name, country, latitude, longitude, feature, population, radius, second = row
    return Candidate(
        gazetteer=ident,
        name=name,
        country=country,
        admin1=unit[0] if unit else None,
        iso=unit[1] if unit else None,
        admin2=second,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        feature=feature,
        population=population,
        score=worth(grade, feature, population, wide=wide),
        reasons=(*REASONS[grade], *reasons),
    )
