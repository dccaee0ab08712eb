"""Feared: "the toll could rise to 30" states nothing that has happened."""

import re
from collections.abc import Sequence

from tollbook.model.figure import Figure

MAY = re.compile(
    r"\b(?:could|may|might|would|(?:is|was|are|were) (?:expected|likely|feared|set|sure|bound) to)"
    r"(?: (?:still|yet|even|also|well|eventually|ultimately|further)){0,2}"
    r" (?:rise|climb|increase|grow|go up|reach|exceed|pass|top|hit)(?: (?:to|past|above|beyond))?"
    r"(?: (?:as (?:many|high) as|more than|over|at least|about|some|around))?[ ]\Z",
    re.IGNORECASE,
)
REACH = 90


def without_feared(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without the numbers that a toll could still come to."""
    return [f for f in figures if not MAY.search(text, max(0, f.span.start - REACH), f.span.start)]
