"""Forces: "nine gendarmes" -> gendarmes, "thirty soldiers" -> the army, where the report names just one."""

import re

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.text import Text

SOLDIERS = re.compile(
    r"\b(?:soldiers?|troops|servicem[ae]n|conscripts?|recruits?|privates?|corporals?|sappers?|infantrym[ae]n"
    r"|jawans?|reservists?)\b",
    re.IGNORECASE,
)
ARMY = re.compile(r"\b(?:army|armed forces|military)$", re.IGNORECASE)
OTHERS_TOO = re.compile(r",|\band\b|\bor\b", re.IGNORECASE)
BOTH = re.compile(r"\s(?:of (?:ours|both)|on both|who)\b")
OWNS = re.compile(r"['’]")
"""Behind a force: its interpreters or wives are meant, not its people."""
PLAIN = frozenset({"army", "military", "armed forces"})
SPEAKS = re.compile(r"\b(?:sources?|officers?|spokes\w+|officials?|soldiers?|recruits?)\b", re.IGNORECASE)


NAMED = frozenset(
    f"actors.group.{name}"
    for name in (
        "gendarmerie",
        "guerrillas",
        "insurgents",
        "rebels",
        "separatists",
        "militia",
        "peacekeepers",
        "paratroopers",
        "security-forces",
        "border-guards",
    )
)
"""Groups whose people are called by its name; "soldiers" and "policemen" may be anybody's."""
FIGHT = frozenset(
    {
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.MILITIA,
        ActorKind.COMMUNAL_MILITIA,
        ActorKind.COALITION,
        ActorKind.EXTERNAL,
    }
)


def named_force(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give the armed group that a figure's own words name ("nine gendarmes", "five LDF men"), or None."""
    for mention in text.of(MentionKind.ACTOR):
        if not mention.span.overlaps(figure) or mention.actor is None or mention.actor.kind not in FIGHT:
            continue
        if OWNS.match(text.report.text, mention.span.end):
            continue
        if mention.rule in NAMED or mention.actor.registry or mention.actor.country:
            return text.stamp().source(
                mention.actor, mention.span, rule="side.in_figure", basis=Basis.INFERRED
            )
    return None


def force(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give the one army that a report names, to which a figure's soldiers belong, or None.

    `figure` counts characters of the report's text, end exclusive.
    """
    words = text.report.text
    said = figure.of(words)
    if not SOLDIERS.search(said) or (OTHERS_TOO.search(said) or BOTH.match(words, figure.end)):
        return None
    found = [
        m
        for m in text.of(MentionKind.ACTOR)
        if m.actor
        and m.actor.kind is ActorKind.STATE_FORCES
        and not m.span.overlaps(figure)
        and ARMY.search(m.words)
        and not SPEAKS.search(m.words)
    ]
    if not found or len({_label(m) for m in found}) > 1:
        return None
    nearest = min(found, key=lambda m: abs(m.span.start - figure.start))
    if nearest.actor is None or (nearest.actor.country and not _beside(text, nearest.span, figure)):
        return None
    return text.stamp().source(nearest.actor, nearest.span, rule="side.force", basis=Basis.INFERRED)


def _beside(text: Text, army: Span, figure: Span) -> bool:
    """Tell whether an army is named in the figure's own sentence: others may only condemn."""
    return any(s.span.holds(figure) and s.span.holds(army) for s in text.sentences)


def _label(mention: Mention) -> str:
    name = re.sub(r"^(?:the|an?)\s", "", mention.words.lower())
    return "army" if name in PLAIN else name
