"""Rates and how sure they are: precision, recall, F1, and bootstrap intervals over whole items."""

import random
from collections import Counter
from collections.abc import Callable, Sequence

from tollbook.evaluate.result import Options

DIGITS = 4
COVERED = 0.95

Counts = Counter[str]
Rates = Callable[[Counts], dict[str, float]]


def share(part: float, whole: float) -> float:
    """Give part / whole, 0 where there is no whole.

    Example:
        >>> share(1, 4), share(0, 0)
        (0.25, 0.0)
    """
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """Give the harmonic mean of precision and recall, 0 where both are 0."""
    return share(2 * precision * recall, precision + recall)


def prf(name: str, hits: float, predicted: float, gold: float) -> dict[str, float]:
    """Give precision, recall and F1 under `name`.p, .r and .f1.

    Example:
        >>> prf("found", 1, 2, 1)
        {'found.p': 0.5, 'found.r': 1.0, 'found.f1': 0.6666666666666666}
    """
    precision, recall = share(hits, predicted), share(hits, gold)
    return {f"{name}.p": precision, f"{name}.r": recall, f"{name}.f1": f1(precision, recall)}


def measured(
    items: Sequence[Counts], rates: Rates, options: Options
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Give the rates of all items together, and the 95 % interval of each.

    `items` are the counts of one independent item each (a report, a snippet); `rates` makes rates of
    counts added up. Intervals are percentiles over `options.draws` draws of as many items, with
    replacement, from a generator seeded with `options.seed`. Rates are rounded to four digits.

    Source: B. Efron, "Bootstrap methods: another look at the jackknife", 1979 (percentile method).

    Example:
        >>> items = [Counter(right=1, all=1), Counter(all=1)]
        >>> scores, intervals = measured(items, lambda c: {"right": share(c["right"], c["all"])}, Options())
        >>> scores["right"], intervals["right"]
        (0.5, (0.0, 1.0))
    """
    whole = rounded(rates(_sum(items)))
    if not items or options.draws < 1:
        return whole, {}
    chance = random.Random(options.seed)  # noqa: S311  # statistics, not secrecy
    drawn: dict[str, list[float]] = {name: [] for name in whole}
    kinds: dict[tuple[tuple[str, int], ...], int] = {}
    kind_of = [kinds.setdefault(tuple(sorted(item.items())), len(kinds)) for item in items]
    for _ in range(options.draws):
        picked = Counter(chance.choices(kind_of, k=len(items)))
        for name, value in rates(_weighted(list(kinds), picked)).items():
            if name in drawn:
                drawn[name].append(value)
    return whole, {name: _middle(values) for name, values in drawn.items() if values}


def rounded(rates: dict[str, float]) -> dict[str, float]:
    """Round rates to four digits."""
    return {name: round(value, DIGITS) for name, value in rates.items()}


def _sum(items: Sequence[Counts]) -> Counts:
    total: Counts = Counter()
    for item in items:
        for name, count in item.items():
            total[name] += count
    return total


def _weighted(kinds: Sequence[tuple[tuple[str, int], ...]], picked: Counter[int]) -> Counts:
    """Add up items of equal counts at once: in a long set many are equal."""
    total: Counts = Counter()
    for kind, times in picked.items():
        for name, count in kinds[kind]:
            total[name] += times * count
    return total


def _middle(values: list[float]) -> tuple[float, float]:
    """Give the ends of the middle 95 % of values."""
    values.sort()
    cut = (1 - COVERED) / 2
    last = len(values) - 1
    return round(values[round(cut * last)], DIGITS), round(values[round((1 - cut) * last)], DIGITS)
