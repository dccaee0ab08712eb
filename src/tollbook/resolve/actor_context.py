"""Generic words for actors ("the army", "the government"): whose they are, by the report itself, or open.

The method: a generic word is taken for the actor that the same word named in full before it, where every
full use before it is one state's ("the Syrian army … the army"). Precision goes before recall: where two
states are named so, or none, the word stays open. The words stay, and `because` says why.
"""

from collections.abc import Iterable

import msgspec

from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.reference import Actor, ActorKind

GENERIC = frozenset(
    f"actors.group.{name}"
    for name in (
        "army",
        "armed-forces",
        "military",
        "air-force",
        "navy",
        "police",
        "gendarmerie",
        "government",
        "regime",
        "general-staff",
        "defence-ministry",
        "interior-ministry",
        "health-ministry",
        "foreign-ministry",
    )
)
WORDS = "lexicon/en/actor_words.yaml"
STATE = frozenset({ActorKind.STATE_FORCES, ActorKind.GOVERNMENT})
SAME = {"actors.group.regime": "actors.group.government"}
"""Words that stand for the same thing, one of them a word of the parties."""


def told_by_context(mentions: Iterable[Mention]) -> list[Mention]:
    """Give the mentions with generic words settled by the full names before them, in text order.

    Example:
        >>> from tollbook.model.mention import MentionKind
        >>> from tollbook.model.provenance import Span
        >>> def seen(at, words, label, country=None):
        ...     kind, entry = ActorKind.STATE_FORCES, country and "sy-forces"
        ...     actor = Actor(name=words, label=label, kind=kind, country=country, registry=entry)
        ...     where = Span(at, at + len(words))
        ...     return Mention(
        ...         kind=MentionKind.ACTOR, span=where, words=words, rule="actors.group.army", actor=actor
        ...     )
        >>> found = told_by_context([seen(0, "Syrian army", "Syrian army", "SY"), seen(30, "army", "army")])
        >>> found[1].actor.label, found[1].actor.because
        ('Syrian army', 'the report says Syrian army before')
    """
    named: dict[str, list[Actor]] = {}
    out: list[Mention] = []
    last: str | None = None
    for mention in sorted(mentions, key=lambda m: m.span):
        actor = mention.actor
        rule = SAME.get(mention.rule, mention.rule)
        if actor and actor.kind in STATE and actor.country:
            last = actor.country
        if actor is None or mention.rule not in GENERIC or actor.relation or actor.related:
            out.append(mention)
            continue
        if actor.country is not None:
            named.setdefault(rule, []).append(actor)
        elif actor.registry is None and _bare(mention):
            actor = _whose(actor, named.get(rule, []), last)
        out.append(msgspec.structs.replace(mention, actor=actor))
    return out


def _bare(mention: Mention) -> bool:
    """Tell whether the words are the body's alone: "the police", not "policemen" or "the rebel army"."""
    entry = lexicon.lexicon(WORDS).by_id[mention.rule.removeprefix("actors.")]
    return mention.words.lower() == entry.words[0]


def _whose(actor: Actor, before: list[Actor], last: str | None) -> Actor:
    if not before or {known.country for known in before} != {last}:
        return actor
    known = before[-1]
    return msgspec.structs.replace(
        actor,
        label=known.label,
        kind=known.kind,
        registry=known.registry,
        country=known.country,
        because=f"the report says {known.name} before",
    )
