"""Who speaks: what makes two statements the word of one source, and what is known of that source.

Two outlets that quote one monitor are one source. A claimant with a name in the registry is one source
wherever it is quoted; so is a body of which a place has one ("police", "the coroner"). People without a
name ("residents", "a doctor") are a source of the outlet that found them. Where nobody is named, the
outlet itself speaks. Knowledge: outlets/outlets.yaml, outlets/authorities.yaml.

Source: the sources of Iraq Body Count's method and of the Standards for Casualty Recording, our words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tollbook.model.incident import Account
from tollbook.model.lexicon import Entry, lexicon
from tollbook.model.names import fold
from tollbook.model.provenance import Sourced
from tollbook.model.reference import Actor, ActorKind

OUTLETS = "outlets/outlets.yaml"
AUTHORITIES = "outlets/authorities.yaml"
LETTERS = re.compile(r"(?P<name>[^()]+) \((?P<letters>[A-Z]{2,8})\)")
ARMED = frozenset(
    {
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.MILITIA,
        ActorKind.COMMUNAL_MILITIA,
        ActorKind.CRIMINAL_GROUP,
        ActorKind.COALITION,
        ActorKind.EXTERNAL,
    }
)
"""Kinds of actor that can be a party to fighting."""
OF_A_PARTY = frozenset({"state_news_agency", "state_media", "state_broadcaster", "party_media"})
"""Kinds of outlet that speak for a state or a party."""


@dataclass(frozen=True)
class Source:
    """One voice: `key` tells voices apart, `label` is for people ("" where the outlet itself speaks).

    `kind` is the kind of outlet or actor, `party` the id of the actor or the country that it speaks for.
    """

    key: str
    label: str
    kind: str
    party: str | None = None


class Outlets:
    """What is known of outlets: those shipped, and entries of the user's own before them.

    Example:
        >>> Outlets().find("Reuters").id
        'outlet.reuters'
    """

    def __init__(self, own: Iterable[Entry] = ()) -> None:
        """Index the entries by id and words; an own entry takes the place of a shipped one."""
        self._by_name: dict[str, Entry] = {}
        for entry in (*lexicon(OUTLETS).entries, *own):
            for name in (entry.id, *entry.words):
                self._by_name[fold(name)] = entry

    def find(self, name: str | None) -> Entry | None:
        """Give the entry of an outlet by its id or one of its names, or None where it is not listed."""
        return self._by_name.get(fold(name)) if name else None

    def key(self, name: str) -> str:
        """Give the id of an outlet, or its name as a key where it is not listed.

        An agency that gives its letters beside its name is the one that signs with them.

        Example:
            >>> Outlets().key("Kessa News Agency (KNA)") == Outlets().key("KNA")
            True
        """
        letters = LETTERS.fullmatch(name)
        entry = self.find(name) or (self.find(letters["name"]) if letters else None)
        return entry.id if entry else f"outlet:{fold(letters['letters'] if letters else name)}"

    def kind(self, name: str | None) -> str:
        """Give the kind of an outlet: "unknown" where it is not listed."""
        entry = self.find(name)
        return (entry.get("kind") if entry else None) or "unknown"

    def party(self, name: str | None) -> str | None:
        """Give whom an outlet speaks for: an actor's id, or the country of a state's outlet, or None."""
        entry = self.find(name)
        if entry is None:
            return None
        return entry.get("party") or (entry.get("country") if entry.get("kind") in OF_A_PARTY else None)


@cache
def shipped() -> Outlets:
    """Give the outlets that are shipped."""
    return Outlets()


def speaker(claimants: Sequence[Sourced[Actor]]) -> Actor | None:
    """Give the claimant whose word a figure is: the nearest, but behind a medium the one that it quotes."""
    chain = [each.value for each in claimants]
    while len(chain) > 1 and chain[0].kind is ActorKind.MEDIA:
        chain.pop(0)
    return chain[0] if chain else None


def source_of(
    claimants: Sequence[Sourced[Actor]], *, outlet: str | None, origin: str, outlets: Outlets
) -> Source:
    """Give the source of a figure that `outlet` carries; `origin` stands for it where it has no name."""
    where = outlets.key(outlet) if outlet else f"origin:{origin}"
    actor = speaker(claimants)
    if actor is None:
        return Source(where, "", outlets.kind(outlet), outlets.party(outlet))
    if actor.registry:
        party = actor.registry if actor.kind in ARMED else actor.country if _governs(actor) else None
        listed = outlets.find(actor.name)
        if listed is not None and outlets.party(actor.name):
            party = outlets.party(actor.name)
        kind = outlets.kind(actor.name) if listed else actor.kind.value
        return Source(f"actor:{actor.registry}", actor.label, kind, party)
    label = fold(actor.label)
    found = authority(actor.name)
    if found is not None and found.get("known") == "yes":
        return Source(found.id, actor.label, actor.kind.value)
    return Source(f"claimant:{label}@{where}", actor.label, actor.kind.value)


def named_in(accounts: Iterable[Account]) -> dict[str, tuple[Sourced[Actor], ...]]:
    """Give the claimants that each report names in more than one word."""
    out: dict[str, dict[str, Sourced[Actor]]] = {}
    for account in accounts:
        for figure in account.figures:
            for each in figure.claimants:
                if len(each.value.name.split()) > 1:
                    out.setdefault(account.report, {}).setdefault(fold(each.value.name), each)
    return {report: tuple(found.values()) for report, found in out.items()}


def in_full(claimants: Sequence[Sourced[Actor]], named: Sequence[Sourced[Actor]]) -> list[Sourced[Actor]]:
    """Give claimants by the full words of their report: "Lanner" is "police captain Ivo Lanner" there.

    A name that fits two of them stays as it is.
    """
    out = []
    for each in claimants:
        short = fold(each.value.name)
        fits = [n for n in named if fold(n.value.name).endswith(f" {short}")] if " " not in short else []
        plain = each.value.registry is None and short[:1].isalpha() and each.value.name[:1].isupper()
        out.append(fits[0] if plain and len(fits) == 1 else each)
    return out


def _governs(actor: Actor) -> bool:
    return actor.kind is ActorKind.GOVERNMENT


@cache
def authority(name: str) -> Entry | None:
    """Give the entry of the body that a claimant's words name, the longest words first, or None.

    Example:
        >>> authority("the Lanner County Sheriff's Office").id, authority("residents").id
        ('authority.police', 'authority.people')
    """
    found = lexicon(AUTHORITIES).find(name)
    known = [match for match in found if match.entry.get("known") == "yes"]
    best = max(known or found, key=lambda match: match.span.end - match.span.start, default=None)
    return best.entry if best else None
