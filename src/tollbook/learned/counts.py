"""Counts: a quote that the encoder found -> the interval that its words state, read by rule.

A number in the quote decides; without one a name or "a soldier" is one person, a plural two or more, and
"unhurt" or "nobody" none.
"""

import re
from functools import cache

from tollbook.learned.seen import Seen
from tollbook.model.figure import Count
from tollbook.model.lexicon import lexicon, load
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.shares import share

GRAMMAR = "lexicon/en/grammar.yaml"
PERSONS = "lexicon/en/persons.yaml"
LEAD = 24
PLURAL = re.compile(r"(?:[^s]s|[a-z]men|people|children|police|dead|wounded|injured|missing|youth)\Z")
WORDS = re.compile(r"[^\W\d_]+")


@cache
def _role(role: str) -> frozenset[str]:
    return frozenset(w for e in load(GRAMMAR).entries if e.sets["role"] == role for w in e.words)


def count(page: Seen, span: Span, whole: int | None = None) -> tuple[Count, Span, str]:
    """Give the persons that a quote states, the characters read, and the rule; `whole` is of its total."""
    raw = page.text.report.text
    numbers = [m for m in page.text.of(MentionKind.QUANTITY) if m.span.overlaps(span) and m.quantity]
    if numbers:
        first = _counting(numbers, span)
        assert first.quantity is not None
        return share(first.quantity.count, first.rule, whole), first.span, first.rule
    said = span.of(raw)
    words = [word.lower() for word in WORDS.findall(said)]
    if any(word in _role("none_harmed") for word in words):
        return Count(low=0, high=0), span, "numbers.none"
    if not words:
        return Count(low=1, high=1), span, "numbers.one_person"
    head = _head(said)
    before = WORDS.findall(raw[max(0, span.start - LEAD) : span.start].lower())
    opened = words[0] in _role("one_before") or (bool(before) and before[-1] in {"a", "an"})
    group = _group(said)
    if not group and (PLURAL.search(head) is None or _named(said, head)):
        return Count(low=1, high=1), span, "numbers.named_person" if not opened else "numbers.one_person"
    return Count(low=2, high=None), span, "numbers.plural"


def _counting(numbers: list[Mention], span: Span) -> Mention:
    """Choose the number that counts: the first one that lies whole in the quote, else the first."""
    inside = [m for m in numbers if span.holds(m.span)]
    return (inside or numbers)[0]


def _head(said: str) -> str:
    """Give the noun of a quote: its first word for persons, else the last word before "of" or a comma."""
    found = lexicon(PERSONS).find(said)
    if found:
        return said[found[0].span.start : found[0].span.end].lower().split()[-1]
    lead = re.split(r",|\b(?:of|from|who|and|in|at)\b", said.lower(), maxsplit=1)[0]
    words: list[str] = WORDS.findall(lead) or WORDS.findall(said.lower())
    return words[-1]


def _group(said: str) -> bool:
    return any(m.entry.get("number") == "group" for m in lexicon(PERSONS).find(said))


def _named(said: str, head: str) -> bool:
    """Tell a name ("Abdullah Abbas") from a plural: the word has a capital and is none for persons."""
    at = said.lower().rfind(head)
    return said[at : at + 1].isupper() and not lexicon(PERSONS).find(said[at : at + len(head)])
