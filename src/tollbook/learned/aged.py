"""Ages count nobody: "Ali Saadi (22)", "3 men (34, 41)", "two sisters aged four and six", "the oldest, 81".

A number in brackets behind a place or a bare plural may count ("Homs (12)", "children (12)"); behind people
already counted, as many numbers as people are their ages.
"""

import re
from collections.abc import Sequence

import msgspec

from tollbook.model.figure import Count, Figure
from tollbook.model.provenance import Basis

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
OLDEST, REACH = 110, 60


def without_ages(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without those that are ages behind another figure; "the oldest, 81" is one person."""
    ages: set[int] = set()
    for figure in figures:
        start = figure.span.start
        if LISTED.search(text, max(0, start - REACH), start):
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
    is_age = BEFORE.search(text, max(0, start - REACH), start) and NUMBER.fullmatch(figure.quote.exact)
    if figure.count.value == ONE or not (is_age or EXTREME.match(figure.quote.exact)):
        return figure
    count = msgspec.structs.replace(figure.count, value=ONE, basis=Basis.INFERRED)
    return msgspec.structs.replace(figure, count=count)
