"""Doers: who did the harm according to the text - agent, subject, or whose attack it was."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.extract.by_parse import voice
from tollbook.extract.govern import Governed
from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.extract.whom import ARMED, actor_at
from tollbook.model.figure import Figure
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.roles import context
from tollbook.model.text import Text

ABLE = ARMED | {ActorKind.GOVERNMENT, ActorKind.UNKNOWN}
NEAR = 24
CARRY = 2
OF_ITS_OWN = frozenset({"its", "their", "his", "her", "our"})


def two_sided(said: str) -> bool:
    """Tell whether the words speak of fighting of two sides, where nobody alone is the doer.

    Example:
        >>> two_sided("Nine died in clashes near the dam"), two_sided("A shell killed nine")
        (True, False)
    """
    spoken = f" {said.lower()} ".replace(",", " ").replace(".", " ")
    return any(f" {word} " in spoken for word in words("two_sided"))


def perpetrator(index: Index, stamp: Stamp, item: Governed, avoid: Sequence[Span]) -> Sourced[Actor] | None:
    """Give who did the harm, from the figure's own sentence; `avoid` are spans of claimants and victims."""
    tree, verb = index.tree, item.verb
    agent = tree.child(verb, "agent")
    if agent is not None and (whom := tree.child(agent, "pobj")) is not None:
        return _doer(index, stamp, tree.phrase(whom), "perpetrator.by", avoid)
    subject = tree.child(verb, "nsubj")
    if voice(item.harm) == "lose":
        return None
    if subject is not None and two_sided(tree.phrase(subject).of(stamp.text)):
        return None
    if item.rule == "govern.object" and subject is not None:
        found = _doer(index, stamp, tree.phrase(subject), "perpetrator.subject", avoid)
        if found:
            return found
    if item.rule in {"govern.object", "govern.left"} and subject is None:
        for up in tree.up(verb):
            subject = tree.child(up, "nsubj", "nsubjpass")
            if subject is not None and subject < verb:
                found = _doer(index, stamp, tree.phrase(subject), "perpetrator.clause", avoid)
                if found:
                    return found
    if two_sided(index.words(item.candidate.head)):
        return None
    return _by(index, stamp, item, avoid) or _whose_attack(index, stamp, item, avoid)


def _by(index: Index, stamp: Stamp, item: Governed, avoid: Sequence[Span]) -> Sourced[Actor] | None:
    for mention in index.near(MentionKind.ACTOR, item.candidate.head):
        lead = stamp.text[max(0, mention.span.start - 8) : mention.span.start].lower()
        if _told_by().search(stamp.text, max(0, mention.span.start - NEAR), mention.span.start):
            continue
        if lead.endswith((" by ", " by the ")) and _may_do(mention, avoid):
            return actor_at(index, stamp, mention.span, "perpetrator.by_in_sentence")
    return None


@cache
def _told_by() -> re.Pattern[str]:
    """Match what is told by somebody, who did nothing more by these words: "claims by the police that"."""
    return re.compile(rf"\b{context('told')} by (?:the )?\Z", re.IGNORECASE)


def _whose_attack(index: Index, stamp: Stamp, item: Governed, avoid: Sequence[Span]) -> Sourced[Actor] | None:
    """Read "Russian airstrikes", "a rebel rocket attack": the actor at the word for the attack.

    Who condemned or investigates an attack did not make it by these words, unless it is "its" attack.
    """
    for event in index.near(MentionKind.EVENT, item.candidate.head):
        for mention in index.near(MentionKind.ACTOR, item.candidate.head):
            between = stamp.text[mention.span.end : event.span.start]
            beside = len(between) <= NEAR and not any(mark in between for mark in (".", ",", " and "))
            beside = beside and not _only_responds(between.lower().split())
            at = mention.span.overlaps(event.span) or (mention.span.end <= event.span.start and beside)
            if at and _may_do(mention, avoid):
                return actor_at(index, stamp, mention.span, "perpetrator.whose_attack")
    return None


def _only_responds(between: Sequence[str]) -> bool:
    return not words("responds").isdisjoint(between) and OF_ITS_OWN.isdisjoint(between)


def _may_do(mention: Mention, avoid: Sequence[Span]) -> bool:
    if mention.actor is None or any(mention.span.overlaps(span) for span in avoid):
        return False
    return mention.actor.kind in ABLE


def _doer(index: Index, stamp: Stamp, span: Span, rule: str, avoid: Sequence[Span]) -> Sourced[Actor] | None:
    able = [m for m in index.inside(MentionKind.ACTOR, span) if _may_do(m, avoid)]
    return actor_at(index, stamp, able[0].span, rule) if able else None


def carried(text: Text, found: Sequence[Figure]) -> list[Figure]:
    """Give a figure without a doer the one said of the figure just before, where the text goes on with it.

    Two sentences are the farthest that this reaches; where a sentence tells of two-sided fighting, or of
    another place, nothing is carried.
    """
    out: list[Figure] = []
    starts = [s.span.start for s in text.sentences]
    for figure in found:
        before = out[-1] if out else None
        if before and figure.perpetrator is None and before.perpetrator is not None:
            own = bisect_right(starts, figure.span.start) - 1
            gap = own - (bisect_right(starts, before.span.start) - 1)
            same = (figure.place and figure.place.words) == (before.place and before.place.words)
            fought = two_sided(text.sentences[own].span.of(text.report.text))
            if gap <= CARRY and same and not fought:
                note = "said of the figure before"
                doer = msgspec.structs.replace(before.perpetrator, basis=Basis.INFERRED, note=note)
                figure = msgspec.structs.replace(figure, perpetrator=doer)
        out.append(figure)
    return out
