"""Meeting: groups that claims of one report keep apart are looked at once more, report against report.

A report tells of an incident in several claims (a headline, what a doctor counted, what a side denies), and
seldom do all of them agree with all claims of another report. So where a group holds several claims of one
report, two groups are also joined where the mean over their pairs of reports is high enough, and each pair of
reports counts by the two claims that agree best. Where each report has one claim, this is the average link
that was made already.
"""

from collections.abc import Container, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tollbook.link.clusters import WHOLE, Rules
from tollbook.link.columns import Columns
from tollbook.link.comparisons import RATES
from tollbook.link.knowledge import Weights
from tollbook.link.scoring import scores

ROUNDS = 8
BUSY = RATES[1]
"""Claims a day of a place, from which on like things happen there too often to be told apart so."""
STRONG = 4.0
"""Bits from which on two claims bring their groups together at a busy place too."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def met(
    table: Columns,
    groups: Sequence[Sequence[int]],
    pairs: tuple[Ints, Ints, Floats],
    weights: Weights,
    rules: Rules,
) -> list[list[int]]:
    """Join groups of rows, report against report; `pairs` are rows that were compared, with their weights.

    The best two groups are joined first, in a round each to one other at most. Claims of places that are told
    of every day bring no groups together unless they agree strongly, and groups larger than those whose pairs
    are all compared stay as they are.
    """
    found = [sorted(group) for group in groups]
    for _ in range(ROUNDS):
        joined = _joined(table, found, pairs, weights, rules)
        if len(joined) == len(found):
            break
        found = joined
    return sorted(found)


def _joined(
    table: Columns,
    groups: list[list[int]],
    pairs: tuple[Ints, Ints, Floats],
    weights: Weights,
    rules: Rules,
) -> list[list[int]]:
    home = np.zeros(len(table), dtype=np.int64)
    fit = np.zeros(len(groups), dtype=bool)
    double = np.zeros(len(groups), dtype=bool)
    for number, rows in enumerate(groups):
        home[rows] = number
        fit[number] = len(rows) <= WHOLE
        double[number] = len(rows) > len(np.unique(table.report[rows]))
    left, right, weight = pairs
    one, other = home[left], home[right]
    near = (one != other) & (weight >= rules.join) & fit[one] & fit[other] & (double[one] | double[other])
    near &= ((table.rate[left] < BUSY) & (table.rate[right] < BUSY)) | (weight >= STRONG)
    codes = np.unique(np.minimum(one[near], other[near]) * len(groups) + np.maximum(one[near], other[near]))
    barred = {tuple(sorted((int(home[a]), int(home[b])))) for a, b in rules.apart}
    wanted = [divmod(code, len(groups)) for code in codes.tolist()]
    wanted = [pair for pair in wanted if pair not in barred]
    means = _means(table, [(groups[a], groups[b]) for a, b in wanted], weights, rules.most)
    order = sorted(range(len(wanted)), key=lambda n: (-round(means[n], 4), wanted[n]))
    return paired_off(groups, (wanted[n] for n in order if means[n] >= rules.join))


def paired_off(
    groups: Sequence[Sequence[int]],
    pairs: Iterable[tuple[int, int]],
    barred: Container[tuple[int, ...]] = (),
) -> list[list[int]]:
    """Join groups two by two, best pairs first: each joins once, those that a bar parts not at all.

    Whose best partner is taken waits for the next round, and takes no lesser one.

    Example:
        >>> paired_off([[0], [1], [2]], [(0, 1), (1, 2)])
        [[0, 1], [2]]
    """
    into: dict[int, int] = {}
    seen: set[int] = set()
    for a, b in pairs:
        if a not in seen and b not in seen and (a, b) not in barred:
            into[b] = a
        seen |= {a, b}
    out: dict[int, list[int]] = {}
    for number, rows in enumerate(groups):
        out.setdefault(into.get(number, number), []).extend(rows)
    return [sorted(rows) for rows in out.values()]


def _means(
    table: Columns, wanted: Sequence[tuple[list[int], list[int]]], weights: Weights, most: float
) -> list[float]:
    """Give for each two groups the mean over pairs of their reports of the best weight of two claims."""
    if not wanted:
        return []
    left = np.concatenate([np.repeat(a, len(b)) for a, b in wanted])
    right = np.concatenate([np.tile(b, len(a)) for a, b in wanted])
    owner = np.repeat(np.arange(len(wanted)), [len(a) * len(b) for a, b in wanted])
    low, high = np.minimum(left, right), np.maximum(left, right)
    codes, back = np.unique(low * len(table) + high, return_inverse=True)
    weight = scores(table, codes // len(table), codes % len(table), weights, floor=-most)
    clipped = np.clip(weight, -most, most)[back]
    reports = np.stack((owner, table.report[left], table.report[right]))
    each, at = np.unique(reports, axis=1, return_inverse=True)
    best = np.full(each.shape[1], -np.inf)
    np.maximum.at(best, at.ravel(), clipped)
    totals = np.bincount(each[0], weights=best, minlength=len(wanted))
    means: list[float] = (totals / np.bincount(each[0], minlength=len(wanted))).tolist()
    return means
