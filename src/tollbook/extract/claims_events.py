"""Claims of events: the words of events in a sentence, with who, whom, where, when and which figures.

Event words of one sentence that fit together make one claim. A figure belongs to the event word
nearest before it in its sentence; a sentence without an event word that goes straight on with figures
belongs to the claim before. A figure that no event word is near to makes a claim of its own, so that
no figure is without one.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from tollbook.extract.claims_scene import PERSONS, Scene
from tollbook.extract.claims_state import counted_noun, is_series, target_behind
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.text import Sentence, SentenceRole

T = TypeVar("T")
MODAL = frozenset({"could", "would", "will", "should", "might", "can", "must", "shall", "'ll"})
UNREAL = re.compile(
    r"\b(?:threat(?:s|ened|ens|ening)?|plan(?:s|ned|ning)?|fear(?:s|ed|ing)?|prepar(?:e|es|ed|ing)|risk|avert|"
    r"prevent(?:ed|ing)?|warn(?:s|ed|ing)?|vow(?:s|ed)?|call(?:s|ed|ing)? for|possible|potential|future|"
    r"expected|if|unless|against any|anniversary of|history of|victims of)\s+(?:of\s+|a\s+|an\s+|to\s+|the\s+|"
    r"further\s+|new\s+|more\s+|launch\s+|carry out\s+)*$",
    re.IGNORECASE,
)
OFFER = re.compile(r"\s+(?:offer|proposal|plans?|call|request|demand|appeal|talks|threats?|risks?)\b", re.IGNORECASE)
NO = re.compile(
    r"\b(?:no|not a|not an|without|never|denied any|did not|didn't|had not|has not)\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
BACK = re.compile(r"^(?:the|this|that|these|those|it|they)\b", re.IGNORECASE)
STATE = re.compile(
    r"\b(?:army|troops|government|soldiers|military|regime|security forces|police)\b", re.IGNORECASE
)
REBEL = re.compile(
    r"\b(?:rebels?|militants?|fighters|insurgents?|gunmen|jihadists?|militia(?:s|men)?|terrorists?|guerrillas?|"
    r"opposition|revolutionaries|factions?)\b",
    re.IGNORECASE,
)
HITS = frozenset({"target", "hit", "strike", "pound", "destroy", "damage", "kill", "level"})
HELD_KINDS = {
    ActorKind.STATE_FORCES: "Government regains territory",
    ActorKind.GOVERNMENT: "Government regains territory",
    ActorKind.REBEL_GROUP: "Non-state actor overtakes territory",
    ActorKind.MILITIA: "Non-state actor overtakes territory",
    ActorKind.COMMUNAL_MILITIA: "Non-state actor overtakes territory",
}
ARMED_KINDS = frozenset({*HELD_KINDS, ActorKind.EXTERNAL, ActorKind.COALITION})
BY_OUTCOME = {Outcome.DETAINED: "Arrests", Outcome.ABDUCTED: "Abduction/forced disappearance"}


BEHIND = 40
"""Characters that an event word behind a figure counts as farther than one before it."""


class Draft:
    """One event of one sentence while its parts are gathered."""

    def __init__(self, anchor: Mention, sentence: Sentence, event: Sourced[str] | None) -> None:
        """Begin with the first event word."""
        self.anchors, self.sentence, self.event = [anchor], sentence, event
        self.initiator: Sourced[Actor] | None = None
        self.target: Sourced[Actor] | None = None
        self.denied = False
        self.figures: list[Figure] = []
        self.span = sentence.span


def events(scene: Scene, figures: tuple[Figure, ...], swallowed: list[Span]) -> list[Claim]:
    """Give the event claims of a report; event words inside `swallowed` spans belong to other claims."""
    drafts: list[Draft] = []
    claims: list[Claim] = []
    open_claim: Claim | None = None
    last_index = -9
    by_sentence = _by_sentence(scene, figures)
    for index, sentence in enumerate(scene.text.sentences):
        mine = by_sentence.get(index, [])
        drafts = _drafts(scene, sentence, swallowed) if sentence.parsed else []
        loose = _assign(drafts, mine)
        for draft in drafts:
            claim = _claim(scene, draft)
            if open_claim and index - last_index == 1 and _goes_on(scene, sentence, open_claim, claim):
                claims[claims.index(open_claim)] = open_claim = _joined(scene, open_claim, claim)
            else:
                claims.append(claim)
                open_claim = claim
            last_index = index
        if loose and open_claim and not drafts and index - last_index == 1 and _fits(open_claim, loose):
            claims[claims.index(open_claim)] = open_claim = _with_figures(scene, open_claim, loose, sentence)
            last_index = index
        elif loose:
            open_claim = _from_figures(scene, sentence, loose)
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


def _drafts(scene: Scene, sentence: Sentence, swallowed: list[Span]) -> list[Draft]:
    if sentence.role in {SentenceRole.DATELINE, SentenceRole.FURNITURE}:
        return []
    drafts: list[Draft] = []
    for mention in scene.inside(MentionKind.EVENT, sentence.span):
        sets = mention.cue.sets if mention.cue else {}
        if sets.get("use") != "anchor" or any(s.holds(mention.span) for s in swallowed):
            continue
        draft = _draft(scene, mention, sentence, sets)
        if draft is None:
            continue
        host = next((d for d in drafts if _same(d, draft)), None)
        if host is None:
            drafts.append(draft)
        else:
            _merge(host, draft)
    return drafts


def _draft(scene: Scene, mention: Mention, sentence: Sentence, sets: dict[str, str]) -> Draft | None:
    at = scene.head(mention.span)
    if at is None or _unreal(scene, at, mention, sentence):
        return None
    draft = Draft(mention, sentence, None)
    draft.initiator, draft.target = parties(scene, at, mention)
    draft.denied = _negated(scene, at, mention, sentence)
    draft.event = kind_of(scene, mention, sets, draft)
    if sets.get("generic") == "capture" and not _takes_ground(scene, mention, draft):
        return None
    return draft


def _unreal(scene: Scene, at: int, mention: Mention, sentence: Sentence) -> bool:
    """Tell whether the event is only feared, planned, wished or possible."""
    before = scene.raw[max(sentence.span.start, mention.span.start - 60) : mention.span.start]
    after = scene.raw[mention.span.end : min(sentence.span.end, mention.span.end + 20)]
    if UNREAL.search(before) or OFFER.match(after):
        return True
    verbs = [at] if scene.is_verb(at) else []
    verbs += [i for i in scene.tree.up(at) if scene.is_verb(i)][:1]
    aux = [scene.tree.token(c) for v in verbs for c in scene.tree.children[v]]
    return any(t.dep in {"aux", "auxpass"} and t.text.lower() in MODAL for t in aux)


def _negated(scene: Scene, at: int, mention: Mention, sentence: Sentence) -> bool:
    before = scene.raw[max(sentence.span.start, mention.span.start - 30) : mention.span.start]
    return bool(NO.search(before)) or (scene.is_verb(at) and scene.tree.child(at, "neg") is not None)


def parties(scene: Scene, at: int, mention: Mention) -> tuple[Sourced[Actor] | None, Sourced[Actor] | None]:
    """Give who acts in an event and whom it is done to, from the event word's place in its clause."""
    rule, tree = mention.rule, scene.tree
    if scene.is_verb(at):
        doer, patient = scene.doer(at), scene.patient(at)
        if patient is None:
            patient = scene.behind(at, "with", "against", "on", "at")
        return _acting(scene, doer, rule), _done_to(scene, patient, rule)
    doer = scene.by(at)
    patient = scene.behind(at, "on", "against", "at")
    between = scene.behind(at, "between")
    if between is not None:
        sides = [i for i in tree.conjuncts(between) if tree.token(i).pos in {"NOUN", "PROPN"}]
        if len(sides) > 1:
            return (
                scene.party(sides[0], rule=rule, joined=False),
                scene.party(sides[1], rule=rule, joined=False),
            )
    for child in tree.subtree(at):
        if scene.is_verb(child) and tree.token(child).dep in {"acl", "relcl"}:
            doer = doer if doer is not None else scene.by(child)
            if tree.token(child).lemma in HITS and patient is None:
                patient = tree.child(child, "dobj")
    owner = _owner(scene, at)
    verb = next((i for i in tree.up(at) if scene.is_verb(i)), None)
    token = tree.token(at)
    if verb is not None and token.dep == "dobj" and doer is None and owner is None:
        doer = scene.doer(verb)
    if verb is not None and token.dep == "nsubjpass" and doer is None:
        doer = scene.by(verb)
    if verb is not None and token.dep in {"nsubj", "conj"} and patient is None:
        patient = tree.child(verb, "dobj") if tree.token(verb).lemma in HITS else None
    target = _done_to(scene, patient, rule)
    if target is None:
        sentence = scene.sentence(mention.span.start)
        end = min(sentence.span.end, mention.span.end + 90) if sentence else mention.span.end
        target = target_behind(scene, mention.span, end)
    if doer is None and owner is not None:
        return owner, target
    return _acting(scene, doer, rule), target


def _acting(scene: Scene, doer: int | None, rule: str) -> Sourced[Actor] | None:
    """Give the party that acts; a weapon or another event is none."""
    if doer is None:
        return None
    token = scene.tree.token(doer)
    thing = [*scene.inside(MentionKind.WEAPON, token.span), *scene.inside(MentionKind.EVENT, token.span)]
    wide = scene.phrase(doer)
    covering = (*scene.inside(MentionKind.WEAPON, wide), *scene.inside(MentionKind.EVENT, wide))
    if thing or any(m.span.holds(token.span) for m in covering):
        named = scene.inside(MentionKind.ACTOR, wide)
        return scene.party_of(named[0].span, None, rule=rule) if named else None
    if token.pos == "NUM" or token.quantity is not None:
        return None
    return scene.party(doer, rule=rule)


def _done_to(scene: Scene, patient: int | None, rule: str) -> Sourced[Actor] | None:
    """Give the target; a place is none, and "areas held by X" points at X."""
    if patient is None:
        return None
    wide = scene.phrase(patient)
    head = scene.tree.token(patient)
    if any(m.span.holds(head.span) for m in scene.inside(MentionKind.PLACE, wide)):
        return None
    for child in scene.tree.children[patient]:
        token = scene.tree.token(child)
        if token.dep in {"acl", "relcl"} and token.lemma in {"control", "hold", "occupy", "run"}:
            holder = scene.party(scene.by(child), rule=rule)
            if holder:
                value = msgspec.structs.replace(holder.value, relation=f"{head.text} {token.text} by")
                return msgspec.structs.replace(holder, value=value)
    return scene.party(patient, rule=rule)


def _owner(scene: Scene, noun: int) -> Sourced[Actor] | None:
    phrase, head = scene.tree.phrase(noun), scene.tree.token(noun).span
    for mention in scene.inside(MentionKind.ACTOR, phrase):
        if mention.span.end <= head.start + 1:
            return scene.party_of(mention.span, None, rule="event.owner")
    poss = scene.tree.child(noun, "poss")
    return scene.party(poss, rule="event.owner") if poss is not None else None


def kind_of(scene: Scene, mention: Mention, sets: dict[str, str], draft: Draft) -> Sourced[str] | None:
    """Give the sub-event type of an event word; what the word does not say is inferred or None."""
    generic, clause = sets.get("generic"), scene.clause(mention.span)
    stamp = scene.stamp.source
    if generic is None:
        return stamp(sets["event"], mention.span, rule=mention.rule)
    if generic == "capture":
        kind = _ground_kind(draft)
        return stamp(kind, mention.span, rule=mention.rule, basis=Basis.INFERRED) if kind else None
    for weapon in scene.inside(MentionKind.WEAPON, clause):
        kind = weapon.cue.sets.get("event") if weapon.cue else None
        if kind and weapon.span != mention.span:
            return stamp(kind, weapon.span, rule=weapon.rule, basis=Basis.INFERRED)
    if "event" in sets:
        return stamp(sets["event"], mention.span, rule=mention.rule, basis=Basis.INFERRED)
    kind = _attack_kind(scene, draft)
    return stamp(kind, mention.span, rule="event.attack_by_target", basis=Basis.INFERRED) if kind else None


def _ground_kind(draft: Draft) -> str | None:
    party = draft.initiator
    if party is None:
        return None
    if party.value.kind in HELD_KINDS:
        return HELD_KINDS[party.value.kind]
    if REBEL.search(party.words):
        return "Non-state actor overtakes territory"
    return "Government regains territory" if STATE.search(party.words) else None


def _attack_kind(scene: Scene, draft: Draft) -> str | None:
    """Tell an attack on civilians from one on an armed party by the target's words."""
    target = draft.target
    span = target.provenance.span if target else None
    if target is None or span is None:
        return None
    if target.value.kind in ARMED_KINDS:
        return "Armed clash"
    statuses = {m.entry.get("status") for m in lexicon(PERSONS).find(target.words)}
    roles = {role for role, _ in scene.roles(span)}
    if "combatant" in statuses or "military" in roles or STATE.search(target.words):
        return "Armed clash"
    return "Attack" if "civilian" in statuses or "civilian" in roles else None


def _takes_ground(scene: Scene, mention: Mention, draft: Draft) -> bool:
    """Tell "captured the town" from "captured 20 soldiers": a place or ground must follow or be subject."""
    at = scene.head(mention.span)
    if at is None or not scene.is_verb(at):
        return bool(scene.inside(MentionKind.PLACE, scene.clause(mention.span)))
    patient = scene.patient(at)
    if patient is None:
        patient = scene.behind(at, "of", "over", "to", "into")
    if patient is None:
        stop = min(draft.sentence.span.end, mention.span.end + 50)
        span = Span(mention.span.start, max(stop, mention.span.end))
    else:
        span = scene.phrase(patient)
    if any(role in {"territory", "military"} for role, _ in scene.roles(span)):
        return True
    return bool(scene.inside(MentionKind.PLACE, span))


def _same(a: Draft, b: Draft) -> bool:
    """Tell whether two event words of one sentence speak of one event."""
    stated = a.event and b.event and {a.event.basis, b.event.basis} == {Basis.STATED}
    if stated and a.event and b.event and a.event.value != b.event.value:
        return False
    if a.denied != b.denied:
        return False
    return not (a.initiator and b.initiator and a.initiator.words != b.initiator.words)


def _merge(host: Draft, other: Draft) -> None:
    host.anchors += other.anchors
    stated = other.event and other.event.basis is Basis.STATED
    if host.event is None or (stated and host.event.basis is not Basis.STATED):
        host.event = other.event
    host.initiator = host.initiator or other.initiator
    host.target = host.target or other.target


def _assign(drafts: list[Draft], figures: list[Figure]) -> list[Figure]:
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


def _claim(scene: Scene, draft: Draft) -> Claim:
    anchor = draft.anchors[0]
    clause = scene.clause(anchor.span) if len(draft.anchors) == 1 else draft.sentence.span
    reach = draft.sentence.span
    initiator, basis_figures = draft.initiator, draft.figures
    if initiator is None:
        initiator = next((f.perpetrator for f in basis_figures if f.perpetrator), None)
    claimants = scene.claimants(anchor.span)
    if initiator and any(c.words == initiator.words for c in claimants) and draft.initiator is None:
        initiator = None
    stance = scene.stance(anchor.span, denied=draft.denied)
    if stance.value is Stance.ASSERTED and initiator and (span := initiator.provenance.span):
        by = scene.stance(span)
        stance = by if by.value is Stance.DOUBTED else stance
    place = scene.place(anchor.span, clause, rule="event.place") or scene.place(
        anchor.span, reach, rule="event.place"
    )
    when = scene.when(anchor.span, clause, rule="event.when") or scene.when(
        anchor.span, reach, rule="event.when"
    )
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
    if [c.words for c in before.claimants] != [c.words for c in claim.claimants]:
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


def _with_figures(scene: Scene, claim: Claim, figures: list[Figure], sentence: Sentence) -> Claim:
    span = Span(claim.span.start, max(claim.span.end, sentence.span.end))
    return msgspec.structs.replace(
        claim,
        span=span,
        quote=Quote.of(scene.raw, span),
        figures=(*claim.figures, *(f.id for f in figures)),
    )


def _from_figures(scene: Scene, sentence: Sentence, figures: list[Figure]) -> Claim:
    """Make the claim of figures that no event word is near to."""
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
        initiator=next((f.perpetrator for f in figures if f.perpetrator), None),
        place=next((f.place for f in figures if f.place), None),
        when=next((f.when for f in figures if f.when), None),
        weapons=scene.weapons(sentence.span),
        figures=tuple(f.id for f in figures),
    )
