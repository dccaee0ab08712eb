"""The first pass over the places of a text: which countries, units and towns it speaks of as a whole."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.names import fold
from tollbook.model.reference import Candidate, Place
from tollbook.resolve import geometry

EXACT, SPELLING = "exact name", "romanised spelling"  # reasons that the gazetteer gives
WORTH_A_VOTE = 0.4
NEAR_KM = 150.0
KNOWN, SIZABLE = 1_000_000, 15_000  # persons: of a city known everywhere, and of one that is no village
DEMONYM, DATELINE, AMBIGUOUS = 0.3, 0.25, 0.5
UNITS = frozenset({"admin1", "admin2", "region", "country"})
# No text needs more towns than these to say where it is; a bound against hostile input.
MOST_TOWNS = 60


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says as a whole.

    `votes` say how much it speaks of each country, `own` how much of that comes from one name alone
    (a name is no witness for itself), `names` in how many names; `units` are the first-level units
    named, `towns` the towns that are sure.
    """

    votes: dict[str, float]
    own: dict[str, dict[str, float]]
    names: dict[str, int]
    units: dict[tuple[str, str], str]
    towns: tuple[Candidate, ...]

    def shares(self, name: str) -> dict[str, float]:
        """Give for each country how much the rest of the text speaks of it: 1 for the most, 0 for none."""
        own = self.own.get(name, {})
        rest = {country: max(0.0, vote - own.get(country, 0.0)) for country, vote in self.votes.items()}
        top = max(rest.values(), default=0.0)
        return {country: vote / top for country, vote in rest.items()} if top > 1e-9 else {}

    def named(self, country: str, name: str) -> bool:
        """Tell whether another place that is sure lies in `country`, or the country itself is named."""
        return self.names.get(country, 0) > (country in self.own.get(name, {}))

    def unit_of(self, candidate: Candidate, name: str) -> str | None:
        """Give the unit, named in the text by another name than `name`, in which a town lies."""
        unit = self.units.get((candidate.country, fold(candidate.admin1 or "")))
        return unit if candidate.feature == "populated_place" and unit and fold(unit) != fold(name) else None


def key(place: Place) -> str:
    """Give the bare name that is looked up."""
    return place.core or place.name


def read_context(
    mentions: Sequence[Mention], found: dict[str, list[Candidate]], text: str, dateline: str | None
) -> Context:
    """Read from all places, names of peoples and the dateline what the text speaks of."""
    votes: defaultdict[str, float] = defaultdict(float)
    own: dict[str, dict[str, float]] = {}
    sure: list[Candidate] = []
    said = Counter(key(m.place) for m in mentions if m.place)
    wholes = {key(m.place) for m in mentions if m.place and not part_of_town(m.place)}
    quarters = {key(m.place) for m in mentions if m.place and m.place.unit in kinds("quarter")} - wholes
    for name, times in said.items():
        witnesses = [c for c in found[name] if c.score >= WORTH_A_VOTE and SPELLING not in c.reasons]
        if name not in wholes:  # a quarter says nothing of the town elsewhere that bears its name
            units = frozenset() if name in quarters else UNITS
            witnesses = [c for c in witnesses if c.feature in units or c.population >= KNOWN]
        countries = {c.country for c in witnesses}
        certain = len(countries) == 1 or stands_out(witnesses)
        weight = 1 + math.log2(times)
        if certain:
            sure.append(witnesses[0])
            own[name] = {witnesses[0].country: weight}
        else:
            own[name] = {country: AMBIGUOUS * weight / len(countries) for country in countries}
        for country, vote in own[name].items():
            votes[country] += vote
    for match in lexicon.lexicon("places/demonyms.yaml").find(text) if text else ():
        votes[match.entry.sets["country"]] += DEMONYM
    folded = {fold(name): candidates for name, candidates in found.items()}
    for word in (dateline or "").replace(",", " ").split():
        # Where a report was written says little of where it happened: it only breaks a tie.
        for candidate in folded.get(fold(word), [])[:1]:
            votes[candidate.country] += DATELINE
    named = {fold(key(m.place)) for m in mentions if m.place and m.place.unit}
    return Context(
        votes=dict(votes),
        own=own,
        names=Counter(c.country for c in sure),
        units={(c.country, u): c.admin1 for c in sure if c.admin1 and (u := fold(c.admin1)) in named},
        towns=tuple(c for c in sure if c.feature == "populated_place")[:MOST_TOWNS],
    )


def part_of_town(place: Place) -> bool:
    """Tell whether the words say a district or quarter, which a town of that name elsewhere is not.

    Example:
        >>> part_of_town(Place(name="Eastgate district", core="Eastgate", unit="district"))
        True
        >>> part_of_town(Place(name="Eastgate city", core="Eastgate", unit="city"))
        False
    """
    return place.unit in kinds("district", "quarter")


@cache
def kinds(*means: str) -> frozenset[str]:
    """Give the words of kind ("district", "suburb") of some meanings, in small letters."""
    entries = [e for e in lexicon.load("places/words.yaml").entries if e.get("role") == "unit"]
    return frozenset(lexicon.lower(w) for e in entries if e.get("means") in means for w in e.words)


def stands_out(candidates: Sequence[Candidate]) -> bool:
    """Tell whether the best candidate is far better known than any in another country."""
    if not candidates:
        return False
    best = candidates[0]
    if best.feature in ("country", "sea") or (best.feature == "region" and best.score > 0.8):
        return True
    rival = max((c.population for c in candidates if c.country != best.country), default=0)
    return best.population >= 50_000 and best.population >= 10 * rival


def nearest(
    candidate: Candidate, towns: Sequence[Candidate], within: float
) -> tuple[float, Candidate] | None:
    """Give the nearest other town of the text within so many km, with the distance in km."""
    others = [(kilometres(candidate, t), t) for t in towns if t.gazetteer != candidate.gazetteer]
    near = min(others, key=lambda pair: pair[0], default=None)
    return near if near and near[0] <= within else None


def kilometres(a: Candidate, b: Candidate) -> float:
    """Measure the distance between two places, by the haversine formula."""
    return geometry.kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))
