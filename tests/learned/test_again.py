"""Again: 'the four' are dated by the four that were told of before."""

import msgspec
import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.again import told_again
from tollbook.model.figure import Figure, Scope
from tollbook.model.provenance import Basis
from tollbook.model.text import Text

SAID = (
    "Shells killed four people in Orsk on Monday. On Friday the army denied that it killed the four people."
)


def told(words: str) -> tuple[Text, list[Figure]]:
    page = Reader(rules_only=True).seen(report(words))[0]
    stamp = page.text.stamp()
    figures = [ruled.figure for ruled in page.ruled]
    scopes = [stamp.source(Scope.INCIDENT, f.span, rule="x", basis=Basis.INFERRED) for f in figures]
    return page.text, [msgspec.structs.replace(f, scope=s) for f, s in zip(figures, scopes, strict=True)]


def test_the_same_people_told_of_again_have_their_days() -> None:
    text, (first, second) = told(SAID.replace("On Friday the", "The"))
    assert first.when
    _, again = told_again(text, [first, msgspec.structs.replace(second, when=None)])
    assert again.when
    assert again.when.value == first.when.value
    assert again.when.basis is Basis.INFERRED
    assert again.when.note == "the same people as told of before: four people"


@pytest.mark.parametrize(
    "words",
    [
        SAID.replace("the four", "four other"),
        SAID.replace("killed the four", "killed the five"),
        SAID.replace("killed the four", "wounded the four"),
    ],
)
def test_other_people_keep_their_days(words: str) -> None:
    text, (first, second) = told(words)
    bare = msgspec.structs.replace(second, when=None)
    assert told_again(text, [first, bare])[1].when is None


def test_a_day_of_the_own_sentence_stays() -> None:
    text, (first, second) = told(
        "Shells killed four people in Orsk on Monday. A raid on Friday killed the four people."
    )
    assert second.when
    assert second.when.words == "Friday"
    assert told_again(text, [first, second])[1].when == second.when


def test_a_bare_number_of_the_headline_has_the_party_that_is_told_later() -> None:
    text = (
        "Attack on oil field kills 30, monitor says.\n\nFighters of the Front hit a gas field on Friday, "
        "killing at least 30 pro-regime gunmen, a monitor said."
    )
    figures = Reader().read(report(text)).figures
    assert {f.side.words if f.side else None for f in figures} == {"pro-regime gunmen"}


@pytest.mark.parametrize(
    "text",
    [
        "Two Palestinians were killed on Friday in Gaza City. Two Hamas fighters were killed in a separate "
        "strike in Rafah.",
        "Two people were killed on Friday. Two Hamas fighters were killed in a separate strike.",
        "Three people were killed on Monday. In a raid on Thursday three rebels were killed.",
        "Ten people drowned off Libya on Friday. Ten Libyan coast guards were killed in May.",
        "Nine people were killed in Donetsk. Ukraine said it had killed nine Russian soldiers nearby.",
    ],
)
def test_an_equal_number_of_another_event_says_nothing_of_whose_the_first_are(text: str) -> None:
    assert Reader().read(report(text)).figures[0].side is None


def test_a_number_of_a_headline_with_who_tells_it_has_the_party_that_is_told_later() -> None:
    text = (
        "Front attack on oil field kills 30 Monitor\n\nFighters of the Front hit a gas field on Friday, "
        "killing at least 30 pro-regime gunmen, a monitoring group said."
    )
    figures = Reader().read(report(text)).figures
    assert {f.side.words if f.side else None for f in figures} == {"pro-regime gunmen"}
