"""Feared: "the toll could rise to 30" and "regretted any loss of life" state nothing that has happened."""

import re
from collections.abc import Sequence
from functools import cache

from tollbook.model.figure import Figure
from tollbook.model.meeting import Meeting
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.roles import context
from tollbook.model.text import Text

ANY = re.compile(r"any\b", re.IGNORECASE)
REACH = 90


def without_feared(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without what a toll could still come to, and without harm that is only regretted.

    "300 displaced families", whom aid could reach, have been harmed before and stay.
    """
    harms = Meeting(text.of(MentionKind.HARM))
    return [figure for figure in figures if not _is_open(text.report.text, figure, harms)]


def _is_open(text: str, figure: Figure, harms: Meeting[Mention]) -> bool:
    start = figure.span.start
    if _may().search(text, max(0, start - REACH), start):
        return not any(harm.span.end < figure.span.end for harm in harms.inside(figure.span))
    is_any = ANY.match(figure.quote.exact) is not None
    return is_any and _regrets().search(text, max(0, start - REACH), start) is not None


@cache
def _may() -> re.Pattern[str]:
    """Match what stands right before a number that may yet come about: "could still rise to"."""
    return re.compile(
        r"\b(?:could|may|might|would|(?:is|was|are|were) (?:expected|likely|feared|set|sure|bound) to)"
        rf"(?: (?:still|yet|even|also|well|eventually|further)){{0,2}} {context('may_rise')}"
        r"(?: (?:to|past|above|beyond))?"
        r"(?: (?:as (?:many|high) as|more than|over|at least|about|some))?[ ]\Z",
        re.IGNORECASE,
    )


@cache
def _regrets() -> re.Pattern[str]:
    """Match what stands before "any deaths" where whoever says so states none, and denies none."""
    return re.compile(rf"\b{context('regrets')}\b[^.;:]{{0,30}}\Z", re.IGNORECASE)
