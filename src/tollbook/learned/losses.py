"""Losses: "put its losses at nine", "we lost two", "the army lost four", "eleven of ours" -> whose they are.

Where a pronoun says it, it stands for who gives the figure; else for the party named before "lost".
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.roles import context
from tollbook.model.text import Text

ITSELF = re.compile(r"\b(?:it|its|they|their|we|our)\b", re.IGNORECASE)
"""Before it names another party, who tells it tells of its own deeds: "said it killed nine soldiers"."""
SIDE = re.compile(r"\bon (?:our|its) (?:own )?side\b(?P<rest>[^.;!?\n]{0,60})$", re.IGNORECASE)
AND = re.compile(r"\b(?:and|that)\s")
SELF = re.compile(r"(?:^|\W)(?:it|we|they|he|she)$", re.IGNORECASE)
PEOPLE = frozenset({ActorKind.CIVILIANS, ActorKind.MEDIA, ActorKind.MONITOR, ActorKind.AID})
ABLE = frozenset(ActorKind) - PEOPLE
BACK = 160
"""Characters before a figure in which the words for the loss are looked for."""


class _Patterns(NamedTuple):
    """Patterns made from the words that the lexicon has for them."""

    own: re.Pattern[str]
    lost: re.Pattern[str]
    losing: re.Pattern[str]
    """A word for losing, without who lost: quick to look for."""
    price: re.Pattern[str]
    anybody: re.Pattern[str]
    """Of these a loss is not that of a party's own people."""
    others: re.Pattern[str]
    """Beside "for the loss of" they make it another's loss."""
    ours: re.Pattern[str]
    stops: re.Pattern[str]
    title: re.Pattern[str]
    voice: re.Pattern[str]
    spoken_for: re.Pattern[str]
    body: re.Pattern[str]
    """What makes unknown words the name of a body, which may have losses; two capitals may be a person."""


@cache
def _patterns() -> _Patterns:
    """Make the patterns from the lexicon's words; those for a loss end where the number begins."""
    return _Patterns(
        own=re.compile(
            r"\b(?:its|our|their own|his own|her own|own) (?:own )?"
            rf"{context('own_loss')}\b(?P<rest>[^.;!?\n]{{0,60}})$",
            re.IGNORECASE,
        ),
        lost=re.compile(
            r"(?P<who>[^.;:!?,\n]{2,70}?) (?:(?:has|had|have|itself|themselves|ourselves|also|only) ){0,3}"
            rf"{context('loses')}\b(?P<rest>[^.;:!?\n]{{0,60}})$",
            re.IGNORECASE,
        ),
        losing=_word(context("loses")),
        price=re.compile(
            rf"\b(?P<how>for|at|{context('admits')})(?: to)? (?:the|a) {context('price')} of"
            r"(?P<rest>\W{0,2})$",
            re.IGNORECASE,
        ),
        anybody=_word(context("anybody")),
        others=_word(context("not_own")),
        ours=re.compile(
            r"[^.;:,\n]{0,24}?\b(?:of (?:ours|its own|our own|their own|his own)\b"
            rf"(?! {context('idiom')})|on (?:our|its|their own) side\b)",
            re.IGNORECASE,
        ),
        stops=_word(rf"(?:but|while|whereas|where|which|when|{context('not_lost')})"),
        title=re.compile(rf"{context('title', 'rank')}\b"),
        voice=_word(context("voice")),
        spoken_for=re.compile(
            rf" (?:for|of) (?:the )?(?P<name>(?:[A-Z][\w'’-]+ ?){{1,5}}|{context('spoken_for')})"
        ),
        body=re.compile(rf"\b{context('armed_body', 'other_body')}\b"),
    )


def _word(pattern: str) -> re.Pattern[str]:
    """Match whole words, whatever their case."""
    return re.compile(rf"\b{pattern}\b", re.IGNORECASE)


def own_losses(text: Text, figure: Span, claimants: Sequence[Sourced[Actor]]) -> Sourced[Actor] | None:
    """Give the party whose loss the words beside a figure say it is, or None.

    `figure` counts characters of the report's text, end exclusive.
    """
    words = text.report.text
    before, by = words[max(0, figure.start - BACK) : figure.start], _patterns()
    for pattern in (by.own, SIDE, by.price):
        found = pattern.search(before)
        if found is not None and pattern is by.price and not _is_own_price(text, figure, claimants, found):
            continue
        if found is not None and not by.stops.search(found["rest"]):
            return _speaker(text, claimants)
    if by.ours.match(words, figure.start, figure.end + BACK):
        return _speaker(text, claimants)
    lost = _last(before) if by.losing.search(before) else None
    if lost is None or by.stops.search(lost["rest"]):
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
    if at is None or at.end > figure.start or _patterns().anybody.search(figure.of(words)):
        return False
    between = Span(at.end, figure.start)
    if found["how"].lower() not in {"for", "at"}:
        return True
    parties = [m.span for m in text.of(MentionKind.ACTOR) if m.actor and m.actor.kind in ABLE]
    other = next((span for span in parties if span.overlaps(between)), None)
    itself = other is not None and ITSELF.search(words, between.start, max(between.start, other.start))
    return not _patterns().others.search(between.of(words)) and (other is None or itself is not None)


def _last(before: str) -> re.Match[str] | None:
    """Find the last words for a loss: "the army lost nine and the rebels lost" four."""
    lost, start = _patterns().lost, 0
    found = lost.search(before)
    while found is not None and (cut := AND.search(before, max(start, found.end("who")))) is not None:
        start = cut.end()
        later = lost.search(before, start)
        if later is None:
            break
        found = later
    return found


def _speaker(text: Text, claimants: Sequence[Sourced[Actor]]) -> Sourced[Actor] | None:
    """Give the party that who gives the figure speaks for: one named in its words or behind, or a body."""
    at = claimants[0].provenance.span if claimants else None
    words, by = text.report.text, _patterns()
    if at is None or by.title.match(at.of(words)):
        return None
    wide = by.spoken_for.match(words, at.end) if by.voice.search(at.of(words)) else None
    reach = Span(at.start, wide.end() if wide else at.end)
    named = [m for m in text.of(MentionKind.ACTOR) if m.actor and m.span.overlaps(reach)]
    if any(m.actor and m.actor.kind in PEOPLE for m in named):
        return None
    party = next((m for m in named if not by.voice.search(m.words)), None)
    if party is not None and party.actor:
        return text.stamp().source(party.actor, party.span, rule="side.own_loss", basis=Basis.INFERRED)
    span = Span(wide.start("name"), wide.end("name")) if wide else at
    spoken = span.of(words)
    if wide is None and (
        by.voice.search(spoken) or any(m.span.overlaps(at) for m in text.of(MentionKind.PERSON))
    ):
        return None
    if not any(word[:1].isupper() for word in spoken.split()) or not (wide or by.body.search(spoken)):
        return None
    return text.stamp().source(
        Actor(name=spoken, label=spoken), span, rule="side.own_loss", basis=Basis.INFERRED
    )
