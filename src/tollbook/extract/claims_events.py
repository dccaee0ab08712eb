"""Claims of events: the words of events in a sentence, with who, whom, where, when and which figures.

Event words of one sentence that fit together make one claim. A figure belongs to the event word
nearest before it in its sentence; a sentence without an event word that goes straight on with figures
belongs to the claim before, unless that was an aside. A figure that no event word is near to makes a
claim of its own, so that no figure is without one.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from tollbook.extract.claims_drafts import assign, drafts
from tollbook.extract.claims_parts import Draft
from tollbook.extract.claims_scene import Scene
from tollbook.extract.claims_state import counted_noun, is_series
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor
from tollbook.model.text import Sentence

T = TypeVar("T")
ARTICLES = frozenset({"the", "a", "an"})
BACK = re.compile(r"^(?:the|this|that|these|those|it|they)\b", re.IGNORECASE)
BY_OUTCOME = {Outcome.ABDUCTED: "Abduction/forced disappearance"}


def events(scene: Scene, figures: tuple[Figure, ...], swallowed: list[Span]) -> list[Claim]:
    """Give the event claims of a report; event words inside `swallowed` spans belong to other claims."""
    claims: list[Claim] = []
    open_claim: Claim | None = None
    last_index = -9
    by_sentence = _by_sentence(scene, figures)
    for index, sentence in enumerate(scene.text.sentences):
        mine = by_sentence.get(index, [])
        found = drafts(scene, sentence, swallowed) if sentence.parsed else []
        loose = assign(found, mine)
        for draft in found:
            claim = _claim(scene, draft, swallowed)
            if _says_nothing(claim):
                continue
            if open_claim and index - last_index == 1 and _goes_on(scene, sentence, open_claim, claim):
                claims[-1] = open_claim = _joined(scene, open_claim, claim)
            else:
                claims.append(claim)
                open_claim = claim
            last_index = index
        straight_on = bool(open_claim) and not found and index - last_index == 1
        back = bool(loose) and straight_on and _is_aside(scene, sentence, claims, loose)
        if loose and open_claim and straight_on and not back and _fits(open_claim, loose):
            claims[-1] = open_claim = _with_figures(scene, open_claim, loose, sentence)
            last_index = index
        elif loose:
            open_claim = _from_figures(scene, sentence, loose, dated=not back)
            claims.append(open_claim)
            last_index = index
    return claims


def _by_sentence(scene: Scene, figures: Iterable[Figure]) -> dict[int, list[Figure]]:
    out: dict[int, list[Figure]] = {}
    places = {s.span.start: i for i, s in enumerate(scene.text.sentences)}
    for figure in figures:
        sentence = scene.sentence(figure.span.start)
        out.setdefault(places[sentence.span.start] if sentence else -1, []).append(figure)
    return out


def _says_nothing(claim: Claim) -> bool:
    """Tell whether a claim holds nothing to find its event by: "continue to launch attacks"."""
    parts = (claim.place, claim.when, claim.target, claim.amount, claim.figures, claim.initiator)
    return not any(parts)


def _claim(scene: Scene, draft: Draft, swallowed: list[Span]) -> Claim:
    anchor = draft.anchors[0]
    clause = scene.clause(anchor.span) if len(draft.anchors) == 1 else draft.sentence.span
    reach = draft.sentence.span
    initiator, basis_figures = draft.initiator, draft.figures
    if initiator is None:
        initiator = common_perpetrator(basis_figures)
    claimants = scene.claimants(anchor.span)
    if initiator and any(c.words == initiator.words for c in claimants) and draft.initiator is None:
        initiator = None
    stance = scene.stance(anchor.span, denied=draft.denied)
    if stance.value is Stance.ASSERTED and initiator and (span := initiator.provenance.span):
        by = scene.stance(span)
        stance = by if by.value is Stance.DOUBTED else stance
    place = when = None
    for within in (clause, reach):
        place = place or scene.place(anchor.span, within, rule="event.place", barred=swallowed)
        when = when or scene.when(anchor.span, within, rule="event.when")
    amount = _amount(scene, draft)
    return Claim(
        id=anchor_id(scene.text.report.id, ClaimKind.EVENT.value, anchor.span),
        report=scene.text.report.id,
        kind=ClaimKind.EVENT,
        span=draft.span,
        quote=Quote.of(scene.raw, draft.span),
        stance=stance,
        event=draft.event,
        claimants=claimants,
        initiator=initiator,
        target=draft.target,
        place=place or _inferred(next((f.place for f in basis_figures if f.place), None)),
        when=when or _inferred(next((f.when for f in basis_figures if f.when), None)),
        weapons=scene.weapons(clause),
        amount=amount[0] if amount else None,
        counted=amount[1] if amount else None,
        figures=tuple(f.id for f in basis_figures),
    )


def common_perpetrator(figures: Iterable[Figure]) -> Sourced[Actor] | None:
    """Give who did the harm where every figure names the same; in two-sided fighting nobody."""
    found = [f.perpetrator for f in figures]
    same = len({p.words if p else None for p in found}) == 1
    return found[0] if found and same else None


def _inferred(value: Sourced[T] | None) -> Sourced[T] | None:
    return msgspec.structs.replace(value, basis=Basis.INFERRED) if value else None


def _amount(scene: Scene, draft: Draft) -> tuple[Sourced[Count], str] | None:
    for quantity in scene.inside(MentionKind.QUANTITY, draft.sentence.span):
        found = counted_noun(scene, quantity)
        if found is None or quantity.quantity is None:
            continue
        role, words, _ = found
        if role == "event" and is_series(scene, quantity, words):
            continue
        return scene.stamp.source(quantity.quantity.count, quantity.span, rule=quantity.rule), words.of(
            scene.raw
        )
    return None


def _goes_on(scene: Scene, sentence: Sentence, before: Claim, claim: Claim) -> bool:
    """Tell whether a sentence speaks on of the event before: "The attack ...", "It ..."."""
    words = sentence.span.of(scene.raw)
    if not BACK.match(words) or claim.amount is not None:
        return False
    if before.event and claim.event and before.event.value != claim.event.value:
        return False
    if before.stance.value != claim.stance.value:
        return False
    if _speaks(before.claimants) != _speaks(claim.claimants):
        return False
    for a, b in (
        (before.initiator, claim.initiator),
        (before.target, claim.target),
        (before.place, claim.place),
    ):
        if a and b and a.words != b.words:
            return False
    return True


def _joined(scene: Scene, a: Claim, b: Claim) -> Claim:
    span = Span(a.span.start, b.span.end)
    return msgspec.structs.replace(
        a,
        span=span,
        quote=Quote.of(scene.raw, span),
        event=a.event or b.event,
        initiator=a.initiator or b.initiator,
        target=a.target or b.target,
        place=a.place or b.place,
        when=a.when or b.when,
        weapons=tuple({w.value: w for w in (*b.weapons, *a.weapons)}.values()),
        figures=(*a.figures, *b.figures),
    )


def _fits(claim: Claim, figures: list[Figure]) -> bool:
    """Tell whether figures of the next sentence can belong to the claim: nothing they say speaks against."""
    for figure in figures:
        if figure.scope.value is Scope.PERIOD:
            return False
        if figure.place and claim.place and figure.place.value.name != claim.place.value.name:
            return False
        if figure.when and claim.when and figure.when.value.start != claim.when.value.start:
            return False
    return True


def _is_aside(scene: Scene, sentence: Sentence, claims: list[Claim], figures: list[Figure]) -> bool:
    """Tell whether the last claim was an aside from the report's matter, which these figures go back to.

    An aside has a day before that of the report's first dated claim, and ends where a new paragraph gives
    somebody else the word and names no day: after a monitor's dead of Thursday, "A doctor said he had
    treated seven".
    """
    last = claims[-1]
    before = scene.sentence(last.span.end - 1)
    matter = next((claim.when.value.start for claim in claims if claim.when), None)
    day = last.when.value.start if last.when else None
    if matter is None or day is None or day >= matter:
        return False
    if before is None or before.paragraph == sentence.paragraph:
        return False
    if any(_stands_in(figure.when, sentence) for figure in figures):
        return False
    return all(_other_voice(last.claimants, figure.claimants) for figure in figures)


def _other_voice(one: Sequence[Sourced[Actor]], other: Sequence[Sourced[Actor]]) -> bool:
    """Tell whether both name a source, and none of them the same: by registry, or in fewer words."""
    return bool(one and other) and not any(_same_voice(a, b) for a in one for b in other)


def _same_voice(one: Sourced[Actor], other: Sourced[Actor]) -> bool:
    if one.value.registry and one.value.registry == other.value.registry:
        return True
    left, right = ({*each.words.casefold().split()} - ARTICLES for each in (one, other))
    return left <= right or right <= left


def _stands_in(value: Sourced[T] | None, sentence: Sentence) -> bool:
    span = value.provenance.span if value else None
    return span is not None and sentence.span.holds(span)


def _speaks(claimants: Iterable[Sourced[Actor]]) -> list[str]:
    return [claimant.words for claimant in claimants]


def _with_figures(scene: Scene, claim: Claim, figures: list[Figure], sentence: Sentence) -> Claim:
    span = Span(claim.span.start, max(claim.span.end, sentence.span.end))
    return msgspec.structs.replace(
        claim,
        span=span,
        quote=Quote.of(scene.raw, span),
        place=claim.place or _inferred(next((f.place for f in figures if f.place), None)),
        when=claim.when or _inferred(next((f.when for f in figures if f.when), None)),
        figures=(*claim.figures, *(f.id for f in figures)),
    )


def _from_figures(scene: Scene, sentence: Sentence, figures: list[Figure], *, dated: bool = True) -> Claim:
    """Make the claim of figures that no event word is near to; not `dated` where their day is an aside's."""
    first = figures[0]
    kind = BY_OUTCOME.get(first.outcome.value)
    if kind is None and first.outcome.value is Outcome.KILLED and first.perpetrator:
        kind = "Attack" if first.status.value is Status.CIVILIAN else None
    source = scene.stamp.source
    return Claim(
        id=anchor_id(scene.text.report.id, ClaimKind.EVENT.value, first.span),
        report=scene.text.report.id,
        kind=ClaimKind.EVENT,
        span=sentence.span,
        quote=Quote.of(scene.raw, sentence.span),
        stance=first.stance,
        event=source(kind, first.span, rule="event.by_outcome", basis=Basis.INFERRED) if kind else None,
        claimants=first.claimants,
        initiator=common_perpetrator(figures),
        place=next((f.place for f in figures if f.place), None),
        when=next((f.when for f in figures if f.when and dated), None),
        weapons=scene.weapons(sentence.span),
        figures=tuple(f.id for f in figures),
    )
