"""The slots of the MUC-4 task: who was harmed, what was hit, who did it and how sure a report is of it."""

import pytest

from tollbook.evaluate.muc4_doers import confidence, organisation, persons
from tollbook.evaluate.muc4_nations import nation
from tollbook.evaluate.muc4_people import Victim, distinct, victim_of, with_role
from tollbook.evaluate.muc4_phrases import named, tells_of_people
from tollbook.evaluate.muc4_pieces import Piece, grouped, heading
from tollbook.evaluate.muc4_places import Places
from tollbook.evaluate.muc4_things import phrase_at, thing_slots, things, tool_slots
from tollbook.evaluate.muc4_words import is_accident
from tollbook.model.provenance import Span


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Nusa governor Ana Maria Soto", [("Ana Maria Soto", "Nusa governor")]),
        ("Pedro Lima and Juan de la Cruz", [("Pedro Lima", ""), ("Juan de la Cruz", "")]),
        ("the colonel's wife, Ana Soto", [("Ana Soto", "colonel's wife")]),
        ("three hill peasants", []),
    ],
)
def test_a_name_is_told_from_the_role_before_it(phrase: str, names: list[tuple[str, str]]) -> None:
    assert named(phrase) == names


@pytest.mark.parametrize(
    ("phrase", "people"), [("bus passengers", True), ("in the clashes", False), ("multiple murders", False)]
)
def test_only_words_for_people_describe_people(phrase: str, people: bool) -> None:
    assert tells_of_people(phrase) is people


def test_victims_told_of_twice_are_one_and_the_merely_wounded_are_left_out_beside_others() -> None:
    found = [
        Victim("", "PASSENGERS", "CIVILIAN", "PLURAL", "INJURY"),
        Victim("", "INJURED PASSENGERS", "CIVILIAN", "PLURAL", "INJURY"),
        Victim("", "WOUNDED", "CIVILIAN", "2", "INJURY"),
    ]
    assert [one.description for one in distinct(found)] == ["INJURED PASSENGERS"]


def test_a_role_told_elsewhere_comes_to_the_named() -> None:
    soto = Victim("ANA SOTO", "", "CIVILIAN", "1", "DEATH")
    assert (
        with_role(soto, "Ana Soto died. The bomb struck judge Ana Soto at home.").kind == "LEGAL OR JUDICIAL"
    )
    assert with_role(soto, "Ana Soto died. Ana Soto was at home.") == soto


def test_the_murder_of_somebody_names_a_victim_and_the_murder_of_rebels_none() -> None:
    assert [one.name for one in victim_of("murder", "senator Ana Soto")] == ["ANA SOTO"]
    assert victim_of("murder", "two guerrillas") == []


def test_a_thing_is_given_by_its_whole_phrase_with_its_number() -> None:
    said = "They blew up two high voltage towers near the river."
    assert phrase_at(said, said.index("towers"), said.index("towers") + 6) == ("high voltage towers", "2")
    (one,) = things([said], "BOMBING", "PERU")
    assert (one.phrase, one.kind, one.number, one.effect) == (
        "HIGH VOLTAGE TOWERS",
        "ENERGY",
        "2",
        "DESTROYED",
    )


@pytest.mark.parametrize(
    ("said", "targets"),
    [
        ("A car bomb exploded.", []),
        ("A bomb exploded under a car.", ["CAR"]),
        ("A bomb exploded at the Democracy Tower building.", ["DEMOCRACY TOWER BUILDING"]),
        ("A bomb wounded two embassy officials.", []),
    ],
)
def test_what_carries_the_bomb_or_names_an_office_holder_is_no_target(said: str, targets: list[str]) -> None:
    assert [one.phrase for one in things([said], "BOMBING", "PERU")] == targets


def test_a_things_nation_is_told_only_where_it_is_another_than_the_places() -> None:
    said = "A bomb damaged the Chilean embassy."
    assert thing_slots(things([said], "BOMBING", "PERU"))["target_nation"] != ()
    assert thing_slots(things([said], "BOMBING", "CHILE"))["target_nation"] == ()
    assert nation("Latin American students", "PERU") == ""


def test_gunfire_gives_a_kind_of_tool_and_no_name() -> None:
    assert "instrument" not in tool_slots("They opened fire on the bus.")
    tools = tool_slots("They threw a grenade and fired submachine guns.")["instrument"]
    assert tools is not None
    assert len(tools) == 2


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("The mayor was shot by hooded men in a terrorist attack.", "HOODED MEN"),
        ("Unidentified individuals kidnapped the banker.", "UNIDENTIFIED INDIVIDUALS"),
    ],
)
def test_who_did_it_is_who_acts_in_the_sentence(said: str, people: str) -> None:
    assert persons([], said)[0] == people


def test_a_group_is_named_without_its_people_and_a_nation_is_no_group() -> None:
    assert organisation("members of the Red Dawn Movement guerrillas") == "RED DAWN MOVEMENT"
    assert organisation("Colombian") == organisation("soldiers") == ""


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("The FRD killed the judge.", "REPORTED AS FACT"),
        ("The FRD claimed responsibility for the murder.", "CLAIMED OR ADMITTED"),
        ("Police blamed the FRD for the murder.", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("Neighbors blamed the FRD for the murder.", "SUSPECTED OR ACCUSED"),
    ],
)
def test_how_sure_a_report_is_follows_who_says_so(said: str, sure: str) -> None:
    assert confidence("FRD", said, said, said) == sure


def test_mishaps_are_no_incidents_unless_somebody_meant_them() -> None:
    assert is_accident("Ten people died when the plane crashed.")
    assert not is_accident("Ten people died when the bombed plane crashed.")


def test_an_attack_told_beside_a_bombing_is_that_bombing() -> None:
    places = Places(None)
    bomb, attack = Piece("BOMBING", Span(0, 80)), Piece("ATTACK", Span(80, 150))
    assert [each.kind for each in grouped([bomb, attack], places)[0]] == ["BOMBING", "ATTACK"]
    far = Piece("ATTACK", Span(900, 950))
    assert len(grouped([Piece("BOMBING", Span(0, 80)), far], places)) == 2


def test_the_text_begins_behind_its_dateline() -> None:
    text = "LIMA, 4 MAR 89 (WIRE) -- [TEXT] Two died."
    assert text[heading(text) :] == "Two died."
    assert heading("Two died -- in Lima.") == 0
