"""Trace: every station of one value, from bytes to number."""

import sys
from pathlib import Path

import msgspec
import pytest

from tollbook.errors import InputError
from tollbook.model.capture import Capture
from tollbook.model.provenance import Span
from tollbook.trace import choose, locate, stations

sys.path.insert(0, str(Path(__file__).parent / "publish"))

from example_reading import DISPATCH, dispatch

READING = dispatch()


@pytest.mark.parametrize(
    ("choice", "quotes"),
    [
        ({"value": 65}, ["at least 65 Dawn Front terrorists"]),
        ({"value": 130}, ["More than 130 people"]),
        ({"value": 131}, ["More than 130 people"]),
        ({"value": 200}, ["Hundreds of air strikes have been carried out since 2027"]),
        ({"name": "F9"}, ["Colonel Idris Vann"]),
        ({"name": "f9"}, ["Colonel Idris Vann"]),
        ({"name": READING.claims[4].id}, ["The government accused Tarsia of arming the Dawn Front"]),
        ({"at": DISPATCH.index("18 allied")}, ["18 allied fighters", READING.claims[0].quote.exact]),
    ],
)
def test_a_value_is_chosen_by_number_by_character_or_by_name(
    choice: dict[str, int | str], quotes: list[str]
) -> None:
    assert [r.quote.exact for r in choose(READING, **choice)] == quotes  # type: ignore[arg-type] # by key


@pytest.mark.parametrize("choice", [{"value": 77}, {"at": 0}, {"name": "F99"}])
def test_a_choice_that_fits_nothing_says_so(choice: dict[str, int | str]) -> None:
    with pytest.raises(InputError, match="no figure or claim fits"):
        choose(READING, **choice)  # type: ignore[arg-type] # by key


def test_without_a_choice_everything_is_chosen() -> None:
    assert len(choose(READING)) == 19


@pytest.mark.parametrize(
    ("content", "text", "span", "said"),
    [
        (b"Three died.", "Three died.", Span(0, 5), "bytes 0 to 5, read as utf-8"),
        ("Tué: 3 died.".encode(), "Tué: 3 died.", Span(5, 6), "bytes 6 to 7, read as utf-8"),
        ("\ufeffThree died.".encode(), "Three died.", Span(0, 5), "bytes 3 to 8, read as utf-8"),
        ("Three died.".encode("utf-16"), "Three died.", Span(0, 5), "bytes 2 to 12, read as utf-16-le"),
        (
            b"<p>Three\n died.</p>",
            "Three died.",
            Span(0, 5),
            "bytes 3 to 8, read as utf-8; found by its words",
        ),
        (b'{"text": "He said \\"3 died\\"."}', 'He said "3 died".', Span(8, 16), "bytes 18 to 28"),
        (b'{"text": "Tu\\u00e9: 3 died."}', "Tué: 3 died.", Span(0, 3), "bytes 10 to 18"),
        (b"Three\r\nfighters died", "Three fighters died", Span(0, 14), "not found letter for letter"),
    ],
)
def test_a_span_is_found_in_the_bytes(content: bytes, text: str, span: Span, said: str) -> None:
    assert said in locate(content, text, span)[-1]


def test_the_bytes_that_are_named_hold_the_words() -> None:
    content = DISPATCH.encode()
    for figure in READING.figures:
        [said] = locate(content, DISPATCH, figure.span)
        first, last = int(said.split()[1]), int(said.split()[3].rstrip(","))
        assert content[first:last].decode() == figure.quote.exact


def test_every_station_of_a_figure_is_passed() -> None:
    figure = READING.figures[4]
    capture = Capture.of(DISPATCH.encode(), "meridian.txt")
    passed = {s.name: s.lines for s in stations(READING, figure, capture)}
    assert list(passed) == [
        *("bytes", "clean text", "outcome", "count", "status", "scope", "stance", "claimants"),
        *("traits", "place", "when", "part_of", "mentions", "versions"),
    ]
    assert passed["bytes"][0] == f"SHA-256 {READING.report.capture}"
    assert passed["count"][0] == "12"
    assert "rule numbers.example" in passed["count"]
    assert (
        passed["when"][0]
        == "12 Mar 2031 (day, reading weekday; UCDP date_prec 1, ACLED time_precision 1) (assumed)"
    )
    assert any(line.startswith("runner-up example:3 Sareb, TR, score 0.22") for line in passed["place"])
    assert passed["part_of"] == ["'dozens of people', 24 or more"]
    assert "knowledge 0a1b2c3d4e5f" in passed["versions"]


def test_both_readings_of_a_date_are_passed() -> None:
    passed = {s.name: s.lines for s in stations(READING, READING.claims[5], None)}
    assert "or from 1 Oct 2027, end open (since_year)" in passed["when"]
    assert "the bytes are not at hand" in passed["bytes"]


def test_the_entry_of_a_rule_is_opened_with_its_source_and_example() -> None:
    from tollbook.model import lexicon

    file = next(f for f in lexicon.files() if lexicon.load(f).kind == "harm")
    entry = lexicon.load(file).entries[0]
    figure = READING.figures[0]
    outcome = msgspec.structs.replace(
        figure.outcome, provenance=msgspec.structs.replace(figure.outcome.provenance, rule=entry.id)
    )
    passed = {
        s.name: s.lines for s in stations(READING, msgspec.structs.replace(figure, outcome=outcome), None)
    }
    assert any(line.startswith(f"entry {entry.id} in {file}") for line in passed["outcome"])
    assert f"example: {entry.example}" in passed["outcome"]
