"""Raised totals: "40 died, bringing to 430 the dead since Monday" -> the words of the total.

A total is raised only where a toll, total or number of the dead is brought to a number. Time since when it
counts ("since Monday", "this year") is said of the total, and not of those before it. The day of an event is
theirs too ("bringing the toll to 43, when a bomb exploded on Tuesday"), save in "the toll from Monday's
bombing", where they have a day of their own.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tollbook.model.lexicon import lexicon, load
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Text
from tollbook.model.when import DateExpression

GRAMMAR = "lexicon/en/grammar.yaml"
NUMBERS = "lexicon/en/numbers.yaml"
SCOPES = "lexicon/en/scopes.yaml"
BEFORE_NOUN = re.compile(r" (?:[\w'’-]+ ){0,4}")
"""Between "bringing" and "toll"."""
DETERMINED = re.compile(r"(?:(?:the|its|their|this|that) (?:[\w'’-]+ ){0,3})?", re.IGNORECASE)
"""Between "bringing to 43" and "toll": a wounded man is brought to 43 clinics, a toll is not."""
BEHIND = re.compile(
    r"(?:(?!\b(?:when|as|after|before|while|where|but|and|with|in an?)\b)[^.,;:()\n“”\"])*",
    re.IGNORECASE,
)
"""What goes on behind the total without a new clause."""
WHOLE = re.compile(
    r"\b(?:for|of|in|over) the (?:week|month|season|year|decade|campaign|war|conflict)\b", re.IGNORECASE
)
EVENTS = re.compile(r"\b(?:from|of|in) (?:last )?$", re.IGNORECASE)
LONG = frozenset({"since", "began", "last_n", "lasting", "recent", "war_age", "year", "decade"})
SPANS = frozenset({"week", "month", "year", "decade"})


class Raised(NamedTuple):
    """A total that something is brought to: its words from "bringing" on, and its number among them."""

    span: Span
    number: Span


@cache
def _numbers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what follows a noun ("to more than 43") and what goes before one ("to at least 43")."""
    roles = {"small", "tens", "scale"}
    words = sorted({w for e in load(NUMBERS).entries if e.get("role") in roles for w in e.words}, key=len)
    word = "|".join(re.escape(w) for w in reversed(words))
    number = rf"(?P<number>\d+(?:,\d+)*(?: (?:{word}))?|(?:{word})(?:[- ](?:and )?(?:{word}))*)\b"
    to = rf"(?:to|past|above|over|beyond) (?:[a-z]+ ){{0,2}}?{number}"
    return (
        re.compile(rf"(?! on\b)[^.,;:\n]{{0,80}}? {to}", re.IGNORECASE),
        re.compile(rf" {to} (?:people )?", re.IGNORECASE),
    )


@lru_cache(maxsize=64)
def raised(words: str) -> Raised | None:
    """Give the first total that a sentence says something is brought to, in its characters, or None.

    Example:
        >>> said = "Nine died, bringing the toll since Monday to 43."
        >>> raised(said).span.of(said), raised(said).number.of(said)
        ('bringing the toll since Monday to 43', '43')
        >>> raised("Gunmen killed nine and took a number of captives.")
    """
    found = lexicon(GRAMMAR).find(words)
    nouns = [m for m in found if m.entry.get("role") in {"toll", "tolled"}]
    behind, before = _numbers()
    for verb in found if nouns else ():
        if verb.entry.get("role") != "raises":
            continue
        at = verb.span.end
        first = before.match(words, at)
        for noun in nouns:
            number = None
            if noun.entry.get("role") == "toll" and BEFORE_NOUN.fullmatch(words, at, noun.span.start):
                number = behind.match(words, noun.span.end)
            if number is None and first and DETERMINED.fullmatch(words, first.end(), noun.span.start):
                number = first
            if number is not None:
                rest = BEHIND.match(words, max(number.end(), noun.span.end))
                end = rest.end() if rest else number.end()
                return Raised(Span(verb.span.start, end), Span(*number.span("number")))
    return None


def raised_by(text: Text, figure: Span) -> Raised | None:
    """Give the total that the sentence of a figure raises, in characters of the report's text, or None."""
    sentence = next((s.span for s in text.sentences if s.span.holds(figure)), None)
    found = raised(sentence.of(text.report.text)) if sentence is not None else None
    if sentence is None or found is None:
        return None
    return Raised(*(span.shift(sentence.start) for span in found))


def is_of_total(text: Text, figure: Span, said: Span) -> bool:
    """Tell whether `said` is the time of a total that the figure's sentence raises behind the figure.

    Both count characters of the report's text, end exclusive.
    """
    total = raised_by(text, figure)
    if total is None or figure.end > total.span.start or not total.span.holds(said):
        return False
    days = [m for m in text.of(MentionKind.DATE) if m.date]
    own = [m.date for m in days if m.span.overlaps(said) and m.date]
    if not own or any(_is_long(day) for day in own):
        return True
    start = max(s.span.start for s in text.sentences if s.span.holds(figure))
    words = text.report.text
    is_event = EVENTS.search(words, total.span.start, said.start) and words[said.end : said.end + 2] in {
        "'s",
        "’s",
    }
    return bool(is_event) and any(start <= m.span.start < total.span.start for m in days)


def has_own_time(text: Text, figure: Span, said: Span) -> bool:
    """Tell whether `figure` is a raised total that counts over its own time, and `said` stands before it.

    "Five died this week, bringing the total for the year to 112": this week is not that of the 112.
    """
    total = raised_by(text, figure)
    if total is None or not total.number.overlaps(figure) or said.end > total.span.start:
        return False
    words = total.span.of(text.report.text)
    return bool(WHOLE.search(words) or lexicon(SCOPES).find(words))


def _is_long(day: DateExpression) -> bool:
    return day.form in LONG or (day.form in {"this", "last"} and day.unit in SPANS)
