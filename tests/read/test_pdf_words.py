"""The words of a PDF: its title, and what print draws as one sign, spelled out."""

from pathlib import Path

import pytest

import tollbook
from pdf_files import written
from tollbook.model.report import Report
from tollbook.read.pdf_pages import pages
from tollbook.read.printout import unprinted

TEXT = "Two people were hurt in Marrun on Monday, guards said."


def read(tmp_path: Path, content: bytes) -> Report:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    (report,) = (found for found in tollbook.reports([str(path)]) if isinstance(found, Report))
    return report


def test_a_pdf_with_a_title_is_read_and_has_that_title(tmp_path: Path) -> None:
    report = read(tmp_path, written(TEXT, title="Situation in Marrun"))
    assert report.text == TEXT
    assert report.title is not None
    assert report.title.value == "Situation in Marrun"


@pytest.mark.parametrize("name", ["sitrep.html", "Microsoft Word - Sitrep 9 final.docx", "  "])
def test_the_name_of_the_file_that_a_pdf_was_made_from_is_no_title(tmp_path: Path, name: str) -> None:
    report = read(tmp_path, written(TEXT, title=name))
    assert report.text == TEXT
    assert report.title is None


def test_what_a_pdf_says_of_itself_is_plain_text() -> None:
    found = pages(written(TEXT, title="Situation in Marrun"), 10)
    assert {type(words) for words in (found.title, *found.texts)} == {str}


def test_ligatures_of_a_pdf_are_read_as_their_letters(tmp_path: Path) -> None:
    drawn = written("Shells killed \x01ve children and three o\x02cers in Marrun on Monday, guards said.")
    assert "\ufb01" in pages(drawn, 1).texts[0]
    report = read(tmp_path, drawn)
    assert report.text == "Shells killed five children and three officers in Marrun on Monday, guards said."
    assert report.folded
    children = tollbook.Reader(rules_only=True).read(report).figures[0]
    assert children.quote.exact == "five children"
    assert (children.count.value.low, children.count.value.high) == (5, 5)


def test_a_word_that_a_soft_hyphen_parts_at_the_end_of_a_line_is_one(tmp_path: Path) -> None:
    report = read(tmp_path, written("Two people were kil\x03", "led by a non\x03state group, guards said."))
    assert report.text == "Two people were killed by a non-state group, guards said."


def test_what_a_browser_prints_at_the_edges_of_a_page_is_no_part_of_the_report(tmp_path: Path) -> None:
    printed = written("11/27/26, 12:26 AM", TEXT, "https://example.org/toll 1/1")
    report = read(tmp_path, printed)
    assert report.text == TEXT
    assert (report.printed, report.dateline) == (None, None)


@pytest.mark.parametrize(
    "lines",
    [
        ("11/27/26, 12:26 AM", TEXT),
        (TEXT, "https://example.org/toll"),
        ("11/27/26, 12:26 AM six died there", TEXT, "https://example.org/toll 1/1"),
    ],
)
def test_a_page_without_all_the_lines_of_a_browser_stays_as_it_is(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    assert read(tmp_path, written(*lines)).text == "\n".join(lines)


@pytest.mark.parametrize("top", ["27/11/2026, 00:26 Toll rises", "11/27/26, 12:26 AM\nToll rises"])
def test_the_title_beside_the_day_of_a_print_goes_with_it(top: str) -> None:
    page = f"{top}\n{TEXT}\nhttps://example.org/toll\n1/2"
    assert unprinted(page, "Toll rises") == TEXT
