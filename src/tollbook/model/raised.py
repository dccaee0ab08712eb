"""Raised totals: "40 died, bringing to 430 the dead since Monday" -> where the words of the total begin.

What stands behind there, "since Monday" above all, is said of the total and not of those before it.
"""

import re
from functools import lru_cache

from tollbook.model.lexicon import lexicon
from tollbook.model.provenance import Span
from tollbook.model.text import Text

GRAMMAR = "lexicon/en/grammar.yaml"
TOTAL = re.compile(
    r"[^.;:\n]{0,40}?\b(?:totals?|tolls?|numbers?|counts?|tally|figures?"
    r"|to (?:(?:at|least|more|than|over|about|some|nearly|almost|around|well) )*"
    r"(?:\d[\d,]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|twen|for|hundred"
    r"|thousand|dozen)[\w-]*))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def raised_from(words: str) -> int | None:
    """Give the character at which a sentence turns to the total that something brings it to, or None.

    Example:
        >>> raised_from("Nine died, bringing the toll since Monday to 43."), raised_from("Nine died.")
        (11, None)
    """
    for found in lexicon(GRAMMAR).find(words):
        if found.entry.get("role") == "raises" and TOTAL.match(words, found.span.end):
            return found.span.start
    return None


def turn_to_total(text: Text, figure: Span) -> int | None:
    """Give the character of the report's text at which the sentence of a figure turns to a total, or None."""
    sentence = next((s.span for s in text.sentences if s.span.holds(figure)), None)
    turn = raised_from(sentence.of(text.report.text)) if sentence is not None else None
    return sentence.start + turn if sentence is not None and turn is not None else None


def is_of_total(text: Text, figure: Span, said: Span) -> bool:
    """Tell whether `said` is of a total that the figure's sentence turns to behind the figure.

    Both count characters of the report's text, end exclusive.
    """
    turn = turn_to_total(text, figure)
    if turn is None or not figure.end <= turn <= said.start:
        return False
    return any(s.span.holds(figure) and s.span.holds(said) for s in text.sentences)
