"""Calibration: raw scores and whether they were right -> the two numbers that make them probabilities.

The logit of the raw score is scaled and shifted (Platt 1999), fitted by Newton's method with a small
penalty that keeps a field with few examples near the raw score.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

import tollbook
from tollbook.evaluate.data import lines
from tollbook.evaluate.figure_scores import agrees, pairs
from tollbook.learned import AsWritten, weigh
from tollbook.learned.flags import ROLES
from tollbook.learned.model import EDGE, Model, probability
from tollbook.model.figure import Figure
from tollbook.model.report import Report
from tollbook.publish.figures import flat

Judgements = dict[str, list[tuple[float, bool]]]
PENALTY, STEPS, LONGEST_STEP = 1.0, 200, 0.25
FIELDS = ("status", "stance", "scope")
BINS = 10


def judgements(sets: Sequence[tuple[Path, Path]], model: Model) -> Judgements:
    """Read annotated reports and give, field by field, each value's score and whether it was right."""
    reader = tollbook.Reader(rules_only=True)
    out: Judgements = {}
    for reports, gold in sets:
        said = {record["id"]: record["figures"] for record in lines(gold)}
        for report in tollbook.reports([str(reports)]):
            if not isinstance(report, Report):
                continue
            coded = said.get(report.listed or report.id)
            if coded is not None:
                page, moves = reader.seen(report)
                found = weigh(page, model, reader.days(report, page.text.mentions))[0]
                way = AsWritten(report.text, moves)
                _judge(way.back(found, way.ids(found)), coded, report.text, out)
    return out


def _judge(found: Sequence[Figure], coded: list[dict[str, Any]], text: str, out: Judgements) -> None:
    read = flat(found)
    right = {pair.read: pair.gold for pair in pairs(coded, read, text)}
    for n, figure in enumerate(found):
        if figure.outcome.score is not None:
            out.setdefault("outcome", []).append((figure.outcome.score, n in right))
        if n not in right:
            continue
        gold = coded[right[n]]
        for field in FIELDS:
            score = getattr(figure, field).score
            if score is not None:
                out.setdefault(field, []).append((score, agrees(field, read[n], gold)))
        for role in ROLES:
            value = _value(figure, role)
            if value is not None and value.score is not None:
                slot = "dates" if role == "date" else role
                out.setdefault(role, []).append((value.score, agrees(slot, read[n], gold)))


def _value(figure: Figure, role: str) -> Any:
    who = (*figure.claimants, None, None)
    chosen = {"claimant": who[0], "cites": who[1], "date": figure.when}
    return chosen[role] if role in chosen else getattr(figure, role)


def fit(items: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Fit slope and shift to scores and whether they were right.

    Example:
        >>> slope, shift = fit([(0.9, True), (0.9, False), (0.6, True), (0.6, False)] * 20)
        >>> round(1 / (1 + 2.718281828 ** -(slope * 2.197 + shift)), 1)
        0.5
    """
    held = np.clip(np.array([score for score, _ in items], dtype=float), EDGE, 1 - EDGE)
    right = np.array([is_right for _, is_right in items], dtype=float)
    x = np.stack([np.log(held / (1 - held)), np.ones(len(held))], -1)
    start = np.array([1.0, 0.0])
    w = start.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (right - p) - PENALTY * (w - start)
        bend = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(2)
        w = w + np.clip(np.linalg.solve(bend, slope), -LONGEST_STEP, LONGEST_STEP)
    return round(float(w[0]), 4), round(float(w[1]), 4)


def fitted(found: Mapping[str, Sequence[tuple[float, bool]]]) -> dict[str, tuple[float, float]]:
    """Fit every field."""
    return {field: fit(items) for field, items in sorted(found.items()) if items}


def crossed(items: Sequence[tuple[float, bool]]) -> list[tuple[float, bool]]:
    """Calibrate each half of the items, in their order, with numbers fitted on the other half."""
    middle = len(items) // 2
    out: list[tuple[float, bool]] = []
    for shown, other in ((items[:middle], items[middle:]), (items[middle:], items[:middle])):
        if other:
            numbers = fit(other)
            out += [(probability(score, numbers), right) for score, right in shown]
    return out


def reliability(items: Sequence[tuple[float, bool]]) -> dict[str, Any]:
    """Give count, mean score and share right in ten bins of score, and the expected calibration error."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, is_right in items:
        bins[min(BINS - 1, int(score * BINS))].append((score, is_right))
    rows = [
        {
            "count": len(held),
            "score": round(sum(s for s, _ in held) / len(held), 3),
            "right": round(sum(r for _, r in held) / len(held), 3),
        }
        for held in bins
        if held
    ]
    off = sum(row["count"] * abs(row["score"] - row["right"]) for row in rows) / max(1, len(items))
    return {"bins": rows, "error": round(off, 4), "count": len(items)}


__all__ = ["crossed", "fitted", "judgements", "reliability"]
