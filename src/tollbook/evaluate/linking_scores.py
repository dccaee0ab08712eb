"""Scores of a grouping against the true one: B-cubed, pairwise, false merges.

B-cubed is that of A. Bagga and B. Baldwin, "Algorithms for scoring coreference chains" (1998).
"""

from collections import Counter
from collections.abc import Hashable, Mapping

from tollbook.evaluate.rates import Counts, share


def compared(found: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> Counts:
    """Count, over items that both group, what the scores are made of.

    `false_merges` counts found groups of two or more items that hold items of more than one true group.

    Example:
        >>> counts = compared({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1, "c": 2})
        >>> counts["pairs_right"], counts["pairs_found"], counts["pairs_true"], counts["false_merges"]
        (1, 3, 1, 1)
    """
    items = [item for item in found if item in true]
    by_found = Counter(found[item] for item in items)
    by_true = Counter(true[item] for item in items)
    both = Counter((found[item], true[item]) for item in items)
    mixed = Counter(group for group, _ in both)
    out: Counts = Counter(
        items=len(items),
        groups_found=len(by_found),
        groups_true=len(by_true),
        groups_joined=sum(size > 1 for size in by_found.values()),
        false_merges=sum(times > 1 for times in mixed.values()),
        pairs_found=sum(_pairs(size) for size in by_found.values()),
        pairs_true=sum(_pairs(size) for size in by_true.values()),
        pairs_right=sum(_pairs(size) for size in both.values()),
        largest=max(by_found.values(), default=0),
    )
    # Sums of shares are kept as whole millionths, because counts are whole numbers.
    out["bcubed_p"] = round(1e6 * sum(n * n / by_found[group] for (group, _), n in both.items()))
    out["bcubed_r"] = round(1e6 * sum(n * n / by_true[group] for (_, group), n in both.items()))
    return out


def rates(counts: Counts) -> dict[str, float]:
    """Make the scores of counts, the rate of false merges first."""
    p, r = (
        share(counts["bcubed_p"], 1_000_000 * counts["items"]),
        share(counts["bcubed_r"], 1_000_000 * counts["items"]),
    )
    pair_p = share(counts["pairs_right"], counts["pairs_found"])
    pair_r = share(counts["pairs_right"], counts["pairs_true"])
    return {
        "false_merge_rate": share(counts["false_merges"], counts["groups_joined"]),
        "bcubed.p": p,
        "bcubed.r": r,
        "bcubed.f1": _f1(p, r),
        "pairwise.p": pair_p,
        "pairwise.r": pair_r,
        "pairwise.f1": _f1(pair_p, pair_r),
    }


def _f1(p: float, r: float) -> float:
    return round(2 * p * r / (p + r), 6) if p + r else 0.0


def _pairs(size: int) -> int:
    return size * (size - 1) // 2
