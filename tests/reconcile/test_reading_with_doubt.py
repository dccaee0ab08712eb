"""A harm that the reader only infers counts when it is likely enough, or when a person agrees."""

import msgspec
import pytest
from made_accounts import account, figure, said

from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Figure, Outcome
from tollbook.model.provenance import Basis
from tollbook.model.toll import AsideReason
from tollbook.reconcile import policies, reconcile


def inferred(chance: float, report: str = "b", low: int = 7) -> Figure:
    """Make a figure whose harm the reader inferred with a chance."""
    made = figure(report, low)
    outcome = msgspec.structs.replace(made.outcome, basis=Basis.INFERRED, score=chance)
    return msgspec.structs.replace(made, outcome=outcome)


@pytest.mark.parametrize(("chance", "high"), [(0.95, 7), (0.6, 3)])
def test_a_likely_harm_counts_and_a_doubtful_one_waits(chance: float, high: int) -> None:
    found = reconcile("i1", [said("a", 3), account("b", inferred(chance))], policies()["range"])
    toll = found.toll(Outcome.KILLED)
    assert toll is not None
    assert toll.range.high == high


def test_a_doubtful_harm_counts_when_a_person_accepts_it() -> None:
    doubtful = inferred(0.6)
    accepted = Decision(
        id="d1",
        kind=DecisionKind.ACCEPT,
        about="figure",
        target=doubtful.id,
        report="b",
        span=doubtful.span,
        quote=doubtful.quote,
        person="Ana",
    )
    accounts = [said("a", 3), account("b", doubtful)]
    toll = reconcile("i1", accounts, policies()["range"], decisions=[accepted]).toll(Outcome.KILLED)
    assert toll is not None
    assert toll.range.high == 7


def test_where_nothing_surer_is_read_somebody_was_killed_or_injured() -> None:
    found = reconcile("i1", [account("b", inferred(0.6))], policies()["range"])
    killed, either = found.toll(Outcome.KILLED), found.toll(Outcome.KILLED_OR_INJURED)
    assert killed is not None
    assert either is not None
    assert killed.counted == ()
    assert [each.reason for each in killed.aside] == [AsideReason.UNSURE]
    assert killed.provisional == "no figure counts"
    assert str(either.range) == "7 / - / 7"
    assert either.counted[0].inferred == "which of these harms is read with doubt"
