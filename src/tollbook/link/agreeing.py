"""What comparisons are made of: the first test that holds, and whether two claims are of one exact place."""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import OFTEN, Columns
from tollbook.link.items import AREA_KM

Ints = NDArray[np.int64]
Found = NDArray[np.int8]
"""The number of the level of each pair, -1 where one of the two says nothing."""


def first(count: int, *tests: NDArray[np.bool_], nothing: NDArray[np.bool_]) -> Found:
    """Number the first test that holds for each pair; the level after the last where none does."""
    out = np.full(count, len(tests), dtype=np.int8)
    for number in range(len(tests) - 1, -1, -1):
        out[tests[number]] = number
    out[nothing] = -1
    return out


def exact(c: Columns, i: Ints, j: Ints) -> NDArray[np.bool_]:
    """Tell whether both name one exact place."""
    near = (c.radius[i] < AREA_KM) & (c.radius[j] < AREA_KM) & ~np.isnan(c.latitude[i])
    return np.asarray(near & (c.gazetteer[i] >= 0) & (c.gazetteer[i] == c.gazetteer[j]), dtype=np.bool_)


def spot(c: Columns, i: Ints, j: Ints) -> NDArray[np.bool_]:
    """Tell whether both name one day and one exact place that seldom sees two incidents on one day."""
    same = exact(c, i, j)
    day = (c.first[i] >= 0) & (c.first[i] == c.last[i])
    day &= (c.first[j] == c.first[i]) & (c.last[j] == c.last[i])
    quiet = (c.rate[i] < OFTEN) & ~c.guessed[i] & ~c.guessed[j]
    return np.asarray(same & day & quiet, dtype=np.bool_)
