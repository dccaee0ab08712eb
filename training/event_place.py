"""Fit the weights of `tollbook.extract.event_place`: annotated sentences -> knowledge/places/event_place.tsv.

    python training/event_place.py PATH/event_location/sentences.jsonl

The sentences have tokens and spans labelled VERB and LOCATION (an openly licensed set, MIT). Four fifths of
the texts, chosen by a hash of the text, are fitted on; the rest is left for measuring. Logistic regression,
full batches, a penalty on large weights, no chance anywhere: the same sentences give the same weights. The
two probabilities from which places are given (none below 0.35: that were a guess) are chosen on the fitted
part alone, each fold of four weighed by what was fitted on the other three.
"""

import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tollbook.annotate import annotate
from tollbook.evaluate.event_location import Row, is_unseen, rows, tokens_of
from tollbook.extract.event_place import BEST, BIAS, OTHERS, described
from tollbook.model.text import Text
from tollbook.model.tree import Tree
from tollbook.resolve.gazetteer import open_gazetteer

OUT = Path(__file__).parents[1] / "src/tollbook/knowledge/places/event_place.tsv"
LEAST, PENALTY, STEPS, RATE, FOLDS = 6, 4.0, 300, 0.05, 4
Numbers = NDArray[np.float64]
Weights = dict[str, float]
Ranked = list[tuple[float, frozenset[int]]]


class Place(NamedTuple):
    """A candidate: its features, whether it is a place of the event, and the tokens it gives."""

    names: frozenset[str]
    right: bool
    tokens: frozenset[int]


class Example(NamedTuple):
    """A sentence with its candidates, the tokens of the right places, and its fold."""

    places: tuple[Place, ...]
    gold: frozenset[int]
    fold: int


def annotated(path: Path) -> Iterator[tuple[Row, Text]]:
    """Give each sentence of the set with its annotated text."""
    names = open_gazetteer()
    for row in rows(path):
        yield row, annotate(row.report, names, also=[row.word])


def example(row: Row, text: Text) -> Example:
    """Describe the candidates of a sentence and label them."""
    places = []
    for mention, names in described(text, Tree(text), row.word):
        held = tokens_of(row, mention.span)
        places.append(Place(names, bool(held) and 2 * len(held & row.gold) >= len(held), held))
    return Example(tuple(places), row.gold, zlib.crc32(row.text[:60].encode()) % FOLDS)


def fit(found: list[Example]) -> Weights:
    """Fit the weights by Adam; features seen fewer than six times are left out."""
    places = [place for each in found for place in each.places]
    seen = Counter(name for place in places for name in place.names)
    kept = sorted(name for name, count in seen.items() if LEAST <= count <= len(places) - LEAST)
    index = {name: i for i, name in enumerate([*kept, BIAS])}
    pairs = [
        (row, index[name])
        for row, place in enumerate(places)
        for name in (*sorted(place.names), BIAS)
        if name in index
    ]
    row, column = (np.array(side) for side in zip(*pairs, strict=True))
    y = np.array([place.right for place in places], dtype=float)
    w, m, v = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, STEPS + 1):
        error = 1 / (1 + np.exp(-np.bincount(row, w[column], len(y)))) - y
        slope: Numbers = (np.bincount(column, error[row], len(index)) + PENALTY * w) / len(y)
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope * slope
        w = w - RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w[i]), 3) for name, i in index.items() if name == BIAS or abs(w[i]) >= 0.02}


def scored(found: Iterable[Example], weights: Weights) -> list[tuple[Ranked, Example]]:
    """Give each sentence's candidates with their scores, best first."""
    out = []
    for each in found:
        sums = [
            (weights[BIAS] + sum(weights.get(name, 0.0) for name in place.names), place.tokens)
            for place in each.places
        ]
        out.append((sorted(sums, key=lambda pair: -pair[0]), each))
    return out


def f_of(found: list[tuple[Ranked, Example]], best: float, others: float) -> float:
    """Give the F1 of tokens where places count from these probabilities on."""
    floors = [float(np.log(p / (1 - p))) for p in (best, others)]
    hit = read = gold = 0
    for places, each in found:
        given: set[int] = set()
        for n, (score, tokens) in enumerate(places):
            if score > floors[min(n, 1)]:
                given |= tokens
        hit, read, gold = hit + len(given & each.gold), read + len(given), gold + len(each.gold)
    return 2 * hit / max(1, read + gold)


def thresholds(found: list[Example]) -> tuple[float, float, float]:
    """Choose the two probabilities by folds of what is fitted on; gives the F1 there as well."""
    apart = []
    for fold in range(FOLDS):
        weights = fit([each for each in found if each.fold != fold])
        apart += scored((each for each in found if each.fold == fold), weights)
    grid = [(b / 100, o / 100) for b in range(35, 60, 5) for o in range(45, 85, 5)]
    return max((f_of(apart, best, others), best, others) for best, others in grid)


def write(path: Path, found: list[Example], out: Path = OUT) -> dict[str, float]:
    """Fit, choose the probabilities, write the table; gives what is told of it."""
    f1, best, others = thresholds(found)
    weights = fit(found) | {BEST: best, OTHERS: others}
    places = [place for each in found for place in each.places]
    head = [
        "# Weights of extract/event_place: feature, weight. Written by training/event_place.py; do not edit.",
        f"# Fitted on {len(places)} candidates in {len(found)} sentences, {sum(p.right for p in places)} "
        f"of them of the event; F1 over four folds {f1:.3f}; crc32 {zlib.crc32(path.read_bytes()):08x}.",
    ]
    lines = (f"{name}\t{weight}" for name, weight in sorted(weights.items()))
    out.write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    return {"candidates": len(places), "weights": len(weights), "f1 over folds": round(f1, 4)}


def main() -> None:
    """Fit and write the weights."""
    path = Path(sys.argv[1])
    found = [example(row, text) for row, text in annotated(path) if not is_unseen(row.text)]
    print(json.dumps(write(path, found)))


if __name__ == "__main__":
    main()
