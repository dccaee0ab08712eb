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
NUMBERS = "lexicon/en/numbers.yaml"
LEAD = 24
PLURAL = re.compile(r"(?:[^s]s|men|people|children|police|dead|wounded|injured|missing|youth)\Z")
MANY = re.compile(r"(?:[^s']s|men|people|children)\Z")
"""What is plural even behind "a": "a few men", where "a dead man" is one."""
WORDS = re.compile(r"[^\W\d_]+")
BREAK = re.compile(r"[,;]|\b(?:of|from|who|whose|and|in|at|upon|on|among|inside|aboard|with|by)\b")
ONE = r"(?:an?|one|another|his|her|their|its)"
AND_ONE = re.compile(rf"(?:{ONE} )?[^,]+? and {ONE} (?:[^\s,]+ )?(?P<last>[^\s,]+)", re.IGNORECASE)
ALL = re.compile(r"(?:all|every one) of (?:them|whom|these|those)\b", re.IGNORECASE)
AGED = re.compile(r"(?P<who>[^,(]+)(?:, | ?\()(?:who is )?\w+\)?")


@cache
def _role(role: str) -> frozenset[str]:
    return frozenset(w for e in load(GRAMMAR).entries if e.sets["role"] == role for w in e.words)


def count(page: Seen, span: Span, whole: int | None = None) -> tuple[Count, Span, str]:
    """Give the persons that a quote states, the characters read, and the rule; `whole` is of its total."""
    raw = page.text.report.text
    numbers = [m for m in page.text.of(MentionKind.QUANTITY) if m.span.overlaps(span) and m.quantity]
    said = span.of(raw)
    words = [word.lower() for word in WORDS.findall(said)]
    if numbers and not _is_age(said, numbers, span):
        first = _counting(numbers, span)
        assert first.quantity is not None
        counted = share(first.quantity.count, first.rule, whole)
        return (_and_one(counted, said) if span.holds(first.span) else counted), first.span, first.rule
    if any(word in _role("none_harmed") for word in words):
        return Count(low=0, high=0), span, "numbers.none"
    if not words:
        return Count(low=1, high=1), span, "numbers.one_person"
    if whole and ALL.match(said):
        return Count(low=whole, high=whole), span, "numbers.all"
    if words[0] in _role("several") or _lead(said) & _role("loss"):
        return Count(low=2, high=None), span, "numbers.plural"
    head, last = _head(said), _last(said)
    before = WORDS.findall(raw[max(0, span.start - LEAD) : span.start].lower())
    opened = words[0] in _role("one_before") or (bool(before) and before[-1] in {"a", "an"})
    if _group(said) or last in _collective():
        return Count(low=2, high=None), span, "numbers.plural"
    single = words[0] in {"a", "an", "another"} and not MANY.search(last)
    if single or PLURAL.search(head) is None or _named(said, head):
        one = _and_one(Count(low=1, high=1), said) if opened else Count(low=1, high=1)
        return one, span, "numbers.one_person" if opened else "numbers.named_person"
    return Count(low=2, high=None), span, "numbers.plural"


@cache
def _collective() -> frozenset[str]:
    """Give the words for groups: "a tank crew", "a whole battalion"."""
    return frozenset(w for e in load(NUMBERS).entries if e.sets["role"] == "collective" for w in e.words)


def _is_age(said: str, numbers: list[Mention], span: Span) -> bool:
    """Tell whether the only number of a quote is one person's age: "Zeenat Davids (6)", "a guard, 41"."""
    number = numbers[0]
    if len(numbers) > 1 or number.span.start == span.start or not span.holds(number.span):
        return False
    aged = AGED.fullmatch(said)
    if aged is None:
        return False
    words = WORDS.findall(aged["who"])
    if not words:
        return False
    named = len(words) > 1 and all(word[0].isupper() for word in words)
    return named or (words[0].lower() in _role("one_before") and not MANY.search(words[-1].lower()))


def _and_one(count: Count, said: str) -> Count:
    """Add the one in "36 students and a warden", "a bride and her mother"."""
    found = AND_ONE.fullmatch(said)
    if found is None or said.count(" and ") > 1 or MANY.search(found["last"].lower()):
        return count
    low, high = (None if n is None else n + 1 for n in (count.low, count.high))
    return Count(low=low, high=high, approximate=count.approximate)


def _lead(said: str) -> frozenset[str]:
    return frozenset(WORDS.findall(BREAK.split(said.lower(), maxsplit=1)[0]))


def _last(said: str) -> str:
    """Give the last word before "of", "who", a comma and the like."""
    words: list[str] = WORDS.findall(BREAK.split(said.lower(), maxsplit=1)[0]) or WORDS.findall(said.lower())
    return words[-1]


def _counting(numbers: list[Mention], span: Span) -> Mention:
    """Choose the number that counts: the first one that lies whole in the quote, else the first."""
    inside = [m for m in numbers if span.holds(m.span)]
    return (inside or numbers)[0]


def _head(said: str) -> str:
    """Give the noun of a quote: its first word for persons, else the last word before "of" or a comma."""
    found = lexicon(PERSONS).find(said)
    if found:
        return said[found[0].span.start : found[0].span.end].lower().split()[-1]
    return _last(said)


def _group(said: str) -> bool:
    return any(m.entry.get("number") == "group" for m in lexicon(PERSONS).find(said))


def _named(said: str, head: str) -> bool:
    """Tell a name ("Abdullah Abbas") from a plural: the word has a capital and is none for persons."""
    at = said.lower().rfind(head)
    return said[at : at + 1].isupper() and not lexicon(PERSONS).find(said[at : at + len(head)])
