"""Flags: what the rules know of each word, as the encoder is told it. Their order is part of the weights."""

from tollbook.model.figure import Outcome, Scope, Stance, Status, Trait
from tollbook.model.reference import ActorKind

OUTCOMES = tuple(Outcome)
STATUSES = tuple(Status)
STANCES = tuple(Stance)
SCOPES = tuple(Scope)
TRAITS = tuple(Trait)
ROLES = ("claimant", "side", "perpetrator", "place", "name", "cites", "date")

FLAGS: tuple[str, ...] = (
    *(f"harm.{outcome}" for outcome in OUTCOMES),
    *(f"person.{status}" for status in ("civilian", "combatant", "unknown")),
    *(
        f"{kind}.{part}"
        for kind in ("quantity", "actor", "place", "date", "claimant")
        for part in ("first", "rest")
    ),
    "quantity.share",
    "quantity.none",
    *(f"actor.{kind}" for kind in ActorKind),
    *(f"figure.{outcome}.{part}" for outcome in OUTCOMES for part in ("first", "rest")),
    "doubted",
    "denied",
    "event",
    "weapon",
    "capital",
    "capitals",
    "digits",
    "line",
    "sentence",
    "title",
)
AT = {name: n for n, name in enumerate(FLAGS)}

TELLS: tuple[str, ...] = (
    "ruled",
    *(f"status.{status}" for status in STATUSES),
    *(f"stance.{stance}" for stance in STANCES),
    *(f"scope.{scope}" for scope in SCOPES),
    *(f"trait.{trait}" for trait in TRAITS),
    "doubted",
    "denied",
    "attributed",
    "carried",
    "title",
)
TELL_AT = {name: n for n, name in enumerate(TELLS)}

PAIRS: tuple[str, ...] = (
    "ruled",
    "before",
    "next",
    "second",
    "far",
    "sentence",
    "outcome",
    "wider",
    "smaller",
    "equal",
    "adds_up",
    "open",
    "part_itself",
)
