"""Neutral labels: what an actor phrase says, put together from the neutral words of its parts."""

from functools import cache

import msgspec

from tollbook.annotate.actor_parts import Parts, unowned
from tollbook.annotate.phrases import Found, span
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry
from tollbook.model.reference import Actor, ActorKind

PLAIN = ("members", "forces", "group", "personnel", "officers", "officer", "men", "commander")
ARMED_NOUNS = ("rebel_group", "militia", "communal_militia", "criminal_group")
SELF = ("army", "navy", "military", "police", "air force", "armed forces", "gendarmerie", "security")


@cache
def states() -> dict[str, Entry]:
    """Give the entry of each state by its country code."""
    return {entry.sets["country"]: entry for entry in lexicon.load("actors/states.yaml").entries}


@cache
def branches() -> dict[tuple[str, str], str]:
    """Give the registry id of the forces, police and government of a country."""
    out = {(code, "government"): entry.id for code, entry in states().items()}
    for path in lexicon.files():
        if path.startswith("actors/") and path != "actors/states.yaml":
            for entry in lexicon.load(path).entries:
                branch = entry.get("branch")
                if branch:
                    out[(entry.sets.get("country", "").split()[0], branch)] = entry.id
    return out


@cache
def homonyms() -> dict[str, list[Entry]]:
    """Give the registry entries of each name that several bear."""
    out: dict[str, list[Entry]] = {}
    for path in lexicon.files():
        if path.startswith("actors/"):
            for entry in lexicon.load(path).entries:
                for word in entry.words:
                    out.setdefault(word.lower(), []).append(entry)
    return {word: entries for word, entries in out.items() if len({e.id for e in entries}) > 1}


def choose(name: Found, words: str, countries: dict[str, int]) -> Entry | None:
    """Choose among the bearers of a name by the countries of the text; None where that leaves several."""
    rivals = homonyms().get(words.lower().replace("’", "'"))
    if not rivals:
        return name.entry
    scores = [sum(countries.get(code, 0) for code in e.sets.get("country", "").split()) for e in rivals]
    best = max(scores)
    winners = [e for e, score in zip(rivals, scores, strict=True) if score == best]
    return winners[0] if best and len(winners) == 1 else None


def actor_of(parts: Parts, text: str, countries: dict[str, int]) -> tuple[Actor, str]:
    """Make the actor of a phrase, with the id of the entry that decides it.

    Allies, opponents, splinters and sub-units of a group keep the relation and whom it points to; they
    are never the group itself.
    """
    actor, rule = _actor_of(parts, text, countries)
    if actor.relation == "allied with" and actor.related is None and parts.head and parts.used:
        return msgspec.structs.replace(actor, related=_owner(parts, text), registry=None), rule
    named = parts.member_of or (parts if parts.name else None)
    if parts.side is None or named is None or named.name is None or actor.relation not in {None, parts.side}:
        return actor, rule
    at = next(at for at, found in named.used if found is named.name)
    whom = unowned(span(parts.words, at, at + named.name.length).of(text), named.name.entry)
    noun = parts.head[1].entry.get("neutral") if parts.head else None
    return msgspec.structs.replace(
        actor,
        label=f"{noun} of {whom}" if parts.side == "part of" and noun else actor.label,
        registry=None,
        country=None,
        relation=parts.side,
        related=whom,
    ), parts.head[1].entry.id if parts.head else rule


def _owner(parts: Parts, text: str) -> str | None:
    """Give whose allies a phrase speaks of: the words before its head, where its head says "allies"."""
    if parts.head is None or parts.head[1].entry.get("needs") != "link":
        return None
    said = [
        f.entry.get("neutral")
        if f.role in ("group", "modifier")
        else span(parts.words, at, at + f.length).of(text)
        for at, f in parts.used
    ]
    return unowned(" ".join(word for word in said if word), parts.used[-1][1].entry) or None


def _actor_of(parts: Parts, text: str, countries: dict[str, int]) -> tuple[Actor, str]:
    last = parts.run[-1] if parts.run else None
    end = parts.head[0] + parts.head[1].length if parts.head else 0
    if not end and last:
        end = last[0] + last[1][0].length
    words = span(parts.words, parts.first, end).of(text)
    relation, related = parts.relation, None
    if parts.related is not None:
        inner, _ = actor_of(parts.related, text, countries)
        related = inner.label if parts.related.head or parts.related.name else inner.name
    elif parts.linked:
        related = _linked(parts, text)
    if parts.member_of is not None:
        inner, rule = actor_of(parts.member_of, text, countries)
        noun = _noun(parts, named=True)
        label = inner.label if not noun else f"{parts.member_of_words(text)} {noun}"
        return (
            Actor(name=words, label=label, kind=inner.kind, registry=inner.registry, country=inner.country),
            rule,
        )
    if any(f.entry.get("give") == "allied" for _, f in parts.used) or (
        parts.head and parts.head[1].entry.get("needs") == "link"
    ):
        relation = "allied with"
    name = parts.name
    if name is not None:
        return _named(parts, name, words, text, countries, relation, related)
    return _described(parts, words, relation, related)


def _linked(parts: Parts, text: str) -> str | None:
    owners = [(at, f) for at, f in parts.linked if f.role != "link" and f.entry.get("give") != "link"]
    said = [span(parts.words, at, at + f.length).of(text) for at, f in owners]
    return " ".join(said) or None


def _noun(parts: Parts, *, named: bool) -> str:
    """Give the neutral noun of the head; after a name "group" adds nothing."""
    if parts.head is None:
        return ""
    entry = parts.head[1].entry
    if named and (entry.get("organisation") or entry.get("voice")):
        return ""
    neutral = entry.get("neutral") or ""
    return "members" if entry.get("loaded") and neutral.endswith("members") else neutral


def _named(
    parts: Parts,
    name: Found,
    words: str,
    text: str,
    countries: dict[str, int],
    relation: str | None,
    related: str | None,
) -> tuple[Actor, str]:
    at = next(at for at, f in parts.used if f is name)
    written = span(parts.words, at, at + name.length).of(text)
    entry = choose(name, written, countries)
    written = unowned(written, name.entry)
    noun = _noun(parts, named=True)
    label = f"{written} {noun}" if noun else entry.sets["label"] if entry else written
    country = (entry.get("country") or "").split() if entry else []
    actor = Actor(
        name=words,
        label=label,
        kind=_named_kind(entry, parts.head[1].entry if parts.head else None),
        registry=entry.id if entry else None,
        country=country[0] if len(country) == 1 else None,
        relation=relation,
        related=related,
    )
    return actor, entry.id if entry else "homonym"


def _named_kind(entry: Entry | None, head: Entry | None) -> ActorKind:
    """Give a named actor's type; where the registry does not say, that of its armed men: "PYD militia"."""
    said = ActorKind(entry.sets["type"]) if entry else ActorKind.UNKNOWN
    noun = head.get("type") if head and said is ActorKind.UNKNOWN else None
    return ActorKind(noun) if noun in ARMED_NOUNS else said


def _described(parts: Parts, words: str, relation: str | None, related: str | None) -> tuple[Actor, str]:
    owners = [f for _, f in parts.used if f.role in ("state", "demonym", "people", "leader")]
    modifiers = [f for _, f in parts.used if f.role == "modifier"]
    head = parts.head[1].entry if parts.head else None
    codes = sorted({code for f in owners if (code := f.entry.get("country"))})
    codes = codes or [code for f in modifiers if (code := f.entry.get("country"))]
    country = codes[0] if len(codes) == 1 else None
    kind = _kind(parts, owners, modifiers, head)
    label = _label(parts, words, owners, relation, related)
    if parts.related is not None and not owners and not modifiers:
        country = _country(parts.related)
    actor = Actor(
        name=words,
        label=label or words,
        kind=kind,
        registry=_branch(country, kind, head, modifiers, owners) if not relation else None,
        country=country,
        relation=relation,
        related=related,
    )
    deciding = head or next((f.entry for f in reversed([*owners, *modifiers])), None)
    return actor, deciding.id if deciding else "phrase"


def _label(parts: Parts, words: str, owners: list[Found], relation: str | None, related: str | None) -> str:
    """Put the neutral label together, in text order; a loaded head without an owner says "unnamed"."""
    head = parts.head[1].entry if parts.head else None
    if _peoples(parts, owners):
        return words
    noun = "" if head is None or head.get("voice") else head.get("neutral") or ""
    groups = [f for _, f in parts.used if f.role == "group"]
    if groups and (noun in PLAIN or not noun):
        noun = groups[-1].entry.get("neutral") or ""
    elif groups:
        noun = f"{groups[-1].entry.get('neutral')} {noun}"
    entries = [*([head] if head else []), *(f.entry for _, f in reversed(parts.used))]
    unnamed = next((u for entry in entries if (u := entry.get("unnamed"))), None)
    owned = any(f.role != "leader" for f in owners)
    if unnamed and (not owned or noun == "members" or head is None):
        return unnamed
    pieces = [_piece(parts, at, f) for at, f in parts.used]
    said = list(dict.fromkeys(p for p in pieces if p))
    if head is None and noun == "" and not all(f.role == "state" for f in owners):
        noun = "forces"
    if noun == "forces" and said and said[-1] in SELF:
        noun = ""
    if len(owners) > 1 and len(said) >= len(owners):
        either = any(w.plain == "or" for w in parts.words[parts.first : parts.run[-1][0]])
        both = " or " if either else " and "
        said = [both.join(said[: len(owners)]), *said[len(owners) :]]
    label = " ".join([*said, noun]).strip()
    if parts.linked and relation == "led by" and related:
        return f"{related}-led {label or 'coalition'}"
    if parts.related is not None and not owners and len(parts.used) == 0:
        return f"{label} {relation} {related}"
    return label


def _peoples(parts: Parts, owners: list[Found]) -> bool:
    """Tell whether the phrase is a people in the plural and nothing else."""
    only = parts.head is None and parts.cue is None and len(parts.used) == 1
    return only and all(f.role in ("demonym", "people") for f in owners) and bool(owners)


def _piece(parts: Parts, at: int, found: Found) -> str:
    """Give what one word before the head adds to the label."""
    entry = found.entry
    written = " ".join(word.raw for word in parts.words[at : at + found.length])
    if found.role in ("state", "leader"):
        if found.role == "state" and parts.head is None:
            return entry.sets["label"]
        return states()[entry.sets["country"]].sets["adjective"]
    if found.role in ("demonym", "people"):
        return unowned(written, entry)
    if found.role != "modifier":
        return ""
    if entry.get("give") == "government" and parts.head and parts.head[1].entry.get("branch") == "government":
        return ""
    if entry.get("keep"):
        return unowned(written, entry).lower()
    return entry.get("neutral") or ""


def _country(parts: Parts) -> str | None:
    codes = {code for _, f in parts.used if (code := f.entry.get("country"))}
    return codes.pop() if len(codes) == 1 else None


def _kind(parts: Parts, owners: list[Found], modifiers: list[Found], head: Entry | None) -> ActorKind:
    said = head.get("type") if head else None
    typed = [t for f in modifiers if (t := f.entry.get("type"))]
    if said and said != "unknown":
        return ActorKind(said)
    if typed:
        return ActorKind(typed[-1] if typed[-1] != "unknown" or len(typed) == 1 else typed[0])
    if head is not None and head.get("role") == "group":
        return ActorKind(said or "unknown")
    if _peoples(parts, owners):
        return ActorKind.UNKNOWN
    groups = [t for _, f in parts.used if f.role == "group" and (t := f.entry.get("type"))]
    if groups:
        return ActorKind(groups[-1])
    if any(f.entry.get("country") for f in owners) and (head is None or head.get("branch")):
        alone = parts.head is None and all(f.role == "state" for f in owners)
        return ActorKind.GOVERNMENT if alone else ActorKind.STATE_FORCES
    return ActorKind.UNKNOWN


def _branch(
    country: str | None, kind: ActorKind, head: Entry | None, modifiers: list[Found], owners: list[Found]
) -> str | None:
    if country is None or kind not in (ActorKind.STATE_FORCES, ActorKind.GOVERNMENT):
        return None
    if any(f.role == "people" for f in owners):
        return None
    branch = head.get("branch") if head else None
    given = [b for f in modifiers if (b := f.entry.get("branch"))]
    branch = branch or (given[-1] if given else "government" if kind is ActorKind.GOVERNMENT else "forces")
    return branches().get((country, branch))
