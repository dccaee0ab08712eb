"""Policies: each does what its example shows; a file of one's own is data, read strictly."""

from pathlib import Path

import pytest
from made_accounts import MONITOR, NORTH, account, figure, said

from tollbook.errors import InputError
from tollbook.model.figure import Outcome
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason, Policy, Toll
from tollbook.reconcile import example, own_policies, policies, reconcile
from tollbook.reconcile.policies import parameters

OWN = """
kind: policy
entries:
  - id: ledger_first
    words: ["The ledger first"]
    source: our own meeting
    date: 2031-03-04
    note: The ledger's figure; where it gives none, the newspapers'.
    sets:
      {method: source_order, order: "harm-ledger newspaper unknown", open_end: stated,
       shows: "unknown 3; newspaper 5 = 5 / 5 / 5"}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "policies.yaml"
    path.write_text(text, "utf-8")
    return path


def toll(accounts: list[Account], policy: Policy) -> Toll:
    found = reconcile("i1", accounts, policy).toll(Outcome.KILLED)
    assert found is not None
    return found


@pytest.mark.parametrize("policy", policies().values(), ids=lambda p: str(p.id))
def test_a_policy_does_what_its_example_shows(policy: Policy) -> None:
    promised, made = example(policy)
    assert promised == made


@pytest.mark.parametrize("policy", policies().values(), ids=lambda p: str(p.id))
def test_a_policy_says_its_rule_its_source_and_its_date(policy: Policy) -> None:
    assert len(policy.about) > 40
    assert policy.source
    assert policy.date == "2026-11-25"
    parameters(policy)


@pytest.mark.parametrize(
    ("policy", "made"),
    [
        ("range", "12 / - / 40"),
        ("conservative", "12 / 12 / 40"),
        ("best", "12 / 14 / 14"),
        ("majority", "12 / 12 / 40"),
        ("source_order", "14 / 14 / 14"),
    ],
)
def test_two_policies_that_disagree_stand_side_by_side_each_with_its_reasons(policy: str, made: str) -> None:
    accounts = [said("a", 14, by=MONITOR), said("b", 12), said("c", 40, by=NORTH)]
    found = toll(accounts, policies()[policy])
    assert str(found.range) == made
    assert len(found.counted) + len(found.aside) == 3


def test_the_conservative_table_says_what_vague_words_count_for() -> None:
    dozens = account("a", figure("a", 24, None, words="dozens", rule="numbers.dozens"))
    found = toll([dozens], policies()["conservative"])
    assert str(found.range) == "12 / 12 / 12"
    assert found.counted[0].inferred == "'dozens' counts as 12 by the policy's table"
    assert str(toll([dozens], policies()["range"]).range) == "24 / - / -"


def test_what_a_party_says_of_others_stands_back_only_where_somebody_else_speaks() -> None:
    army = said("c", 40, by=NORTH)
    assert str(toll([army], policies()["best"]).range) == "40 / 40 / 40"
    found = toll([army, said("b", 12)], policies()["best"])
    assert [each.reason for each in found.aside] == [AsideReason.POLICY]


def test_an_order_in_which_nobody_speaks_gives_no_toll_and_says_so(tmp_path: Path) -> None:
    policy = own_policies(written(tmp_path, OWN.replace("harm-ledger newspaper unknown", "un_body")))
    found = toll([said("a", 14)], policy["ledger_first"])
    assert str(found.range) == "- / - / -"
    assert found.provisional == "no figure counts"
    assert "no source in the order speaks" in found.notes[0]


def test_a_policy_of_ones_own_names_its_sources_in_order(tmp_path: Path) -> None:
    policy = own_policies(written(tmp_path, OWN))["ledger_first"]
    assert example(policy) == ("5 / 5 / 5", "5 / 5 / 5")
    accounts = [said("a", 14, by=MONITOR), said("b", 12)]
    assert str(toll(accounts, policy).range) == "14 / 14 / 14"
    assert str(toll(accounts[1:], policy).range) == "12 / 12 / 12"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: policy", "kind: outlet", "is of kind 'outlet', not 'policy'"),
        ("method: source_order", "method: guess", "method is 'guess'"),
        ("method: source_order, ", "", "'method' is missing"),
        ("open_end: stated", "wishes: many", "'wishes' is no key of a policy"),
        ("open_end: stated", "independent: ten", "independent is 'ten'"),
        ("open_end: stated", 'words: "dozens:12"', "words holds 'dozens:12'"),
        ("open_end: stated", 'prefer: "monitr"', "prefer names 'monitr', which is no kind of source"),
        ("open_end: stated", 'prefer: "monitor,aid newspapers"', "is 'newspaper' meant?"),
        ("open_end: stated", 'prefer: "xyz"', "give some of aid, aid_body"),
        ("ledger_first", "&a ledger_first", "aliases and tags are not read"),
        ("our own meeting", "!!python/name:os.system our", "aliases and tags are not read"),
        ("date: 2031-03-04", "date: yesterday", "cannot be read"),
        ("kind: policy", "kind: [", "cannot be read"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_entry_and_key(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(InputError, match="What to do") as caught:
        own_policies(written(tmp_path, OWN.replace(old, new, 1)))
    assert told in str(caught.value)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is larger than"):
        own_policies(written(tmp_path, OWN + "#" * 200_001))
