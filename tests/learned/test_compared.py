"""A number that is only compared with has the time named on its own side, and so has the other one."""

import pytest

from flow_texts import report
from tollbook import Reader


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("So far this year 1,100 people have been abducted, against 900 in all of 2023.", [2031, 2023]),
        (
            "This year 1,100 people have been abducted, compared with 900 in 2023.",
            [2031, 2023],
        ),
        (
            "Police have counted 44 murders this year, against 31 in the same period of 2023.",
            [2031, 2023],
        ),
        ("In 2023, 95 aid workers were killed, up from 61 in 2022, the watch said.", [2023, 2022]),
    ],
)
def test_each_of_two_compared_numbers_has_the_time_of_its_own_side(text: str, years: list[int]) -> None:
    read = Reader().read(report(text))
    assert [f.when.value.start.year for f in read.figures if f.when and f.when.value.start] == years


def test_place_and_day_right_behind_a_number_are_its_own() -> None:
    text = "Gunmen killed 14 villagers in Homs on Thursday, and six others in Hama on Friday, elders said."
    first, second = Reader().read(report(text)).figures
    places = [figure.place.words for figure in (first, second) if figure.place]
    assert places == ["Homs", "Hama"]
    assert [figure.when.words for figure in (first, second) if figure.when] == ["Thursday", "Friday"]


def test_the_one_place_of_a_clause_is_that_of_its_number() -> None:
    text = (
        "In separate incidents, a farmer was shot dead in Homs, two children were hurt by a mine in Hama, "
        "and a doctor was abducted in Idlib city."
    )
    placed = [f.place.words for f in Reader().read(report(text)).figures if f.place]
    assert placed == ["Homs", "Hama", "Idlib city"]
