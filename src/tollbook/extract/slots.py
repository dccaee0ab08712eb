"""Slots: what a figure says besides its number - whom, whose, where, when, by whom, over how long."""

import re
from collections.abc import Callable, Sequence

from tollbook.extract.candidates import Form, Index
from tollbook.extract.govern import Governed
from tollbook.model.figure import Scope, Stance, Status, Trait
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind, Place, PlaceRelation
from tollbook.model.text import Qualifier, SentenceRole, Text
from tollbook.model.tree import Tree
from tollbook.model.when import DateExpression, When

SCOPES = "lexicon/en/scopes.yaml"
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
TWO_SIDED = re.compile(r"\b(?:clash(?:es|ed)?|fighting|battles?|fought|firefight|exchange of fire|crossfire)\b")
BY = re.compile(r"\bby (?:the )?$")
LOOSE = frozenset({"person.others", "person.dead", "person.men"})
ResolveDate = Callable[[DateExpression], When | None]


class Slots:
    """Fills the slots of the figures of one text."""

    def __init__(self, text: Text, tree: Tree, index: Index, resolve_date: ResolveDate) -> None:
        """Keep the text and its mentions by sentence."""
        self.text, self.tree, self.index, self.resolve_date = text, tree, index, resolve_date
        self.stamp = text.stamp()
        self.places = text.of(MentionKind.PLACE)
        self.dates = text.of(MentionKind.DATE)
        self.actors = text.of(MentionKind.ACTOR)

    def status(
        self, governed: Governed, before: Sequence[tuple[Governed, Sourced[Status]]]
    ) -> Sourced[Status]:
        """Give the status that the figure's own sentence gives, a noun left out included."""
        candidate = governed.candidate
        armed = [m for m in self._inside(candidate.span) if m.actor and m.actor.kind in ARMED]
        noun = candidate.noun
        if noun and noun.cue and noun.cue.sets["status"] != "unknown":
            status = Status(noun.cue.sets["status"])
            if status is Status.CIVILIAN or not armed:
                return self.stamp.source(status, noun.span, rule=noun.rule)
        words = candidate.span.of(self.text.report.text).lower()
        if "civilian" in words:
            return self.stamp.source(Status.CIVILIAN, candidate.span, rule="status.civilian_modifier")
        if armed and (noun is None or noun.rule != "person.people"):
            return self.stamp.source(Status.COMBATANT, armed[0].span, rule="status.armed_actor")
        left_out = noun is None or noun.rule in {"person.others", "person.dead"}
        if left_out and before:
            other, status_before = before[-1]
            near = self.tree.token(other.candidate.head).sentence == self.tree.token(candidate.head).sentence
            if near and governed.container is None and status_before.value is not Status.UNKNOWN:
                return self.stamp.source(
                    status_before.value,
                    other.candidate.span,
                    rule="status.noun_left_out",
                    basis=Basis.INFERRED,
                )
        if noun is None or noun.rule == "person.people":
            kinds = self._kinds_in_sentence(governed)
            if (
                kinds == {Status.CIVILIAN, Status.COMBATANT}
                and noun is not None
                and self._lists_kinds(governed)
            ):
                return self.stamp.source(Status.MIXED, candidate.span, rule="status.both_in_sentence")
        return self.stamp.source(Status.UNKNOWN, candidate.span, rule="status.not_said")

    def _kinds_in_sentence(self, governed: Governed) -> set[Status]:
        sentence = self.text.sentences[self.tree.token(governed.candidate.head).sentence]
        return {
            Status(m.cue.sets["status"])
            for m in self.text.of(MentionKind.PERSON)
            if m.cue and sentence.span.holds(m.span) and m.cue.sets["status"] != "unknown"
        }

    def _lists_kinds(self, governed: Governed) -> bool:
        """Tell whether the words right behind the figure open a list of kinds of people."""
        token = self.tree.token(governed.candidate.last)
        rest = self.text.report.text[token.span.end : token.span.end + 60].lower()
        return any(word in rest for word in ("including", "among them", "both", "mostly"))

    def traits(self, governed: Governed) -> tuple[Sourced[Trait], ...]:
        """Give the traits that the figure's own words say."""
        out: dict[Trait, Sourced[Trait]] = {}
        for mention in self.text.of(MentionKind.PERSON):
            if mention.cue and governed.candidate.span.holds(mention.span) and "trait" in mention.cue.sets:
                trait = Trait(mention.cue.sets["trait"])
                out.setdefault(trait, self.stamp.source(trait, mention.span, rule=mention.rule))
        words = governed.candidate.span.of(self.text.report.text).lower()
        if "foreign" in words.split() and Trait.FOREIGN not in out:
            out[Trait.FOREIGN] = self.stamp.source(
                Trait.FOREIGN, governed.candidate.span, rule="trait.foreign_modifier"
            )
        return tuple(out.values())

    def name(self, governed: Governed) -> Sourced[str] | None:
        """Give the name of a named victim."""
        span = governed.candidate.name
        return self.stamp.source(span.of(self.text.report.text), span, rule="name.words") if span else None

    def _inside(self, span: Span) -> list[Mention]:
        return [m for m in self.actors if m.span.overlaps(span)]

    def side(self, governed: Governed) -> Sourced[Actor] | None:
        """Give the party of the harmed: named in the figure's words, or right behind them ("from X")."""
        candidate = governed.candidate
        if candidate.noun and candidate.noun.cue and candidate.noun.cue.sets["status"] == "civilian":
            return None
        if "allied" in candidate.span.of(self.text.report.text).lower().split():
            return self._allied(governed)
        for mention in self._inside(candidate.span):
            if mention.actor and (mention.actor.registry or mention.actor.kind in ARMED):
                if self._only_loaded(mention):
                    continue
                return self.stamp.source(mention.actor, mention.span, rule=mention.rule)
        if governed.rule == "govern.object" and governed.harm.rule == "harm.lose.people":
            subject = self.tree.child(governed.verb, "nsubj")
            if subject is not None:
                return self._actor(self.tree.phrase(subject), "side.who_lost")
        if governed.candidate.form is Form.NAME:
            return self._of_named(governed)
        after = self.tree.token(candidate.last).span.end
        for mention in self.actors:
            gap = self.text.report.text[after : mention.span.start] if mention.span.start >= after else ""
            if (
                gap
                and len(gap) < 16
                and gap.strip().lower() in {"from", "of", "from the", "of the", "belonging to", "loyal to"}
            ):
                return self._actor(mention.span, "side.from")
        return None

    def _of_named(self, governed: Governed) -> Sourced[Actor] | None:
        """Give the party of a named person: the armed actor in the words that describe the person."""
        sentence = self.text.sentences[self.tree.token(governed.candidate.head).sentence]
        verb = self.tree.token(governed.verb).span
        for mention in self.actors:
            between = governed.candidate.span.end <= mention.span.start and mention.span.end <= verb.start
            if between and sentence.span.holds(mention.span) and mention.actor and mention.actor.kind in ARMED:
                return self.stamp.source(mention.actor, mention.span, rule="side.of_named")
        return None

    def _allied(self, governed: Governed) -> Sourced[Actor] | None:
        """Read "18 allied fighters": the party is that of the actor named nearest before, as its ally."""
        span = governed.candidate.span
        at = self.text.report.text.lower().find("allied", span.start, span.end)
        before = [m for m in self.actors if m.span.end <= span.start and m.actor and m.actor.registry]
        related = before[-1].actor.label if before and before[-1].actor else None
        label = f"allied with {related}" if related else "allied fighters"
        actor = Actor(name="allied", label=label, relation="allied with", related=related)
        return self.stamp.source(actor, Span(at, at + 6), rule="side.allied", basis=Basis.INFERRED)

    def _only_loaded(self, mention: Mention) -> bool:
        persons = [m for m in self.text.of(MentionKind.PERSON) if mention.span.holds(m.span)]
        whole = {m.span for m in persons if m.cue and "loaded" in m.cue.sets}
        return mention.span in whole

    def _actor(self, span: Span, rule: str) -> Sourced[Actor]:
        words = span.of(self.text.report.text)
        inside = [m for m in self.actors if m.span.overlaps(span) and m.actor]
        if inside and inside[0].actor:
            known = inside[0].actor
            span = inside[0].span if inside[0].span.holds(span) or not span.holds(inside[0].span) else span
            words = span.of(self.text.report.text)
            actor = Actor(
                name=words,
                label=known.label,
                kind=known.kind,
                registry=known.registry,
                country=known.country,
                relation=known.relation,
                related=known.related,
            )
        else:
            actor = Actor(name=words, label=words)
        return self.stamp.source(actor, span, rule=rule)

    def perpetrator(self, governed: Governed, avoid: Sequence[Span]) -> Sourced[Actor] | None:
        """Give who did the harm, from the figure's own sentence: agent, subject, or whose attack it was."""
        tree, verb = self.tree, governed.verb
        agent = tree.child(verb, "agent")
        if agent is not None and (whom := tree.child(agent, "pobj")) is not None:
            return self._doer(tree.phrase(whom), "perpetrator.by", avoid)
        subject = tree.child(verb, "nsubj")
        if governed.rule == "govern.object" and subject is not None:
            found = self._doer(tree.phrase(subject), "perpetrator.subject", avoid)
            if found:
                return found
        if governed.rule in {"govern.object", "govern.left"} and subject is None:
            for up in tree.up(verb):
                subject = tree.child(up, "nsubj", "nsubjpass")
                if subject is not None and subject < verb:
                    found = self._doer(tree.phrase(subject), "perpetrator.clause", avoid)
                    if found:
                        return found
        sentence = self.text.sentences[tree.token(governed.candidate.head).sentence]
        raw = sentence.span.of(self.text.report.text).lower()
        if two_sided(raw):
            return None
        for mention in self.actors:
            lead = self.text.report.text[max(sentence.span.start, mention.span.start - 8) : mention.span.start]
            if sentence.span.holds(mention.span) and BY.search(lead) and self._may_do(mention, avoid):
                return self._actor(mention.span, "perpetrator.by_in_sentence")
        for event in self.text.of(MentionKind.EVENT):
            if sentence.span.holds(event.span):
                for mention in self.actors:
                    gap = event.span.start - mention.span.end
                    if (mention.span.overlaps(event.span) or 0 <= gap <= 24) and self._may_do(mention, avoid):
                        between = self.text.report.text[mention.span.end : event.span.start]
                        if "." not in between and "," not in between and " and " not in between:
                            return self._actor(mention.span, "perpetrator.whose_attack")
        return None

    def _may_do(self, mention: Mention, avoid: Sequence[Span]) -> bool:
        if mention.actor is None or any(mention.span.overlaps(span) for span in avoid):
            return False
        return mention.actor.kind in ARMED or mention.actor.kind in {ActorKind.GOVERNMENT, ActorKind.UNKNOWN}

    def _doer(self, span: Span, rule: str, avoid: Sequence[Span]) -> Sourced[Actor] | None:
        inside = [m for m in self.actors if m.span.overlaps(span)]
        able = [m for m in inside if self._may_do(m, avoid)]
        if able:
            whole = Span(min(m.span.start for m in able[:1]), max(m.span.end for m in able[:1]))
            return self._actor(whole, rule)
        return None

    def place(self, governed: Governed) -> Sourced[Place] | None:
        """Give the place of the harm: of the figure's own sentence, else the nearest one before."""
        near = self._nearest(self.places, governed)
        if near is None or near.place is None:
            return None
        near = self._with_neighbours(near)
        if near.place is None:
            return None
        own = self.text.sentences[self.tree.token(governed.candidate.head).sentence].span.holds(near.span)
        return self.stamp.source(
            near.place,
            near.span,
            rule="place.own_sentence" if own else "place.nearest_before",
            basis=Basis.STATED if own else Basis.INFERRED,
        )

    def _with_neighbours(self, near: Mention) -> Mention:
        """Join places that a list names together: "western Aleppo and eastern Idlib Province" is one area."""
        listed = [near]
        for mention in self.places:
            gap = (
                self.text.report.text[listed[-1].span.end : mention.span.start]
                if mention.span.start >= listed[-1].span.end
                else self.text.report.text[mention.span.end : listed[0].span.start]
                if mention.span.end <= listed[0].span.start
                else "."
            )
            if gap.strip(" ,").lower() in {"and", ""} and gap.strip() and len(gap) < 8:
                listed = sorted([*listed, mention], key=lambda m: m.span.start)
        if len(listed) == 1:
            return near
        span = Span(listed[0].span.start, listed[-1].span.end)
        best = tuple(m.place.best for m in listed if m.place and m.place.best)
        words = span.of(self.text.report.text)
        place = Place(name=words, relation=PlaceRelation.SEVERAL, candidates=best)
        return Mention(kind=MentionKind.PLACE, span=span, words=words, rule="place.several", place=place)

    def when(self, governed: Governed) -> Sourced[When] | None:
        """Give the days of the harm: of the figure's own sentence, else of the nearest sentence before."""
        options = [(m, self.resolve_date(m.date)) for m in self.dates if m.date]
        usable = [m for m, when in options if when and (when.start or when.end)]
        near = self._nearest(usable, governed)
        if near is None or near.date is None:
            return None
        when = self.resolve_date(near.date)
        if when is None:
            return None
        own = self.text.sentences[self.tree.token(governed.candidate.head).sentence].span.holds(near.span)
        assumed = bool(when.alternatives) or when.reason is not None
        basis = Basis.ASSUMED if assumed else Basis.STATED if own else Basis.INFERRED
        return self.stamp.source(when, near.span, rule=f"dates.{when.reading}", basis=basis, note=when.reason)

    def _nearest(self, mentions: Sequence[Mention], governed: Governed) -> Mention | None:
        anchor = governed.candidate.span
        number = self.tree.token(governed.candidate.head).sentence
        sentence = self.text.sentences[number]
        own = [m for m in mentions if sentence.span.holds(m.span) and not anchor.holds(m.span)]
        verb = self.tree.token(governed.verb).span
        if own:

            def cost(m: Mention) -> tuple[int, int]:
                behind = m.span.start >= min(anchor.start, verb.start)
                at = max(anchor.end, verb.end) if behind else min(anchor.start, verb.start)
                return (abs(m.span.start - at) + (0 if behind else 30), m.span.start)

            return min(own, key=cost)
        body = {SentenceRole.BODY, SentenceRole.TITLE}
        before = [m for m in mentions if m.span.end <= sentence.span.start]
        after = [m for m in mentions if m.span.start >= sentence.span.end]
        roles = [s for s in self.text.sentences if s.role in body]
        before = [m for m in before if any(s.span.holds(m.span) for s in roles)]
        after = [m for m in after if any(s.span.holds(m.span) for s in roles)]
        if sentence.role is SentenceRole.TITLE and after:
            return after[0]
        return before[-1] if before else (after[0] if after else None)

    def scope(self, governed: Governed, when: Sourced[When] | None) -> Sourced[Scope]:
        """Tell a total over a longer time from one attack, battle or day."""
        candidate = governed.candidate
        sentence = self.text.sentences[self.tree.token(candidate.head).sentence]
        raw = sentence.span.of(self.text.report.text)
        for match in lexicon(SCOPES).find(raw):
            return self.stamp.source(Scope.PERIOD, match.span.shift(sentence.span.start), rule=match.entry.id)
        if when and when.value.start and when.value.end and (when.value.end - when.value.start).days > 4:
            span = when.provenance.span
            if span and sentence.span.holds(span):
                return self.stamp.source(Scope.PERIOD, span, rule="scope.long_dates")
        return self.stamp.source(Scope.INCIDENT, candidate.span, rule="scope.default", basis=Basis.INFERRED)

    def stance(self, governed: Governed, qualifiers: Sequence[Qualifier]) -> Sourced[Stance]:
        """Tell what is asserted from what is doubted or denied."""
        span = governed.candidate.span
        covering = [q for q in qualifiers if q.span.overlaps(span) and q.span.start <= span.start]
        if not covering:
            return self.stamp.source(Stance.ASSERTED, span, rule="stance.asserted")
        denied = [q for q in covering if q.stance is Stance.DENIED]
        chosen = (denied or covering)[0]
        return self.stamp.source(chosen.stance, chosen.cue, rule=chosen.rule)

    def strong(self, governed: Governed) -> bool:
        """Tell whether the candidate's own form is enough to be taken for a figure."""
        return governed.candidate.form in {Form.NUMBER, Form.NONE, Form.SHARE}


def two_sided(words: str) -> bool:
    """Tell whether the words speak of fighting of two sides, where nobody alone is the doer.

    Example:
        >>> two_sided("Nine died in clashes near the dam"), two_sided("A shell killed nine")
        (True, False)
    """
    return bool(TWO_SIDED.search(words.lower()))
