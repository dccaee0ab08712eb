"""What looks like a row of ages, of places or of two people, and is not, keeps its people and its place."""

import pytest

from flow_texts import report
from tollbook import Reader


def counts(text: str) -> list[tuple[str, int | None]]:
    return [(f.quote.exact, f.count.value.low) for f in Reader().read(report(text)).figures]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A girl aged 9 and two women were killed in Kadra, police said.", ("two women", 2)),
        ("Two girls aged four and six others were killed in Kadra, police said.", ("six others", 6)),
        ("A mother aged 28 and their baby were killed in Kadra.", ("their baby", 1)),
        ("Two men, aged 34 and 41, and a woman were killed in Kadra.", ("a woman", 1)),
        ("Children aged two and five policemen were killed in Kadra.", ("five policemen", 5)),
    ],
)
def test_who_stands_behind_an_age_is_counted(text: str, kept: tuple[str, int]) -> None:
    assert kept in counts(text)


def test_the_last_of_a_row_of_ages_counts_nobody() -> None:
    assert counts("Two sisters aged four and six were killed in Kadra.") == [("Two sisters", 2)]


def test_the_youngest_recruits_are_more_than_one() -> None:
    assert counts("The youngest recruits were killed in the raid on Kadra.")[0][1] == 2


@pytest.mark.parametrize(
    "text",
    [
        "A husband and father of three was shot dead in Leeds on Tuesday.",
        "A father and grandfather who died in the fire was 70.",
        "The wife and mother of two was killed in Leeds.",
        "Police arrested a husband and father on Tuesday.",
    ],
)
def test_a_husband_and_father_may_be_one_person(text: str) -> None:
    assert [low for _, low in counts(text)] == [1]


@pytest.mark.parametrize("two", ["A father and son", "Her husband and son"])
def test_two_of_one_family_are_two(two: str) -> None:
    assert counts(f"{two} were killed in Leeds.") == [(two, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Five of the Haddara family were killed: Karim (44), Nadia (40), Ali (12), Omar (9) and Sara (4).",
        "Killed in the raid were Omar Saadi (22), Karim Haddara (34) and Nadia Ruvo (41).",
        "Omar (9), Karim (12), and Nadia (34) were killed in the strike on Tuesday.",
    ],
)
def test_names_with_ages_in_brackets_are_people_and_no_tally_of_places(text: str) -> None:
    assert max(low or 0 for _, low in counts(text)) <= 5


def test_where_people_came_from_is_no_place_where_they_were_harmed() -> None:
    text = "They came from Britain (3), Germany (2) and Canada (1), the airline said; all six died."
    assert not {f.place.words for f in Reader().read(report(text)).figures if f.place}


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        (
            "Three people were killed in Homs and nine wounded by shells fired from Hama.",
            "nine wounded",
            "Homs",
        ),
        (
            "Two were killed in Homs and four wounded as the fighting spread to villages near Harare.",
            "four wounded",
            "Homs",
        ),
        ("Two were killed in Odesa and two in a shop in Kherson.", "two", "Kherson"),
        ("Six were killed in Basra and three by rocket fire in Salahaddin.", "three", "Salahaddin"),
    ],
)
def test_the_place_of_a_number_is_the_one_right_behind_it_and_not_that_of_what_else_is_told(
    text: str, quote: str, place: str
) -> None:
    read = {f.quote.exact: f.place.words if f.place else None for f in Reader().read(report(text)).figures}
    assert read[quote] == place
