"""Adding again what is in the book, with another day, outlet or other columns: a version that says so."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from example_book import add, evidence, make, quick
from test_adding import FERRY, ids
from test_cli_book import run as run

from tollbook.book import Book, Kept, queries
from tollbook.book.history import history
from tollbook.book.verify import whole
from tollbook.keeping import Adding
from tollbook.model.report import Report
from tollbook.rereading import Rereading, values

UNDATED = "Shelling at the mill\n\nAt the mill 12 people were killed on Monday, the office said."
DAY, OTHER = date(2031, 3, 4), date(2031, 3, 5)


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    path = tmp_path / "mill.txt"
    path.write_text(UNDATED)
    return path


def again(book: Book, *paths: Path, **said: Any) -> tuple[Adding, list[Kept]]:
    run = Adding(book, [str(path) for path in paths], make, jobs=1, **said)
    return run, [added.kept for added in run.added()]


def stands(book: Book, name: str) -> Report:
    with book.reading() as connection:
        whole(connection, evidence(book))
        return queries.reading(connection, name).report


def reread(book: Book) -> list[Report]:
    """Read all reports again from their evidence, and give them as they would stand."""
    seen: list[Report] = []

    def read(report: Report) -> Any:
        seen.append(report)
        return quick(report)

    run = Rereading(book, ids(book), lambda: read, dry=True, jobs=1)
    list(run.done())
    assert run.failed == set()
    return seen


def test_a_day_given_for_a_report_of_the_book_makes_a_version_of_that_day(book: Book, mill: Path) -> None:
    _, first = add(book, mill)
    assert stands(book, first[0].report).date is None
    run, second = again(book, mill, published=DAY)
    assert (run.new, run.changed, run.known) == (0, 1, 0)
    assert [(kept.report, kept.version) for kept in second] == [(first[0].report, 2)]
    assert stands(book, first[0].report).date == DAY
    with book.reading() as connection:
        assert history(connection, first[0].report, values)[1].head == (("day", "", "2031-03-04"),)


def test_what_was_given_stays_where_it_is_not_given_again(book: Book, mill: Path) -> None:
    _, (first,) = again(book, mill, published=DAY)
    assert again(book, mill)[0].known == 1
    assert again(book, mill, outlet="Radio Kessa")[0].changed == 1
    report = stands(book, first.report)
    assert (report.date, report.outlet and report.outlet.value) == (DAY, "Radio Kessa")
    assert [(one.date, one.outlet and one.outlet.value) for one in reread(book)] == [(DAY, "Radio Kessa")]


def test_a_day_that_stands_already_makes_no_version(book: Book, mill: Path) -> None:
    again(book, mill, published=DAY)
    run, _ = again(book, mill, published=DAY)
    assert (run.changed, run.known) == (0, 1)
    assert again(book, mill, published=OTHER)[0].changed == 1
    assert again(book, mill, published=DAY)[0].changed == 1


def test_a_day_given_for_a_moved_file_is_a_version_of_its_report(book: Book, mill: Path) -> None:
    _, (first,) = add(book, mill)
    moved = mill.rename(mill.with_name("moved.txt"))
    copy = mill.with_name("copy.txt")
    copy.write_text(UNDATED)
    run, second = again(book, moved, copy, published=DAY)
    assert (run.new, run.changed, run.known) == (0, 1, 1)
    assert [kept.report for kept in second] == [first.report]
    assert stands(book, first.report).date == DAY


def test_a_day_given_for_many_records_is_of_those_that_it_changes(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "news.json"
    path.write_text(f'[{{"text": "{FERRY}"}}, {{"text": "12 people were killed on Monday."}}]')
    add(book, path)
    run, _ = again(book, path, published=date(2031, 3, 6))
    assert (run.new, run.changed, run.known, run.unmoved) == (0, 1, 1, 1)
    assert sorted(str(stands(book, name).date) for name in ids(book)) == ["2031-03-04", "2031-03-06"]
    assert len(reread(book)) == 2


def test_the_command_says_what_a_day_given_did(run: Any) -> None:
    Path("mill.txt").write_text(UNDATED)
    run("add", "mill.txt", "ferry.txt", "--book", "book")
    done = run("add", "mill.txt", "ferry.txt", "--book", "book", "--published", "2031-03-07")
    assert done.stdout.splitlines()[0] == (
        "0 reports added; 1 changed; "
        "1 in the book already (1 as before: what the options say changes nothing there)"
    )
