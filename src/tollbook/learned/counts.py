"""Counts: a quote that the encoder found -> the interval that its words state, read by rule.

A number in the quote decides; without one a name or "a soldier" is one person, a plural two or more, and
"unhurt" or "nobody" none.
"""

import re

from tollbook.learned.quoted import Quoted
from tollbook.learned.seen import Seen
from tollbook.model.figure import Count
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.shares import SHARE, share

LEAD = 24
PERCENT = re.compile(r"(?:(?<![\d.,])(?P<of>\d{1,2}|100) ?)?(?:per ?cent\b|pct\b|%)", re.IGNORECASE)
AS_MANY = re.compile(r"\b(?:twice|times|half) as many\b", re.IGNORECASE)
ALONE = re.compile(r"[A-Z][\w'’-]+(?:, | ?\()\d{1,3}\)?")
OLDEST = 115
ONE, SEVERAL = Count(low=1, high=1), Count(low=2, high=None)


def count(
    page: Seen, span: Span, whole: Count | None = None, *, named: bool = False
) -> tuple[Count, Span, str]:
    """Give the persons that a quote states, the characters read, and the rule.

    `whole` is the count of its total; `named` tells that the quote begins with somebody's name.
    """
    raw = page.text.report.text
    numbers = [m for m in page.text.of(MentionKind.QUANTITY) if m.span.overlaps(span) and m.quantity]
    said = Quoted(span.of(raw), raw[max(0, span.start - LEAD) : span.start])
    if numbers and not _is_age(page, said, numbers, span, named):
        first = _counting(numbers, span)
        assert first.quantity is not None
        counted = share_of(first.quantity.count, first.rule, whole)
        if counted == ONE and said.others:
            return SEVERAL, span, "numbers.plural"
        more = _and_one(counted, said) if span.holds(first.span) else None
        return (more, span, "numbers.and_one") if more else (counted, first.span, first.rule)
    if said.nobody:
        return Count(low=0, high=0), span, "numbers.none"
    part = PERCENT.search(span.of(raw))
    if part is not None:
        rule = f"{SHARE}{part['of']}/100" if part["of"] else "numbers.plural"
        return share_of(SEVERAL, rule, whole), span, rule
    if AS_MANY.search(span.of(raw)):
        return SEVERAL, span, "numbers.plural"
    if not said.words:
        return ONE, span, "numbers.one_person"
    if whole is not None and whole.low and said.everyone:
        return Count(low=whole.low, high=whole.high), span, "numbers.all"
    if said.pair:
        return Count(low=2, high=2), span, "numbers.pair"
    if said.several:
        return SEVERAL, span, "numbers.plural"
    more = _and_one(ONE, said) if said.opened or said.with_own else None
    if more:
        return more, span, "numbers.and_one"
    named = said.capital and not said.opened
    return ONE, span, "numbers.named_person" if named else "numbers.one_person"


def share_of(count: Count, rule: str, whole: Count | None) -> Count:
    """Give a share of a whole; without an upper end where the whole has none."""
    if whole is None:
        return count
    return share(count, rule, whole.low, bounded=whole.high is not None)


def _counting(numbers: list[Mention], span: Span) -> Mention:
    """Choose the number that counts: the first one that lies whole in the quote, else the first."""
    inside = [m for m in numbers if span.holds(m.span)]
    return (inside or numbers)[0]


def _is_age(page: Seen, said: Quoted, numbers: list[Mention], span: Span, named: bool) -> bool:
    """Tell whether the only number of a quote is one person's age: "Zeenat Davids (6)", "a guard, 41".

    A single word is taken for a person where it was read as a name: "Naim, 64" may be a village.
    """
    number = numbers[0]
    if len(numbers) > 1 or number.span.start == span.start or not span.holds(number.span):
        return False
    assert number.quantity is not None
    stated = number.quantity.count
    if stated.low is None or stated.low != stated.high or stated.high > OLDEST:
        return False
    aged = said.aged or (named and ALONE.fullmatch(said.said) is not None)
    return aged and not any(m.span.overlaps(span) for m in page.text.of(MentionKind.ACTOR))


def _and_one(count: Count, said: Quoted) -> Count | None:
    """Add who stands behind "and" ("36 students and a warden", "a bride and her mother"), if anybody."""
    more = said.added(one=count.high == 1)
    if more is None:
        return None
    low = (count.low or 0) + (more.low or 0)
    high = None if count.high is None or more.high is None else count.high + more.high
    return Count(low=low, high=high, approximate=count.approximate)
