"""Accusations and denials: who accuses whom of what, who denies what, and what only sounds like it."""

import pytest
from claim_texts import claims_of, of_kind, only

from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Stance


@pytest.mark.parametrize(
    ("text", "accuser", "accused", "about"),
    [
        (
            "Norvania has repeatedly accused Khedria and its neighbours of arming rebel groups to weaken it.",
            "Norvania",
            "Khedria and its neighbours",
            "arming rebel groups to weaken it",
        ),
        (
            "The ministry summoned the envoy, accusing Khedria of backing the Reed Front.",
            "The ministry",
            "Khedria",
            "backing the Reed Front",
        ),
        (
            "The Khedrian army was accused by villagers of burning homes in Kupolsk.",
            "villagers",
            "The Khedrian army",
            "burning homes in Kupolsk",
        ),
        (
            "Opposition leaders blamed the junta for the deaths of 14 miners at Varga.",
            "Opposition leaders",
            "the junta",
            "the deaths of 14 miners at Varga",
        ),
        (
            "The governor blamed the ambush on the Dawn Legion.",
            "The governor",
            "the Dawn Legion",
            "the ambush",
        ),
        (
            "The interior minister said the Reed Front was behind the bombing in Gorodi.",
            "The interior minister",
            "the Reed Front",
            "the bombing in Gorodi",
        ),
        (
            "Families held the Sudari army responsible for the disappearance of nine teachers.",
            "Families",
            "the Sudari army",
            "the disappearance of nine teachers",
        ),
        (
            "The Lake Union pointed the finger at Norvania for the attack on its convoy.",
            "The Lake Union",
            "Norvania",
            "the attack on its convoy",
        ),
        (
            "A drone attack blamed on the Reed Front killed two guards in Orsk.",
            None,
            "the Reed Front",
            "A drone attack",
        ),
    ],
)
def test_an_accusation_keeps_accuser_accused_and_words(
    text: str, accuser: str | None, accused: str, about: str
) -> None:
    claim = only(text, ClaimKind.ACCUSATION)
    assert (claim.initiator.words if claim.initiator else None) == accuser
    assert claim.target
    assert claim.target.words == accused
    assert claim.about
    assert claim.about.words == about
    assert [c.words for c in claim.claimants][:1] == ([accuser] if accuser else [])


@pytest.mark.parametrize(
    "text",
    [
        "The accused appeared in court on Tuesday.",
        "Nobody is to blame, the mayor said.",
        "The agency is responsible for the coordination of aid.",
        "The bus stood behind the house.",
        "The union condemned the killing.",
        "No one was behind the wheel.",
        "The battery was charged.",
        "The trainer faulted nobody.",
        "The minister condemned the crime and stressed that the blood of the dead would not be in vain.",
        "Nobody gave us an order to accuse them of looting.",
        "The envoy could blame the junta for the fire.",
    ],
)
def test_what_only_sounds_like_an_accusation_is_none(text: str) -> None:
    assert of_kind(text, ClaimKind.ACCUSATION) == []


def test_what_is_joined_by_and_is_no_part_of_the_words() -> None:
    claim = only(
        "The Dawn Legion denied that it shelled Bor and accused Norvania of lying.", ClaimKind.DENIAL
    )
    assert claim.about
    assert claim.about.words == "that it shelled Bor"


def test_the_speaker_at_the_end_is_no_part_of_the_words_even_without_commas() -> None:
    claim = only(
        "Norvania accused the Reed Front of an attack on Bor the Delta Monitor said on Tuesday",
        ClaimKind.ACCUSATION,
    )
    assert claim.about
    assert claim.about.words == "an attack on Bor"


def test_claims_rejected_as_baseless_are_denied_once() -> None:
    claim = only("Norvania rejected the claims as baseless.", ClaimKind.DENIAL)
    assert claim.about
    assert claim.about.words == "the claims as baseless"


def test_the_day_of_a_denial_is_no_part_of_what_is_denied() -> None:
    claim = only("The Dawn Legion denied on Friday that it shelled Bor.", ClaimKind.DENIAL)
    assert claim.about
    assert claim.about.words == "that it shelled Bor"


def test_a_figure_inside_an_accusation_belongs_to_it_and_to_no_event() -> None:
    text = "Opposition leaders blamed the junta for the deaths of 14 miners at Varga."
    assert [len(c.figures) for c in claims_of(text)] == [1]


@pytest.mark.parametrize(
    ("text", "denier", "about"),
    [
        (
            "The Khedrian army denied targeting civilians in Tamaran.",
            "The Khedrian army",
            "targeting civilians in Tamaran",
        ),
        ("The Front denied this.", "The Front", "this"),
        (
            "A spokesman for the Lake Union rejected a report that its fighters had executed 11 prisoners.",
            "A spokesman for the Lake Union",
            "a report that its fighters had executed 11 prisoners",
        ),
        ("Norvania dismissed the allegations.", "Norvania", "the allegations"),
        (
            "The Dawn Legion denied responsibility for the attack in Bor.",
            "The Dawn Legion",
            "responsibility for the attack in Bor",
        ),
        (
            "The Sudari army has denied that its aircraft struck a school.",
            "The Sudari army",
            "that its aircraft struck a school",
        ),
        ("The governor disputed the figures.", "The governor", "the figures"),
        (
            "Reports of a chemical attack are baseless, the Sudari government said.",
            "the Sudari government",
            "Reports of a chemical attack",
        ),
    ],
)
def test_a_denial_keeps_who_denies_what(text: str, denier: str, about: str) -> None:
    claim = only(text, ClaimKind.DENIAL)
    assert claim.initiator
    assert claim.initiator.words == denier
    assert claim.about
    assert claim.about.words == about
    assert claim.stance.value is Stance.DENIED
    assert not of_kind(text, ClaimKind.EVENT)


@pytest.mark.parametrize(
    "text",
    [
        "Aid groups were denied access to the camp.",
        "The rebels rejected the ceasefire offer.",
        "The colonel was dismissed from his post.",
        "A dispute over land led to a brawl.",
        "The two sides dispute the border.",
        "The minister rejected calls to resign.",
        "Prisoners are denied medical care.",
        "The truth came out later.",
    ],
)
def test_a_refusal_is_no_denial(text: str) -> None:
    assert of_kind(text, ClaimKind.DENIAL) == []
