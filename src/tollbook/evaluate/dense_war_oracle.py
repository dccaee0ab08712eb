"""The oracle: how well claims of the made-up war could be linked by one who knows the war and its errors.

It is told which incidents there were and how likely each error is, and puts every claim to the incident of
which it is likeliest (Bayes' rule, incidents alike before anything is told). No linker knows the incidents
beforehand, so this bounds what can be reached from what claims tell: once from their fields alone, once with
the site, the quarter, names and details of the sentence too.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from tollbook.evaluate import dense_war_told as noise
from tollbook.evaluate.dense_war import LATE, LATEST, War
from tollbook.evaluate.dense_war_parts import KINDS, LIKE
from tollbook.evaluate.dense_war_told import Told, Truth

Floats = NDArray[np.float64]
FEWEST = 1e-12
"""A chance that stands for none, so that what cannot be counts after all that can."""


def oracle(war: War, *, words: bool) -> dict[str, int]:
    """Give for each claim the incident that it is likeliest of; with `words` the sentence's words count too.

    Example:
        >>> from tollbook.evaluate.dense_war import dense_war
        >>> war = dense_war(40, places=3, days=9)
        >>> found = oracle(war, words=True)
        >>> sum(found[claim] == incident for claim, incident in war.truth.items()) > 0.9 * len(found)
        True
    """
    by_day: dict[int, list[Truth]] = defaultdict(list)
    for each in war.incidents.values():
        by_day[each.day].append(each)
    spans: dict[int, list[Truth]] = {}
    out: dict[str, int] = {}
    for claim, told in war.told.items():
        if told.published not in spans:
            days = range(told.published - LATEST, told.published + 1)
            spans[told.published] = [each for day in days for each in by_day[day]]
        near = spans[told.published]
        likely = _fields(told, near, war.units)
        if words:
            likely = likely * np.array([_words(told, each) for each in near])
        out[claim] = near[int(np.argmax(likely))].id
    return out


def _fields(told: Told, near: Sequence[Truth], units: Sequence[str]) -> Floats:
    """Give how likely each incident is to be told so in the fields of a claim."""
    out = np.array([_late(told.published - each.day) for each in near])
    out *= np.array([_day(told, each.day) for each in near])
    if told.place is not None:
        out *= np.array([_place(told, each.place, units) for each in near])
    if told.kind is not None:
        out *= np.array([_kind(told.kind, each.kind) for each in near])
    for side, sides in ((told.doer, [e.doer for e in near]), (told.target, [e.target for e in near])):
        if side is not None:
            out *= np.array([1.0 if each == side else FEWEST for each in sides])
    out *= np.array([_number(told.killed, each.killed) for each in near])
    out *= np.array([_number(told.injured, each.injured) for each in near])
    return out


def _late(days: int) -> float:
    """Give how likely a report comes out so many days after."""
    return exp(-LATE * days) * (1 - exp(-LATE)) if days < LATEST else exp(-LATE * LATEST)


def _day(told: Told, day: int) -> float:
    if told.first is None or told.last is None:
        return noise.NO_DAY
    off = told.first - day
    exact = 1 - noise.NO_DAY - noise.SPAN - noise.NEXT_DAY - noise.FEW_DAYS
    if told.last > told.first:
        return noise.SPAN if off == 0 else FEWEST
    if abs(off) == 1:
        return noise.NEXT_DAY / 2
    if off in {-3, 4}:
        return noise.FEW_DAYS / 2
    return exact if off == 0 else FEWEST


def _place(told: Told, place: int, units: Sequence[str]) -> float:
    assert told.place is not None
    if told.area:
        return noise.AREA if units[told.place] == units[place] else FEWEST
    right = 1 - noise.NO_PLACE - noise.OTHER_PLACE - noise.AREA
    return noise.OTHER_PLACE / len(units) + (right if told.place == place else 0.0)


def _kind(told: str, true: str) -> float:
    right = 1 - noise.NO_KIND - noise.LIKE_KIND - noise.GENERAL_KIND - noise.ANY_KIND
    out = noise.ANY_KIND / len(KINDS) if told in KINDS else FEWEST
    out += right if told == true else 0.0
    out += noise.LIKE_KIND if told == LIKE.get(true, true) else 0.0
    return out + (noise.GENERAL_KIND if told == noise.GENERAL else 0.0)


def _number(told: tuple[int, bool] | None, true: int) -> float:
    """Give how likely a number is told of a true one; not to tell one is sure where there is none to tell."""
    if told is None:
        return 1 - noise.NUMBER if true else 1.0
    if not true:
        return FEWEST
    low, is_least = told
    wide = 2 * noise.SPREAD * true
    # The numbers that are rounded to the one told, of those spread round the true one; 1 stands for less too.
    begin, end = (low - 0.5 if low > 1 else 0.0), low + 0.5
    share = max(0.0, min(end, true * (1 + noise.SPREAD)) - max(begin, true * (1 - noise.SPREAD))) / wide
    if is_least:
        return noise.NUMBER * max(FEWEST, noise.AT_LEAST * share)
    out = noise.EXACT if low == true else 0.0
    out += (1 - noise.EXACT - noise.AT_LEAST - noise.FAR_OFF) * share
    far = [max(1, round(true * factor)) for factor in noise.FACTORS]
    return noise.NUMBER * max(FEWEST, out + noise.FAR_OFF * far.count(low) / len(far))


def _words(told: Told, each: Truth) -> float:
    """Give how likely the words beside the fields are told of an incident."""
    out = 1.0
    if told.site is not None:
        out *= 1.0 if told.site == each.site else FEWEST
    if told.quarter is not None:
        out *= 1.0 if told.quarter == each.quarter else FEWEST
    if told.names:
        out *= 1.0 if told.names == each.names else FEWEST
    elif each.names:
        out *= 1 - noise.NAMED
    own = set(each.details)
    shared = sum(word in own for word in told.details)
    strange = len(told.details) - shared
    return float(out * FEWEST ** min(strange, 12) * _drawn(shared, len(each.details)))


def _drawn(told: int, of: int) -> float:
    return noise.DETAIL**told * (1 - noise.DETAIL) ** (of - told)
