"""Where and when: the place and days of a harm, and whether it is one event or a longer total."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from tollbook.extract.govern import Governed
from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.model.daylist import day_list
from tollbook.model.figure import Scope
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.raised import is_of_total
from tollbook.model.reference import Place, PlaceRelation
from tollbook.model.text import SentenceRole, Text
from tollbook.model.when import DateExpression, When

SCOPES = "lexicon/en/scopes.yaml"
ResolveDate = Callable[[DateExpression], When | None]
BEFORE_COSTS = 30
LONG = 4
LATER = 8
"""Sentences on from a harm that a first place or day in the text may stand, to be the harm's."""


class Where:
    """The places and dates of one text that a harm may be tied to, in text order."""

    def __init__(self, text: Text, index: Index, resolve_date: ResolveDate) -> None:
        """Keep the mentions that stand in sentences of the body or the title, dates resolved."""
        self.text, self.index, self.stamp = text, index, text.stamp()
        roles = {SentenceRole.BODY, SentenceRole.TITLE}
        usable = [m for m in text.mentions if text.sentences[index.number(m.span.start)].role in roles]
        self.places = [m for m in usable if m.kind is MentionKind.PLACE and m.place]
        self.read: dict[Span, When] = {}
        for mention in usable:
            when = resolve_date(mention.date) if mention.kind is MentionKind.DATE and mention.date else None
            if when and (when.start or when.end):
                self.read[mention.span] = when
        self.dates = [m for m in usable if m.kind is MentionKind.DATE and m.span in self.read]
        self.listed = day_list(text)
        self.head = self.listed and self.listed.head.date and resolve_date(self.listed.head.date)
        self.at = {m.span: n for n, m in enumerate(self.places)}
        self.wide = [m for m in self.places if m.place and m.place.best and m.place.best.feature == "country"]
        self.starts = {id(m): [x.span.start for x in m] for m in (self.places, self.dates)}

    def place(self, item: Governed, scope: Sourced[Scope]) -> Sourced[Place] | None:
        """Give the place of the harm: of the figure's own sentence, else the nearest one before."""
        near = self._nearest(self.places, item)
        if near is None:
            return None
        if scope.provenance.rule == "scope.war":
            near = self._country(item) or near
        else:
            near = self._narrowed(near)
        near = self._together(near)
        own = self.index.sentence(item.candidate.head).span.holds(near.span)
        entry = self.listed.entry(item.candidate.span) if self.listed else None
        others = self.listed and entry and near.span.start > self.listed.head.span.end
        if others and entry and not own and not entry.holds(near.span):
            return None
        heads = bool(self.listed and entry and self.listed.opens(entry, near.span, self.stamp.text))
        if near.place is None:
            return None
        rule = "place.own_sentence" if own else "place.list_entry" if heads else "place.nearest_before"
        basis = Basis.STATED if own or heads else Basis.INFERRED
        return self.stamp.source(near.place, near.span, rule=rule, basis=basis)

    def when(self, item: Governed) -> Sourced[When] | None:
        """Give the days of the harm: of the figure's own sentence, else of the nearest sentence before."""
        near = self._nearest(self.dates, item)
        entry = self.listed.entry(item.candidate.span) if self.listed else None
        if self.listed and self.head and entry and not self.listed.names_a_day(entry):
            if lexicon(SCOPES).find(self.index.words(item.candidate.head)):
                return None
            head = self.listed.head.span
            return self.stamp.source(self.head, head, rule="dates.list_head", basis=Basis.INFERRED)
        if self.listed and entry and near and not entry.holds(near.span):
            return None
        if near is None:
            return None
        when = self.read[near.span]
        own = self.index.sentence(item.candidate.head).span.holds(near.span)
        assumed = bool(when.alternatives) or when.reason is not None
        basis = Basis.ASSUMED if assumed else Basis.STATED if own else Basis.INFERRED
        return self.stamp.source(when, near.span, rule=f"dates.{when.reading}", basis=basis, note=when.reason)

    def scope(self, item: Governed, when: Sourced[When] | None) -> Sourced[Scope]:
        """Tell a total over a longer time from one attack, battle or day."""
        sentence = self.index.sentence(item.candidate.head)
        found = [
            m
            for m in lexicon(SCOPES).find(self.index.words(item.candidate.head))
            if not self._is_of_total(item, m.span.shift(sentence.span.start))
        ]
        if found:
            first = min(found, key=lambda m: m.entry.id != "scope.war")
            span = first.span.shift(sentence.span.start)
            return self.stamp.source(Scope.PERIOD, span, rule=first.entry.id)
        if when and when.value.start and when.value.end and (when.value.end - when.value.start).days > LONG:
            span_of = when.provenance.span
            if span_of and sentence.span.holds(span_of):
                return self.stamp.source(Scope.PERIOD, span_of, rule="scope.long_dates")
        span = item.candidate.span
        return self.stamp.source(Scope.INCIDENT, span, rule="scope.default", basis=Basis.INFERRED)

    def _is_of_total(self, item: Governed, said: Span) -> bool:
        """Tell whether words of the figure's sentence are of the total that the figure brings it to."""
        return is_of_total(self.text, item.candidate.span, said)

    def _nearest(self, mentions: list[Mention], item: Governed) -> Mention | None:
        anchor, verb = item.candidate.span, self.index.tree.token(item.verb).span
        sentence = self.index.sentence(item.candidate.head)
        starts = self.starts[id(mentions)]
        first = bisect_left(starts, sentence.span.start)
        last = bisect_left(starts, sentence.span.end)
        own = [
            m
            for m in mentions[first:last]
            if not (anchor.holds(m.span) or (mentions is self.dates and self._is_of_total(item, m.span)))
        ]
        if own:
            left, right = min(anchor.start, verb.start), max(anchor.end, verb.end)

            def cost(m: Mention) -> int:
                behind = m.span.start >= left
                return abs(m.span.start - (right if behind else left)) + (0 if behind else BEFORE_COSTS)

            return min(own, key=cost)
        if (sentence.role is SentenceRole.TITLE or first == 0) and last < len(mentions):
            later = self.index.number(mentions[last].span.start) - self.index.number(anchor.start)
            if sentence.role is SentenceRole.TITLE or later <= LATER:
                return mentions[last]
        return mentions[first - 1] if first else None

    def _country(self, item: Governed) -> Mention | None:
        """Give the country that a total of a whole war is about: of the own sentence, else the nearest."""
        wide = self.wide
        at = item.candidate.span.start
        own = [m for m in wide if self.index.sentence(item.candidate.head).span.holds(m.span)]
        return min(own or wide, key=lambda m: abs(m.span.start - at), default=None)

    def _narrowed(self, near: Mention) -> Mention:
        """Prefer the nearer place in "the town of X in rural Y", "X, about 30 km south of Y" and "X (Y)"."""
        at = self.at.get(near.span, 0)
        while at > 0:
            before = self.places[at - 1]
            gap = self.stamp.text[before.span.end : self.places[at].span.start]
            said = gap.replace(",", " ").replace("(", " ").replace(")", " ").lower().split()
            if gap.strip() != "(":
                if len(gap) > 48 or not said or not all(w in words("inner") or w.isdigit() for w in said):
                    break
                if "in" not in said and "of" not in said:
                    break
            at -= 1
        return self.places[at] if self.places else near

    def _together(self, near: Mention) -> Mention:
        """Join places that a list names together: "western Aleppo and eastern Idlib Province" is one area."""
        at = self.at.get(near.span)
        if at is None:
            return near
        first = last = at
        while first > 0 and self._listed(self.places[first - 1], self.places[first]):
            first -= 1
        while last + 1 < len(self.places) and self._listed(self.places[last], self.places[last + 1]):
            last += 1
        if first == last:
            return near
        listed: Sequence[Mention] = self.places[first : last + 1]
        span = Span(listed[0].span.start, listed[-1].span.end)
        best = tuple(m.place.best for m in listed if m.place and m.place.best)
        spoken = span.of(self.stamp.text)
        place = Place(name=spoken, relation=PlaceRelation.SEVERAL, candidates=best)
        return Mention(kind=MentionKind.PLACE, span=span, words=spoken, rule="place.several", place=place)

    def _listed(self, left: Mention, right: Mention) -> bool:
        gap = self.stamp.text[left.span.end : right.span.start]
        return len(gap) < 8 and gap.strip(" ,").lower() == "and"
