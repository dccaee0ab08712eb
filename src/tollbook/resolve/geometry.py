"""From a chosen place and the words' relation to it: a middle, a radius, and the precision codes.

Sources: the scale of `where_prec` in the UCDP GED codebook, that of `geo_precision` in the ACLED codebook.
Radii of towns, and what "near" and "south of" reach, are conventions of ours; `why` says each.
"""

import math
import re

import msgspec

from tollbook.model.provenance import Span
from tollbook.model.reference import Area, AreaShape, Candidate, Place, PlaceRelation

UCDP = {
    "populated_place": 1,
    "site": 1,
    "terrain": 2,
    "water": 2,
    "admin3": 2,
    "admin2": 3,
    "admin1": 4,
    "road": 5,
    "region": 5,
    "country": 6,
    "sea": 7,
}
ACLED = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
EARTH_KM = 6371.0
PERSONS_PER_KM2 = 5_000
LEAST_KM, UNKNOWN_KM = 1.0, 2.0  # a town however small; one of which no population is recorded
# What an area of a kind reaches where no list says how large it is.
REACH_KM = {
    "site": 1.0,
    "admin3": 15.0,
    "admin2": 25.0,
    "admin1": 75.0,
    "terrain": 10.0,
    "water": 10.0,
    "road": 25.0,
    "region": 75.0,
    "country": 500.0,
    "sea": 500.0,
}
NEAR_KM, COUNTRYSIDE_KM, AWAY_KM, STRETCH_KM = 10.0, 20.0, 10.0, 25.0
SECTOR = math.sin(math.radians(22.5))  # half of one of the eight directions
LIMITED_KM = 25.0  # UCDP's "limited area round a place"
MILE = 1.609344
BEARING = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
POINTS = ("populated_place", "site")
DISTANCE = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)[ -]?(km|kms|kilomet(?:er|re)s?|miles?)\b"
    r"(?: \([^()]{1,20}\))?(?: away| to the)?(?: [a-z-]{4,10})? (?:of|from|outside)(?: [a-z]{2,12}){0,3} $"
)

NOUN = r" (?:the |a )(?:[a-z-]{2,14} ){0,2}[a-z]{3,14} of $"
TURNED = re.compile(r"(?<!the )\b((?:north|south)-?(?:east|west)|north|south|east|west) of" + NOUN)
BESIDE = re.compile(r"\b(?:near|close to|next to)" + NOUN)


def area(place: Place, *, distance: float | None = None, other: Candidate | None = None) -> Area | None:
    """Give where the words put the harm; None while the place is unresolved.

    `distance` in km is what the text says ("10 km south of"), `other` the second of "between X and Y".

    Example:
        >>> town = Candidate(gazetteer="x:1", name="X", country="SY", latitude=35.0, longitude=37.0,
        ...                  feature="populated_place", population=50_000, score=1.0)
        >>> found = area(Place(name="X", relation=PlaceRelation.DIRECTION, direction="south",
        ...                    candidates=(town,)), distance=10)
        >>> round(found.latitude, 2), found.radius_km, found.where_prec, found.why
        (34.91, 5.6, 2, '10 km south of a town of 50,000, as the text says')
    """
    best = place.best
    if best is None:
        return None
    if place.relation is PlaceRelation.BETWEEN and other:
        return between(best, other)
    if best.gazetteer.startswith("between:"):
        return _made(best, float(best.radius_km or STRETCH_KM), AreaShape.ALONG, "the road, half its length")
    reach, said = extent(best)
    where = (best.latitude, best.longitude)
    match place.relation:
        case PlaceRelation.DIRECTION if place.direction in BEARING:
            away = AWAY_KM if distance is None else distance
            where = moved(where, BEARING[place.direction], away + (0 if best.feature in POINTS else reach))
            wide = AWAY_KM if distance is None else max(1.0, SECTOR * distance)
            told = f"{distance:g} km " if distance is not None else ""
            by = "as the text says" if distance is not None else f"up to {2 * AWAY_KM:g} km assumed"
            why = f"{told}{place.direction} of {said}, {by}"
            return _made(best, reach + wide, AreaShape.DIRECTION, why, where)
        case PlaceRelation.NEAR | PlaceRelation.DIRECTION:
            wide = NEAR_KM if distance is None else distance
            by = "assumed" if distance is None else "as the text says"
            return _made(best, reach + wide, AreaShape.ROUND, f"{wide:g} km round {said}, {by}")
        case PlaceRelation.COUNTRYSIDE if best.feature in POINTS:
            why = f"{COUNTRYSIDE_KM:g} km of countryside round {said}, assumed"
            return _made(best, reach + COUNTRYSIDE_KM, AreaShape.ROUND, why)
        case PlaceRelation.SEVERAL if best.feature in POINTS:
            return _made(best, reach + NEAR_KM, AreaShape.ROUND, f"several places round {said}, assumed")
        case PlaceRelation.BETWEEN:
            why = f"between {said} and a place that is not known; {STRETCH_KM:g} km assumed"
            return _made(best, reach + STRETCH_KM, AreaShape.BETWEEN, why, prec=5)
        case _ if place.direction in BEARING:
            half = moved(where, BEARING[place.direction], reach / 2)
            return _made(best, reach / 2, AreaShape.AREA, f"the {place.direction} of {said}", half)
    shape = AreaShape.POINT if best.feature in POINTS else AreaShape.AREA
    return _made(best, reach, shape, said)


def _made(
    best: Candidate,
    radius: float,
    shape: AreaShape,
    why: str,
    where: tuple[float, float] | None = None,
    *,
    prec: int | None = None,
) -> Area:
    """Make the area, with the codes that follow from kind, shape and radius."""
    code = prec or UCDP[best.feature]
    if code == 1 and shape in (AreaShape.ROUND, AreaShape.DIRECTION):
        code = 2 if radius <= LIMITED_KM + LEAST_KM or shape is AreaShape.ROUND else 5
    latitude, longitude = where or (best.latitude, best.longitude)
    return Area(
        shape=shape,
        latitude=round(latitude, 5),
        longitude=round(longitude, 5),
        radius_km=round(max(0.1, radius), 1),
        where_prec=code,
        geo_precision=ACLED[code],
        why=why,
    )


def extent(place: Candidate) -> tuple[float, str]:
    """Give how far a place reaches from its middle in km, and what it is, in words.

    A town's radius is that of a circle in which its people live at 5,000 to the square kilometre.
    """
    if place.radius_km:
        return float(place.radius_km), f"{_kind(place)} that reaches {place.radius_km} km"
    if place.feature != "populated_place":
        return REACH_KM[place.feature], f"{_kind(place)}, {REACH_KM[place.feature]:g} km assumed"
    if not place.population:
        return UNKNOWN_KM, f"a place of unknown size, {UNKNOWN_KM:g} km assumed"
    radius = max(LEAST_KM, math.sqrt(place.population / PERSONS_PER_KM2 / math.pi))
    return radius, f"a town of {place.population:,}"


def _kind(place: Candidate) -> str:
    names = {"admin1": "a first-level unit", "admin2": "a second-level unit", "admin3": "a smaller unit"}
    return names.get(place.feature, f"a {place.feature}")


def between(one: Candidate, other: Candidate) -> Area:
    """Give the area between two places: a circle over both, for no line is known."""
    length = kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))
    where = middle((one.latitude, one.longitude), (other.latitude, other.longitude))
    why = f"between {one.name} and {other.name}, {length:.0f} km apart"
    return _made(one, max(LEAST_KM, length / 2), AreaShape.BETWEEN, why, where, prec=5)


def middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Give the point half-way between two, on the shorter way round.

    Example:
        >>> middle((10.0, 179.0), (10.0, -179.0))
        (10.0, -180.0)
    """
    step = (other[1] - one[1] + 180) % 360 - 180
    return (one[0] + other[0]) / 2, (one[1] + step / 2 + 180) % 360 - 180


def moved(where: tuple[float, float], bearing: float, km: float) -> tuple[float, float]:
    """Give the point so many km from another in a direction (degrees from north, clockwise).

    Source: the destination formula on a sphere.
    """
    lat, lon, turn, angle = map(math.radians, (*where, bearing, math.degrees(km / EARTH_KM)))
    to = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(to)
    )
    return math.degrees(to), (math.degrees(lon + east) + 180) % 360 - 180


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Measure the distance between two points, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def stated_distance(text: str, span: Span) -> float | None:
    """Give the distance in km that the text states right before a place ("10 miles south of"), or None.

    Example:
        >>> stated_distance("It fell 10 km (6 miles) south of the town of Daro.", Span(45, 49))
        10.0
        >>> stated_distance("It lay 20 miles from Daro.", Span(21, 25))
        32.2
        >>> stated_distance("They drove 10 km and shelled Daro.", Span(29, 33))
    """
    found = DISTANCE.search(text[max(0, span.start - 90) : span.start])
    if not found:
        return None
    number = float(found[1].replace(",", "."))
    return round(number * MILE, 1) if found[2].startswith("mile") else number


def said_round(place: Place, text: str, span: Span) -> Place:
    """Give a place the relation that a noun parts from its name: "south of the town of X" is not in X.

    Example:
        >>> said_round(Place(name="Daro"), "south-east of the small town of Daro", Span(32, 36)).direction
        'southeast'
    """
    before = text[max(0, span.start - 60) : span.start]
    if place.relation is not PlaceRelation.IN or place.direction:
        return place
    if turned := TURNED.search(before):
        compass = turned[1].replace("-", "")
        return msgspec.structs.replace(place, relation=PlaceRelation.DIRECTION, direction=compass)
    return msgspec.structs.replace(place, relation=PlaceRelation.NEAR) if BESIDE.search(before) else place


def ucdp_where_prec(place: Place) -> int | None:
    """Give UCDP's `where_prec` (1 exact place to 7 international waters), None while unresolved.

    Example:
        >>> ucdp_where_prec(Place(name="Talmanes"))
    """
    found = place.area or area(place)
    return found.where_prec if found else None


def acled_geo_precision(place: Place) -> int | None:
    """Give ACLED's `geo_precision` (1 named town, 2 near a town or small area, 3 larger region), or None."""
    found = place.area or area(place)
    return found.geo_precision if found else None
