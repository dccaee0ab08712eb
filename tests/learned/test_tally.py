"""A tally by place gives each number the place that its own entry names, and no other's."""

from itertools import pairwise

import pytest

from flow_texts import report
from tollbook import Reader


def places(text: str) -> dict[str, str | None]:
    """Read a text: the words of each figure and the words of its place."""
    return {f.quote.exact: f.place.words if f.place else None for f in Reader().read(report(text)).figures}


OWN = {"2 killed": "Homs", "3 killed": "Hama", "4 injured": "Idlib"}


@pytest.mark.parametrize(
    "text",
    [
        "Toll of the day:\n- Homs: 2 killed\n- Hama: 3 killed\n- Idlib: 4 injured",
        "Toll of the day:\nHoms: 2 killed\nHama: 3 killed\nIdlib: 4 injured",
        "Toll of the day:\n1. Homs: 2 killed\n2. Hama: 3 killed\n3. Idlib: 4 injured",
        "In Homs, 2 killed on the day; in Hama, 3 killed; in Idlib, 4 injured.",
        "The toll of the day: Homs (2 killed), Hama (3 killed), Idlib (4 injured).",
        "The toll of the day: 2 killed (Homs), 3 killed (Hama), 4 injured (Idlib).",
        "The toll of the day is this. Homs – 2 killed; Hama – 3 killed; Idlib – 4 injured.",
    ],
)
def test_each_number_has_the_place_of_its_entry(text: str) -> None:
    assert places(text) == OWN


def test_names_that_no_gazetteer_knows_are_places_beside_others_that_are() -> None:
    text = "Dead by district: Old Sarmin 12, Salhin 3, Karam 7."
    assert list(places(text).values()) == ["Old Sarmin", "Salhin", "Karam"]


def test_the_name_of_an_entry_is_nobody_who_was_harmed_and_an_issue_says_so() -> None:
    read = Reader().read(report("The dead by district, the watch said: Old Sarmin 12, Salhin 3, Karam 7."))
    assert [(f.count.value.low, f.place.words if f.place else None) for f in read.figures] == [
        (12, "Old Sarmin"),
        (3, "Salhin"),
        (7, "Karam"),
    ]
    assert {issue.seen for issue in read.issues} >= {"Salhin", "Karam"}


def test_a_row_of_places_behind_numbers_gives_each_its_own() -> None:
    text = "The watch counted the dead of Friday: 12 in Old Sarmin, 3 in Salhin and 7 in Karam."
    assert list(places(text).values()) == ["Old Sarmin", "Salhin", "Karam"]


def test_what_else_an_entry_tells_has_its_place_too() -> None:
    text = "The toll of Friday:\nHoms: 2 killed, among them a child\nHama: 3 killed\nNobody died elsewhere."
    assert places(text)["a child"] == "Homs"


def test_a_nearer_place_within_the_entry_stays() -> None:
    text = "The toll of Friday:\nHoms: 2 killed in Talbiseh\nHama: 3 killed"
    assert places(text) == {"2 killed": "Talbiseh", "3 killed": "Hama"}


@pytest.mark.parametrize(
    "text",
    [
        "The strike on Homs, by nationality of the dead: India 6 killed, Georgia 1 killed.",
        "The strike on Homs on Friday:\nPolice: 6 killed\nArmy: 1 killed",
    ],
)
def test_a_tally_by_something_else_names_no_places(text: str) -> None:
    assert set(places(text).values()) <= {"Homs", None}


def test_days_that_open_entries_are_those_of_their_numbers() -> None:
    text = "The week:\nMonday: 2 killed\nTuesday: 3 killed\nWednesday: 4 injured"
    days = [
        f.when.value.start.day for f in Reader().read(report(text)).figures if f.when and f.when.value.start
    ]
    assert [b - a for a, b in pairwise(days)] == [1, 1]


def test_months_that_open_entries_are_those_of_their_numbers() -> None:
    text = "Women killed at home this year, by the watch's count: September: 19; October: 23; November: 31."
    starts = {f.quote.exact: f.when.value.start for f in Reader().read(report(text)).figures if f.when}
    assert [day.month if (day := starts[number]) else None for number in ("19", "23", "31")] == [9, 10, 11]


def test_places_named_respectively_are_those_of_the_numbers_in_their_order() -> None:
    text = "Homs, Hama and Old Sarmin saw 2, 3 and 4 deaths respectively on Friday, the watch said."
    assert list(places(text).values()) == ["Homs", "Hama", "Old Sarmin"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels closed shops in Aleppo and Homs respectively after two guards were killed and three wounded.",
        "Aleppo and Homs, with 2.1 and 0.8 million people respectively, saw 12 deaths and 30 injuries.",
        "Ministers from Chad and Mali, who lost three and nine soldiers respectively, met on Monday.",
    ],
)
def test_respectively_said_of_something_else_gives_no_places(text: str) -> None:
    figures = Reader().read(report(text)).figures
    assert len(figures) > 1
    assert not any(f.place and f.place.provenance.rule == "place.respectively" for f in figures)


@pytest.mark.parametrize(
    "text",
    [
        "The floods in Homs and Hama left 40 dead and 12 injured respectively.",
        "The bombs in Homs and Hama killed 12 and wounded 30 respectively.",
    ],
)
def test_numbers_with_a_harm_of_their_own_right_before_respectively_have_their_places(text: str) -> None:
    assert list(places(text).values()) == ["Homs", "Hama"]
