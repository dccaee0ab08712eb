"""Running totals that were read as figures of one incident are told by the totals of the same source."""

from typing import Any

import pytest
from made_accounts import MONITOR, account, days, figure, said

from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Outcome, Status
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason, PeriodTotal, Toll
from tollbook.reconcile import Totals, policies, reconcile


def total(low: int, day: str, report: str = "t", **about: Any) -> PeriodTotal:
    """Make a total that the Harm Ledger gives."""
    given = {"source": "Harm Ledger", "outcome": "killed", "status": "unknown", **about}
    return PeriodTotal(figure=f"{report}-{low}", report=report, low=low, day=day, **given)


def toll(*accounts: Account, totals: list[PeriodTotal], decisions: tuple[Decision, ...] = ()) -> Toll:
    made = reconcile("i", accounts, policies()["range"], totals=Totals(totals), decisions=decisions)
    found = made.toll(Outcome.KILLED)
    assert found is not None
    return found


def is_total(*accounts: Account, totals: list[PeriodTotal]) -> bool:
    """Tell whether nothing of the accounts counts, because it is a total of a longer time."""
    found = toll(*accounts, totals=totals)
    return not found.counted and {each.reason for each in found.aside} == {AsideReason.PERIOD}


SAID_240 = said("a", 240, by=MONITOR)


@pytest.mark.parametrize(
    ("totals", "held"),
    [
        pytest.param([total(240, "2031-03-05")], True, id="the same source gives it as a total"),
        pytest.param([total(240, "2031-03-05", source="the Harm Ledger")], True, id="with an article"),
        pytest.param([total(240, "2031-03-20")], False, id="weeks later it is another number"),
        pytest.param([total(240, "2031-03-05", source="police")], False, id="another source"),
        pytest.param([total(240, "2031-03-05", outcome="injured")], False, id="another harm"),
        pytest.param([total(240, "2031-03-05", status="civilian")], False, id="of civilians alone"),
        pytest.param([total(200, "2031-03-03"), total(311, "2031-03-05")], True, id="no room for it"),
        pytest.param([total(40, "2031-03-03"), total(311, "2031-03-05")], False, id="there is room"),
        pytest.param([total(200, "2031-03-03")], False, id="no later total"),
        pytest.param(
            [total(200, "2031-03-03", start="2031-03-01"), total(311, "2031-03-05", start="2031-02-01")],
            False,
            id="totals of two times",
        ),
    ],
)
def test_what_a_source_gives_as_a_total_elsewhere_is_no_figure_of_one_incident(
    totals: list[PeriodTotal], *, held: bool
) -> None:
    assert is_total(SAID_240, totals=totals) is held


def test_a_rare_number_is_the_same_total_on_whoevers_word() -> None:
    assert is_total(said("a", 255), totals=[total(255, "2031-03-05")])
    assert not is_total(said("a", 250), totals=[total(250, "2031-03-05")])


def test_small_numbers_and_words_without_a_number_tell_nothing() -> None:
    assert not is_total(said("a", 12, by=MONITOR), totals=[total(12, "2031-03-05")])
    dozens = said("a", 24, None, by=MONITOR, words="dozens", rule="numbers.dozens")
    assert not is_total(dozens, totals=[total(24, "2031-03-05")])


def test_one_report_that_misreads_a_number_as_a_total_does_not_outweigh_many() -> None:
    others = [said(name, 117, by=MONITOR) for name in "abc"]
    assert toll(*others, totals=[total(117, "2031-03-05")]).range.low == 117


def test_a_headline_that_rounds_the_total_of_its_own_report_is_that_total() -> None:
    headline = said("a", 131, None, words="passes 130")
    assert is_total(headline, totals=[total(132, "2031-03-04", report="a")])
    assert not is_total(headline, totals=[total(132, "2031-03-04", report="b")])


def test_parts_of_a_running_total_go_with_it_but_for_those_of_a_day_of_their_own() -> None:
    whole = figure("a", 255, by=MONITOR)
    part = figure("a", 24, at=100, by=MONITOR, part_of=whole.id, status=Status.CIVILIAN)
    of_a_day = figure("a", 19, at=200, by=MONITOR, part_of=whole.id, when=days("2031-03-03"))
    found = toll(account("a", whole, part, of_a_day), totals=[total(255, "2031-03-05")])
    assert [each.figure for each in found.counted] == [of_a_day.id]
    assert [each.by for each in found.aside] == ["t-255", whole.id]


def test_what_a_person_accepted_stays() -> None:
    read = SAID_240.figures[0]
    accepted = Decision(
        id="d",
        kind=DecisionKind.ACCEPT,
        about="figure",
        target=read.id,
        report="a",
        span=read.span,
        quote=read.quote,
        person="Ada",
    )
    assert toll(SAID_240, totals=[total(240, "2031-03-05")], decisions=(accepted,)).range.low == 240
