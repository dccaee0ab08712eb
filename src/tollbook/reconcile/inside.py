"""Incidents within incidents: which of them count as wholes in a sum, and how much a whole is with its parts.

A strike within a battle is counted in the battle. Where the strikes make more than the battle's own figures
say, the larger number counts: low and best of both, and high of the strikes where the battle's is too low.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from tollbook.model.incident import Incident
from tollbook.model.toll import Range, Toll
from tollbook.reconcile.naming import called
from tollbook.reconcile.overlaps import Added, counted_once

Above = Mapping[str, str | None]


def wholes(chosen: Sequence[Incident], above: Above) -> dict[str, str]:
    """Give, for each incident that lies within another of those chosen, the nearest such one.

    `above` gives what an incident is part of, also where it is not chosen itself: what lies between a whole
    and a part may be left out.
    """
    names = {incident.id for incident in chosen}
    out: dict[str, str] = {}
    for incident in chosen:
        seen = {incident.id}
        at = incident.part_of
        while at is not None and at not in seen:
            if at in names:
                out[incident.id] = at
                break
            seen.add(at)
            at = above.get(at)
    return out


def with_parts(
    inside: Sequence[Added], around: Mapping[str, str], apart: Collection[frozenset[str]] = ()
) -> tuple[list[Added], list[str]]:
    """Give the incidents that lie within no other one, each with what it and its parts make; and notes.

    `around` gives the nearest whole of each part.
    """
    known = {incident.id: (incident, toll) for incident, toll in inside}
    parts: dict[str, list[str]] = {}
    for incident, _ in inside:
        if incident.id in around:
            parts.setdefault(around[incident.id], []).append(incident.id)
    notes: list[str] = []

    def made(name: str, over: frozenset[str]) -> Added:
        incident, toll = known[name]
        below = [made(part, over | {name}) for part in parts.get(name, ()) if part not in over]
        return (incident, _with(incident, toll, below, apart, notes.append)) if below else (incident, toll)

    rings = _in_rings(around)
    tops = [incident.id for incident, _ in inside if incident.id not in around or incident.id in rings]
    return [made(name, frozenset(rings)) for name in tops], notes


def _in_rings(around: Mapping[str, str]) -> set[str]:
    """Give incidents that are, over others, part of themselves: none of them is a whole of the others."""
    out: set[str] = set()
    for start in around:
        at, seen = around.get(start), set[str]()
        while at is not None and at not in seen and at != start:
            seen.add(at)
            at = around.get(at)
        if at == start:
            out.add(start)
    return out


def _with(
    whole: Incident,
    toll: Toll,
    parts: Sequence[Added],
    apart: Collection[frozenset[str]],
    note: Callable[[str], None],
) -> Toll:
    """Give a whole's toll with the larger of its own low and what its parts make."""
    once = counted_once(parts, apart)
    own = toll.range
    if once.low <= (own.low or 0):
        return toll
    highs = [part.range.high for _, part in parts]
    summed = None if None in highs else sum(high or 0 for high in highs)
    high = own.high
    said = f"at least {own.low or 0:,}"
    if high is not None and once.low > high:
        said, high = f"at most {high:,}", summed
    best = own.best if own.best is None or once.best is None else max(own.best, once.best)
    if best is not None:
        best = max(best, once.low) if high is None else min(max(best, once.low), high)
    some = "1 incident" if len(parts) == 1 else f"{len(parts)} incidents"
    verb = "makes" if len(parts) == 1 else "make"
    note(
        f"{some} within {called(whole)} {verb} at least {once.low:,}, and its own figures {said}: the larger "
        "number counts"
    )
    counted = (*toll.counted, *(each for _, part in parts for each in part.counted))
    return msgspec.structs.replace(
        toll, range=Range(low=once.low, best=best, high=high), counted=tuple(dict.fromkeys(counted))
    )
