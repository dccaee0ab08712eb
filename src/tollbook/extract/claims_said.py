"""Claims made in words: accusation, denial, claim of responsibility, description.

Each function takes a cue ("accused", "denied", ...) in its scene and gives a claim, or None where the
cue's parties do not stand where its form wants them.
"""

import re

from tollbook.extract.claims_scene import PRONOUNS, Scene
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Stance
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor

LINK = re.compile(r"\s(?:of|for|over|with)\s", re.IGNORECASE)
ON = re.compile(r"\son\s", re.IGNORECASE)
AS = re.compile(r"\sas\s(?!well\s)", re.IGNORECASE)
HELD = re.compile(r"\b(?:held|hold|holds|holding)\s", re.IGNORECASE)
QUOTED = re.compile(r"[\"“]([^\"“”]{2,300})[\"”]")
BE = re.compile(r"\s(?:is|are|was|were|as)\s(?:[a-z]{2,15}\s)?$", re.IGNORECASE)
NONE = re.compile(r"\b(?:no|nobody|none|neither|not|never|yet to|hasn't|haven't|without)\b", re.IGNORECASE)
DETERMINED = re.compile(r"\s+(?:an?|the)\s", re.IGNORECASE)
AFTER_FOR = re.compile(r"\s*(?:for\s+)?", re.IGNORECASE)


def said(scene: Scene, cue: Mention) -> Claim | None:
    """Give the claim that a statement's cue makes, or None."""
    form = cue.cue.sets["form"] if cue.cue else ""
    if form == "accuse":
        return _accuse(scene, cue)
    if form == "hold":
        return _hold(scene, cue)
    if form == "behind":
        return _behind(scene, cue)
    if form in {"deny", "reject", "untrue"}:
        return _deny(scene, cue, form)
    if form == "claim":
        return _responsibility(scene, cue)
    if form in {"as", "call"}:
        return _describe(scene, cue, form)
    return None


def make(
    scene: Scene,
    cue: Mention,
    kind: ClaimKind,
    span: Span,
    *,
    speaker: Sourced[Actor] | None = None,
    initiator: Sourced[Actor] | None = None,
    target: Sourced[Actor] | None = None,
    about: Span | None = None,
    stance: Sourced[Stance] | None = None,
) -> Claim:
    """Make a claim from its parts; the speaker stands before those whom the report cites for it."""
    claimants = scene.claimants(cue.span)
    if speaker and all(c.words != speaker.words for c in claimants):
        claimants = (speaker, *claimants)
    reach = about or span
    return Claim(
        id=anchor_id(scene.text.report.id, kind.value, cue.span),
        report=scene.text.report.id,
        kind=kind,
        span=span,
        quote=Quote.of(scene.raw, span),
        stance=stance or scene.stance(cue.span),
        claimants=claimants,
        initiator=initiator,
        target=target,
        about=scene.stamp.source(about.of(scene.raw), about, rule=cue.rule) if about else None,
        place=scene.place(cue.span, reach, rule=cue.rule),
        when=scene.when(cue.span, reach, rule=cue.rule),
        weapons=scene.weapons(reach),
        event=event_in(scene, reach),
    )


def event_in(scene: Scene, span: Span) -> Sourced[str] | None:
    """Give the kind of the first event word inside `span` that names one."""
    for mention in scene.inside(MentionKind.EVENT, span):
        sets = mention.cue.sets if mention.cue else {}
        if "event" in sets and sets.get("use") == "anchor":
            basis = Basis.INFERRED if "generic" in sets else Basis.STATED
            return scene.stamp.source(sets["event"], mention.span, rule=mention.rule, basis=basis)
    return None


def _speaker(scene: Scene, cue: Mention) -> Sourced[Actor] | None:
    """Give who speaks the cue's verb; without a subject, whoever the passage is put on."""
    at = scene.head(cue.span)
    if at is None:
        return None
    doer = scene.doer(at) if scene.is_verb(at) else None
    if doer is not None and scene.inside(MentionKind.EVENT, scene.tree.token(doer).span):
        doer = None
    found = scene.party(doer, rule=cue.rule)
    return found or next(iter(scene.claimants(cue.span)), None)


def _accuse(scene: Scene, cue: Mention) -> Claim | None:
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
        accused, accuser = _first_party(scene, on.end(), end, cue), _agent(scene, at, cue, end)
        thing = scene.patient(at)
        about = scene.phrase(thing) if thing is not None else None
        end = accused.provenance.span.end if accused and accused.provenance.span else end
    elif passive:
        accused = scene.party(scene.patient(at), rule=cue.rule)
        accuser = _agent(scene, at, cue, link.start() if link else end)
        about = scene.trim(link.end(), end) if link else None
    elif on and cue.words.lower().startswith("blam") and (not link or on.start() < link.start()):
        about = scene.trim(cue.span.end, on.start())
        accused, accuser = _first_party(scene, on.end(), end, cue), _speaker(scene, cue)
    elif link:
        thing = scene.trim(cue.span.end, link.start())
        about = scene.trim(link.end(), end)
        if thing and scene.has_verb(thing):
            comma = scene.raw.find(",", cue.span.end, link.start())
            thing, about = (scene.trim(cue.span.end, comma) if comma > 0 else None), None
        accused, accuser = _party_in(scene, thing, cue), _speaker(scene, cue)
    elif AS.search(scene.raw, cue.span.end, end):
        return _describe(scene, cue, "as")
    else:
        thing = scene.trim(cue.span.end, end)
        accused, about, accuser = _party_in(scene, thing, cue), None, _speaker(scene, cue)
    plain = not passive and cue.words.lower().startswith(("accus", "blam"))
    if accused is None or (about is None and not plain):
        return None
    first = about.start if about else cue.span.start
    start = min(cue.span.start, first, _start(accuser, cue), _start(accused, cue))
    span = Span(start, max(end, cue.span.end))
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
    return _party_in(scene, scene.trim(start, stop) if start < stop else None, cue)


def _hold(scene: Scene, cue: Mention) -> Claim | None:
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
    accused = _party_in(scene, thing, cue)
    if accused is None:
        return None
    span = Span(min(held[-1].start(), _start(accuser, cue)), max(end, cue.span.end))
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


def _behind(scene: Scene, cue: Mention) -> Claim | None:
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    end = scene.end(cue.span.end, sentence)
    about = scene.trim(cue.span.end, end)
    accused = scene.party(scene.doer(at), rule=cue.rule) or _party_before(scene, cue, sentence.span.start)
    if (
        accused is None
        or about is None
        or NONE.search(scene.raw, accused.provenance.span.start, cue.span.start)
    ):
        return None
    if not any(scene.inside(kind, about) for kind in (MentionKind.EVENT, MentionKind.HARM)):
        return None
    accuser = next(iter(scene.claimants(cue.span)), None)
    if accuser and accuser.words == accused.words:
        return None
    span = Span(min(cue.span.start, _start(accused, cue)), max(end, cue.span.end))
    return make(scene, cue, ClaimKind.ACCUSATION, span, initiator=accuser, target=accused, about=about)


def _deny(scene: Scene, cue: Mention, form: str) -> Claim | None:
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    end = scene.end(cue.span.end, sentence)
    about = _after_date(scene, scene.trim(cue.span.end, end))
    if form == "untrue":
        be = BE.search(scene.raw, sentence.span.start, cue.span.start)
        about = scene.trim(sentence.span.start, be.start() if be else cue.span.start)
        speaker = next(iter(scene.claimants(cue.span)), None)
        if about is None or (speaker is None and not any(r == "saying" for r, _ in scene.roles(about))):
            return None
        end = cue.span.end
    elif not scene.is_verb(at) or scene.is_passive(at) or scene.is_possible(at):
        return None
    else:
        speaker = _speaker(scene, cue)
        if about is None or speaker is None:
            return None
        if form == "reject" and not _is_saying(scene, about):
            return None
    span = Span(min(cue.span.start, _start(speaker, cue), about.start), max(end, cue.span.end))
    denied = scene.stamp.source(Stance.DENIED, cue.span, rule=cue.rule)
    return make(
        scene, cue, ClaimKind.DENIAL, span, speaker=speaker, initiator=speaker, about=about, stance=denied
    )


def _after_date(scene: Scene, about: Span | None) -> Span | None:
    """Cut the day of a denial off the front of what is denied: "denied on Friday that ..."."""
    for mention in scene.inside(MentionKind.DATE, about) if about else ():
        if (
            about
            and mention.span.start - about.start <= 3
            and scene.raw.startswith(" that ", mention.span.end)
        ):
            return scene.trim(mention.span.end, about.end)
    return about


def _is_saying(scene: Scene, about: Span) -> bool:
    """Tell whether what is rejected begins with something said: "the report that ...", "that ..."."""
    first = Span(about.start, min(about.end, about.start + 70))
    return scene.raw.startswith("that ", about.start) or any(r == "saying" for r, _ in scene.roles(first))


def _responsibility(scene: Scene, cue: Mention) -> Claim | None:
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    end = scene.end(cue.span.end, sentence)
    before = (
        Span(max(sentence.span.start, cue.span.start - 60), cue.span.start) if cue.span.start else cue.span
    )
    speaker = _speaker(scene, cue) or _party_before(scene, cue, sentence.span.start)
    first = speaker.provenance.span.start if speaker and speaker.provenance.span else before.start
    if speaker is None or NONE.search(scene.raw, min(first, cue.span.start), cue.span.start):
        return None
    skip = AFTER_FOR.match(scene.raw, cue.span.end, end)
    about = scene.trim(skip.end() if skip else cue.span.end, end)
    if cue.words.lower().endswith(
        ("attack", "attacks", "bombing", "assault", "killing", "ambush", "raid", "blast")
    ):
        about = scene.trim(cue.span.start + cue.words.index(" ") + 1, end)
    if cue.words.lower().endswith(" by"):
        about = None
    span = Span(min(cue.span.start, _start(speaker, cue)), max(end, cue.span.end))
    return make(scene, cue, ClaimKind.RESPONSIBILITY, span, speaker=speaker, initiator=speaker, about=about)


def _describe(scene: Scene, cue: Mention, form: str) -> Claim | None:
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    end = sentence.span.end
    link = AS.search(scene.raw, cue.span.end, min(end, cue.span.end + 160))
    quoted = QUOTED.search(scene.raw, cue.span.end, min(end, cue.span.end + 160))
    if link and (form == "as" or not quoted or link.start() < quoted.start()):
        thing, start = scene.trim(cue.span.end, link.start()), link.end()
    elif form == "call" and quoted:
        thing, start = scene.trim(cue.span.end, quoted.start()), quoted.start()
    elif form == "call" and (second := _second_noun(scene, cue.span.end, end)):
        thing, start = scene.trim(cue.span.end, second), second
    else:
        return None
    about = scene.trim(start, scene.end(start, sentence))
    passive = scene.is_verb(at) and scene.is_passive(at)
    speaker = scene.party(scene.by(at), rule=cue.rule) if passive else _speaker(scene, cue)
    if about is None or speaker is None or (thing is None and not passive):
        return None
    target = scene.party(scene.patient(at), rule=cue.rule) if passive else _party_in(scene, thing, cue)
    if target is None:
        return None
    span = Span(min(cue.span.start, _start(speaker, cue)), max(about.end, cue.span.end))
    return make(
        scene,
        cue,
        ClaimKind.DESCRIPTION,
        span,
        speaker=speaker,
        initiator=speaker,
        target=target,
        about=about,
    )


def _second_noun(scene: Scene, start: int, end: int) -> int | None:
    """Find where the second of two noun phrases begins: "called the raid | a crime"."""
    found = [m.start() + 1 for m in DETERMINED.finditer(scene.raw, start, min(end, start + 90))]
    if not found:
        return None
    second = found[1] if found[0] <= start + 1 and len(found) > 1 else found[0]
    between = scene.raw[start:second]
    blocked = " of " in between[-5:] or " in " in between[-5:] or "," in between
    return None if blocked or not between.strip() else second


def _party_in(scene: Scene, span: Span | None, cue: Mention) -> Sourced[Actor] | None:
    if span is None or span.end - span.start > 160 or scene.has_verb(span):
        return None
    first = span.of(scene.raw).split()[0].lower()
    return None if first in PRONOUNS else scene.party_of(span, scene.head(span), rule=cue.rule)


def _first_party(scene: Scene, start: int, end: int, cue: Mention) -> Sourced[Actor] | None:
    """Give the party of the first noun phrase between two characters."""
    span = scene.trim(start, end)
    for i in scene.tokens(span) if span else ():
        if scene.tree.token(i).pos in {"NOUN", "PROPN"} and scene.tree.token(i).dep not in {
            "compound",
            "amod",
        }:
            return scene.party(i, rule=cue.rule)
    return None


def _party_before(scene: Scene, cue: Mention, start: int) -> Sourced[Actor] | None:
    """Where the parse gives no subject: the actor named nearest before the cue."""
    if start >= cue.span.start:
        return None
    found = scene.inside(MentionKind.ACTOR, Span(start, cue.span.start))
    return scene.party_of(found[-1].span, None, rule=cue.rule) if found else None


def _start(party: Sourced[Actor] | None, cue: Mention) -> int:
    span = party.provenance.span if party else None
    return span.start if span else cue.span.start
