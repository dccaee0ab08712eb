"""Incidents of a sum that may hold the same people: low and best count these people once, high counts all.

Two kinds are found. An incident that rests on one line of reporting and contradicts another in nothing
(days, place, kind, number) may be that one, which linking could not tell. One of several days may count the
people of others in its days and place. `benchmarks/area_tolls.py` measures sums against a known truth.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tollbook.model.incident import Incident
from tollbook.model.toll import MaybeSame, Range, Toll
from tollbook.reconcile.places import kilometres

Added = tuple[Incident, Toll]
Days = tuple[date, date]
HOLDS_ANY = frozenset({"Armed clash"})
"""Types of event that hold happenings of every type."""
MANY_DAYS = 400


@dataclass(frozen=True)
class Once:
    """Low and best of a sum in which people that may be the same count once, and whose those are."""

    low: int
    best: int | None
    maybe: tuple[MaybeSame, ...]


@dataclass
class _Held:
    """An incident with what it adds: its own toll, or what the incidents within its days make."""

    incident: Incident
    toll: Toll
    low: int
    best: int | None


def counted_once(added: Sequence[Added], apart: Collection[frozenset[str]] = ()) -> Once:
    """Add up low and best of incidents; `apart` are pairs of claims that people said are of two incidents."""
    settled = _settled(added, apart)
    kept, maybe = _without_twins(added, settled)
    held = {i.id: _Held(i, t, t.range.low or 0, t.range.best) for i, t in kept}
    for inner, outer in _within(held, settled):
        maybe.append(MaybeSame(incident=inner, other=outer, within=True))
    bests = [each.best for each in held.values()]
    return Once(
        low=sum(each.low for each in held.values()),
        best=None if None in bests else sum(best or 0 for best in bests),
        maybe=tuple(sorted(maybe, key=lambda each: each.incident)),
    )


def entangled(added: Sequence[Added], apart: Collection[frozenset[str]] = ()) -> frozenset[str]:
    """Give the ids of incidents that may hold people of another one here, in whatever choice of them.

    All others are counted by themselves in every sum over some of these incidents.
    """
    settled = _settled(added, apart)
    known = {incident.id: (incident, toll) for incident, toll in added}
    by_days: dict[Days, list[str]] = {}
    by_day: dict[date, list[str]] = {}
    for name, (incident, _) in known.items():
        days = _days(incident)
        if days:
            by_days.setdefault(days, []).append(name)
            by_day.setdefault(days[0], []).append(name)
    found: set[str] = set()
    for days, names in by_days.items():
        around = _starting(by_day, days) if days[0] < days[1] else []
        for name in names:
            mine = known[name]
            tried = [(names if _is_thin(mine[1]) else [], _may_be_one), (around, _may_hold)]
            for others, shares in tried:
                for other in others:
                    if other == name or (name in found and other in found):
                        continue
                    if frozenset((name, other)) not in settled and shares(mine, known[other]):
                        found |= {name, other}
    return frozenset(found)


def _may_be_one(one: Added, other: Added) -> bool:
    """Tell whether nothing that is known of two incidents of the same days contradicts."""
    fit = _kinds_fit(one[0], other[0]) and _meet(one[1].range, other[1].range)
    return fit and _overlap(one[0], other[0])


def _settled(added: Sequence[Added], apart: Collection[frozenset[str]]) -> set[frozenset[str]]:
    """Give the pairs of incidents that people hold apart."""
    told = {claim for pair in apart for claim in pair}
    at = {claim: incident.id for incident, _ in added for claim in incident.claims if claim in told}
    return {frozenset(at[claim] for claim in pair) for pair in apart if all(claim in at for claim in pair)}


def _without_twins(
    added: Sequence[Added], settled: Collection[frozenset[str]]
) -> tuple[list[Added], list[MaybeSame]]:
    """Part incidents that may be another of the same days; firm and large ones are looked at first."""
    kept: list[Added] = []
    by_days: dict[Days, list[Added]] = {}
    out: list[MaybeSame] = []
    for incident, toll in sorted(added, key=lambda a: (_is_thin(a[1]), -(a[1].range.low or 0), a[0].id)):
        days = _days(incident)
        others = by_days.setdefault(days, []) if days else []
        twin = next(
            (
                other.id
                for other, its in others
                if _is_thin(toll)
                and _may_be_one((incident, toll), (other, its))
                and frozenset((incident.id, other.id)) not in settled
            ),
            None,
        )
        if twin is not None and toll.range.high != 0:
            out.append(MaybeSame(incident=incident.id, other=twin))
            continue
        kept.append((incident, toll))
        others.append((incident, toll))
    return kept, out


def _within(held: dict[str, _Held], settled: Collection[frozenset[str]]) -> Iterable[tuple[str, str]]:
    """Take into each incident of several days those that it may count; it adds the larger of both."""
    by_day: dict[date, list[str]] = {}
    for name, each in held.items():
        days = _days(each.incident)
        if days:
            by_day.setdefault(days[0], []).append(name)
    long = [
        (days, name) for name, each in held.items() if (days := _days(each.incident)) and days[0] < days[1]
    ]
    for days, name in sorted(long, key=lambda one: (one[0][1] - one[0][0], one[1])):
        outer = held[name]
        inner = [
            other
            for other in _starting(by_day, days)
            if other != name
            and other in held
            and _holds(outer.incident, held[other].incident)
            and frozenset((name, other)) not in settled
        ]
        parts = [held.pop(other) for other in inner]
        outer.low = max(outer.low, sum(part.low for part in parts))
        bests = [outer.best, *(part.best for part in parts)]
        if parts and outer.best is not None:
            outer.best = None if None in bests else max(outer.best, sum(part.best or 0 for part in parts))
        yield from ((other, name) for other in inner)


def _starting(by_day: dict[date, list[str]], days: Days) -> list[str]:
    first, last = days
    if (last - first).days > MANY_DAYS:
        return [name for day, names in by_day.items() if first <= day <= last for name in names]
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [name for day in every for name in by_day.get(day, ())]


def _holds(outer: Incident, inner: Incident) -> bool:
    """Tell whether an incident of several days may count the people of a shorter one."""
    wide, narrow = _days(outer), _days(inner)
    if wide is None or narrow is None or not (wide[0] <= narrow[0] and narrow[1] <= wide[1]):
        return False
    if narrow[1] - narrow[0] >= wide[1] - wide[0]:
        return False
    return (outer.event in HOLDS_ANY or _kinds_fit(outer, inner)) and _overlap(outer, inner)


def _may_hold(outer: Added, inner: Added) -> bool:
    return _holds(outer[0], inner[0])


def _is_thin(toll: Toll) -> bool:
    return toll.independent < 2


def _days(incident: Incident) -> Days | None:
    when = incident.when
    return (when.start, when.end) if when and when.start and when.end else None


def _kinds_fit(one: Incident, other: Incident) -> bool:
    return one.event is None or other.event is None or one.event == other.event


def _meet(one: Range, other: Range) -> bool:
    """Tell whether two ranges share a number."""
    low = max(one.low or 0, other.low or 0)
    highs = [high for high in (one.high, other.high) if high is not None]
    return not highs or low <= min(highs)


def _overlap(one: Incident, other: Incident) -> bool:
    """Tell whether two places may be one: not known, the same, or areas that overlap."""
    if one.latitude is None or other.latitude is None:
        return True
    if one.gazetteer is not None and one.gazetteer == other.gazetteer:
        return True
    reach = (one.radius_km or 0.0) + (other.radius_km or 0.0)
    spots = (one.latitude, one.longitude or 0.0, other.latitude, other.longitude or 0.0)
    return kilometres(*spots) <= reach
