"""Speakers whom a mark or a noun names: logs, digests, threads and ledgers have no verb of saying."""

import pytest

from flow_texts import annotated
from tollbook.qualify.attribution import attribute

CASES = [
    # A body or an office before a colon speaks; what is counted does not.
    ("The committee: forty farmers were killed at the mill.", ["The committee"]),
    ("Women: forty were killed at the mill.", []),
    ("1 December, the government: forty farmers were killed.", ["the government"]),
    ("Thursday 04.00 the joint command: forty farmers were killed.", ["the joint command"]),
    ("Dr Selwyn Haas: forty farmers were killed.", ["Dr Selwyn Haas"]),
    # The police speak in quotation marks; without them they are counted.
    ('Police: "Two farmers were killed."', ["Police"]),
    ("Police: two were killed.", []),
    # A thread gives every line to its writer.
    (
        "Rivka 18:02: nine farmers were killed\nDoron (squad) 18:05: no, eleven were killed",
        ["Rivka", "Doron"],
    ),
    # Brackets behind a number name whose it is; a name explained in brackets speaks nothing.
    (
        "Killed were 15 farmers (the Red Cross) or 10 (the barracks command).",
        ["the Red Cross", "the barracks command"],
    ),
    ("Killed were 15 men of the Ridge Front (the rebel movement).", []),
    # The count of somebody is somebody's word.
    ("There were, by the ministry's count, 58 farmers killed.", ["the ministry"]),
    ("The ministry's figure is 40 farmers killed.", ["The ministry"]),
    ("The ministry's car was hit and 40 farmers were killed.", []),
    ("As the Ridge Front claims, six farmers were killed.", ["the Ridge Front"]),
    # The count of a day, or the toll of a place, is nobody's word.
    ("By the ministry's count, fourteen farmers were killed.", ["the ministry"]),
    ("By Monday's count, fourteen farmers were killed.", []),
    ("By Vera Lis's count, fourteen farmers were killed.", ["Vera Lis"]),
    ("On Sunday's figures, nine farmers were killed.", []),
    ("Friday's toll was 14 killed.", []),
    ("Gaza's toll stands at 40,000 dead.", []),
    ("In Aleppo's records, nine farmers were killed.", []),
    ("In the hospital's records, nine farmers were killed.", ["the hospital"]),
    ("Israel's toll stood at 1,200 killed, the ministry said.", ["the ministry"]),
    # An area before a colon or in brackets heads what happened there; its office speaks with an article.
    ("Homs Governorate: 14 farmers were killed.", []),
    ('Homs Governorate: "14 farmers were killed."', ["Homs Governorate"]),
    ("North Kordofan State: 14 killed", []),
    ("Nine farmers were killed at the mill (Nablus governorate).", []),
    ("Nine farmers were killed at the mill (the prefecture).", ["the prefecture"]),
    # A word that is a title and something else speaks with an article or a name beside it.
    ("Head: four farmers were killed.", []),
    ("The head: four farmers were killed.", ["The head"]),
    ("Major clashes: nine farmers were killed.", []),
    ("Major Haas: nine farmers were killed.", ["Major Haas"]),
    # Of two names the first, which the other only tells more of, says what kind of speaker it is.
    ("Reuters for Hamas: nine farmers were killed.", ["Reuters for Hamas"]),
    ("Hamas for Reuters: nine farmers were killed.", []),
    # Verbs of many uses give a word where one who speaks gives a number.
    ("The Red Cross has thirty-five dead in all.", ["The Red Cross"]),
    ("The Red Cross has a car. Nine farmers were killed.", []),
    ("The commissioner puts the valley at 300 farmers killed.", ["The commissioner"]),
    ("The blast put 12 farmers in hospital and killed one.", []),
    ("Elders of Nel accused the navy of killing 23 farmers.", ["Elders of Nel"]),
    # Who speaks behind the number gives that number alone.
    (
        "Eighty-eight farmers were hurt, says the mayor; 73, says the hospital.",
        ["the mayor", "the hospital"],
    ),
    # A day behind the speaker's name is when it spoke; a place is not.
    ("Government, 24 January: nine farmers were killed.", ["Government"]),
    ("The clinic, same day: nine farmers were killed.", ["The clinic"]),
    ("Killed, 24 January: nine farmers.", []),
    # A party's version is the party's word.
    ("Police version: nine farmers were killed.", ["Police"]),
    ("Short version: nine farmers were killed.", []),
    # A list between semicolons gives each number to the body that leads it; ages make no speaker.
    (
        "Killed: the committee, 28 farmers; the state news agency, 27; the hospital of the Sisters, 24.",
        ["the committee", "the state news agency", "the hospital of the Sisters"],
    ),
    ("The mayor, nine farmers killed; the bishop, fourteen killed.", ["The mayor", "the bishop"]),
    ("Killed in the raid: the mayor, 50; the priest, 61; a farmer, 9.", []),
    # Papers and registers show and list.
    ("Nine farmers are missing, police records show.", ["police records"]),
    ("An internal memo lists nine farmers killed.", ["An internal memo"]),
    ("The display shows nine farmers.", []),
    ("Villagers insist that nine farmers were killed.", ["Villagers"]),
    ("Railway officials maintained the toll was nine killed.", ["Railway officials"]),
    ("Railway officials maintained the bridge. Nine farmers were killed.", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_who_speaks(text: str, wanted: list[str]) -> None:
    found = attribute(annotated(text))
    assert list(dict.fromkeys(a.claimants[0].words for a in found if a.claimants)) == wanted


def test_what_a_bracket_names_is_the_number_before_it() -> None:
    text = "Killed were 15 farmers (the Red Cross) or 10 (the barracks command)."
    first, second = attribute(annotated(text))
    assert first.span.of(text).endswith("15 farmers (the Red Cross)")
    assert second.span.of(text).lstrip(" or") == "10 (the barracks command)"


def test_a_semicolon_parts_the_words_of_two_who_speak() -> None:
    text = "The Ridge Guard says four of its men are held; the Northern Army says two farmers were killed."
    first, second = attribute(annotated(text))
    assert "two farmers" not in first.span.of(text)
    assert second.span.of(text).startswith("the Northern Army")


def test_a_semicolon_does_not_end_the_words_of_one_who_alone_speaks() -> None:
    text = "The ministry said four farmers were killed; nine were wounded."
    (found,) = attribute(annotated(text))
    assert "nine were wounded" in found.span.of(text)


def test_a_text_of_very_many_dots_and_dashes_is_read_in_time() -> None:
    text = "a.-" * 20_000 + "'s count is 9 killed: " + "x (" * 2_000
    assert attribute(annotated(text)) is not None
