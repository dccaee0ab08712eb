"""Gathering: where very much is told of, groups are compared once more by all that each of them tells.

Of a dozen things that are told of an incident one claim tells a few, and two may tell none in common; but
what several claims tell together holds nearly all of them. So a claim whose place was not read, or read as
another one, and which was like enough to no single claim, finds the group whose words it shares. Groups of
near days are compared where their words together tell enough: by what their claims state, on average over
the pairs, and by the words of all their claims against each other.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tollbook.link.clusters import Rules
from tollbook.link.columns import Columns
from tollbook.link.comparing_words import FULL, told_level
from tollbook.link.comparisons import CHEAP, COMPARISONS, LEVELS
from tollbook.link.knowledge import Weights
from tollbook.link.meeting import paired_off
from tollbook.link.nearness import alike
from tollbook.link.telling import together

ROUNDS = 6
MOST_PAIRS = 64
"""Pairs of claims of two groups that are compared; of more, so many are taken in even steps."""
AT_ONCE = 20_000
"""Pairs of groups compared in one go; it bounds memory."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


def gathered(
    table: Columns, groups: Sequence[Sequence[int]], weights: Weights, rules: Rules
) -> list[list[int]]:
    """Join groups of rows whose claims tell of one incident together; the best first, in rounds."""
    found = [sorted(group) for group in groups]
    if not (table.around >= FULL).any():
        return found
    for _ in range(ROUNDS):
        joined = _joined(table, found, weights, rules)
        if len(joined) == len(found):
            break
        found = joined
    return sorted(found)


def _joined(table: Columns, groups: list[list[int]], weights: Weights, rules: Rules) -> list[list[int]]:
    home = np.zeros(len(table), dtype=np.int64)
    for number, rows in enumerate(groups):
        home[rows] = number
    told = together(table.telling, home, len(groups))
    full = np.zeros(len(groups), dtype=bool)
    full[home[table.around >= FULL]] = True
    day = _days(table, groups)
    one, other = alike(told, day, full)
    place = _places(table, groups)
    same = (place[one] >= 0) & (place[one] == place[other])
    bits = told.bits(one, other, same, np.array([len(rows) for rows in groups], dtype=np.int64))
    said = weights.table("between.telling", LEVELS["telling"])
    words = said[told_level(bits)]
    hope = bits >= 0
    one, other, words = one[hope], other[hope], words[hope]
    score = words + _stated(table, groups, one, other, weights)
    barred = {tuple(sorted((int(home[a]), int(home[b])))) for a, b in rules.apart}
    order = np.lexsort((other, one, -np.round(score, 4)))
    order = order[score[order] >= rules.join]
    pairs = np.sort(np.stack([one[order], other[order]], axis=1), axis=1).tolist()
    return paired_off(groups, ((a, b) for a, b in pairs), barred)


def _days(table: Columns, groups: Sequence[Sequence[int]]) -> Ints:
    """Give the day of each group: the middle one of those stated, else of those before print."""
    day = np.where(table.first >= 0, table.first, np.maximum(table.published - 1, 0))
    out = []
    for rows in groups:
        stated = [row for row in rows if table.first[row] >= 0] or rows
        out.append(sorted(day[stated].tolist())[len(stated) // 2])
    return np.array(out, dtype=np.int64)


def _places(table: Columns, groups: Sequence[Sequence[int]]) -> Ints:
    """Give the place that most claims of each group name, -1 for none."""
    out = []
    for rows in groups:
        named = [place for place in table.gazetteer[rows].tolist() if place >= 0]
        out.append(max(sorted(set(named)), key=named.count) if named else -1)
    return np.array(out, dtype=np.int64)


def _stated(
    table: Columns, groups: Sequence[Sequence[int]], one: Ints, other: Ints, weights: Weights
) -> Floats:
    """Give for each two groups the mean weight of what their claims state, words aside."""
    out = np.zeros(len(one), dtype=np.float32)
    for start in range(0, len(one), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        left: list[int] = []
        right: list[int] = []
        owner: list[int] = []
        for number, (a, b) in enumerate(zip(one[some].tolist(), other[some].tolist(), strict=True)):
            mine, theirs = groups[a], groups[b]
            count = len(mine) * len(theirs)
            step = -(-count // MOST_PAIRS)
            left += [mine[at // len(theirs)] for at in range(0, count, step)]
            right += [theirs[at % len(theirs)] for at in range(0, count, step)]
            owner += [number] * len(range(0, count, step))
        i, j = np.array(left, dtype=np.int64), np.array(right, dtype=np.int64)
        total = np.full(len(i), weights.settings["prior_between"], dtype=np.float32)
        for name in CHEAP:
            total += weights.table(f"between.{name}", LEVELS[name])[COMPARISONS[name](table, i, j)]
        at = np.array(owner, dtype=np.int64)
        size = max(1, len(one[some]))
        out[some] = np.bincount(at, weights=total, minlength=size) / np.bincount(at, minlength=size)
    return out
