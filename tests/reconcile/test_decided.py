"""What people settled is heard before anything is counted, and contradictions are told."""

from typing import Any

import pytest
from made_accounts import account, figure, said

from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Figure, Outcome
from tollbook.model.toll import AsideReason, Toll
from tollbook.reconcile import policies, reconcile

FIVE = figure("b", 5)


def decision(number: int, kind: str, target: Figure = FIVE, **more: Any) -> Decision:
    return Decision(
        id=f"d{number}",
        kind=DecisionKind(kind),
        about="figure",
        target=more.pop("about", target.id),
        report=target.report,
        span=target.span,
        quote=target.quote,
        person=more.pop("person", "Ana"),
        **more,
    )


def toll(*decisions: Decision) -> Toll:
    accounts = [said("a", 3), account("b", FIVE)]
    found = reconcile("i1", accounts, policies()["range"], decisions=decisions).toll(Outcome.KILLED)
    assert found is not None
    return found


def test_a_rejected_figure_is_set_aside_with_who_rejected_it() -> None:
    found = toll(decision(1, "reject", reason="of another day"))
    assert str(found.range) == "3 / - / 3"
    assert [(each.reason, each.message) for each in found.aside] == [
        (AsideReason.REJECTED, "rejected by Ana: of another day")
    ]


def test_a_rejected_claim_takes_its_figures_with_it() -> None:
    claim = account("b", FIVE).claim.id
    assert str(toll(decision(1, "reject", about=claim)).range) == "3 / - / 3"


def test_a_figure_that_a_person_accepted_stands_though_its_claim_was_rejected() -> None:
    claim = account("b", FIVE).claim.id
    assert str(toll(decision(1, "reject", about=claim), decision(2, "accept")).range) == "3 / - / 5"


@pytest.mark.parametrize(
    ("count", "made"),
    [
        ("9", "3 / - / 9"),
        ("2..4", "2 / - / 4"),
        ("7..", "3 / - / -"),
        ("..2", "3 / - / 3"),
        ("~6", "3 / - / 6"),
    ],
)
def test_an_amended_count_counts_as_amended(count: str, made: str) -> None:
    assert str(toll(decision(1, "amend", changes={"count": count})).range) == made


def test_an_amendment_that_cannot_be_read_is_told_and_left_out() -> None:
    found = toll(decision(1, "amend", changes={"count": "many"}))
    assert str(found.range) == "3 / - / 5"
    assert found.notes == ("the amendment of count to 'many' by Ana cannot be read; it was left out",)


def test_a_decision_taken_back_is_not_heard() -> None:
    assert str(toll(decision(1, "reject"), decision(2, "withdraw", withdraws="d1")).range) == "3 / - / 5"


def test_of_two_decisions_that_contradict_each_other_the_last_holds_and_a_note_says_so() -> None:
    found = toll(decision(1, "reject"), decision(2, "accept", person="Bo"))
    assert str(found.range) == "3 / - / 5"
    assert found.notes == (
        "decisions on “5 people” contradict one another (reject by Ana, then accept by Bo): "
        "the last one holds",
    )
    assert str(toll(decision(1, "accept", person="Bo"), decision(2, "reject")).range) == "3 / - / 3"


def test_amendments_of_different_values_go_together() -> None:
    count = decision(1, "amend", changes={"count": "7"})
    assert toll(count, decision(2, "amend", changes={"status": "civilian"})).notes == ()
    assert toll(count, decision(2, "amend", changes={"count": "7"})).notes == ()
    assert toll(count, decision(2, "amend", changes={"count": "8"})).notes != ()
