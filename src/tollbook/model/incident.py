"""Incidents: what several claims are about, with the links and copies that brought them together."""

from enum import StrEnum

import msgspec

from tollbook.errors import InvariantError
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.when import When


class CopyKind(StrEnum):
    """Why several reports, or claims, count as one source."""

    EXACT = "exact"
    NEAR = "near"
    CLAIMANT = "claimant"


class CopyGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Reports (or, of kind CLAIMANT, claims) that are one source: the first is the origin of the others.

    `members` are ids in the order of publication, the origin among them; `why` says in words what was alike.
    """

    id: str
    kind: CopyKind
    origin: str
    members: tuple[str, ...]
    why: str


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a link: what was compared, how the two agreed, and the match weight of that (in bits)."""

    comparison: str
    level: str
    weight: float
    left: str
    right: str


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims, how likely they are of one incident, and why: weights add up from `prior` over `levels`."""

    left: str
    right: str
    prior: float
    weight: float
    probability: float
    levels: tuple[Level, ...]


class Account(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim with its figures and with who said it when: what is linked and reconciled.

    `outlet` is the outlet's id where the list of outlets has it, else its name as printed. `published` is
    the report's date as ISO 8601. `origin` is the id of the copy group that the account belongs to, or its
    report's id: accounts of one origin count once.
    """

    claim: Claim
    figures: tuple[Figure, ...]
    report: str
    origin: str
    outlet: str | None = None
    published: str | None = None


class Incident(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One happening at a place and time, as the claims linked to it have it. It holds no numbers of its own.

    `id` stays the same while claims come and go; `former` are ids of incidents that were merged into it.
    `claims` are ids in the order of publication. Event, place and days are those that most independent
    accounts give, None where none does; `part_of` is the id of the incident that holds this one (a strike
    within a battle).

    Raises:
        InvariantError: where there is no claim, or the incident is part of itself.
    """

    id: str
    claims: tuple[str, ...]
    event: str | None = None
    place: str | None = None
    gazetteer: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    when: When | None = None
    part_of: str | None = None
    former: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.claims:
            raise InvariantError(f"incident {self.id} holds no claim")
        if self.part_of == self.id:
            raise InvariantError(f"incident {self.id} is part of itself")
