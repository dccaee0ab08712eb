"""Tolls over an area and a period: the incidents that can be added, those that cannot, and why.

An incident inside another (a strike within a battle) is counted in the whole. Totals that sources give for
a period are never added: they are set beside the sum in words.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance
from tollbook.model.incident import Account, Incident
from tollbook.model.toll import Group, LeftOut, Range, Toll
from tollbook.reconcile.groups import ALL, groups_of
from tollbook.reconcile.sources import speaker

EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Region:
    """An area that incidents may lie in: a country, a place with a radius in km, or everywhere.

    Example:
        >>> Region("Norvania", country="NV").holds(Incident(id="i", claims=("c",), country="NV"))
        True
    """

    name: str
    country: str | None = None
    gazetteer: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None

    def holds(self, incident: Incident) -> bool | None:
        """Tell whether the incident lies in the area; None where its place is not known well enough."""
        spot = (incident.latitude, incident.longitude)
        return self.covers(incident.country, incident.gazetteer, spot, incident.radius_km)

    def covers(
        self,
        country: str | None,
        gazetteer: str | None,
        spot: tuple[float | None, float | None],
        radius_km: float | None,
    ) -> bool | None:
        """Tell whether a place (degrees, WGS 84; km) lies in the area; None where that cannot be told."""
        if self.country is None and self.latitude is None:
            return True
        if self.country is not None:
            return None if country is None else country == self.country
        if self.gazetteer is not None and gazetteer == self.gazetteer:
            return True
        latitude, longitude = spot
        if latitude is None or longitude is None:
            return None
        assert self.latitude is not None, "a region without a country has a middle"
        away = kilometres(self.latitude, self.longitude or 0.0, latitude, longitude)
        reach, blur = self.radius_km or 0.0, radius_km or 0.0
        if away - blur > reach:
            return False
        return True if away <= reach and blur <= max(reach, 1.0) else None


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the distance of two points (degrees, WGS 84) in km, on a sphere.

    Source: the haversine formula.

    Example:
        >>> round(kilometres(0.0, 0.0, 0.0, 1.0))
        111
    """
    one, two = math.radians(lat1), math.radians(lat2)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def over(
    region: Region,
    first: date | None,
    last: date | None,
    incidents: Iterable[tuple[Incident, Toll | None]],
    *,
    policy: str,
    outcome: Outcome = Outcome.KILLED,
    group: Group = ALL,
    accounts: Iterable[Account] = (),
) -> Toll:
    """Add up the tolls of the incidents in `region` from `first` to `last` (both days counted in).

    Each incident comes with its toll by the policy, None where nothing is stated of this outcome and
    group. `accounts` are searched for totals of a period, to be compared in words.
    """
    given = sorted(incidents, key=lambda pair: pair[0].id)
    known = {incident.id: (incident, toll) for incident, toll in given}
    left: list[LeftOut] = []
    inside: list[tuple[Incident, Toll]] = []
    for incident, toll in given:
        reason = outside(incident, region, first, last)
        if reason == "":
            continue
        if reason is None and (toll is None or not toll.counted):
            reason = "no figure of this harm counts in it" if toll is not None else ""
        if reason is None and toll is not None:
            inside.append((incident, toll))
        elif reason:
            left.append(LeftOut(incident=incident.id, reason=reason))
    chosen = {incident.id for incident, _ in inside}
    notes: list[str] = []
    added: list[tuple[Incident, Toll]] = []
    for incident, toll in inside:
        whole = _whole(incident, chosen, lambda name: known[name][0] if name in known else None)
        if whole is None:
            added.append((incident, toll))
        else:
            left.append(
                LeftOut(incident=incident.id, reason=f"it lies within {whole}, which counts as a whole")
            )
    notes += _contained(inside, left)
    summed = _sum([toll for _, toll in added], notes)
    notes += _beside(accounts, region, summed, (first, last), outcome, group)
    counted = [each for _, toll in added for each in toll.counted]
    return Toll(
        of=_title(region, first, last),
        outcome=outcome,
        group=group,
        range=summed,
        policy=policy,
        counted=tuple(counted),
        provisional=_provisional([toll for _, toll in added]),
        notes=tuple(notes),
        incidents=tuple(incident.id for incident, _ in added),
        left_out=tuple(sorted(left, key=lambda each: each.incident)),
    )


def outside(incident: Incident, region: Region, first: date | None, last: date | None) -> str | None:
    """Say why an incident cannot be added: "" where it is plainly elsewhere, None where it can be."""
    holds = region.holds(incident)
    if holds is False:
        return ""
    when = incident.when
    if first is not None or last is not None:
        if when is None or when.start is None or when.end is None:
            return "its days are not known"
        if (last is not None and when.start > last) or (first is not None and when.end < first):
            return ""
        if (first is not None and when.start < first) or (last is not None and when.end > last):
            return f"its days ({when.start} to {when.end}) reach beyond the period"
    return "its place is not known well enough" if holds is None else None


def _whole(incident: Incident, chosen: set[str], find: Callable[[str], Incident | None]) -> str | None:
    """Give the incident around this one that counts as a whole, or None."""
    seen = {incident.id}
    at = incident.part_of
    while at is not None and at not in seen:
        if at in chosen:
            return at
        seen.add(at)
        above = find(at)
        at = above.part_of if above else None
    return None


def _contained(inside: Sequence[tuple[Incident, Toll]], left: Sequence[LeftOut]) -> list[str]:
    """Say where the incidents within one exceed it."""
    out = {each.incident for each in left}
    tolls: Mapping[str, Toll] = {incident.id: toll for incident, toll in inside}
    parts: dict[str, int] = {}
    for incident, toll in inside:
        whole = incident.part_of
        if incident.id in out and whole is not None and whole in tolls:
            parts[whole] = parts.get(whole, 0) + (toll.range.low or 0)
    return [
        f"the incidents within {whole} make at least {total:,}, more than its own toll, at most {high:,}"
        for whole, total in sorted(parts.items())
        if (high := tolls[whole].range.high) is not None and total > high
    ]


def _sum(tolls: Sequence[Toll], notes: list[str]) -> Range:
    lows = [toll.range.low for toll in tolls]
    bests = [toll.range.best for toll in tolls]
    highs = [toll.range.high for toll in tolls]
    if not tolls:
        return Range(low=None, best=None, high=None)
    if None in lows:
        notes.append(f"{lows.count(None)} of {len(tolls)} incidents have no lower end and add nothing to low")
    if None in highs:
        notes.append(f"{highs.count(None)} of {len(tolls)} incidents have no upper end, so the sum has none")
    if None in bests and any(best is not None for best in bests):
        notes.append(f"{bests.count(None)} of {len(tolls)} incidents have no best, so the sum has none")
    return Range(
        low=sum(low or 0 for low in lows),
        best=None if None in bests else sum(best or 0 for best in bests),
        high=None if None in highs else sum(high or 0 for high in highs),
    )


def _beside(
    accounts: Iterable[Account],
    region: Region,
    summed: Range,
    days: tuple[date | None, date | None],
    outcome: Outcome,
    group: Group,
) -> list[str]:
    """Set the totals that sources give for this area and a time of the period beside the sum, in words."""
    out: dict[str, None] = {}
    for account in sorted(accounts, key=lambda a: (a.published or "", a.report, a.claim.id)):
        for figure in account.figures:
            if figure.outcome.value is not outcome or figure.scope.value is not Scope.PERIOD:
                continue
            if figure.stance.value is Stance.DENIED or not (group == ALL or group in groups_of(figure)):
                continue
            if not _within(figure, *days) or not _inside(figure, account, region):
                continue
            actor = speaker(figure.claimants)
            who = actor.label if actor else account.outlet or account.report
            kinds = ", ".join(sorted(each.value for each in groups_of(figure)))
            of = f" ({kinds})" if kinds and group == ALL else ""
            words = f"a total of {who}{of} is {figure.count.value}{_days(figure)}; the incidents here make "
            out.setdefault(words + f"{_between(summed)}: {_fit(figure.count.value, summed)}; it is not added")
    return list(out)


def _within(figure: Figure, first: date | None, last: date | None) -> bool:
    when = figure.when.value if figure.when else None
    if when is None:
        return first is None and last is None
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None:
        return False
    return (last is None or start <= last) and (first is None or end >= first)


def _inside(figure: Figure, account: Account, region: Region) -> bool:
    """Tell whether a total is of a place in the area; one without a place is of none but everywhere."""
    place = figure.place or account.claim.place
    best = place.value.best if place else None
    if best is None:
        return region.covers(None, None, (None, None), None) is True
    spot = (best.latitude, best.longitude)
    return region.covers(best.country, best.gazetteer, spot, best.radius_km) is True


def _days(figure: Figure) -> str:
    when = figure.when.value if figure.when else None
    if when is None:
        return ""
    start = f" from {when.start}" if when.start else ""
    return f"{start} to {when.end}" if when.end else start


def _between(summed: Range) -> str:
    low = "-" if summed.low is None else f"{summed.low:,}"
    return f"{low} to {'an open end' if summed.high is None else f'{summed.high:,}'}"


def _fit(count: Count, summed: Range) -> str:
    """Say how a total lies to the sum."""
    if count.high is not None and summed.low is not None and count.high < summed.low:
        return "the total is lower"
    if count.low is not None and summed.high is not None and count.low > summed.high:
        return "the total is higher"
    return "the two agree"


def _provisional(tolls: Sequence[Toll]) -> str | None:
    if not tolls:
        return "no incident can be added"
    many = sum(toll.provisional is not None for toll in tolls)
    return f"{many} of {len(tolls)} incidents are provisional" if many else None


def _title(region: Region, first: date | None, last: date | None) -> str:
    start = f" from {first}" if first else ""
    return region.name + start + (f" to {last}" if last else "")
