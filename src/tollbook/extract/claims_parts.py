"""The parts of an event: which party acts, whom it is done to, and of what kind the event is."""

import re

import msgspec

from tollbook.extract.claims_scene import Scene
from tollbook.extract.claims_state import target_behind
from tollbook.extract.claims_words import PERSONS, VERBS, roles_of, words_for
from tollbook.model.figure import Figure
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.text import Sentence

LOADED = re.compile(r"terror(?:ist)?s?", re.IGNORECASE)
HELD_KINDS = {
    ActorKind.STATE_FORCES: "Government regains territory",
    ActorKind.GOVERNMENT: "Government regains territory",
    ActorKind.REBEL_GROUP: "Non-state actor overtakes territory",
    ActorKind.MILITIA: "Non-state actor overtakes territory",
    ActorKind.COMMUNAL_MILITIA: "Non-state actor overtakes territory",
}
ARMED_KINDS = frozenset({*HELD_KINDS, ActorKind.EXTERNAL, ActorKind.COALITION})


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


def parties(scene: Scene, at: int, mention: Mention) -> tuple[Sourced[Actor] | None, Sourced[Actor] | None]:
    """Give who acts in an event and whom it is done to, from the event word's place in its clause."""
    rule, tree = mention.rule, scene.tree
    if scene.is_verb(at) and not _is_naming(scene, at):
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
            if tree.token(child).lemma in words_for(VERBS, "hit") and patient is None:
                patient = tree.child(child, "dobj")
    owner = _owner(scene, at)
    verb = next((i for i in tree.up(at) if scene.is_verb(i)), None)
    token = tree.token(at)
    if (
        verb is not None
        and token.dep == "dobj"
        and tree.token(verb).lemma in (words_for(VERBS, "do") | words_for(VERBS, "use"))
    ):
        doer = doer if doer is not None or owner is not None else scene.doer(verb)
    if verb is not None and token.dep == "nsubjpass" and doer is None:
        doer = scene.by(verb)
    if verb is not None and token.dep in {"nsubj", "csubj", "conj"} and patient is None:
        patient = tree.child(verb, "dobj") if tree.token(verb).lemma in words_for(VERBS, "hit") else None
    target = _done_to(scene, patient, rule)
    if target is None:
        sentence = scene.sentence(mention.span.start)
        end = min(sentence.span.end, mention.span.end + 90) if sentence else mention.span.end
        target = target_behind(scene, mention.span, end)
    if doer is None and owner is not None:
        return owner, target
    return _acting(scene, doer, rule), target


def _is_naming(scene: Scene, at: int) -> bool:
    """Tell whether an -ing form names the event: "shelling by X", "the fighting"."""
    token = scene.tree.token(at)
    if token.tag != "VBG":
        return False
    before = scene.raw[max(0, token.span.start - 4) : token.span.start].lower()
    return scene.by(at) is not None or before == "the " or token.dep in {"csubj", "nsubj", "pobj"}


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
        if token.dep in {"acl", "relcl"} and token.lemma in words_for(VERBS, "hold"):
            holder = scene.party(scene.by(child), rule=rule)
            if holder:
                value = msgspec.structs.replace(holder.value, relation=f"{head.text} {token.text} by")
                return msgspec.structs.replace(holder, value=value)
    return scene.party(patient, rule=rule)


def _owner(scene: Scene, noun: int) -> Sourced[Actor] | None:
    phrase, head = scene.tree.phrase(noun), scene.tree.token(noun).span
    for mention in scene.inside(MentionKind.ACTOR, phrase):
        if mention.span.end <= head.start + 1 and not LOADED.fullmatch(mention.words):
            return scene.party_of(mention.span, None, rule="event.owner")
    poss = scene.tree.child(noun, "poss")
    if poss is None or _is_of_time_or_place(scene, scene.tree.phrase(poss)):
        return None
    return scene.party(poss, rule="event.owner")


def _is_of_time_or_place(scene: Scene, owner: Span) -> bool:
    """Tell whether an event is owned by its day or its place alone: "Monday's strike", "Homs's bombing"."""
    return any(scene.inside(kind, owner) for kind in (MentionKind.DATE, MentionKind.PLACE))


def kind_of(scene: Scene, mention: Mention, sets: dict[str, str], draft: Draft) -> Sourced[str] | None:
    """Give the sub-event type of an event word; what the word does not say is inferred or None."""
    generic, clause = sets.get("generic"), scene.clause(mention.span)
    stamp = scene.stamp.source
    if generic is None:
        return stamp(sets["event"], mention.span, rule=mention.rule)
    if generic == "capture":
        kind = _ground_kind(draft)
        return stamp(kind, mention.span, rule=mention.rule, basis=Basis.INFERRED) if kind else None
    weapons = scene.inside(MentionKind.WEAPON, clause)
    for weapon in sorted(weapons, key=lambda w: abs(w.span.start - mention.span.start)):
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
    if "rebel" in roles_of(party.words):
        return "Non-state actor overtakes territory"
    return "Government regains territory" if "state" in roles_of(party.words) else None


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
    if "combatant" in statuses or "military" in roles or roles_of(target.words) & {"state", "rebel", "armed"}:
        return "Armed clash"
    return "Attack" if "civilian" in statuses or "civilian" in roles else None


def takes_ground(scene: Scene, mention: Mention, draft: Draft) -> bool:
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
    if lexicon(PERSONS).find(span.of(scene.raw)):
        return False
    return bool(scene.inside(MentionKind.PLACE, span))
