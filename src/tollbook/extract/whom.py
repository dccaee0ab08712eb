"""Whom: what a figure says of the harmed - status, traits, name, and the party they belong to."""

from collections.abc import Sequence
from functools import cache

from tollbook.extract.candidates import Form
from tollbook.extract.govern import Governed
from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.model.figure import Status, Trait
from tollbook.model.lexicon import load
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.reference import Actor, ActorKind

ARMED = frozenset(
    {
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.MILITIA,
        ActorKind.COMMUNAL_MILITIA,
        ActorKind.CRIMINAL_GROUP,
        ActorKind.COALITION,
        ActorKind.EXTERNAL,
    }
)
PERSONS = "lexicon/en/persons.yaml"
OPENS_LIST = ("including", "among them", "both", "mostly")
LEFT_OUT = frozenset({"person.others", "person.dead"})


def status(
    index: Index, stamp: Stamp, item: Governed, before: Sequence[tuple[Governed, Sourced[Status]]]
) -> Sourced[Status]:
    """Give the status that the figure's own sentence gives, a noun left out included."""
    candidate, noun = item.candidate, item.candidate.noun
    armed = [m for m in index.inside(MentionKind.ACTOR, candidate.span) if m.actor and m.actor.kind in ARMED]
    if noun and noun.cue and noun.cue.sets["status"] != "unknown":
        said = Status(noun.cue.sets["status"])
        if said is Status.CIVILIAN or not armed:
            return stamp.source(said, noun.span, rule=noun.rule)
    if "civilian" in candidate.span.of(stamp.text).lower():
        return stamp.source(Status.CIVILIAN, candidate.span, rule="status.civilian_modifier")
    if armed and (noun is None or noun.rule != "person.people"):
        return stamp.source(Status.COMBATANT, armed[0].span, rule="status.armed_actor")
    if (noun is None or noun.rule in LEFT_OUT) and before and item.whole is None:
        other, known = before[-1]
        same = index.tree.token(other.candidate.head).sentence == index.tree.token(candidate.head).sentence
        if same and known.value is not Status.UNKNOWN:
            span = other.candidate.span
            return stamp.source(known.value, span, rule="status.noun_left_out", basis=Basis.INFERRED)
    if noun is not None and noun.rule == "person.people" and _both_kinds(index, stamp, item):
        return stamp.source(Status.MIXED, candidate.span, rule="status.both_in_sentence")
    return stamp.source(Status.UNKNOWN, candidate.span, rule="status.not_said")


def _both_kinds(index: Index, stamp: Stamp, item: Governed) -> bool:
    """Tell whether a list right behind the figure names civilians and combatants among its people."""
    end = index.tree.token(item.candidate.last).span.end
    if not any(word in stamp.text[end : end + 60].lower() for word in OPENS_LIST):
        return False
    persons = index.near(MentionKind.PERSON, item.candidate.head)
    return {"civilian", "combatant"} <= {m.cue.sets["status"] for m in persons if m.cue}


def traits(index: Index, stamp: Stamp, item: Governed) -> tuple[Sourced[Trait], ...]:
    """Give the traits that the figure's own words say."""
    out: dict[Trait, Sourced[Trait]] = {}
    span = item.candidate.span
    for mention in index.inside(MentionKind.PERSON, span):
        if mention.cue and span.holds(mention.span) and "trait" in mention.cue.sets:
            trait = Trait(mention.cue.sets["trait"])
            out.setdefault(trait, stamp.source(trait, mention.span, rule=mention.rule))
    for word in span.of(stamp.text).lower().split():
        if (said := _trait_words().get(word)) and said[0] not in out:
            out[said[0]] = stamp.source(said[0], span, rule=said[1])
    if "foreign" in span.of(stamp.text).lower().split():
        out.setdefault(Trait.FOREIGN, stamp.source(Trait.FOREIGN, span, rule="trait.foreign_modifier"))
    return tuple(out.values())


@cache
def _trait_words() -> dict[str, tuple[Trait, str]]:
    """Map single words to the trait they say: "woman" inside "elderly woman" says one of its own."""
    entries = [e for e in load(PERSONS).entries if "trait" in e.sets]
    return {word: (Trait(e.sets["trait"]), e.id) for e in entries for word in e.words if " " not in word}


def name(stamp: Stamp, item: Governed) -> Sourced[str] | None:
    """Give the name of a named victim."""
    span = item.candidate.name
    return stamp.source(span.of(stamp.text), span, rule="name.words") if span else None


def side(index: Index, stamp: Stamp, item: Governed, doer: Sourced[Actor] | None) -> Sourced[Actor] | None:
    """Give the party of the harmed: named in the figure's words, or beside them ("from X", "X lost").

    `doer` is who did the harm, if said: the harmed are taken not to be of that party.
    """
    candidate = item.candidate
    if candidate.noun and candidate.noun.cue and candidate.noun.cue.sets["status"] == "civilian":
        return None
    if "allied" in candidate.span.of(stamp.text).lower().split():
        return _allied(index, stamp, item)
    for mention in index.inside(MentionKind.ACTOR, candidate.span):
        party = mention.actor and (mention.actor.registry or mention.actor.kind in ARMED)
        if mention.actor and party and not _says_nothing(index, mention):
            return stamp.source(mention.actor, mention.span, rule=mention.rule)
    if item.harm.rule == "harm.lose.people":
        subject = index.tree.child(item.verb, "nsubj")
        if subject is not None:
            return actor_at(index, stamp, index.tree.phrase(subject), "side.who_lost")
    if candidate.form is Form.NAME:
        return _of_named(index, stamp, item)
    return _beside(index, stamp, item) or _nearest_named(index, stamp, item, doer)


def _nearest_named(
    index: Index, stamp: Stamp, item: Governed, doer: Sourced[Actor] | None
) -> Sourced[Actor] | None:
    """Give the party of bare "militants": the armed group named nearest, when somebody else is the doer."""
    noun = item.candidate.noun
    if not noun or not noun.cue or noun.cue.sets["status"] != "combatant" or doer is None:
        return None
    at = item.candidate.span.start
    own = index.tree.token(item.candidate.head).sentence
    near = [m for n in (own - 1, own) for m in index.by_sentence.get((MentionKind.ACTOR, n), [])]
    fitting = [
        m
        for m in near
        if m.actor and m.actor.registry and m.actor.kind in ARMED and m.actor.label != doer.value.label
    ]
    best = min(fitting, key=lambda m: abs(m.span.start - at), default=None)
    if best is None or best.actor is None:
        return None
    return stamp.source(best.actor, best.span, rule="side.nearest_named", basis=Basis.INFERRED)


def _says_nothing(index: Index, mention: Mention) -> bool:
    """Tell a group named only by bare nouns ("militants", "several soldiers"): it names no party.

    "Rebels" is a description of a party and names it.
    """
    if mention.actor and (mention.actor.registry or mention.actor.country):
        return False
    rest = mention.words.lower()
    for person in index.inside(MentionKind.PERSON, mention.span):
        if mention.span.holds(person.span) and not person.words.lower().startswith("rebel"):
            rest = rest.replace(person.words.lower(), " ")
    return all(word in words("empty") for word in rest.replace("-", " ").split())


def _of_named(index: Index, stamp: Stamp, item: Governed) -> Sourced[Actor] | None:
    """Give the party of a named person: the armed actor in the words that describe the person."""
    verb = index.tree.token(item.verb).span
    for mention in index.near(MentionKind.ACTOR, item.candidate.head):
        between = item.candidate.span.end <= mention.span.start and mention.span.end <= verb.start
        if not between or _verb_between(index, item.candidate.last, mention) or mention.actor is None:
            continue
        if mention.actor.kind in ARMED and not _says_nothing(index, mention):
            return stamp.source(mention.actor, mention.span, rule="side.of_named")
    return None


def _verb_between(index: Index, last: int, mention: Mention) -> bool:
    """Tell whether a verb parts a name from an actor: then the actor is none of the name's own words."""
    k = last + 1
    while k < len(index.tree.tokens) and index.tree.token(k).span.start < mention.span.start:
        if index.tree.token(k).pos in {"VERB", "AUX"}:
            return True
        k += 1
    return False


def _allied(index: Index, stamp: Stamp, item: Governed) -> Sourced[Actor] | None:
    """Read "18 allied fighters": the party is that of the actor named nearest before, as its ally."""
    span = item.candidate.span
    at = stamp.text.lower().find("allied", span.start, span.end)
    if at < 0:
        return None
    sentence = index.near(MentionKind.ACTOR, item.candidate.head)
    before = [m.actor for m in sentence if m.span.end <= span.start and m.actor and m.actor.kind in ARMED]
    related = before[-1].label if before else None
    label = f"allied with {related}" if related else "allied fighters"
    actor = Actor(name="allied", label=label, relation="allied with", related=related)
    return stamp.source(actor, Span(at, at + len("allied")), rule="side.allied", basis=Basis.INFERRED)


def _beside(index: Index, stamp: Stamp, item: Governed) -> Sourced[Actor] | None:
    """Read "nine men from the X Brigade": the party right behind the figure's words."""
    after = index.tree.token(item.candidate.last).span.end
    for mention in index.near(MentionKind.ACTOR, item.candidate.head):
        gap = stamp.text[after : mention.span.start] if mention.span.start > after else ""
        if len(gap) < 16 and gap.strip().lower() in words("belonging"):
            return actor_at(index, stamp, mention.span, "side.from")
    return None


def actor_at(index: Index, stamp: Stamp, span: Span, rule: str) -> Sourced[Actor]:
    """Make the actor of a phrase: the actor mention in it with its reference, else its own words."""
    inside = [m for m in index.inside(MentionKind.ACTOR, span) if m.actor]
    if inside and inside[0].actor:
        return stamp.source(inside[0].actor, inside[0].span, rule=rule)
    spoken = span.of(stamp.text)
    return stamp.source(Actor(name=spoken, label=spoken), span, rule=rule)
