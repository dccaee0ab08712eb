"""Marks on the text: whatever overlaps, the text itself stays whole."""

from datetime import date

import msgspec
import pytest
from example_reading import DISPATCH, dispatch
from example_strangers import arabic, hostile
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading
from tollbook.publish.marks import marks, paragraphs

KINDS = [MentionKind.ACTOR, MentionKind.PLACE, MentionKind.DATE, MentionKind.EVENT]


def shown(reading: Reading) -> list[str]:
    return ["".join(segment.text for segment in p.segments) for p in paragraphs(reading)]


@pytest.mark.parametrize("reading", [dispatch(), arabic(), hostile()])
def test_the_segments_joined_are_the_text_without_blank_lines(reading: Reading) -> None:
    assert "".join(shown(reading)) == reading.report.text.replace("\n\n", "")


def test_a_text_of_six_paragraphs_is_shown_as_six_with_the_title_marked() -> None:
    found = paragraphs(dispatch())
    assert [p.head for p in found] == [True, False, False, False, False, False]
    assert found[0].segments[0].text == "Shells hit "


def segment_with(words: str) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [
        (s.text, s.kinds, s.own, s.used)
        for p in paragraphs(dispatch())
        for s in p.segments
        if words in s.text
    ]


def test_a_loaded_word_inside_a_figure_is_drawn_as_both() -> None:
    assert segment_with("terrorists")[0] == ("terrorists", ("figure", "loaded"), "W1 F2 C1", "")


def test_a_claimant_is_linked_to_every_card_that_rests_on_its_word() -> None:
    [(_, kinds, own, used)] = segment_with("Orlan Monitoring Group")
    assert (kinds, own) == (("claimant",), "")
    assert used == "F2 F3 F4 F5 F6 C1 C2"


def test_a_place_used_by_many_cards_is_one_mark() -> None:
    text = [m.span.of(DISPATCH) for m in marks(dispatch()) if m.kind == "place"]
    assert text.count("northern Orlan Province") == 1


def test_every_card_has_exactly_one_tag_in_the_text() -> None:
    ending = [m.own for p in paragraphs(dispatch()) for s in p.segments for m in s.ending if m.own]
    expected = [f"F{n}" for n in range(1, 13)] + [f"C{n}" for n in range(1, 8)] + ["W1", "W2", "W3"]
    assert sorted(ending) == sorted(expected)


spans = st.tuples(st.integers(0, len(DISPATCH) - 1), st.integers(1, 80), st.sampled_from(KINDS))


@given(st.lists(spans, max_size=30))
def test_no_set_of_marks_loses_a_character(found: list[tuple[int, int, MentionKind]]) -> None:
    mentions = tuple(
        Mention(kind=kind, span=Span(start, min(start + size, len(DISPATCH))), words="w", rule="r")
        for start, size, kind in found
    )
    reading = msgspec.structs.replace(dispatch(), mentions=mentions)
    assert "".join(shown(reading)) == DISPATCH.replace("\n\n", "")
    tags = [m for p in paragraphs(reading) for s in p.segments for m in s.ending]
    assert len(tags) == len(set(tags))


def test_ten_thousand_marks_are_cut_without_trouble() -> None:
    text = "3 died. " * 10_000
    report = msgspec.structs.replace(dispatch().report, text=text, head=None)
    mentions = tuple(
        Mention(kind=MentionKind.PLACE, span=Span(n * 8, n * 8 + 1), words="3", rule="r")
        for n in range(10_000)
    )
    reading = msgspec.structs.replace(
        dispatch(), report=report, mentions=mentions, figures=(), claims=(), loaded=()
    )
    assert sum(bool(s.marks) for p in paragraphs(reading) for s in p.segments) == 10_000
    assert report.date == date(2031, 3, 14)
