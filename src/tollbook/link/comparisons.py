"""Comparisons: for pairs of items, the level at which they agree in one respect; many pairs at once.

A comparison gives for each pair the number of its level, in the order of LEVELS, and -1 where one of the
two says nothing. The first level that fits counts.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tollbook.link.agreeing import Found, Ints, first, spot
from tollbook.link.columns import Columns
from tollbook.link.comparing_words import TELLING, ages, names, report, telling, wording
from tollbook.link.items import AREA_KM, LONG_DAYS
from tollbook.link.rivals import LEVELS as RIVALS
from tollbook.link.rivals import rivals

Compare = Callable[[Columns, Ints, Ints], Found]
NEAR_KM, NOT_FAR_KM = 5.0, 25.0
RATES = (0.25, 1.0, 4.0)
"""Claims a day of a place, from which it is told of now and then, every day, many times a day."""
WEEKS = 14
"""Days apart from which two stated days are more than a slip of reading apart."""
FEW, DIFFERING = 4, 2.5
"""Numbers from the first on, by at most the second as a factor: parties differ so about one thing."""
DISTANCES = (250, 800)

LEVELS: dict[str, tuple[str, ...]] = {
    "time": (
        *("same_day", "same_days", "overlapping", "next_day", "few_days", "other_days", "same_period"),
        *("within_period", "published_close", "published_week", "published_month", "published_later"),
        *("before_it", "other_weeks", "same_spot"),
    ),
    "place": (
        *("same_guess", "same_quiet", "same_place", "same_busy", "same_crowded", "near", "same_area"),
        "within",
        *("same_name", "named", "guessed", "not_far", "apart", "other_name"),
    ),
    "rivals": tuple(RIVALS),
    "event": ("same", "same_group", "general", "explosion", "different"),
    "weapon": ("shared", "different"),
    "actors": ("both_sides", "one_side", "none"),
    "figures": ("same_large", "same", "same_small", "overlapping", "near", "differing", "contradicting"),
    "names": ("several", "two", "rare", "known", "none"),
    "ages": ("several", "one", "common", "none"),
    "telling": tuple(TELLING),
    "wording": ("copied", "close", "like", "some", "few", "other"),
    "report": ("copied", "close", "like", "some", "few", "other"),
    "distance": ("adjacent", "near", "far"),
}
CHEAP = ("time", "place", "rivals", "event", "weapon", "actors", "figures", "names", "ages")
DEAR = ("telling", "wording", "report")
WITHIN = ("time", "place", "event", "weapon", "actors", "figures", "distance")


def time(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare days; where one of them is not stated, the days of publication."""
    a0, a1, b0, b1 = c.first[i], c.last[i], c.first[j], c.last[j]
    both = (a0 >= 0) & (b0 >= 0)
    gap = np.maximum(a0, b0) - np.minimum(a1, b1)
    long_a, long_b = a1 - a0 > LONG_DAYS, b1 - b0 > LONG_DAYS
    shared = np.maximum(0, 1 - gap) / np.maximum(1, np.maximum(a1, b1) - np.minimum(a0, b0) + 1)
    out = np.full(len(i), 5, dtype=np.int8)
    out[both & (gap > WEEKS)] = 13
    short = both & ~long_a & ~long_b
    out[short & (gap <= 3)] = 4
    out[short & (gap <= 1)] = 3
    out[short & (gap <= 0)] = 2
    same = short & (a0 == b0) & (a1 == b1)
    out[same] = 1
    out[same & (a0 == a1)] = 0
    out[spot(c, i, j)] = 14
    longer = both & (long_a | long_b) & (gap <= 0)
    out[longer] = 7
    out[longer & long_a & long_b & (shared >= 0.6)] = 6
    return _published(c, i, j, out, both)


def _published(c: Columns, i: Ints, j: Ints, out: Found, both: NDArray[np.bool_]) -> Found:
    """Compare by publication where one day is missing: a report follows on what it tells of."""
    day_a = np.where(c.last[i] >= 0, c.last[i], c.published[i])
    day_b = np.where(c.last[j] >= 0, c.last[j], c.published[j])
    known = ~both & (day_a >= 0) & (day_b >= 0)
    stated_a, stated_b = c.last[i] >= 0, c.last[j] >= 0
    after = np.where(stated_a, day_b - day_a, np.where(stated_b, day_a - day_b, np.abs(day_a - day_b)))
    wait = np.abs(after)
    levels = np.full(len(i), 11, dtype=np.int8)
    levels[wait <= 30] = 10
    levels[wait <= 7] = 9
    levels[wait <= 3] = 8
    levels[after < -1] = 12
    out[known] = levels[known]
    out[~both & ~known] = -1
    return out


def kilometres(c: Columns, i: Ints, j: Ints) -> NDArray[np.float32]:
    """Give the distance of two points along a great circle (haversine), in km; nan where one is missing."""
    a, b = np.radians(c.latitude[i]), np.radians(c.latitude[j])
    across = np.radians(c.longitude[j] - c.longitude[i])
    h = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    km: NDArray[np.float32] = (12742.0176 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))).astype(np.float32)
    return km


def place(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare places: the same (told of how often?), near, one holding the other, apart; else by name."""
    pointed = ~np.isnan(c.latitude[i]) & ~np.isnan(c.latitude[j])
    named = (c.name[i] >= 0) & (c.name[j] >= 0)
    km = np.where(pointed, kilometres(c, i, j), np.inf)
    area = (c.radius[i] >= AREA_KM) | (c.radius[j] >= AREA_KM)
    same = pointed & (c.gazetteer[i] == c.gazetteer[j])
    exact = same & ~area
    rate = c.rate[i]
    told = _holds(c.told[i], c.name[j], c.radius[j]) | _holds(c.told[j], c.name[i], c.radius[i])
    return first(
        len(i),
        exact & (c.guessed[i] | c.guessed[j]),
        exact & (rate < RATES[0]),
        exact & (rate < RATES[1]),
        exact & (rate < RATES[2]),
        exact,
        pointed & ~area & (km <= NEAR_KM),
        same,
        pointed & area & (km <= np.maximum(c.radius[i], c.radius[j])),
        named & (c.name[i] == c.name[j]),
        told,
        (pointed | named) & (c.guessed[i] | c.guessed[j]),
        pointed & (km <= NOT_FAR_KM),
        pointed,
        nothing=~pointed & ~named & ~told,
    )


def _holds(told: Ints, name: Ints, radius: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell whether the name of an exact place is among those told of."""
    return np.asarray((told == name[:, None]).any(axis=1) & (name >= 0) & (radius < AREA_KM), dtype=np.bool_)


def event(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare types of event."""
    either = (c.event[i] < 0) | (c.event[j] < 0)
    return first(
        len(i),
        c.event[i] == c.event[j],
        c.group[i] == c.group[j],
        c.general[i] | c.general[j],
        c.explosive[i] & c.explosive[j],
        nothing=either,
    )


def _common(a: Ints, b: Ints) -> NDArray[np.bool_]:
    shared: NDArray[np.bool_] = ((a[:, :, None] == b[:, None, :]) & (a[:, :, None] >= 0)).any(axis=(1, 2))
    return shared


def weapon(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare weapons."""
    a, b = c.weapons[i], c.weapons[j]
    return first(len(i), _common(a, b), nothing=(a[:, 0] < 0) | (b[:, 0] < 0))


def actors(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare who acts and whom it is done to; in a battle the two may stand the other way round."""
    did_a, did_b, met_a, met_b = c.doers[i], c.doers[j], c.targets[i], c.targets[j]
    along = _common(did_a, did_b), _common(met_a, met_b)
    across = _common(did_a, met_b), _common(met_a, did_b)
    nobody_a = (did_a[:, 0] < 0) & (met_a[:, 0] < 0)
    nobody_b = (did_b[:, 0] < 0) & (met_b[:, 0] < 0)
    both = (along[0] & along[1]) | (across[0] & across[1])
    return first(len(i), both, along[0] | along[1] | across[0] | across[1], nothing=nobody_a | nobody_b)


def figures(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare numbers of people, outcome by outcome; the outcome in which they agree best counts."""
    a0, a1, b0, b1 = c.low[i], c.high[i], c.low[j], c.high[j]
    both = ~np.isnan(a0) & ~np.isnan(b0)
    same = both & (a0 == b0) & (a1 == b1)
    overlap = both & (np.maximum(a0, b0) <= np.minimum(a1, b1))
    larger, smaller = np.maximum(a0, b0), np.minimum(a1, b1)
    near = both & (larger <= np.maximum(1.34 * smaller, smaller + 1))
    return first(
        len(i),
        _any(same & (a0 >= 10)),
        _any(same & (a0 >= 3)),
        _any(same),
        _any(overlap),
        _any(near),
        _any(both & (smaller >= FEW) & (larger <= DIFFERING * smaller)),
        nothing=~_any(both),
    )


def _any(found: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.asarray(found.any(axis=1), dtype=np.bool_)


def distance(c: Columns, i: Ints, j: Ints) -> Found:
    """Compare how far apart two claims of one report stand, in characters."""
    gap = np.abs(c.start[i] - c.start[j])
    return first(len(i), *(gap <= step for step in DISTANCES), nothing=np.zeros(len(i), bool))


COMPARISONS: dict[str, Compare] = {
    "time": time,
    "place": place,
    "rivals": rivals,
    "event": event,
    "weapon": weapon,
    "actors": actors,
    "figures": figures,
    "names": names,
    "ages": ages,
    "telling": telling,
    "wording": wording,
    "report": report,
    "distance": distance,
}
