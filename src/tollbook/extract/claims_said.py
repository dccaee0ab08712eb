"""Claims made in words: accusation, denial, claim of responsibility, description.

Each function takes a cue ("accused", "denied", ...) in its scene and gives a claim, or None where the
cue's parties do not stand where its form wants them.
"""

import re

from tollbook.extract.claims_accused import accuse, behind, hold
from tollbook.extract.claims_made import make, party_before, party_in, speaker_of_cue, start_of
from tollbook.extract.claims_scene import Scene
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Stance
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span

AS = re.compile(r"\sas\s(?!well\s)", re.IGNORECASE)
QUOTED = re.compile(r"[\"“]([^\"“”]{2,300})[\"”]")
BE = re.compile(r"\s(?:is|are|was|were|as)\s(?:[a-z]{2,15}\s)?$", re.IGNORECASE)
NONE = re.compile(r"\b(?:no|nobody|none|neither|not|never|yet to|hasn't|haven't|without)\b", re.IGNORECASE)
DETERMINED = re.compile(r"\s+(?:an?|the)\s", re.IGNORECASE)
AFTER_FOR = re.compile(r"\s*(?:for\s+)?", re.IGNORECASE)


def said(scene: Scene, cue: Mention) -> Claim | None:
    """Give the claim that a statement's cue makes, or None."""
    form = cue.cue.sets["form"] if cue.cue else ""
    if form == "accuse":
        return accuse(scene, cue) or _describe(scene, cue, "as")
    if form == "hold":
        return hold(scene, cue)
    if form == "behind":
        return behind(scene, cue)
    if form in {"deny", "reject", "untrue"}:
        return _deny(scene, cue, form)
    if form == "claim":
        return _responsibility(scene, cue)
    if form in {"as", "call"}:
        return _describe(scene, cue, form)
    return None


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
        speaker = speaker_of_cue(scene, cue)
        if about is None or speaker is None:
            return None
        if form == "reject" and not _is_saying(scene, about):
            return None
    span = Span(min(cue.span.start, start_of(speaker, cue), about.start), max(end, cue.span.end))
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
    speaker = speaker_of_cue(scene, cue) or party_before(scene, cue, sentence.span.start)
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
    span = Span(min(cue.span.start, start_of(speaker, cue)), max(end, cue.span.end))
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
    speaker = scene.party(scene.by(at), rule=cue.rule) if passive else speaker_of_cue(scene, cue)
    if about is None or speaker is None or (thing is None and not passive):
        return None
    target = scene.party(scene.patient(at), rule=cue.rule) if passive else party_in(scene, thing, cue)
    if target is None:
        return None
    span = Span(min(cue.span.start, start_of(speaker, cue)), max(about.end, cue.span.end))
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
