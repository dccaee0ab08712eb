"""Figures: one stated number of people who came to one harm."""

from enum import StrEnum

import msgspec

from tollbook.errors import InvariantError
from tollbook.model.provenance import Quote, Sourced, Span
from tollbook.model.reference import Actor, Place
from tollbook.model.when import When


class Outcome(StrEnum):
    """The harm that people came to."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    KILLED_OR_INJURED = "killed_or_injured"


class Status(StrEnum):
    """What the text says the harmed people were."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How the text puts a claim: asserted, denied by somebody, or doubted."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DOUBTED = "doubted"


class Scope(StrEnum):
    """One attack, battle or day, or a total over a longer time."""

    INCIDENT = "incident"
    PERIOD = "period"


class Trait(StrEnum):
    """What the figure itself says of the people."""

    CHILD = "child"
    WOMAN = "woman"
    ELDERLY = "elderly"
    MEDIC = "medic"
    JOURNALIST = "journalist"
    AID_WORKER = "aid_worker"
    COMMANDER = "commander"
    FOREIGN = "foreign"


class Count(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number of persons as an interval; None at an end means that the words set no bound there.

    Raises:
        InvariantError: where low is above high, or one of them is negative.

    Example:
        >>> str(Count(low=131, high=None))
        '131 or more'
        >>> str(Count(low=20, high=30))
        '20-30'
    """

    low: int | None
    high: int | None
    approximate: bool = False

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if (low is not None and low < 0) or (high is not None and high < 0):
            raise InvariantError(f"a count of {low} to {high} persons is below zero")
        if low is not None and high is not None and low > high:
            raise InvariantError(f"a count of {low} to {high} persons has its low above its high")

    def __str__(self) -> str:
        """Say the interval in a few characters."""
        mark = "about " if self.approximate else ""
        if self.low is None:
            return "not stated" if self.high is None else f"{mark}{self.high:,} or fewer"
        if self.high is None:
            return f"{mark}{self.low:,} or more"
        return f"{mark}{self.low:,}" if self.low == self.high else f"{mark}{self.low:,}-{self.high:,}"


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stated number of people who came to one harm, as the report says it.

    `part_of` is the id of the figure in the same report that this one is stated to be included in.
    `claimants` run from the one nearest the figure to the one farthest: the Observatory, citing
    medics; an empty tuple means the narrator (the outlet itself).
    """

    id: str
    report: str
    span: Span
    quote: Quote
    outcome: Sourced[Outcome]
    count: Sourced[Count]
    status: Sourced[Status]
    scope: Sourced[Scope]
    stance: Sourced[Stance]
    claimants: tuple[Sourced[Actor], ...] = ()
    side: Sourced[Actor] | None = None
    traits: tuple[Sourced[Trait], ...] = ()
    name: Sourced[str] | None = None
    perpetrator: Sourced[Actor] | None = None
    place: Sourced[Place] | None = None
    when: Sourced[When] | None = None
    part_of: str | None = None
