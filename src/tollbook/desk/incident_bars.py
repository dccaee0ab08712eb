"""Range bars: a toll's sources as intervals on one scale, copies folded beneath; where to draw what.

Places are hundredths of the width of the drawing, so that it fits every screen without being stretched.
"""

from collections.abc import Iterable, Mapping

import msgspec

from tollbook.desk.incident_matrix import SILENT
from tollbook.model.figure import Figure
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason, Counted, Range, SetAside, Toll

FOLDED = frozenset({AsideReason.COPY, AsideReason.REPEATED})
STEPS = (1, 2, 5, 10)
TICKS = 4


class Scale(msgspec.Struct, frozen=True):
    """A scale from 0 to `top` persons with its ticks, each a number and its place."""

    top: int
    ticks: tuple[tuple[int, float], ...]


class Drawn(msgspec.Struct, frozen=True):
    """An interval on a scale: where it starts, how wide it is, and which ends are open."""

    at: float
    width: float
    opens_left: bool
    opens_right: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One independent source: what it says, where that is drawn, its figures, what is folded beneath it."""

    source: str
    outlet: str
    low: int | None
    high: int | None
    drawn: Drawn | None
    bound: tuple[str, ...]
    figures: tuple[str, ...]
    inferred: str | None = None
    copies: tuple[SetAside, ...] = ()
    also: tuple[str, ...] = ()
    published: str | None = None

    @property
    def voices(self) -> int:
        """Count the reports folded beneath."""
        return len({each.figure for each in self.copies}) + len(self.also)


def scale(numbers: Iterable[int | None], *, is_open: bool) -> Scale:
    """Make a scale that holds some numbers, with room at its end where an interval is open.

    Example:
        >>> scale([12, 38], is_open=True)
        Scale(top=60, ticks=((0, 0.0), (20, 33.3), (40, 66.7), (60, 100.0)))
    """
    most = max((n for n in numbers if n is not None), default=1) or 1
    # Room at the end, so that a mark there is whole and an open end can be seen to go on.
    reach = most + (max(1, most // 5) if is_open else most // 20 + 1)
    power = 1
    while power * 10 * TICKS < reach:
        power *= 10
    step = next(power * lead for lead in STEPS if power * lead * TICKS >= reach)
    top = step * -(-reach // step)
    return Scale(top, tuple((n, round(100 * n / top, 1)) for n in range(0, top + 1, step)))


def drawn(low: int | None, high: int | None, top: int) -> Drawn | None:
    """Place an interval on a scale; None where neither end is known.

    Example:
        >>> drawn(30, None, 60)
        Drawn(at=50.0, width=50.0, opens_left=False, opens_right=True)
    """
    if low is None and high is None:
        return None
    start = 100 * (low or 0) / top
    end = 100.0 if high is None else 100 * min(high, top) / top
    return Drawn(round(start, 2), round(max(end - start, 0.0), 2), low is None, high is None)


def band(found: Range, top: int) -> tuple[Drawn | None, float | None]:
    """Place a toll's low to high behind the bars, and its best."""
    best = None if found.best is None else round(100 * found.best / top, 2)
    return drawn(found.low, found.high, top), best


def bars(toll: Toll, figures: Mapping[str, tuple[Figure, Account]]) -> tuple[Scale, list[Row]]:
    """Give the scale and the rows of a toll, the source with most persons first."""
    numbers = [toll.range.low, toll.range.best, toll.range.high]
    numbers += [n for each in toll.counted for n in (each.low, each.high)]
    opens = any(each.high is None for each in toll.counted) or toll.range.high is None
    made = scale(numbers, is_open=opens)
    beneath: dict[str, list[SetAside]] = {}
    for aside in toll.aside:
        if aside.reason in FOLDED and aside.by:
            beneath.setdefault(aside.by, []).append(aside)
    rows = [_row(each, made.top, figures, beneath) for each in toll.counted]
    return made, sorted(rows, key=lambda row: (-(row.high or row.low or 0), -(row.low or 0), row.source))


def _row(
    each: Counted,
    top: int,
    figures: Mapping[str, tuple[Figure, Account]],
    beneath: Mapping[str, list[SetAside]],
) -> Row:
    own = each.parts or (each.figure,)
    held = figures.get(each.figure)
    outlet = each.outlet or (held[1].outlet if held else None) or SILENT
    copies = [aside for name in dict.fromkeys((each.figure, *own)) for aside in beneath.get(name, ())]
    told = {figures[aside.figure][1].report for aside in copies if aside.figure in figures}
    return Row(
        source=each.claimant or outlet,
        outlet=outlet if each.claimant else "",
        low=each.low,
        high=each.high,
        drawn=drawn(each.low, each.high, top),
        bound=each.bound,
        figures=own,
        inferred=each.inferred,
        copies=tuple(copies),
        also=tuple(name for name in each.also if name not in told),
        published=each.published,
    )
