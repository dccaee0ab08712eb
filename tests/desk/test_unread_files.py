"""What the overview counts as files that could not be read: each once, and no rows or columns of others."""

import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import make

from tollbook.book import Book
from tollbook.keeping import Adding
from tollbook.serving import made

TABLE = (
    "id,outlet,Event date,text,Notes\nr1,Marrun Watch,2031-03-04,Shells killed nine villagers in Marrun.,x\n"
)
TABLE += "r2,Marrun Watch,2031-03-04,,x\nr3,Marrun Watch,2031-03-04,,x\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.init(tmp_path / "book") as made_new:
        yield made_new


def add(book: Book, *paths: Path) -> None:
    list(Adding(book, [str(path) for path in paths], make, jobs=1).added())


def told(book: Book, where: str) -> str:
    return unescape(TestClient(made(book), base_url="http://127.0.0.1:8765").get(where).text)


def test_files_are_counted_once_and_rows_and_columns_apart(book: Book, tmp_path: Path) -> None:
    table, zipped, empty = tmp_path / "t.csv", tmp_path / "note.docx", tmp_path / "e.txt"
    table.write_text(TABLE)
    zipped.write_bytes(b"PK\x03\x04" + bytes(200))
    empty.write_text("")
    add(book, table, zipped, empty)
    add(book, zipped)
    assert "<strong>2</strong> files that could not be read" in told(book, "/")
    assert "parts of files that were not read" in told(book, "/")
    files, parts = told(book, "/troubles").split('id="issues"')[1].split('id="jobs"')[0].split('id="parts"')
    assert "note.docx" in files
    assert "row 2 has no text" not in files
    assert "row 2 has no text" in parts


def test_a_file_that_gave_a_report_since_is_read(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("later.txt")
    path.write_text("")
    add(book, path)
    assert "<strong>1</strong> file that could not be read" in told(book, "/")
    path.write_text("MARRUN, 4 March 2031 - Shells killed nine villagers in Marrun, the Marrun Watch said.")
    add(book, path)
    assert "<strong>0</strong> files that could not be read" in told(book, "/")
