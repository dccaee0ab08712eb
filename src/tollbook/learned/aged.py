"""Ages in brackets count nobody: "Ali Saadi (22)", "3 men (34, 41, 57)", "a boy (9)".

A number in brackets behind a place or a bare plural may count ("Homs (12)", "children (12)"); behind people
already counted, as many numbers as people are their ages.
"""

import re
from collections.abc import Sequence

from tollbook.model.figure import Figure

AGES = re.compile(r" ?\((?P<ages>\d{1,3}(?:(?:, ?(?:and )?| and | & )\d{1,3}){0,20})\)")
NUMBER = re.compile(r"\d+")
OLDEST = 110


def without_ages(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures without those that are ages in brackets behind another figure."""
    ages: set[int] = set()
    for figure in figures:
        found = AGES.match(text, figure.span.end)
        if found is None:
            continue
        numbers = [int(number) for number in NUMBER.findall(found["ages"])]
        count = figure.count.value
        if max(numbers) <= OLDEST and count.low == count.high == len(numbers):
            ages |= set(range(*found.span("ages")))
    return [f for f in figures if f.span.start not in ages]
