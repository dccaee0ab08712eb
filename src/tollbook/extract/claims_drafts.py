"""Drafts of events: a sentence -> its events that came about, each with its figures."""

import re

from tollbook.extract.claims_parts import Draft, kind_of, parties, takes_ground
from tollbook.extract.claims_scene import Scene
from tollbook.extract.claims_words import VERBS, words_for
from tollbook.model.figure import Figure
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.text import Sentence, SentenceRole

FILLERS = frozenset(
    {"of", "a", "an", "to", "the", "further", "new", "more", "launch", "carry", "out", "such"}
)
OFFER = re.compile(
    r"\s+(?:offer|proposal|plans?|call|request|demand|appeal|talks|threats?|risks?|violations?|monitors?|terms|commission)\b",
    re.IGNORECASE,
)
NO = re.compile(
    r"\b(?:no|not a|not an|without|never|denied any|did not|didn't|had not|has not)\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
CROWD = (
    "Peaceful protest",
    "Violent demonstration",
    "Protest with intervention",
    "Excessive force against protesters",
)
"""Kinds that words of one demonstration may name together; the last named in this order is kept."""
BEHIND = 40
"""Characters that an event word behind a figure counts as farther than one before it."""


def drafts(scene: Scene, sentence: Sentence, swallowed: list[Span]) -> list[Draft]:
    """Give the events of a sentence; words inside `swallowed` spans belong to other claims."""
    if sentence.role in {SentenceRole.DATELINE, SentenceRole.FURNITURE}:
        return []
    found: list[Draft] = []
    for mention in scene.inside(MentionKind.EVENT, sentence.span):
        sets = mention.cue.sets if mention.cue else {}
        if any(s.holds(mention.span) for s in swallowed):
            continue
        if sets.get("use") != "anchor" and not scene.acts(mention):
            continue
        draft = _draft(scene, mention, sentence, sets)
        if draft is None:
            continue
        host = next((d for d in found if _same(d, draft)), None)
        if host is None:
            found.append(draft)
        else:
            _merge(host, draft)
    return found


def _draft(scene: Scene, mention: Mention, sentence: Sentence, sets: dict[str, str]) -> Draft | None:
    at = scene.head(mention.span)
    if at is None or _unreal(scene, at, mention, sentence):
        return None
    draft = Draft(mention, sentence, None)
    draft.initiator, draft.target = parties(scene, at, mention)
    draft.denied = _negated(scene, at, mention, sentence)
    draft.event = kind_of(scene, mention, sets, draft)
    if sets.get("generic") == "capture" and not takes_ground(scene, mention, draft):
        return None
    return draft


def _unreal(scene: Scene, at: int, mention: Mention, sentence: Sentence) -> bool:
    """Tell whether the event is only feared, planned, wished or possible."""
    before = scene.raw[max(sentence.span.start, mention.span.start - 60) : mention.span.start]
    after = scene.raw[mention.span.end : min(sentence.span.end, mention.span.end + 20)]
    if _is_unreal(before) or OFFER.match(after):
        return True
    return scene.is_possible(at)


def _is_unreal(before: str) -> bool:
    """Tell whether the words in front of an event say that it is feared, planned or not yet."""
    words = before.lower().split()
    if words and words[-1] == "any":
        return True
    while words and words[-1] in FILLERS:
        words.pop()
    last = words[-1].strip("\"'“”‘’(") if words else ""
    unreal = words_for(VERBS, "unreal")
    return last in unreal or " ".join(words[-2:]) in unreal


def _negated(scene: Scene, at: int, mention: Mention, sentence: Sentence) -> bool:
    before = scene.raw[max(sentence.span.start, mention.span.start - 30) : mention.span.start]
    return bool(NO.search(before)) or (scene.is_verb(at) and scene.tree.child(at, "neg") is not None)


def _same(a: Draft, b: Draft) -> bool:
    """Tell whether two event words of one sentence speak of one event."""
    if a.event and b.event and a.event.value != b.event.value:
        crowd = {a.event.value, b.event.value} <= set(CROWD)
        if _firm(a.event) and _firm(b.event) and not crowd:
            return False
        if crowd:
            return True
    if a.denied != b.denied:
        return False
    return not (a.initiator and b.initiator and a.initiator.words != b.initiator.words)


def _firm(event: Sourced[str]) -> bool:
    """Tell whether the kind is said by an event word or a weapon, not by a word that is mostly so."""
    return event.basis is Basis.STATED or event.provenance.rule.startswith("weapon.")


def _merge(host: Draft, other: Draft) -> None:
    host.anchors += other.anchors
    stated = other.event and other.event.basis is Basis.STATED
    if host.event and other.event and {host.event.value, other.event.value} <= set(CROWD):
        host.event = max(host.event, other.event, key=lambda e: CROWD.index(e.value))
    if host.event is None or (stated and host.event.basis is not Basis.STATED):
        host.event = other.event
    host.initiator = host.initiator or other.initiator
    host.target = host.target or other.target


def assign(drafts: list[Draft], figures: list[Figure]) -> list[Figure]:
    """Give each figure to the event word nearest before it, else behind it; return those left over."""
    loose = []
    for figure in figures:
        if not drafts:
            loose.append(figure)
            continue
        pairs = [(_distance(figure, a), i) for i, d in enumerate(drafts) for a in d.anchors]
        drafts[min(pairs)[1]].figures.append(figure)
    return loose


def _distance(figure: Figure, anchor: Mention) -> int:
    behind = anchor.span.start > figure.span.start
    return abs(figure.span.start - anchor.span.start) + (BEHIND if behind else 0)
