"""Accounts of invented incidents for the tests of linking, made from a few plain words."""

from datetime import date, timedelta
from typing import Any

from tollbook.link import Source
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.incident import Account
from tollbook.model.provenance import Quote, Span, Stamp, anchor_id
from tollbook.model.reference import Actor, ActorKind, Area, AreaShape, Candidate, Place
from tollbook.model.when import DatePrecision, When

DAY = date(2031, 3, 4)
POINTS = {"Sareb": (36.0, 37.0), "Tel Hadur": (36.5, 37.6), "Qasr Amun": (35.1, 36.2), "Orlan": (36.1, 37.1)}


def account(
    words: str,
    *,
    report: str = "meridian-1",
    place: str | None = "Sareb",
    day: int | None = 0,
    last: int | None = None,
    killed: int | None = None,
    event: str | None = "Air/drone strike",
    kind: ClaimKind = ClaimKind.EVENT,
    outlet: str | None = None,
    said: str | None = None,
    published: int = 0,
    at: int = 0,
    radius: float = 2.0,
    scope: Scope = Scope.INCIDENT,
) -> Account:
    """Make an account; days count from 4 March 2031, `at` is the character where its words begin."""
    text = " " * at + words
    stamp = Stamp(capture="ab" * 32, text=text, knowledge="none")
    span = Span(at, at + len(words))

    def of(value: Any) -> Any:
        return stamp.source(value, span, rule="made")

    figures: tuple[Figure, ...] = ()
    if killed is not None:
        figures = (
            Figure(
                id=anchor_id(report, "figure", span),
                report=report,
                span=span,
                quote=Quote.of(text, span),
                outcome=of(Outcome.KILLED),
                count=of(Count(low=killed, high=killed)),
                status=of(Status.UNKNOWN),
                scope=of(scope),
                stance=of(Stance.ASSERTED),
            ),
        )
    speaker = Actor(name=said, label=said, kind=ActorKind.MONITOR, registry=said) if said else None
    claim = Claim(
        id=anchor_id(report, kind.value, span),
        report=report,
        kind=kind,
        span=span,
        quote=Quote.of(text, span),
        stance=of(Stance.ASSERTED),
        event=of(event) if event else None,
        claimants=(of(speaker),) if speaker else (),
        place=of(_place(place, radius)) if place else None,
        when=None if day is None else of(_when(day, day if last is None else last)),
        figures=tuple(figure.id for figure in figures),
    )
    printed = (DAY + timedelta(days=published)).isoformat()
    return Account(
        claim=claim, figures=figures, report=report, origin=report, outlet=outlet or report, published=printed
    )


def _when(first: int, last: int) -> When:
    begin, end = DAY + timedelta(days=first), DAY + timedelta(days=last)
    return When(start=begin, end=end, precision=DatePrecision.DAYS, reading="made")


def _place(name: str, radius: float) -> Place:
    if name not in POINTS:
        return Place(name=name, core=name)
    latitude, longitude = POINTS[name]
    best = Candidate(
        gazetteer=f"made:{name}",
        name=name,
        country="XX",
        admin1="Orlan",
        latitude=latitude,
        longitude=longitude,
        feature="populated_place",
        score=1.0,
    )
    area = Area(
        shape=AreaShape.POINT,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        where_prec=1,
        geo_precision=1,
        why="made",
    )
    return Place(name=name, core=name, candidates=(best,), area=area)


def source(each: Account, text: str | None = None) -> Source:
    """Make the text of an account's report: its words alone, or the text given."""
    printed = date.fromisoformat(each.published) if each.published else None
    words = " " * each.claim.span.start + each.claim.quote.exact
    return Source(id=each.report, text=text or words, outlet=each.outlet, published=printed)


def sources(accounts: list[Account]) -> dict[str, Source]:
    """Make the texts of reports with one account each."""
    return {each.report: source(each) for each in accounts}


def decided(
    kind: DecisionKind, one: Account, other: Account | None, name: str = "d1", **more: Any
) -> Decision:
    """Make a decision on the claims of two accounts, or of one."""
    return Decision(
        id=name,
        kind=kind,
        about="claim",
        target=one.claim.id,
        other=other.claim.id if other else None,
        report=one.report,
        span=one.claim.span,
        quote=one.claim.quote,
        person="Noor",
        **more,
    )
