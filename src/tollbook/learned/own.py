"""Own dead: "28 of their men", told by a party itself -> the party, as it is named where it speaks.

Whose men they are stands in the pronoun, and whom it stands for is who tells it, in the same sentence.
"""

import re
from collections.abc import Sequence

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.text import Text

OWN = re.compile(
    r"[^.;:\n]{0,40}?\bof (its|his|her|their|our)(?: own)? (?:\w{1,20} )?"
    r"(?:men|women|soldiers?|fighters?|members?|troops|officers?|personnel|policemen|agents|guards|cadres"
    r"|combatants?|commanders?|guerrillas|militiamen|militants|rebels|volunteers|number|dead)\b"
)
BEHIND = 30
"""Characters behind a figure within which its noun may end."""
NEAR = 70
"""Characters between who speaks and the figure at most."""
PEOPLE = frozenset({ActorKind.CIVILIANS, ActorKind.MEDIA, ActorKind.MONITOR, ActorKind.AID})
PERSONAL = frozenset({"his", "her"})
LEADS = frozenset({"A", "An", "The"})


def own_party(text: Text, figure: Span, claimants: Sequence[Sourced[Actor]]) -> Sourced[Actor] | None:
    """Give the party that tells of its own people, or None where the words say nothing of the kind.

    "His men" are those of a party only where the words for who speaks name one. `figure` counts characters
    of the report's text, end exclusive.
    """
    words, at = text.report.text, claimants[0].provenance.span if claimants else None
    said = OWN.match(words, figure.start, figure.end + BEHIND)
    if said is None or at is None or not _one_breath(words, at, figure):
        return None
    named = [m for m in text.of(MentionKind.ACTOR) if m.actor and m.span.overlaps(at)]
    if any(m.actor and m.actor.kind in PEOPLE for m in named):
        return None
    stamp = text.stamp()
    if named:
        return _sourced(stamp, named[0])
    spoken = at.of(words)
    is_person = any(m.span.overlaps(at) for m in text.of(MentionKind.PERSON))
    if (
        said[1] in PERSONAL
        or is_person
        or not any(w[:1].isupper() and w not in LEADS for w in spoken.split())
    ):
        return None
    return stamp.source(Actor(name=spoken, label=spoken), at, rule="side.own", basis=Basis.INFERRED)


def _one_breath(words: str, speaker: Span, figure: Span) -> bool:
    """Tell whether who speaks stands before the figure, near, in its sentence."""
    between = words[speaker.end : figure.start]
    return speaker.end <= figure.start and len(between) <= NEAR and not re.search(r"[.!?;]\s|\n", between)


def _sourced(stamp: Stamp, mention: Mention) -> Sourced[Actor] | None:
    if mention.actor is None:
        return None
    return stamp.source(mention.actor, mention.span, rule="side.own", basis=Basis.INFERRED)
