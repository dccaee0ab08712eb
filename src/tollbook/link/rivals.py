"""Rivals: among how many claims of its days a claim has to be found where the exact place does not tell.

Where two claims name one place, how often it is told of tells how much that says. Where one names no place,
or an area, or another place, the other is to be found among all claims of these days, or of this area: by
the hundreds in a dense war, a few in a quiet year.
"""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import AROUND_DAYS, Columns
from tollbook.link.items import AREA_KM

Ints = NDArray[np.int64]
Found = NDArray[np.bool_]
LEVELS = {"tens": 10.0, "dozens": 40.0, "hundreds": 160.0, "throng": 640.0}
"""Claims a day, of all or of the area, from which on a pair is at a level; below the first there is none."""
FELLOWS = 4.0
"""About how many claims an incident has, where very much is told of."""


def rivals(c: Columns, i: Ints, j: Ints) -> NDArray[np.int8]:
    """Give for each pair the level of how many claims a day there are, -1 where few or of one exact place."""
    rate, one, _ = _rate(c, i, j)
    out = np.digitize(rate, list(LEVELS.values())).astype(np.int8) - 1
    out[one] = -1
    return np.asarray(out, dtype=np.int8)


def chosen(c: Columns, i: Ints, j: Ints) -> tuple[NDArray[np.float32], Found, Found]:
    """Give the log2 odds that one claim of those in question is a fellow of the other, before all else.

    In question are the claims of the days round both: of their one exact place, else of their area, else of
    everywhere. Also tells which pairs are of one exact place, and which of one area.
    """
    rate, one, inside = _rate(c, i, j)
    rate = np.where(one, np.maximum(c.rate[i], c.rate[j]), rate)
    odds = np.log2(FELLOWS / (FELLOWS + (2 * AROUND_DAYS + 1) * rate))
    return np.asarray(odds, dtype=np.float32), one, inside


def _rate(c: Columns, i: Ints, j: Ints) -> tuple[NDArray[np.float32], Found, Found]:
    """Give the claims a day of the area, or of everywhere, and which pairs are of one place, of one area."""
    exact_i = (c.radius[i] < AREA_KM) & ~np.isnan(c.latitude[i])
    exact_j = (c.radius[j] < AREA_KM) & ~np.isnan(c.latitude[j])
    one = exact_i & exact_j & (c.gazetteer[i] == c.gazetteer[j])
    inside = (c.admin[i] >= 0) & (c.admin[i] == c.admin[j]) & ~(exact_i & exact_j)
    rate = np.maximum(c.around[i], c.around[j])
    return np.where(inside, np.maximum(c.around_unit[i], c.around_unit[j]), rate), one, inside
