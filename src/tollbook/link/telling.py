"""Telling words: how much the rare words that two claims share tell, in bits, where very much is told of.

On days of which dozens of claims tell, half of the words of any two are alike (bombed, killed, people, said),
and what tells them apart is a few rare ones: a street, a name, a trade, a thing. A word that stands in one of
256 claims tells eight bits. A word that claims of its kind of event hold on other days too ("suicide",
"bomber") tells only as much as it is rare among those, because the kind is compared by itself; so does, at
one place, a word that the claims of its other days hold (the name of a quarter). Numbers are compared by
themselves and tell nothing.

Source: what a shared word tells is log2(m/u) of the model of Fellegi and Sunter, with u how often it comes
up, and m, one for all words, how often a claim tells what another one of its incident told.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tollbook.link.wording import Index

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
TELLS = 4.0
"""Bits from which on a word tells anything: it stands in at most one claim of 16."""
AGAIN = 2.0
"""Bits by which a shared word tells less than it is rare, because a fellow claim need not have told it."""
LEFT_OUT = 0.5
"""Bits against for each telling word of the shorter claim that the other one leaves out."""
DAYS = 4
"""Days round a claim whose claims are not asked whether a word is common at its place."""
ENOUGH = 10.0
"""Claims of a place from which on how common a word is there counts more than how common it is anywhere."""
SPAN = 1 << 24
"""More than any day's number, to write a word and a day as one number."""


class Telling:
    """Rows of telling words: what a word of a row tells anywhere (`wide`), and at its place (`local`)."""

    def __init__(self, starts: Ints, codes: Ints, wide: Floats, local: Floats, terms: int) -> None:
        """Take the words of all rows, where each row begins, and how many terms there are."""
        self.starts, self.codes, self.wide, self.local, self.terms = starts, codes, wide, local, terms
        self.count = np.diff(starts)

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.starts) - 1

    def bits(self, left: Ints, right: Ints, same: NDArray[np.bool_]) -> Floats:
        """Give what the words of two rows tell; `same` are pairs of one place."""
        out = np.zeros(len(left), dtype=np.float32)
        held, near = np.zeros(self.terms, dtype=np.float32), np.zeros(self.terms, dtype=np.float32)
        order = np.argsort(left, kind="stable")
        cuts = np.flatnonzero(np.diff(left[order])) + 1
        for group in np.split(order, cuts) if len(order) else ():
            row = int(left[group[0]])
            if not self.count[row]:
                continue
            mine = slice(self.starts[row], self.starts[row + 1])
            codes = self.codes[mine]
            held[codes], near[codes] = self.wide[mine], self.local[mine]
            others = right[group]
            begins = np.concatenate(([0], np.cumsum(self.count[others])))
            at = np.arange(begins[-1]) + np.repeat(self.starts[others] - begins[:-1], self.count[others])
            words = self.codes[at]
            one_place = np.repeat(same[group], self.count[others])
            told = np.where(
                one_place, np.minimum(near[words], self.local[at]), np.minimum(held[words], self.wide[at])
            )
            missed = np.minimum(self.count[row], self.count[others]) - _sums(held[words] > 0, begins)
            out[group] = _sums(np.maximum(0, told - AGAIN), begins) - LEFT_OUT * missed
            held[codes] = near[codes] = 0
        return out


def telling(index: Index, place: Ints, day: Ints, event: Ints) -> Telling:
    """Count words over all rows, and over the other days of each place and kind of event; -1 is none."""
    anywhere = (index.df + 0.5) / (index.size + 1)
    rare = -np.log2(np.minimum(1, anywhere)) >= TELLS
    rare[_numbers(index.terms)] = False
    kept = np.flatnonzero(rare[index.codes])
    codes = index.codes[kept].astype(np.int64)
    owner = np.repeat(np.arange(len(index)), np.diff(index.starts))[kept]
    starts = np.searchsorted(owner, np.arange(len(index) + 1))
    wide = np.maximum(anywhere[codes], _among(codes, owner, event, day, anywhere))
    local = np.maximum(wide, _among(codes, owner, place, day, anywhere))
    return Telling(starts, codes, _bits(wide), _bits(local), len(index.terms))


def _among(
    codes: Ints, owner: Ints, key: Ints, day: Ints, anywhere: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give how common each word is among the claims of its row's key on other days."""
    out = anywhere[codes]
    here = np.flatnonzero(key[owner] >= 0)
    word, row = codes[here], owner[here]
    others = _others(key[row] * len(anywhere) + word, day[row])
    out[here] = (others + ENOUGH * anywhere[word]) / (_others(key, day)[row] + ENOUGH)
    return out


def _bits(chance: NDArray[np.float64]) -> Floats:
    return (-np.log2(np.clip(chance, 1e-9, 1))).astype(np.float32)


def _sums(values: Any, begins: Ints) -> Floats:
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return (total[begins[1:]] - total[begins[:-1]]).astype(np.float32)


def _numbers(terms: Mapping[str, int]) -> Ints:
    return np.array([code for word, code in terms.items() if word[0].isdigit()], dtype=np.int64)


def _others(keys: Ints, day: Ints) -> Ints:
    """Give for each how many there are of its key on days that are not near its own."""
    _, back, times = np.unique(keys, return_inverse=True, return_counts=True)
    back = back.ravel()
    at = back * SPAN + day
    ordered = np.sort(at)
    near = np.searchsorted(ordered, at + DAYS, side="right") - np.searchsorted(ordered, at - DAYS)
    return np.asarray(times[back] - near, dtype=np.int64)
