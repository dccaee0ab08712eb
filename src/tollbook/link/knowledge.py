"""What linking knows: groups of event types, weights and settings, as shipped or as trained."""

from collections.abc import Mapping
from functools import cache
from math import log2

import msgspec
import numpy as np

from tollbook.errors import KnowledgeError
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry

MODELS = ("between", "within")


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """Match weights in bits: by model and comparison, one for each level; `labels` say the levels.

    `m` and `u` are the chances that they come from. `settings` holds the other numbers.
    """

    version: str
    m: dict[str, dict[str, float]]
    u: dict[str, dict[str, float]]
    labels: dict[str, dict[str, str]]
    settings: dict[str, float]

    def weight(self, key: str, level: str) -> float:
        """Give the match weight of a level of "MODEL.COMPARISON", in bits."""
        return log2(self.m[key][level] / self.u[key][level])

    def table(self, key: str, levels: tuple[str, ...]) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        """Give the weights of levels in the order given, and 0 last: for a respect that is not stated."""
        return np.array([*(self.weight(key, level) for level in levels), 0.0], dtype=np.float32)


@cache
def _groups() -> dict[str, Entry]:
    entries = lexicon.load("linkage/event_groups.yaml").entries
    return {label: entry for entry in entries for label in entry.words}


def event_group(label: str) -> str | None:
    """Give the group of a sub-event type, None where it has none.

    Example:
        >>> event_group("Suicide bomb"), event_group("Grenade")
        ('bomb', 'bomb')
    """
    entry = _groups().get(label)
    return entry.id if entry else None


@cache
def general_groups() -> frozenset[str]:
    """Give the groups whose words fit happenings of other groups too."""
    return frozenset(entry.id for entry in _groups().values() if entry.get("general") == "yes")


@cache
def shipped() -> Weights:
    """Load the weights that Tollbook ships.

    Raises:
        KnowledgeError: where a chance is none.
    """
    levels = lexicon.load("linkage/weights.yaml").entries
    settings = lexicon.load("linkage/settings.yaml").entries
    m: dict[str, dict[str, float]] = {}
    u: dict[str, dict[str, float]] = {}
    labels: dict[str, dict[str, str]] = {}
    for entry in levels:
        key, level = f"{entry.sets['model']}.{entry.sets['comparison']}", entry.id.rpartition(".")[2]
        m.setdefault(key, {})[level] = _chance(entry, "m")
        u.setdefault(key, {})[level] = _chance(entry, "u")
        labels.setdefault(key, {})[level] = entry.words[0]
    numbers = {entry.id: _number(entry, "value") for entry in settings}
    return Weights(version="shipped 1", m=m, u=u, labels=labels, settings=numbers)


def trained(
    weights: Weights, m: Mapping[str, Mapping[str, float]], u: Mapping[str, Mapping[str, float]], version: str
) -> Weights:
    """Give weights with other chances for the levels named."""

    def laid(
        old: dict[str, dict[str, float]], new: Mapping[str, Mapping[str, float]]
    ) -> dict[str, dict[str, float]]:
        return {key: {**levels, **new.get(key, {})} for key, levels in old.items()}

    return msgspec.structs.replace(weights, m=laid(weights.m, m), u=laid(weights.u, u), version=version)


def _number(entry: Entry, key: str) -> float:
    try:
        return float(entry.sets[key])
    except ValueError as error:
        raise KnowledgeError(f"linkage: entry {entry.id!r}: {key} is no number", "mend the entry") from error


def _chance(entry: Entry, key: str) -> float:
    value = _number(entry, key)
    if not 0 < value <= 1:
        raise KnowledgeError(
            f"linkage: entry {entry.id!r}: {key} is {value}", "give a chance over 0, at most 1"
        )
    return value
