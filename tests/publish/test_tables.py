"""Tables in the terminal: legible at 80 columns without colour, and deaf to hostile text."""

import msgspec
import pytest
from example_reading import dispatch
from example_strangers import arabic, hostile
from rich.cells import cell_len

from tollbook.model.provenance import Basis
from tollbook.model.reading import Reading
from tollbook.model.reference import UNCERTAIN, Candidate, Place
from tollbook.publish import labels
from tollbook.publish.tables import doubt, printed


@pytest.fixture
def width(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("COLUMNS", "80")
    return monkeypatch


def text(*readings: Reading) -> str:
    return "".join(printed(readings, terminal=False))


@pytest.mark.parametrize("columns", [80, 140])
def test_no_line_is_wider_than_the_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = text(dispatch(), arabic(), hostile()).splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert not [line for line in lines if line != line.rstrip()]


def test_where_nothing_was_read_nothing_is_said_of_numbers() -> None:
    assert list(printed([], terminal=False)) == []


@pytest.mark.parametrize(
    "words",
    [
        "A claim is not a fact",
        "Shells hit Sareb as rebels push towards the coast road",
        "The Orlan Monitoring Group",
        "131 or more",
        "30 or fewer",
        "└ 12",
        "[denied]",
        "[doubted]",
        "(not in the gazetteer)",
        "not stated: status, place, days",
        "or from 1 Oct 2027, end open",
        "Parts agree with total:",
        "armed group, unnamed",
        "Unresolved place:",
    ],
)
def test_a_table_says(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    assert words in text(dispatch())


def test_a_doer_that_is_only_inferred_is_marked_as_inferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    read = dispatch()
    found = next(figure for figure in read.figures if figure.perpetrator)
    assert found.perpetrator is not None
    for basis in (Basis.STATED, Basis.INFERRED):
        doer = msgspec.structs.replace(found.perpetrator, basis=basis)
        figure = msgspec.structs.replace(found, perpetrator=doer)
        shown = " ".join(text(msgspec.structs.replace(read, figures=(figure,))).split())
        said = f"by {labels.actor(doer.value)}"
        assert said in shown
        assert (f"{said} (inferred)" in shown) == (basis is Basis.INFERRED)


def test_a_plain_table_holds_no_escape(width: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in text(dispatch(), hostile())


def test_a_table_for_a_terminal_without_colour_holds_no_colour(width: pytest.MonkeyPatch) -> None:
    width.setenv("NO_COLOR", "1")
    width.setenv("TERM", "xterm-256color")
    shown = "".join(printed([dispatch()], terminal=True))
    assert "\x1b[1m" in shown
    assert "\x1b[3" + "1" not in shown
    assert "38;5" not in shown


def test_markup_in_a_text_is_printed_and_not_obeyed(width: pytest.MonkeyPatch) -> None:
    shown = text(hostile())
    assert "[link=file:///]Evil[/link]" in shown
    assert "<script>alert(4)</script>" in shown


def test_a_text_without_figures_says_so_and_why(width: pytest.MonkeyPatch) -> None:
    shown = text(arabic())
    assert "No figure was read from this text." in shown
    assert "Arabic" in shown


def test_an_uncertain_place_says_its_country_and_an_unknown_one_that_it_is_unknown() -> None:
    town = Candidate(
        gazetteer="x:1", name="Radda", country="IT", latitude=43.5, longitude=11.4, feature="populated_place",
        score=0.7, reasons=("exact name", UNCERTAIN),
    )  # fmt: skip
    assert doubt(Place(name="Radda")) == " (not in the gazetteer)"
    assert doubt(Place(name="Radda", candidates=(town,))) == " (uncertain: Italy)"
    assert "uncertain: nothing else" in labels.resolution(Place(name="Radda", candidates=(town,)))
