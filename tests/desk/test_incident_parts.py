"""What the page of an incident draws: places on a scale, the line over time, who contradicts whom."""

import msgspec
import pytest
from example_desk import desk_of
from example_incident import TEXTS, reading
from hypothesis import given
from hypothesis import strategies as st

from tollbook.desk.incident_bars import drawn, scale
from tollbook.desk.incident_matrix import Cell, matrix
from tollbook.desk.incident_steps import HEIGHT, stairs
from tollbook.desk.incidents import named, said_of, titled
from tollbook.model.figure import Outcome
from tollbook.model.incident import Account
from tollbook.model.toll import Group, Step

assert callable(desk_of)
NUMBERS = st.integers(0, 2_000_000)
WIRE, RADIO, WAHA, POST, LATE = TEXTS


def said(*counts: tuple[int, int | None]) -> list[Account]:
    """Give accounts of one event, one by each outlet, with these numbers."""
    out = []
    for number, (low, high) in enumerate(counts):
        outlet = f"Outlet {number}"
        made = reading((*WIRE[:1], outlet, *WIRE[2:4], low, high, *WIRE[6:]))
        out.append(
            Account(
                claim=made.claims[0],
                figures=made.figures,
                report="wire",
                origin="wire",
                outlet=f"Outlet {number}",
            )
        )
    return out


def killed(*counts: tuple[int, int | None]) -> tuple[Cell, ...]:
    found = matrix(said(*counts), lambda figure: (figure.outcome.value.value, ""), str)
    return next(fact.cells for fact in found.facts if fact.name == "killed")


@pytest.mark.parametrize(
    ("counts", "differing"),
    [
        (((40, 40), (40, 40)), []),
        (((40, 40), (52, 52)), [0, 1]),
        (((40, 40), (30, None)), []),
        (((40, 40), (41, None)), [0, 1]),
        (((40, 40), (40, 40), (52, 52)), [2]),
        (((40, 40), (45, 45), (52, 52)), [0, 1, 2]),
    ],
)
def test_who_stands_alone_differs(counts: tuple[tuple[int, int | None], ...], differing: list[int]) -> None:
    assert [number for number, cell in enumerate(killed(*counts)) if cell.differs] == differing


def test_two_reports_whose_outlets_are_not_stated_are_two_sources() -> None:
    accounts = [
        msgspec.structs.replace(each, outlet=None, report=name, origin=name)
        for each, name in zip(said((40, 40), (12, 12)), ("one", "two"), strict=True)
    ]
    found = matrix(accounts, lambda figure: ("killed", ""), str)
    assert found.sources == (("outlet not stated", 1), ("outlet not stated", 1))


def test_a_summary_names_a_report_without_an_outlet_by_its_words_and_not_its_id() -> None:
    silent = reading(WIRE)
    held = {
        "wire": msgspec.structs.replace(silent, report=msgspec.structs.replace(silent.report, outlet=None))
    }
    words = named("The report wire and the report wire-2 told of a strike.", held)
    assert words.startswith("The report “Rockets fell on Sareb.")
    assert words.endswith("and the report wire-2 told of a strike.")
    assert named("The report wire told.", {"wire": silent}) == "The report wire told."
    assert titled(held)["wire"].startswith("the report “Rockets fell on Sareb.")


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        ("held responsible: the other", "held responsible: the other (in the words “Each blamed the other”)"),
        ("held responsible: the army", "held responsible: the army"),
    ],
)
def test_a_party_named_by_the_other_alone_is_told_with_the_words(reason: str, shown: str) -> None:
    assert said_of(reason, ["c"], {"c": "Each blamed the other"}) == shown


def test_a_part_is_not_set_against_a_whole() -> None:
    accounts = said((40, 40), (12, 12))
    part = accounts[1].figures[0].id
    found = matrix(accounts[1:], lambda figure: ("killed", ""), str, {part})
    assert "killed, a part" in [fact.name for fact in found.facts]


@given(NUMBERS, st.none() | NUMBERS)
def test_every_bar_lies_on_the_scale(low: int, more: int | None) -> None:
    high = None if more is None else low + more
    made = scale([low, high], is_open=high is None)
    bar = drawn(low, high, made.top)
    assert bar is not None
    assert 0 <= bar.at <= 100
    assert bar.at + bar.width <= 100.01
    assert bar.opens_right is (high is None)
    assert [place for _, place in made.ticks][-1] == 100


def step(day: str | None, low: int, high: int | None, source: str, *, standing: bool = True) -> Step:
    return Step(
        outcome=Outcome.KILLED,
        group=Group(),
        published=day,
        source=source,
        claimant="",
        outlet=source,
        report=source,
        figure=f"{source} {day}",
        low=low,
        high=high,
        standing=standing,
    )


def test_the_line_is_the_lowest_low_and_highest_high_of_what_stands_each_day() -> None:
    steps = [
        step("2031-05-04", 40, 40, "a", standing=False),
        step("2031-05-05", 52, 52, "b"),
        step("2031-05-06", 50, 50, "a"),
        step(None, 9, 9, "c"),
    ]
    found = stairs(steps)
    assert found is not None
    assert [(tread.low, tread.high) for tread in found.treads] == [(40, 40), (40, 52), (50, 52)]
    assert [mark.standing for mark in found.marks] == [False, True, True]


def test_an_open_number_leaves_the_line_open() -> None:
    found = stairs([step("2031-05-04", 40, 40, "a"), step("2031-05-05", 52, None, "b")])
    assert found is not None
    assert found.treads[-1].high is None


def test_exact_numbers_of_one_day_are_marks_side_by_side_round_their_number() -> None:
    found = stairs(
        [
            step("2031-05-04", 4, 4, "a", standing=False),
            step("2031-05-04", 4, 4, "b"),
            step("2031-05-05", 4, 4, "c"),
        ]
    )
    assert found is not None
    assert [(mark.x, mark.beside) for mark in found.marks] == [(4.0, 0), (4.0, 1), (92.0, 0)]
    line = HEIGHT * (1 - 4 / found.scale.top)
    assert [mark.top + mark.tall / 2 for mark in found.marks] == pytest.approx([line] * 3, abs=0.1)
    assert {mark.tall for mark in found.marks} == {8.0}


def test_one_day_alone_is_not_drawn() -> None:
    assert stairs([step("2031-05-04", 40, 40, "a")]) is None
