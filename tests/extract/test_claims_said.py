"""Claims in words: accusations, denials, claims of responsibility, descriptions."""

import pytest
from claim_texts import claims_of, of_kind

from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Stance


def only(text: str, kind: ClaimKind) -> Claim:
    found = of_kind(text, kind)
    assert len(found) == 1, [c.quote.exact for c in claims_of(text)]
    return found[0]


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
