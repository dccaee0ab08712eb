"""Kinds of figure: what is found and what is missed, counted by how the text says the number and the harm."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tollbook.evaluate.figure_scores import agrees, pairs, place_of, same_numbers

Flat = dict[str, Any]
SHARE = re.compile(r"\b(?:most|majority|half|third|quarter|many of|some of|part of|one in)\b", re.IGNORECASE)
NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|dozen|couple|pair|both)\b",
    re.IGNORECASE,
)
SLOTS = ("status", "stance", "scope", "claimant", "side", "perpetrator", "place", "dates")
ROW = "{:38} {:>6} {:>6} {:>8}"


def form_of(figure: Flat, text: str) -> str:
    """Say in which form a coded figure states its number.

    Example:
        >>> form_of({"quote": "12 herders", "low": 12, "high": 12}, "12 herders died in the flood.")
        'a number in digits'
        >>> form_of({"quote": "herders", "low": 2, "high": None}, "The herders died in the flood.")
        'a plural or a vague word'
    """
    quote = str(figure["quote"])
    start, end = place_of(figure, text)
    line = text[text.rfind("\n", 0, max(start, 0)) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    if figure["low"] == figure["high"] == 0:
        return "nobody harmed"
    if figure.get("name"):
        return "a named person"
    if figure.get("part_of") is not None and SHARE.search(quote):
        return "a share of a total"
    if not re.search(r"[a-z]{3}", line) or len(line.split()) < 5:
        return "a line of a list or table"
    if any(c.isdigit() for c in quote):
        return "a number in digits"
    if NUMBER.search(quote):
        return "a number in words"
    return "one person" if figure["low"] == figure["high"] == 1 else "a plural or a vague word"


def by_kind(coded: Iterable[tuple[Sequence[Flat], Sequence[Flat], str]]) -> Iterator[str]:
    """Give lines of a table: coded, found and counted figures by form and by outcome, and slots that differ.

    Each item holds the coded figures of a report, those read, and the report's text.
    """
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    slots: Counter[str] = Counter()
    for gold, read, text in coded:
        matched = {pair.gold: pair.read for pair in pairs(gold, read, text)}
        for g, figure in enumerate(gold):
            keys = (form_of(figure, text), f"outcome {figure['outcome']}")
            total.update(keys)
            if g not in matched:
                continue
            found.update(keys)
            if same_numbers(read[matched[g]], figure):
                right.update(keys)
                slots.update(slot for slot in SLOTS if not agrees(slot, read[matched[g]], figure))
                slots.update(["all"])
        spare = set(range(len(read))) - set(matched.values())
        for r in spare:
            start, end = read[r]["start"], read[r]["end"]
            spans = [place_of(figure, text) for figure in gold]
            meets = any(a < end and start < b for a, b in spans)
            extra.update(["of another outcome, or twice" if meets else "no figure for the annotators"])
    yield ROW.format("kind", "coded", "found", "counted")
    for key in sorted(total, key=lambda key: (key.startswith("outcome"), -total[key])):
        yield ROW.format(key, total[key], found[key], right[key])
    for key, number in extra.most_common():
        yield ROW.format(f"extra: {key}", "", number, "")
    for slot in SLOTS:
        yield ROW.format(f"{slot} differs, of counted", slots["all"], "", slots[slot])
