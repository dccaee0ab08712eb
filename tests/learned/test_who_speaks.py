"""Who speaks, by rare verbs and by the name of a city, and whose losses a country's name tells of."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.model.figure import Figure


def _only(text: str) -> Figure:
    (figure,) = Reader().read(report(text)).figures
    return figure


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry is adamant that nine people died in Tull.", "The ministry"),
        ("The ministry has it that nine people died in Tull.", "The ministry"),
        ("The ministry put it at nine dead in Tull.", "The ministry"),
        ("The hospital counts 31 dead after the raid on Tull.", "The hospital"),
        ("The governor speaks of nine dead in Tull.", "The governor"),
        ("The mayor makes it nine dead in Tull.", "The mayor"),
        ("The hospital in Harim said nine people were killed in Tull.", "The hospital in Harim"),
    ],
)
def test_a_rare_verb_names_the_speaker_and_the_place_of_the_harm_stays(text: str, speaker: str) -> None:
    figure = _only(text)
    assert [who.words for who in figure.claimants] == [speaker]
    assert figure.place is not None
    assert figure.place.words == "Tull"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Damascus says 12 people were killed in the strike.", "Damascus"),
        ("Damascus puts the dead at nine.", "Damascus"),
        ("The Tull Gazette has nine dead.", "The Tull Gazette"),
    ],
)
def test_a_city_or_paper_that_speaks_is_no_place(text: str, speaker: str) -> None:
    figure = _only(text)
    assert [who.words for who in figure.claimants] == [speaker]
    assert figure.place is None


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Azerbaijan lost 12 soldiers in the fighting near Fizuli.", "Azerbaijan"),
        ("Syria lost nine soldiers on Monday.", "Syria"),
        ("Ukrainian losses stood at 31 dead, the ministry said.", "Ukrainian"),
    ],
)
def test_a_country_that_lost_soldiers_is_their_side(text: str, side: str) -> None:
    figure = _only(text)
    assert figure.side is not None
    assert figure.side.words == side
