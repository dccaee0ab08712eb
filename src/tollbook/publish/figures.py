"""Figures in the flat form that scorers and spreadsheets take: one dict per figure."""

from collections.abc import Sequence
from typing import Any

from tollbook.model.figure import Figure
from tollbook.model.provenance import Sourced
from tollbook.model.reading import Reading
from tollbook.model.reference import Actor


def to_scored(reading: Reading) -> dict[str, Any]:
    """Flatten the figures of a reading: {"id": report id, "figures": [...]}, in text order.

    The id is the one that the collection gave, also where it stands there twice.

    `start` and `end` count characters of the clean text, end exclusive; `low` and `high` are persons,
    None where open; names are the words as written; days are ISO dates; `part_of` is the index of the
    whole in the same list.
    """
    return {"id": reading.report.listed or reading.report.id, "figures": flat(reading.figures)}


def flat(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Flatten the figures of one report, in their order; `part_of` counts in the same list."""
    index = {figure.id: n for n, figure in enumerate(figures)}
    return [_flat(figure, index) for figure in figures]


def _flat(figure: Figure, index: dict[str, int]) -> dict[str, Any]:
    when = figure.when.value if figure.when else None
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "quote": figure.quote.exact,
        "outcome": figure.outcome.value.value,
        "low": figure.count.value.low,
        "high": figure.count.value.high,
        "status": figure.status.value.value,
        "side": _name(figure.side),
        "traits": [trait.value.value for trait in figure.traits],
        "name": figure.name.value if figure.name else None,
        "claimant": figure.claimants[0].value.name if figure.claimants else "narrator",
        "cites": figure.claimants[1].value.name if len(figure.claimants) > 1 else None,
        "stance": figure.stance.value.value,
        "perpetrator": _name(figure.perpetrator),
        "place": figure.place.words if figure.place else None,
        "date_start": when.start.isoformat() if when and when.start else None,
        "date_end": when.end.isoformat() if when and when.end else None,
        "scope": figure.scope.value.value,
        "part_of": index.get(figure.part_of) if figure.part_of else None,
    }


def _name(who: Sourced[Actor] | None) -> str | None:
    return who.value.name if who else None
