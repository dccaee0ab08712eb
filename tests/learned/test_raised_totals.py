"""Raised totals: "bringing to 430 the dead since Monday" dates the total, and not those before it."""

from datetime import date

import pytest

from flow_texts import reading, report
from tollbook import Reader
from tollbook.model.figure import Figure, Scope
from tollbook.model.raised import raised_from

SINCE = (date(2031, 3, 3), date(2031, 3, 7))
THURSDAY = (date(2031, 3, 6), date(2031, 3, 6))


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("At least 40 people were killed in Harl, bringing to 430 the number of dead since Monday.", None),
        ("Two more miners died in hospital, bringing the death toll since Monday to 430.", None),
        ("At least 40 migrants drowned off Harl, bringing to 430 those who have died since Monday.", None),
        ("At least 40 people were killed on Thursday, bringing to 430 the dead since Monday.", THURSDAY),
    ],
)
def test_days_and_scope_of_a_total_are_not_those_of_the_people_before(
    text: str, before: tuple[date, date] | None
) -> None:
    first, total = Reader().read(report(text)).figures
    assert _days(first) == before
    assert first.scope.value is Scope.INCIDENT
    assert _days(total) == SINCE
    assert total.scope.value is Scope.PERIOD


def test_the_rules_alone_know_it_too() -> None:
    text = "At least 40 people were killed in Harl, bringing to 430 the number of dead since Monday."
    first, total = reading(text).figures
    assert (_days(first), first.scope.value) == (None, Scope.INCIDENT)
    assert (_days(total), total.scope.value) == (SINCE, Scope.PERIOD)


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        ("Nine died, taking the toll to 43.", True),
        ("Nine died, bringing to at least 43 the dead since May.", True),
        ("Nine died in a raid, taking place at dawn.", False),
        ("Gunmen took nine hostages and raised their flag.", False),
        ("Nine were brought to the clinic since Monday.", False),
    ],
)
def test_what_turns_to_a_total(words: str, turns: bool) -> None:
    assert (raised_from(words) is not None) is turns


def _days(figure: Figure) -> tuple[date | None, date | None] | None:
    return (figure.when.value.start, figure.when.value.end) if figure.when else None
