"""Codes that derive from an actor's type: ACLED's `inter` and the sector of PLOVER.

The method: a table, `knowledge/ontology/actor_types.yaml`, after the codebooks of both schemes.
"""

from tollbook.model import lexicon
from tollbook.model.lexicon import Entry
from tollbook.model.reference import ActorKind

TABLE = "ontology/actor_types.yaml"


def _entry(kind: ActorKind) -> Entry:
    return lexicon.lexicon(TABLE).by_id[kind.value]


def inter(kind: ActorKind, *, abroad: bool = False) -> int | None:
    """Give ACLED's code (1 to 8) of an actor's type; None where the scheme has none.

    `abroad` says that a state's forces act outside their country: ACLED then counts them as external.

    Example:
        >>> forces = ActorKind.STATE_FORCES
        >>> inter(forces), inter(forces, abroad=True), inter(ActorKind.UNKNOWN)
        (1, 8, None)
    """
    entry = _entry(kind)
    code = (entry.get("abroad") if abroad else None) or entry.get("inter")
    return int(code) if code else None


def sector(kind: ActorKind, *, police: bool = False) -> str:
    """Give PLOVER's sector of an actor's type; "UNK" where the type is not known.

    Example:
        >>> sector(ActorKind.REBEL_GROUP), sector(ActorKind.STATE_FORCES, police=True)
        ('REB', 'COP')
    """
    entry = _entry(kind)
    return (entry.get("police") if police else None) or entry.sets["sector"]
