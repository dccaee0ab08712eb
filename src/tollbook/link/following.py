"""Following on: groups of which every claim goes on from another group in its report are put into that one.

A report names place and day once and then goes on: "The boy was taken to hospital." Such a sentence has no
day of its own, and nothing bars it from what went before: another place, kind of event or day, many more
people, a long time, words that turn to something else. A group of such claims belongs with the group that
most of them go on from; a group with a claim that begins its report, or goes on from nothing, stays by
itself. What belongs together by what is said has been joined before this.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tollbook.link.clusters import Sets
from tollbook.link.columns import Columns
from tollbook.link.comparisons import DIFFERING, FEW, LEVELS, NEAR_KM, NOT_FAR_KM, event, kilometres, place
from tollbook.link.items import LONG_DAYS
from tollbook.model import lexicon

REACH = 1500
"""Characters within which a claim may go on from another one."""
BACK = 6
"""Claims before it that a claim may go on from."""
DAYS = 1
"""Days between the first and the last day of a report that tells of one happening."""
MOST_POINTS = 300
"""Different points of one report beyond which it is taken to tell of more than one happening."""
ELSEWHERE = [LEVELS["place"].index(name) for name in ("guessed", "not_far", "apart", "other_name")]
LIKE_KINDS = [-1, *(LEVELS["event"].index(name) for name in ("same", "same_group", "general"))]

Pair = tuple[int, int]
Ints = NDArray[np.int64]
Found = NDArray[np.bool_]


def followed(table: Columns, groups: Sequence[Sequence[int]], apart: Iterable[Pair] = ()) -> list[list[int]]:
    """Put groups of rows that follow on into those that they follow; `apart` are rows that stay apart."""
    home = {row: number for number, rows in enumerate(groups) for row in rows}
    told: dict[str, list[int]] = defaultdict(list)
    for row in sorted(home, key=lambda row: (table.items[row].report, table.items[row].start)):
        told[table.items[row].report].append(row)
    before = {row: rows[max(0, at - BACK) : at] for rows in told.values() for at, row in enumerate(rows)}
    before |= {
        row: [rows[0], *before[row]] for rows in told.values() if _one_story(table, rows) for row in rows[1:]
    }
    leads, bars = _compared(table, before)
    sets = Sets(len(groups))
    barred = [(home[a], home[b]) for a, b in apart]
    for number in sorted(range(len(groups)), key=lambda n: (_first(table, groups[n]), n)):
        said = Counter(_followed(row, before[row], home, sets, leads, bars) for row in groups[number])
        del said[sets.find(number)]
        if not said or None in said:
            continue
        into = max((each for each in said if each is not None), key=lambda each: (said[each], -each))
        if not any({sets.find(a), sets.find(b)} == {into, sets.find(number)} for a, b in barred):
            sets.join(into, number)
    out: dict[int, list[int]] = defaultdict(list)
    for number, rows in enumerate(groups):
        out[sets.find(number)] += rows
    return sorted(sorted(rows) for rows in out.values())


def _first(table: Columns, rows: Sequence[int]) -> int:
    return min(table.items[row].start for row in rows)


def _followed(
    row: int, before: Sequence[int], home: dict[int, int], sets: Sets, leads: set[Pair], bars: set[Pair]
) -> int | None:
    """Give the group of the nearest claim before that this one goes on from; that may be its own."""
    mine = sets.find(home[row])
    for earlier in reversed(before):
        theirs = sets.find(home[earlier])
        if theirs == mine:
            return mine
        if (earlier, row) in leads:
            its = [each for each in before if sets.find(home[each]) == theirs]
            if not any((each, row) in bars for each in its):
                return theirs
    return None


def _compared(table: Columns, before: dict[int, list[int]]) -> tuple[set[Pair], set[Pair]]:
    """Give the pairs of one report of which the second may go on from the first, and those that bar it."""
    pairs = [(earlier, row) for row, rows in before.items() for earlier in rows]
    if not pairs:
        return set(), set()
    i = np.array([a for a, _ in pairs], dtype=np.int64)
    j = np.array([b for _, b in pairs], dtype=np.int64)
    dated = np.array([table.items[row].dated for row in j.tolist()], dtype=bool)
    near = table.start[j] - table.start[i] <= REACH
    fits = (near | _begins(table, i)) & (~dated | table.guessed[j])
    bar = ~table.guessed[j] & np.isin(place(table, i, j), ELSEWHERE)
    bar |= ~np.isin(event(table, i, j), LIKE_KINDS) | (dated & ~_same_days(table, i, j)) | _more(table, i, j)
    bar |= ~_short(table, i) | ~_short(table, j) | _far(table, i, j)
    turns = _turns()
    aside = {row for row in before if table.items[row].period or turns(table.items[row].wording)}
    leads, bars = set(), set()
    for pair, fit, barred in zip(pairs, fits.tolist(), bar.tolist(), strict=True):
        if barred or pair[1] in aside:
            bars.add(pair)
        elif fit and not table.items[pair[0]].period:
            leads.add(pair)
    return leads, bars


def _begins(table: Columns, rows: Ints) -> Found:
    """Tell which rows are those of the first claim of their report."""
    first: dict[str, int] = {}
    for item in table.items:
        first[item.report] = min(item.start, first.get(item.report, item.start))
    return np.array(
        [table.items[row].start == first[table.items[row].report] for row in rows.tolist()], dtype=bool
    )


def _one_story(table: Columns, rows: Sequence[int]) -> bool:
    """Tell whether what a report states lies within a day and a town: all may go on from its first claim."""
    short = [row for row in rows if table.first[row] >= 0 and table.last[row] - table.first[row] <= LONG_DAYS]
    if short and max(table.last[row] for row in short) - min(table.first[row] for row in short) > DAYS:
        return False
    placed = [row for row in rows if not np.isnan(table.latitude[row]) and not table.guessed[row]]
    where = {(table.latitude[row], table.longitude[row], table.radius[row]): row for row in placed}
    if len(where) > MOST_POINTS:
        return False
    each = np.array(list(where.values()), dtype=np.int64)
    for row in each.tolist():
        i = np.full(len(each), row, dtype=np.int64)
        reach = np.maximum(np.maximum(table.radius[i], table.radius[each]), NEAR_KM)
        if not (kilometres(table, i, each) <= reach).all():
            return False
    return True


def _same_days(c: Columns, i: Ints, j: Ints) -> Found:
    """Tell whether both are of days next to each other, where both name some."""
    both = (c.first[i] >= 0) & (c.first[j] >= 0)
    gap = np.maximum(c.first[i], c.first[j]) - np.minimum(c.last[i], c.last[j])
    return np.asarray(~both | (gap <= DAYS), dtype=np.bool_)


def _short(c: Columns, i: Ints) -> Found:
    """Tell whether the time of each is a short one, or not stated."""
    return np.asarray(c.last[i] - c.first[i] <= LONG_DAYS, dtype=np.bool_)


def _far(c: Columns, i: Ints, j: Ints) -> Found:
    """Tell whether both are at points far from each other, those too that were taken from other words."""
    reach = np.maximum(np.maximum(c.radius[i], c.radius[j]), NOT_FAR_KM)
    return np.asarray(kilometres(c, i, j) > reach, dtype=np.bool_)


def _more(c: Columns, i: Ints, j: Ints) -> Found:
    """Tell whether the second has many more people come to one harm than the first."""
    more = (c.low[j] >= FEW) & (c.low[j] > DIFFERING * c.high[i])
    return np.asarray(more.any(axis=1), dtype=np.bool_)


@cache
def _turns() -> Callable[[str], bool]:
    """Give the test whether words turn to another happening."""
    entries = lexicon.load("linkage/turns.yaml").entries
    words = [f" {word} " for entry in entries for word in entry.words]

    def test(text: str) -> bool:
        plain = f" {' '.join(text.lower().replace(',', ' ').replace('.', ' ').split())} "
        return any(word in plain for word in words)

    return test
