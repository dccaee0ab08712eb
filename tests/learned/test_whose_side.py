"""Parties: a part is of its whole's; what stands beside another in an enumeration is not of the other's."""

import pytest

from flow_texts import report
from tollbook import Reader


def sides(text: str) -> dict[str, str | None]:
    """Read a text: the words of each figure and those of its party."""
    return {f.quote.exact: f.side.words if f.side else None for f in Reader().read(report(text)).figures}


def wholes(text: str) -> dict[str, str | None]:
    """Read a text: the words of each figure and those of the figure that it is part of."""
    figures = Reader().read(report(text)).figures
    said = {f.id: f.quote.exact for f in figures}
    return {f.quote.exact: said[f.part_of] if f.part_of else None for f in figures}


def test_officers_among_the_dead_of_a_party_are_its_own_and_not_of_who_tells() -> None:
    text = "The army said 176 extremists, five commanders and two foreign fighters among them, were killed."
    assert set(sides(text).values()) == {"extremists"}


def test_one_of_an_enumeration_is_not_of_the_party_of_another() -> None:
    text = "Killed in the fighting on Friday: 12 soldiers, 3 policemen, 9 rebels, 4 civilians."
    assert sides(text) == {
        "12 soldiers": None,
        "3 policemen": None,
        "9 rebels": "rebels",
        "4 civilians": None,
    }


def test_nobody_of_an_enumeration_of_different_people_is_part_of_another() -> None:
    text = "Killed in the fighting on Friday: 12 soldiers, 3 policemen, 9 rebels, 4 civilians."
    assert set(wholes(text).values()) == {None}


def test_what_is_said_to_be_included_or_adds_up_stays_a_part() -> None:
    text = "The army lost 16 soldiers, five of them policemen on loan, at Homs on Friday."
    assert [whole for part, whole in wholes(text).items() if part.startswith("five")] == ["16 soldiers"]
    text = "The shelling killed 12 people, three soldiers and nine civilians, in Homs on Friday."
    assert wholes(text) == {"12 people": None, "three soldiers": "12 people", "nine civilians": "12 people"}


def test_labels_of_a_tally_with_civilians_are_those_who_were_harmed() -> None:
    text = (
        "Toll by party, according to the Observatory: regime forces 45 dead; HTS and allies 61; civilians 8."
    )
    figures = Reader().read(report(text)).figures
    assert sides(text) == {"45 dead": "regime forces", "61": "HTS and allies", "8": None}
    assert [f.status.value.value for f in figures] == ["combatant", "combatant", "civilian"]
    text = "The toll of Friday:\nPolice: 2 killed\nArmy: 3 killed\nRebels: 9 killed\nCivilians: 4 killed"
    assert list(sides(text).values()) == ["Police", "Army", "Rebels", None]
    assert not any(f.claimants for f in Reader().read(report(text)).figures)


def test_labels_of_a_tally_without_civilians_may_be_who_says_so() -> None:
    text = "The toll of Friday:\nObservatory: 12 dead\nHealth ministry: 14 dead\nArmy: 20 dead"
    said = [f.claimants[0].words for f in Reader().read(report(text)).figures if f.claimants]
    assert said[:2] == ["Observatory", "Health ministry"]


@pytest.mark.parametrize(
    ("text", "tellers"),
    [
        (
            "Police: two dead. Hospital: three dead. Families: five missing.",
            ["Police", "Hospital", "Families"],
        ),
        ("Residents: 12 dead. Army: 3 dead.", ["Residents", "Army"]),
        (
            "Rebels said 12 soldiers died; soldiers said nine rebels; civilians said 20 neighbours died.",
            ["Rebels", "soldiers", "civilians"],
        ),
    ],
)
def test_who_tells_in_a_sentence_or_with_a_verb_of_telling_is_not_who_was_harmed(
    text: str, tellers: list[str]
) -> None:
    figures = Reader().read(report(text)).figures
    assert [f.claimants[0].words if f.claimants else None for f in figures] == tellers


def test_a_row_of_labels_ends_at_one_that_can_only_be_who_says_so() -> None:
    text = "Army: 12 killed, hospital: 14 killed, residents: 20 killed."
    figures = Reader().read(report(text)).figures
    assert any(f.claimants for f in figures)
    assert not any(f.side and f.side.provenance.rule == "side.entry" for f in figures)


def test_a_party_of_a_tally_is_named_without_the_word_for_the_harm() -> None:
    text = "Losses so far: rebels killed: 40, army killed: 12, civilians killed: 9."
    assert list(sides(text).values()) == ["rebels", "army", None]


@pytest.mark.parametrize(
    "text",
    [
        "Ten troops, two officers and eight soldiers, were captured by the rebels on Monday.",
        "Twelve security personnel, three soldiers and nine policemen, were killed on Monday.",
        "Eleven rebels, a commander and 10 fighters, were killed on Monday.",
        "Nine officers, four soldiers and five policemen, were killed on Monday.",
    ],
)
def test_who_stands_beside_others_and_adds_up_to_them_is_part_of_them(text: str) -> None:
    whole, *parts = wholes(text)
    assert [wholes(text)[part] for part in parts] == [whole, whole]


def test_numbers_of_different_people_that_add_up_by_chance_are_no_parts() -> None:
    text = "At least 12 soldiers, 3 policemen and 9 rebels were killed on Monday."
    assert set(wholes(text).values()) == {None}


def test_who_is_part_of_those_out_of_whom_others_are_counted_is_part_of_the_others() -> None:
    text = "Six of the nine people on board died: the pilot, two nurses and three patients."
    assert wholes(text) == {"Six": None, "the pilot": "Six", "two nurses": "Six", "three patients": "Six"}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Six of the nine people on board, including five children, died.", "five children"),
        ("Six of the nine people on board died, two of them children.", "two of them children"),
    ],
)
def test_who_is_told_to_be_among_those_counted_out_of_others_is_part_of_them(text: str, part: str) -> None:
    assert wholes(text)[part] == "Six"


def test_the_others_of_those_out_of_whom_some_are_counted_are_no_part_of_these() -> None:
    text = "Six of the nine were killed outright and three died later in hospital."
    assert wholes(text) == {"Six": None, "three died": None}


def test_who_took_people_is_not_their_party() -> None:
    assert set(
        sides("Rebels captured a lieutenant and eleven of his men at Bunagana on Friday.").values()
    ) == {None}


def test_who_frees_people_did_not_take_them() -> None:
    (figure,) = (
        Reader().read(report("Troops rescued 17 kidnapped villagers in the operation on Friday.")).figures
    )
    assert figure.perpetrator is None


def test_captives_are_not_of_the_party_that_holds_them() -> None:
    text = (
        "ISIL released images of captured soldiers being beheaded after the battle for the base, it was said."
    )
    assert set(sides(text).values()) == {None}
