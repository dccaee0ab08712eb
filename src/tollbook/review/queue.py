"""The queue: which figure or claim a person should look at next, by uncertainty times weight.

Uncertainty is one minus the chance that every value is right: a score where a model gave one, a fixed share
where a rule decided, less for what was inferred or assumed, for places without a reference, and where the
figures of the report contradict each other. Weight grows with the logarithm of the number of persons and
with the harm; what no source is named for weighs a little more. Both are shown, so that nobody has to guess
why something comes first.
"""

from collections.abc import Iterator
from math import log2

import msgspec

from tollbook.model.claim import Claim, FindingKind
from tollbook.model.figure import Figure, Outcome
from tollbook.model.provenance import Basis, Sourced
from tollbook.review.decisions import Reviewed, State

SURE = {Basis.STATED: 0.98, Basis.INFERRED: 0.9, Basis.ASSUMED: 0.8}
"""Chance that a value is right that a rule read, by what it rests on; our own estimates."""
UNPLACED = 0.85
CONTRADICTED = 0.7
HARM = {
    Outcome.KILLED: 1.0,
    Outcome.KILLED_OR_INJURED: 0.9,
    Outcome.MISSING: 0.7,
    Outcome.ABDUCTED: 0.7,
    Outcome.INJURED: 0.6,
    Outcome.DETAINED: 0.5,
    Outcome.DISPLACED: 0.4,
}
CLAIM = 0.25
AGAINST = frozenset({FindingKind.PARTS_EXCEED, FindingKind.KINDS_DIFFER, FindingKind.FIGURES_DIFFER})


class Waiting(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A figure or claim that waits for a person: the higher `rank`, the sooner; and why."""

    rank: float
    id: str
    report: str
    uncertainty: float
    weight: float


def waiting(reviewed: Reviewed) -> list[Waiting]:
    """Give what of a reading waits for a person, the most pressing first."""
    reading = reviewed.reading
    doubted = {f for finding in reading.findings if finding.kind in AGAINST for f in finding.figures}
    out = []
    records: list[Figure | Claim] = [*reading.figures, *reading.claims]
    for record in records:
        if reviewed.of(record.id).state is not State.WAITING:
            continue
        unsure = uncertainty(record, contradicted=record.id in doubted)
        heavy = weight(record)
        out.append(
            Waiting(
                rank=round(unsure * heavy, 4),
                id=record.id,
                report=reading.report.id,
                uncertainty=round(unsure, 3),
                weight=round(heavy, 3),
            )
        )
    return sorted(out, key=lambda item: (-item.rank, item.id))


def uncertainty(record: Figure | Claim, *, contradicted: bool = False) -> float:
    """Give the chance, from 0 to 1, that at least one value of the record is not right."""
    right = 1.0
    for value in _values(record):
        right *= SURE[value.basis] if value.score is None else max(0.05, value.score)
    if record.place and record.place.value.best is None:
        right *= UNPLACED
    if contradicted:
        right *= CONTRADICTED
    return 1 - right


def weight(record: Figure | Claim) -> float:
    """Give how much hangs on a record: persons (logarithm) times harm; a claim by how many figures it has."""
    if isinstance(record, Claim):
        return CLAIM * (1 + len(record.figures))
    count = record.count.value
    persons = max(n for n in (count.low, count.high, 1) if n is not None)
    return HARM[record.outcome.value] * log2(1 + persons) * (1.0 if record.claimants else 1.1)


def _values(record: Figure | Claim) -> Iterator[Sourced[object]]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Sourced):
                yield item
