"""Meetings: under which keys a claim is found again by later ones, and whom a new claim may meet.

The keys are those of blocking (`tollbook.link.blocking`): a cell of the map, a place's name, an area, an
actor where no place is stated, words that few claims of the days around have, rare names. A new claim asks
for the claims that were kept under its keys within days, as many to each side as blocking pairs at most; for
words, those with which it shares enough of them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from math import floor, log2

import numpy as np
from numpy.typing import NDArray

from tollbook.link.blocking import (
    CELL,
    LARGE_KM,
    LATER_DAYS,
    LOOSE_DAYS,
    MOST,
    RARE_DAYS,
    RARE_TERM,
    STATED_DAYS,
)
from tollbook.link.columns import AROUND_DAYS, Columns
from tollbook.link.counted import key
from tollbook.link.items import LONG_DAYS, Item
from tollbook.link.nearness import DAYS, FEW
from tollbook.link.wording import Index

Ints = NDArray[np.int64]
Met = tuple[int, int, int]
"""Key, day and a claim's number."""
Sought = tuple[int, int, str]
"""A key, a window of days, and what it takes to meet: nothing more, words enough, or two names."""
Ask = Callable[[Collection[int], int, int], Sequence[Met]]
"""Gives what was kept under some keys from one day to another."""
SLACK = 1.0
"""Bits by which fewer shared words bring claims together here than in blocking, which then looks closer."""
TOGETHER = 16
"""Days whose questions are asked at once."""


def meeting_day(item: Item) -> int:
    """Give the day under which an item is kept: the first stated, of long times the last, or before print."""
    stated = item.first
    if item.first is not None and item.last is not None and item.last - item.first > LONG_DAYS:
        stated = item.last
    if stated is not None:
        return stated
    return item.published - 1 if item.published is not None else 0


def kept(table: Columns) -> Iterator[tuple[int, int, int]]:
    """Give key and day under which each row of a table of all claims is found again, with the row."""
    day = np.array([meeting_day(each) for each in table.items], dtype=np.int64)
    for row, each in enumerate(table.items):
        for name in _keys(each):
            yield name, int(day[row]), row
    for kind, index, rows, codes in (
        ("wording", table.wording, *_few(table.wording, day)),
        ("names", table.names, *_rare(table.names)),
    ):
        names = [key(kind, term) for term in index.terms]
        for row, code in zip(rows.tolist(), codes.tolist(), strict=True):
            yield names[code], int(day[row]), row


def kept_also(table: Columns, rows: Collection[int], claims: int) -> Iterator[tuple[int, int, int]]:
    """Give the same of some rows of a part of a book (`tollbook.link.counted.part`) of so many claims."""
    terms = _Terms(table, claims)
    for row in sorted(rows):
        each = table.items[row]
        day = meeting_day(each)
        names = [*_keys(each), *(name for name, _ in terms.words(row)), *terms.names(row)]
        yield from ((name, day, row) for name in names)


def may_meet(table: Columns, rows: Collection[int], claims: int, ask: Ask) -> dict[int, set[int]]:
    """Give for some rows of a part of a book of so many claims the numbers of those that each may meet."""
    asked: dict[int, list[Sought]] = {}
    wanted: dict[tuple[int, int], set[int]] = defaultdict(set)
    terms = _Terms(table, claims)
    for row in rows:
        each = table.items[row]
        day = meeting_day(each)
        asked[row] = [*_sought(each), *terms.sought(row)]
        for name, window, _ in asked[row]:
            wanted[window, day // TOGETHER].add(name)
    held = _answers(wanted, ask)
    return {row: _met(table, row, its, held) for row, its in asked.items()}


def _answers(wanted: dict[tuple[int, int], set[int]], ask: Ask) -> dict[int, tuple[Ints, Ints]]:
    """Ask, and give for each key the days and the numbers of the claims kept under it, by day."""
    found: set[Met] = set()
    for (window, part), names in sorted(wanted.items()):
        first = part * TOGETHER
        found.update(ask(names, first - window, first + TOGETHER - 1 + window))
    out: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for name, day, number in sorted(found):
        out[name].append((day, number))
    return {name: (np.array(its)[:, 0], np.array(its)[:, 1]) for name, its in out.items()}


def _met(
    table: Columns,
    row: int,
    asked: Sequence[Sought],
    held: dict[int, tuple[Ints, Ints]],
) -> set[int]:
    day = meeting_day(table.items[row])
    around = max(1.0, float(table.around[row]) * (2 * AROUND_DAYS + 1))
    met: set[int] = set()
    bits: dict[int, float] = defaultdict(float)
    names: dict[int, int] = defaultdict(int)
    for name, window, kind in asked:
        if name not in held:
            continue
        days, numbers = held[name]
        low, high = np.searchsorted(days, (day - window, day + window + 1))
        middle = int(np.searchsorted(days, day))
        low, high = max(int(low), middle - MOST), min(int(high), middle + MOST)
        its = numbers[low:high].tolist()
        if kind == "alike":
            told = log2(max(1.0, around / (len(its) + 1)))
            for number in its:
                bits[number] += told
        elif kind == "later":
            for number in its:
                names[number] += 1
        else:
            met.update(its)
    met.update(number for number, told in bits.items() if told >= log2(around) + 1 - SLACK)
    met.update(number for number, times in names.items() if times >= 2)
    return met


def _keys(item: Item) -> Iterator[int]:
    """Give the keys of where and who; those of claims that are loose in time stand by themselves too."""
    kinds = ("", "loose ") if _is_loose(item) else ("",)
    for loose in kinds:
        if item.latitude is not None and item.longitude is not None:
            y, x = _cell(item)
            yield key(f"{loose}cell", f"{y} {x}")
        if item.place is not None:
            yield key(f"{loose}place", item.place)
    if item.admin is not None:
        yield key("unit", item.admin)
        if item.radius >= LARGE_KM:
            yield key("area", item.admin)
    if item.latitude is None:
        yield from (key("doer", who) for who in item.doers)
        yield from (key("target", who) for who in item.targets)


def _sought(item: Item) -> Iterator[Sought]:
    """Give the keys that a new item asks for, each with its window of days."""
    windows = [("", LOOSE_DAYS)] if _is_loose(item) else [("", STATED_DAYS), ("loose ", LOOSE_DAYS)]
    for loose, window in windows:
        if item.latitude is not None:
            y, x = _cell(item)
            for up in (-1, 0, 1):
                for across in (-1, 0, 1):
                    yield key(f"{loose}cell", f"{y + up} {x + across}"), window, "block"
        if item.place is not None:
            yield key(f"{loose}place", item.place), window, "block"
    if item.admin is not None:
        yield key("area", item.admin), 1, "block"
        if item.radius >= LARGE_KM:
            yield key("unit", item.admin), 1, "block"
    if item.latitude is None:
        for kind, who in (("doer", item.doers), ("target", item.targets)):
            yield from ((key(kind, name), LOOSE_DAYS, "block") for name in who)


def _is_loose(item: Item) -> bool:
    return item.first is None or item.last is None or item.last > item.first


def _cell(item: Item) -> tuple[int, int]:
    """Give a quarter of a cell of blocking: neighbouring quarters share a cell of one of its four grids."""
    return floor((item.latitude or 0.0) / CELL * 2), floor((item.longitude or 0.0) / CELL * 2)


def _few(index: Index, day: Ints) -> tuple[Ints, Ints]:
    """Give the rows and terms where a term stands in few claims of the days before, and of those after."""
    codes, rows = index.codes.astype(np.int64), np.repeat(np.arange(len(index)), np.diff(index.starts))
    order = np.lexsort((day[rows], codes))
    codes, rows = codes[order], rows[order]
    at = codes * (1 << 24) + day[rows]
    place = np.arange(len(at))
    few = (np.searchsorted(at, at + DAYS, side="right") - place - 1 <= FEW) & (
        place - np.searchsorted(at, at - DAYS, side="left") <= FEW
    )
    return rows[few], codes[few]


def _rare(index: Index) -> tuple[Ints, Ints]:
    codes, rows = index.codes.astype(np.int64), np.repeat(np.arange(len(index)), np.diff(index.starts))
    rare = index.df[codes] <= RARE_TERM
    return rows[rare], codes[rare]


class _Terms:
    """The words and names by which the rows of a part of a book may meet others."""

    def __init__(self, table: Columns, claims: int) -> None:
        self.table, self.claims = table, max(1, claims)
        self.wording = [key("wording", term) for term in table.wording.terms]
        self.named = [key("names", term) for term in table.names.terms]

    def words(self, row: int) -> Iterator[tuple[int, int]]:
        """Give the words that few claims of the days of a row are likely to hold, each with how often."""
        index = self.table.wording
        around = float(self.table.around[row]) * (2 * AROUND_DAYS + 1)
        for code in index.codes[index.starts[row] : index.starts[row + 1]].tolist():
            times = int(index.df[code])
            if times <= RARE_TERM or times * around <= 2 * FEW * self.claims:
                yield self.wording[code], times

    def names(self, row: int) -> Iterator[int]:
        """Give the rare names of a row."""
        index = self.table.names
        for code in index.codes[index.starts[row] : index.starts[row + 1]].tolist():
            if index.df[code] <= RARE_TERM:
                yield self.named[code]

    def sought(self, row: int) -> Iterator[Sought]:
        """Give the words and names that a row asks for."""
        for name, times in self.words(row):
            yield name, DAYS, "alike"
            if times <= RARE_TERM:
                yield name, RARE_DAYS, "block"
        for name in self.names(row):
            yield name, RARE_DAYS, "block"
            yield name, LATER_DAYS, "later"
