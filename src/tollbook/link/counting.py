"""Counting: what a table of all claims of a book tells besides its pairs, to be kept for parts of it."""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import LEAST_DAYS, Columns
from tollbook.link.counted import ALL, FURNITURE, Sizes, Told, indexes, key, told_day, unit
from tollbook.link.furniture import Furniture
from tollbook.link.items import LONG_DAYS, Source

Ints = NDArray[np.int64]


def counted(table: Columns, sources: Mapping[str, Source]) -> tuple[Sizes, Iterator[Told]]:
    """Give what a table of all claims of a book tells: over what was counted, and how often each key was."""
    short = (table.first >= 0) & (table.last - table.first <= LONG_DAYS)
    early, late = np.quantile(table.first[short], (0.05, 0.95)) if short.any() else (0, 0)
    spans = np.split(table.wording.codes, table.wording.starts[1:-1])
    rows = {
        "wording": len({row.tobytes() for row in spans}),
        "names": len(table),
        "ages": len(table),
        "texts": len(table.texts),
    }
    sizes = Sizes(
        rows=rows,
        aged=int(np.count_nonzero(np.diff(table.ages.starts))),
        span=max(float(late - early + 1) / 0.9, LEAST_DAYS),
    )
    return sizes, _counted(table, sources)


def grown(table: Columns, new: NDArray[np.bool_], sizes: Sizes) -> tuple[Sizes, list[Told]]:
    """Give what the rows of a part that are `new` add to what was counted."""
    told: Counter[tuple[int, int]] = Counter()
    day = told_day(table)
    for row in np.flatnonzero(new).tolist():
        each = table.items[row]
        for name in {"", unit(each) or ""}:
            told[key(ALL, name), int(day[row])] += 1
        if each.gazetteer:
            told[key("place", each.gazetteer), 0] += 1
            if each.first is not None:
                told[key("place", each.gazetteer), each.first] += 1
    for kind, index in indexes(table).items():
        if kind == "texts":
            continue
        terms = list(index.terms)
        for row in np.flatnonzero(new).tolist():
            for code in index.codes[index.starts[row] : index.starts[row + 1]].tolist():
                told[key(kind, terms[code]), 0] += 1
    count = int(np.count_nonzero(new))
    rows = {kind: size + (count if kind != "texts" else 0) for kind, size in sizes.rows.items()}
    aged = sizes.aged + int(np.count_nonzero(np.diff(table.ages.starts)[new]))
    return msgspec.structs.replace(sizes, rows=rows, aged=aged), [(k, d, n) for (k, d), n in told.items()]


def _counted(table: Columns, sources: Mapping[str, Source]) -> Iterator[Told]:
    day = told_day(table)
    items = table.items
    yield from _by_day(key(ALL), day)
    units: dict[str | None, list[int]] = {}
    places: dict[str, list[int]] = {}
    for row, each in enumerate(items):
        units.setdefault(unit(each), []).append(row)
        if each.gazetteer:
            places.setdefault(each.gazetteer, []).append(row)
    for name, rows in units.items():
        if name is not None:
            yield from _by_day(key(ALL, name), day[rows])
    for place, rows in places.items():
        yield key("place", place), 0, len(rows)
        stated = table.first[rows]
        yield from _by_day(key("place", place), stated[stated >= 0])
    for kind, index in indexes(table).items():
        for term, code in index.terms.items():
            yield key(kind, term), 0, int(index.df[code])
    there = sorted({each.report for each in items})
    for digest in sorted(Furniture(sources[name] for name in there if name in sources).keys):
        yield key(FURNITURE), int.from_bytes(digest, "big", signed=True), 1


def _by_day(name: int, days: Ints) -> Iterator[Told]:
    for day, times in zip(*(found.tolist() for found in np.unique(days, return_counts=True)), strict=True):
        if day > 0:
            yield name, day, times
