"""Sources: the words of who speaks -> claimants with their references, back to a source named before."""

import re
from functools import cache

from tollbook.model.figure import Stance
from tollbook.model.lexicon import lexicon, load
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.text import Attribution, Sentence, Text

SOURCES = "lexicon/en/headline_sources.yaml"
BACK = "lexicon/en/back_references.yaml"
SPEAKING = frozenset({ActorKind.MONITOR, ActorKind.MEDIA, ActorKind.AID})
BODIES = frozenset({ActorKind.MONITOR, ActorKind.AID, ActorKind.REBEL_GROUP, ActorKind.INTERNATIONAL})
GROUPS = frozenset(
    "observatory group committees committee network monitor organisation organization center".split()
)
LEADS = frozenset({"the", "this", "that", "same", "latter"})
Claimants = tuple[Sourced[Actor], ...]


@cache
def _meanings() -> dict[str, str]:
    return {word: entry.sets["means"] for entry in load(BACK).entries for word in entry.words}


def named(
    text: Text, speaker: Span | None, rule: str, cites: Span | None, past: list[Claimants]
) -> tuple[Claimants, bool]:
    """Give the claimants of a speaker's words, nearest first, and whether they were named before.

    `past` are the claimants named so far, `cites` the words of whom the speaker leans on.
    """
    if speaker is None:
        return (), False
    spoken = speaker.of(text.report.text).lower().split()
    bare = [word for word in spoken if word not in LEADS] or spoken
    means = _meanings().get(" ".join(bare))
    if means == "last":
        return (past[-1] if past else ()), True
    if means and len(bare) < len(spoken) and (fitting := _fitting(means, past)):
        return fitting, True
    chain = [_actor(text, speaker, rule)]
    if cites:
        chain.append(_actor(text, cites, "attribution.cites"))
    return tuple(chain), False


def _fitting(means: str, past: list[Claimants]) -> Claimants:
    """Find the source named before that "the group", "the source" can mean: the latest of its kind."""
    for claimants in reversed(past):
        who = claimants[0]
        words = set(re.findall(r"\w+", who.words.lower()))
        if means == "body":
            if who.value.kind in BODIES or words & GROUPS:
                return claimants
        elif words & set(means.split()):
            return claimants
    return ()


def headline(text: Text, sentence: Sentence) -> Attribution | None:
    """Read the source that a headline names behind its statement: "... kill 12: monitor"."""
    raw = sentence.span.of(text.report.text)
    for match in reversed(lexicon(SOURCES).find(raw)):
        rest = raw[match.span.end :].strip(" .:-–|")
        if len(rest.split()) > 1 or match.span.start < len(raw) // 3:
            continue
        span = match.span.shift(sentence.span.start)
        return Attribution(
            span=sentence.span,
            claimants=(_actor(text, span, match.entry.id),),
            stance=Stance.ASSERTED,
            rule=match.entry.id,
        )
    return None


def _actor(text: Text, span: Span, rule: str) -> Sourced[Actor]:
    span = _from_its_start(text, span)
    words = span.of(text.report.text)
    for mention in text.of(MentionKind.ACTOR):
        if mention.actor and span.holds(mention.span) and mention.actor.registry:
            known = mention.actor
            actor = Actor(
                name=mention.words if known.kind in SPEAKING else words,
                label=known.label,
                kind=known.kind,
                registry=known.registry,
                country=known.country,
            )
            return text.stamp().source(actor, span, rule=rule)
    return text.stamp().source(Actor(name=words, label=words), span, rule=rule, basis=Basis.STATED)


def _from_its_start(text: Text, span: Span) -> Span:
    """Let words that begin inside a known name begin with it: the parse may cut "X Watch for | Y Rights"."""
    for mention in text.of(MentionKind.ACTOR):
        if mention.actor and mention.actor.registry and mention.span.start < span.start < mention.span.end:
            return Span(mention.span.start, max(span.end, mention.span.end))
    return span
