"""Counts: the interval that the words of a quote state."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.counts import count
from tollbook.model.figure import Count
from tollbook.model.provenance import Basis, Span


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
        ("The other side lost [twice as many].", 2, None),
        ("[Twins aged 9] died there.", 2, 2),
        ("They found [the parents] there.", 2, 2),
        ("They held [parents of the pupils] there.", 2, None),
        ("Of the homicides, [ninety percent] have a link to gangs.", 2, None),
        ("Of the homicides, [2.5 percent] have a link to gangs.", 2, None),
        ("Of the homicides, [94 percent] have a link to gangs.", 2, None),
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
        ("About noon [300 Rohingya families] fled.", 600, None),
        ("About noon [200 families of two villages] fled.", 400, None),
        ("The fire drove out [one family].", 2, None),
        ("The fire hurt [members of 16 families].", 16, None),
        ("The fire hurt [families of soldiers].", 2, None),
        ("Counted were [the wounded (15)].", 15, 15),
        ("Counted were [Islamic State (15)].", 15, 15),
        ("Counted were [the police (15)].", 15, 15),
        ("Counted were [Civilian Deaths (23)].", 23, 23),
        ("They shot [Leyla van der Berg (41)].", 1, 1),
        ("They shot [two people: a man and a woman].", 2, 2),
        ("They found [two dead and one wounded].", 2, 2),
        ("It killed [five people in a house and a shop].", 5, 5),
        ("It killed [six people and a dog].", 6, 6),
        ("It killed [a man with a gun and a knife].", 1, 1),
        ("It killed [12 soldiers and a family].", 14, None),
        ("It killed [Colonel Abbas and his driver].", 2, 2),
        ("It killed [a busload of pilgrims].", 2, None),
        ("It killed [a soldier guarding a convoy].", 1, 1),
        ("It killed [the company commander].", 1, 1),
        ("It killed [Robert Low].", 1, 1),
        ("It killed [All-American quarterback John Smith].", 1, 1),
        ("It killed [the dead man].", 1, 1),
        ("Nine died and [the other victims] are in hospital.", 2, None),
        ("Nine died and [the other victim] is in hospital.", 1, 1),
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
    assert str(count(page, span, Count(low=40, high=40))[0]) == "about 21 or more"


def test_a_share_of_a_whole_without_an_upper_end_has_none() -> None:
    text = "Over 2,000 died, half of them civilians."
    page = Reader(rules_only=True).seen(report(text))[0]
    span = Span(text.index("half"), text.index("."))
    found, _, _ = count(page, span, Count(low=2001, high=None))
    assert (found.low, found.high) == (1001, None)


def test_a_number_behind_one_word_is_an_age_where_that_is_a_name() -> None:
    text = "They named Naim, 64, and his wife."
    page = Reader(rules_only=True).seen(report(text))[0]
    span = Span(text.index("Naim"), text.index(", and"))
    assert count(page, span, named=True)[0] == Count(low=1, high=1)
    assert count(page, span)[0] == Count(low=64, high=64)


def test_all_of_them_are_as_many_as_the_whole() -> None:
    text = "The raid killed forty, all of them soldiers."
    page = Reader(rules_only=True).seen(report(text))[0]
    span = Span(text.index("all"), text.index("."))
    assert str(count(page, span, Count(low=40, high=40))[0]) == "40"


def test_who_is_added_by_and_is_shown_with_the_words_that_add_them() -> None:
    text = "It killed thirty-six students and a warden."
    page = Reader(rules_only=True).seen(report(text))[0]
    quote = Span(text.index("thirty"), text.index("."))
    found, at, rule = count(page, quote)
    assert (found.low, at, rule) == (37, quote, "numbers.and_one")


@pytest.mark.parametrize(
    ("text", "quote", "rule"),
    [
        ("Forty men were killed and as many wounded in the raid on the port.", "many", "numbers.as_many"),
        ("Seven died in Kadra, the oldest, 81, a widow.", "the oldest, 81", "numbers.one_of_age"),
    ],
)
def test_a_number_that_the_words_beside_it_settle_names_the_rule_that_settled_it(
    text: str, quote: str, rule: str
) -> None:
    (figure,) = [f for f in Reader().read(report(text)).figures if quote in f.quote.exact]
    assert figure.count.provenance.rule == rule
    assert figure.count.basis is Basis.INFERRED
