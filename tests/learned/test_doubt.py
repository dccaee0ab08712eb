"""Doubt over a quote that no rule reads: the words that deny or doubt it stand in its sentence before it."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.model.figure import Stance
from tollbook.model.provenance import Span


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The witness denied that police had beaten [two of the parents].", Stance.DENIED),
        ("The clinic was levelled, and [more dead] were feared to be under the rubble.", Stance.DOUBTED),
        ("Soldiers are said to have shot [a group of returnees] on Tuesday.", Stance.DOUBTED),
        ("The road is under snow, and perhaps [3,000 villagers] have taken it.", None),
        ("Fishermen feared for [several dozen] of their members.", None),
        ("Soldiers shot [a group of returnees] on Tuesday.", None),
    ],
)
def test_what_stands_over_a_quote(text: str, stance: Stance | None) -> None:
    span = Span(text.index("["), text.index("]") - 1)
    page = Reader(rules_only=True).seen(report(text.replace("[", "").replace("]", "")))[0]
    said = page.doubt(span)
    assert (said.stance if said else None) is stance
