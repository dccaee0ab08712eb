"""Claims: what one report says of one event, on a claimant's word."""

from enum import StrEnum

import msgspec

from tollbook.model.figure import Count, Stance
from tollbook.model.provenance import Quote, Sourced, Span
from tollbook.model.reference import Actor, Place
from tollbook.model.when import When


class ClaimKind(StrEnum):
    """Kinds of claim: an event with or without figures, and what is said without one."""

    EVENT = "event"
    ACCUSATION = "accusation"
    DENIAL = "denial"
    RESPONSIBILITY = "responsibility"
    SERIES = "series"
    TREND = "trend"
    STATUS = "status"
    DESCRIPTION = "description"


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one report says of one event, on a claimant's word; never a fact.

    `event` is one of the 25 ACLED sub-event types. `initiator` is who acts (in an accusation: who
    accuses), `target` whom or what it is done to (in an accusation: who is accused). `about` keeps
    the words of what is alleged, described or denied. `amount` counts events or objects, never
    persons: "hundreds of airstrikes", "over ten areas"; `counted` says of what. `direction` is
    "rising", "falling" or "steady" in a trend. `figures` are the ids of the figures that belong to it.
    """

    id: str
    report: str
    kind: ClaimKind
    span: Span
    quote: Quote
    stance: Sourced[Stance]
    event: Sourced[str] | None = None
    claimants: tuple[Sourced[Actor], ...] = ()
    initiator: Sourced[Actor] | None = None
    target: Sourced[Actor] | None = None
    about: Sourced[str] | None = None
    place: Sourced[Place] | None = None
    when: Sourced[When] | None = None
    weapons: tuple[Sourced[str], ...] = ()
    amount: Sourced[Count] | None = None
    counted: str | None = None
    direction: Sourced[str] | None = None
    figures: tuple[str, ...] = ()


class FindingKind(StrEnum):
    """What a look across the figures of one report shows."""

    PARTS_AGREE = "parts_agree"
    PARTS_EXCEED = "parts_exceed"
    PARTS_FALL_SHORT = "parts_fall_short"
    KINDS_DIFFER = "kinds_differ"
    OVERLAP_UNKNOWN = "overlap_unknown"
    FIGURES_DIFFER = "figures_differ"


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding across figures of a report, in words a recorder can read, with the figures' ids."""

    kind: FindingKind
    report: str
    message: str
    figures: tuple[str, ...]
    rule: str
