"""What does not show, or turns round what shows, is raw in nothing that is published."""

import json
from collections.abc import Callable

import msgspec
import pytest
from example_strangers import arabic, hostile
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.reading import Reading
from tollbook.publish import jsons
from tollbook.publish.page import page
from tollbook.publish.shown import escaped, one_line, visible
from tollbook.publish.tables import printed

SIGNS = [
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
    *("\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"),
    *("\x07", "\x1b", "\x7f", "\x85", "\x9b", "\U000e0041"),
]
FORMS: dict[str, Callable[[Reading], str]] = {
    "page": lambda reading: page([reading]),
    "terminal": lambda reading: "".join(printed([reading], terminal=False)),
    "JSON": lambda reading: b"".join(jsons.document([reading])).decode(),
    "JSON Lines": lambda reading: b"".join(jsons.lines([reading])).decode(),
}


def holding(sign: str) -> Reading:
    """Give a hostile reading with a sign in its title, outlet, source, actors, place, issue and text."""
    held = json.loads(msgspec.json.encode(hostile()))
    held["report"]["text"] += f" Two {sign}died."

    def put(value: object) -> object:
        if isinstance(value, dict):
            return {name: put(each) for name, each in value.items()}
        if isinstance(value, list):
            return [put(each) for each in value]
        if not isinstance(value, str):
            return value
        for word in ("Evil", "alert", "someone", "hostile.txt", "look", "seen"):
            value = value.replace(word, f"{word[:2]}{sign}{word[2:]}") if len(value) < 100 else value
        return value

    kept = {name: put(each) if name != "versions" else each for name, each in held.items()}
    return msgspec.convert(kept, Reading)


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("form", FORMS)
def test_no_sign_that_does_not_show_is_raw_in(form: str, sign: str) -> None:
    assert sign in holding(sign).report.text
    assert sign not in FORMS[form](holding(sign))


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_json_keeps_every_sign_as_an_escape(sign: str) -> None:
    assert jsons.parse(b"".join(jsons.document([holding(sign)]))) == (holding(sign),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("They said \u202e21\u202c fell.", "They said \ufffd21\ufffd fell."),
        ("ki\u200blled", "ki\ufffdlled"),
        ("two\u200e dead", "two\ufffd dead"),
        ("\u200fقُتل اثنان\u200f", "\u200fقُتل اثنان\u200f"),
        ("کشته\u200cشدگان", "کشته\u200cشدگان"),
        ("قُتل \u202eاثنان", "قُتل \ufffdاثنان"),
        ("a fire brigade 👩\u200d🚒", "a fire brigade 👩\u200d🚒"),
        ("one line\nand\ttab", "one line\nand\ttab"),
    ],
)
def test_signs_that_a_script_is_spelled_with_stay_and_others_are_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ki\u200blled\u202e", "killed"),
        ("کشته\u200cشدگان", "کشته\u200cشدگان"),
        ("a\u2028b\x85c", "a b c"),
        ("\x9b31mred", "\ufffd31mred"),
    ],
)
def test_a_line_for_the_terminal_is_read_as_it_would_show(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_ordinary_arabic_is_shown_as_it_is_written() -> None:
    assert "\ufffd" not in page([arabic()])


@given(st.text(st.sampled_from(["a", '"', "\\", "é", "\u2028", "\u2029", *SIGNS])))
def test_what_is_read_from_escaped_json_is_what_was_written(text: str) -> None:
    line = escaped(msgspec.json.encode(text))
    assert json.loads(line) == text
    assert len(line.decode().splitlines()) == 1
    assert not any(sign in line.decode() for sign in SIGNS)
