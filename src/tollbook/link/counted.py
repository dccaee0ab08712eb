"""Counted: what is counted over all claims of a book, laid upon a table that holds a part of them.

How rare a word, a name or an age is, how often a place is told of, how many claims a day there are, and which
sentences are furniture: all that is counted over the claims of a table. A table of the few claims that a new
one may meet would have it wrong, and would weigh its pairs otherwise than a table of all claims does. So what
a whole linking counts is kept, and put in the place of what a part can tell; claims that have come since
count besides.
"""

import copy
import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.link.columns import AROUND_DAYS, OFTEN, Codes, Columns, columns
from tollbook.link.furniture import Furniture
from tollbook.link.items import Item, Source, ages
from tollbook.link.knowledge import general_groups
from tollbook.link.wording import LEAST, Index, words

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Told = tuple[int, int, int]
"""A key, a day (0: all of them), and how often."""
KINDS = ("wording", "names", "ages", "texts")
ALL, FURNITURE = "all", "furniture"


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """Over what was counted: rows by kind of words, claims with ages, days that places are spread over."""

    rows: dict[str, int]
    aged: int
    span: float


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What a book has counted: `times` gives what is known of some keys, in all and between two days."""

    sizes: Sizes
    furniture: frozenset[int]
    times: Callable[[Collection[int], tuple[int, int]], Iterable[Told]]


def key(kind: str, word: str = "") -> int:
    """Make a key of 64 bits, the same at all times, of a kind of thing and its name.

    Example:
        >>> key("word", "market") == key("word", "market") != key("name", "market")
        True
    """
    digest = hashlib.blake2b(f"{kind}\x1f{word}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def stripped(found: Sequence[Item], furniture: frozenset[int]) -> list[Item]:
    """Give items without the furniture of their wording."""
    known = _known(furniture)
    out: list[Item] = []
    for each in found:
        plain = known.without(each.wording)
        if plain != each.wording:
            said = " ".join(plain.lower().replace("’", "'").split())
            kept = tuple(name for name in each.names if name in said)
            each = msgspec.structs.replace(each, wording=plain, names=kept, ages=ages(plain))
        out.append(each)
    return out


def bodies(sources: Mapping[str, Source], furniture: frozenset[int]) -> dict[str, Source]:
    """Give the texts of reports without furniture."""
    known = _known(furniture)
    return {
        name: msgspec.structs.replace(each, text=known.without(each.text)) for name, each in sources.items()
    }


def part(
    found: Sequence[Item],
    sources: Mapping[str, Source],
    counts: Counts,
    new: Collection[str],
    copy_of: Mapping[str, str] | None = None,
) -> Columns:
    """Lay a part of a book's items out in columns as in a table of all; `new` are claims not counted yet."""
    mine = {each.report: sources[each.report] for each in found if each.report in sources}
    # Without a day of print no sentence is taken for furniture anew, from the few texts that are here.
    plain = {
        name: msgspec.structs.replace(each, published=None)
        for name, each in bodies(mine, counts.furniture).items()
    }
    held = stripped(found, counts.furniture)
    table = columns(held, plain, general_groups(), copy_of or {})
    fresh = np.array([each.claim in new for each in found], dtype=bool)
    day = told_day(table)
    told = _Times(counts, table, day)
    table = dataclasses.replace(
        table,
        items=found,
        rate=_rate(table, told, fresh, counts.sizes.span),
        around=_around(table, told, fresh, day, [""] * len(table)),
        around_unit=_around(table, told, fresh, day, [unit(each) for each in found]),
    )
    said, rows = _said(held, table.rate >= OFTEN)
    wording = Index([words(each) for each in said])
    newest = np.zeros(len(wording), dtype=bool)
    newest[rows[fresh]] = True
    newest[rows[~fresh]] = False
    texts = np.zeros(len(table.texts), dtype=bool)
    texts[table.text[fresh]] = True
    texts[table.text[~fresh]] = False
    wording = _reweighed("wording", wording, newest, told, counts.sizes)
    return dataclasses.replace(
        table,
        wording=_rows(wording, rows),
        names=_reweighed("names", table.names, fresh, told, counts.sizes),
        ages=_reweighed("ages", table.ages, fresh, told, counts.sizes),
        texts=_reweighed("texts", table.texts, texts, told, counts.sizes),
    )


def told_day(table: Columns) -> Ints:
    """Give the day by which claims are counted as those of days: the first stated, else that before print."""
    return np.where(table.first >= 0, table.first, np.maximum(table.published - 1, 0))


def unit(item: Item) -> str | None:
    """Give the name under which the claims of an item's first-level unit are counted by day."""
    return f"unit\x1f{item.admin}" if item.admin else None


def indexes(table: Columns) -> dict[str, Index]:
    """Give the indexes of a table by kind of words."""
    return {"wording": table.wording, "names": table.names, "ages": table.ages, "texts": table.texts}


def _known(furniture: frozenset[int]) -> Furniture:
    known = Furniture(())
    known.keys = {digest.to_bytes(8, "big", signed=True) for digest in furniture}
    return known


class _Times:
    """What a book has counted of the keys of a table."""

    def __init__(self, counts: Counts, table: Columns, day: Ints) -> None:
        names = {key(ALL)} | {key(ALL, unit(each) or "") for each in table.items}
        names |= {key("place", each.gazetteer) for each in table.items if each.gazetteer}
        for kind, index in indexes(table).items():
            names |= {key(kind, term) for term in index.terms}
        days = [*day[day > 0].tolist(), *table.first[table.first > 0].tolist()] or [0]
        self.held: dict[tuple[int, int], int] = {}
        for name, at, times in counts.times(names, (min(days) - AROUND_DAYS, max(days) + AROUND_DAYS)):
            self.held[name, at] = times

    def __call__(self, name: int, day: int = 0) -> int:
        return self.held.get((name, day), 0)


def _rate(table: Columns, told: _Times, new: NDArray[np.bool_], span: float) -> Floats:
    """Give how many claims a day there are of the place of each item, on other days than its own."""
    here: Counter[tuple[str, int]] = Counter()
    for row in np.flatnonzero(new).tolist():
        each = table.items[row]
        if each.gazetteer:
            here[each.gazetteer, 0] += 1
            if each.first is not None:
                here[each.gazetteer, each.first] += 1
    out = np.zeros(len(table), dtype=np.float32)
    for row, each in enumerate(table.items):
        if each.gazetteer:
            name = key("place", each.gazetteer)
            own = 0 if each.first is None else told(name, each.first) + here[each.gazetteer, each.first]
            out[row] = (told(name) + here[each.gazetteer, 0] - own) / span
    return out


def _around(
    table: Columns, told: _Times, new: NDArray[np.bool_], day: Ints, names: Sequence[str | None]
) -> Floats:
    """Give how many claims of its kind there are a day, in the days round each item."""
    here: Counter[tuple[str | None, int]] = Counter()
    for row in np.flatnonzero(new).tolist():
        here[names[row], int(day[row])] += 1
    held: dict[tuple[str | None, int], float] = {}
    out = np.zeros(len(table), dtype=np.float32)
    for row, name in enumerate(names):
        if name is None:
            continue
        middle = int(day[row])
        if (name, middle) not in held:
            made = key(ALL, name)
            days = range(middle - AROUND_DAYS, middle + AROUND_DAYS + 1)
            held[name, middle] = sum(told(made, at) + here[name, at] for at in days) / len(days)
        out[row] = held[name, middle]
    return out


def _said(held: Sequence[Item], often: NDArray[np.bool_]) -> tuple[list[str], Ints]:
    """Give the different passages that are compared, and that of each item."""
    passages = Codes()
    rows: list[int] = []
    for each, is_often in zip(held, often.tolist(), strict=True):
        place = set(words(each.place or "")) if is_often else set()
        plain = each.wording
        if place:
            plain = " ".join(word for word in words(plain) if word not in place)
        rows.append(passages(plain))
    return list(passages.known), np.array(rows, dtype=np.int64)


def _reweighed(kind: str, index: Index, new: NDArray[np.bool_], told: _Times, sizes: Sizes) -> Index:
    """Give an index with the terms as rare as they are in the book; rows that are new count besides."""
    made = copy.copy(index)
    owners = np.repeat(np.arange(len(index)), np.diff(index.starts))
    added = np.bincount(index.codes[new[owners]], minlength=len(index.terms))
    known = np.array([told(key(kind, term)) for term in index.terms], dtype=np.int64)
    made.df = np.maximum(known + added, 1) if len(known) else known
    count = sizes.rows[kind] + int(np.count_nonzero(new))
    made.size = count
    before = np.maximum(np.log((len(index) + 1) / (index.df + 0.5)), LEAST)
    after = np.maximum(np.log((count + 1) / (made.df + 0.5)), LEAST)
    made.values = (index.values * (after / before)[index.codes]).astype(np.float32)
    squares = np.concatenate(([0.0], np.cumsum(made.values.astype(np.float64) ** 2)))
    length = np.sqrt(squares[index.starts[1:]] - squares[index.starts[:-1]])
    made.values = (made.values / np.maximum(length, 1e-9)[owners]).astype(np.float32)
    return made


def _rows(index: Index, rows: Ints) -> Index:
    """Give an index with a row for each item, where several items have one passage."""
    lengths = np.diff(index.starts)[rows]
    begins = np.concatenate(([0], np.cumsum(lengths)))
    at = np.arange(begins[-1]) + np.repeat(index.starts[rows] - begins[:-1], lengths)
    made = copy.copy(index)
    made.codes, made.values, made.starts = index.codes[at], index.values[at], begins
    return made
