"""A made-up dense war with known truth: many incidents at few places on few days, told by partial voices.

Every incident has a place, a day, a kind, two sides, a site, a quarter, numbers and perhaps names. Claims of
it state some of that, now and then wrongly: the place is told as an area or as another one, the day is
missing or off by one, the type differs, numbers are lower, higher or given as "at least", sides are left out.
The sentence of a claim says what the claim states, its errors too (`tollbook.evaluate.dense_war_told`). A
report holds one to four claims; some reports are carried by another outlet nearly word for word, and tell the
same. All names and shares are invented; the errors are set to about what reading is measured to make.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.evaluate.dense_war_parts import FILLER, KINDS, SITES, area, candidate, side, word
from tollbook.evaluate.dense_war_told import Told, Truth, drawn, sentence
from tollbook.link import Source
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.incident import Account
from tollbook.model.provenance import Quote, Span, Stamp, anchor_id
from tollbook.model.reference import Actor, ActorKind, Place
from tollbook.model.when import DatePrecision, When

__all__ = ["BEGIN", "Truth", "War", "dense_war"]

BEGIN = date(2031, 1, 1)
LATE, LATEST = 1.1, 6
"""Reports come out some days after, by an exponential draw of this rate, at most so many."""


@dataclass(frozen=True)
class War:
    """Accounts with the texts of their reports, the true incident of each claim, and what happened in it.

    `told` holds what each claim states, and `units` the area that holds each place.
    """

    accounts: list[Account]
    sources: dict[str, Source]
    truth: dict[str, int]
    incidents: dict[int, Truth]
    told: dict[str, Told]
    units: list[str]


def dense_war(claims: int, *, places: int = 500, days: int = 180, seed: int = 1) -> War:
    """Make a war of about so many claims, the same for the same seed."""
    return _Maker(claims, places, days, random.Random(seed)).war()  # noqa: S311  # invention, not secrecy


class _Maker:
    def __init__(self, claims: int, places: int, days: int, chance: random.Random) -> None:
        self.claims, self.days, self.chance = claims, days, chance
        self.places = [
            (
                f"place:{n}",
                word(chance, 3),
                33 + 4 * chance.random(),
                36 + 5 * chance.random(),
                f"Unit{n % 14}",
            )
            for n in range(places)
        ]
        self.weights = [1 / (n + 8) ** 0.8 for n in range(places)]
        self.quarters = [[word(chance, 2) for _ in range(2 + 40 // (n + 1))] for n in range(places)]
        self.vocabulary = [word(chance, 2).lower() for _ in range(3000)]
        self.common = [1 / (n + 20) for n in range(3000)]
        self.sides = [f"side{n}" for n in range(5)]
        self.outlets = [word(chance, 2) + " " + chance.choice(("Post", "Wire", "TV")) for _ in range(40)]
        self.known: list[Account] = []
        self.sources: dict[str, Source] = {}
        self.truth: dict[str, int] = {}
        self.happened: dict[int, Truth] = {}
        self.told: dict[str, Told] = {}

    def war(self) -> War:
        waiting: list[tuple[int, Truth]] = []
        number = 0
        while len(waiting) < self.claims:
            incident = self.happened[number] = self._incident(number)
            number += 1
            for _ in range(min(60, 1 + int(self.chance.expovariate(1 / 3.2)))):
                waiting.append((incident.day + min(LATEST, int(self.chance.expovariate(LATE))), incident))
        waiting.sort(key=lambda each: (each[0], self.chance.random()))
        self.chance.shuffle(waiting)
        waiting.sort(key=lambda each: each[0])
        at = 0
        while at < len(waiting):
            size = self.chance.choice((1, 1, 1, 2, 3, 4))
            some = [each for each in waiting[at : at + size] if each[0] == waiting[at][0]]
            self._report(len(self.sources), [incident for _, incident in some], some[0][0])
            at += len(some)
        units = [each[4] for each in self.places]
        return War(self.known, self.sources, self.truth, self.happened, self.told, units)

    def _incident(self, number: int) -> Truth:
        chance = self.chance
        place = chance.choices(range(len(self.places)), self.weights)[0]
        doer, target = chance.sample(self.sides, 2)
        return Truth(
            id=number,
            place=place,
            day=chance.randrange(self.days),
            kind=chance.choice(list(KINDS)),
            doer=doer,
            target=target,
            site=chance.choice(SITES),
            quarter=chance.choice(self.quarters[place]),
            killed=min(300, int(chance.paretovariate(0.9))) if chance.random() < 0.8 else 0,
            injured=min(500, int(1.5 * chance.paretovariate(0.9))) if chance.random() < 0.6 else 0,
            details=tuple(chance.choices(self.vocabulary, self.common, k=12)),
            names=tuple(f"{word(chance, 2)} {word(chance, 3)}" for _ in range(chance.choice((0, 0, 1, 2)))),
        )

    def _report(self, number: int, about: list[Truth], day: int) -> None:
        chance = self.chance
        name, outlet = f"r{number}", chance.choice(self.outlets)
        told = [drawn(chance, each, day, len(self.places)) for each in about]
        text = ""
        spans = []
        for each in told:
            said = sentence(chance, each, self._named(each))
            spans.append(Span(len(text), len(text) + len(said)))
            text += said + " " + self._filler(chance.randrange(4, 16)) + " "
        self._keep(name, outlet, text, spans, list(zip(about, told, strict=True)))
        if chance.random() < 0.08:
            again = " ".join(chance.choice(FILLER) if chance.random() < 0.02 else w for w in text.split(" "))
            if len(again) >= spans[-1].end:
                outlet = chance.choice(self.outlets)
                self._keep(name + "b", outlet, again, spans, list(zip(about, told, strict=True)))

    def _named(self, told: Told) -> str | None:
        if told.place is None:
            return None
        place = self.places[told.place]
        return place[4] if told.area else place[1]

    def _keep(
        self, name: str, outlet: str, text: str, spans: list[Span], about: list[tuple[Truth, Told]]
    ) -> None:
        published = BEGIN + timedelta(days=about[0][1].published)
        self.sources[name] = Source(id=name, text=text, outlet=outlet, published=published)
        for span, (incident, told) in zip(spans, about, strict=True):
            account = self._account(name, outlet, text, published, span, told)
            self.known.append(account)
            self.truth[account.claim.id] = incident.id
            self.told[account.claim.id] = told

    def _filler(self, size: int) -> str:
        start = self.chance.randrange(len(FILLER))
        return " ".join(FILLER[(start + n) % len(FILLER)] for n in range(size)) + "."

    def _account(
        self, report: str, outlet: str, text: str, published: date, span: Span, told: Told
    ) -> Account:
        stamp = Stamp(capture="0" * 64, text=text, knowledge="made up")
        figures = [
            _figure(stamp, report, span, outcome, count)
            for outcome, count in ((Outcome.KILLED, told.killed), (Outcome.INJURED, told.injured))
            if count
        ]
        place, when = self._place(told), _when(told)
        said = told.cited
        speaker = Actor(name=said, label=said, kind=ActorKind.MONITOR, registry=said) if said else None
        claim = Claim(
            id=anchor_id(report, "claim", span),
            report=report,
            kind=ClaimKind.EVENT,
            span=span,
            quote=Quote.of(text, span),
            stance=stamp.source(Stance.ASSERTED, span, rule="made up"),
            event=stamp.source(told.kind, span, rule="made up") if told.kind else None,
            claimants=(stamp.source(speaker, span, rule="made up"),) if speaker else (),
            initiator=stamp.source(side(told.doer), span, rule="made up") if told.doer else None,
            target=stamp.source(side(told.target), span, rule="made up") if told.target else None,
            place=stamp.source(place, span, rule="made up") if place else None,
            when=stamp.source(when, span, rule="made up") if when else None,
            figures=tuple(figure.id for figure in figures),
        )
        return Account(
            claim=claim,
            figures=tuple(figures),
            report=report,
            origin=report,
            outlet=outlet,
            published=published.isoformat(),
        )

    def _place(self, told: Told) -> Place | None:
        if told.place is None:
            return None
        gazetteer, name, latitude, longitude, unit = self.places[told.place]
        if told.area:
            return Place(
                name=unit,
                core=unit,
                candidates=(candidate(f"unit:{unit}", unit, latitude, longitude, unit, 40),),
                area=area(round(latitude), round(longitude), 60.0),
            )
        return Place(
            name=name,
            core=name,
            candidates=(candidate(gazetteer, name, latitude, longitude, unit, 2),),
            area=area(latitude, longitude, 2.0),
        )


def _when(told: Told) -> When | None:
    if told.first is None or told.last is None:
        return None
    precision = DatePrecision.DAY if told.first == told.last else DatePrecision.DAYS
    begin, end = BEGIN + timedelta(days=told.first), BEGIN + timedelta(days=told.last)
    return When(start=begin, end=end, precision=precision, reading="made up")


def _figure(stamp: Stamp, report: str, span: Span, outcome: Outcome, count: tuple[int, bool]) -> Figure:
    low, is_least = count
    at = Span(span.start + list(Outcome).index(outcome), span.end)
    return Figure(
        id=anchor_id(report, "figure", at),
        report=report,
        span=at,
        quote=Quote.of(stamp.text, at),
        outcome=stamp.source(outcome, at, rule="made up"),
        count=stamp.source(Count(low=low, high=None if is_least else low), at, rule="made up"),
        status=stamp.source(Status.UNKNOWN, at, rule="made up"),
        scope=stamp.source(Scope.INCIDENT, at, rule="made up"),
        stance=stamp.source(Stance.ASSERTED, at, rule="made up"),
    )
