"""From the words of a place to candidates in the gazetteer, with reasons; never without the words.

How a place is chosen: each name gives its candidates by the name alone. A first pass counts which
countries the text speaks of: by places that only one country has, by names of countries and peoples,
by the dateline. A second pass weighs every candidate again: is it in one of those countries, inside a
unit or near a town that the text names, of the kind that the words say. All candidates stay, best first.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.names import fold
from tollbook.model.reference import Candidate, Place, PlaceRelation

KEPT = 8
# Below this score a candidate is no answer: the place is called unresolved rather than put somewhere.
FLOOR = 0.33
NEAR_KM = 150.0
# Weights of the evidence, set by hand so that a country spoken of outweighs size, and a name's fit both.
COUNTRY, UNIT, NEARBY, KIND = 0.22, 0.12, 0.08, 0.12
# What is taken off where the text speaks of other countries; a name in another spelling loses most.
FAR_KNOWN, FAR_CITY, FAR_SMALL, FAR_SPELLING = 0.1, 0.4, 0.65, 0.8
EXACT, SPELLING = "exact name", "romanised spelling"  # the reasons that the gazetteer gives
FEATURES = {
    "country": ("country",),
    "admin1": ("admin1", "region"),
    "admin2": ("admin2", "admin1"),
    "populated_place": ("populated_place",),
    "part": ("populated_place",),
    "site": ("region", "sea", "populated_place"),
}
UCDP = {"populated_place": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "sea": 7}
ACLED = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}


class Finds(Protocol):
    """What is asked of a gazetteer: the candidates of a name, scored by the name alone."""

    def find(self, name: str) -> list[Candidate]:
        """Give the candidates for `name`, best first."""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says as a whole: share of each country (0 to 1), units and towns it names."""

    countries: dict[str, float]
    mentions: dict[str, int]
    units: dict[tuple[str, str], str]
    towns: tuple[Candidate, ...]


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
    out: list[Mention] = []
    issues: list[Issue] = []
    for mention in mentions:
        place = mention.place
        if place is None:
            out.append(mention)
            continue
        candidates = weigh(place, found[key(place)], context)
        if not candidates:
            issues.append(unresolved(mention, source, report))
        chosen = msgspec.structs.replace(place, candidates=candidates)
        out.append(msgspec.structs.replace(mention, place=chosen))
    return out, issues


def key(place: Place) -> str:
    """Give the bare name that is looked up."""
    return place.core or place.name


def unresolved(mention: Mention, source: str, report: str | None) -> Issue:
    """Make the issue that says that a place was not found."""
    return Issue(
        kind=IssueKind.UNRESOLVED_PLACE,
        source=source,
        message=f'the place "{mention.words}" is in no gazetteer',
        todo="the words are kept as they stand; look the place up by hand",
        report=report,
        span=mention.span,
        seen=mention.words,
    )


# -- first pass ------------------------------------------------------------------------------------


def read_context(
    mentions: Sequence[Mention], found: dict[str, list[Candidate]], text: str, dateline: str | None
) -> Context:
    """Read from all places, names of peoples and the dateline what the text speaks of."""
    votes: defaultdict[str, float] = defaultdict(float)
    counted: Counter[str] = Counter()
    sure: list[Candidate] = []
    for name in {key(m.place): None for m in mentions if m.place}:
        times = 1 + math.log2(sum(1 for m in mentions if m.place and key(m.place) == name))
        candidates = [c for c in found[name] if c.score >= 0.4]
        countries = {c.country for c in candidates}
        if len(countries) == 1 or (candidates and stands_out(candidates)):
            best = candidates[0]
            votes[best.country] += times
            counted[best.country] += 1
            sure.append(best)
        else:
            for country in countries:
                votes[country] += 0.5 * times / len(countries)
    for match in lexicon.lexicon("places/demonyms.yaml").find(text) if text else ():
        votes[match.entry.sets["country"]] += 0.3
    for word in (dateline or "").replace(",", " ").split():
        # Where a report was written says little of where it happened: a tie-breaker.
        for candidate in _named(word, found)[:1]:
            votes[candidate.country] += 0.25
    total = sum(votes.values()) or 1.0
    return Context(
        countries={country: vote / total for country, vote in votes.items()},
        mentions=dict(counted),
        units={(c.country, fold(c.name)): c.name for c in sure if c.feature in ("admin1", "admin2")}
        | {(c.country, fold(c.admin1)): c.admin1 for c in sure if c.admin1 and names_unit(c, mentions)},
        towns=tuple(c for c in sure if c.feature == "populated_place"),
    )


def _named(word: str, found: dict[str, list[Candidate]]) -> list[Candidate]:
    folded = fold(word)
    return next((candidates for name, candidates in found.items() if fold(name) == folded), [])


def stands_out(candidates: Sequence[Candidate]) -> bool:
    """Tell whether the best candidate is far better known than any in another country."""
    best = candidates[0]
    if best.feature in ("country", "sea") or (best.feature == "region" and best.score > 0.8):
        return True
    rival = max((c.population for c in candidates if c.country != best.country), default=0)
    return best.population >= 50_000 and best.population >= 10 * rival


def names_unit(candidate: Candidate, mentions: Sequence[Mention]) -> bool:
    """Tell whether the text names the unit of a town as a unit ("Idlib province" for the town Idlib)."""
    name = fold(candidate.admin1 or "")
    return any(m.place and m.place.unit and fold(key(m.place)) == name for m in mentions)


# -- second pass -----------------------------------------------------------------------------------


def weigh(place: Place, candidates: Sequence[Candidate], context: Context) -> tuple[Candidate, ...]:
    """Weigh the candidates of one place by what the text says: best first, at most eight, none too weak."""
    rivals = len({c.gazetteer for c in candidates if c.feature == "populated_place"})
    largest = max((c.population for c in candidates if c.feature == "populated_place"), default=0)
    weighed = [weigh_one(place, c, context, rivals, largest) for c in candidates]
    weighed = [c for c in weighed if c.score >= FLOOR]
    weighed.sort(key=lambda c: (-c.score, -c.population, c.gazetteer))
    return tuple(weighed[:KEPT])


def weigh_one(place: Place, candidate: Candidate, context: Context, rivals: int, largest: int) -> Candidate:
    """Weigh one candidate, adding a reason for each piece of evidence that counted."""
    score, reasons = candidate.score, list(candidate.reasons)
    share = context.countries.get(candidate.country, 0.0)
    top = max(context.countries.values(), default=0.0)
    if top:
        score += COUNTRY * share / top
        score *= 1 - distrust(place, candidate) * (1 - min(1.0, 4 * share / top))
    others = context.mentions.get(candidate.country, 0)
    if share == top and others > 1:
        reasons.append(f"same country as {others} places in the text")
    elif share and share == top:
        reasons.append("in the country that the text speaks of")
    unit = context.units.get((candidate.country, fold(candidate.admin1 or "")))
    if unit and candidate.feature == "populated_place" and fold(unit) != fold(key(place)):
        score += UNIT
        reasons.append(f"inside {unit}, named in the text")
    near = nearest(candidate, context.towns)
    if near and candidate.feature == "populated_place":
        score += NEARBY * (1 - near[0] / NEAR_KM)
        reasons.append(f"{near[0]:.0f} km from {near[1].name}, named in the text")
    score += kind(place, candidate, reasons)
    if rivals > 1 and candidate.feature == "populated_place" and candidate.population == largest > 0:
        reasons.append(f"largest of {rivals} places of that name")
    score = round(max(0.0, min(1.0, score / (1 + COUNTRY))), 4)
    return msgspec.structs.replace(candidate, score=score, reasons=tuple(reasons))


def distrust(place: Place, candidate: Candidate) -> float:
    """Give the share of its score that a candidate loses in a country the text does not speak of."""
    if SPELLING in candidate.reasons:
        return FAR_SPELLING
    if candidate.feature in ("country", "sea") or candidate.population >= 1_000_000:
        return FAR_KNOWN
    city = candidate.population >= 100_000 and EXACT in candidate.reasons
    return FAR_CITY if city and unit_level(place.unit) not in ("part", "site") else FAR_SMALL


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


def nearest(candidate: Candidate, towns: Sequence[Candidate]) -> tuple[float, Candidate] | None:
    """Give the nearest other town of the text within 150 km, with the distance in km."""
    others = [(kilometres(candidate, t), t) for t in towns if t.gazetteer != candidate.gazetteer]
    near = min(others, key=lambda pair: pair[0], default=None)
    return near if near and near[0] <= NEAR_KM else None


def kilometres(a: Candidate, b: Candidate) -> float:
    """Measure the distance between two places, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (a.latitude, a.longitude, b.latitude, b.longitude))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


# -- precision -------------------------------------------------------------------------------------


def ucdp_where_prec(place: Place) -> int | None:
    """Give UCDP's `where_prec` (1 exact place to 7 international waters), None while unresolved.

    Source: the UCDP GED codebook's scale; 2 is a limited area round a place, 5 a line or fuzzy area.

    Example:
        >>> ucdp_where_prec(Place(name="Talmanes"))
    """
    best = place.best
    if best is None:
        return None
    exact = UCDP[best.feature]
    loose = (PlaceRelation.NEAR, PlaceRelation.DIRECTION, PlaceRelation.COUNTRYSIDE, PlaceRelation.SEVERAL)
    if place.relation is PlaceRelation.BETWEEN and exact <= 5:
        return 5
    if exact == 1 and place.relation in loose:
        return 2
    return exact


def acled_geo_precision(place: Place) -> int | None:
    """Give ACLED's `geo_precision` (1 named town, 2 near a town or small area, 3 larger region).

    None while the place is unresolved.
    """
    code = ucdp_where_prec(place)
    return None if code is None else ACLED[code]
