"""Training weights on a large book: from the groups that it has, to the chances of each level.

No labels are needed: pairs of one incident, as grouped by the weights that are shipped and by what people
decided, show how often each level comes up among them (m), and all other compared pairs how often it comes up
there (u). The new chance lies half way between that and the shipped one. Expectation maximisation on pairs
alone was tried and left: it settled on what divides outlets and days instead of incidents.
"""

from collections.abc import Sequence

import numpy as np

from tollbook.errors import InputError
from tollbook.link.blocking import pairs
from tollbook.link.columns import Columns
from tollbook.link.comparisons import CHEAP, COMPARISONS, DEAR, LEVELS
from tollbook.link.knowledge import Weights, trained

LEAST_PAIRS = 2000
HOLD = 0.5
"""The part that the shipped chances keep against the book's own."""


def train(columns: Columns, groups: Sequence[Sequence[int]], weights: Weights) -> tuple[Weights, int]:
    """Train the weights between reports on the groups of rows of a book; gives them, and the number of pairs.

    Raises:
        InputError: where there are too few pairs to learn from.
    """
    left, right, _ = pairs(columns)
    between = columns.report[left] != columns.report[right]
    left, right = left[between], right[between]
    if len(left) < LEAST_PAIRS:
        what = f"the book has {len(left):,} pairs of claims to compare, and training needs {LEAST_PAIRS:,}"
        raise InputError(what, "use the weights that are shipped: they need no training")
    group = np.zeros(len(columns), dtype=np.int64)
    for number, rows in enumerate(groups):
        group[list(rows)] = number
    same = group[left] == group[right]
    m: dict[str, dict[str, float]] = {}
    u: dict[str, dict[str, float]] = {}
    for name in (*CHEAP, *DEAR):
        key, found = f"between.{name}", COMPARISONS[name](columns, left, right)
        for number, level in enumerate(LEVELS[name]):
            for out, which, old in ((m, same, weights.m[key]), (u, ~same, weights.u[key])):
                stated = int((which & (found >= 0)).sum())
                seen = int((which & (found == number)).sum()) / stated if stated else old[level]
                out.setdefault(key, {})[level] = max(1e-6, HOLD * old[level] + (1 - HOLD) * seen)
    return trained(weights, m, u, f"trained on {len(left):,} pairs, from {weights.version}"), len(left)
