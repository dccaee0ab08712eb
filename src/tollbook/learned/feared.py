"""Feared: "the toll could rise to 30" and "regretted any loss of life" state nothing that has happened."""

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


ANY = re.compile(r"any\b", re.IGNORECASE)
REGRETS = re.compile(
    r"\b(?:regret\w*|apologi[sz]e\w*|apolog\w+|condolences|sorry|avoid\w*|prevent\w*|minimi[sz]e\w*|investigat\w*|look\w* into"
    r"|aware|in (?:the )?(?:case|event))\b[^.;:]{0,30}\Z",
    re.IGNORECASE,
)
"""Before "any deaths": whoever says so states none, and not that there were none."""


def without_feared(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without the numbers that a toll could still come to, and without harm only regretted."""
    return [f for f in figures if not _is_open(text, f)]


def _is_open(text: str, figure: Figure) -> bool:
    start = figure.span.start
    if MAY.search(text, max(0, start - REACH), start):
        return True
    is_any = ANY.match(figure.quote.exact) is not None
    return is_any and REGRETS.search(text, max(0, start - REACH), start) is not None
