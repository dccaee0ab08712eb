"""The staircase: a figure over time, who said what when, and what was superseded; where to draw it.

The line at a day is the lowest low and the highest high of what stands then, each source by its newest word.
Places are hundredths of the width; heights are counted from the top, 0 to `HEIGHT`.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from tollbook.desk.incident_bars import Scale, scale
from tollbook.model.toll import Step, Toll

HEIGHT = 160
SMALLEST = 8.0
"""So tall is a mark of one exact number at least, round its place, that full and hollow can be told apart."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One step as drawn: a bar from `top` down, `tall`; whether it stands, and whether it is open above.

    `beside` is how many marks of its day are drawn before it: they stand side by side.
    """

    x: float
    top: float
    tall: float
    standing: bool
    is_open: bool
    number: int
    beside: int


class Tread(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the line: what stood from one day to the next, low to high."""

    x: float
    wide: float
    top: float
    tall: float
    low: int
    high: int | None


class Stairs(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing of a figure over time, and the steps in words; steps without a day are in words alone."""

    scale: Scale
    marks: tuple[Mark, ...]
    treads: tuple[Tread, ...]
    steps: tuple[Step, ...]
    days: tuple[tuple[str, float], ...]


def of_toll(history: Iterable[Step], toll: Toll) -> list[Step]:
    """Give the steps of one toll, the earliest first; those without a day come last."""
    mine = [each for each in history if each.outcome is toll.outcome and each.group == toll.group]
    return sorted(mine, key=lambda each: (each.published or "9999", each.source, each.figure))


def stairs(steps: list[Step]) -> Stairs | None:
    """Draw steps; None where those with a day and a number are not of two days at least."""
    dated = [s for s in steps if s.published and (s.low is not None or s.high is not None)]
    days = [_ordinal(s) for s in dated]
    if len(set(days)) < 2:
        return None
    first, span = min(days), max(days) - min(days)
    made = scale((n for s in dated for n in (s.low, s.high)), is_open=any(s.high is None for s in dated))

    def across(day: int) -> float:
        return round(4 + 88 * (day - first) / span, 2)

    def down(number: int) -> float:
        return round(HEIGHT * (1 - min(number, made.top) / made.top), 1)

    marks: list[Mark] = []
    for number, (step, day) in enumerate(zip(dated, days, strict=True), 1):
        low = step.low or 0
        high = step.high if step.high is not None else made.top
        reach = down(low) - down(high)
        tall = max(reach, SMALLEST)
        marks.append(
            Mark(
                x=across(day),
                top=round(down(high) - (tall - reach) / 2, 1),
                tall=round(tall, 1),
                standing=step.standing,
                is_open=step.high is None,
                number=number,
                beside=days[: number - 1].count(day),
            )
        )
    treads = []
    stops = sorted(set(days))
    for here, there in zip(stops, [*stops[1:], None], strict=True):
        now: dict[str, Step] = {}
        for step, day in zip(dated, days, strict=True):
            if day <= here:
                now[step.source or step.figure] = step
        lows = [s.low if s.low is not None else 0 for s in now.values()]
        highs = [s.high for s in now.values()]
        least = min(lows)
        known = [n for n in highs if n is not None]
        most = max(known) if len(known) == len(highs) else None
        end = across(there) if there is not None else 98.0
        top = down(made.top if most is None else most)
        treads.append(
            Tread(
                x=across(here),
                wide=round(end - across(here), 2),
                top=min(top, HEIGHT - 2.0),
                tall=max(round(down(least) - top, 1), 2.0),
                low=least,
                high=most,
            )
        )
    ends = dict.fromkeys((stops[0], stops[-1]))
    return Stairs(
        scale=made,
        marks=tuple(marks),
        treads=tuple(treads),
        steps=tuple(steps),
        days=tuple((date.fromordinal(day).isoformat(), across(day)) for day in ends),
    )


def _ordinal(step: Step) -> int:
    return date.fromisoformat((step.published or "")[:10]).toordinal()
