"""Claims: a text with its attributions and figures -> what the report says of each event, on whose word.

Statements (accusation, denial, responsibility, description, status, trend) are read from their cues,
series from counts of events or objects, and events from what is left. A claim is never a fact.
"""

import re

import msgspec

from tollbook.extract.claims_events import events
from tollbook.extract.claims_said import said
from tollbook.extract.claims_scene import Resolve, Scene
from tollbook.extract.claims_state import counted_noun, is_series, series, status, trend
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Figure
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Attribution, SentenceRole, Text

DEFINITE = re.compile(r"\b(?:the|these|those|both|all)\s+$", re.IGNORECASE)
"""Before a number: things known already are meant, and nothing is counted."""
SWALLOW = frozenset({ClaimKind.ACCUSATION, ClaimKind.DENIAL})


def claims(
    text: Text, attributions: tuple[Attribution, ...], figures: tuple[Figure, ...], resolve_date: Resolve
) -> tuple[Claim, ...]:
    """Give the claims of a report, in text order; each names the ids of the figures that belong to it.

    `resolve_date` turns a date expression into days against the report's date, or gives None. Every
    figure belongs to exactly one event claim, accusation or denial. Nothing is raised for any text.
    """
    scene = Scene(text, attributions, resolve_date)
    found = [claim for cue in _cues(scene) if (claim := _statement(scene, cue))]
    found = _without_repeats(found)
    counts, counted = _series(scene, found)
    found += counts
    taken = [span for claim in found for span in _taken(claim)] + counted
    hosts = [(i, _about(c)) for i, c in enumerate(found) if c.kind in SWALLOW and c.about]
    loose: list[Figure] = []
    for figure in figures:
        host = next((i for i, about in hosts if about.holds(figure.span)), None)
        if host is None:
            loose.append(figure)
        else:
            found[host] = _add(found[host], figure)
    found += events(scene, tuple(loose), taken)
    return tuple(sorted(found, key=lambda c: (c.span, c.kind.value, c.id)))


def _cues(scene: Scene) -> list[Mention]:
    out = []
    for sentence in scene.text.sentences:
        if sentence.parsed and sentence.role in {SentenceRole.BODY, SentenceRole.TITLE}:
            cues = scene.inside(MentionKind.CUE, sentence.span)
            out += [m for m in cues if m.rule.startswith("statement.")]
    return out


def _statement(scene: Scene, cue: Mention) -> Claim | None:
    kind = cue.cue.sets["kind"] if cue.cue else ""
    if kind == "status":
        return status(scene, cue)
    return trend(scene, cue) if kind == "trend" else said(scene, cue)


def _series(scene: Scene, found: list[Claim]) -> tuple[list[Claim], list[Span]]:
    """Give the series of the text and the event words that they count."""
    out: list[Claim] = []
    counted: list[Span] = []
    inside = [_about(c) for c in found if c.kind in SWALLOW and c.about]
    for quantity in scene.text.of(MentionKind.QUANTITY):
        if DEFINITE.search(scene.raw, max(0, quantity.span.start - 8), quantity.span.start):
            continue
        noun = counted_noun(scene, quantity)
        if noun is None or any(span.holds(quantity.span) for span in inside):
            continue
        role, words, event = noun
        if role != "event" and _is_aside(scene, words):
            continue
        if role != "event" and (quantity.rule.startswith("numbers.share") or _has_event(scene, quantity)):
            continue
        holders = [i for i, c in enumerate(found) if c.kind is ClaimKind.STATUS and c.span.holds(words)]
        if role != "event" and holders and quantity.quantity:
            amount = scene.stamp.source(quantity.quantity.count, quantity.span, rule=quantity.rule)
            counted_words = words.of(scene.raw)
            found[holders[0]] = msgspec.structs.replace(
                found[holders[0]], amount=amount, counted=counted_words
            )
            continue
        if role == "event" and not is_series(scene, quantity, words):
            continue
        claim = series(scene, quantity, words, event)
        if claim:
            out.append(claim)
            if event:
                counted.append(event.span)
    return out, counted


def _is_aside(scene: Scene, noun: Span) -> bool:
    """Tell whether counted things only say where or with what: "treated in three clinics"."""
    at = scene.tokens(noun)
    if not at or scene.tree.token(at[-1]).dep != "pobj":
        return False
    return scene.tree.token(scene.tree.token(at[-1]).head).text.lower() not in {
        "of",
        "on",
        "against",
        "including",
    }


def _has_event(scene: Scene, quantity: Mention) -> bool:
    sentence = scene.sentence(quantity.span.start)
    found = scene.inside(MentionKind.EVENT, sentence.span) if sentence else []
    return any(m.cue and (m.cue.sets.get("use") == "anchor" or scene.acts(m)) for m in found)


def _about(claim: Claim) -> Span:
    span = claim.about.provenance.span if claim.about else None
    return span or claim.span


def _taken(claim: Claim) -> list[Span]:
    """Give the stretches whose event words a claim speaks for itself."""
    if claim.kind is ClaimKind.ACCUSATION and _about(claim).start == claim.span.start:
        return []
    if claim.kind in SWALLOW or claim.kind is ClaimKind.TREND:
        return [_about(claim)]
    if claim.kind is ClaimKind.STATUS:
        return [claim.span]
    if claim.kind is ClaimKind.DESCRIPTION:
        target = claim.target.provenance.span if claim.target else None
        return [_about(claim), *([target] if target else [])]
    return []


def _add(claim: Claim, figure: Figure) -> Claim:
    return msgspec.structs.replace(claim, figures=(*claim.figures, figure.id))


def _without_repeats(found: list[Claim]) -> list[Claim]:
    """Keep one claim of a kind per stretch: the first cue speaks."""
    out: list[Claim] = []
    for claim in found:
        twin = any(
            c.kind is claim.kind is ClaimKind.DENIAL
            and c.span.overlaps(claim.span)
            and claim.span.start <= c.span.start
            for c in out
        ) or any(
            c.kind is claim.kind
            and c.about
            and claim.about
            and c.about.words == claim.about.words
            and c.span.overlaps(claim.span)
            for c in out
        )
        if not twin:
            out.append(claim)
    return out
