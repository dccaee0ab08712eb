"""Of the places in a sentence, those where the event happened are chosen; often none is."""

import pytest

from tollbook import Reader
from tollbook.extract.event_place_candidates import NAME_RULE
from tollbook.model.provenance import Span
from tollbook.model.report import Report
from tollbook.resolve.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def reader(gazetteer: Gazetteer) -> Reader:
    return Reader()


def places(reader: Reader, sentence: str, word: str) -> list[str]:
    """Give the places of the event that `word` tells of."""
    start = sentence.index(word)
    report = Report(id="r", capture="0", source="wire", text=sentence, language="en")
    return [place.words for place, _ in reader.event_places(report, Span(start, start + len(word)))]


@pytest.mark.parametrize(
    ("sentence", "word", "wanted"),
    [
        ("Gunmen shot two guards in Homs on Friday.", "shot", ["Homs"]),
        ("In Homs, gunmen shot two guards on Friday.", "shot", ["Homs"]),
        ("The two guards were shot on Friday.", "shot", []),
        ("Rebels captured Palmyra after a long siege.", "captured", ["Palmyra"]),
        ("Soldiers killed a farmer near Mosul, a spokesman said in Geneva.", "killed", ["Mosul"]),
        ("Bombers from Grozny attacked the convoy, Interfax said.", "attacked", []),
    ],
)
def test_the_place_of_the_event_is_told_from_other_places(
    reader: Reader, sentence: str, word: str, wanted: list[str]
) -> None:
    assert places(reader, sentence, word) == wanted


def test_a_name_that_no_rule_takes_for_a_place_may_be_the_events(reader: Reader) -> None:
    sentence = "Militants attacked Velm Tarno on Friday."
    start = sentence.index("attacked")
    report = Report(id="r", capture="0", source="wire", text=sentence, language="en")
    found = reader.event_places(report, Span(start, start + len("attacked")))
    assert [(place.words, place.rule) for place, _ in found] == [("Velm Tarno", NAME_RULE)]


def test_a_day_or_the_source_of_the_news_is_no_place_of_the_event(reader: Reader) -> None:
    assert places(reader, "Gunmen shot two guards on Friday, the Velm Monitor said.", "shot") == []


def test_a_place_of_another_sentence_is_not_the_events(reader: Reader) -> None:
    assert places(reader, "He came from Homs. Two guards were shot on Friday.", "shot") == []


def test_probabilities_fall(reader: Reader) -> None:
    sentence = "Crowds marched in Nablus, Hebron and Jenin on Friday."
    report = Report(id="r", capture="0", source="wire", text=sentence, language="en")
    scores = [score for _, score in reader.event_places(report, Span(7, 14))]
    assert scores
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
