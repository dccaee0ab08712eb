"""Following on: groups of which every claim goes on from another group in its report are put into that one.

A report names place and day once and then goes on: "The boy was taken to hospital." Such a sentence has no
place of its own, or one that fits, no other day, no other kind of event and no much larger number, and does
not say that it turns to something else. A group of such claims belongs with the group that most of them go on
from; a group with a claim that begins its report, or goes on from nothing, stays by itself. What belongs
together by what is said has been joined before this.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tollbook.link.clusters import Sets
from tollbook.link.columns import Columns
from tollbook.link.comparisons import DIFFERING, FEW, LEVELS, NEAR_KM, event, kilometres, place
from tollbook.link.items import LONG_DAYS
from tollbook.model import lexicon

REACH = 1500
"""Characters within which a claim may go on from another one."""
BACK = 6
"""Claims before it that a claim may go on from."""
DAYS = 1
"""Days between the first and the last day of a report that tells of one happening."""
ELSEWHERE = frozenset(LEVELS["place"].index(name) for name in ("not_far", "apart", "other_name"))
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
    sets = Sets(len(groups))
    barred = [(home[a], home[b]) for a, b in apart]
    leads = _leads(table, before)
    before |= _stories(table, told, leads)
    for number in sorted(range(len(groups)), key=lambda n: (_first(table, groups[n]), n)):
        into = _target(groups[number], home, sets, before, leads)
        if into is None or any({sets.find(a), sets.find(b)} == {into, sets.find(number)} for a, b in barred):
            continue
        sets.join(into, number)
    out: dict[int, list[int]] = defaultdict(list)
    for number, rows in enumerate(groups):
        out[sets.find(number)] += rows
    return sorted(sorted(rows) for rows in out.values())


def _first(table: Columns, rows: Sequence[int]) -> int:
    return min(table.items[row].start for row in rows)


def _target(
    rows: Sequence[int], home: dict[int, int], sets: Sets, before: dict[int, list[int]], leads: set[Pair]
) -> int | None:
    """Give the group that most claims of a group go on from, None where one of them goes on from none."""
    said = Counter(_followed(row, before[row], home, sets, leads) for row in rows)
    del said[sets.find(home[rows[0]])]
    if not said or None in said:
        return None
    return max((each for each in said if each is not None), key=lambda each: (said[each], -each))


def _followed(
    row: int, before: Sequence[int], home: dict[int, int], sets: Sets, leads: set[Pair]
) -> int | None:
    """Give the group of the nearest claim before that this one goes on from; that may be its own."""
    mine = sets.find(home[row])
    for earlier in reversed(before):
        theirs = sets.find(home[earlier])
        if theirs == mine or (earlier, row) in leads:
            return theirs
    return None


def _leads(table: Columns, before: dict[int, list[int]]) -> set[Pair]:
    """Give the pairs of rows of one report of which the second may go on from the first."""
    pairs = [(earlier, row) for row, rows in before.items() for earlier in rows]
    if not pairs:
        return set()
    i = np.array([a for a, _ in pairs], dtype=np.int64)
    j = np.array([b for _, b in pairs], dtype=np.int64)
    there = place(table, i, j)
    fits = table.guessed[j] | ~np.isin(there, sorted(ELSEWHERE))
    dated = np.array([table.items[row].dated for row in j.tolist()], dtype=bool)
    fits &= ~dated | (table.guessed[j] & _same_days(table, i, j))
    fits &= np.isin(event(table, i, j), LIKE_KINDS)
    fits &= table.start[j] - table.start[i] <= REACH
    fits &= _short(table, i) & _short(table, j)
    fits &= ~_more(table, i, j)
    turns = _turns()
    return {
        pair for pair, fit in zip(pairs, fits.tolist(), strict=True) if fit and _goes_on(table, pair, turns)
    }


def _stories(table: Columns, told: dict[str, list[int]], leads: set[Pair]) -> dict[int, list[int]]:
    """Let all claims of a report that tells of one place and day go on from its first; adds to `leads`."""
    out: dict[int, list[int]] = {}
    turns = _turns()
    for rows in told.values():
        if len(rows) < 2 or not _one_story(table, rows):
            continue
        first, others = rows[0], rows[1:]
        i, j = np.full(len(others), first, dtype=np.int64), np.array(others, dtype=np.int64)
        fits = np.isin(event(table, i, j), LIKE_KINDS) & _same_days(table, i, j) & ~_more(table, i, j)
        for row, fit in zip(others, fits.tolist(), strict=True):
            if fit and _goes_on(table, (first, row), turns):
                leads.add((first, row))
                at = rows.index(row)
                out[row] = [first, *rows[max(0, at - BACK) : at]]
    return out


def _one_story(table: Columns, rows: Sequence[int]) -> bool:
    """Tell whether what claims of one report state lies within one day and one town."""
    short = [row for row in rows if table.first[row] >= 0 and table.last[row] - table.first[row] <= LONG_DAYS]
    if short and max(table.last[row] for row in short) - min(table.first[row] for row in short) > DAYS:
        return False
    placed = [row for row in rows if not np.isnan(table.latitude[row]) and not table.guessed[row]]
    i = np.repeat(np.array(placed, dtype=np.int64), len(placed))
    j = np.tile(np.array(placed, dtype=np.int64), len(placed))
    reach = np.maximum(np.maximum(table.radius[i], table.radius[j]), NEAR_KM)
    return bool((kilometres(table, i, j) <= reach).all())


def _same_days(c: Columns, i: Ints, j: Ints) -> Found:
    """Tell whether both are of a short time, and of days next to each other where both name some."""
    both = (c.first[i] >= 0) & (c.first[j] >= 0)
    gap = np.maximum(c.first[i], c.first[j]) - np.minimum(c.last[i], c.last[j])
    return np.asarray((~both | (gap <= DAYS)) & _short(c, i) & _short(c, j), dtype=np.bool_)


def _short(c: Columns, i: Ints) -> Found:
    """Tell whether the time of each is a short one, or not stated."""
    return np.asarray(c.last[i] - c.first[i] <= LONG_DAYS, dtype=np.bool_)


def _more(c: Columns, i: Ints, j: Ints) -> Found:
    """Tell whether the second has many more people come to one harm than the first."""
    more = (c.low[j] >= FEW) & (c.low[j] > DIFFERING * c.high[i])
    return np.asarray(more.any(axis=1), dtype=np.bool_)


def _goes_on(table: Columns, pair: Pair, turns: Callable[[str], bool]) -> bool:
    one, other = table.items[pair[0]], table.items[pair[1]]
    return not one.period and not other.period and not turns(other.wording)


@cache
def _turns() -> Callable[[str], bool]:
    """Give the test whether words turn to another happening."""
    entries = lexicon.load("linkage/turns.yaml").entries
    words = [f" {word} " for entry in entries for word in entry.words]

    def test(text: str) -> bool:
        plain = f" {' '.join(text.lower().replace(',', ' ').replace('.', ' ').split())} "
        return any(word in plain for word in words)

    return test
