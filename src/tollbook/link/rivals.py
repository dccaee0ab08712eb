"""Rivals: among how many claims of its days a claim has to be found where the exact place does not tell.

Where two claims name one place, how often it is told of tells how much that says. Where one names no place,
or an area, or another place, the other is to be found among all claims of these days, or of this area: by
the hundreds in a dense war, a few in a quiet year.
"""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import Columns
from tollbook.link.items import AREA_KM

Ints = NDArray[np.int64]
LEVELS = {"tens": 10.0, "dozens": 40.0, "hundreds": 160.0, "throng": 640.0}
"""Claims a day, of all or of the area, from which on a pair is at a level; below the first there is none."""


def rivals(c: Columns, i: Ints, j: Ints) -> NDArray[np.int8]:
    """Give for each pair the level of how many claims a day there are, -1 where few or of one exact place."""
    exact_i = (c.radius[i] < AREA_KM) & ~np.isnan(c.latitude[i])
    exact_j = (c.radius[j] < AREA_KM) & ~np.isnan(c.latitude[j])
    same = exact_i & exact_j & (c.gazetteer[i] == c.gazetteer[j])
    rate = np.maximum(c.around[i], c.around[j])
    inside = (c.admin[i] >= 0) & (c.admin[i] == c.admin[j]) & ~(exact_i & exact_j)
    rate = np.where(inside, np.maximum(c.around_unit[i], c.around_unit[j]), rate)
    out = np.digitize(rate, list(LEVELS.values())).astype(np.int8) - 1
    out[same] = -1
    return np.asarray(out, dtype=np.int8)
