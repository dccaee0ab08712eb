"""Scoring: pairs -> match weights, in bits, added up over the comparisons from the prior.

The model is that of I. P. Fellegi and A. B. Sunter, "A theory for record linkage", Journal of the American
Statistical Association 64 (1969), as Splink has it. Comparisons of wording cost most and are made last, for
those pairs alone that could still come above the floor.
"""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import Columns
from tollbook.link.comparisons import CHEAP, COMPARISONS, DEAR, LEVELS, WITHIN
from tollbook.link.knowledge import Weights

AT_ONCE = 250_000
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def scores(columns: Columns, left: Ints, right: Ints, weights: Weights, *, floor: float = -8.0) -> Floats:
    """Give the match weight of each pair; of pairs that stay below the floor, a bound below it."""
    out = np.empty(len(left), dtype=np.float32)
    for start in range(0, len(left), AT_ONCE):
        i, j = left[start : start + AT_ONCE], right[start : start + AT_ONCE]
        inside = columns.report[i] == columns.report[j]
        some = np.empty(len(i), dtype=np.float32)
        some[~inside] = _between(columns, i[~inside], j[~inside], weights, floor)
        some[inside] = _added(columns, i[inside], j[inside], weights, "within", WITHIN)
        out[start : start + AT_ONCE] = some
    return out


def _added(
    columns: Columns, i: Ints, j: Ints, weights: Weights, model: str, which: tuple[str, ...]
) -> Floats:
    total = np.full(len(i), weights.settings[f"prior_{model}"], dtype=np.float32)
    for name in which:
        total += weights.table(f"{model}.{name}", LEVELS[name])[COMPARISONS[name](columns, i, j)]
    return total


def _between(columns: Columns, i: Ints, j: Ints, weights: Weights, floor: float) -> Floats:
    total = _added(columns, i, j, weights, "between", CHEAP)
    best = {name: float(weights.table(f"between.{name}", LEVELS[name]).max()) for name in DEAR}
    for name in DEAR:
        hope = sum(best[other] for other in DEAR[DEAR.index(name) :])
        open_ = np.flatnonzero(total + hope >= floor)
        found = COMPARISONS[name](columns, i[open_], j[open_])
        table = weights.table(f"between.{name}", LEVELS[name])
        total[np.setdiff1d(np.arange(len(i)), open_, assume_unique=True)] += float(table.min())
        total[open_] += table[found]
    return total
