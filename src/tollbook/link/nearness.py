"""Nearness of words: pairs of claims of near days that share words which are together rare in those days.

So claims meet whose place was not read, or read as another or as an area. How rare a word is is counted over
the days round a claim, not over the book: in a long war every word is common. A word that stands in one of
1,024 claims of those days tells ten bits, and two words as much as both, as if they came by chance.
"""

import numpy as np
from numpy.typing import NDArray

from tollbook.link.together import Together
from tollbook.link.wording import Index

Ints = NDArray[np.int64]
DAYS = 4
"""Days within which claims are paired by their words."""
FEW = 80
"""In how many claims of the days before, or after, a word stands at most, to tell anything."""
BITS = 1.0
"""How much more shared words tell than is needed to pick one claim out of those of the days around."""
AT_ONCE = 60_000
"""Occurrences of words looked at in one go; it bounds memory."""
SPAN = 1 << 24
"""More than any day's number, to write a word and a day as one number."""


def alike(index: Index | Together, day: Ints, new: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Give pairs of rows of near days whose shared words tell enough; each pair holds a row that is new."""
    codes, rows = index.codes.astype(np.int64), np.repeat(np.arange(len(index)), np.diff(index.starts))
    order = np.lexsort((rows, day[rows], codes))
    rows = rows[order]
    at = codes[order] * SPAN + day[rows]
    place = np.arange(len(at))
    after = np.searchsorted(at, at + DAYS, side="right") - place - 1
    before = place - np.searchsorted(at, at - DAYS, side="left")
    ordered = np.sort(day)
    around = np.searchsorted(ordered, day + DAYS, side="right")
    around = around - np.searchsorted(ordered, day - DAYS, side="left")
    bits = np.log2(around[rows] / (after + before + 1))
    few = (after <= FEW) & (before <= FEW)
    rows, at, bits = rows[few], at[few], bits[few].astype(np.float32)
    found: list[Ints] = [np.zeros(0, np.int64)]
    # Of two claims the one of the earlier day comes first at every word, so a pair is whole in one slab.
    for first in _slabs(day[rows]):
        found.append(_pairs(first, rows, at, bits, np.log2(around) + BITS, new, len(index)))
    pairs = np.concatenate(found)
    return pairs // max(1, len(index)), pairs % max(1, len(index))


def _slabs(days: Ints) -> list[Ints]:
    """Cut positions into runs of whole days, of about AT_ONCE positions each."""
    if not len(days):
        return []
    order = np.argsort(days, kind="stable")
    ends = np.flatnonzero(np.diff(days[order])) + 1
    cuts, last = [], 0
    for end in ends.tolist():
        if end - last >= AT_ONCE:
            cuts.append(end)
            last = end
    return [np.sort(part) for part in np.split(order, cuts)]


def _pairs(
    first: Ints,
    rows: Ints,
    at: Ints,
    bits: NDArray[np.float32],
    needed: NDArray[np.float64],
    new: NDArray[np.bool_],
    count: int,
) -> Ints:
    codes: list[Ints] = []
    told: list[NDArray[np.float32]] = []
    left = first
    for step in range(1, 2 * FEW + 2):
        left = left[left + step < len(at)]
        left = left[at[left + step] - at[left] <= DAYS]
        if not len(left):
            break
        a, b = rows[left], rows[left + step]
        keep = new[a] | new[b]
        codes.append((a * count + b)[keep])
        told.append(np.minimum(bits[left], bits[left + step])[keep])
    if not codes:
        return np.zeros(0, np.int64)
    found, back = np.unique(np.concatenate(codes), return_inverse=True)
    total = np.bincount(back.ravel(), weights=np.concatenate(told))
    return found[total >= np.maximum(needed[found // count], needed[found % count])]
