"""Accounts made comparable: what of a claim is compared, in plain values, and how it lies in columns.

Only what the claim says is taken. What is not stated stays missing and weighs nothing; a day that a claim
does not state is not guessed from its report's date, which is compared on its own.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec

from tollbook.link.knowledge import event_group
from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Figure, Outcome, Scope, Stance
from tollbook.model.incident import Account
from tollbook.model.provenance import Basis, Sourced
from tollbook.model.reference import Actor, ActorKind, Place, PlaceRelation
from tollbook.model.when import When

OUTCOMES = tuple(Outcome)
SPEAKERS = {ActorKind.MONITOR, ActorKind.MEDIA}
AREA_KM = 12.0
"""From this radius on a place is an area, in which several things may happen on one day."""
LONG_DAYS = 7
SATELLITES = {ClaimKind.DENIAL, ClaimKind.ACCUSATION, ClaimKind.RESPONSIBILITY}
UNLINKED = {ClaimKind.SERIES, ClaimKind.TREND, ClaimKind.STATUS, ClaimKind.DESCRIPTION}
NAME = re.compile(r"\b[A-Z][\w'’-]{1,30}(?: (?:al|el|de|bin|ibn|van|[A-Z])[\w'’-]{0,30}){1,3}")
MAX_NAMES = 60
AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old|\baged? (\d{1,3})\b|, (\d{1,2}),")


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What linking needs of one report: its text, title and outlet, and the day it was published."""

    id: str
    text: str
    title: str = ""
    outlet: str | None = None
    published: date | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One account made comparable; days are ordinals, places degrees and km, figures persons by outcome.

    `guessed` says that the place is not in the claim's own words, but was taken from those before it; `dated`
    that a day is in its own words.
    """

    claim: str
    report: str
    start: int
    published: int | None
    first: int | None = None
    last: int | None = None
    event: str | None = None
    group: str | None = None
    place: str | None = None
    gazetteer: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius: float = 0.0
    admin: str | None = None
    guessed: bool = False
    dated: bool = False
    country: str | None = None
    doers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    counts: tuple[tuple[int, float, float], ...] = ()
    period: bool = False
    names: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    wording: str = ""
    speaker: str | None = None
    quote: str = ""

    @property
    def is_located(self) -> bool:
        """Whether both a place with a point and a day are stated."""
        return self.latitude is not None and self.first is not None


def is_core(account: Account) -> bool:
    """Tell whether an account makes incidents, rather than none (a trend) or joining one (a denial)."""
    claim = account.claim
    if claim.kind in UNLINKED or claim.kind in SATELLITES:
        return bool(account.figures) and (claim.kind not in SATELLITES or claim.place is not None)
    return True


def item(account: Account, source: Source | None) -> Item:
    """Make an account comparable."""
    claim = account.claim
    figures = [f for f in account.figures if f.stance.value is not Stance.DENIED]
    where = claim.place or next((f.place for f in figures if f.place), None)
    when = claim.when or next((f.when for f in figures if f.when), None)
    first, last = _days(when)
    text = source.text if source else ""
    # The claim's own words alone: what stands round them often tells of another happening.
    own = text[claim.span.start : claim.span.end] or claim.quote.exact
    return Item(
        claim=claim.id,
        report=account.report,
        start=claim.span.start,
        published=_ordinal(account.published),
        first=first,
        last=last,
        event=claim.event.value if claim.event else None,
        group=event_group(claim.event.value) if claim.event else None,
        **_place(where.value if where else None),
        guessed=where is not None and where.basis is Basis.INFERRED,
        dated=first is not None and when is not None and when.basis is not Basis.INFERRED,
        doers=_actors((claim.initiator, *(f.perpetrator for f in figures))),
        targets=_actors((claim.target, *(f.side for f in figures))),
        weapons=tuple(sorted({w.value for w in claim.weapons})),
        counts=_counts(figures),
        period=bool(figures) and all(f.scope.value is Scope.PERIOD for f in figures),
        names=names([*(f.name.value for f in figures if f.name)], own),
        ages=ages(own),
        wording=own,
        speaker=_speaker(claim.claimants),
        quote=claim.quote.exact,
    )


def names(stated: Iterable[str], text: str) -> tuple[str, ...]:
    """Give the names in a passage: those stated, and runs of capitalised words; lower case, no repeats.

    Example:
        >>> names([], "Police said Mara Oduya, 31, was shot in Elm Grove Road.")
        ('mara oduya', 'elm grove', 'grove road')
    """
    found = dict.fromkeys(name.lower() for name in stated)
    for match in NAME.finditer(text[:20_000]):
        words = match[0].lower().replace("’", "'").split()
        found |= dict.fromkeys(" ".join(pair) for pair in pairwise(words))
        if len(found) > MAX_NAMES:
            break
    return tuple(found)[:MAX_NAMES]


def ages(text: str) -> tuple[str, ...]:
    """Give the ages in a passage.

    Example:
        >>> ages("A 12-year-old boy and Mara Oduya, 31, were hurt; a guard aged 40 died.")
        ('12', '31', '40')
    """
    found = (next(filter(None, match.groups())) for match in AGE.finditer(text[:20_000]))
    return tuple(dict.fromkeys(found))[:MAX_NAMES]


def _days(when: Sourced[When] | None) -> tuple[int | None, int | None]:
    if when is None:
        return None, None
    start, end = when.value.start, when.value.end
    if start is None or end is None:
        return None, None
    return start.toordinal(), end.toordinal()


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day else None


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    best = place.best
    name = (place.core or place.name).lower()
    if best is None:
        return {"place": name}
    if best.feature in {"PCLI", "country"} or best.gazetteer.startswith("country:"):
        return {"country": best.country}
    radius = place.area.radius_km if place.area else float(best.radius_km or 0)
    at = place.area or best
    exact = place.relation is PlaceRelation.IN and radius < AREA_KM
    return {
        "place": name,
        "gazetteer": best.gazetteer if exact else f"{best.gazetteer}/{place.relation.value}",
        "latitude": float(at.latitude),
        "longitude": float(at.longitude),
        "radius": float(radius),
        "admin": f"{best.country}/{best.admin1}" if best.admin1 else None,
        "country": best.country,
    }


def _actors(actors: Iterable[Sourced[Actor] | None]) -> tuple[str, ...]:
    found = {
        actor.value.registry or actor.value.label.lower()
        for actor in actors
        if actor is not None and actor.value.kind not in SPEAKERS and actor.value.registry
    }
    return tuple(sorted(found))


def _counts(figures: Iterable[Figure]) -> tuple[tuple[int, float, float], ...]:
    """Give the widest stated number of each outcome: the whole, not a part of it."""
    held: dict[int, tuple[float, float]] = {}
    for figure in figures:
        if figure.part_of is not None:
            continue
        count = figure.count.value
        low = float(count.low or 0)
        high = float(count.high) if count.high is not None else max(5 * low, low + 30)
        key = OUTCOMES.index(figure.outcome.value)
        if key not in held or low > held[key][0]:
            held[key] = (low, high)
    return tuple((key, low, high) for key, (low, high) in sorted(held.items()))


def _speaker(claimants: tuple[Sourced[Actor], ...]) -> str | None:
    """Give who is cited last, where it is somebody that the registry knows."""
    known = [each.value.registry for each in claimants if each.value.registry]
    return known[0] if known else None


def items(accounts: Iterable[Account], sources: Mapping[str, Source]) -> list[Item]:
    """Make the accounts that are about incidents comparable."""
    return [item(each, sources.get(each.report)) for each in accounts if is_core(each)]
