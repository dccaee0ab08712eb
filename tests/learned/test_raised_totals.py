"""Raised totals: "bringing to 430 the dead since Monday" dates the total, and not those before it."""

from datetime import date

import pytest

from flow_texts import reading, report
from tollbook import Reader
from tollbook.model.figure import Figure, Scope
from tollbook.model.lexicon import marked
from tollbook.model.raised import raised

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
    ("words", "total"),
    [
        ("Nine died, taking the toll to 43.", "taking the toll to 43"),
        (
            "Nine died, bringing to at least 43 the dead since May.",
            "bringing to at least 43 the dead since May",
        ),
        (
            "Nine died, taking the country's toll since January to 230.",
            "taking the country's toll since January to 230",
        ),
        (
            "Bombs raised the total number of dead since May to forty-two, he said.",
            "raised the total number of dead since May to forty-two",
        ),
        ("The raid, which takes the toll since the coup to 1,200.", "takes the toll since the coup to 1,200"),
        (
            "It brings the number of raids to seven this month.",
            "brings the number of raids to seven this month",
        ),
        ("Nine died, bringing the toll to 43, when a bomb fell.", "bringing the toll to 43"),
        (
            "It took the number killed this week to 40, nine of them shot since May.",
            "took the number killed this week to 40",
        ),
        ("Nine died in a raid, taking place at dawn.", None),
        ("Gunmen took nine hostages and raised their flag.", None),
        ("Nine were brought to the clinic since Monday.", None),
        ("Gunmen took a number of captives to two camps.", None),
        ("Lorries took a total of nine men to two camps.", None),
        ("The storm took its toll on the coast and moved to two islands.", None),
        ("Lorries brought the dead and the wounded to four hospitals.", None),
        ("Lorries brought to four hospitals the dead and the wounded.", None),
        ("Gunmen took 30 others to forest camps.", None),
        ("They brought nine bodies to tents and to foreign doctors.", None),
    ],
)
def test_what_raises_a_total(words: str, total: str | None) -> None:
    found = raised(words)
    assert (found.span.of(words) if found else None) == total


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed nine villagers and took a number of captives on [Sunday].",
        "Nine people were killed as the storm took its toll on the coast on [Monday].",
        "Nine people died of cholera as the disease took its toll on the camps [this week].",
        "A blast killed nine workers, and ambulances brought the wounded to four hospitals on [Tuesday].",
        "Bandits killed 11 people and took 30 others to forest camps on [Saturday night].",
        "The clashes, which killed nine people, took place in a number of districts on [Monday].",
        "Militants killed nine soldiers and took several prominent figures hostage on [Monday].",
        "The army killed nine rebels and pushed the rest back to one village on [Monday].",
        "Police killed nine smugglers and brought charges against a number of others after [Tuesday]'s raid.",
        "Nine people were killed, bringing the toll to 43, when a bomb exploded in a market on [Tuesday].",
        "Nine people were killed, bringing the toll to 43 on [Tuesday].",
    ],
)
def test_the_day_of_the_event_stays_whatever_is_taken_brought_or_raised(text: str) -> None:
    plain, (day,) = marked(text)
    for read in (Reader().read(report(plain)), reading(plain)):
        when = read.figures[0].when
        assert when is not None
        assert when.words == day.of(plain)


@pytest.mark.parametrize(
    ("text", "before", "scope"),
    [
        (
            "Floods have killed 40 people, taking the country's toll since January to 230.",
            None,
            Scope.INCIDENT,
        ),
        (
            "Bombs killed 12 people in Harl and raised the total number of civilians killed since January to "
            "300, the UN said.",
            None,
            Scope.INCIDENT,
        ),
        (
            "Two more people died in hospital on Thursday, raising the death toll from Monday's bombing to "
            "43.",
            None,
            Scope.INCIDENT,
        ),
        (
            "At least 12 people were killed on Tuesday in an attack that brings the number of raids on the "
            "road to seven this month.",
            (date(2031, 3, 4), date(2031, 3, 4)),
            Scope.INCIDENT,
        ),
        (
            "A blast that took a number of lives on Monday killed nine people, including two who were "
            "wounded since Friday.",
            "any",
            Scope.INCIDENT,
        ),
    ],
)
def test_time_of_a_total_is_not_that_of_those_before(text: str, before: object, scope: Scope) -> None:
    figures = Reader().read(report(text)).figures
    first = next(f for f in figures if f.quote.exact not in {"a number of lives", "two"})
    assert before in (_days(first), "any")
    assert first.scope.value is scope


@pytest.mark.parametrize(
    "text",
    [
        "Security forces killed 15 protesters in the past week, the rights group said, which takes the death "
        "toll since the coup to 1,200.",
        "Five civilians were killed this week, bringing the total for the year to 112.",
    ],
)
def test_a_total_over_a_longer_time_has_not_the_days_of_those_before(text: str) -> None:
    first, total = Reader().read(report(text)).figures
    assert _days(first) is not None
    assert _days(total) is None
    assert total.scope.value is Scope.PERIOD


def _days(figure: Figure) -> tuple[date | None, date | None] | None:
    return (figure.when.value.start, figure.when.value.end) if figure.when else None
