"""Stated: what the claims of two groups state weighs, one respect after the other, over pairs of claims.

Two groups are of one incident where in each respect (day, kind of event, sides, numbers) some of the claims
of one agree with some of the other: that others of them misread a day says little. So in a respect the pairs
count by the mean of their odds, not of their weights. Before anything is compared the odds are those of
finding a fellow among all claims that come into question: of one place those of this place, else those of
the area, or of everywhere, in the days round both.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import Columns
from tollbook.link.comparisons import COMPARISONS, LEVELS
from tollbook.link.knowledge import Weights
from tollbook.link.rivals import chosen

RESPECTS = ("time", "event", "weapon", "actors", "figures", "names", "ages")
MOST_PAIRS = 64
"""Pairs of claims of two groups that are compared; of more, so many are taken in even steps."""
AT_ONCE = 20_000
"""Pairs of groups compared in one go; it bounds memory."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def stated(
    table: Columns, groups: Sequence[Sequence[int]], one: Ints, other: Ints, weights: Weights
) -> Floats:
    """Give for each two groups the weight of what their claims state, in bits, words aside."""
    out = np.zeros(len(one))
    for start in range(0, len(one), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        i, j, owner = _pairs(groups, one[some], other[some])
        count = len(one[some])
        out[some] = _mean(_place(table, i, j, weights), owner, count)
        for name in RESPECTS:
            level = COMPARISONS[name](table, i, j)
            said = level >= 0
            weight = weights.table(f"between.{name}", LEVELS[name])[level[said]]
            out[some] += _mean(weight, owner[said], count)
    return out


def _pairs(groups: Sequence[Sequence[int]], one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """Give pairs of rows of each two groups, and which two these are."""
    left: list[int] = []
    right: list[int] = []
    counts: list[int] = []
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        mine, theirs = groups[a], groups[b]
        steps = range(0, len(mine) * len(theirs), -(-len(mine) * len(theirs) // MOST_PAIRS))
        left += [mine[at // len(theirs)] for at in steps]
        right += [theirs[at % len(theirs)] for at in steps]
        counts.append(len(steps))
    return (
        np.array(left, dtype=np.int64),
        np.array(right, dtype=np.int64),
        np.repeat(np.arange(len(one)), counts),
    )


def _place(table: Columns, i: Ints, j: Ints, weights: Weights) -> NDArray[np.float32]:
    """Give the odds among all that come into question, with what places weigh that are not one.

    Who is found among the claims of one place or area needs no more weight for being there.
    """
    odds, one, inside = chosen(table, i, j)
    weight = weights.table("between.place", LEVELS["place"])[COMPARISONS["place"](table, i, j)]
    weight[one] = 0
    weight[inside] = np.minimum(0, weight[inside])
    return np.asarray(odds + weight, dtype=np.float32)


def _mean(weight: NDArray[np.float32], owner: Ints, count: int) -> Floats:
    """Give the mean of odds, in bits, of the pairs of each two groups; 0 where none says anything."""
    total = np.bincount(owner, weights=2.0 ** weight.astype(np.float64), minlength=count)
    pairs = np.bincount(owner, minlength=count)
    return np.asarray(np.where(pairs > 0, np.log2(np.where(pairs > 0, total, 1) / np.maximum(1, pairs)), 0.0))
