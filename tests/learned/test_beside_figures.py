"""What stands beside a figure and is none, or is not of it: ages, fears, sources of later lines."""

import pytest

from flow_texts import report
from tollbook import Reader


def counted(text: str) -> list[tuple[str, int | None]]:
    return [(f.quote.exact, f.count.value.low) for f in Reader().read(report(text)).figures]


@pytest.mark.parametrize(
    "text",
    [
        "Three men were shot dead in the camp: Ali Saadi (22), Omar Nazzal (19) and an unnamed man.",
        "Two sisters aged four and six died in the fire.",
        "The youngest victim was two months old; the oldest, 81, died in the house.",
        "A drone hit a taxi, killing its driver, 40-year-old Hassan Deeb, and a passenger.",
        "The victims of the fire are 3 men (34, 41, 57), 2 women (29, 63) and a boy (9). All died at home.",
    ],
)
def test_ages_in_brackets_count_nobody(text: str) -> None:
    assert all(low is not None and low <= 3 for _, low in counted(text))


def test_an_age_that_was_set_aside_is_told() -> None:
    text = "Three men were shot dead in the camp: Ali Saadi (22), Omar Nazzal (19) and an unnamed man."
    assert any(issue.seen == "22" for issue in Reader().read(report(text)).issues)


def test_numbers_in_brackets_behind_places_count() -> None:
    text = "The dead of Friday by town, the watch said: Homs (22), Hama (19), Idlib (4)."
    assert [low for _, low in counted(text)] == [22, 19, 4]


def test_who_speaks_in_a_later_line_of_a_log_gives_no_earlier_number() -> None:
    text = (
        "14:20 | Explosion heard in Homs\n14:35 | Initial reports: 4 dead\n"
        "15:00 | Health directorate: 6 dead, 21 injured\n16:10 | The toll rises to 9"
    )
    said = {f.quote.exact: [c.words for c in f.claimants] for f in Reader().read(report(text)).figures}
    assert said["4 dead"] == []
    assert said["6 dead"] == ["Health directorate"]


def test_the_name_of_one_victim_does_not_run_over_another() -> None:
    text = "The dead are: Corporal Amadou Diallo, Private Moussa Keita and Private Issa Traoré."
    names = [f.name.value for f in Reader().read(report(text)).figures if f.name]
    assert len(names) == 3
    assert not any("," in name for name in names)


def test_what_a_toll_could_still_come_to_is_no_figure_and_is_told() -> None:
    read = Reader().read(
        report("The toll could rise to 30, officials warned; so far 12 bodies have been found.")
    )
    assert [f.count.value.low for f in read.figures] == [12]
    assert any(issue.seen == "30" for issue in read.issues)


def test_those_who_have_been_harmed_before_and_could_be_reached_stay() -> None:
    text = "Aid could reach 300 displaced families in the camps, the agency said."
    assert [words for words, _ in counted(text)] == ["300 displaced families"]


def test_a_number_that_a_toll_could_come_to_with_its_word_of_harm_is_no_figure() -> None:
    assert counted("The toll could rise to 30 dead by the night, the agency said on Friday.") == []


def test_as_many_as_would_have_died_are_not_counted_from_those_who_did() -> None:
    text = "Thirty people were killed on Friday. But for the wall ten times as many would have died."
    assert [low for words, low in counted(text) if "people" not in words] == []


def test_a_number_and_its_noun_in_quotation_marks_are_one_figure() -> None:
    text = 'Iranian state TV said five "terrorists" and two Basij members had been killed in Saravan.'
    assert counted(text) == [('five "terrorists"', 5), ("two Basij members", 2)]


def test_the_other_and_its_number_are_one_figure() -> None:
    text = "The group said it had freed 14 of the 36 hostages; the fate of the other 22 is unknown."
    assert [low for words, low in counted(text) if "other" in words or "22" in words] == [22]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("19 of the 44 passengers died in the crash, the road police said.", [19]),
        ("12 of the 36 hostages were killed in the raid, the army said.", [12, 36]),
        ("The siege left 44 people dead, and 19 of the 44 people killed were women.", [44, 19, 44]),
    ],
)
def test_those_out_of_whom_some_were_harmed_are_no_figure(text: str, wanted: list[int]) -> None:
    assert [low for _, low in counted(text)] == wanted


def test_nothing_known_is_no_figure() -> None:
    text = "WHAT WE KNOW\n\nDead: at least 41, says the agency.\nMissing: unknown. Families have reported 17."
    assert [low for _, low in counted(text)] == [41, 17]


def test_a_place_or_a_time_of_another_line_of_a_list_is_not_that_of_this_one() -> None:
    text = (
        "CORRECTIONS\nList no. 331, entry 4 (Nubl): one of the five injured died.\n\nNEW ENTRIES\n"
        "1. Aleppo, student housing. Shelling. Killed: 4 civilians.\n2. Aleppo, a roundabout. Killed: 2 men."
    )
    placed = {f.quote.exact: f.place.words if f.place else None for f in Reader().read(report(text)).figures}
    assert placed["one"] == "Nubl"
    text = (
        "READ ALSO\n- More than 310 dead since Wednesday, says monitor\n- Shells kill four students in Aleppo"
    )
    dated = {f.quote.exact: f.when is not None for f in Reader().read(report(text)).figures}
    assert not dated["four students"]
