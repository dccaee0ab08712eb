"""Whose men: a party that tells of "its men" tells of its own dead."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.own import own_party
from tollbook.model.provenance import Basis, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text


def party(words: str, figure: str, speaker: str) -> str | None:
    text: Text = Reader().seen(report(words))[0].text
    at = text.report.text.index(speaker)
    said = text.stamp().source(
        Actor(name=speaker, label=speaker), Span(at, at + len(speaker)), rule="test", basis=Basis.STATED
    )
    start = text.report.text.index(figure)
    found = own_party(text, Span(start, start + len(figure)), [said])
    return found.value.name if found else None


@pytest.mark.parametrize(
    ("words", "figure", "speaker", "whose"),
    [
        ("The militia said two of its men were killed at Orsk.", "two of its men", "The militia", "militia"),
        ("The militia said two of the men were killed at Orsk.", "two of the men", "The militia", None),
        ("Kavarra said five of its members were killed.", "five", "Kavarra", "Kavarra"),
        ("Villagers said five of their men were killed.", "five of their men", "Villagers", None),
        ("The militia spoke. Two of its men were killed.", "Two of its men", "The militia", None),
        ("Anton Marek said eight of his men were killed.", "eight of his men", "Anton Marek", None),
    ],
)
def test_a_party_that_tells_of_its_men_is_their_side(
    words: str, figure: str, speaker: str, whose: str | None
) -> None:
    read = party(words, figure, speaker)
    assert (read and read.removeprefix("The ")) == whose
