"""Describing incidents: what most independent accounts say of event, place and days; and what holds what."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar

import msgspec

from tollbook.link.knowledge import event_group
from tollbook.model.figure import Scope
from tollbook.model.incident import Account, Incident
from tollbook.model.reference import Place
from tollbook.model.when import When

T = TypeVar("T", bound=Hashable)
BATTLE = "battle"
LONGEST = 400
"""Days that an incident lasts at most to be looked at as one that holds others."""


def described(name: str, accounts: Sequence[Account], former: tuple[str, ...] = ()) -> Incident:
    """Make the incident of some accounts, given in the order of publication.

    An origin counts once, however many outlets carry it. Where as many give one value as another, the
    more exact, then the earlier one stands.
    """
    place = _most(accounts, lambda a: a.claim.place.value if a.claim.place else None, _place_key, _exactness)
    if place is None:
        place = _most(accounts, _figure_place, _place_key, _exactness)
    when = _most(accounts, lambda a: a.claim.when.value if a.claim.when else None, _days, _shortness)
    event = _most(accounts, lambda a: a.claim.event.value if a.claim.event else None, str, lambda _: 0.0)
    best = place.best if place else None
    area = place.area if place else None
    return Incident(
        id=name,
        claims=tuple(each.claim.id for each in accounts),
        event=event,
        place=place.name if place else None,
        gazetteer=best.gazetteer if best else None,
        country=best.country if best else None,
        latitude=float(area.latitude if area else best.latitude) if best else None,
        longitude=float(area.longitude if area else best.longitude) if best else None,
        radius_km=float(area.radius_km if area else best.radius_km or 0) if best else None,
        when=when,
        former=former,
    )


def _most(
    accounts: Sequence[Account],
    value: Callable[[Account], T | None],
    key: Callable[[T], Hashable],
    exact: Callable[[T], float],
) -> T | None:
    """Give the value that most origins give, None where none gives one."""
    origins: dict[Hashable, set[str]] = defaultdict(set)
    first: dict[Hashable, T] = {}
    for account in accounts:
        found = value(account)
        if found is not None:
            its = key(found)
            origins[its].add(account.origin)
            first.setdefault(its, found)
    if not origins:
        return None
    order = {its: number for number, its in enumerate(first)}
    chosen = max(origins, key=lambda its: (len(origins[its]), exact(first[its]), -order[its]))
    return first[chosen]


def _figure_place(account: Account) -> Place | None:
    return next((figure.place.value for figure in account.figures if figure.place), None)


def _place_key(place: Place) -> Hashable:
    return (place.best.gazetteer, place.relation) if place.best else place.name.lower()


def _exactness(place: Place) -> float:
    return -place.area.radius_km if place.area else -1e4 if place.best is None else -1e3


def _days(when: When) -> Hashable:
    return when.start, when.end


def _shortness(when: When) -> float:
    return -float((when.end - when.start).days) if when.start and when.end else -1e6


def is_period(accounts: Iterable[Account]) -> bool:
    """Tell whether all figures of an incident are totals over a longer time."""
    scopes = {figure.scope.value for account in accounts for figure in account.figures}
    return scopes == {Scope.PERIOD}


def contained(incidents: Sequence[Incident], periods: set[str]) -> list[Incident]:
    """Give incidents their `part_of`: the smallest battle or longer total that holds place, days and kind.

    A battle holds clashes, strikes and attacks in its area on its days; it must be larger in place or in
    time. `periods` are ids of incidents that are totals over a longer time: they hold what happened in them.
    """
    holders = [each for each in incidents if _can_hold(each, each.id in periods)]
    holders.sort(key=_size)
    parents: dict[str, str] = {}
    by_country: dict[str | None, list[Incident]] = defaultdict(list)
    for holder in holders:
        by_country[holder.country].append(holder)
    for each in incidents:
        for holder in by_country[each.country] if _is_placed(each) else ():
            if _holds(holder, each) and not (each.id in periods and holder.id not in periods):
                parents[each.id] = holder.id
                break
    return [
        each
        if parents.get(each.id) == each.part_of
        else msgspec.structs.replace(each, part_of=parents.get(each.id))
        for each in incidents
    ]


def _is_placed(each: Incident) -> bool:
    return (
        each.latitude is not None and each.when is not None and None not in (each.when.start, each.when.end)
    )


def _can_hold(each: Incident, is_total: bool) -> bool:
    if not _is_placed(each) or not (is_total or (each.event and event_group(each.event) == BATTLE)):
        return False
    return _length(each) <= LONGEST and (_length(each) > 1 or (each.radius_km or 0) > 5)


def _length(each: Incident) -> int:
    when = each.when
    return (when.end - when.start).days + 1 if when and when.start and when.end else 0


def _size(each: Incident) -> tuple[float, int, str]:
    return (each.radius_km or 0.0) * _length(each), _length(each), each.id


def _holds(holder: Incident, each: Incident) -> bool:
    if holder.id == each.id or _size(holder)[:2] <= _size(each)[:2]:
        return False
    outer, inner = holder.when, each.when
    if outer is None or inner is None or not (outer.start and outer.end and inner.start and inner.end):
        return False
    if not (outer.start <= inner.start and inner.end <= outer.end):
        return False
    reach = max(holder.radius_km or 0.0, 5.0)
    return (each.radius_km or 0.0) <= reach and _kilometres(holder, each) <= reach


def _kilometres(one: Incident, other: Incident) -> float:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return float("inf")
    a, b = radians(one.latitude or 0), radians(other.latitude or 0)
    across = radians((other.longitude or 0) - (one.longitude or 0))
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(across / 2) ** 2
    return 12742.0176 * asin(sqrt(min(1.0, h)))
