"""Claims of how things stand and change: status, trend, and series (counts of events and objects)."""

import msgspec

from tollbook.extract.claims_made import make
from tollbook.extract.claims_scene import Scene
from tollbook.extract.claims_words import PERSONS, roles_of
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.when import When

PERIODS = frozenset({"since", "last_n", "until", "range", "month", "year", "months", "years"})
FAR = 6
MEASURES = frozenset({"number", "frequency", "pace", "intensity", "scale", "rate", "tempo", "wave", "level"})
FEW = 20
"""From this many events on, a count is a series even where no period is named."""


def status(scene: Scene, cue: Mention) -> Claim | None:
    """Give a claim of who is where, or who holds what; None where no party or no place is named."""
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None:
        return None
    form = cue.cue.sets["form"] if cue.cue else ""
    end = scene.end(cue.span.end, sentence)
    behind = scene.trim(cue.span.end, end)
    if form == "under":
        owner = _first_noun(scene, behind)
        party = scene.party(owner, rule=cue.rule)
        verb = next((i for i in (at, *scene.tree.up(at)) if scene.is_verb(i)), None)
        if scene.tree.token(at).dep in {"acl", "relcl"} and scene.tree.token(at).tag == "VBN":
            return None
        subject = None if verb is None else scene.tree.child(verb, "nsubj", "nsubjpass")
        if party is None or subject is None:
            return None
        held = scene.phrase(subject)
        span = Span(min(held.start, cue.span.start), max(end, cue.span.end))
        claim = make(
            scene, cue, ClaimKind.STATUS, span, initiator=party, about=Span(held.start, max(end, held.end))
        )
        return msgspec.structs.replace(claim, place=scene.place(held, span, rule=cue.rule), event=None)
    if not scene.is_verb(at) or behind is None:
        return None
    doer = scene.patient(at) if scene.is_passive(at) else scene.doer(at)
    if doer is None and scene.is_passive(at):
        doer = scene.tree.child(at, "nsubjpass")
    party = scene.party(doer, rule=cue.rule)
    if party is None or doer is None or not _is_armed(scene, party):
        return None
    claim = make(
        scene,
        cue,
        ClaimKind.STATUS,
        Span(min(_from(party), cue.span.start), end),
        initiator=party,
        about=Span(cue.span.start, end),
    )
    if form == "control":
        thing = scene.tree.child(at, "dobj")
        roles = scene.roles(scene.phrase(thing)) if thing is not None else []
        if claim.place is None and not any(role in {"territory", "military"} for role, _ in roles):
            return None
    elif claim.place is None:
        return None
    return msgspec.structs.replace(claim, event=None, weapons=())


def trend(scene: Scene, cue: Mention) -> Claim | None:
    """Give a claim that events grow or fall in number or force; None where it is not of events."""
    sentence, at = scene.sentence(cue.span.start), scene.head(cue.span)
    if sentence is None or at is None or cue.cue is None or scene.is_possible(at):
        return None
    end = scene.end(cue.span.end, sentence)
    subject: int | None
    if cue.cue.sets["form"] == "noun":
        thing = scene.trim(cue.span.end, end)
        subject = _first_noun(scene, thing)
    else:
        verb = at if scene.is_verb(at) else next((i for i in scene.tree.up(at) if scene.is_verb(i)), at)
        done = scene.tree.child(at, "dobj") if scene.is_verb(at) else None
        if scene.tree.token(at).dep == "amod":
            subject = scene.tree.token(at).head
        elif done is not None:
            subject = done
        else:
            subject = scene.tree.child(verb, "nsubj", "nsubjpass")
        if subject is None and scene.tree.token(verb).dep in {"conj", "xcomp", "acomp", "advcl"}:
            subject = scene.doer(verb)
    if subject is None:
        return None
    whole = scene.phrase(subject, placed=True)
    if not _is_violence(scene, subject, whole):
        return None
    span = Span(min(whole.start, cue.span.start), max(end, cue.span.end))
    owner = _owner(scene, subject, cue)
    if (
        owner is None
        and cue.cue.sets["form"] == "verb"
        and scene.is_verb(at)
        and subject == scene.tree.child(at, "dobj")
    ):
        owner = scene.party(scene.doer(at), rule=cue.rule)
    claim = make(scene, cue, ClaimKind.TREND, span, initiator=owner, about=whole)
    stretch = scene.clause(span)
    when = scene.when(cue.span, stretch, rule=cue.rule)
    note = _anchor_clause(scene, when, sentence.span.end)
    return msgspec.structs.replace(
        claim,
        when=msgspec.structs.replace(when, note=note) if when and note else when,
        place=scene.place(cue.span, Span(span.start, _comma(scene, cue.span.end, span.end)), rule=cue.rule),
        direction=scene.stamp.source(cue.cue.sets["direction"], cue.span, rule=cue.rule),
    )


def _is_violence(scene: Scene, subject: int, whole: Span) -> bool:
    """Tell whether what grows or falls is an event or a tide of violence, or the number of such."""
    counted = scene.behind(subject, "of") if scene.tree.token(subject).lemma in MEASURES else None
    head = scene.tree.token(counted if counted is not None else subject).span
    reach = Span(min(whole.start, head.start), max(head.end, min(whole.end, head.end)))
    if any(m.span.end >= head.start for m in scene.inside(MentionKind.EVENT, reach)):
        return True
    return any(role in {"tide", "breach"} and span.overlaps(head) for role, span in scene.roles(reach))


def _comma(scene: Scene, start: int, end: int) -> int:
    """Give where the words behind a cue reach their first comma, at most `end`."""
    found = scene.raw.find(",", start, end)
    return found if found >= 0 else max(start, end)


def _anchor_clause(scene: Scene, when: Sourced[When] | None, end: int) -> str | None:
    """Say which words of the sentence may settle an open date: "coinciding with its war on ..."."""
    span = when.provenance.span if when else None
    if span is None or span.end >= end:
        return when.note if when else None
    rest = scene.raw[span.end : end]
    for word in ("coinciding with", "since the", "when the", "after the start of", "following the"):
        found = rest.find(word)
        if 0 <= found < 20:
            clause = rest[found:].split(", ")[0].rstrip(" .")
            return f"the clause “{clause}” may settle which is meant" + (
                f"; {when.note}" if when and when.note else ""
            )
    return when.note if when else None


def counted_noun(scene: Scene, quantity: Mention) -> tuple[str, Span, Mention | None] | None:
    """Give what a quantity counts where that is an event or object, never people.

    The answer is its role ("event", "munition", "territory", ...), the words, and the event mention.
    """
    tokens = scene.tokens(quantity.span)
    if not tokens:
        return None
    start = tokens[-1] + 1
    first = scene.tree.token(tokens[0])
    for i in range(start, min(start + FAR, len(scene.text.tokens))):
        token = scene.tree.token(i)
        if token.sentence != first.sentence or token.quantity is not None:
            return None
        if lexicon(PERSONS).find(token.text):
            return None
        if token.pos not in {"NOUN", "PROPN", "ADJ", "ADP", "DET"} and token.tag not in {
            "VBN",
            "VBG",
            "HYPH",
        }:
            return None
        if token.pos == "ADP" and token.text.lower() != "of":
            return None
        plural = token.tag in {"NNS", "NNPS"} or token.text.lower().endswith("s")
        if not plural:
            continue
        for mention in scene.inside(MentionKind.EVENT, Span(quantity.span.end, token.span.end)):
            if mention.span.end == token.span.end and mention.cue and mention.cue.sets["use"] == "anchor":
                return "event", Span(scene.tree.token(start).span.start, token.span.end), mention
        for role, span in scene.roles(Span(quantity.span.end, token.span.end)):
            if span.end == token.span.end and role not in {"saying", "tide"}:
                words = Span(scene.tree.token(start).span.start, span.end)
                return ("event" if role == "breach" else role), words, None
    return None


def is_series(scene: Scene, quantity: Mention, noun: Span) -> bool:
    """Tell whether a count of events runs over a longer time: a period, or many at once."""
    if quantity.quantity is None:
        return False
    count = quantity.quantity.count
    clause = scene.clause(noun)
    dates = [m.date for m in scene.inside(MentionKind.DATE, clause) if m.date]
    return max(count.low or 0, count.high or 0) >= FEW or any(
        d.form in PERIODS or d.inner or d.until for d in dates
    )


def series(scene: Scene, quantity: Mention, noun: Span, event: Mention | None) -> Claim | None:
    """Give the claim that so many events or objects came about; the count is never one of people."""
    sentence, at = scene.sentence(noun.start), scene.head(noun)
    if sentence is None or at is None or quantity.quantity is None:
        return None
    last = scene.tokens(noun)[-1]
    governor = next((i for i in scene.tree.up(last) if scene.is_verb(i)), None)
    initiator = _owner(scene, last, quantity)
    if initiator is None:
        by = scene.by(last)
        initiator = scene.party(by, rule="series.by")
    if initiator is None and governor is not None:
        mine = scene.tree.child(governor, "nsubj", "nsubjpass")
        own = mine is not None and scene.tree.phrase(mine).overlaps(quantity.span)
        doer = scene.by(governor) if own else scene.doer(governor)
        initiator = scene.party(doer, rule="series.subject")
    clause = scene.clause(Span(quantity.span.start, noun.end))
    claim = make(scene, quantity, ClaimKind.SERIES, clause, initiator=initiator)
    if initiator and any(c.words == initiator.words for c in claim.claimants):
        claim = msgspec.structs.replace(claim, initiator=None)
    sets = event.cue.sets if event and event.cue else {}
    return msgspec.structs.replace(
        claim,
        event=scene.stamp.source(sets["event"], event.span, rule=event.rule)
        if event and "event" in sets
        else None,
        amount=scene.stamp.source(quantity.quantity.count, quantity.span, rule=quantity.rule),
        counted=noun.of(scene.raw),
        place=scene.place(noun, clause, rule="series.place"),
        when=scene.when(noun, clause, rule="series.when"),
        target=target_behind(scene, noun, sentence.span.end),
    )


def target_behind(scene: Scene, after: Span, end: int) -> Sourced[Actor] | None:
    """Give what "targeting", "hitting" or "against" behind an event word point at."""
    for i in scene.tokens(Span(after.end, end)) if end > after.end else ():
        token = scene.tree.token(i)
        if token.text.lower() in {"targeting", "hitting", "striking", "against", "targeted"}:
            found = scene.tree.child(i, "dobj", "pobj")
            return scene.party(found, rule="target.behind")
    return None


def _owner(scene: Scene, noun: int, cue: Mention) -> Sourced[Actor] | None:
    """Give the party named in front of an event noun: "Israeli strikes", "the army's shelling"."""
    phrase = scene.tree.phrase(noun)
    head = scene.tree.token(noun).span
    for mention in scene.inside(MentionKind.ACTOR, phrase):
        if mention.span.end <= head.start or mention.span.overlaps(head):
            return scene.party_of(mention.span, None, rule=cue.rule)
    poss = scene.tree.child(noun, "poss")
    return scene.party(poss, rule=cue.rule)


def _first_noun(scene: Scene, span: Span | None) -> int | None:
    if span is None:
        return None
    for i in scene.tokens(span):
        token = scene.tree.token(i)
        light = token.dep in {"compound", "amod", "nmod", "poss", "det"}
        if token.pos in {"NOUN", "PROPN"} and not light:
            return i
        if scene.is_verb(i) and i > scene.tokens(span)[0]:
            return None
    return None


def _is_armed(scene: Scene, party: Sourced[Actor]) -> bool:
    span = party.provenance.span
    known = scene.inside(MentionKind.ACTOR, span) if span else []
    kinds = {m.actor.kind for m in known if m.actor}
    return bool(roles_of(party.words) & {"state", "rebel", "armed"}) or bool(
        kinds - {ActorKind.MEDIA, ActorKind.MONITOR, ActorKind.AID, ActorKind.CIVILIANS}
    )


def _from(party: Sourced[Actor]) -> int:
    return party.provenance.span.start if party.provenance.span else 0
