"""Pairs: what is known of two figures without reading: order, numbers, whether parts add up to a whole."""

from collections.abc import Sequence

import msgspec

from tollbook.learned.flags import PAIRS

AT = {name: n for n, name in enumerate(PAIRS)}
FAR_WORDS = 60


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as pairs see it: where it stands, what it says, and its whole by rule (an index)."""

    words: tuple[int, int]
    outcome: str
    low: int | None
    high: int | None
    sentence: int
    whole: int | None = None


def pairs(figures: Sequence[Stated]) -> list[list[list[float]]]:
    """Give the numbers of `PAIRS` for every figure (row) with every possible whole (column).

    Example:
        >>> total = Stated(words=(0, 1), outcome="killed", low=12, high=12, sentence=0)
        >>> child = Stated(words=(4, 5), outcome="killed", low=3, high=3, sentence=0)
        >>> pairs([total, child])[1][0][AT["smaller"]]
        1.0
    """
    sums = [_adds_up(n, figures) for n in range(len(figures))]
    return [[_pair(p, w, figures, sums) for w in range(len(figures))] for p in range(len(figures))]


def _pair(p: int, w: int, figures: Sequence[Stated], sums: list[frozenset[int]]) -> list[float]:
    part, whole = figures[p], figures[w]
    out = [0.0] * len(PAIRS)
    low, top = part.low or 0, whole.high if whole.high is not None else whole.low
    marks = {
        "ruled": part.whole == w,
        "before": w < p,
        "next": abs(w - p) == 1,
        "second": abs(w - p) == 2,
        "far": abs(whole.words[0] - part.words[0]) > FAR_WORDS,
        "sentence": part.sentence == whole.sentence,
        "outcome": part.outcome == whole.outcome,
        "wider": whole.outcome == "killed_or_injured" and part.outcome in {"killed", "injured"},
        "smaller": top is not None and low < top,
        "equal": top is not None and low == top,
        "adds_up": p in sums[w],
        "open": whole.high is None,
        "part_itself": p == w,
    }
    for name, holds in marks.items():
        out[AT[name]] = float(holds)
    return out


def _adds_up(n: int, figures: Sequence[Stated]) -> frozenset[int]:
    """Give the figures right behind figure `n`, of its outcome, that add up to it."""
    total = figures[n].low
    if not total or total < 2:
        return frozenset()
    added, held = 0, []
    for m in range(n + 1, min(n + 9, len(figures))):
        if figures[m].outcome != figures[n].outcome or not figures[m].low:
            continue
        added += figures[m].low or 0
        held.append(m)
        if added >= total:
            break
    return frozenset(held) if added == total and len(held) > 1 else frozenset()
