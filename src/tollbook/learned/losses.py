"""Losses: "put its losses at nine", "we lost two", "the army lost four", "eleven of ours" -> whose they are.

Where a pronoun says it, it stands for who gives the figure; else for the party named before "lost".
"""

import re
from collections.abc import Sequence

from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.text import Text

OWN = re.compile(
    r"\b(?:its|our|their own|his own|her own|own) (?:own )?"
    r"(?:losses|loss|dead|casualties|martyrs|fallen|wounded|killed)\b(?P<rest>[^.;!?\n]{0,60})$",
    re.IGNORECASE,
)
LOST = re.compile(
    r"(?P<who>[^.;:!?,\n]{2,70}?) (?:(?:has|had|have|itself|themselves|ourselves|also|only) ){0,3}"
    r"(?:lost|suffered|lose|losing|suffering|mourns?)\b(?P<rest>[^.;:!?\n]{0,60})$",
    re.IGNORECASE,
)
LOSING = re.compile(r"\b(?:lost|suffer|los[ei]|mourn)", re.IGNORECASE)
PRICE = re.compile(
    r"\b(?P<how>for|at|admit\w*|acknowledg\w*|conced\w*|deplor\w*)(?: to)? (?:the|a) (?:loss|cost) of"
    r"(?P<rest>\W{0,2})$",
    re.IGNORECASE,
)
ANYBODY = re.compile(
    r"\b(?:lives|people|civilians?|villagers?|residents?|passengers?|hostages?|captives?|prisoners?|children"
    r"|women|workers?)\b",
    re.IGNORECASE,
)
"""Of these a loss is not that of a party's own people."""
ITSELF = re.compile(r"\b(?:it|its|they|their|we|our)\b", re.IGNORECASE)
"""Before it names another party, who tells it tells of its own deeds: "said it killed nine soldiers"."""
OTHERS = re.compile(
    r"\b(?:condol|sympath|compensat|apolog|reveng|aveng|retaliat|blam|responsib|enem|opponent|lawsuit|claim)",
    re.IGNORECASE,
)
"""Beside "for the loss of" they make it another's loss."""
SIDE = re.compile(r"\bon (?:our|its) (?:own )?side\b(?P<rest>[^.;!?\n]{0,60})$", re.IGNORECASE)
OURS = re.compile(
    r"[^.;:,\n]{0,24}?\b(?:of (?:ours|its own|our own|their own|his own)\b(?! (?:side|accord|hands?))"
    r"|on (?:our|its|their own) side\b)",
    re.IGNORECASE,
)
STOPS = re.compile(
    r"\b(?:enem\w*|kill(?:ed|ing)|captur\w*|but|while|whereas|claim\w*|inflict\w*|wound(?:ed|ing)|shot"
    r"|control|contact|ground|town|village|city|position|base|post|where|which|when|died|dead|lost|loses?)\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:Dr|Mr|Mrs|Sir|Gen|Col|Lt|Maj|Capt|Brig|Sgt|Commander|Commandant|General|Colonel|Major)\b"
)
VOICE = re.compile(
    r"\b(?:spokes\w+|sources?|officials?|officers?|ministers?|commanders?|doctors?)\b", re.IGNORECASE
)
FOR = re.compile(r" (?:for|of) (?:the )?(?P<name>(?:[A-Z][\w'’-]+ ?){1,5}|army|navy|movement|front|rebels)")
BODY = re.compile(
    r"\b(?:Command|Front|Council|Army|Brigades?|Forces?|Movement|Union|League|Guards?|Party|Coalition|Alliance"
    r"|Column|Committee|Ministry|Police|Battalion|Regiment|Division|Corps|Militia|Resistance|Navy)\b"
)
"""What makes unknown words the name of a body, which may have losses; two capitals alone may be a person."""
AND = re.compile(r"\b(?:and|that)\s")
SELF = re.compile(r"(?:^|\W)(?:it|we|they|he|she)$", re.IGNORECASE)
PEOPLE = frozenset({ActorKind.CIVILIANS, ActorKind.MEDIA, ActorKind.MONITOR, ActorKind.AID})
ABLE = frozenset(ActorKind) - PEOPLE
BACK = 160
"""Characters before a figure in which the words for the loss are looked for."""


def own_losses(text: Text, figure: Span, claimants: Sequence[Sourced[Actor]]) -> Sourced[Actor] | None:
    """Give the party whose loss the words beside a figure say it is, or None.

    `figure` counts characters of the report's text, end exclusive.
    """
    words = text.report.text
    before = words[max(0, figure.start - BACK) : figure.start]
    for pattern in (OWN, SIDE, PRICE):
        found = pattern.search(before)
        if found is not None and pattern is PRICE and not _is_own_price(text, figure, claimants, found):
            continue
        if found is not None and not STOPS.search(found["rest"]):
            return _speaker(text, claimants)
    if OURS.match(words, figure.start, figure.end + BACK):
        return _speaker(text, claimants)
    lost = _last(before) if LOSING.search(before) else None
    if lost is None or STOPS.search(lost["rest"]):
        return None
    if SELF.search(lost["who"]):
        return _speaker(text, claimants)
    end = max(0, figure.start - BACK) + lost.end("who")
    named = [m for m in text.of(MentionKind.ACTOR) if m.span.end == end and m.actor and m.actor.kind in ABLE]
    if not named or named[0].actor is None:
        return None
    return text.stamp().source(named[0].actor, named[0].span, rule="side.lost", basis=Basis.INFERRED)


def _is_own_price(
    text: Text, figure: Span, claimants: Sequence[Sourced[Actor]], found: re.Match[str]
) -> bool:
    """Tell whether what was paid was paid by who tells it: no other party stands between the two."""
    words, at = text.report.text, claimants[0].provenance.span if claimants else None
    if at is None or at.end > figure.start or ANYBODY.search(figure.of(words)):
        return False
    between = Span(at.end, figure.start)
    if found["how"].lower() not in {"for", "at"}:
        return True
    parties = [m.span for m in text.of(MentionKind.ACTOR) if m.actor and m.actor.kind in ABLE]
    other = next((span for span in parties if span.overlaps(between)), None)
    itself = other is not None and ITSELF.search(words, between.start, max(between.start, other.start))
    return not OTHERS.search(between.of(words)) and (other is None or itself is not None)


def _last(before: str) -> re.Match[str] | None:
    """Find the last words for a loss: "the army lost nine and the rebels lost" four."""
    found, start = LOST.search(before), 0
    while found is not None and (cut := AND.search(before, max(start, found.end("who")))) is not None:
        start = cut.end()
        later = LOST.search(before, start)
        if later is None:
            break
        found = later
    return found


def _speaker(text: Text, claimants: Sequence[Sourced[Actor]]) -> Sourced[Actor] | None:
    """Give the party that who gives the figure speaks for: one named in its words or behind, or a body."""
    at = claimants[0].provenance.span if claimants else None
    words = text.report.text
    if at is None or TITLE.match(at.of(words)):
        return None
    wide = FOR.match(words, at.end) if VOICE.search(at.of(words)) else None
    reach = Span(at.start, wide.end() if wide else at.end)
    named = [m for m in text.of(MentionKind.ACTOR) if m.actor and m.span.overlaps(reach)]
    if any(m.actor and m.actor.kind in PEOPLE for m in named):
        return None
    party = next((m for m in named if not VOICE.search(m.words)), None)
    if party is not None and party.actor:
        return text.stamp().source(party.actor, party.span, rule="side.own_loss", basis=Basis.INFERRED)
    span = Span(wide.start("name"), wide.end("name")) if wide else at
    spoken = span.of(words)
    if wide is None and (
        VOICE.search(spoken) or any(m.span.overlaps(at) for m in text.of(MentionKind.PERSON))
    ):
        return None
    if not any(word[:1].isupper() for word in spoken.split()) or not (wide or BODY.search(spoken)):
        return None
    return text.stamp().source(
        Actor(name=spoken, label=spoken), span, rule="side.own_loss", basis=Basis.INFERRED
    )
