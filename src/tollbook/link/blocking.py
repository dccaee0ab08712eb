"""Blocking: which pairs are compared at all.

Pairs are taken from blocks: a cell of the map, an area, a place's name, an actor, a rare name or word, one
report. Within a block items stand in the order of their days, and each is paired with those that follow
within a window of days, at most `MOST` of them: so the number of pairs grows with the number of items, and
not with its square. Items of a block that is fuller than that are crowded: that two of them were not compared
then says nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import Columns
from tollbook.link.items import LONG_DAYS
from tollbook.link.nearness import alike
from tollbook.link.wording import Index

Ints = NDArray[np.int64]
SPAN = 1 << 24
"""More than any day's number, to write a word and a day as one number."""
MOST = 80
STATED_DAYS = 4
LOOSE_DAYS = 12
RARE_DAYS = 45
LATER_DAYS = 400
"""Days within which reports that share two rare names are compared: trials follow long after."""
CELL = 0.2
RARE_TERM = 12
"""In how many rows a word or name stands at most, to make a block."""
LARGE_KM = 12.0


def pairs(columns: Columns, *, new: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Give the pairs to compare, each once, left before right, and which items are crowded.

    With `new` only pairs with at least one of these items.
    """
    count = len(columns)
    crowded = np.zeros(count, dtype=bool)
    found: list[Ints] = []
    day = _day(columns)
    every = np.ones(count, dtype=bool) if new is None else new
    for block in _blocks(columns):
        left, right, full = _windowed(block, day, every)
        crowded[full] = True
        found.append(_encoded(columns, left, right, block.window, count))
        if sum(map(len, found[1:])) > len(found[0]):
            # Many pairs share several blocks: to keep each once holds memory down.
            found = [np.unique(np.concatenate(found))]
    left, right = alike(columns.wording, day, every)
    found.append(_encoded(columns, left, right, LOOSE_DAYS, count))
    codes = np.unique(np.concatenate(found))
    return codes // max(1, count), codes % max(1, count), crowded


def _encoded(columns: Columns, left: Ints, right: Ints, window: int, count: int) -> Ints:
    """Leave out pairs whose stated days are too far apart, and write each as one number."""
    if window == LOOSE_DAYS:
        stated = (columns.first[left] >= 0) & (columns.first[right] >= 0)
        gap = np.maximum(columns.first[left], columns.first[right]) - np.minimum(
            columns.last[left], columns.last[right]
        )
        keep = ~stated | (gap <= STATED_DAYS)
        left, right = left[keep], right[keep]
    if window == LATER_DAYS:
        day = _day(columns)
        soon = np.abs(day[left] - day[right]) <= RARE_DAYS
        late = np.flatnonzero(~soon)
        soon[late] = columns.names.shared(left[late], right[late], RARE_TERM) >= 2
        left, right = left[soon], right[soon]
    return np.unique(np.minimum(left, right) * count + np.maximum(left, right))


def _day(columns: Columns) -> Ints:
    """Give the day by which an item stands in its blocks: the first stated one, else the one before print.

    Of a long time ("since 2016") it is the last day, because reports tell of what is new in it.
    """
    stated = np.where(columns.last - columns.first > LONG_DAYS, columns.last, columns.first)
    return np.where(stated >= 0, stated, np.where(columns.published >= 0, columns.published - 1, 0))


def _windowed(block: "Block", day: Ints, new: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
    """Pair each row with those that stand near it in its block, within a window of days.

    A pair holds a row that is new, and one that is sought. Also gives the rows that have more neighbours
    in the window than are paired.
    """
    order = np.lexsort((block.rows, day[block.rows], block.keys))
    keys, rows = block.keys[order], block.rows[order]
    days, fresh = day[rows], new[rows]
    sought = fresh if block.sought is None else block.sought[rows]
    # Every pair holds a row of `base`, from which the steps go: ahead, and back to those that are not in it.
    base = sought if fresh.all() else fresh
    left: list[Ints] = [np.zeros(0, np.int64)]
    right: list[Ints] = [np.zeros(0, np.int64)]
    full: list[Ints] = [np.zeros(0, np.int64)]
    ahead = behind = np.flatnonzero(base)
    for step in range(1, MOST + 1):
        ahead = ahead[ahead + step < len(rows)]
        ahead = ahead[keys[ahead] == keys[ahead + step]]
        ahead = ahead[days[ahead + step] - days[ahead] <= block.window]
        behind = behind[behind >= step]
        behind = behind[keys[behind] == keys[behind - step]]
        behind = behind[days[behind] - days[behind - step] <= block.window]
        if not len(ahead) and not len(behind):
            break
        back = behind[~base[behind - step]]
        one, other = np.concatenate((ahead, back - step)), np.concatenate((ahead + step, back))
        keep = (fresh[one] | fresh[other]) & (sought[one] | sought[other])
        left.append(rows[one[keep]])
        right.append(rows[other[keep]])
        if step == MOST:
            full += [rows[ahead], rows[ahead + step], rows[behind], rows[behind - step]]
    return np.concatenate(left), np.concatenate(right), np.unique(np.concatenate(full))


@dataclass(frozen=True)
class Block:
    """Memberships of rows in blocks: a key and a row each, and a window of days.

    With `sought` only pairs of which one row is among these.
    """

    keys: Ints
    rows: Ints
    window: int
    sought: NDArray[np.bool_] | None = None


def _blocks(columns: Columns) -> Iterator[Block]:
    """Give the blocks; those of a place are two: of days near each other, and for days not stated."""
    rows = np.arange(len(columns), dtype=np.int64)
    yield Block(columns.report, rows, 1 << 40)
    loose = (columns.first < 0) | (columns.last > columns.first)
    pointed = np.flatnonzero(~np.isnan(columns.latitude))
    for shift_y in (0.0, 0.5):
        for shift_x in (0.0, 0.5):
            y = np.floor(columns.latitude[pointed] / CELL + shift_y).astype(np.int64)
            x = np.floor(columns.longitude[pointed] / CELL + shift_x).astype(np.int64)
            keys = (y + 4000) * 100_000 + x + 40_000
            exact = ~loose[pointed]
            yield Block(keys[exact], pointed[exact], STATED_DAYS)
            yield Block(keys, pointed, LOOSE_DAYS, loose)
    yield from _areas(columns)
    unplaced = np.flatnonzero(np.isnan(columns.latitude))
    for several in (columns.doers, columns.targets):
        yield Block(*_members(several, unplaced), LOOSE_DAYS)
    named = np.flatnonzero(columns.name >= 0)
    yield Block(columns.name[named], named, LOOSE_DAYS)
    yield Block(*_rare(columns.wording), RARE_DAYS)
    yield Block(*_rare(columns.names), LATER_DAYS)


def _areas(columns: Columns) -> Iterator[Block]:
    """Pair areas with what lies in the same first-level unit, by day."""
    inside = np.flatnonzero(columns.admin >= 0)
    area = columns.radius >= LARGE_KM
    if area[inside].any():
        yield Block(columns.admin[inside], inside, 1, area)


def _members(several: Ints, rows: Ints) -> tuple[Ints, Ints]:
    keys = several[rows].ravel()
    owners = np.repeat(rows, several.shape[1])
    return keys[keys >= 0], owners[keys >= 0]


def _rare(index: Index) -> tuple[Ints, Ints]:
    """Give the memberships of items in blocks of rare terms: those in two to a few rows."""
    df = np.bincount(index.codes, minlength=len(index.terms))
    owners = np.repeat(np.arange(len(index)), np.diff(index.starts))
    held = (df[index.codes] > 1) & (df[index.codes] <= RARE_TERM)
    return index.codes[held].astype(np.int64), owners[held]


def decided(columns: Columns, wanted: Iterable[tuple[str, str]]) -> tuple[Ints, Ints]:
    """Give the rows of pairs of claims that are named, where both are there."""
    row = {each.claim: number for number, each in enumerate(columns.items)}
    there = sorted(
        {(min(row[a], row[b]), max(row[a], row[b])) for a, b in wanted if a in row and b in row and a != b}
    )
    if not there:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    found = np.array(there, dtype=np.int64)
    return found[:, 0], found[:, 1]
