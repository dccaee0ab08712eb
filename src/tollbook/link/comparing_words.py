"""Comparisons of words: names and ages in two passages, what their rare words tell, how alike they are."""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.agreeing import Found, Ints, exact, first, spot
from tollbook.link.columns import OFTEN, Columns

RARE, KNOWN = 8, 40
"""In how many claims a name stands at most, to be a rare one, or one that tells anything."""
COMMON_AGE = 0.05
"""The part of the claims with ages from which on one age is common."""
FULL = 40.0
"""Claims a day, of all, from which on rare words are compared in place of all words."""
TELLING = {
    "bits_18": 18.0,
    "bits_14": 14.0,
    "bits_10": 10.0,
    "bits_6": 6.0,
    "bits_4": 4.0,
    "bits_2": 2.0,
    "bits_0": 0.0,
    "unlike": -2.0,
    "other": -np.inf,
}
"""Levels of what the words tell that two claims share, less what one leaves out: from so many bits on."""
WORDING = (0.70, 0.45, 0.30, 0.18, 0.10)
REPORT = (0.60, 0.40, 0.28, 0.18, 0.10)
UNLIKE = 4
"""The level of few words in common, after which there are other words only."""


def names(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare the names in both passages: how many rare ones they share, or one that is not too common."""
    lengths = np.diff(c.names.starts)
    rare = c.names.shared(i, j, RARE)
    return first(
        len(i),
        rare >= 3,
        rare == 2,
        rare == 1,
        c.names.shared(i, j, KNOWN) > 0,
        nothing=(lengths[i] == 0) | (lengths[j] == 0),
    )


def ages(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare the ages of people in both passages; one that many claims give says less."""
    lengths = np.diff(c.ages.starts)
    shared = c.ages.shared(i, j, len(c) + 1)
    rare = c.ages.shared(i, j, max(KNOWN, int(COMMON_AGE * np.count_nonzero(lengths))))
    return first(
        len(i),
        (shared >= 2) & (rare >= 1),
        (shared >= 2) | (rare >= 1),
        shared == 1,
        nothing=(lengths[i] == 0) | (lengths[j] == 0),
    )


def _steps(cosines: NDArray[np.float32], steps: tuple[float, ...], nothing: NDArray[np.bool_]) -> Found:
    return first(len(cosines), *(cosines >= step for step in steps), nothing=nothing)


def _unlike(c: Columns, i: Ints, j: Ints, found: Found) -> Found:
    """Count other words as few in common at one day and quiet place: each party tells it in its own."""
    found[(found > UNLIKE) & spot(c, i, j)] = UNLIKE
    return found


def _full(c: Columns, i: Ints, j: Ints) -> NDArray[np.bool_]:
    """Tell which pairs are of days so full, and of no one quiet place, that rare words tell most."""
    full = np.maximum(c.around[i], c.around[j]) >= FULL
    return np.asarray(full & ~(exact(c, i, j) & (c.rate[i] < OFTEN)), dtype=np.bool_)


def telling(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare what the rare words that both claims hold tell, where very much is told of."""
    out = np.full(len(i), -1, dtype=np.int8)
    full = np.flatnonzero(_full(c, i, j))
    a, b = i[full], j[full]
    found = told_level(c.telling.bits(a, b, exact(c, a, b)))
    found[(c.telling.count[a] == 0) | (c.telling.count[b] == 0)] = -1
    out[full] = found
    return out


def told_level(bits: NDArray[np.float32]) -> Found:
    """Give the level of so many bits."""
    steps = np.array(list(TELLING.values()))
    return np.asarray((bits[:, None] < steps).sum(axis=1), dtype=np.int8)


def wording(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare the claims' own words, unless their rare words are compared."""
    lengths = np.diff(c.wording.starts)
    out = np.full(len(i), -1, dtype=np.int8)
    some = np.flatnonzero(~_full(c, i, j))
    a, b = i[some], j[some]
    nothing = (lengths[a] == 0) | (lengths[b] == 0)
    out[some] = _unlike(c, a, b, _steps(c.wording.cosines(a, b), WORDING, nothing))
    return out


def report(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare the whole texts of the reports, each pair of texts once."""
    a, b = np.minimum(c.text[i], c.text[j]), np.maximum(c.text[i], c.text[j])
    pairs, back = np.unique(a * (len(c.texts) + 1) + b, return_inverse=True)
    left, right = pairs // (len(c.texts) + 1), pairs % (len(c.texts) + 1)
    lengths = np.diff(c.texts.starts)
    cosines = c.texts.cosines(left, right)[back]
    return _unlike(c, i, j, _steps(cosines, REPORT, (lengths[a] == 0) | (lengths[b] == 0)))
