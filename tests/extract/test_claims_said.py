"""Claims in words: claims of responsibility and descriptions, and what is none."""

import pytest
from claim_texts import of_kind, only

from tollbook.model.claim import ClaimKind


@pytest.mark.parametrize(
    ("text", "claimant", "about"),
    [
        (
            "The Reed Front claimed responsibility for the car bomb that killed six policemen in Orsk.",
            "The Reed Front",
            "the car bomb that killed six policemen in Orsk",
        ),
        (
            "The Dawn Legion said it had carried out the raid on the Almo barracks.",
            "The Dawn Legion",
            "the raid on the Almo barracks",
        ),
        ("The Red Kestrels took credit for the abduction.", "The Red Kestrels", "the abduction"),
        (
            "The Southern Column has claimed responsibility for Monday's blast.",
            "The Southern Column",
            "Monday's blast",
        ),
        ("The Lake Union claimed the attack.", "The Lake Union", "the attack"),
        (
            "The Mirasol navy took responsibility for the sinking of the ferry.",
            "The Mirasol navy",
            "the sinking of the ferry",
        ),
        (
            "Responsibility was claimed by the Red Kestrels.",
            "the Red Kestrels",
            None,
        ),
        (
            "The Reed Front later admitted carrying out the shelling of Weyla.",
            "The Reed Front",
            "the shelling of Weyla",
        ),
    ],
)
def test_a_claim_of_responsibility_keeps_who_and_for_what(
    text: str, claimant: str, about: str | None
) -> None:
    claim = only(text, ClaimKind.RESPONSIBILITY)
    assert claim.initiator
    assert claim.initiator.words == claimant
    assert (claim.about.words if claim.about else None) == about


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the blast.",
        "Nobody claimed responsibility.",
        "The Dawn Legion denied responsibility for the attack.",
        "The attack claimed the lives of nine villagers.",
        "The insurer took over the claims.",
        "The Reed Front has not claimed responsibility.",
        "The council said it had met on Monday.",
        "It is the responsibility of the state.",
    ],
)
def test_no_claim_of_responsibility_where_nobody_takes_it(text: str) -> None:
    assert of_kind(text, ClaimKind.RESPONSIBILITY) == []


@pytest.mark.parametrize(
    ("text", "speaker", "thing", "about"),
    [
        (
            'Khedrian army officers described the raid as "a limited police action" with light weapons.',
            "Khedrian army officers",
            "the raid",
            '"a limited police action" with light weapons',
        ),
        (
            'The bishop called the shelling "a crime against the poor".',
            "The bishop",
            "the shelling",
            '"a crime against the poor"',
        ),
        (
            "The junta labelled the attack an act of madness.",
            "The junta",
            "the attack",
            "an act of madness",
        ),
        (
            "The siege was described by the Delta Monitor as a collective punishment.",
            "the Delta Monitor",
            "The siege",
            "a collective punishment",
        ),
        (
            'Norvania branded the strike as "cowardly aggression".',
            "Norvania",
            "the strike",
            '"cowardly aggression"',
        ),
        (
            "The Lake Union hailed the capture of Bor as a turning point.",
            "The Lake Union",
            "the capture of Bor",
            "a turning point",
        ),
        (
            "Tamaran residents described the bombardment as the heaviest in a year.",
            "Tamaran residents",
            "the bombardment",
            "the heaviest in a year",
        ),
        (
            "The envoy called the killing a war crime.",
            "The envoy",
            "the killing",
            "a war crime",
        ),
    ],
)
def test_a_description_keeps_whose_words_of_what(text: str, speaker: str, thing: str, about: str) -> None:
    claim = only(text, ClaimKind.DESCRIPTION)
    assert claim.claimants[0].words == speaker
    assert claim.target
    assert claim.target.words == thing
    assert claim.about
    assert claim.about.words == about


def test_a_description_keeps_the_weapons_in_its_words() -> None:
    text = 'Norvanian army officers described the assault as "a raid" involving heavy and medium weaponry.'
    assert [w.value for w in only(text, ClaimKind.DESCRIPTION).weapons] == ["heavy and medium weapons"]


@pytest.mark.parametrize(
    "text",
    [
        "The Reed Front called for calm.",
        "The president described his childhood in Bor.",
        "The mayor called a meeting.",
        "The envoy called on both sides to stop.",
        "The ceasefire was called off.",
        "Rescuers received a phone call.",
        "The so-called front moved on.",
        "The army described the route.",
        'A listener called us from the street: "I have not found my sister."',
    ],
)
def test_calling_and_telling_are_no_descriptions(text: str) -> None:
    assert of_kind(text, ClaimKind.DESCRIPTION) == []
