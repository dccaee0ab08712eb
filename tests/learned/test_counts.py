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
        ("Shots hit [Zeenat Davids (6)] in the yard.", 1, 1),
        ("Shots killed [a night watchman, 41], there.", 1, 1),
        ("They buried [20 men, 15] of them soldiers.", 20, 20),
        ("It forced [the flight of some 7,000].", 7000, 7000),
        ("Shots killed [a youth] there.", 1, 1),
        ("There died [an injured special police officer].", 1, 1),
        ("They found [a dead man].", 1, 1),
        ("They buried [the dead].", 2, None),
        ("They buried [the men] there.", 2, None),
        ("It killed [those who were inside].", 2, None),
        ("It killed [everyone] there.", 2, None),
        ("They spoke of [civilian casualties].", 2, None),
        ("They lost [a tank crew] there.", 2, None),
        ("They lost [a company] there.", 2, None),
        ("They seized [thirty-six students and a warden].", 37, 37),
        ("It killed [a bride and her mother].", 2, 2),
        ("It killed [a policeman and two soldiers].", 2, 2),
        ("About noon [200 families] fled.", 400, None),
        ("About noon [more than 3000 families] fled.", 6002, None),
        ("About noon [all 52 households] fled.", 104, None),
        ("About noon [up to 200 families] fled.", 2, None),
        ("About noon [two families of ten members] fled.", 2, 2),
        ("The shelling killed [16 members of two families].", 16, 16),
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


def test_all_of_them_are_as_many_as_the_whole() -> None:
    text = "The raid killed forty, all of them soldiers."
    page = Reader(rules_only=True).seen(report(text))[0]
    span = Span(text.index("all"), text.index("."))
    assert str(count(page, span, 40)[0]) == "40"
