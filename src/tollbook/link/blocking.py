"""Blocking: which pairs are compared at all.

Pairs are taken from blocks: a cell of the map, an area, a place's name, an actor, a rare name or word, one
report. Within a block items stand in the order of their days, and each is paired with those that follow
within a window of days, at most `MOST` of them: so the number of pairs grows with the number of items, and
not with its square. Items of a block that is fuller than that are crowded: that two of them were not compared
then says nothing.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import Columns
from tollbook.link.items import LONG_DAYS
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
FEW = 12
"""In how many claims of the days before, or after, a word stands at most, to be a rare one of those days."""
LARGE_KM = 12.0


def pairs(columns: Columns, *, new: NDArray[np.bool_] | None = None) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Give the pairs to compare, each once, left before right, and which items are crowded.

    With `new` only pairs with at least one of these items.
    """
    count = len(columns)
    crowded = np.zeros(count, dtype=bool)
    found: list[Ints] = []
    day = _day(columns)
    for keys, rows, window in _blocks(columns):
        left, right, full = _windowed(keys, rows, day[rows], window)
        crowded[full] = True
        if new is not None:
            keep = new[left] | new[right]
            left, right = left[keep], right[keep]
        found.append(_encoded(columns, left, right, window, count))
    left, right = _alike(columns.wording, day)
    if new is not None:
        keep = new[left] | new[right]
        left, right = left[keep], right[keep]
    found.append(_encoded(columns, left, right, LOOSE_DAYS, count))
    codes = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return codes // count, codes % count, crowded


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


def _alike(index: Index, day: Ints) -> tuple[Ints, Ints]:
    """Pair claims of near days that share two words which are rare in those days.

    So claims meet whose place was not read, or read as an area, however common their words are in the book.
    """
    rows = np.repeat(np.arange(len(index), dtype=np.int64), np.diff(index.starts))
    order = np.lexsort((rows, day[rows], index.codes))
    rows = rows[order]
    at = index.codes[order].astype(np.int64) * SPAN + day[rows]
    place = np.arange(len(at))
    after = np.searchsorted(at, at + STATED_DAYS, side="right") - place - 1
    before = place - np.searchsorted(at, at - STATED_DAYS, side="left")
    few = (after <= FEW) & (before <= FEW)
    rows, at = rows[few], at[few]
    codes: list[Ints] = []
    left = np.arange(len(at))
    for step in range(1, 2 * FEW + 1):
        left = left[left + step < len(at)]
        left = left[at[left + step] - at[left] <= STATED_DAYS]
        if not len(left):
            break
        a, b = rows[left], rows[left + step]
        codes.append(np.minimum(a, b) * len(index) + np.maximum(a, b))
    found, times = np.unique(np.concatenate(codes), return_counts=True) if codes else (left, left)
    found = found[times >= 2]
    return found // max(1, len(index)), found % max(1, len(index))


def _day(columns: Columns) -> Ints:
    """Give the day by which an item stands in its blocks: the first stated one, else the one before print.

    Of a long time ("since 2016") it is the last day, because reports tell of what is new in it.
    """
    stated = np.where(columns.last - columns.first > LONG_DAYS, columns.last, columns.first)
    return np.where(stated >= 0, stated, np.where(columns.published >= 0, columns.published - 1, 0))


def _windowed(keys: Ints, rows: Ints, days: Ints, window: int) -> tuple[Ints, Ints, Ints]:
    """Pair each row with those that follow in its block within a window of days."""
    order = np.lexsort((rows, days, keys))
    keys, rows, days = keys[order], rows[order], days[order]
    left: list[Ints] = []
    right: list[Ints] = []
    at = np.arange(len(rows))
    full = np.zeros(0, np.int64)
    for step in range(1, MOST + 1):
        at = at[at + step < len(rows)]
        at = at[(keys[at] == keys[at + step]) & (days[at + step] - days[at] <= window)]
        if not len(at):
            break
        left.append(rows[at])
        right.append(rows[at + step])
        if step == MOST:
            full = np.unique(np.concatenate((rows[at], rows[at + step])))
    if not left:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), full
    return np.concatenate(left), np.concatenate(right), full


def _blocks(columns: Columns) -> Iterator[tuple[Ints, Ints, int]]:
    """Give the blocks: a key and a row for each membership, and the window of days."""
    rows = np.arange(len(columns), dtype=np.int64)
    yield columns.report, rows, 1 << 40
    pointed = np.flatnonzero(~np.isnan(columns.latitude))
    for shift_y in (0.0, 0.5):
        for shift_x in (0.0, 0.5):
            y = np.floor(columns.latitude[pointed] / CELL + shift_y).astype(np.int64)
            x = np.floor(columns.longitude[pointed] / CELL + shift_x).astype(np.int64)
            yield (y + 4000) * 100_000 + x + 40_000, pointed, LOOSE_DAYS
    yield from _areas(columns)
    unplaced = np.flatnonzero(np.isnan(columns.latitude))
    for several in (columns.doers, columns.targets):
        yield *_members(several, unplaced), LOOSE_DAYS
    named = np.flatnonzero(columns.name >= 0)
    yield columns.name[named], named, LOOSE_DAYS
    yield *_rare(columns.wording), RARE_DAYS
    yield *_rare(columns.names), LATER_DAYS


def _areas(columns: Columns) -> Iterator[tuple[Ints, Ints, int]]:
    """Pair areas with what lies in the same first-level unit: the areas of a unit, and its points by day."""
    inside = np.flatnonzero(columns.admin >= 0)
    area = inside[columns.radius[inside] >= LARGE_KM]
    if len(area):
        wanted = np.isin(columns.admin[inside], columns.admin[area])
        yield columns.admin[inside[wanted]], inside[wanted], 1


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
