"""Actors on the day of the event: whom a name stood for when it happened, not when it was told.

A report of 2018 may tell of 2014. Those who act and those who are harmed get the registry id of the event's
day where its days are known and the group bore one name on all of them; those who speak keep that of the
report's day, on which they spoke. The words stay. Where two groups went into one, the earlier one is taken
only where the words name it, or where only one was renamed: a wrong group is worse than an open one.
"""

from datetime import date
from typing import Any, TypeVar

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.lexicon import Entry
from tollbook.model.names import fold
from tollbook.model.provenance import Sourced
from tollbook.model.reference import Actor
from tollbook.model.when import When
from tollbook.resolve.actors import bearers, holds, of_day, registry

R = TypeVar("R", Figure, Claim)
SLOTS = ("side", "perpetrator", "initiator", "target")
CHAIN = 8


def on_event_day(record: R) -> R:
    """Give a figure or claim whose actors are those of the day of its event; as it was where none changes.

    Claimants are left as they are. A changed actor says why in the note of its value.
    """
    when = record.when.value if record.when is not None else None
    if when is None or when.start is None or when.end is None:
        return record
    changes: dict[str, Any] = {}
    for slot in SLOTS:
        told: Sourced[Actor] | None = getattr(record, slot, None)
        actor = _then(told.value, when) if told is not None else None
        if told is not None and actor is not None and actor != told.value:
            note = f"{actor.registry} in {when.start.isoformat()[:7]}, when it happened"
            changes[slot] = msgspec.structs.replace(told, value=actor, note=told.note or note)
    return msgspec.structs.replace(record, **changes) if changes else record


def _then(actor: Actor, when: When) -> Actor | None:
    """Give an actor as it was on all days of an event, or None where they differ."""
    if when.start is None or when.end is None:
        return None
    first, last = actor_on(actor, when.start), actor_on(actor, when.end)
    return first if first.registry == last.registry else None


def actor_on(actor: Actor, day: date) -> Actor:
    """Give an actor as it was on `day`, earlier or later than the day by which it was resolved.

    Example:
        >>> actor = Actor(name="al-Nusra", label="al-Nusra", registry="hayat-tahrir-al-sham")
        >>> actor_on(actor, date(2014, 3, 1)).registry
        'al-nusra-front'
    """
    entry = registry().get(actor.registry or "")
    if entry is None or holds(entry, day):
        return actor
    earlier = _earlier(entry, actor.name, day)
    if earlier is None:
        return of_day(actor, day)
    label = earlier.sets["label"] if actor.label == entry.sets["label"] else actor.label
    return msgspec.structs.replace(actor, registry=earlier.id, label=label)


def _earlier(entry: Entry, name: str, day: date) -> Entry | None:
    """Find the group that took the name of `entry` later and was in being on `day`, or None."""
    named = {found.id for found in bearers(fold(name).removeprefix("the "))}
    before = [entry]
    for _ in range(CHAIN):
        ids = {one.id for one in before}
        before = [other for other in registry().values() if other.get("renamed_to") in ids]
        there = [other for other in before if holds(other, day)]
        meant = [other for other in there if other.id in named]
        if len(meant) == 1 or len(there) == 1:
            return (meant or there)[0]
        if not before or there:
            return None
    return None
