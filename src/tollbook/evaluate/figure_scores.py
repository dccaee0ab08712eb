"""Figures against figures: which were found, counted and recorded, and which slots are right.

A read figure and a coded one may be a pair where their characters overlap and their outcome is the same.
Pairs are taken greedily: equal numbers first, then the larger share of characters in common (overlap over
union), then the earlier figure; each figure once.

- *found*: pairs. *counted*: pairs with equal low and high. *record*: counted pairs whose status, claimant,
  stance and scope are right too.
- *slots*: of the counted pairs, the share with the slot right; empty on both sides is right.
- *filled*: precision, recall and F1 of a slot over counted pairs, where empty values (and the narrator)
  count for nothing, so that leaving a slot empty cannot win.

Names are equal where one's words are all among the other's, small words and kinds of place aside.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tollbook.evaluate.rates import Counts, prf, share

Flat = dict[str, Any]

LEVELS = ("found", "counted", "record")
EXACT = ("status", "stance", "scope")
NAMES = ("side", "claimant", "perpetrator", "place", "name", "cites")
SLOTS = (*EXACT, *NAMES, "dates")
FILLED = (*NAMES, "dates")
IN_RECORD = (*EXACT, "claimant")
SMALL = frozenset("the a an of in for s and province governorate city town village near".split())
WORD = re.compile(r"\w+")


class Pair(NamedTuple):
    """Indices of a coded figure and of the read one that was matched with it."""

    gold: int
    read: int


def name_words(name: str | None) -> frozenset[str]:
    """Give the words of a name without accents, case and small words.

    Example:
        >>> sorted(name_words("the Province of Marrún"))
        ['marrun']
    """
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return frozenset(WORD.findall(bare)) - SMALL


def names_agree(one: str | None, other: str | None) -> bool:
    """Tell whether two names are both empty, or one's words are all among the other's.

    Example:
        >>> names_agree("the Marrun Observatory", "Observatory"), names_agree(None, "Observatory")
        (True, False)
    """
    if not one or not other:
        return not one and not other
    a, b = name_words(one), name_words(other)
    return a == b or (bool(a) and bool(b) and (a <= b or b <= a))


def agrees(slot: str, read: Flat, gold: Flat) -> bool:
    """Tell whether a slot of a read figure is right."""
    if slot in NAMES:
        return names_agree(read.get(slot), gold.get(slot))
    keys = ("date_start", "date_end") if slot == "dates" else (slot,)
    return all(read.get(key) == gold.get(key) for key in keys)


def is_filled(slot: str, figure: Flat) -> bool:
    """Tell whether a slot says something; the narrator is nobody."""
    value = figure.get("date_start" if slot == "dates" else slot)
    return bool(value) and value != "narrator"


def place_of(figure: Flat, text: str) -> tuple[int, int]:
    """Give the characters of a coded figure's quote, the `nth` occurrence of it (from 0), end exclusive."""
    at = -1
    for _ in range(figure.get("nth", 0) + 1):
        at = text.find(figure["quote"], at + 1)
    return at, at + len(figure["quote"])


def same_numbers(read: Flat, gold: Flat) -> bool:
    """Tell whether low and high are equal."""
    return (read.get("low"), read.get("high")) == (gold["low"], gold["high"])


def pairs(gold: Sequence[Flat], read: Sequence[Flat], text: str) -> list[Pair]:
    """Match coded and read figures of one report, best pairs first."""
    ranked: list[tuple[bool, float, int, int]] = []
    for g, coded in enumerate(gold):
        start, end = place_of(coded, text)
        for r, figure in enumerate(read):
            common = min(end, figure["end"]) - max(start, figure["start"])
            if common <= 0 or figure["outcome"] != coded["outcome"]:
                continue
            union = max(end, figure["end"]) - min(start, figure["start"])
            ranked.append((same_numbers(figure, coded), common / union, -g, -r))
    ranked.sort(reverse=True)
    used_gold: set[int] = set()
    used_read: set[int] = set()
    out: list[Pair] = []
    for _, _, minus_g, minus_r in ranked:
        if -minus_g not in used_gold and -minus_r not in used_read:
            used_gold.add(-minus_g)
            used_read.add(-minus_r)
            out.append(Pair(-minus_g, -minus_r))
    return out


def count(gold: Sequence[Flat], read: Sequence[Flat], text: str) -> Counts:
    """Count what is right in one report; `scores` makes rates of such counts added up."""
    matched = pairs(gold, read, text)
    partner = {pair.read: pair.gold for pair in matched}
    out: Counts = Counter(gold=len(gold), read=len(read), found=len(matched))
    for pair in matched:
        coded, figure = gold[pair.gold], read[pair.read]
        if not same_numbers(figure, coded):
            continue
        right = {slot: agrees(slot, figure, coded) for slot in SLOTS}
        out["counted"] += 1
        out["record"] += all(right[slot] for slot in IN_RECORD)
        for slot in SLOTS:
            out[f"slot {slot}"] += right[slot]
        for slot in FILLED:
            here, there = is_filled(slot, figure), is_filled(slot, coded)
            out[f"hit {slot}"] += here and there and right[slot]
            out[f"filled {slot}"] += here
            out[f"coded {slot}"] += there
        whole, said = coded.get("part_of"), figure.get("part_of")
        out["hit part_of"] += whole is not None and said is not None and partner.get(said) == whole
        out["filled part_of"] += said is not None
        out["coded part_of"] += whole is not None
    return out


def scores(counts: Counts) -> dict[str, float]:
    """Make the rates of counts added up over reports."""
    out: dict[str, float] = {}
    for level in LEVELS:
        out |= prf(level, counts[level], counts["read"], counts["gold"])
    for slot in SLOTS:
        out[f"slots.{slot}"] = share(counts[f"slot {slot}"], counts["counted"])
    for slot in (*FILLED, "part_of"):
        out |= prf(f"filled.{slot}", counts[f"hit {slot}"], counts[f"filled {slot}"], counts[f"coded {slot}"])
    return out


def listed(show: str, report: str, gold: Sequence[Flat], read: Sequence[Flat], text: str) -> Iterator[str]:
    """List the figures of one report that were missed, are extra, or are wrong in number or record."""
    matched = pairs(gold, read, text)
    if show == "missed":
        left = set(range(len(gold))) - {pair.gold for pair in matched}
        yield from (f"{report}: {gold[g]['outcome']} {gold[g]['quote']!r}" for g in sorted(left))
    elif show == "extra":
        for r in sorted(set(range(len(read))) - {pair.read for pair in matched}):
            figure = read[r]
            yield f"{report}: {figure['outcome']} {text[figure['start'] : figure['end']]!r}"
    elif show == "wrong":
        for pair in matched:
            yield from _faults(report, gold[pair.gold], read[pair.read])


def _faults(report: str, coded: Flat, figure: Flat) -> Iterator[str]:
    if not same_numbers(figure, coded):
        want, have = (f"{f.get('low')}-{f.get('high')}" for f in (coded, figure))
        yield f"{report}: {coded['quote']!r} low-high: coded {want}, read {have}"
        return
    faults = [
        f"{slot}: coded {coded.get(slot)!r}, read {figure.get(slot)!r}"
        for slot in IN_RECORD
        if not agrees(slot, figure, coded)
    ]
    if faults:
        yield f"{report}: {coded['quote']!r} " + "; ".join(faults)
