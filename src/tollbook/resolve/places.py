"""From the words of a place to candidates in the gazetteer, with reasons; never without the words.

How a place is chosen: each name gives its candidates by the name alone. A first pass counts which
countries the text speaks of: by places that only one country has, by names of countries and peoples,
by the dateline. A second pass weighs every candidate again: is it in one of those countries, inside a
unit or near a town that the text names, of the kind that the words say. All candidates stay, best first.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span
from tollbook.model.reference import Candidate, Place, PlaceRelation
from tollbook.resolve.geometry import area, between, said_round, stated_distance
from tollbook.resolve.place_context import (
    EXACT,
    KNOWN,
    NEAR_KM,
    SPELLING,
    Context,
    key,
    nearest,
    part_of_town,
    read_context,
)
from tollbook.resolve.place_support import LARGE, doubt, supported

KEPT = 8
# Below this score a candidate is no answer: the place is called unresolved rather than put somewhere.
FLOOR = 0.33
# Weights of the evidence, set by hand so that a country spoken of outweighs size, and a name's fit both.
COUNTRY, UNIT, NEARBY, KIND = 0.22, 0.12, 0.08, 0.12
# What is taken off where the text speaks of other countries; a name in another spelling loses most.
FAR_KNOWN, FAR_CITY, FAR_SMALL, FAR_SPELLING = 0.1, 0.4, 0.65, 0.8
FEATURES = {
    "country": ("country",),
    "admin1": ("admin1", "region"),
    "admin2": ("admin2", "admin1"),
    "populated_place": ("populated_place",),
    "part": ("populated_place",),
    "site": ("region", "sea", "populated_place", "site", "terrain", "water", "road"),
}
APART = 60  # characters between the two places of "between X and Y"
LONGEST_ROAD = 1_500.0  # km
ROADS = ("road", "highway", "street", "motorway")
PAIR = re.compile(r"[-–—]")


class Finds(Protocol):
    """What is asked of a gazetteer: the candidates of a name, scored by the name alone."""

    def find(self, name: str) -> list[Candidate]:
        """Give the candidates for `name`, best first."""


def resolve_places(
    mentions: Sequence[Mention],
    gazetteer: Finds,
    *,
    text: str = "",
    dateline: str | None = None,
    source: str = "",
    report: str | None = None,
) -> tuple[list[Mention], list[Issue]]:
    """Give each place mention its candidates: the same mentions in the same order, none dropped.

    `text` is the clean text that the mentions' spans count in, `dateline` its dateline. A place of
    which no candidate is found stays without candidates, and an issue says so. Mentions that are no
    places come back as they are.

    Example:
        >>> from tollbook.model.mention import MentionKind
        >>> from tollbook.model.provenance import Span
        >>> class Empty:
        ...     def find(self, name: str) -> list[Candidate]:
        ...         return []
        >>> place = Mention(kind=MentionKind.PLACE, span=Span(3, 7), words="Daro", rule="places.known",
        ...                 place=Place(name="Daro"))
        >>> mentions, issues = resolve_places([place], Empty())
        >>> mentions[0].words, issues[0].message
        ('Daro', 'the place "Daro" is in no gazetteer')
    """
    found = {name: gazetteer.find(name) for name in {key(m.place) for m in mentions if m.place}}
    context = read_context(mentions, found, text, dateline)
    weighed: dict[tuple[str, str | None, PlaceRelation], tuple[Candidate, ...]] = {}
    out: list[Mention] = []
    issues: list[Issue] = []
    for mention in mentions:
        if mention.place is None:
            out.append(mention)
            continue
        place = said_round(mention.place, text, mention.span)
        same = (key(place), place.unit, place.relation)
        if same not in weighed:
            weighed[same] = weigh(place, found[key(place)], context) or along(place, gazetteer, context)
        if not weighed[same]:
            issues.append(unresolved(mention, source, report, found[key(place)]))
        chosen = msgspec.structs.replace(place, candidates=weighed[same])
        out.append(msgspec.structs.replace(mention, place=chosen))
    others = pairs(out)
    return [located(m, text, others.get(m.span)) for m in out], issues


def located(mention: Mention, text: str, other: Candidate | None) -> Mention:
    """Add to a place where its words put the harm."""
    place = mention.place
    if place is None or not place.candidates:
        return mention
    where = area(place, distance=stated_distance(text, mention.span), other=other)
    return msgspec.structs.replace(mention, place=msgspec.structs.replace(place, area=where))


def pairs(mentions: Sequence[Mention]) -> dict[Span, Candidate]:
    """Give for each place of a "between X and Y" the other one."""
    ends = [m for m in mentions if m.place and m.place.relation is PlaceRelation.BETWEEN]
    found: dict[Span, Candidate] = {}
    for one, other in pairwise(ends):
        if one.span in found or other.span.start - one.span.end > APART:
            continue
        if one.place and other.place and one.place.best and other.place.best:
            found[one.span], found[other.span] = other.place.best, one.place.best
    return found


def along(place: Place, gazetteer: Finds, context: Context) -> tuple[Candidate, ...]:
    """Make of "the X-Y highway", which is in no list, a stretch between the two places that name it."""
    ends = PAIR.split(key(place))
    if place.unit not in ROADS or len(ends) != 2:
        return ()
    both = [weigh(msgspec.structs.replace(place, unit=None), gazetteer.find(e), context) for e in ends]
    if not all(both):
        return ()
    one, other = both[0][0], both[1][0]
    where = between(one, other)
    if where.radius_km > LONGEST_ROAD / 2 or one.gazetteer == other.gazetteer:
        return ()
    made = Candidate(
        gazetteer=f"between:{one.gazetteer}+{other.gazetteer}",
        name=place.name,
        country=one.country,
        admin1=one.admin1 if one.admin1 == other.admin1 else None,
        latitude=where.latitude,
        longitude=where.longitude,
        radius_km=round(where.radius_km),
        feature="road",
        score=min(one.score, other.score),
        reasons=(f"the road {where.why}",),
    )
    return (made,)


def unresolved(mention: Mention, source: str, report: str | None, named: Sequence[Candidate] = ()) -> Issue:
    """Make the issue that says that a place was not found; `named` are places elsewhere of its name."""
    message = f'the place "{mention.words}" is in no gazetteer'
    if named and mention.place and part_of_town(mention.place):
        message = (
            f'"{mention.words}" is a part of a town that no gazetteer has: nothing in the report puts it at '
            f"{named[0].name} ({named[0].country}), which only bears the name"
        )
    return Issue(
        kind=IssueKind.UNRESOLVED_PLACE,
        source=source,
        message=message,
        todo="the words are kept as they stand; look the place up by hand",
        report=report,
        span=mention.span,
        seen=mention.words,
    )


def weigh(place: Place, candidates: Sequence[Candidate], context: Context) -> tuple[Candidate, ...]:
    """Weigh the candidates of one place by what the text says: best first, at most eight, none too weak."""
    rivals = len({c.gazetteer for c in candidates if c.feature == "populated_place"})
    largest = max((c.population for c in candidates if c.feature == "populated_place"), default=0)
    if part_of_town(place):
        countries = len({c.country for c in candidates})
        candidates = [c for c in candidates if supported(place, c, context, countries)]
    weighed = [weigh_one(place, c, context, rivals, largest) for c in candidates]
    weighed = [c for c in weighed if c.score >= FLOOR]
    weighed.sort(key=lambda c: (-c.score, -c.population, c.gazetteer))
    return tuple(weighed[:KEPT])


def weigh_one(place: Place, candidate: Candidate, context: Context, rivals: int, largest: int) -> Candidate:
    """Weigh one candidate, adding a reason for each piece of evidence that counted."""
    score, reasons = candidate.score, list(candidate.reasons)
    shares = context.shares(key(place))
    share = shares.get(candidate.country, 0.0)
    if shares:
        score += COUNTRY * share
        score *= 1 - distrust(place, candidate) * (1 - min(1.0, 4 * share))
    others = context.names.get(candidate.country, 0) - (candidate.country in context.own.get(key(place), {}))
    if share == 1 and others > 0:
        reasons.append(f"same country as {others} other {'place' if others == 1 else 'places'} in the text")
    elif share == 1:
        reasons.append("in the country that the text speaks of")
    if unit := context.unit_of(candidate, key(place)):
        score += UNIT
        reasons.append(f"inside {unit}, named in the text")
    near = nearest(candidate, context.towns, NEAR_KM)
    if near and candidate.feature == "populated_place":
        score += NEARBY * (1 - near[0] / NEAR_KM)
        reasons.append(f"{near[0]:.0f} km from {near[1].name}, named in the text")
    score += kind(place, candidate, reasons)
    if rivals > 1 and candidate.feature == "populated_place" and candidate.population == largest > 0:
        reasons.append(f"largest of {rivals} places of that name")
    reasons += doubt(place, candidate, context)
    score = round(max(0.0, min(1.0, score / (1 + COUNTRY))), 4)
    return msgspec.structs.replace(candidate, score=score, reasons=tuple(reasons))


def distrust(place: Place, candidate: Candidate) -> float:
    """Give the share of its score that a candidate loses in a country the text does not speak of."""
    if SPELLING in candidate.reasons:
        return FAR_SPELLING
    if candidate.feature in ("country", "sea") or candidate.population >= KNOWN:
        return FAR_KNOWN
    large = candidate.population >= LARGE and EXACT in candidate.reasons
    return (
        FAR_CITY
        if (large or candidate.feature == "region") and unit_level(place.unit) not in ("part", "site")
        else FAR_SMALL
    )


def kind(place: Place, candidate: Candidate, reasons: list[str]) -> float:
    """Give what it counts that the words say a kind of place, and add the reason."""
    level = unit_level(place.unit)
    if place.relation is PlaceRelation.COUNTRYSIDE and level is None:
        level = "admin1"
    if level is None or (level == "part" and candidate.feature == "populated_place"):
        return 0.0  # a quarter and a town of one name are two places, though often near each other
    if candidate.feature in FEATURES.get(level, ()):
        word = place.unit or "countryside"
        reasons.append(
            f"a {word}, as the text says" if candidate.feature == "populated_place" else f'fits "{word}"'
        )
        return KIND * (1.0 if candidate.feature == FEATURES[level][0] else 0.5)
    return -KIND


def unit_level(unit: str | None) -> str | None:
    """Give the level of a word of kind ("province": admin1), None for an unknown one."""
    return _levels().get(unit) if unit else None


@cache
def _levels() -> dict[str, str]:
    entries = lexicon.load("places/words.yaml").entries
    return {lexicon.lower(w): e.sets["level"] for e in entries if "level" in e.sets for w in e.words}
