"""Sentences: where they end, what stands apart from them, and that no word is lost or read twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.sentences import MAX_SENTENCE, sentences
from tollbook.model.provenance import Span, Stamp
from tollbook.model.report import Report
from tollbook.model.text import Sentence, SentenceRole


def report(text: str, head: str = "", line: str = "", apart: tuple[str, ...] = ()) -> Report:
    """Make a report whose title, dateline and furniture are these words of its text."""

    def span(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words))

    stamp = Stamp(capture="0", text=text, knowledge="test")
    return Report(
        id="r",
        capture="0",
        source="test",
        text=text,
        head=span(head) if head else None,
        dateline=stamp.source(line, span(line), rule="test") if line else None,
        furniture=tuple(span(words) for words in apart),
    )


def cut(text: str) -> list[str]:
    return [s.span.of(text) for s in sentences(report(text))]


# A bar stands where a sentence ends.
@pytest.mark.parametrize(
    "marked",
    [
        "Two guards fell.| A nurse was hurt.",
        "Two guards fell!| A nurse was hurt.",
        "Did two guards fall?| Nobody knows.",
        "Two guards fell…| A nurse was hurt.",
        "Two guards fell\n\n|A nurse was hurt",
        "Two guards fell\nnear the mill.",
        'The mayor said: "Two guards fell."| A nurse was hurt.',
        "“Two guards fell.”| A nurse was hurt.",
        "(Two guards fell.)| A nurse was hurt.",
        "Gen. Adel Morun fell.| Two died.",
        "Brig. Gen. Adel Morun fell.| Two died.",
        "Dr. Lena Hask treated Mr. Orun.| He lived.",
        "J. Hask was hurt.| She lived.",
        "It began at 5 p.m. near the mill.| Two fell.",
        "It began at 5 p.m.| The fire spread.",
        "Troops of the U.S. Navy came.| Two fell.",
        "The U.N. said so.| Two fell.",
        "About 2.5 tons fell.| Two died.",
        "The site marrun.example.org was down.| Two died.",
        "Two guards fell. near the mill.",
        "It was I.| Two fell.",
        "Guards, cooks, etc. were hurt.| Two fell.",
    ],
)
def test_where_a_sentence_ends(marked: str) -> None:
    assert cut(marked.replace("|", "")) == [piece.strip() for piece in marked.split("|")]


@pytest.mark.parametrize(
    "people",
    [
        ("- Omar Saadi, 22", "- Karim Haddara, 34", "- Ivan Ruvo"),
        ("1) Omar Saadi, 22, driver", "2) Karim Haddara, aged 34, passenger"),
        ("• Sgt Omar Saadi, 34", "• Cpl Karim Haddara, 29"),
    ],
)
def test_a_list_of_names_and_ages_is_not_cut_off_the_line_that_says_what_befell_them(
    people: tuple[str, ...],
) -> None:
    text = "\n".join(("Killed in the crash were", *people, "They were buried."))
    assert len(cut(text)) == 1


@pytest.mark.parametrize("entry", ["- Deir Hafer (2)", "- Omar Saadi, 22, and 3 others", "- Kafr Nabl: none"])
def test_entries_that_count_are_cut(entry: str) -> None:
    assert cut(f"By town:\n{entry}\n- Hama (3)") == ["By town:", entry[2:], "Hama (3)"]


def roles(made: Report) -> list[tuple[str, str]]:
    return [(s.role.value, s.span.of(made.text)) for s in sentences(made)]


def test_a_title_a_dateline_and_furniture_are_no_part_of_a_sentence() -> None:
    head = "Guards hurt in Marrun\n\nBy Lena Hask\n\nMARRUN, 4 March 2031"
    text = f"{head} - Two guards fell. One lived.\nShare this"
    made = report(text, "Guards hurt in Marrun", "MARRUN, 4 March 2031", ("By Lena Hask", "Share this"))
    assert roles(made) == [
        ("title", "Guards hurt in Marrun"),
        ("furniture", "By Lena Hask"),
        ("dateline", "MARRUN, 4 March 2031"),
        ("body", "Two guards fell."),
        ("body", "One lived."),
        ("furniture", "Share this"),
    ]


def test_a_title_glued_to_the_first_sentence_is_cut_from_it() -> None:
    text = "Guards hurt in Marrun Two guards fell on Monday."
    assert roles(report(text, "Guards hurt in Marrun")) == [
        ("title", "Guards hurt in Marrun"),
        ("body", "Two guards fell on Monday."),
    ]


def test_a_title_with_a_full_stop_inside_is_one_piece() -> None:
    text = "Gen. Morun hurt. Two fell\n\nIt rained."
    assert roles(report(text, "Gen. Morun hurt. Two fell"))[0] == ("title", "Gen. Morun hurt. Two fell")


def test_of_two_headers_that_overlap_the_first_stands() -> None:
    text = "MARRUN, 4 March 2031 Guards hurt\n\nTwo fell."
    made = report(text, "4 March 2031 Guards hurt", "MARRUN, 4 March 2031")
    assert roles(made)[0] == ("dateline", "MARRUN, 4 March 2031")
    laws(made)


def test_paragraphs_are_counted() -> None:
    made = report("Two fell. One lived.\n\nIt rained.\n\n\n\nIt stopped.")
    assert [s.paragraph for s in sentences(made)] == [0, 0, 1, 3]


@pytest.mark.parametrize("text", ["word " * 3000, "w" * 9000, "ä" * 4001 + " b"])
def test_a_very_long_sentence_is_cut_and_nothing_is_lost(text: str) -> None:
    made = report(text)
    found = sentences(made)
    assert max(len(s.span.of(text)) for s in found) <= MAX_SENTENCE
    laws(made)


def test_a_long_text_is_cut_to_its_end() -> None:
    text = "Two guards fell near the mill. " * 20_000
    found = sentences(report(text))
    assert len(found) == 20_000
    assert found[-1].span.of(text) == "Two guards fell near the mill."


@pytest.mark.parametrize("text", ["", "   \n\n ", "\u00a0"])
def test_a_text_without_words_has_no_sentence(text: str) -> None:
    assert sentences(report(text)) == []


WORDS = ("Two guards", "Gen.", "U.S.", "p.m.", "4 March 2031", "no", "I.", "x" * 2100, "é", "\u200b", "نص")
PIECES = st.sampled_from((*WORDS, *' .\n"”()!…:|', "  ", "\n\n", "- ", "..."))


def laws(made: Report) -> list[Sentence]:
    """Hold that sentences lie apart, in order, without spaces at their ends, and hold each letter."""
    found = sentences(made)
    end = 0
    for sentence in found:
        words = sentence.span.of(made.text)
        assert sentence.span.start >= end
        assert words == words.strip()
        assert words
        end = sentence.span.end
    covered = {i for s in found for i in range(s.span.start, s.span.end)}
    lost = {made.text[i] for i in range(len(made.text)) if i not in covered}
    assert all(char.isspace() or char in "-–—.,|:" for char in lost)
    return found


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_word_lies_in_exactly_one_sentence(text: str) -> None:
    for sentence in laws(report(text)):
        assert sentence.role is SentenceRole.BODY
        assert len(sentence.span.of(text)) <= MAX_SENTENCE


@given(st.text(max_size=300), st.data())
def test_every_word_lies_in_exactly_one_sentence_or_header(text: str, data: st.DataObject) -> None:
    def piece() -> str:
        if not text.strip():
            return ""
        start = data.draw(st.integers(0, len(text) - 1))
        return text[start : data.draw(st.integers(start + 1, len(text)))]

    laws(report(text, piece(), piece(), (piece(),) if text.strip() else ()))
