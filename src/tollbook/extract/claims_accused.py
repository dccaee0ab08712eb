"""Accusations: who accuses whom of what."""

import re

from tollbook.extract.claims_made import first_party, make, party_before, party_in, speaker_of_cue, start_of
from tollbook.extract.claims_scene import Scene
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor

LINK = re.compile(r"\s(?:of|for|over|with)\s", re.IGNORECASE)
ON = re.compile(r"\son\s", re.IGNORECASE)
AS = re.compile(r"\sas\s(?!well\s)", re.IGNORECASE)
HELD = re.compile(r"\b(?:held|hold|holds|holding)\s", re.IGNORECASE)
NONE = re.compile(r"\b(?:no|nobody|none|neither|not|never|yet to|hasn't|haven't|without)\b", re.IGNORECASE)


def accuse(scene: Scene, cue: Mention) -> Claim | None:
    """Give the accusation of "accused X of Y", "blamed X for Y", "blamed Y on X", active or passive."""
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    if scene.is_possible(at):
        return None
    end = scene.end(cue.span.end, sentence)
    passive = scene.is_verb(at) and scene.is_passive(at)
    link = LINK.search(scene.raw, cue.span.end, end)
    on = ON.search(scene.raw, cue.span.end, end)
    if passive and on and cue.words.lower() == "blamed" and on.start() == cue.span.end:
        accused, accuser = first_party(scene, on.end(), end, cue), _agent(scene, at, cue, end)
        patient = scene.patient(at)
        about = scene.phrase(patient) if patient is not None else None
        end = accused.provenance.span.end if accused and accused.provenance.span else end
    elif passive:
        accused = scene.party(scene.patient(at), rule=cue.rule)
        accuser = _agent(scene, at, cue, link.start() if link else end)
        about = scene.trim(link.end(), end) if link else None
    elif on and cue.words.lower().startswith("blam") and (not link or on.start() < link.start()):
        about = scene.trim(cue.span.end, on.start())
        accused, accuser = first_party(scene, on.end(), end, cue), speaker_of_cue(scene, cue)
    elif link:
        thing = scene.trim(cue.span.end, link.start())
        about = scene.trim(link.end(), end)
        if thing and scene.has_verb(thing):
            comma = scene.raw.find(",", cue.span.end, link.start())
            thing, about = (scene.trim(cue.span.end, comma) if comma > 0 else None), None
        accused, accuser = party_in(scene, thing, cue), speaker_of_cue(scene, cue)
    elif AS.search(scene.raw, cue.span.end, end):
        return None
    else:
        thing = scene.trim(cue.span.end, end)
        accused, about, accuser = party_in(scene, thing, cue), None, speaker_of_cue(scene, cue)
    plain = not passive and cue.words.lower().startswith(("accus", "blam"))
    if accused is None or (about is None and not plain):
        return None
    first = about.start if about else cue.span.start
    start = min(cue.span.start, first, start_of(accuser, cue), start_of(accused, cue))
    span = Span(start, max(end, cue.span.end))
    return _accusation(scene, cue, span, accuser, accused, about)


def _accusation(
    scene: Scene,
    cue: Mention,
    span: Span,
    accuser: Sourced[Actor] | None,
    accused: Sourced[Actor],
    about: Span | None,
) -> Claim:
    """Make the claim of an accusation: it stands on the accuser's word."""
    return make(
        scene,
        cue,
        ClaimKind.ACCUSATION,
        span,
        speaker=accuser,
        initiator=accuser,
        target=accused,
        about=about,
    )


def _agent(scene: Scene, verb: int, cue: Mention, stop: int) -> Sourced[Actor] | None:
    """Give the party behind the "by" of a passive verb, up to `stop`."""
    agent = scene.by(verb)
    if agent is None:
        return None
    start = scene.phrase(agent).start
    return party_in(scene, scene.trim(start, stop) if start < stop else None, cue)


def hold(scene: Scene, cue: Mention) -> Claim | None:
    """Give the accusation of "held X responsible for Y"."""
    sentence = scene.sentence(cue.span.start)
    if sentence is None:
        return None
    held = [
        m
        for m in HELD.finditer(scene.raw, sentence.span.start, cue.span.start)
        if cue.span.start - m.end() < 100
    ]
    if not held:
        return None
    end = scene.end(cue.span.end, sentence)
    thing, about = scene.trim(held[-1].end(), cue.span.start), scene.trim(cue.span.end, end)
    verb = scene.head(Span(held[-1].start(), held[-1].end() - 1))
    accuser = scene.party(scene.doer(verb), rule=cue.rule) if verb is not None else None
    accused = party_in(scene, thing, cue)
    if accused is None:
        return None
    span = Span(min(held[-1].start(), start_of(accuser, cue)), max(end, cue.span.end))
    return _accusation(scene, cue, span, accuser, accused, about)


def behind(scene: Scene, cue: Mention) -> Claim | None:
    """Give the accusation of "X was behind Y", "X is responsible for Y": whoever says so accuses."""
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    end = scene.end(cue.span.end, sentence)
    about = scene.trim(cue.span.end, end)
    accused = scene.party(scene.doer(at), rule=cue.rule) or party_before(scene, cue, sentence.span.start)
    if accused is None or about is None or NONE.search(scene.raw, start_of(accused, cue), cue.span.start):
        return None
    if not any(scene.inside(kind, about) for kind in (MentionKind.EVENT, MentionKind.HARM)):
        return None
    accuser = next(iter(scene.claimants(cue.span)), None)
    if accuser and accuser.words == accused.words:
        return None
    span = Span(min(cue.span.start, start_of(accused, cue)), max(end, cue.span.end))
    return make(scene, cue, ClaimKind.ACCUSATION, span, initiator=accuser, target=accused, about=about)
