"""Fit the weights of `tollbook.extract.event_place`: annotated sentences -> knowledge/places/event_place.tsv.

    python training/event_place.py PATH/event_location/sentences.jsonl

The sentences have tokens and spans labelled VERB and LOCATION (an openly licensed set, MIT). Four fifths of
the texts, chosen by a hash of the text, are fitted on; the rest is left for measuring. Logistic regression,
full batches, a penalty on large weights, no chance anywhere: the same sentences give the same weights.
"""

import json
import sys
import zlib
from collections import Counter
from pathlib import Path

import numpy as np

from tollbook.annotate import annotate
from tollbook.evaluate.event_location import is_unseen, rows, tokens_of
from tollbook.extract.event_place import described
from tollbook.model.tree import Tree
from tollbook.resolve.gazetteer import open_gazetteer

OUT = Path(__file__).parents[1] / "src/tollbook/knowledge/places/event_place.tsv"
LEAST, PENALTY, STEPS, RATE = 8, 2.0, 400, 0.05


def examples(path: Path) -> list[tuple[dict[str, float], bool]]:
    """Give features and label of each place beside each event word of the part that is fitted on."""
    names = open_gazetteer()
    out: list[tuple[dict[str, float], bool]] = []
    for row in rows(path):
        if is_unseen(row.text):
            continue
        text = annotate(row.report, names, also=[row.word])
        for mention, said in described(text, Tree(text), row.word):
            held = tokens_of(row, mention.span)
            out.append((said, bool(held) and 2 * len(held & row.gold) >= len(held)))
    return out


def fit(found: list[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Fit the weights by Adam; features seen fewer than eight times are left out."""
    seen = Counter(name for said, _ in found for name in said)
    names = {name: i for i, name in enumerate(sorted(n for n, count in seen.items() if count >= LEAST))}
    x = np.zeros((len(found), len(names)))
    for i, (said, _) in enumerate(found):
        for name, value in said.items():
            if name in names:
                x[i, names[name]] = value
    y = np.array([label for _, label in found], dtype=float)
    w, m, v = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = x.T @ (1 / (1 + np.exp(-x @ w)) - y) / len(y) + PENALTY * w / len(y)
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope * slope
        w = w - RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(w[i]), 3) for name, i in names.items() if abs(w[i]) >= 0.02}


def main() -> None:
    """Fit and write the weights."""
    path = Path(sys.argv[1])
    found = examples(path)
    weights = fit(found)
    digest = f"{zlib.crc32(path.read_bytes()):08x}"
    head = [
        "# Weights of extract/event_place: feature, weight. Written by training/event_place.py; do not edit.",
        f"# Fitted on {len(found)} places, {sum(y for _, y in found)} of them of the event; crc32 {digest}.",
    ]
    OUT.write_text(
        "\n".join([*head, *(f"{name}\t{weight}" for name, weight in weights.items())]) + "\n", "utf-8"
    )
    print(json.dumps({"places": len(found), "weights": len(weights)}))


if __name__ == "__main__":
    main()
