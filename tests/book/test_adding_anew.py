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


def test_two_files_of_the_same_bytes_do_not_settle_the_day_of_each_other(book: Book, mill: Path) -> None:
    copy = mill.with_name("copy.txt")
    copy.write_text(UNDATED)
    _, (first,) = again(book, mill, published=DAY)
    run, _ = again(book, copy, published=OTHER)
    assert (run.new, run.changed, run.known, run.unmoved) == (0, 0, 1, 1)
    assert again(book, mill, published=DAY)[0].unmoved == 0
    assert stands(book, first.report).date == DAY
    assert again(book, mill, published=OTHER)[0].changed == 1
    assert stands(book, first.report).date == OTHER


def test_a_day_given_for_a_copy_leaves_the_report_where_it_was_added_from(book: Book, mill: Path) -> None:
    copy = mill.with_name("copy.txt")
    copy.write_text(UNDATED)
    _, (first,) = add(book, mill)
    assert again(book, copy, published=DAY)[0].changed == 1
    assert again(book, mill, published=OTHER)[0].changed == 1
    assert stands(book, first.report).date == OTHER
    assert add(book, mill, copy)[0].known == 2
    assert [report.date for report in reread(book)] == [OTHER]


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


TABLE = (
    "Nr,Event date,Notes,Account\n"
    "e1,2031-03-04,first day,12 people were killed\n"
    "e2,2031-03-05,,9 people were killed\n"
    "e3,2031-03-06,last day,3 guards were hurt\n"
)
CHOSEN = "text=Account,published=Event date"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.csv"
    path.write_text(TABLE)
    return path


def texts(book: Book) -> list[tuple[str, str]]:
    return sorted((str(stands(book, name).date), stands(book, name).text) for name in ids(book))


RIGHT = [
    ("2031-03-04", "12 people were killed"),
    ("2031-03-05", "9 people were killed"),
    ("2031-03-06", "3 guards were hurt"),
]


@pytest.mark.parametrize("more", ["", ",id=Nr"])
def test_a_table_added_with_other_columns_gives_a_version_of_each_row(
    book: Book, table: Path, more: str
) -> None:
    run, _ = again(book, table, columns="text=Notes")
    assert (run.new, [text for _, text in texts(book)]) == (2, ["first day", "last day"])
    run, _ = again(book, table, columns=CHOSEN + more)
    assert (run.new, run.changed, run.known) == (1, 2, 0)
    assert texts(book) == RIGHT


def test_rows_are_read_again_with_the_columns_that_they_were_last_added_with(book: Book, table: Path) -> None:
    again(book, table, columns="text=Notes")
    again(book, table, columns=CHOSEN + ",id=Nr")
    assert sorted((str(report.date), report.text) for report in reread(book)) == RIGHT
    run, _ = again(book, table)
    assert (run.new, run.changed, run.known) == (0, 0, 3)
    assert texts(book) == RIGHT


def test_columns_chosen_once_hold_for_rows_that_stand_though_their_names_move_on(
    book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "numbered.csv"
    rows = (f"{n};{n + 1};{FERRY} {n};{n} guards were hurt\n" for n in (1, 2, 3))
    path.write_text("id;Nr;text;alt\n" + "".join(rows))
    add(book, path)
    run, _ = again(book, path, columns="id=Nr,text=alt")
    assert (run.new, run.changed) == (0, 3)
    now = sorted(stands(book, name).text for name in ids(book))
    assert now == [f"{n} guards were hurt" for n in (1, 2, 3)]
    assert add(book, path)[0].known == 3
    assert len(reread(book)) == 3
