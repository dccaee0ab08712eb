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


def beside(chance: float, before: str, after: str, outcome: Outcome = Outcome.KILLED) -> Figure:
    """Make a figure of one teenager whose harm is inferred, between words."""
    made = figure("b", 1, words="a teenager", outcome=outcome, before=before, after=after)
    return msgspec.structs.replace(
        made, outcome=msgspec.structs.replace(made.outcome, basis=Basis.INFERRED, score=chance)
    )


@pytest.mark.parametrize(
    ("chance", "before", "after", "counts"),
    [
        (0.78, "A man was charged with the death of ", " in Lower Harrow.", True),
        (0.78, "A man was charged after the row with ", " in Lower Harrow.", False),
        (0.78, "Nobody speaks of a death.\n", " in Lower Harrow was named.", False),
        (0.78, "The night was quiet. ", " was walking home. He died.", False),
        (0.60, "A man was charged with the death of ", " in Lower Harrow.", False),
        (0.78, "A man was charged with wounding ", " in Lower Harrow.", False),
    ],
)
def test_a_doubtful_harm_counts_where_the_words_beside_it_name_it(
    chance: float, before: str, after: str, *, counts: bool
) -> None:
    found = reconcile("i1", [account("b", beside(chance, before, after))], policies()["best"])
    killed = found.toll(Outcome.KILLED)
    assert killed is not None
    assert bool(killed.counted) is counts
    if counts:
        assert killed.counted[0].inferred == (
            "read with a chance of 0.78, and the words beside it name the harm"
        )


def test_words_of_wounding_beside_it_carry_a_doubtful_wound() -> None:
    hurt = beside(0.78, "A man was charged with wounding ", " there.", Outcome.INJURED)
    injured = reconcile("i1", [account("b", hurt)], policies()["best"]).toll(Outcome.INJURED)
    assert injured is not None
    assert injured.range.best == 1


def test_a_policy_that_wants_harms_to_be_sure_does_not_hear_the_words_beside_them() -> None:
    strict = msgspec.structs.replace(policies()["best"], id="strict", parameters={"sure": "95"})
    doubtful = beside(0.9, "A man was charged with the death of ", " in Lower Harrow.")
    killed = reconcile("i1", [account("b", doubtful)], strict).toll(Outcome.KILLED)
    assert killed is not None
    assert killed.counted == ()


def test_several_without_a_number_wait_even_where_the_words_name_the_harm() -> None:
    made = figure("b", 2, None, words="his men", before="An account of the death of ", rule="numbers.plural")
    outcome = msgspec.structs.replace(made.outcome, basis=Basis.INFERRED, score=0.8)
    doubtful = msgspec.structs.replace(made, outcome=outcome)
    killed = reconcile("i1", [account("b", doubtful)], policies()["best"]).toll(Outcome.KILLED)
    assert killed is not None
    assert killed.counted == ()
