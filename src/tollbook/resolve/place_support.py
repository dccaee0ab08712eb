"""What speaks for a place besides its name: parts of towns need it, and small places may lack it.

A quarter bears the name of a town elsewhere as often as not: by its name alone it lies nowhere.
"""

from tollbook.model.reference import UNCERTAIN, Candidate, Place
from tollbook.resolve.place_context import KNOWN, NEAR_KM, SIZABLE, Context, key, kinds, nearest

LARGE = 100_000  # persons; a town of fewer is small here
CITED = ", which cites "  # in the reason of a place of one's own list
HALF = 0.5  # of how much the text speaks of the country that it speaks of most


def supported(place: Place, candidate: Candidate, context: Context, countries: int) -> bool:
    """Tell whether the text puts a part of a town where this candidate lies.

    `countries` have places of the name. A unit of the only one, or a city known everywhere, stands by its
    name where no other country is spoken of. A town must lie near another town of the text, or in a unit or
    a country that the text names; a quarter far from every town that the text names in that country is
    another one of the name.
    """
    shares = context.shares(key(place))
    share = shares.get(candidate.country, 0.0)
    if cited(candidate):
        return True  # whoever lists it means it
    if candidate.feature != "populated_place" or candidate.population >= KNOWN:
        unit = place.unit in kinds("district") and countries == 1
        return share > 0 or (not shares and (unit or candidate.population >= KNOWN))
    if context.unit_of(candidate, key(place)) or nearest(candidate, context.towns, NEAR_KM):
        return True
    if share < HALF:
        return False
    sizable = candidate.population >= SIZABLE
    if sizable and place.unit in kinds("district"):
        return True
    elsewhere = any(town.country == candidate.country for town in context.towns)
    return not elsewhere and (sizable or context.named(candidate.country, key(place)))


def doubt(place: Place, candidate: Candidate, context: Context) -> tuple[str, ...]:
    """Give the reason for doubt in a small town of a country that nothing else in the text points to."""
    small = candidate.feature == "populated_place" and candidate.population < LARGE
    share = context.shares(key(place)).get(candidate.country, 0.0)
    return (UNCERTAIN,) if small and share == 0 and not cited(candidate) else ()


def cited(candidate: Candidate) -> bool:
    """Tell whether a place stands in a list of one's own."""
    return any(CITED in reason for reason in candidate.reasons)
