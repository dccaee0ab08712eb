"""Gathering: where very much is told of, groups are compared once more by all that each of them tells.

Of a dozen things that are told of an incident one claim tells a few, and two may tell none in common; but
what several claims tell together holds nearly all of them. So a claim whose place was not read, or read as
another one, and which was like enough to no single claim, finds the group whose words it shares. And what
each report tells is held against all that the others of its group tell: where that speaks against it, its
claims leave the group, and may find another one.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tollbook.link.clusters import LARGE, Rules
from tollbook.link.columns import OFTEN, Columns
from tollbook.link.comparing_words import FULL
from tollbook.link.knowledge import Weights
from tollbook.link.meeting import paired_off
from tollbook.link.nearness import alike
from tollbook.link.stated import stated
from tollbook.link.together import Together, portions, together

ROUNDS = 6
AT_ONCE = 50_000
"""Claims of groups held against one of their reports in one go; it bounds memory."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def gathered(
    table: Columns, groups: Sequence[Sequence[int]], weights: Weights, rules: Rules
) -> list[list[int]]:
    """Join groups of rows whose claims tell of one incident together, and part reports that do not fit."""
    found = [sorted(group) for group in groups]
    if not (table.around >= FULL).any():
        return found
    found = _settled(table, _joined(table, found, weights, rules), weights, rules)
    return sorted(_joined(table, found, weights, rules))


def _joined(table: Columns, groups: list[list[int]], weights: Weights, rules: Rules) -> list[list[int]]:
    """Join groups, the best two first, in rounds."""
    for _ in range(ROUNDS):
        told = _told(table, groups)
        home = _home(table, groups)
        full = np.zeros(len(groups), dtype=bool)
        full[home[table.around >= FULL]] = True
        one, other = alike(told, _days(table, groups), full)
        words = _words(table, groups, told, one, other, weights)
        one, other, words = one[words >= 0], other[words >= 0], words[words >= 0]
        score = words + stated(table, groups, one, other, weights)
        barred = {tuple(sorted((int(home[a]), int(home[b])))) for a, b in rules.apart}
        order = np.lexsort((other, one, -np.round(score, 4)))
        order = order[score[order] >= rules.join]
        pairs = np.sort(np.stack([one[order], other[order]], axis=1), axis=1).tolist()
        joined = paired_off(groups, ((a, b) for a, b in pairs), barred)
        if len(joined) == len(groups):
            break
        groups = joined
    return groups


def _settled(table: Columns, groups: list[list[int]], weights: Weights, rules: Rules) -> list[list[int]]:
    """Take out the claims of each report that the others of its group speak against.

    Claims of which people said that they are the same as others stay, and so do those of quieter days, and
    of groups larger than those whose pairs are all compared.
    """
    held = {row for pair in rules.same for row in pair}
    parts: list[tuple[int, list[int]]] = []
    for number, rows in enumerate(groups):
        of: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            of[int(table.report[row])].append(row)
        if len(of) > 1 and len(rows) <= LARGE:
            parts += [(number, its) for its in of.values() if held.isdisjoint(its)]
    parts = [(number, rows) for number, rows in parts if (table.around[rows] >= FULL).all()]
    out: dict[int, list[list[int]]] = defaultdict(list)
    sizes = np.array([len(groups[number]) for number, _ in parts], dtype=np.int64)
    for some in (parts[run] for run in portions(sizes, AT_ONCE)):
        rest = [sorted(set(groups[number]) - set(rows)) for number, rows in some]
        against = _score(table, [rows for _, rows in some] + rest, weights) < rules.cut
        for number, rows in (some[at] for at in np.flatnonzero(against).tolist()):
            out[number].append(rows)
    found = list(groups)
    for number, gone in out.items():
        found[number] = sorted(set(groups[number]) - {row for rows in gone for row in rows})
        found += gone
    return [rows for rows in found if rows]


def _score(table: Columns, groups: list[list[int]], weights: Weights) -> Floats:
    """Weigh each of the first half of groups with its fellow in the second half."""
    one = np.arange(len(groups) // 2)
    other = one + len(one)
    words = _words(table, groups, _told(table, groups), one, other, weights)
    return np.asarray(words + stated(table, groups, one, other, weights))


def _told(table: Columns, groups: Sequence[Sequence[int]]) -> Together:
    rows = np.array([row for group in groups for row in group], dtype=np.int64)
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return together(table.telling, table.report, rows, owner, len(groups))


def _home(table: Columns, groups: Sequence[Sequence[int]]) -> Ints:
    home = np.zeros(len(table), dtype=np.int64)
    for number, rows in enumerate(groups):
        home[rows] = number
    return home


def _days(table: Columns, groups: Sequence[Sequence[int]]) -> Ints:
    """Give the day of each group: the middle one of those stated, else of those before print."""
    day = np.where(table.first >= 0, table.first, np.maximum(table.published - 1, 0))
    out = []
    for rows in groups:
        stated_ = [row for row in rows if table.first[row] >= 0] or rows
        out.append(sorted(day[stated_].tolist())[len(stated_) // 2])
    return np.array(out, dtype=np.int64)


def _words(
    table: Columns, groups: Sequence[Sequence[int]], told: Together, one: Ints, other: Ints, weights: Weights
) -> Floats:
    """Give what the words of each two groups tell.

    Of one day at one quiet place other words count as few in common: each party tells it in its own.
    """
    place, day = _places(table, groups), _days(table, groups)
    same = (place[one] >= 0) & (place[one] == place[other])
    rate = np.array([table.rate[list(rows)].max() for rows in groups])
    quiet = same & (day[one] == day[other]) & (rate[one] < OFTEN) & (rate[other] < OFTEN)
    words = told.bits(one, other, same)
    return np.where(quiet, np.maximum(words, weights.weight("between.wording", "few")), words)


def _places(table: Columns, groups: Sequence[Sequence[int]]) -> Ints:
    """Give the place that most claims of each group name, -1 for none."""
    out = []
    for rows in groups:
        named = [place for place in table.gazetteer[rows].tolist() if place >= 0]
        out.append(max(sorted(set(named)), key=named.count) if named else -1)
    return np.array(out, dtype=np.int64)
