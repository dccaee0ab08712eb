"""Doubt and denial: how each figure of a text is put, in text order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_texts import annotated, reading, report
from tollbook import Reader
from tollbook.model.figure import Stance
from tollbook.qualify.hedging import qualifiers

SAID, DOUBT, DENIED = Stance.ASSERTED, Stance.DOUBTED, Stance.DENIED


def stances(text: str, title: str = "") -> tuple[Stance, ...]:
    return tuple(figure.stance.value for figure in reading(text, title=title).figures)


CASES: list[tuple[str, tuple[Stance, ...]]] = [
    ("Reports that nine farmers had been killed were false; two were hurt.", (DENIED, SAID)),
    ("The charge was false, but nine farmers were killed.", (SAID,)),
    # What is called wrong is something else about people who are dead.
    ("A claim that the 12 dead were rebels was false.", (SAID,)),
    ("Accounts of how nine farmers were killed were wrong.", (SAID,)),
    ("A report on the killing of 14 villagers was wrong.", (SAID,)),
    ("The news that 14 villagers had died was wrong about the date.", (SAID,)),
    ("A statement that 12 miners had died was wrong in one point.", (SAID,)),
    ("Claims by the army that 12 miners had died were false.", (DENIED,)),
    ("The army denied that nine farmers were killed and said two soldiers were killed.", (DENIED, SAID)),
    ("We reported that nine farmers were killed; that figure was wrong.", (DENIED,)),
    ("Nine rebels were killed; people say 40 farmers are dead, that is not confirmed.", (SAID, DOUBT)),
    ("The ministry neither confirmed nor denied that nine soldiers had been captured.", (DOUBT,)),
    ("The army denied killing nine farmers, saying that two soldiers were killed.", (DENIED, SAID)),
    ("Two farmers were killed.", (SAID,)),
    ("Two farmers were reportedly killed.", (DOUBT,)),
    ("Two farmers reportedly died.", (DOUBT,)),
    ("Two farmers and a nurse were reportedly killed.", (DOUBT, DOUBT)),
    ("Reportedly, two farmers were killed.", (DOUBT,)),
    ("The army allegedly killed two farmers.", (DOUBT,)),
    ("The army killed nine rebels and reportedly wounded two farmers.", (SAID, DOUBT)),
    ("Nine rebels were killed and two farmers were reportedly wounded.", (SAID, DOUBT)),
    ("Nine rebels were killed, and reportedly two farmers were wounded.", (SAID, DOUBT)),
    ("Nine rebels died and two farmers were reportedly wounded.", (SAID, DOUBT)),
    ("Nine rebels were killed while two farmers were reportedly wounded.", (SAID, DOUBT)),
    ("Two farmers were reportedly wounded. Nine rebels were killed.", (DOUBT, SAID)),
    # Doubt about the doer is no doubt about the harm.
    ("Two farmers were killed, allegedly by the army.", (SAID,)),
    ("Two farmers were killed in an attack allegedly carried out by rebels.", (SAID,)),
    ("Two farmers were killed in an attack reportedly staged by rebels.", (SAID,)),
    ("An attack believed to have been carried out by rebels left two farmers dead.", (SAID,)),
    ("Gunmen believed to be rebels fired on the market and killed two farmers.", (SAID,)),
    ("Jets thought to be foreign struck the village, where two farmers were killed.", (SAID,)),
    ("The blast, which is believed to be an accident, killed two farmers.", (SAID,)),
    ("Two farmers are still believed to be missing.", (DOUBT,)),
    ("The attackers, who were believed to be members of a militia, killed two farmers.", (SAID,)),
    ("The fire, which is believed to have been caused by a gas leak, killed two farmers.", (SAID,)),
    ("The driver is believed to have fallen asleep before the crash that killed two farmers.", (SAID,)),
    ("Two farmers have died of what is believed to be cholera.", (SAID,)),
    ("There were reports of an attack in which two farmers were killed.", (DOUBT,)),
    ("The ministry could not confirm reports of an attack that killed two farmers.", (DOUBT,)),
    ("Reports that two farmers were killed could not be independently verified by Lanner News.", (DOUBT,)),
    ("The army reportedly dropped barrel bombs on the market, killing two farmers.", (DOUBT,)),
    ("Gunmen allegedly launched an attack that killed two farmers.", (DOUBT,)),
    ("Perhaps from 20 to 30 farmers were killed.", (DOUBT,)),
    # Doubt about the harm in other words.
    ("There were unconfirmed reports that two farmers were killed.", (DOUBT,)),
    ("There were reports of two farmers killed.", (DOUBT,)),
    ("The ministry confirmed that two farmers were killed.", (SAID,)),
    ("The ministry reported that two farmers were killed.", (SAID,)),
    ("It is believed that two farmers were killed.", (DOUBT,)),
    ("Two farmers are feared dead.", (DOUBT,)),
    ("Two farmers are believed to have been killed.", (DOUBT,)),
    ("It could not be confirmed that two farmers were killed, but nine rebels died.", (DOUBT, SAID)),
    ("Nine rebels died, but it could not be confirmed that two farmers were killed.", (SAID, DOUBT)),
    # Denial.
    ("The army denied that two farmers were killed.", (DENIED,)),
    ("The army denied reports that two farmers were killed.", (DENIED,)),
    ("The army rejected the report that two farmers were killed.", (DENIED,)),
    ("The army dismissed claims that two farmers were killed.", (DENIED,)),
    ("It is untrue that two farmers were killed.", (DENIED,)),
    ("The army denied that two farmers were killed. Nine rebels died.", (DENIED, SAID)),
    ("Nine rebels died. The army denied that two farmers were killed.", (SAID, DENIED)),
    ("The army denied that two farmers were killed, but nine rebels died.", (DENIED, SAID)),
    ("The army, after denying that two farmers were killed, admitted that nine died.", (DENIED, SAID)),
    ("The army denied having killed two farmers.", (DENIED,)),
    ("He denied having planted the bomb that killed two farmers.", (SAID,)),
    ("The army denied any involvement in the attack that killed two farmers.", (SAID,)),
    ("The army denied having any part in the attack that killed two farmers.", (SAID,)),
    ("The army denied that two farmers were killed and admitted that nine died.", (DENIED, SAID)),
    ("The army denied responsibility. Two farmers were killed.", (SAID,)),
]

BELIEVED = [
    ("Rescuers looked for two farmers believed to have been killed.", True),
    ("Rescuers looked for two farmers believed to be dead.", True),
    ("Rescuers looked for two farmers thought to be alive under the rubble.", True),
    ("They looked for nine men believed to have frozen to death.", True),
    ("The death toll, believed to be 50, may rise.", True),
    ("The death toll, believed to be at least seventeen, may rise.", True),
    ("Gunmen believed to be members of a militia fired at the market, and two farmers are dead.", False),
    ("The sailors, presumed to have drowned, were named.", True),
    ("A man thought to have driven the car was held, and two farmers are dead.", False),
]

HEADLINES: list[tuple[str, tuple[Stance, ...]]] = [
    ("Two farmers reportedly killed in shelling", (DOUBT,)),
    ("Two farmers feared dead in shelling", (DOUBT,)),
    ("Two farmers killed in shelling", (SAID,)),
    ("Army denies that two farmers were killed", (DENIED,)),
    ("Army denies killing two farmers", (DENIED,)),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_how_figures_are_put(text: str, wanted: tuple[Stance, ...]) -> None:
    assert stances(text) == wanted


@pytest.mark.parametrize(("title", "wanted"), HEADLINES)
def test_how_headlines_are_put(title: str, wanted: tuple[Stance, ...]) -> None:
    assert stances("Smoke stood over the town.", title) == wanted


def test_a_denial_names_who_denies() -> None:
    (figure,) = reading("The army denied that two farmers were killed.").figures
    assert [claimant.words for claimant in figure.claimants] == ["The army"]
    assert (figure.stance.words, figure.stance.provenance.rule) == ("denied that", "qualifier.deny.that")


def test_a_qualifier_names_its_words_and_its_rule() -> None:
    text = annotated("It rained. Two guards and a cook were reportedly hurt; nobody died.")
    (found,) = qualifiers(text)
    assert found.cue.of(text.report.text) == "reportedly"
    assert found.span.of(text.report.text) == "Two guards and a cook were reportedly hurt"
    assert (found.stance, found.rule) == (DOUBT, "qualifier.reportedly")


PIECES = st.sampled_from(
    [
        "two guards",
        "were",
        "reportedly",
        "killed",
        "and",
        ",",
        ";",
        "but",
        "denied that",
        "feared dead",
        "by rebels",
        ".",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=14))
def test_a_reach_holds_its_cue_and_lies_in_one_sentence(pieces: list[str]) -> None:
    text = annotated(" ".join(pieces))
    for found in qualifiers(text):
        assert found.span.holds(found.cue)
        assert any(sentence.span.holds(found.span) for sentence in text.sentences)


@pytest.mark.parametrize(("text", "wanted"), BELIEVED)
def test_what_is_believed_of_those_harmed_is_doubt_and_of_others_is_none(text: str, wanted: bool) -> None:
    page = Reader(rules_only=True).seen(report(text))[0]
    assert bool(qualifiers(page.text)) is wanted
