"""The set `spoilt`: how much is still read of texts that arrive in bad shape. Files as for `figures`.

Each report is read as written and in each of these ways: `capitals` (all letters), `small` (all letters),
`bare` (commas, quotation marks and apostrophes gone, as scrapers leave them), `scanned` (one letter in fifty
of those that look alike read as the other, outside the coded quotes), `unpointed` (no punctuation at all)
and `glued` (every second report runs on behind the one before). The gold moves along with the characters.
"""

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tollbook.errors import InputError
from tollbook.evaluate.data import reports as of
from tollbook.evaluate.figure_scores import NAMES, Flat, count, place_of
from tollbook.evaluate.figures import flat, loaded, parts
from tollbook.evaluate.rates import Counts, measured, prf
from tollbook.evaluate.result import Options, Result
from tollbook.model.lettercase import in_capitals
from tollbook.model.lexicon import lower

LOOK_ALIKE = {"l": "1", "o": "0", "e": "c", "h": "b", "i": "l", "a": "o", "t": "f", "s": "5", "n": "u"}
ONE_IN = 50
DROPPED = frozenset(",\"'“”‘’«»")
POINTS = DROPPED | frozenset(".;:!?()[]-–—")
LEVELS = ("found", "counted", "record")

Coded = tuple[dict[str, Any], list[Flat]]
"""A record of a report, and the figures coded in it."""
Change = Callable[[str, random.Random], list[str]]
"""What stands in place of each character of a text: a character or nothing."""


class Spoilt(NamedTuple):
    """A text in bad shape, and for each character of the old one, and its end, where it now stands."""

    text: str
    at: list[int]


def _each(change: Callable[[str], str]) -> Change:
    return lambda text, _: list(change(text))


def _without(marks: frozenset[str], instead: str) -> Change:
    return lambda text, _: [instead if char in marks else char for char in text]


def _scanned(text: str, chance: random.Random) -> list[str]:
    return [
        LOOK_ALIKE[char] if char in LOOK_ALIKE and chance.randrange(ONE_IN) == 0 else char for char in text
    ]


WAYS: dict[str, Change] = {
    "written": _each(str),
    "capitals": _each(in_capitals),
    "small": _each(lower),
    "bare": _without(DROPPED, ""),
    "scanned": _scanned,
    "unpointed": _without(POINTS, " "),
}
GLUED = "glued"


def measure(path: Path, options: Options) -> Result:
    """Score the figures read from a set in each way of spoiling it.

    Raises:
        InputError: where files are missing or do not fit each other, or figures read elsewhere are given.
    """
    if options.predicted:
        raise InputError("the set spoilt reads its texts itself, in each way", "leave --predicted out")
    reports, gold = parts(path, options.part)
    records, coded = loaded(reports, gold)
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    for way in (*WAYS, GLUED):
        if way == GLUED:
            made = _glued([(records[name], figures) for name, figures in coded.items()])
        else:
            made = [_spoilt(way, records[name], figures) for name, figures in coded.items()]
        read = flat(of(record for record, _ in made), options)
        each = [count(figures, read.get(record["id"], []), record["text"]) for record, figures in made]
        rates, between = measured(each, _rates, options)
        scores |= {f"{way}.{name}": value for name, value in rates.items()}
        intervals |= {f"{way}.{name}": ends for name, ends in between.items()}
    return Result(
        scores=scores,
        intervals=intervals,
        counts={"reports": len(coded), "gold": sum(map(len, coded.values()))},
        files=(reports, gold),
        notes=("F1 of figures found, counted and recorded, in each way of spoiling the texts.",),
    )


def spoilt(way: str, text: str, kept: Iterable[tuple[int, int]] = (), seed: str = "") -> Spoilt:
    """Spoil a text; letters of the stretches `kept` are not misread.

    Example:
        >>> spoilt("bare", 'He said, "two".').text
        'He said two.'
    """
    new = WAYS[way](text, random.Random(seed))  # noqa: S311 - chooses letters
    if way == "scanned":
        for start, end in kept:
            new[start:end] = text[start:end]
    at = [0]
    for piece in new:
        at.append(at[-1] + len(piece))
    return Spoilt("".join(new), at)


def _spoilt(way: str, record: dict[str, Any], figures: list[Flat]) -> Coded:
    """Spoil a report, and carry its coded figures along."""
    text, name = record["text"], str(record["id"])
    places = [place_of(figure, text) for figure in figures]
    made = spoilt(way, text, places, name)
    title = str(record.get("title") or "")
    changed = {**record, "text": made.text, "title": spoilt(way, title, [(0, len(title))], name).text}
    return changed, [_moved(way, f, made, place) for f, place in zip(figures, places, strict=True)]


def _moved(way: str, figure: Flat, made: Spoilt, place: tuple[int, int]) -> Flat:
    names = {
        slot: spoilt(way, str(figure[slot]), [(0, len(str(figure[slot])))]).text
        for slot in NAMES
        if figure.get(slot) and figure[slot] != "narrator"
    }
    return {**figure, **names, **_quoted(made.text, made.at[place[0]], made.at[place[1]])}


def _quoted(text: str, start: int, end: int) -> Flat:
    """Give the quote at these characters, and which of its occurrences it is."""
    quote = text[start:end]
    nth, at = 0, text.find(quote)
    while at < start:
        nth, at = nth + 1, text.find(quote, at + 1)
    return {"quote": quote, "nth": nth}


def _glued(items: Sequence[Coded]) -> list[Coded]:
    """Put every second report behind the one before, as one report of that one's name and day."""
    out: list[Coded] = []
    for one, other in zip(items[::2], items[1::2], strict=False):
        first, figures = one
        text = f"{first['text'].rstrip()}\n\n"
        start, whole = len(text), text + other[0]["text"]
        later = []
        for figure in other[1]:
            a, b = place_of(figure, other[0]["text"])
            part = figure.get("part_of")
            moved = {"part_of": None if part is None else part + len(figures)}
            later.append({**figure, **moved, **_quoted(whole, a + start, b + start)})
        out.append(({**first, "text": whole}, [*figures, *later]))
    return [*out, *items[len(out) * 2 :]]


def _rates(counts: Counts) -> dict[str, float]:
    return {
        level: prf(level, counts[level], counts["read"], counts["gold"])[f"{level}.f1"] for level in LEVELS
    }
