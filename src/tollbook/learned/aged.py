"""Ages count nobody: "Ali Saadi (22)", "3 men (34, 41)", "two sisters aged four and six", "the oldest, 81".

A number in brackets behind a place or a bare plural may count ("Homs (12)", "children (12)"); behind people
already counted, as many numbers as people are their ages.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model.figure import Count, Figure
from tollbook.model.provenance import Basis
from tollbook.model.roles import one_of, role

AGES = re.compile(r" ?\((?P<ages>\d{1,3}(?:(?:, ?(?:and )?| and | & )\d{1,3}){0,20})\)")
ONE = Count(low=1, high=1)
NUMBER = re.compile(r"\d+")
LISTED = re.compile(
    r"\b(?:aged|ages) (?:between )?(?:(?:\d{1,3}|[a-z-]{3,12})(?:, (?:and )?| and )){1,6}\Z", re.IGNORECASE
)
"""Before a number that goes on with a row of ages: "aged four and"."""
EXTREME = re.compile(r"(?:the |his |her |their )?(?:oldest|youngest|eldest)\b", re.IGNORECASE)
BEFORE = re.compile(
    r"\b(?:oldest|youngest|eldest)(?:(?: [a-z]+)?, | of (?:them|whom|these),? )\Z", re.IGNORECASE
)
ENDS = re.compile(
    r"\s*(?:[,.;)]|\Z)|\s+(?:were|was|are|is|have|has|had|who|died|drowned|in|at|on|when|after|by)\b"
)
"""Behind the last age of a row: "aged four and six others" counts others."""
MORE = re.compile(r" [a-z-]*[a-rt-z]s\b")
"""Behind "the youngest": more than one."""
NUMBERS = "lexicon/en/numbers.yaml"
OLDEST, REACH = 110, 60


def without_ages(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without those that are ages behind another figure; "the oldest, 81" is one person."""
    ages: set[int] = set()
    for figure in figures:
        start = figure.span.start
        is_row = LISTED.search(text, max(0, start - REACH), start)
        if is_row and _lone().fullmatch(figure.quote.exact) and ENDS.match(text, figure.span.end):
            ages.add(start)
        found = AGES.match(text, figure.span.end)
        if found is None:
            continue
        numbers = [int(number) for number in NUMBER.findall(found["ages"])]
        count = figure.count.value
        if max(numbers) <= OLDEST and count.low == count.high == len(numbers):
            ages |= set(range(*found.span("ages")))
    return [_one_extreme(text, figure) for figure in figures if figure.span.start not in ages]


def _one_extreme(text: str, figure: Figure) -> Figure:
    start = figure.span.start
    quote = figure.quote.exact
    is_age = BEFORE.search(text, max(0, start - REACH), start) and NUMBER.fullmatch(quote)
    found = EXTREME.match(quote)
    is_one = found and not MORE.search(quote) and not _a_number().match(quote, found.end())
    if figure.count.value == ONE or not (is_age or is_one):
        return figure
    rule = msgspec.structs.replace(figure.count.provenance, rule="numbers.one_of_age")
    count = msgspec.structs.replace(figure.count, value=ONE, basis=Basis.INFERRED, provenance=rule)
    return msgspec.structs.replace(figure, count=count)


@cache
def _lone() -> re.Pattern[str]:
    """Match a number that counts nothing by its words: "six", "six died" behind "aged four and"."""
    harmed = "(?: (?:killed|injured|wounded|drowned|died))?"
    return re.compile(rf"(?:\d{{1,3}}|{_words()}){harmed}", re.IGNORECASE)


@cache
def _a_number() -> re.Pattern[str]:
    return re.compile(rf" {_words()}\b", re.IGNORECASE)


@cache
def _words() -> str:
    return one_of(role("small", NUMBERS) | role("tens", NUMBERS))
