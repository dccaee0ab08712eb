"""Risen: "the monitor's count has risen from 132 on Thursday to 255 on Friday" -> both are of its period.

What rises from day to day is a count that goes on. The days are those on which it stood so; when it began
says a larger number of a period in the same report, where there is one. Without one nothing changes: the
toll of a single blast rises too.
"""

import re
from collections.abc import Sequence

import msgspec

from tollbook.model.figure import Figure, Scope
from tollbook.model.provenance import Basis, Sourced, Stamp
from tollbook.model.when import When

RISING = re.compile(
    r"\b(?:count|tally|toll|total|figure|number)s?\b[^.;\n]{0,80}?"
    r"\b(?:ris(?:es|en|ing)|rose|gone|went|grow[ns]?|grew|climb(?:s|ed)|jump(?:s|ed)|increas(?:es|ed)|mount(?:s|ed)"
    r"|swelled|swollen)\b[^.;\n]{0,40}?\bfrom\b(?P<ends>[^.;\n]{0,120})",
    re.IGNORECASE,
)
ENDS = re.compile(r"(?:^|\bto)\s+$")
"""Before both ends of what rises: "from", which the pattern above ends with, and "to"."""


def risen(figures: Sequence[Figure], stamp: Stamp, text: str) -> list[Figure]:
    """Give both ends of a rising count the scope of a period that a larger number of the report has."""
    stretches = [found.span("ends") for found in RISING.finditer(text)]
    if not stretches:
        return list(figures)
    inside = {f.id for f in figures if any(_is_end(text, f, *stretch) for stretch in stretches)}
    periods = [f for f in figures if f.scope.value is Scope.PERIOD and f.id not in inside]
    out = []
    for figure in figures:
        total = next((f for f in periods if _holds(f, figure)), None) if figure.id in inside else None
        if total is not None and figure.scope.value is Scope.INCIDENT:
            scope = stamp.source(Scope.PERIOD, total.span, rule="scope.risen", basis=Basis.INFERRED)
            figure = msgspec.structs.replace(figure, scope=scope, when=_since(figure, total))
        out.append(figure)
    return out


def _is_end(text: str, figure: Figure, start: int, end: int) -> bool:
    at = figure.span.start
    return start <= at < end and ENDS.search(text[start:at]) is not None


def _holds(total: Figure, figure: Figure) -> bool:
    """Tell whether a period's number may be what the count of a figure went on to."""
    low = figure.count.value.low or 0
    same = total.outcome.value is figure.outcome.value
    return same and (total.count.value.low or 0) >= low > 0 and total.part_of is None


def _since(figure: Figure, total: Figure) -> Sourced[When] | None:
    """Give the day on which it stood so as the end of a time that began when the larger number's did."""
    if figure.when is None or total.when is None or total.when.value.start is None:
        return figure.when
    end, start = figure.when.value.end, total.when.value.start
    if end is None or start > end:
        return figure.when
    value = msgspec.structs.replace(figure.when.value, start=start)
    return msgspec.structs.replace(figure.when, value=value, basis=Basis.INFERRED)
