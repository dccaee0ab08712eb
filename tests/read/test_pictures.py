"""Scanned pages are read by tesseract where it is installed, and marked; PDF bombs take down nobody."""

import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from short_readings import read_path

import tollbook
from pdf_files import blanks, flate_bomb, pdf, stream
from tollbook.issues import Issue, IssueKind
from tollbook.model.report import Report
from tollbook.read import documents, recognition
from tollbook.read.bounded import run
from tollbook.read.pdf_pages import pages

WORDS = "Nine villagers were killed in Marrun."
needs_tesseract = pytest.mark.skipif(
    recognition.recogniser() is None, reason="tesseract or pdftoppm is not installed here"
)


def page(contents: bytes, resources: bytes, *more: bytes) -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<<" + resources + b">>>>",
        stream(contents),
        *more,
    )


def typed(words: str) -> bytes:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return page(f"BT /F1 24 Tf 40 100 Td ({words}) Tj ET".encode(), b"/Font<</F1 5 0 R>>", font)


def scanned(words: str) -> bytes:
    """Draw a typed page, and put the picture of it into a PDF that holds no text."""
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", "150", "-"], input=typed(words), capture_output=True, check=True
    ).stdout
    kind, size, _, pixels = drawn.split(b"\n", 3)
    assert kind == b"P5"
    width, height = map(int, size.split())
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray" % (width, height)
    image = stream(zlib.compress(pixels), head + b"/BitsPerComponent 8/Filter/FlateDecode")
    return page(b"q 600 0 0 200 0 0 cm /I Do Q", b"/XObject<</I 5 0 R>>", image)


@needs_tesseract
def test_a_scanned_page_is_read_and_marked_as_read_from_its_picture(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(WORDS))
    (report,), issues = read_path(path)
    assert report.text == WORDS
    (told,) = [issue for issue in issues if "picture" in issue.message]
    assert told.kind is IssueKind.NOT_UNDERSTOOD
    assert "page 1 was read from its picture by tesseract" in told.message
    assert "misreads" in told.todo


@needs_tesseract
def test_a_blank_page_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    path.write_bytes(page(b"", b""))
    reports, issues = read_path(path)
    assert reports == []
    assert any("was not read from its picture" in issue.message for issue in issues)


def test_without_tesseract_the_issue_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "recogniser", lambda: None)
    path = tmp_path / "blank.pdf"
    path.write_bytes(page(b"", b""))
    assert any("install tesseract-ocr and poppler-utils" in issue.todo for issue in read_path(path)[1])


BOMBS = {
    "pages that are their own parents": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
    ),
    "a million pages that are not there": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", b"<</Type/Page>>"
    ),
    "arrays in arrays": pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 50_000 + b"]" * 50_000),
}


@pytest.mark.parametrize("name", [*BOMBS, "a stream that unpacks to two gigabytes"])
def test_a_pdf_bomb_gives_an_issue_and_the_next_report_is_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "SECONDS", 10)
    (tmp_path / "a.pdf").write_bytes(BOMBS.get(name) or flate_bomb())
    (tmp_path / "b.txt").write_text("Two people were hurt in Marrun on Monday, guards said.")
    found = list(tollbook.reports([str(tmp_path)]))
    assert [report.source for report in found if isinstance(report, Report)] == [str(tmp_path / "b.txt")]
    assert any(isinstance(issue, Issue) and issue.source.endswith("a.pdf") for issue in found)


def test_a_program_that_takes_too_long_is_ended() -> None:
    assert run(["sh", "-c", "while :; do :; done"], b"", seconds=1, memory=2**30, most=9).trouble


def test_a_program_that_takes_too_much_memory_is_ended() -> None:
    code = "x = bytearray(2**31)"
    assert (
        run(["python3", "-c", code], b"", seconds=20, memory=2**29, most=9).trouble
        == "it took too much memory"
    )


def test_a_program_that_is_not_there_is_told() -> None:
    assert "cannot be started" in run(["no-such-program"], b"", seconds=1, memory=2**30, most=9).trouble


def test_the_bomb_is_one() -> None:
    assert zlib.decompress(blanks(3)) == b" " * (3 * 1024 * 1024)


def test_a_page_that_unpacks_to_more_than_is_read_is_named_and_not_drawn_as_a_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(recognition, "recognised", lambda _content, numbers: drawn.extend(numbers))
    (issue,) = documents.document(flate_bomb(), "a.pdf")
    assert isinstance(issue, Issue)
    assert issue.message == "a.pdf: page 1 was refused: what stands on it unpacks to more than is read"
    assert (issue.kind, drawn) == (IssueKind.TOO_LARGE, [])


@given(st.binary(max_size=300))
def test_whatever_a_pdf_holds_nothing_is_raised(data: bytes) -> None:
    found = pages(b"%PDF-1.4\n" + data, documents.PAGES)
    assert found.trouble or found.is_locked or len(found.texts) == min(found.count, documents.PAGES)


def test_a_pdf_that_is_broken_gives_an_issue() -> None:
    (issue,) = documents.document(b"%PDF-1.4\nTwo fell.", "a.pdf")
    assert isinstance(issue, Issue)
    assert issue.message.startswith("a.pdf cannot be read as PDF: ")


@pytest.mark.parametrize(
    ("tags", "levels"), [("<b><i><p>", 20_000), ("<div>", 100_000), ("<table><tr><td>", 20_000)]
)
def test_a_page_that_is_nested_without_end_is_refused_at_once(tmp_path: Path, tags: str, levels: int) -> None:
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html><html><body>{tags * levels}Two fell.")
    (tmp_path / "b.txt").write_text("Two people were hurt in Marrun on Monday, guards said.")
    found = list(tollbook.reports([str(tmp_path)]))
    assert [report.source for report in found if isinstance(report, Report)] == [str(tmp_path / "b.txt")]
    assert any("nested" in issue.message for issue in found if isinstance(issue, Issue))


def test_a_long_page_with_tags_that_nobody_closes_is_read(tmp_path: Path) -> None:
    line = "<p>Two people were hurt in Marrun on Monday, guards said.<br><li>It rained.<td>More of it."
    path = tmp_path / "a.html"
    path.write_text(f"<!DOCTYPE html><html><body><article>{line * 900}</article></body></html>")
    (report,), _ = read_path(path)
    assert "Marrun" in report.text
