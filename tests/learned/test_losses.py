"""Losses: whose they are, by the words for the loss, the words of the figure, or the one army named."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.forces import force, named_force
from tollbook.learned.losses import own_losses
from tollbook.model.provenance import Basis, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text


def read(words: str, figure: str) -> tuple[Text, Span]:
    text: Text = Reader().seen(report(words))[0].text
    start = text.report.text.index(figure)
    return text, Span(start, start + len(figure))


def party(words: str, figure: str, speaker: str) -> str | None:
    text, span = read(words, figure)
    at = text.report.text.index(speaker)
    said = text.stamp().source(
        Actor(name=speaker, label=speaker), Span(at, at + len(speaker)), rule="test", basis=Basis.STATED
    )
    found = own_losses(text, span, [said])
    return found.words if found else None


@pytest.mark.parametrize(
    ("words", "figure", "speaker", "whose"),
    [
        (
            "The Steppe Council put its losses at nine killed.",
            "nine",
            "The Steppe Council",
            "Steppe Council",
        ),
        ("The Steppe Council put army losses at nine killed.", "nine", "The Steppe Council", None),
        ("A spokesman for the Azawad Front put its losses at four.", "four", "A spokesman", "Azawad Front"),
        ("The army said it lost two men at Orsk.", "two men", "The army", "army"),
        ("The army said it killed nine and captured two men.", "two men", "The army", None),
        ("The rebels beat the army, which had lost four men.", "four men", "The rebels", None),
        ("The army had lost four men, said the rebels.", "four men", "the rebels", "army"),
        ("The Ridge Council said eleven of ours fell.", "eleven", "The Ridge Council", "Ridge Council"),
        ("The Ridge Council said eleven of them fell.", "eleven", "The Ridge Council", None),
        ("The Steppe Council admits the loss of six men.", "six men", "The Steppe Council", "Steppe Council"),
        (
            "The Steppe Council said it took the hill for the loss of one fighter.",
            "one fighter",
            "The Steppe Council",
            "Steppe Council",
        ),
        (
            "The army took the hill at the cost of 27 men, the Steppe Council said.",
            "27 men",
            "the Steppe Council",
            None,
        ),
        (
            "The Steppe Council said the army took it at the cost of 27 men.",
            "27 men",
            "The Steppe Council",
            None,
        ),
        (
            "The Steppe Council said its men had killed 19 soldiers for the loss of one fighter.",
            "one fighter",
            "The Steppe Council",
            "Steppe Council",
        ),
        (
            "The Steppe Council said the opponent took it at the cost of 27 men.",
            "27 men",
            "The Steppe Council",
            None,
        ),
        ("The Steppe Council blamed him for the loss of 27 men.", "27 men", "The Steppe Council", None),
        (
            "The Steppe Council said it came at the cost of four hostages.",
            "four hostages",
            "The Steppe Council",
            None,
        ),
        ("The Steppe Council deplored the loss of 18 lives.", "18 lives", "The Steppe Council", None),
        ("The Steppe Council inflicted on it a loss of 18 men.", "18 men", "The Steppe Council", None),
        ("Residents put their own dead at nine.", "nine", "Residents", None),
        # Two unknown names without a word for a body may be a person.
        ("We lost two, said Fatima Noor of Sake.", "two", "Fatima Noor", None),
        ("The army lost nine men and the rebels lost four.", "four", "The army", "rebels"),
        ("The army lost the town in which thirty people died.", "thirty people", "The army", None),
    ],
)
def test_a_loss_is_whose_the_words_say(words: str, figure: str, speaker: str, whose: str | None) -> None:
    assert party(words, figure, speaker) == whose


@pytest.mark.parametrize(
    ("words", "figure", "named"),
    [
        ("The army fought all day. Nine soldiers were killed.", "Nine soldiers", "army"),
        ("The Turkish army fought the Syrian army. Nine soldiers were killed.", "Nine soldiers", None),
        ("The army fought all day. Nine soldiers of both sides were killed.", "Nine soldiers", None),
        ("Nine soldiers were killed. The US military condemned the attack.", "Nine soldiers", None),
        ("Rebels killed nine peacekeepers' interpreters.", "nine peacekeepers", None),
        ("The army fought all day. Nine policemen were killed.", "Nine policemen", None),
        ("The army fought all day. Nine soldiers and guides were killed.", "Nine soldiers and guides", None),
    ],
)
def test_soldiers_are_those_of_the_one_army_named(words: str, figure: str, named: str | None) -> None:
    found = force(*read(words, figure))
    assert (found.words.removeprefix("The ") if found else None) == named


@pytest.mark.parametrize(
    ("words", "figure", "named"),
    [
        ("Nine gendarmes were killed.", "Nine gendarmes", "gendarmes"),
        ("Nine soldiers were killed.", "Nine soldiers", None),
        ("Nine pirates were killed.", "Nine pirates", None),
    ],
)
def test_a_force_is_named_by_its_own_people(words: str, figure: str, named: str | None) -> None:
    found = named_force(*read(words, figure))
    assert (found.words if found else None) == named
