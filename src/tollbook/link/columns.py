"""Items in columns: one array a respect, so that millions of pairs are compared at once; -1 is not stated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tollbook.link.furniture import Furniture
from tollbook.link.items import AREA_KM, LONG_DAYS, OUTCOMES, Item, Source, ages
from tollbook.link.telling import Telling, telling
from tollbook.link.wording import Index, words

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
ACTORS = 4
PLACES = 6
SPAN = 1 << 24
"""More than the number of any day, to write a place and a day as one number."""
OFTEN = 0.25
"""Claims a day of a place from which on its name tells nothing of which happening is spoken of."""
LEAST_DAYS = 30.0
"""Days over which the claims of a place are at least spread, to tell how often it is told of."""
AROUND_DAYS = 4
"""Days before and after a claim over which is counted how many others are told of."""
EXPLOSIVE = {"remote_violence", "bomb"}


class Codes:
    """Whole numbers for words, in the order in which they come; None is -1."""

    def __init__(self) -> None:
        """Begin with none."""
        self.known: dict[str, int] = {}

    def __call__(self, word: str | None) -> int:
        """Give the number of a word."""
        return -1 if word is None else self.known.setdefault(word, len(self.known))

    def column(self, found: Iterable[str | None]) -> Ints:
        """Give the numbers of many words."""
        return np.array([self(word) for word in found], dtype=np.int64)


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """Items in columns; rows stand in the order of the items. Days are ordinals, degrees WGS 84, radii km."""

    items: Sequence[Item]
    report: Ints
    start: Ints
    published: Ints
    first: Ints
    last: Ints
    event: Ints
    group: Ints
    general: NDArray[np.bool_]
    explosive: NDArray[np.bool_]
    gazetteer: Ints
    rate: Floats
    around: Floats
    around_unit: Floats
    name: Ints
    latitude: Floats
    longitude: Floats
    radius: Floats
    admin: Ints
    guessed: NDArray[np.bool_]
    told: Ints
    doers: Ints
    targets: Ints
    weapons: Ints
    low: Floats
    high: Floats
    names: Index
    ages: Index
    wording: Index
    texts: Index
    text: Ints

    def __len__(self) -> int:
        """Give the number of items."""
        return len(self.items)

    def __eq__(self, other: object) -> bool:
        """Tell whether both hold the same items in the same order, of which all columns are made."""
        return isinstance(other, Columns) and list(self.items) == list(other.items)

    def __hash__(self) -> int:
        """Give a number that equal tables share."""
        return hash(tuple(each.claim for each in self.items))

    @cached_property
    def telling(self) -> Telling:
        """Give what each word of each row tells, anywhere and at its place."""
        day = np.where(self.first >= 0, self.first, np.maximum(self.published - 1, 0))
        return telling(self.wording, self.gazetteer, day, self.event)


def columns(
    items: Sequence[Item],
    sources: Mapping[str, Source],
    general: frozenset[str],
    copy_of: Mapping[str, str] = MappingProxyType({}),
) -> Columns:
    """Lay items out in columns; `copy_of` names one text for the reports that are copies of it.

    Copies count as one report: that two texts are alike says nothing of which sentence tells of what.
    """
    reports, texts = Codes(), Codes()
    report = reports.column(each.report for each in items)
    shared = Codes().column(copy_of.get(each.report, each.report) for each in items)
    furniture = Furniture(sources[name] for name in reports.known if name in sources)
    bodies = [furniture.body(sources[name]) if name in sources else "" for name in reports.known]
    # Copies of one text share a row, so that a text carried by many outlets does not make its words common.
    text = texts.column(bodies)
    actors, weapons, events, groups, places = Codes(), Codes(), Codes(), Codes(), Codes()
    wordings, names = Codes(), Codes()
    plain = [furniture.without(each.wording) for each in items]
    gazetteer = places.column(each.gazetteer for each in items)
    first = _ints(each.first for each in items)
    last = _ints(each.last for each in items)
    rate = _rates(gazetteer, first, last)
    said = (_said(each, own, often) for each, own, often in zip(items, plain, rate >= OFTEN, strict=True))
    wording = wordings.column(said)
    admin = Codes().column(each.admin for each in items)
    published = _ints(each.published for each in items)
    low = np.full((len(items), len(OUTCOMES)), np.nan, dtype=np.float32)
    high = low.copy()
    for row, each in enumerate(items):
        for outcome, least, most in each.counts:
            low[row, outcome], high[row, outcome] = least, most
    return Columns(
        items=items,
        report=shared,
        start=_ints(each.start for each in items),
        published=published,
        first=first,
        last=last,
        event=events.column(each.event for each in items),
        group=groups.column(each.group for each in items),
        general=np.array([each.group in general for each in items], dtype=bool),
        explosive=np.array([each.group in EXPLOSIVE for each in items], dtype=bool),
        gazetteer=gazetteer,
        rate=rate,
        around=_around(np.zeros(len(items), dtype=np.int64), first, published),
        around_unit=_around(admin, first, published),
        name=names.column(each.place for each in items),
        latitude=_floats(each.latitude for each in items),
        longitude=_floats(each.longitude for each in items),
        radius=np.array([each.radius for each in items], dtype=np.float32),
        admin=admin,
        guessed=np.array([each.guessed for each in items], dtype=bool),
        told=_told(names, items),
        doers=_several(actors, [each.doers for each in items]),
        targets=_several(actors, [each.targets for each in items]),
        weapons=_several(weapons, [each.weapons for each in items]),
        low=low,
        high=high,
        names=Index([_names(each, text) for each, text in zip(items, plain, strict=True)]),
        ages=Index(
            [
                each.ages if text == each.wording else ages(text)
                for each, text in zip(items, plain, strict=True)
            ]
        ),
        wording=_by_row(Index([words(w) for w in wordings.known]), wording),
        texts=Index([words(body) for body in texts.known]),
        text=text[report],
    )


def _names(item: Item, plain: str) -> list[str]:
    """Give the names of an item that do not stand in furniture alone, and are not of its place.

    That two claims are of one place is compared by itself: "Sareb police" would say it again.
    """
    place = set(words(item.place or ""))
    kept = [name for name in item.names if place.isdisjoint(name.split())]
    if plain == item.wording:
        return kept
    said = " ".join(plain.lower().replace("\u2019", "'").split())
    return [name for name in kept if name in said]


def _said(item: Item, plain: str, is_often: bool) -> str:
    """Give the words of an item that are compared: of a place told of often without its name.

    That two claims are of one place is compared by itself, and there it is no sign of one happening.
    """
    place = set(words(item.place or "")) if is_often else set()
    return " ".join(word for word in words(plain) if word not in place) if place else plain


def _told(names: Codes, items: Sequence[Item]) -> Ints:
    """Give for each item the numbers of the names of exact places that stand in its own words."""
    exact = {each.place for each in items if each.place and each.radius < AREA_KM}
    known = {" ".join(words(name)): names(name) for name in sorted(exact)}
    found: dict[str, list[int]] = {}
    out = np.full((len(items), PLACES), -1, dtype=np.int64)
    for row, each in enumerate(items):
        if each.wording not in found:
            said = words(each.wording)
            runs = (" ".join(said[at : at + n]) for n in (3, 2, 1) for at in range(len(said) - n + 1))
            found[each.wording] = list(dict.fromkeys(known[run] for run in runs if run in known))[:PLACES]
        out[row, : len(found[each.wording])] = found[each.wording]
    return out


def _by_row(index: Index, rows: Ints) -> Index:
    """Give an index with a row for each item, where several items have one passage."""
    lengths = np.diff(index.starts)[rows]
    at, begins = index._spread(rows)
    index.codes, index.values = index.codes[at], index.values[at]
    index.starts = begins
    assert len(lengths) == len(rows)
    return index


def _ints(found: Iterable[int | None]) -> Ints:
    return np.array([-1 if each is None else each for each in found], dtype=np.int64)


def _floats(found: Iterable[float | None]) -> Floats:
    return np.array([np.nan if each is None else each for each in found], dtype=np.float32)


def _several(codes: Codes, found: Sequence[Sequence[str]]) -> Ints:
    out = np.full((len(found), ACTORS), -1, dtype=np.int64)
    for row, each in enumerate(found):
        for place, word in enumerate(each[:ACTORS]):
            out[row, place] = codes(word)
    return out


def _rates(places: Ints, first: Ints, last: Ints) -> Floats:
    """Give how many claims a day there are of the place of each item, on other days than its own.

    The days are those that most claims tell of: a few claims of years ago do not make a busy place quiet.
    """
    out = np.zeros(len(places), dtype=np.float32)
    short = (first >= 0) & (last - first <= LONG_DAYS)
    if not short.any():
        return out
    early, late = np.quantile(first[short], (0.05, 0.95))
    known = places >= 0
    times = np.bincount(places[known], minlength=1)
    days = places * SPAN + first
    _, back, here = np.unique(days, return_inverse=True, return_counts=True)
    others = times[places[known]] - np.where(first >= 0, here[back.ravel()], 0)[known]
    out[known] = others / max((late - early + 1) / 0.9, LEAST_DAYS)
    return out


def _around(keys: Ints, first: Ints, published: Ints) -> Floats:
    """Give how many claims of its key there are a day, in the days round each item."""
    day = np.where(first >= 0, first, np.maximum(published - 1, 0))
    at = keys * SPAN + day
    ordered = np.sort(at)
    found = np.searchsorted(ordered, at + AROUND_DAYS, side="right") - np.searchsorted(
        ordered, at - AROUND_DAYS
    )
    return (found / (2 * AROUND_DAYS + 1)).astype(np.float32)
