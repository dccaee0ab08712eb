"""Krippendorff's alpha against the values of its author's own example, and what people coded."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.provenance import Quote, Span
from tollbook.review.agreement import agreement, alpha, coded, nominal, ratio

# Four observers, twelve units; a dot is no value.
OBSERVERS = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
UNITS = [
    [int(value) for value in unit if value != "."]
    for unit in zip(*(line.split() for line in OBSERVERS), strict=True)
]


@pytest.mark.parametrize(("distance", "expected"), [(nominal, 0.743), (ratio, 0.797)])
def test_alpha_is_that_of_the_example_of_its_author(distance: object, expected: float) -> None:
    assert alpha(UNITS, distance) == pytest.approx(expected, abs=0.0006)  # type: ignore[arg-type]  # both fit


def test_alpha_is_not_defined_where_nothing_varies_or_nobody_pairs() -> None:
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha([["a"], ["b"]]) is None


NAMES = st.lists(st.sampled_from("abc"), min_size=2, max_size=4)


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_alpha_does_not_depend_on_the_order_of_units_or_observers(units: list[list[str]]) -> None:
    before = alpha(units)
    turned = [unit[::-1] for unit in units[::-1]]
    assert alpha(turned) == (None if before is None else pytest.approx(before))
    assert before is None or before <= 1 + 1e-9


def code(person: str, number: str, outcome: str = "killed") -> Decision:
    return Decision(
        id=f"{person}{number}",
        kind=DecisionKind.CODE,
        about="figure",
        target="figure-1",
        report="meridian-1",
        span=Span(0, 5),
        quote=Quote(exact="Three", prefix="", suffix=""),
        person=person,
        changes={"outcome": outcome, "count": number, "status": "unknown", "scope": "incident"},
    )


def test_the_last_word_of_each_person_counts_and_what_differs_is_named() -> None:
    found = coded([code("Amal", "3"), code("Basil", "3.."), code("Amal", "4")])
    assert [each.by["Amal"]["low"] for each in found] == [4]
    assert found[0].differs == ("low", "high")


def test_other_decisions_are_no_coding() -> None:
    assert coded([msgspec.structs.replace(code("Amal", "3"), kind=DecisionKind.ACCEPT)]) == []


def test_no_bound_and_a_number_differ() -> None:
    both = coded([code("Amal", "3"), code("Basil", "3..")])
    of = {each.variable: each for each in agreement(both)}
    assert of["high"].figures == 1
    assert of["high"].alpha == 0.0
    assert of["low"].alpha is None
