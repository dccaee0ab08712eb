"""Accounts made for tests: invented outlets, one line each, with the fields that matter there."""

from datetime import date
from typing import Any

from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.provenance import Quote, Span, Stamp, anchor_id
from tollbook.model.reference import Actor, ActorKind, Place
from tollbook.model.when import DatePrecision, When

BLANK = " " * 4000
MONITOR = Actor(name="the Harm Ledger", label="Harm Ledger", kind=ActorKind.MONITOR, registry="harm-ledger")
NORTH = Actor(name="the North Army", label="North Army", kind=ActorKind.STATE_FORCES, registry="north-army")
SOUTH = Actor(name="the South Front", label="South Front", kind=ActorKind.REBEL_GROUP, registry="south-front")


def unnamed(words: str) -> Actor:
    """Make an actor that no registry knows."""
    return Actor(name=words, label=words)


def days(first: str, last: str | None = None) -> When:
    """Make days."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    precision = DatePrecision.DAY if start == end else DatePrecision.DAYS
    return When(start=start, end=end, precision=precision, reading="test")


def figure(
    report: str,
    low: int | None,
    high: int | None = -1,
    *,
    at: int = 0,
    words: str | None = None,
    outcome: Outcome = Outcome.KILLED,
    status: Status = Status.UNKNOWN,
    side: Actor | None = None,
    traits: tuple[Trait, ...] = (),
    name: str | None = None,
    scope: Scope = Scope.INCIDENT,
    stance: Stance = Stance.ASSERTED,
    by: tuple[Actor, ...] | Actor | None = None,
    part_of: str | None = None,
    when: When | None = None,
    before: str = "",
    after: str = "",
    rule: str = "numbers.digits",
    perpetrator: Actor | None = None,
    place: Place | None = None,
) -> Figure:
    """Make a figure of `low` to `high` (the same where only one is given) at a place in its report."""
    top = low if high == -1 else high
    quote = words or f"{low if low is not None else top} people"
    span = Span(at, at + len(quote))
    stamp = Stamp(capture=report, text=BLANK[:at] + quote + BLANK[at + len(quote) :], knowledge="test")

    def sourced(value: Any) -> Any:
        return stamp.source(value, span, rule=rule)

    claimants = (by,) if isinstance(by, Actor) else by or ()
    return Figure(
        id=anchor_id(report, "figure", span),
        report=report,
        span=span,
        quote=Quote(exact=quote, prefix=before, suffix=after),
        outcome=sourced(outcome),
        count=sourced(Count(low=low, high=top)),
        status=sourced(status),
        scope=sourced(scope),
        stance=sourced(stance),
        claimants=tuple(sourced(each) for each in claimants),
        side=sourced(side) if side else None,
        traits=tuple(sourced(each) for each in traits),
        name=sourced(name) if name else None,
        perpetrator=sourced(perpetrator) if perpetrator else None,
        when=sourced(when) if when else None,
        place=sourced(place) if place else None,
        part_of=part_of,
    )


def account(
    report: str,
    *figures: Figure,
    outlet: str | None = None,
    day: str | None = "2031-03-04",
    origin: str | None = None,
    kind: ClaimKind = ClaimKind.EVENT,
    event: str | None = None,
    place: str | None = None,
    when: When | None = None,
    by: Actor | None = None,
    initiator: Actor | None = None,
    target: Actor | None = None,
    about: str | None = None,
    stance: Stance = Stance.ASSERTED,
    at: int = 0,
) -> Account:
    """Make an account of one claim with its figures."""
    span = Span(at, at + 1)
    stamp = Stamp(capture=report, text=BLANK, knowledge="test")

    def sourced(value: Any) -> Any:
        return stamp.source(value, span, rule="test")

    claim = Claim(
        id=anchor_id(report, "claim", span),
        report=report,
        kind=kind,
        span=span,
        quote=Quote(exact="x", prefix="", suffix=""),
        stance=sourced(stance),
        event=sourced(event) if event else None,
        claimants=(sourced(by),) if by else (),
        initiator=sourced(initiator) if initiator else None,
        target=sourced(target) if target else None,
        about=sourced(about) if about else None,
        place=sourced(Place(name=place)) if place else None,
        when=sourced(when) if when else None,
        figures=tuple(each.id for each in figures),
    )
    return Account(
        claim=claim,
        figures=figures,
        report=report,
        origin=origin or report,
        outlet=outlet or f"The {report} Post",
        published=day,
    )


def said(
    report: str,
    low: int | None,
    high: int | None = -1,
    *,
    outlet: str | None = None,
    day: str | None = "2031-03-04",
    origin: str | None = None,
    **about: Any,
) -> Account:
    """Make an account with one figure."""
    return account(report, figure(report, low, high, **about), outlet=outlet, day=day, origin=origin)
