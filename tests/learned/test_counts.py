"""Counts: the interval that the words of a quote state."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.counts import count
from tollbook.model.provenance import Span


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("They buried [at least nine herders] there.", 9, None),
        ("They buried [a herder] there.", 1, 1),
        ("They buried [herders] there.", 2, None),
        ("They buried [a family] there.", 2, None),
        ("They buried [Mirko Danil], a herder.", 1, 1),
        ("They buried [Abdullah Abbas] there.", 1, 1),
        ("They buried [the boys] there.", 2, None),
        ("The bus burnt; [all were unhurt].", 0, 0),
        ("The bus burnt and [nobody] died.", 0, 0),
        ("They buried [between 20 and 30 men] there.", 20, 30),
    ],
)
def test_a_quote_states(sentence: str, low: int | None, high: int | None) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    page = Reader(rules_only=True).seen(report(text))[0]
    found, _, _ = count(page, Span(start, end))
    assert (found.low, found.high) == (low, high)


def test_a_share_is_counted_from_its_whole() -> None:
    text = "Forty were hit, most of them children."
    page = Reader(rules_only=True).seen(report(text))[0]
    span = Span(text.index("most"), text.index(" children"))
    assert str(count(page, span, 40)[0]) == "about 21 or more"
