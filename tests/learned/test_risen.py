"""A count that has risen from day to day is one of a period, where the report has the period's number."""

import msgspec
import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.risen import of_what_lasts, risen
from tollbook.model.figure import Figure, Scope
from tollbook.model.provenance import Basis, Stamp

LED = "More than 310 people were killed in four days of fighting in Aleppo, the monitor said. "
ROSE = "The monitor's count has risen each day, from 132 dead on Tuesday to 255 dead on Thursday."


def scoped(text: str) -> tuple[Stamp, list[Figure]]:
    """Read by the rules, with the first figure of a period and all others of an incident."""
    page = Reader(rules_only=True).seen(report(text))[0]
    stamp = page.text.stamp()
    out = []
    for n, ruled in enumerate(page.ruled):
        scope = Scope.PERIOD if n == 0 else Scope.INCIDENT
        made = stamp.source(scope, ruled.figure.span, rule="x", basis=Basis.INFERRED)
        out.append(msgspec.structs.replace(ruled.figure, scope=made, part_of=None))
    return stamp, out


def test_both_ends_of_a_rising_count_are_of_the_period() -> None:
    stamp, figures = scoped(LED + ROSE)
    made = risen(figures, stamp, LED + ROSE)
    assert [f.count.value.low for f in made][:1] == [311]
    assert [f.scope.value for f in made] == [Scope.PERIOD] * 3
    assert made[2].scope.provenance.rule == "scope.risen"
    assert made[2].scope.provenance.span == made[0].span


def test_a_rising_count_ends_on_its_day_and_begins_with_the_period() -> None:
    stamp, figures = scoped(LED + ROSE)
    made = risen(figures, stamp, LED + ROSE)
    before, after = figures[2].when, made[2].when
    assert before
    assert after
    assert after.value.end == before.value.end
    assert (after.provenance.rule, after.note is not None) == ("days.risen", True)
    if figures[0].when and figures[0].when.value.start:
        assert after.value.start == figures[0].when.value.start


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed in four days of fighting in Aleppo, the monitor said. " + ROSE,
        LED + "Shells killed 12 people on Tuesday, and 20 people were killed on Thursday.",
        LED + "On Tuesday the count climbed through the day from 12 dead to 20 dead in one blast.",
        LED + "The price of bread has risen, and 20 people were killed on Thursday.",
    ],
)
def test_without_a_larger_number_of_a_period_or_a_count_that_rises_nothing_changes(text: str) -> None:
    stamp, figures = scoped(text)
    assert risen(figures, stamp, text) == figures


@pytest.mark.parametrize(
    ("before", "scope"),
    [
        ("The death toll from the offensive in the north has reached at least ", Scope.PERIOD),
        ("It put the toll of the five-year war at ", Scope.PERIOD),
        ("The highest toll of the war was that of Monday, when shells killed ", Scope.INCIDENT),
        ("The highest death toll of the war is ", Scope.INCIDENT),
        ("The death toll from the blast in the north has reached at least ", Scope.INCIDENT),
        ("Nobody knows the toll of the war. In Orsk shells killed ", Scope.INCIDENT),
    ],
)
def test_a_toll_of_what_lasts_is_of_a_period(before: str, scope: Scope) -> None:
    text = f"{before}240 people, a monitor said on Friday."
    stamp, figures = scoped(text)
    guessed = stamp.source(Scope.INCIDENT, figures[-1].span, rule="learned.scope", basis=Basis.INFERRED)
    made = of_what_lasts([msgspec.structs.replace(figures[-1], scope=guessed)], stamp, text)[0]
    assert made.scope.value is scope
    if scope is Scope.PERIOD and made.when:
        assert made.when.value.start is None


@pytest.mark.parametrize(("sure", "scope"), [(0.6, Scope.PERIOD), (0.9, Scope.INCIDENT)])
def test_a_bare_toll_of_a_source_that_counts_a_period_is_of_that_period(sure: float, scope: Scope) -> None:
    text = (
        "The Kessa Monitor said 255 people were killed since Tuesday. "
        "The Kessa Monitor gave a toll of 240 dead overnight."
    )
    stamp, figures = scoped(text)
    guessed = stamp.source(Scope.INCIDENT, figures[1].span, rule="x", basis=Basis.INFERRED, score=sure)
    figures[1] = msgspec.structs.replace(figures[1], scope=guessed)
    assert risen(figures, stamp, text)[1].scope.value is scope


def test_a_bare_toll_of_another_source_stays() -> None:
    text = (
        "The Kessa Monitor said 255 people were killed since Tuesday. "
        "The army gave a toll of 240 dead overnight."
    )
    stamp, figures = scoped(text)
    assert risen(figures, stamp, text)[1].scope.value is Scope.INCIDENT
