"""Together: what the words of two groups of claims tell, by how many reports of each hold every word.

A thing that belongs to an incident (a mill, a street, a name) is told by a part of its reports, say four in
ten; a word that belongs to none comes up by chance. So for each word there are two readings: it belongs to
the incident, or it does not. That two groups are of one incident weighs, word by word, by how much likelier
the counts of both become when they are read together. A word that both hold weighs by how rare it is; one
that one of them lacks weighs against, the more the more reports it could stand in. What the group with more
words tells besides weighs less: a short report leaves most things out, and a name with all its words.

Source: the join is scored as in K. Heller and Z. Ghahramani, "Bayesian hierarchical clustering" (2005), by
the marginal likelihood of both groups as one against that of two, with two readings of each word.
"""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.telling import Telling

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
TOLD = 0.4
"""In what part of its reports a thing of an incident stands."""
CHANCE = 0.25
"""The part of the times that a rare word stands somewhere in which it belongs to no incident."""
OWN = 0.5
"""The largest chance that a word is taken to belong to an incident, before anything is compared."""
BESIDES = 0.25
"""How much it weighs that the group with fewer words lacks a word of the other."""
AT_ONCE = 500_000
"""Words of groups compared in one go; it bounds memory."""


class Together:
    """Words of groups, one group after the other: in how many reports of its group each stands.

    `size` counts the reports of each group; `wide` and `local` are how common a word is anywhere, and at the
    place of the claims that hold it.
    """

    def __init__(
        self, starts: Ints, codes: Ints, times: Ints, size: Ints, wide: Floats, local: Floats
    ) -> None:
        """Take the words of all groups, and where each group begins."""
        self.starts, self.codes, self.times, self.size = starts, codes, times, size
        self.wide, self.local = wide, local
        self.count = np.diff(starts)

    def __len__(self) -> int:
        """Give the number of groups."""
        return len(self.starts) - 1

    def bits(self, one: Ints, other: Ints, same: NDArray[np.bool_]) -> Floats:
        """Give what the words of each two groups tell for one incident; `same` are pairs of one place."""
        out = np.zeros(len(one))
        for some in portions(self.count[one] + self.count[other], AT_ONCE):
            out[some] = self._bits(one[some], other[some], same[some])
        return out

    def _bits(self, one: Ints, other: Ints, same: NDArray[np.bool_]) -> Floats:
        (mine, a), (theirs, b) = self._spread(one), self._spread(other)
        terms = int(self.codes.max(initial=0)) + 1
        held, sought = a * terms + self.codes[mine], b * terms + self.codes[theirs]
        at = np.minimum(np.searchsorted(held, sought), max(0, len(held) - 1))
        both = held[at] == sought if len(held) else np.zeros(len(sought), dtype=bool)
        first, second = at[both], np.flatnonzero(both)
        common_a = np.where(same[a], self.local[mine], self.wide[mine])
        common_b = np.where(same[b], self.local[theirs], self.wide[theirs])
        alone = np.ones(len(held), dtype=bool)
        alone[first] = False
        size, others = self.size[one], self.size[other]
        out = self._lacked(
            mine[alone], a[alone], common_a[alone], size, others, self.count[one] > self.count[other]
        )
        out += self._lacked(
            theirs[~both], b[~both], common_b[~both], others, size, self.count[other] > self.count[one]
        )
        pair, common = a[first], np.maximum(common_a[first], common_b[second])
        k, m = self.times[mine[first]], self.times[theirs[second]]
        told = likely(k + m, (size + others)[pair], common)
        told -= likely(k, size[pair], common) + likely(m, others[pair], common)
        return out + np.bincount(pair, weights=told, minlength=len(one))

    def _spread(self, groups: Ints) -> tuple[Ints, Ints]:
        """Give the positions of the words of some groups, and to which of these each belongs."""
        count = self.count[groups]
        begins = np.concatenate(([0], np.cumsum(count)))
        at = np.arange(begins[-1]) + np.repeat(self.starts[groups] - begins[:-1], count)
        return at, np.repeat(np.arange(len(groups)), count)

    def _lacked(
        self, words: Ints, pair: Ints, common: Floats, size: Ints, others: Ints, more: NDArray[np.bool_]
    ) -> Floats:
        """Give for each pair what it weighs that the second group lacks these words of the first."""
        k, zero = self.times[words], np.zeros(len(words), dtype=np.int64)
        told = likely(k, (size + others)[pair], common)
        told -= likely(k, size[pair], common) + likely(zero, others[pair], common)
        told *= np.where(more[pair], BESIDES, 1.0)
        return np.bincount(pair, weights=told, minlength=len(size)).astype(np.float64)


def portions(sizes: Ints, most: int) -> list[slice]:
    """Cut things of some sizes into runs of at most so much together; what is larger stands alone.

    Example:
        >>> portions(np.array([2, 2, 9, 1]), 4)
        [slice(0, 2, None), slice(2, 3, None), slice(3, 4, None)]
    """
    out: list[slice] = []
    begin, held = 0, 0
    for at, size in enumerate(sizes.tolist()):
        if at > begin and held + size > most:
            out.append(slice(begin, at))
            begin, held = at, 0
        held += size
    return [*out, slice(begin, len(sizes))] if len(sizes) else []


def likely(times: Ints, size: Ints, common: Floats) -> Floats:
    """Give how likely it is, in bits, that so many of the reports of an incident hold a word so common.

    Example:
        >>> one, two, rare = np.array([1]), np.array([2]), np.array([0.01])
        >>> bool(likely(two, two, rare)[0] > 2 * likely(one, one, rare)[0])
        True
    """
    chance = CHANCE * common
    own = np.minimum(OWN, (common - chance) / (TOLD - chance))
    told = np.log2(own) + times * np.log2(TOLD) + (size - times) * np.log2(1 - TOLD)
    stray = np.log2(1 - own) + times * np.log2(chance) + (size - times) * np.log2(1 - chance)
    return np.asarray(np.logaddexp2(told, stray))


def together(told: Telling, report: Ints, rows: Ints, owner: Ints, count: int) -> Together:
    """Put the words of rows together by group: `owner` is the group of each of `rows`, of `count` groups."""
    its = told.count[rows]
    begins = np.concatenate(([0], np.cumsum(its)))
    at = np.arange(begins[-1]) + np.repeat(told.starts[rows] - begins[:-1], its)
    key = np.repeat(owner, its) * told.terms + told.codes[at]
    source = np.repeat(report[rows], its)
    order = np.lexsort((source, key))
    key, source, at = key[order], source[order], at[order]
    fresh = np.ones(len(key), dtype=bool)
    fresh[1:] = (key[1:] != key[:-1]) | (source[1:] != source[:-1])
    keys, back = np.unique(key, return_inverse=True)
    back = back.ravel()
    wide, local = np.zeros(len(keys)), np.zeros(len(keys))
    np.maximum.at(wide, back, 2.0 ** -told.wide[at])
    np.maximum.at(local, back, 2.0 ** -told.local[at])
    held = np.unique(owner * (int(report.max(initial=0)) + 1) + report[rows])
    return Together(
        starts=np.searchsorted(keys // max(1, told.terms), np.arange(count + 1)),
        codes=keys % max(1, told.terms),
        times=np.bincount(back, weights=fresh, minlength=len(keys)).astype(np.int64),
        size=np.bincount(held // (int(report.max(initial=0)) + 1), minlength=count),
        wide=wide,
        local=local,
    )
