"""An incident that holds others (a battle its strikes): their tolls are set beside its own, never added."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from tollbook.model.incident import Incident
from tollbook.model.toll import Toll
from tollbook.reconcile.areas import over
from tollbook.reconcile.naming import called
from tollbook.reconcile.places import Region
from tollbook.reconcile.tolls import Reconciled

INSIDE = Region("the incidents within")
NAMED = 3
"""Incidents that a note names."""


def beside_parts(whole: Reconciled, parts: Sequence[tuple[Incident, Reconciled]]) -> Reconciled:
    """Give the tolls of an incident with a note of what the incidents within it make together."""
    return replace(whole, tolls=tuple(_noted(toll, parts) for toll in whole.tolls))


def _noted(toll: Toll, parts: Sequence[tuple[Incident, Reconciled]]) -> Toll:
    # They are parts of this incident here, not of one another.
    pairs = [
        (msgspec.structs.replace(incident, part_of=None), made.toll(toll.outcome, toll.group))
        for incident, made in parts
    ]
    summed = over(INSIDE, None, None, pairs, policy=toll.policy, outcome=toll.outcome, group=toll.group)
    if not summed.incidents:
        return toll
    low, high = summed.range.low, summed.range.high
    many = f"{len(summed.incidents)} incidents" if len(summed.incidents) > 1 else "1 incident"
    ends = f"{'-' if low is None else f'{low:,}'} to {'an open end' if high is None else f'{high:,}'}"
    most = toll.range.high
    told = "more than its own toll" if low is not None and most is not None and low > most else "not added"
    names = {incident.id: called(incident) for incident, _ in parts}
    shown = "; ".join(names[name] for name in summed.incidents[:NAMED])
    more = len(summed.incidents) - NAMED
    shown += f" and {more:,} more" if more > 0 else ""
    note = f"the figures of {many} within it make {ends}: {told}: {shown}"
    return msgspec.structs.replace(toll, notes=(*toll.notes, note))
