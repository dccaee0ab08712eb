"""How a claim is made from a cue and its parts, and where its parties stand."""

from tollbook.extract.claims_scene import PRONOUNS, Scene
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Stance
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor


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


def speaker_of_cue(scene: Scene, cue: Mention) -> Sourced[Actor] | None:
    """Give who speaks the cue's verb; without a subject, whoever the passage is put on."""
    at = scene.head(cue.span)
    if at is None:
        return None
    doer = scene.doer(at) if scene.is_verb(at) else None
    if doer is not None and scene.inside(MentionKind.EVENT, scene.tree.token(doer).span):
        doer = None
    found = scene.party(doer, rule=cue.rule)
    return found or next(iter(scene.claimants(cue.span)), None)


def party_in(scene: Scene, span: Span | None, cue: Mention) -> Sourced[Actor] | None:
    """Give the party that `span` names; a clause or a pronoun names none."""
    if span is None or span.end - span.start > 160 or scene.has_verb(span):
        return None
    first = span.of(scene.raw).split()[0].lower()
    return None if first in PRONOUNS else scene.party_of(span, scene.head(span), rule=cue.rule)


def first_party(scene: Scene, start: int, end: int, cue: Mention) -> Sourced[Actor] | None:
    """Give the party of the first noun phrase between two characters."""
    span = scene.trim(start, end)
    for i in scene.tokens(span) if span else ():
        if scene.tree.token(i).pos in {"NOUN", "PROPN"} and scene.tree.token(i).dep not in {
            "compound",
            "amod",
        }:
            return scene.party(i, rule=cue.rule)
    return None


def party_before(scene: Scene, cue: Mention, start: int) -> Sourced[Actor] | None:
    """Where the parse gives no subject: the actor named nearest before the cue."""
    if start >= cue.span.start:
        return None
    found = scene.inside(MentionKind.ACTOR, Span(start, cue.span.start))
    return scene.party_of(found[-1].span, None, rule=cue.rule) if found else None


def start_of(party: Sourced[Actor] | None, cue: Mention) -> int:
    """Give where a party's words start, or the cue's where there is no party."""
    span = party.provenance.span if party else None
    return span.start if span else cue.span.start
