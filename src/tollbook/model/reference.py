"""Places and actors: the words stay, the reference is added when one is found."""

from enum import StrEnum

import msgspec

# A reason of a candidate: it is small, and only its name speaks for it.
UNCERTAIN = "nothing else in the report points to its country"


class PlaceRelation(StrEnum):
    """How the words relate the harm to the named place."""

    IN = "in"
    NEAR = "near"
    DIRECTION = "direction"
    COUNTRYSIDE = "countryside"
    BETWEEN = "between"
    PART = "part"
    SEVERAL = "several"


class Candidate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place that a name may mean, with why; degrees are WGS 84, score from 0 to 1.

    `admin1` and `admin2` name the units it lies in, `iso` is the ISO 3166-2 code of the first, `pcode` the
    humanitarian code of the smallest unit known, `radius_km` how far an area reaches from its middle.
    """

    gazetteer: str
    name: str
    country: str
    admin1: str | None = None
    admin2: str | None = None
    iso: str | None = None
    pcode: str | None = None
    latitude: float
    longitude: float
    radius_km: int | None = None
    feature: str
    population: int = 0
    score: float
    reasons: tuple[str, ...] = ()


class AreaShape(StrEnum):
    """What kind of area the words put the harm in."""

    POINT = "point"
    AREA = "area"
    ROUND = "round"
    DIRECTION = "direction"
    BETWEEN = "between"
    ALONG = "along"


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Where the words put the harm: a middle in degrees (WGS 84) and the radius in km that should hold it.

    `where_prec` is UCDP's code (1 exact to 7 international waters), `geo_precision` ACLED's (1 to 3), and
    `why` says in words how the radius was come by. A radius draws no border.
    """

    shape: AreaShape
    latitude: float
    longitude: float
    radius_km: float
    where_prec: int
    geo_precision: int
    why: str


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place as the text names it; `candidates` are best first and empty while unresolved.

    A place that is in no gazetteer stays, with its words and no candidates. `name` is the whole of
    the words ("eastern Idlib Province"), `core` the bare name in them ("Idlib"), `unit` the kind of
    place that the words say ("province"), `direction` where in it or from it ("east"). `area` is where
    that puts the harm, never missing where there is a candidate once places are resolved.
    """

    name: str
    relation: PlaceRelation = PlaceRelation.IN
    direction: str | None = None
    core: str | None = None
    unit: str | None = None
    candidates: tuple[Candidate, ...] = ()
    area: Area | None = None

    @property
    def best(self) -> Candidate | None:
        """The preferred candidate, or None where the place is unresolved."""
        return self.candidates[0] if self.candidates else None

    @property
    def uncertain(self) -> bool:
        """Whether the preferred candidate is a small place that only its name speaks for."""
        return self.best is not None and UNCERTAIN in self.best.reasons


class ActorKind(StrEnum):
    """What an actor is, after ACLED's `inter` codes, with the sources of news added."""

    STATE_FORCES = "state_forces"
    GOVERNMENT = "government"
    REBEL_GROUP = "rebel_group"
    MILITIA = "militia"
    COMMUNAL_MILITIA = "communal_militia"
    CRIMINAL_GROUP = "criminal_group"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL = "external"
    COALITION = "coalition"
    MONITOR = "monitor"
    MEDIA = "media"
    AID = "aid"
    INTERNATIONAL = "international"
    UNKNOWN = "unknown"


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor as the text names it, with a neutral label; `registry` is None while unresolved.

    `relation` keeps words such as "allied with" or "backed by", and `related` whom they point to.
    `because` says why a generic word ("the army") was taken for this actor: then it is inferred.
    """

    name: str
    label: str
    kind: ActorKind = ActorKind.UNKNOWN
    registry: str | None = None
    country: str | None = None
    relation: str | None = None
    related: str | None = None
    because: str | None = None
