"""What contradicts: voices on all people, on some of them, and within one report."""

from tollbook.desk.clashes import clashes
from tollbook.model.figure import Outcome
from tollbook.model.toll import Counted, Group, GroupKind, Range, Toll

CIVILIANS = Group(kind=GroupKind.STATUS, value="civilian")


def says(report: str, claimant: str, many: int) -> Counted:
    return Counted(
        figure=f"{report}{claimant}{many}",
        report=report,
        origin=report,
        claimant=claimant,
        low=many,
        high=many,
        source=claimant or f"outlet:{report}",
        outlet=f"Outlet {report}",
    )


def toll(*counted: Counted, group: Group | None = None) -> Toll:
    return Toll(
        of="i",
        outcome=Outcome.KILLED,
        group=group or Group(),
        range=Range(low=0, best=None, high=99),
        policy="range",
        counted=counted,
    )


def test_sources_that_agree_on_all_may_contradict_on_the_civilians() -> None:
    of_all = toll(says("a", "hospital", 14))
    of_some = toll(says("a", "hospital", 9), says("b", "army", 0), group=CIVILIANS)
    found = clashes([of_some, of_all], {}, {})
    assert [(c.of, c.lower.claimant, c.upper.claimant) for c in found] == [("civilians", "army", "hospital")]


def test_where_they_contradict_on_all_people_the_parts_are_not_named_too() -> None:
    of_all = toll(says("a", "hospital", 14), says("b", "army", 3))
    of_some = toll(says("a", "hospital", 9), says("b", "army", 0), group=CIVILIANS)
    assert [c.of for c in clashes([of_some, of_all], {}, {})] == [""]


def test_two_sides_quoted_by_one_report_contradict_one_another() -> None:
    (found,) = clashes([toll(says("a", "army", 6), says("a", "rebels", 25))], {}, {})
    assert (found.lower.claimant, found.upper.claimant) == ("army", "rebels")
    assert found.lower.report == found.upper.report


def test_an_outlet_and_whom_it_quotes_in_one_report_are_no_two_sides() -> None:
    assert not clashes([toll(says("a", "", 6), says("a", "rebels", 25))], {}, {})


def test_one_source_does_not_contradict_itself() -> None:
    assert not clashes([toll(says("a", "army", 6), says("b", "army", 25))], {}, {})
