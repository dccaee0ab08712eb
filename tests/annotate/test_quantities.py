"""Numbers of persons in sentences: what they count to, by their words and by what qualifies them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.quantities import quantities
from tollbook.model import lexicon
from tollbook.model.mention import Quantity


def read(sentence: str) -> Quantity:
    text, spans = lexicon.marked(sentence)
    found = {mention.span: mention.quantity for mention in quantities(text)}
    assert spans[0] in found, f"{sentence}: found {[span.of(text) for span in found]}"
    quantity = found[spans[0]]
    assert quantity is not None
    return quantity


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Shells killed [65] herders.", 65, 65),
        ("Shells killed [sixty-five] herders.", 65, 65),
        ("Shells killed [two hundred and six] herders.", 206, 206),
        ("[Upwards of 30] herders died.", 31, None),
        ("[No fewer than 11] herders died.", 11, None),
        ("[Hardly 20] herders lived.", 20, 20),
        ("[A score] of herders died.", 20, 20),
        ("[Ten or so] herders died.", 10, 10),
        ("[Twenty-odd] herders died.", 20, 20),
        ("The army killed [33] M-17 fighters.", 33, 33),
        ("[Two] Ninth Hour men died.", 2, 2),
        ("[Some 3k] herders fled.", 3000, 3000),
        ("[1.2 million] people fled.", 1200000, 1200000),
        ("[A quarter of a million] people fled.", 250000, 250000),
        ("[More than a quarter of a million] people fled.", 250001, None),
        ("[A third of the 90] were herders.", 30, 30),
        ("[Half of the 31] were herders.", 15, 16),
        ("[Most of the 40] were herders.", 21, None),
        ("[All but one of the 23] were herders.", 22, 22),
        ("Two herders fell and [a third] was hurt.", 1, 1),
        ("[A third] were herders.", 2, None),
        ("Herders lost: [nil].", 0, 0),
        ("[5OO] herders fled.", 500, 500),
        ("[l8] herders were hurt.", 18, 18),
        ("[1,O50] herders fled.", 1050, 1050),
        ("[~30] herders died.", 30, 30),
        ("[>100] herders died.", 101, None),
        ("[≥ 20] herders died.", 20, None),
        ("[c. 40] herders died.", 40, 40),
        ("Shells killed [twenty five] herders.", 25, 25),
        ("Shells killed [one hundred and twenty] herders.", 120, 120),
        ("In all [300,000] fled.", 300000, 300000),
        ("In all [300 000] fled.", 300000, 300000),
        ("In all [300.000] fled.", 300000, 300000),
        ("In all [300000] fled.", 300000, 300000),
        ("In all [1.5 million] fled.", 1500000, 1500000),
        ("In all [11 million] fled.", 11000000, 11000000),
        ("In all [3.2m] refugees came.", 3200000, 3200000),
        ("In all [two and a half million] fled.", 2500000, 2500000),
        ("In all [half a million] fled.", 500000, 500000),
        ("In all [2,00,000] fled.", 200000, 200000),
        ("In all [three lakh] fled.", 300000, 300000),
        ("They took [a dozen] men.", 12, 12),
        ("They took [half a dozen] men.", 6, 6),
        ("They took [a half-dozen] men.", 6, 6),
        ("They took [two dozen] men.", 24, 24),
        ("They took [a couple of] men.", 2, 2),
        ("They took [a pair of] men.", 2, 2),
        ("They took [a score] of men.", 20, 20),
        ("They took [a hundred] men.", 100, 100),
        ("[Both] men died.", 2, 2),
        ("They buried [twenty-six (26)] men.", 26, 26),
        ("[At least 65] herders died.", 65, None),
        ("[AT LEAST 65] HERDERS DIED.", 65, None),
        ("[No fewer than 65] herders died.", 65, None),
        ("[Not less than 65] herders died.", 65, None),
        ("[65 or more] herders died.", 65, None),
        ("[65, if not more], herders died.", 65, None),
        ("[As many as 40] bodies have been confirmed.", 40, None),
        ("[As many as 40] bodies were seen.", None, 40),
        ("[More than 100] died.", 101, None),
        ("[More Than 100] Dead", 101, None),
        ("[Over 130] died.", 131, None),
        ("[Upwards of a dozen] died.", 13, None),
        ("[In excess of 40] died.", 41, None),
        ("The toll [exceeds 40].", 41, None),
        ("[100-plus] men came.", 101, None),
        ("[100+] men came.", 101, None),
        ("[Up to 40] died.", None, 40),
        ("[No more than 40] died.", None, 40),
        ("[At most 40] died.", None, 40),
        ("[40 at most] died.", None, 40),
        ("[Fewer than 40] died.", None, 39),
        ("[Less than 40] died.", None, 39),
        ("[Under 40] died.", None, 39),
        ("[About 40] died.", 40, 40),
        ("[Some 40] died.", 40, 40),
        ("[Nearly 40] died.", 40, 40),
        ("[An estimated 40] died.", 40, 40),
        ("[40 or so] died.", 40, 40),
        ("[At least about 20] died.", 20, None),
        ("[Between 20 and 30] villagers died.", 20, 30),
        ("[From 20 to 30] villagers died.", 20, 30),
        ("[20 to 30] villagers died.", 20, 30),
        ("[20-30] villagers died.", 20, 30),
        ("[20–30] villagers died.", 20, 30),
        ("[Five or six] villagers died.", 5, 6),
        ("[Two or three hundred] villagers fled.", 200, 300),
        ("[Two to three dozen] villagers fled.", 24, 36),
        ("[20 to 30 thousand] villagers fled.", 20000, 30000),
        ("[Ten, maybe fifteen], were shot.", 10, 15),
        ("[More than 700 and as many as 800] were shot.", 701, 800),
        ("[Dozens of] villagers died.", 24, None),
        ("[Dozens] of the villagers died.", 24, None),
        ("[Several dozen] villagers died.", 24, None),
        ("[Scores] were hurt.", 40, None),
        ("[Tens of] villagers died.", 20, None),
        ("[Hundreds] fled.", 200, None),
        ("[A few hundred] fled.", 200, None),
        ("[Thousands] fled.", 2000, None),
        ("[Several thousand] fled.", 2000, None),
        ("[Tens of thousands] fled.", 20000, None),
        ("[Hundreds of thousands] fled.", 200000, None),
        ("[Millions] fled.", 2000000, None),
        ("[Several] villagers died.", 2, None),
        ("[A number of] villagers died.", 2, None),
        ("[Many] villagers died.", 2, None),
        ("[Some] villagers died.", 2, None),
        ("[A few] villagers died.", 2, None),
        ("[Nobody] was hurt.", 0, 0),
        ("[No one] was hurt.", 0, 0),
        ("There were [no] casualties.", 0, 0),
        ("[None] of them was hurt.", 0, 0),
        ("It ended [without any] casualties.", 0, 0),
        ("It ended [without] casualties.", 0, 0),
        ("[Not a single] guard was hurt.", 0, 0),
        ("[Zero] guards were hurt.", 0, 0),
        ("They took [one] of the men.", 1, 1),
        ("A [14]-man patrol fell.", 14, 14),
        ("A [300]-strong force came.", 300, 300),
        ("They killed [2000] fighters.", 2000, 2000),
        ("They killed [more than 2000].", 2001, None),
    ],
)
def test_what_a_quantity_counts_to(sentence: str, low: int | None, high: int | None) -> None:
    count = read(sentence).count
    assert (count.low, count.high) == (low, high)


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        ("[Another 20] were hurt.", True),
        ("[20 more] were hurt.", True),
        ("[20] others were hurt.", True),
        ("[A further 20] were hurt.", True),
        ("[Dozens more] were hurt.", True),
        ("[Another] man was hurt.", True),
        ("[20] were hurt.", False),
        ("[20] more than the day before were hurt.", False),
        ("[More than 20] were hurt.", False),
        ("[20 or more] were hurt.", False),
    ],
)
def test_the_extra_people_alone(sentence: str, more: bool) -> None:
    assert read(sentence).more is more


@pytest.mark.parametrize(
    ("sentence", "approximate"),
    [
        ("[About 40] died.", True),
        ("[At least about 20] died.", True),
        ("[Between about 20 and 30] died.", True),
        ("[At least 40] died.", False),
    ],
)
def test_approximate(sentence: str, approximate: bool) -> None:
    assert read(sentence).count.approximate is approximate


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("[Most] of them were pupils.", "numbers.share.most"),
        ("[58 percent] of them were pupils.", "numbers.share.58/100"),
        ("[Nine in ten] of the dead were pupils.", "numbers.share.9/10"),
        ("[Two out of three] were pupils.", "numbers.share.2/3"),
        ("[Nine-tenths] of them were pupils.", "numbers.share.nine_tenths"),
        ("[The majority] of the dead were pupils.", "numbers.share.most"),
        ("[More than half] of the dead were pupils.", "numbers.share.more_than_half"),
        ("[Half] of the dead were pupils.", "numbers.share.half"),
        ("[Nearly half] of the dead were pupils.", "numbers.share.half"),
        ("[Two thirds] of the dead were pupils.", "numbers.share.two_thirds"),
        ("[A third] of the dead were pupils.", "numbers.share.third"),
    ],
)
def test_shares_are_marked_and_left_open(sentence: str, rule: str) -> None:
    text, spans = lexicon.marked(sentence)
    [mention] = [m for m in quantities(text) if m.span == spans[0]]
    assert mention.rule == rule
    assert mention.quantity is not None
    assert mention.quantity.vague
    entry = lexicon.lexicon("lexicon/en/numbers.yaml").by_id.get(rule)
    assert "/" in rule or (entry is not None and entry.get("share"))


@given(st.integers(min_value=1, max_value=1899))
def test_a_qualifier_does_to_every_number_what_the_table_says(n: int) -> None:
    def ends(words: str) -> tuple[int | None, int | None]:
        [mention] = quantities(f"{words} villagers died.", [])
        assert mention.quantity is not None
        return mention.quantity.count.low, mention.quantity.count.high

    assert ends(f"Exactly {n}") == (n, n)
    assert ends(f"at least {n}") == (n, None)
    assert ends(f"more than {n}") == (n + 1, None)
    assert ends(f"up to {n}") == (None, n)
    assert ends(f"fewer than {n}") == (None, n - 1)
    assert ends(f"about {n:,}") == (n, n)
    assert ends(f"between {n} and {n + 1}") == (n, n + 1)


@pytest.mark.parametrize("entry", lexicon.load("lexicon/en/numbers.yaml").entries, ids=lambda e: e.id)
def test_examples_hold(entry: lexicon.Entry) -> None:
    text, spans = lexicon.marked(entry.example or "")
    one = lexicon.Lexicon([entry])
    assert [match.span for match in one.find(text)] == spans
    assert one.find(entry.counter or "") == []
