"""Telling words: what rare words in common say where very much is told of, of claims and of groups."""

import numpy as np
import pytest
from linked_accounts import account, sources

from tollbook.link import link, table_of
from tollbook.link.clusters import Rules, unscored
from tollbook.link.columns import Columns
from tollbook.link.comparisons import COMPARISONS, LEVELS
from tollbook.link.gathering import gathered
from tollbook.link.knowledge import shipped
from tollbook.link.telling import Telling, telling
from tollbook.link.together import Together, together
from tollbook.link.wording import Index, words
from tollbook.model.incident import Account

NOWHERE = -1


def told(
    *said: str,
    place: list[int] | None = None,
    day: list[int] | None = None,
    event: list[int] | None = None,
    others: int = 200,
) -> Telling:
    """Weigh the words of some claims among others that share none; else all are of one day and no place."""
    rows = [*(words(each) for each in said), *([f"yard{n}", f"gate{n}"] for n in range(others))]
    where = [*(place or [NOWHERE] * len(said)), *([NOWHERE] * others)]
    days = [*(day or [100] * len(said)), *([100] * others)]
    kinds = [*(event or [NOWHERE] * len(said)), *([NOWHERE] * others)]
    return telling(Index(rows), np.array(where), np.array(days), np.array(kinds))


def bits(made: Telling, i: int, j: int, *, same: bool = False) -> float:
    return float(made.bits(np.array([i]), np.array([j]), np.array([same]))[0])


def test_a_word_that_few_claims_have_tells_more_than_one_that_many_have() -> None:
    few = told("the sesame mill", "a mill of sesame")
    many = told("the sesame mill", "a mill of sesame", *["sesame"] * 4, *["mill"] * 4)
    assert bits(few, 0, 1) > bits(many, 0, 1) > 0


def test_words_that_the_other_leaves_out_tell_against_two_claims() -> None:
    made = told("sesame mill", "sesame mill", "sesame quarry", "chalk quarry")
    assert bits(made, 0, 1) > bits(made, 0, 2) > bits(made, 0, 3)
    assert bits(made, 0, 3) < 0


def test_numbers_tell_nothing_here_because_they_are_compared_by_themselves() -> None:
    made = told("17 harmed", "17 harmed", "chalk harmed", "chalk harmed")
    assert bits(made, 0, 1) < bits(made, 2, 3)


def test_the_name_of_a_quarter_tells_less_at_its_own_place_than_anywhere() -> None:
    other_days = ["wool quarter"] * 5
    made = told(
        "wool chalk", "wool chalk", *other_days, place=[7] * 7, day=[100, 100, *range(120, 125)], others=400
    )
    assert bits(made, 0, 1, same=True) < bits(made, 0, 1, same=False)


def test_what_claims_of_the_same_days_share_is_not_held_for_common_at_their_place() -> None:
    made = told(*["wool chalk"] * 5, place=[7] * 5, day=[100, 100, 101, 102, 103], others=400)
    assert bits(made, 0, 1, same=True) == bits(made, 0, 1, same=False)


@pytest.mark.parametrize("same", [False, True])
def test_words_tell_the_same_of_two_claims_whichever_comes_first(*, same: bool) -> None:
    made = told(
        "wool chalk sesame", "wool mill", "wool", "chalk", place=[7] * 4, day=[100, 101, 120, 130], others=90
    )
    assert bits(made, 0, 1, same=same) == bits(made, 1, 0, same=same)


def test_the_usual_words_of_a_kind_of_event_tell_less_of_two_claims_of_that_kind() -> None:
    said = ["bomber chalk", "bomber chalk", *["bomber wool"] * 6]
    kinds, days = [3] * 8, [100, 100, *range(120, 126)]
    usual = told(*said, event=kinds, day=days, others=400)
    assert bits(usual, 0, 1) < bits(told(*said, day=days, others=400), 0, 1)


def grouped(
    made: Telling, home: list[int], *, report: list[int] | None = None, others: int = 200
) -> Together:
    """Put the words of the first claims together by group, each in a report of its own unless named."""
    rows = np.arange(len(made))
    last = max(home) + 1
    source = np.array([*(report or range(len(home))), *range(1000, 1000 + others)])
    owner = np.array([*home, *range(last, last + others)])
    return together(made, source, rows, owner, last + others)


def joint(made: Together, a: int = 0, b: int = 1, *, same: bool = False) -> float:
    return float(made.bits(np.array([a]), np.array([b]), np.array([same]))[0])


def test_several_claims_together_hold_what_one_claim_shares_with_none_of_them_alone() -> None:
    made = told("sesame chalk mill", "sesame wool", "chalk wool", "mill wool")
    alone = grouped(made, [0, 1, 2, 3])
    assert joint(grouped(made, [0, 1, 1, 1])) > max(joint(alone, 0, n) for n in (1, 2, 3))


def test_two_groups_tell_the_same_of_each_other_whichever_comes_first() -> None:
    made = grouped(told("sesame chalk mill", "sesame wool", "chalk tannery", "mill"), [0, 0, 1, 1])
    assert joint(made, 0, 1) == pytest.approx(joint(made, 1, 0))


def test_a_word_that_all_reports_of_both_groups_hold_tells_more_than_one_that_few_of_them_hold() -> None:
    said = "sesame quarry"
    full = told(*[said] * 3, "sesame")
    part = told(said, "quarry lintel", "quarry awning", "sesame")
    assert joint(grouped(full, [0, 0, 0, 1])) > joint(grouped(part, [0, 0, 0, 1]))


def test_what_a_short_claim_leaves_out_weighs_less_than_what_it_alone_says() -> None:
    long = "sesame chalk mill tannery quarry"
    short = joint(grouped(told(long, "sesame"), [0, 1]))
    other = joint(grouped(told("sesame", "sesame wool lintel awning cooper"), [0, 1]))
    stranger = joint(grouped(told(long, "sesame wool lintel awning cooper"), [0, 1]))
    assert short == pytest.approx(other)
    assert short > 2
    assert short > 2 * stranger


def test_copies_of_one_text_say_a_word_once() -> None:
    made = told("sesame mill", "sesame mill", "sesame mill", "sesame mill")
    copies = grouped(made, [0, 0, 0, 1], report=[5, 5, 5, 6])
    assert joint(copies) == pytest.approx(joint(grouped(made, [0, 1, 2, 3]), 0, 3))
    assert copies.size[:2].tolist() == [1, 1]


def test_groups_without_a_telling_word_tell_nothing() -> None:
    made = grouped(told("17", "18"), [0, 1])
    assert joint(made) == 0


def level(table: Columns, name: str) -> str | None:
    found = int(COMPARISONS[name](table, np.array([0]), np.array([1]))[0])
    return LEVELS[name][found] if found >= 0 else None


def crowd(count: int) -> list[Account]:
    """Make claims of as many other happenings of the day."""
    return [account(f"Shells fell on yard{n}", report=f"other-{n}", place="Orlan") for n in range(count)]


@pytest.mark.parametrize(("busy", "is_full"), [(30, False), (500, True)])
def test_rare_words_are_compared_in_place_of_all_words_where_dozens_of_claims_a_day_are_made(
    busy: int, *, is_full: bool
) -> None:
    one = account("Warplanes bombed the sesame market", report="a", place="Qasr Amun")
    other = account("A sesame stall was hit", report="b", place=None)
    accounts = [one, other, *crowd(busy)]
    table = table_of(accounts, sources(accounts))
    assert (level(table, "telling") is not None) is is_full
    assert (level(table, "wording") is None) is is_full


def test_the_more_rare_words_tell_the_more_they_weigh() -> None:
    weights = [shipped().weight("between.telling", name) for name in LEVELS["telling"]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > 0 > weights[-1]


def test_a_claim_without_a_place_joins_the_group_that_together_tells_what_it_tells() -> None:
    told_by = {
        "wire": "Jets struck the sesame mill by the chalk road, Doctor Ilen Saro said",
        "post": "Jets struck the sesame mill near a tannery, killing Doctor Ilen Saro",
        "star": "Jets struck near the tannery on the chalk road, a cooper and Ilen Saro were killed",
    }
    group = [account(text, report=name, killed=4) for name, text in told_by.items()]
    lost = account("Jets struck a mill by a tannery; a cooper was among the dead", report="lost", place=None)
    accounts = [*group, lost, *crowd(500)]
    done = link(accounts, sources(accounts))
    home = {claim: each.id for each in done.incidents for claim in each.claims}
    assert len({home[each.claim.id] for each in group}) == 1
    assert home[lost.claim.id] == home[group[0].claim.id]
    assert home[lost.claim.id] != home[accounts[-1].claim.id]


def test_a_report_that_the_others_of_its_group_speak_against_leaves_it() -> None:
    fellows = [
        account("Jets struck the sesame mill by the chalk road", report="wire", killed=4),
        account("Jets struck the sesame mill near a tannery", report="post", killed=4),
        account("Jets struck a tannery on the chalk road", report="star", killed=4),
    ]
    other = "Warplanes bombed a quarry, a lintel yard and an awning loft"
    stranger = account(other, report="lost", place=None, killed=9)
    accounts = [*fellows, stranger, *crowd(500)]
    table = table_of(accounts, sources(accounts))
    row = {each.claim: number for number, each in enumerate(table.items)}
    mine = [row[each.claim.id] for each in (*fellows, stranger)]
    groups = [mine, *([number] for number in range(len(table)) if number not in mine)]
    rules = Rules(join=0.5, cut=0, most=8)
    assert sorted(mine[:3]) in gathered(table, groups, shipped(), rules)
    said = Rules(join=0.5, cut=0, most=8, same=[(mine[0], mine[3])])
    assert sorted(mine) in gathered(table, groups, shipped(), said)


def test_in_a_large_component_no_group_stands_on_pairs_that_were_never_compared() -> None:
    names = np.array([0, 0, 0, 3, 3, 3, 3])
    left, right = np.array([0, 1]), np.array([1, 2])
    assert [pair.tolist() for pair in unscored(names, left, right, whole=3)] == [[0], [2]]


def test_two_parties_that_tell_one_day_at_a_quiet_place_in_other_words_stay_together() -> None:
    one = account("Jets struck the sesame mill by the chalk road", report="wire", place="Tel Hadur", killed=4)
    other = account("A tannery was bombed, a cooper was hurt", report="post", place="Tel Hadur", killed=4)
    accounts = [one, other, *crowd(500)]
    table = table_of(accounts, sources(accounts))
    mine = sorted(number for number, each in enumerate(table.items) if each.report in {"wire", "post"})
    groups = [mine, *([number] for number in range(len(table)) if number not in mine)]
    assert mine in gathered(table, groups, shipped(), Rules(join=0.5, cut=0, most=8))
