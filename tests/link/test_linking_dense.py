"""Linking where very much is told of every day: which claims meet, and what a missing place then says."""

import re
from datetime import date, timedelta

import numpy as np
import pytest
from linked_accounts import account, sources

from tollbook.evaluate.dense_war import BEGIN, dense_war
from tollbook.evaluate.dense_war_oracle import oracle
from tollbook.evaluate.linking_scores import compared, rates
from tollbook.link import table_of
from tollbook.link.blocking import pairs
from tollbook.link.comparisons import LEVELS
from tollbook.link.knowledge import shipped
from tollbook.link.rivals import rivals
from tollbook.model.incident import Account

MARKET = "Warplanes bombed the sesame market near the wool gate, killing 14 people"
NOWHERE = "The sesame market by the wool gate was bombed and 14 people were killed"


def met(accounts: list[Account]) -> set[frozenset[str]]:
    """Give the pairs of reports whose claims are compared."""
    table = table_of(accounts, sources(accounts))
    left, right, _ = pairs(table)
    names = [each.report for each in table.items]
    return {frozenset((names[i], names[j])) for i, j in zip(left.tolist(), right.tolist(), strict=True)}


def others(count: int, place: str = "Orlan") -> list[Account]:
    """Make claims of as many other happenings of the day."""
    return [account(f"Shells fell on yard {n}", report=f"other-{n}", place=place) for n in range(count)]


def test_a_claim_without_a_place_meets_one_that_shares_words_rare_in_those_days() -> None:
    found = met([account(MARKET, report="wire"), account(NOWHERE, report="post", place=None), *others(40)])
    assert frozenset(("wire", "post")) in found
    assert frozenset(("post", "other-7")) not in found


def test_a_claim_at_a_misread_place_meets_its_fellow_by_its_words() -> None:
    misread = account(NOWHERE, report="post", place="Qasr Amun")
    found = met([account(MARKET, report="wire"), misread, *others(40)])
    assert frozenset(("wire", "post")) in found


@pytest.mark.parametrize(("days", "is_met"), [(4, True), (5, False)])
def test_claims_of_one_place_meet_within_days_of_each_other(days: int, *, is_met: bool) -> None:
    one = account(MARKET, report="wire")
    other = account("A mine blew up", report="post", day=days, published=days)
    assert (frozenset(("wire", "post")) in met([one, other])) is is_met


@pytest.mark.parametrize(("published", "is_met"), [(8, True), (30, False)])
def test_a_claim_that_states_no_day_meets_those_of_the_days_before_it_was_published(
    published: int, *, is_met: bool
) -> None:
    one = account(MARKET, report="wire")
    undated = account("A mine blew up", report="post", day=None, published=published)
    assert (frozenset(("wire", "post")) in met([one, undated])) is is_met


def test_new_claims_meet_the_claims_that_they_would_meet_if_all_were_new() -> None:
    war = dense_war(150, places=5, days=15)
    table = table_of(war.accounts, war.sources)
    left, right, _ = pairs(table)
    new = np.zeros(len(table), dtype=bool)
    new[::7] = True
    some = pairs(table, new=new)
    wanted = {(i, j) for i, j in zip(left.tolist(), right.tolist(), strict=True) if new[i] or new[j]}
    assert wanted == set(zip(some[0].tolist(), some[1].tolist(), strict=True))


@pytest.mark.parametrize(("busy", "level"), [(20, None), (250, "tens"), (900, "dozens")])
def test_a_missing_place_weighs_more_the_more_is_told_of_those_days(busy: int, level: str | None) -> None:
    accounts = [account(MARKET, report="a"), account(NOWHERE, report="b", place=None), *others(busy)]
    table = table_of(accounts, sources(accounts))
    found = int(rivals(table, np.array([0]), np.array([1]))[0])
    assert (LEVELS["rivals"][found] if found >= 0 else None) == level


def test_the_more_there_are_to_choose_from_the_less_likely_two_claims_are_of_one_incident() -> None:
    weights = [shipped().weight("between.rivals", level) for level in LEVELS["rivals"]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] <= 0


@pytest.mark.parametrize(("busy", "is_left_out"), [(2, False), (90, True)])
def test_the_name_of_a_place_told_of_often_is_no_likeness_of_words(busy: int, *, is_left_out: bool) -> None:
    one, other = account("A mine blew up in Sareb", report="a"), account("Shells hit Sareb", report="b")
    days = [account(f"Yard {n} was hit", report=f"o{n}", day=n % 30, published=30) for n in range(1, busy)]
    accounts = [one, other, *days, *others(5)]
    table = table_of(accounts, sources(accounts))
    likeness = float(table.wording.cosines(np.array([0]), np.array([1]))[0])
    assert (likeness == 0) is is_left_out


def test_a_sentence_of_the_made_up_war_says_what_its_claim_says_and_no_more() -> None:
    war = dense_war(400, places=8, days=20)
    wrong = 0
    for each in war.accounts:
        if each.report.endswith("b"):
            continue  # Carried by another outlet, with a few words of its own.
        words, told = each.claim.quote.exact, war.told[each.claim.id]
        place = each.claim.place.value.name if each.claim.place else None
        assert (place is None) == (" in " not in words.split(",")[0])
        assert place is None or f" {place}" in words
        numbers = {int(n) for n in re.findall(r"(?:killing|injuring) (?:at least )?(\d+)", words)}
        assert numbers == {f.count.value.low for f in each.figures}
        assert bool(each.claim.initiator) == words.startswith("Forces of")
        wrong += told.killed is not None and told.killed[0] != war.incidents[war.truth[each.claim.id]].killed
        when = each.claim.when
        assert when is None or when.value.start == BEGIN + timedelta(days=told.first or 0)
    assert wrong > 20


def test_a_report_carried_by_another_outlet_tells_the_same() -> None:
    war = dense_war(400, places=8, days=20)
    copies = [each for each in war.accounts if each.report.endswith("b")]
    first = {(each.report, each.claim.span.start): each for each in war.accounts}
    assert copies
    for each in copies:
        its = first[each.report[:-1], each.claim.span.start]
        assert war.told[each.claim.id] == war.told[its.claim.id]
        assert date.fromisoformat(str(each.published)) == war.sources[its.report].published


def test_the_oracle_bounds_what_can_be_reached_and_words_help_it() -> None:
    war = dense_war(300, places=4, days=10)
    fields, words = (
        rates(compared(oracle(war, words=words), war.truth))["pairwise.f1"] for words in (False, True)
    )
    assert words > 0.98
    assert 0.3 < fields < words
