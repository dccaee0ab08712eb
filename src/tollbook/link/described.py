"""Describing incidents: what most independent accounts say of event, place and days; and what holds what."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import msgspec
import numpy as np

from tollbook.link.items import LONG_DAYS
from tollbook.link.knowledge import event_group
from tollbook.model.incident import Account, Incident
from tollbook.model.reference import Place
from tollbook.model.when import When

T = TypeVar("T", bound=Hashable)
BATTLE = "battle"
LEAST_KM = 5.0
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


def contained(incidents: Sequence[Incident]) -> list[Incident]:
    """Give incidents their `part_of`: the smallest battle or longer total that holds place, days and kind.

    A battle, or whatever lasts more than a week, holds what happened in its area on its days; it must be
    larger in place or in time. What holds several of another is chosen by its size, then by its id.
    """
    holders = sorted((each for each in incidents if _can_hold(each)), key=_size)
    first = np.array([_ordinal(each, 0) for each in holders])
    last = np.array([_ordinal(each, 1) for each in holders])
    reach = np.array([max(each.radius_km or 0.0, LEAST_KM) for each in holders])
    latitude = np.radians([each.latitude or 0.0 for each in holders])
    longitude = np.radians([each.longitude or 0.0 for each in holders])
    out: list[Incident] = []
    for each in incidents:
        parent = None
        if holders and _is_placed(each):
            possible = (first <= _ordinal(each, 0)) & (last >= _ordinal(each, 1))
            possible &= reach >= (each.radius_km or 0.0)
            at = np.flatnonzero(possible)
            y, x = np.radians(each.latitude or 0.0), np.radians(each.longitude or 0.0)
            h = np.sin((latitude[at] - y) / 2) ** 2
            h += np.cos(latitude[at]) * np.cos(y) * np.sin((longitude[at] - x) / 2) ** 2
            near = at[12742.0176 * np.arcsin(np.sqrt(np.minimum(h, 1))) <= reach[at]]
            parent = next((holders[n].id for n in near if _size(holders[n])[:2] > _size(each)[:2]), None)
        out.append(each if parent == each.part_of else msgspec.structs.replace(each, part_of=parent))
    return out


def _is_placed(each: Incident) -> bool:
    return (
        each.latitude is not None and each.when is not None and None not in (each.when.start, each.when.end)
    )


def _can_hold(each: Incident) -> bool:
    if not _is_placed(each) or _length(each) > LONGEST:
        return False
    is_battle = each.event is not None and event_group(each.event) == BATTLE
    return _length(each) > LONG_DAYS or (
        is_battle and (_length(each) > 1 or (each.radius_km or 0) > LEAST_KM)
    )


def _ordinal(each: Incident, end: int) -> int:
    when = each.when
    day = (when.start, when.end)[end] if when else None
    return day.toordinal() if day else 0


def _length(each: Incident) -> int:
    return _ordinal(each, 1) - _ordinal(each, 0) + 1 if _is_placed(each) else 0


def _size(each: Incident) -> tuple[float, int, str]:
    return max(each.radius_km or 0.0, LEAST_KM) * _length(each), _length(each), each.id
