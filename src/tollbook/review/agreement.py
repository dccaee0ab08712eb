"""Agreement between people who coded the same figures without seeing each other: Krippendorff's alpha.

Method: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). Alpha is 1 where all agree, 0
where they agree no more than chance would have it; it is not defined where nothing varies.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from tollbook.errors import InputError
from tollbook.model.decision import Decision, DecisionKind
from tollbook.review.slots import count

Distance = Callable[[Any, Any], float]
VARIABLES = ("outcome", "low", "high", "status", "scope")
"""What is compared; low and high as ratios, the others as names."""


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """One figure with what each person coded: values by variable, by person; None is "no bound"."""

    target: str
    report: str
    words: str
    by: dict[str, dict[str, Any]]

    @property
    def differs(self) -> tuple[str, ...]:
        """The variables on which two people or more do not agree."""
        return tuple(v for v in VARIABLES if len({str(values.get(v)) for values in self.by.values()}) > 1)


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Alpha of one variable, over how many figures that two people or more coded."""

    variable: str
    alpha: float | None
    figures: int


def nominal(a: Any, b: Any) -> float:
    """Tell two names apart: 0 where they are the same, 1 where not."""
    return float(a != b)


def ratio(a: Any, b: Any) -> float:
    """Measure how far two numbers are apart for their size; "no bound" is far from any number."""
    if a is None or b is None:
        return float(a is not b)
    return ((a - b) / (a + b)) ** 2 if a + b else 0.0


def alpha(units: Iterable[Sequence[Any]], distance: Distance = nominal) -> float | None:
    """Give Krippendorff's alpha of units, each the values that it was given; None where it is not defined.

    Example:
        >>> alpha([["a", "a"], ["b", "b"], ["a", "b"]])
        0.4444444444444444
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    observed = sum(_sum(unit, distance) / (len(unit) - 1) for unit in paired)
    expected = _sum(values, distance)
    if not expected:
        return None
    return 1 - (len(values) - 1) * observed / expected


def _sum(values: Sequence[Any], distance: Distance) -> float:
    """Add the distances of all pairs, both ways; equal values are counted together."""
    counts: dict[Any, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    kinds = list(counts.items())
    return sum(n * m * distance(a, b) for a, n in kinds for b, m in kinds)


def coded(decisions: Iterable[Decision]) -> list[Coded]:
    """Collect what people coded, figure by figure in the order of the first; a person's last word counts."""
    found: dict[str, Coded] = {}
    for decision in decisions:
        if decision.kind is not DecisionKind.CODE:
            continue
        before = found.get(decision.target)
        by = {**(before.by if before else {}), decision.person: values(decision)}
        found[decision.target] = Coded(
            target=decision.target, report=decision.report, words=decision.quote.exact, by=by
        )
    return list(found.values())


def values(decision: Decision) -> dict[str, Any]:
    """Give the values by variable of one coding; a count that cannot be read is left out."""
    out: dict[str, Any] = {v: decision.changes[v] for v in VARIABLES if v in decision.changes}
    try:
        number = count(decision.changes.get("count", ""))
    except InputError:
        return out
    return {**out, "low": number.low, "high": number.high}


def agreement(figures: Sequence[Coded]) -> list[Agreement]:
    """Give alpha for each variable."""
    out = []
    for variable in VARIABLES:
        units = [[values[variable] for values in each.by.values() if variable in values] for each in figures]
        distance = ratio if variable in {"low", "high"} else nominal
        paired = sum(len(unit) > 1 for unit in units)
        out.append(Agreement(variable=variable, alpha=alpha(units, distance), figures=paired))
    return out
