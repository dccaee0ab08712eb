"""Merging: judged figures and the rules' figures -> figures, each value with its rule or its score.

Where the encoder agrees with a rule the rule's value stays and gets the score; where it does not, its own
value takes the place, and the rule id begins with "learned.".
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from tollbook.learned.counts import count as read_count
from tollbook.learned.counts import share_of
from tollbook.learned.decode import Judged
from tollbook.learned.doer import TELLS, Dropped, no_doer
from tollbook.learned.listed import Listed
from tollbook.learned.names import one_name
from tollbook.learned.own_day import is_compared, own_day
from tollbook.learned.seen import Seen, Words
from tollbook.learned.spans import scope_by_days, scope_by_total
from tollbook.learned.whose import whose
from tollbook.model.daylist import day_list
from tollbook.model.figure import Count, Figure, Scope, Stance, Status, Trait
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, Stamp, anchor_id
from tollbook.model.raised import has_own_time, is_of_total
from tollbook.model.reference import Actor, ActorKind, Place
from tollbook.model.shares import SHARE
from tollbook.model.when import DateExpression, DatePrecision, When

T = TypeVar("T")
SURE_TRAIT = 0.8
DIFFER = {"status": 0.5}
"""How sure the encoder must be of a value that a rule does not read, or reads otherwise."""
TELLERS = frozenset({ActorKind.MONITOR, ActorKind.MEDIA})
"""Whose names are no places of harm: "the Syrian Observatory"."""
LETTERHEAD = "attribution.letterhead"
"""Whose paper it is stands for all in it that is nobody else's, however far the head of the paper is."""
ResolveDate = Callable[[DateExpression], When | None]
Calibrate = Callable[[str, float], float]


class Merger:
    """Makes the figures of one text."""

    def __init__(self, page: Seen, resolve_date: ResolveDate, calibrate: Calibrate) -> None:
        """Keep the text, the reading of dates, and what turns a raw score of a field into a probability."""
        self.page, self.resolve_date, self.calibrate = page, resolve_date, calibrate
        self.stamp: Stamp = page.text.stamp()
        self.text = page.text.report.text
        self.dropped: list[Dropped] = []
        self.read: dict[Words, Sourced[When]] = {}
        for mention in page.text.of(MentionKind.DATE):
            when = resolve_date(mention.date) if mention.date else None
            at = page.words(mention.span)
            if at and when and (when.start or when.end):
                basis = Basis.ASSUMED if when.alternatives or when.reason else Basis.INFERRED
                self.read[at] = self.stamp.source(
                    when, mention.span, rule=f"dates.{when.reading}", basis=basis, note=when.reason
                )
        heads = day_list(page.text)
        head = resolve_date(heads.head.date) if heads and heads.head.date else None
        self.listed = Listed(page.text, head, self.stamp)
        self.named: dict[MentionKind, list[tuple[Words, Mention]]] = {}
        for mention in page.text.mentions:
            at = page.words(mention.span)
            if at:
                self.named.setdefault(mention.kind, []).append((at, mention))

    def days(self) -> list[Words]:
        """Give the words of the date expressions that can be read."""
        return list(self.read)

    def count(self, words: Words) -> Count:
        """Read the interval of a quote."""
        for ruled in self.page.ruled:
            if ruled.words == words:
                return ruled.figure.count.value
        return read_count(self.page, self.page.span(words))[0]

    def figures(self, judged: Sequence[Judged]) -> tuple[Figure, ...]:
        """Give the figures in text order; `part_of` holds ids of other figures given back."""
        spans = [i.ruled.figure.span if i.ruled else self.page.span(i.words) for i in judged]
        ids = [
            i.ruled.figure.id if i.ruled else anchor_id(self.page.text.report.id, "figure", span)
            for i, span in zip(judged, spans, strict=True)
        ]
        out: list[Figure] = []
        for item, span, id_ in zip(judged, spans, ids, strict=True):
            whole = judged[item.whole] if item.whole is not None else None
            out.append(
                self._figure(item, span, id_, ids[item.whole] if item.whole is not None else None, whole)
            )
        return tuple(sorted(out, key=lambda figure: figure.span.start))

    def _figure(
        self, item: Judged, span: Span, id_: str, part_of: str | None, whole: Judged | None
    ) -> Figure:
        rule = item.ruled.figure if item.ruled else None
        total = self.count(whole.words) if whole else None
        scope = self._value("scope", item.scope, span, rule.scope if rule else None)
        when = self._when(item, rule, span, scope.value)
        claimants, side = self._claimants(item, rule), self._who(item, "side", rule.side if rule else None)
        if item.status[0] is not Status.CIVILIAN:
            side = whose(self.page.text, span, claimants, side)
        doer = self._who(item, "perpetrator", rule.perpetrator if rule else None)
        why = no_doer(self.page, span, claimants, side, doer)
        if doer is not None and why is not None:
            self.dropped.append(Dropped(span=span, doer=doer, why=why))
            claimants = claimants or (self._said(item) if why == TELLS else ())
            doer = None
        return Figure(
            id=id_,
            report=self.page.text.report.id,
            span=span,
            quote=Quote.of(self.text, span),
            outcome=self._value("outcome", (item.outcome, item.score), span, rule.outcome if rule else None),
            count=self._count(item, rule, span, total),
            status=self._value("status", item.status, span, rule.status if rule else None),
            scope=scope_by_total(
                self.page.text, span, scope_by_days(scope, when, self._sentence(span)), when
            ),
            stance=self._stance(item, span, rule),
            claimants=claimants,
            side=side,
            traits=self._traits(item, span, rule.traits if rule else ()),
            name=self._name(item, rule.name if rule else None, span),
            perpetrator=doer,
            place=self._place(item, rule.place if rule else None, span),
            when=when,
            part_of=part_of,
        )

    def _sentence(self, span: Span) -> Span | None:
        return next((s.span for s in self.page.text.sentences if s.span.holds(span)), None)

    def _traits(
        self, item: Judged, span: Span, by_rule: tuple[Sourced[Trait], ...]
    ) -> tuple[Sourced[Trait], ...]:
        """Keep the traits that a rule read in the words; add those that the encoder is sure of."""
        known = {trait.value for trait in by_rule}
        added = [
            self.stamp.source(trait, span, rule="learned.trait", basis=Basis.INFERRED, score=round(score, 3))
            for trait, score in item.traits.items()
            if score >= SURE_TRAIT and trait not in known
        ]
        return (*by_rule, *added)

    def _value(self, field: str, said: tuple[T, float], span: Span, rule: Sourced[T] | None) -> Sourced[T]:
        value, score = said[0], round(self.calibrate(field, said[1]), 3)
        if rule is not None and rule.value == value:
            return msgspec.structs.replace(rule, score=score)
        if rule is not None and score < DIFFER.get(field, 0.0):
            return rule
        return self.stamp.source(value, span, rule=f"learned.{field}", basis=Basis.INFERRED, score=score)

    def _stance(self, item: Judged, span: Span, rule: Figure | None) -> Sourced[Stance]:
        """Keep a denial or doubt that words tell by rule: their reach is plainer than any context."""
        if rule is not None and rule.stance.value is not Stance.ASSERTED:
            return rule.stance
        said = self.page.doubt(span) if rule is None and item.stance[0] is Stance.ASSERTED else None
        if said is not None:
            return self.stamp.source(said.stance, said.cue, rule=said.rule)
        return self._value("stance", item.stance, span, rule.stance if rule else None)

    def _count(self, item: Judged, rule: Figure | None, span: Span, whole: Count | None) -> Sourced[Count]:
        if rule is not None:
            said, name = rule.count, rule.count.provenance.rule
            if name.startswith(SHARE) and (said.value.low, said.value.high) == (2, None):
                said = msgspec.structs.replace(said, value=share_of(said.value, name, whole))
        else:
            _, named, _ = self._role(item, "name")
            counted, at, name = read_count(
                self.page, span, whole, named=named is not None and named.start == span.start
            )
            said = self.stamp.source(counted, at, rule=name)
        is_denied = rule is not None and rule.stance.value is Stance.DENIED
        if item.none > 0.5 and said.value.high != 0 and not is_denied:
            score = round(self.calibrate("none", item.none), 3)
            none = Count(low=0, high=0)
            return self.stamp.source(none, span, rule="learned.none", basis=Basis.INFERRED, score=score)
        return said

    def _role(self, item: Judged, role: str) -> tuple[Words | None, Span | None, float]:
        words, raw = item.roles.get(role, (None, 0.0))
        return words, self.page.span(words) if words else None, round(self.calibrate(role, raw), 3)

    def _claimants(self, item: Judged, rule: Figure | None) -> tuple[Sourced[Actor], ...]:
        said = rule.claimants if rule else self._said(item)
        out: list[Sourced[Actor]] = []
        for n, role in enumerate(("claimant", "cites")):
            _, span, score = self._role(item, role)
            known = said[n] if n < len(said) else None
            if span is None:
                out += [known] if known and n == 0 and known.provenance.rule == LETTERHEAD else []
                break
            at = known.provenance.span if known else None
            if known and at and at.overlaps(span):
                out.append(msgspec.structs.replace(known, score=score))
            elif not any(part.overlaps(span) for part in self.page.text.report.furniture):
                out.append(self._actor(span, role, score))
        return tuple(out)

    def _said(self, item: Judged) -> tuple[Sourced[Actor], ...]:
        said = self.page.attribution(item.words)
        return said.claimants if said else ()

    def _who(self, item: Judged, role: str, rule: Sourced[Actor] | None) -> Sourced[Actor] | None:
        _, span, score = self._role(item, role)
        if span is None:
            return None
        at = rule.provenance.span if rule else None
        if rule and at and at.overlaps(span):
            return msgspec.structs.replace(rule, score=score)
        return self._actor(span, role, score)

    def _actor(self, span: Span, role: str, score: float) -> Sourced[Actor]:
        """Make the actor of a phrase: with the reference of the actor named in it, in its own words."""
        spoken = span.of(self.text)
        known = next((m.actor for _, m in self._in(MentionKind.ACTOR, span) if m.actor), None)
        actor = msgspec.structs.replace(known, name=spoken) if known else Actor(name=spoken, label=spoken)
        return self.stamp.source(actor, span, rule=f"learned.{role}", basis=Basis.INFERRED, score=score)

    def _name(self, item: Judged, rule: Sourced[str] | None, figure: Span) -> Sourced[str] | None:
        _, span, score = self._role(item, "name")
        if span is None:
            return None
        at = rule.provenance.span if rule else None
        if rule and at and at.overlaps(span):
            return msgspec.structs.replace(rule, score=score)
        span = one_name(self.text, span, figure)
        return self.stamp.source(
            span.of(self.text), span, rule="learned.name", basis=Basis.INFERRED, score=score
        )

    def _place(self, item: Judged, rule: Sourced[Place] | None, figure: Span) -> Sourced[Place] | None:
        _, span, score = self._role(item, "place")
        settled, opened = self.listed.place(figure, span)
        if settled or span is None:
            return opened
        at = rule.provenance.span if rule else None
        if rule and at and at.overlaps(span):
            return msgspec.structs.replace(rule, score=score)
        found = self._in(MentionKind.PLACE, span)
        if found and found[0][1].place:
            place, span = found[0][1].place, found[0][1].span
        elif any(m.actor and m.actor.kind in TELLERS for _, m in self._in(MentionKind.ACTOR, span)):
            return rule if rule is not None else opened
        else:
            place = Place(name=span.of(self.text))
        basis = self.listed.basis(figure, span)
        return self.stamp.source(place, span, rule="learned.place", basis=basis, score=score)

    def _in(self, kind: MentionKind, span: Span) -> list[tuple[Words, Mention]]:
        """Give the mentions of a kind that meet `span`, those that share most of it first."""
        meeting = [(at, m) for at, m in self.named.get(kind, []) if m.span.overlaps(span)]
        return sorted(
            meeting, key=lambda x: -(min(x[1].span.end, span.end) - max(x[1].span.start, span.start))
        )

    def _when(self, item: Judged, by: Figure | None, span: Span, scope: Scope) -> Sourced[When] | None:
        rule = by.when if by else None
        words, spoken, score = self._role(item, "date")
        mode, _ = item.days
        headed = self.listed.when(span, scope, mode)
        if headed is not None:
            return headed
        if scope is not Scope.INCIDENT and self.listed.is_strange(span, spoken):
            words = None
        text, day = self.page.text, self.page.text.report.date
        if spoken and (is_of_total(text, span, spoken) or has_own_time(text, span, spoken)):
            words = None
        if mode and day:
            when = When(
                start=day if mode == 1 else None,
                end=day,
                precision=DatePrecision.DAY if mode == 1 else DatePrecision.OPEN,
                reading="report_day" if mode == 1 else "until_report",
            )
            return self.stamp.source(when, span, rule="learned.days", basis=Basis.INFERRED, score=score)
        if words is None:
            return rule if rule and self._with_year(rule, span) else None
        found = self.read[words]
        if (own := own_day(text, self.read.values(), span, found)) is not None:
            return own
        at = rule.provenance.span if rule else None
        if spoken and is_compared(text, spoken):
            return rule if at and not at.overlaps(spoken) else None
        if rule and at and found.provenance.span and at.overlaps(found.provenance.span):
            return msgspec.structs.replace(rule, score=score)
        return msgspec.structs.replace(found, score=score)

    def _with_year(self, when: Sourced[When], figure: Span) -> bool:
        """Tell whether the figure's own sentence gives these days with their year, which leaves no doubt."""
        at, sentence = when.provenance.span, self._sentence(figure)
        if at is None or sentence is None or not sentence.holds(at):
            return False
        days = (m.date for m in self.page.text.of(MentionKind.DATE) if m.date and m.span.overlaps(at))
        return any(day.year is not None for day in days)
