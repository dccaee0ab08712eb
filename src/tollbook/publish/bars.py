"""Range bars: the geometry of small drawings that show an interval, open ends as open."""

from collections.abc import Iterable
from typing import NamedTuple

from tollbook.model.figure import Count, Figure, Outcome, Scope

LEFT, WIDTH = 4.0, 192.0
FAR = 50
"""How many times as large a number may be as the next smaller one, and still share its scale."""


class Bar(NamedTuple):
    """Where to draw an interval, in units of a 200 wide drawing; `top` is the number at the right end."""

    start: float
    end: float
    opens_left: bool
    opens_right: bool
    top: int

    @property
    def point(self) -> bool:
        """Tell whether the interval is one number."""
        return not (self.opens_left or self.opens_right) and self.end - self.start < 1


def scales(figures: Iterable[Figure]) -> dict[str, int]:
    """Give the number at the right end of each figure's bar, with room for open ends, by the figure's id.

    The bars of one report that show the same harm, of an incident or of a period, share a scale and can
    be compared by eye. Beside the toll of a war those of a day would vanish: where one number is more than
    `FAR` times the one below it, a further scale begins.
    """
    reaches: dict[tuple[Outcome, Scope], list[tuple[int, str]]] = {}
    for figure in figures:
        count = figure.count.value
        reach = max((n for n in (count.low, count.high) if n is not None), default=0)
        reach += max(1, reach // 4) if count.high is None else 0
        reaches.setdefault((figure.outcome.value, figure.scope.value), []).append((reach, figure.id))
    out: dict[str, int] = {}
    for alike in reaches.values():
        sharing: list[str] = []
        for number, (reach, figure_id) in enumerate(ordered := sorted(alike)):
            sharing.append(figure_id)
            if number + 1 == len(ordered) or ordered[number + 1][0] > FAR * max(1, reach):
                out |= dict.fromkeys(sharing, _round(max(1, reach)))
                sharing = []
    return out


def _round(number: int) -> int:
    """Round up to 1, 2 or 5 times a power of ten, so that the end of a scale reads easily."""
    step: int = 10 ** max(0, len(str(number)) - 1)
    return next(step * lead for lead in (1, 2, 5, 10) if step * lead >= number)


def bar(count: Count, top: int) -> Bar | None:
    """Place an interval on a scale from 0 to `top` persons; None where neither end is stated.

    Example:
        >>> bar(Count(low=50, high=None), 100)
        Bar(start=100.0, end=196.0, opens_left=False, opens_right=True, top=100)
    """
    low, high = count.low, count.high
    if low is None and high is None:
        return None
    start = _place(low, top) if low is not None else LEFT
    end = _place(high, top) if high is not None else LEFT + WIDTH
    return Bar(start, end, low is None, high is None, top)


def _place(number: int, top: int) -> float:
    return round(LEFT + WIDTH * min(number, top) / top, 1)
