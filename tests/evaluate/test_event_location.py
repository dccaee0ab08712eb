"""Sentences with an event word are scored by the tokens of the places where it happened."""

import json
from pathlib import Path

import pytest

from tollbook.errors import InputError
from tollbook.evaluate.event_location import count, measure, rates, row, rows, tokens_of
from tollbook.evaluate.result import Options
from tollbook.model.provenance import Span


def line(text: str, verb: int, *places: tuple[int, int]) -> dict[str, object]:
    """Make a line of the set: tokens at white space, one event word, places by first and last token."""
    tokens, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        tokens.append({"text": word, "start": start, "end": at})
    spans = [{"token_start": verb, "token_end": verb, "label": "VERB"}]
    spans += [{"token_start": a, "token_end": b, "label": "LOCATION"} for a, b in places]
    return {"text": text, "tokens": tokens, "spans": spans}


ONE = "Gunmen shot two guards in Homs on Friday ."
TWO = "Two guards were shot on Friday ."


def test_a_line_gives_the_event_word_and_the_tokens_of_its_places() -> None:
    read = row(line(ONE, 1, (5, 5)))
    assert read is not None
    assert (read.word, read.gold) == (Span(7, 11), frozenset({5}))


def test_a_line_without_an_event_word_is_left_out() -> None:
    assert row({"text": ONE, "tokens": [], "spans": []}) is None


def test_a_line_of_another_form_is_refused() -> None:
    with pytest.raises(InputError, match="not of the set's form"):
        row({"text": ONE, "tokens": [{"begin": 0}], "spans": []})


def test_words_of_direction_and_kind_are_no_part_of_the_name() -> None:
    text = "It fell in eastern Deir Tambril province ."
    read = row(line(text, 1, (4, 5)))
    assert read is not None
    assert tokens_of(read, Span(text.index("eastern"), text.index(" ."))) == {4, 5}


@pytest.mark.parametrize(
    ("gold", "read", "token", "none", "exact"),
    [
        ([(5, 5)], {5}, 1.0, 0.0, 1.0),
        ([(5, 5)], {0}, 0.0, 0.0, 0.0),
        ([(5, 5)], set(), 0.0, 0.0, 0.0),
        ([], set(), 0.0, 1.0, 1.0),
        ([(4, 5)], {5}, 2 / 3, 0.0, 0.0),
    ],
)
def test_a_sentence_rightly_without_a_place_is_a_hit_of_its_own_class(
    gold: list[tuple[int, int]], read: set[int], token: float, none: float, exact: float
) -> None:
    made = row(line(ONE, 1, *gold))
    assert made is not None
    found = rates(count(made, frozenset(read)))
    assert (found["token.f1"], found["none.f1"], found["exact"]) == pytest.approx((token, none, exact))


def test_the_set_is_read_and_scored(tmp_path: Path) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in (line(ONE, 1, (5, 5)), line(TWO, 3))), "utf-8")
    result = measure(tmp_path, Options(draws=0))
    assert (result.scores["token.f1"], result.scores["none.f1"], result.scores["exact"]) == (1, 1, 1)
    assert result.counts["without a place"] == 1
    assert len(list(rows(file))) == 2
    assert measure(tmp_path, Options(draws=0, limit=1)).counts["sentences"] == 1


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sentences.jsonl").write_text("", "utf-8")
    with pytest.raises(InputError, match="no sentence"):
        measure(tmp_path, Options())
