"""Which claims come to one incident, and which do not."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked_accounts import account, decided, source, sources

from tollbook.link import link
from tollbook.model.claim import ClaimKind
from tollbook.model.decision import DecisionKind
from tollbook.model.incident import Account, CopyKind

STRIKE = (
    "Warplanes bombed the vegetable market in Sareb on Tuesday, killing 14 people, among them Mara Oduya, 31"
)
AGAIN = "An air raid on the vegetable market of Sareb killed 14 people on Tuesday, Mara Oduya, 31, among them"
WEEKS = "Aircraft struck a market in Sareb, nine people died and a school nearby was damaged, teachers said"
AMBUSH = (
    "Gunmen ambushed a convoy on the mountain pass above Sareb, killing two drivers, the road police said"
)


def groups(accounts: list[Account], **more: object) -> list[set[str]]:
    """Give the reports in each incident."""
    done = link(accounts, sources(accounts), **more)  # type: ignore[arg-type]  # tests pass what they name
    report = {each.claim.id: each.report for each in accounts}
    return sorted(({report[claim] for claim in each.claims} for each in done.incidents), key=sorted)


FIRST = account(STRIKE, report="wire", killed=14)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (account(AGAIN, report="post", killed=14), True),
        (account(AGAIN, report="post", killed=16), True),
        (account(WEEKS, report="post", killed=9, day=40, published=40), False),
        (account(AGAIN.replace("Sareb", "Qasr Amun"), report="post", killed=3, place="Qasr Amun"), False),
        (account(AMBUSH, report="post", killed=2, event="Attack"), False),
    ],
    ids=["told again", "another number", "weeks later", "another place", "another event there that day"],
)
def test_claims_of_one_event_are_one_incident_and_of_two_are_two(other: Account, *, is_same: bool) -> None:
    found = groups([FIRST, other])
    assert found == ([{"post", "wire"}] if is_same else [{"post"}, {"wire"}])


def test_two_claims_of_a_report_about_one_event_belong_together_and_about_two_do_not() -> None:
    head = account("Air strike kills 14 in Sareb", report="wire", killed=14)
    body = account("The raid on Sareb killed 14", report="wire", killed=14, at=60)
    elsewhere = account(
        "Shells fell on Tel Hadur, killing 3", report="wire", killed=3, at=120, place="Tel Hadur",
        event="Shelling/artillery/missile attack",
    )  # fmt: skip
    text = {
        "wire": source(elsewhere, "Air strike kills 14 in Sareb".ljust(60) + "The raid on Sareb killed 14")
    }
    found = link([head, body, elsewhere], text).incidents
    assert sorted(len(each.claims) for each in found) == [1, 2]


def test_a_denial_without_a_place_joins_the_claim_that_it_follows() -> None:
    strike = account(STRIKE, report="wire", killed=14)
    denial = account(
        "The army denied this", report="wire", place=None, day=None, event=None, kind=ClaimKind.DENIAL, at=200
    )
    late = account(
        "The army denied this",
        report="wire",
        place=None,
        day=None,
        event=None,
        kind=ClaimKind.DENIAL,
        at=2000,
    )
    [found] = link([strike, denial, late], {}).incidents
    assert found.claims == (strike.claim.id, denial.claim.id)


def test_a_trend_is_in_no_incident() -> None:
    trend = account("Air strikes on Orlan have intensified", kind=ClaimKind.TREND)
    done = link([trend], sources([trend]))
    assert (done.incidents, done.unlinked) == ((), 1)


@pytest.mark.parametrize(
    "bare",
    [
        account(STRIKE, report="post", place=None),
        account(STRIKE, report="post", day=None),
        account(STRIKE, report="post", event=None),
        account("Some people died", report="post", place=None, day=None, event=None),
        account("Some people died", report="post", place="Nowhere Hill"),
    ],
    ids=["no place", "no date", "no type", "nothing", "a place in no gazetteer"],
)
def test_a_claim_that_leaves_things_unsaid_is_in_exactly_one_incident(bare: Account) -> None:
    done = link([FIRST, bare], sources([FIRST, bare]))
    held = [claim for each in done.incidents for claim in each.claims]
    assert sorted(held) == sorted([FIRST.claim.id, bare.claim.id])


def test_what_is_missing_in_all_claims_is_missing_in_the_incident() -> None:
    [found] = link([account("Some died", place=None, day=None, event=None)], {}).incidents
    assert (found.place, found.when, found.event, found.latitude) == (None, None, None, None)


def test_two_that_were_told_apart_by_a_person_stay_apart_and_two_told_the_same_come_together() -> None:
    again = account(AGAIN, report="post", killed=14)
    other = account(AMBUSH, report="radio", killed=2, event="Attack")
    apart = decided(DecisionKind.NOT_SAME, FIRST, again)
    assert groups([FIRST, again], decisions=[apart]) == [{"post"}, {"wire"}]
    same = decided(DecisionKind.SAME, FIRST, other)
    assert groups([FIRST, other], decisions=[same]) == [{"radio", "wire"}]


def test_a_withdrawn_decision_counts_for_nothing() -> None:
    again = account(AGAIN, report="post", killed=14)
    apart = decided(DecisionKind.NOT_SAME, FIRST, again)
    back = decided(DecisionKind.WITHDRAW, FIRST, again, "d2", withdraws="d1")
    assert groups([FIRST, again], decisions=[apart, back]) == [{"post", "wire"}]


def test_a_withdrawal_that_is_withdrawn_brings_the_decision_back() -> None:
    again = account(AGAIN, report="post", killed=14)
    apart = decided(DecisionKind.NOT_SAME, FIRST, again)
    back = decided(DecisionKind.WITHDRAW, FIRST, again, "d2", withdraws="d1")
    once_more = decided(DecisionKind.WITHDRAW, FIRST, again, "d3", withdraws="d2")
    assert groups([FIRST, again], decisions=[apart, back, once_more]) == [{"post"}, {"wire"}]


def test_of_contradicting_decisions_the_later_holds_and_the_earlier_is_named() -> None:
    a, b, c = (account(STRIKE, report=name, killed=14) for name in ("a", "b", "c"))
    decisions = [
        decided(DecisionKind.NOT_SAME, a, c, "first"),
        decided(DecisionKind.SAME, a, b, "second"),
        decided(DecisionKind.SAME, b, c, "third"),
    ]
    done = link([a, b, c], {}, decisions=decisions)
    assert len(done.incidents) == 1
    [issue] = done.issues
    assert issue.message == (
        "the decision first (not the same) is set aside: later ones make the two the same (second, third)"
    )
    turned = link([a, b, c], {}, decisions=[*decisions[1:], decisions[0]])
    assert len(turned.incidents) == 2
    assert "later ones keep the two apart (first)" in turned.issues[0].message


def test_a_decision_on_a_claim_that_is_gone_waits_with_an_issue() -> None:
    gone = account(AGAIN, report="gone")
    done = link([FIRST], {}, decisions=[decided(DecisionKind.SAME, FIRST, gone)])
    assert len(done.incidents) == 1
    assert "about two claims of which one is not linked now" in done.issues[0].message


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000))
def test_the_order_of_accounts_changes_nothing_and_every_claim_is_in_one_incident(seed: int) -> None:
    accounts = [
        FIRST,
        account(AGAIN, report="post", killed=14),
        account(AMBUSH, report="radio", killed=2, event="Attack"),
        account(STRIKE, report="tv", killed=12, published=1),
        account("A mine killed one", report="sheet", killed=1, place="Tel Hadur", day=3, published=3),
        account("Fighting went on around Sareb", report="ledger", event="Armed clash", radius=30, last=5),
    ]
    straight = link(accounts, sources(accounts))
    random.Random(seed).shuffle(accounts)
    turned = link(accounts, sources(accounts))
    assert straight == turned
    assert sorted(c for each in turned.incidents for c in each.claims) == sorted(a.claim.id for a in accounts)


def test_five_thousand_claims_of_one_strike_are_one_incident() -> None:
    accounts = [
        account(f"{STRIKE}, said watch {n % 7}", report=f"r{n}", killed=14 + n % 3, said=f"watch{n % 7}")
        for n in range(5000)
    ]
    done = link(accounts, {})
    assert [len(each.claims) for each in done.incidents] == [5000]


def test_a_battle_holds_the_strike_in_its_area_on_its_days_and_not_the_one_elsewhere() -> None:
    battle = account(
        "Heavy fighting around Orlan",
        report="a",
        place="Orlan",
        radius=40,
        last=4,
        event="Armed clash",
        killed=90,
    )
    strike = account(STRIKE, report="b", day=2, killed=14, published=2)
    later = account("Shells hit Sareb", report="c", day=9, killed=1, published=9)
    far = account("A raid on Qasr Amun", report="d", place="Qasr Amun", day=2, killed=2, published=2)
    done = link([battle, strike, later, far], sources([battle, strike, later, far]))
    by = {each.claims[0]: each for each in done.incidents}
    assert len(by) == 4
    assert by[strike.claim.id].part_of == by[battle.claim.id].id
    assert [by[each.claim.id].part_of for each in (battle, later, far)] == [None, None, None]


def test_one_monitor_passed_on_by_two_outlets_is_one_source_and_two_monitors_are_two() -> None:
    def kinds(*said: str) -> list[CopyKind]:
        accounts = [
            account(text, report=f"r{n}", outlet=f"o{n}", killed=14, said=name)
            for n, (text, name) in enumerate(zip((STRIKE, AGAIN), said, strict=True))
        ]
        return [each.kind for each in link(accounts, sources(accounts)).copies]

    assert kinds("watch", "watch") == [CopyKind.CLAIMANT]
    assert kinds("watch", "ledger") == []
