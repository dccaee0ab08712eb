"""As many: "forty killed, as many wounded", "twice as many" -> counted from the figure before.

Where the figure before has no upper end, or "at least" is said, neither has this one.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from tollbook.model.figure import Count, Figure
from tollbook.model.provenance import Basis, Span

AS_MANY = re.compile(
    r"(?P<least>at least )?(?:about |around |nearly |almost |roughly )?"
    r"(?:(?P<times>half|twice|double|three times|four times|five times|ten times) )?"
    r"as many\b(?! as)(?P<again> again)?",
    re.IGNORECASE,
)
NOT_SO = re.compile(r" (?:(?:others|more|people) )?(?:would have|could|might)\b", re.IGNORECASE)
"""Behind it: these came to no harm."""
TIMES = {
    "half": Fraction(1, 2),
    "twice": Fraction(2),
    "double": Fraction(2),
    "three times": Fraction(3),
    "four times": Fraction(4),
    "five times": Fraction(5),
    "ten times": Fraction(10),
}
REACH, LEAD = 120, 16
"""Characters between the two numbers at most, and of the phrase beside the words read of it."""


def as_many(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures with "as many" counted from the figure before them, where it stands near.

    Without those of "ten times as many would have died": nobody did.
    """
    out: list[Figure] = []
    said: Span | None = None
    for figure in figures:
        found = AS_MANY.search(text, max(0, figure.span.start - LEAD), figure.span.end + LEAD)
        at = Span(*found.span()) if found else None
        if found is None or at is None or not at.overlaps(figure.span):
            out.append(figure)
            continue
        if (said is not None and said.overlaps(at)) or NOT_SO.match(text, found.end()):
            continue
        said, before = at, out[-1] if out else None
        near = before is not None and figure.span.start - before.span.end <= REACH
        out.append(_counted(figure, before.count.value, found) if before and near else figure)
    return out


def _counted(figure: Figure, before: Count, found: re.Match[str]) -> Figure:
    """Give a figure the number of the one before, times what is said; "half as many again" is 1.5 times."""
    times = TIMES.get((found["times"] or "").lower(), Fraction(1))
    if found["again"] and found["times"]:
        times += 1
    if before.low is None:
        return figure
    low = int(before.low * times)
    is_open = found["least"] is not None or before.high is None
    value = Count(low=low, high=None if is_open else int((before.high or 0) * times))
    rule = msgspec.structs.replace(figure.count.provenance, rule="numbers.as_many")
    count = msgspec.structs.replace(figure.count, value=value, basis=Basis.INFERRED, provenance=rule)
    return msgspec.structs.replace(figure, count=count)
