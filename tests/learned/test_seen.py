"""Seen: what the encoder is told of a text - words in neutral form, flags of what the rules found."""

import itertools

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.encoder import gated
from tollbook.learned.flags import FLAGS, TELLS
from tollbook.learned.pieces import Pieces, windows
from tollbook.learned.seen import Seen
from tollbook.model.provenance import Span


def page(text: str) -> Seen:
    return Reader(rules_only=True).seen(report(text))[0]


def flags(seen: Seen, word: str) -> set[str]:
    n = next(n for n, span in enumerate(seen.spans) if span.of(seen.text.report.text) == word)
    return {FLAGS[flag] for flag in seen.flags[n]}


@pytest.mark.parametrize(
    ("loaded", "neutral"),
    [
        ("Nine terrorists were killed at the bridge.", "Nine fighters were killed at the bridge."),
        ("Nine residents were martyred at the bridge.", "Nine residents were killed at the bridge."),
    ],
)
def test_a_loaded_word_and_its_neutral_one_are_the_same_to_the_encoder(loaded: str, neutral: str) -> None:
    pieces = Pieces()
    one, other = page(loaded), page(neutral)
    assert one.told == other.told
    assert pieces.of(one.told) == pieces.of(other.told)


def test_a_number_a_harm_and_a_person_are_flagged() -> None:
    seen = page("Twelve villagers were wounded near Salma.")
    assert "quantity.first" in flags(seen, "Twelve")
    assert "person.civilian" in flags(seen, "villagers")
    assert "harm.injured" in flags(seen, "wounded")
    assert "figure.injured.first" in flags(seen, "Twelve")


def test_a_span_that_touches_a_word_holds_it() -> None:
    seen = page("Twelve villagers were wounded.")
    assert seen.words(Span(0, 6)) == (0, 0)
    assert seen.words(Span(3, 12)) == (0, 1)
    assert seen.words(Span(6, 7)) is None


def test_what_the_rules_say_of_a_figure_is_told() -> None:
    seen = page("Twelve villagers were reportedly wounded.")
    ruled = seen.ruled[0]
    told = {TELLS[n] for n in seen.tells(ruled.words, ruled)}
    assert {"ruled", "status.civilian", "stance.doubted", "scope.incident"} <= told


def test_windows_hold_every_word_and_share_some() -> None:
    found = list(windows([3] * 400, size=448, overlap=128))
    held = {n for start, stop in found for n in range(start, stop)}
    assert held == set(range(400))
    assert all(after[0] < before[1] for before, after in itertools.pairwise(found))


def test_a_word_longer_than_a_window_stands_alone_and_ends() -> None:
    assert next(iter(windows([900, 1], size=448, overlap=128))) == (0, 1)


def test_sentences_far_from_any_harm_are_not_shown_to_the_encoder() -> None:
    seen = page("Nine villagers were killed. " + "Rain fell on the hills. " * 9)
    shown = gated(seen)
    assert shown[:4] == ["Nine", "villagers", "were", "killed"]
    assert shown.count("Rain") == 2
    assert len(shown) == len(seen.told)
