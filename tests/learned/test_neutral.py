"""Reports are read in neutral words, and everything that was read points to the words as written."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook
from flow_texts import reader, reading, report
from tollbook.learned.neutral import moved
from tollbook.model.figure import Figure
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reading import Reading

LOADED = (
    "MARRUN - Regime warplanes bombed the town of Sarmin on Friday and martyred nine civilians, the Marrun "
    "Watch said. Terrorists killed three soldiers near the bridge. The regime denied that it was behind the "
    "massacre."
)


def everything(value: object) -> list[Sourced[object]]:
    """Give every sourced value anywhere in `value`."""
    if isinstance(value, Sourced):
        return [value]
    if isinstance(value, msgspec.Struct):
        value = tuple(getattr(value, name) for name in value.__struct_fields__)
    return [found for item in value for found in everything(item)] if isinstance(value, tuple) else []


def told(one: Reading) -> list[tuple[str, ...]]:
    """Say what each claim holds, without words and characters."""
    out = []
    for claim in one.claims:
        event = claim.event.value if claim.event else ""
        who = [party.value.label for party in (claim.initiator, claim.target) if party]
        out.append((claim.kind.value, event, claim.stance.value.value, *who, str(len(claim.figures))))
    return out


def test_the_text_itself_is_kept_as_written() -> None:
    assert "Terrorists" in reading(LOADED).report.text


def test_every_value_of_figures_and_claims_quotes_the_words_as_written() -> None:
    found = reading(LOADED)
    values = [*everything(found.figures), *everything(found.claims)]
    assert len(values) > 20
    for value in values:
        span = value.provenance.span
        assert span is None or value.words == span.of(LOADED)
    quotes = [figure.quote for figure in found.figures] + [claim.quote for claim in found.claims]
    assert all(quote.exact in LOADED for quote in quotes)


def test_mentions_are_named_by_the_words_as_written() -> None:
    for mention in reading(LOADED).mentions:
        assert mention.words == mention.span.of(LOADED)
        assert mention.actor is None or mention.actor.name in LOADED


def test_claims_are_the_same_when_loaded_words_are_swapped() -> None:
    plain, moves = tollbook.swap(LOADED)
    assert len(moves) >= 4
    assert told(reading(plain)) == told(reading(LOADED)) != []


def test_loaded_words_are_still_found_with_who_uses_them() -> None:
    words = [use.words for use in reading(LOADED).loaded]
    assert {"Terrorists", "martyred", "massacre"} <= set(words)


def test_claims_name_the_figures_of_the_reading() -> None:
    found = reading(LOADED)
    named = [figure for claim in found.claims for figure in claim.figures]
    assert sorted(named) == sorted(figure.id for figure in found.figures) != []


def test_the_encoder_and_its_training_are_given_the_neutral_text() -> None:
    page, moves = reader().seen(report("Nine terrorists were killed."))
    assert page.text.report.text == "Nine fighters were killed."
    assert moves == [(Span(5, 15), Span(5, 13))]


def test_parts_keep_their_whole() -> None:
    found = reading("Nine terrorists were martyred, among them three women, the Marrun Watch said.")
    parts = [figure for figure in found.figures if figure.part_of]
    assert parts
    assert _ids(found.figures) >= {part.part_of for part in parts}


def _ids(figures: tuple[Figure, ...]) -> set[str | None]:
    return {figure.id for figure in figures}


@st.composite
def swaps(draw: st.DrawFn) -> list[tuple[Span, Span]]:
    """Draw loaded words of a text, with where their neutral ones stand."""
    at = there = 0
    out = []
    for _ in range(draw(st.integers(0, 5))):
        gap = draw(st.integers(1, 6))
        here, new = draw(st.integers(1, 9)), draw(st.integers(1, 9))
        at, there = at + gap, there + gap
        out.append((Span(at, at + here), Span(there, there + new)))
        at, there = at + here, there + new
    return out


@given(swaps(), st.integers(0, 60), st.integers(1, 20))
def test_carried_there_and_back_a_span_holds_itself(
    moves: list[tuple[Span, Span]], start: int, length: int
) -> None:
    span = Span(start, start + length)
    back = [(new, old) for old, new in moves]
    again = moved(moved(span, moves), back)
    assert again.holds(span)
    whole = [old for old, _ in moves if old.overlaps(span)]
    assert again.start == min([span.start, *(old.start for old in whole)])
    assert again.end == max([span.end, *(old.end for old in whole)])


@pytest.mark.parametrize(("before", "after"), [(Span(0, 4), Span(0, 4)), (Span(15, 20), Span(13, 18))])
def test_a_span_outside_of_swapped_words_is_only_shifted(before: Span, after: Span) -> None:
    assert moved(before, [(Span(5, 15), Span(5, 13))]) == after
