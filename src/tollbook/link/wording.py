"""Wording: how alike passages are by TF-IDF, and which of their words are rare.

A passage is a sparse row of words weighted by (1 + log tf) * log((n+1)/(df+0.5)), so by how rare they are in
the book, of length one; the likeness of two is their cosine. Source: G. Salton and C. Buckley,
"Term-weighting approaches in automatic text retrieval", Information Processing and Management 24 (1988).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+")
MAX_WORDS = 3000
LEAST = 0.25
"""What a word weighs at least, in nats: where all reports are of one thing, they share its words."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def words(text: str) -> list[str]:
    """Give the words of a text in lower case, the first 3,000 of them.

    Example:
        >>> words("Shells fell on Kafr Nabta's market; 14 died")
        ['shells', 'fell', 'on', 'kafr', 'nabta', 's', 'market', '14', 'died']
    """
    return WORD.findall(text.lower())[:MAX_WORDS]


class Index:
    """Rows of weighted terms in one table; cosines of pairs of rows, and the terms' frequencies."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        """Count the terms and weigh them."""
        terms: dict[str, int] = {}
        starts, codes = [0], []
        counts: list[NDArray[np.int32]] = []
        for row in rows:
            found = np.array([terms.setdefault(word, len(terms)) for word in row], dtype=np.int32)
            unique, times = np.unique(found, return_counts=True)
            codes.append(unique)
            counts.append(times.astype(np.int32))
            starts.append(starts[-1] + len(unique))
        self.terms = terms
        self.size = len(codes)
        self.starts = np.array(starts, dtype=np.int64)
        self.codes = np.concatenate(codes) if codes else np.zeros(0, np.int32)
        times = np.concatenate(counts) if counts else np.zeros(0, np.int32)
        self.df = np.bincount(self.codes, minlength=len(terms)).astype(np.int64)
        rarity = np.maximum(np.log((len(codes) + 1) / (self.df + 0.5)), LEAST).astype(np.float32)
        self.values = (1 + np.log(np.maximum(times, 1))).astype(np.float32) * rarity[self.codes]
        length = np.sqrt(_sums(self.values**2, self.starts))
        self.values /= np.repeat(np.maximum(length, 1e-9), np.diff(self.starts))

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.starts) - 1

    def cosines(self, left: Ints, right: Ints) -> Floats:
        """Give the cosine of each pair of rows."""
        out = np.zeros(len(left), dtype=np.float32)
        dense = np.zeros(len(self.terms) + 1, dtype=np.float32)
        order = np.argsort(left, kind="stable")
        sorted_left = left[order]
        cuts = np.flatnonzero(np.diff(sorted_left)) + 1
        for group in np.split(order, cuts) if len(order) else ():
            row = int(left[group[0]])
            mine = slice(self.starts[row], self.starts[row + 1])
            dense[self.codes[mine]] = self.values[mine]
            others = right[group]
            at, begins = self._spread(others)
            products = dense[self.codes[at]] * self.values[at]
            out[group] = _segments(products, begins)
            dense[self.codes[mine]] = 0
        return out

    def shared(self, left: Ints, right: Ints, most: int) -> Ints:
        """Give for each pair how many terms both rows hold that stand in at most so many rows."""
        out = np.zeros(len(left), dtype=np.int64)
        held = np.zeros(len(self.terms) + 1, dtype=bool)
        rare = self.df <= most
        order = np.argsort(left, kind="stable")
        cuts = np.flatnonzero(np.diff(left[order])) + 1
        for group in np.split(order, cuts) if len(order) else ():
            row = int(left[group[0]])
            mine = self.codes[self.starts[row] : self.starts[row + 1]]
            mine = mine[rare[mine]]
            if not len(mine):
                continue
            held[mine] = True
            at, begins = self._spread(right[group])
            out[group] = _segments(held[self.codes[at]], begins)
            held[mine] = False
        return out

    def _spread(self, rows: Ints) -> tuple[Ints, Ints]:
        """Give the positions of all terms of some rows, one row after the other, and where each begins."""
        first, lengths = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        begins = np.concatenate(([0], np.cumsum(lengths)))
        at = np.arange(begins[-1]) + np.repeat(first - begins[:-1], lengths)
        return at, begins


def _sums(values: Any, starts: Ints) -> Any:
    return _segments(values, starts)


def _segments(values: Any, begins: Ints) -> Any:
    """Sum values between one begin and the next."""
    total = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    return (total[begins[1:]] - total[begins[:-1]]).astype(np.float32)
