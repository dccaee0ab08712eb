"""The totals over a longer time that a book holds, and whose numbers they may tell to be running totals."""

from datetime import date
from pathlib import Path

from example_book import keep

from flow_texts import reading
from tollbook.book import Book
from tollbook.book.totals import beside_totals, period_totals

DAY = date(2031, 3, 7)
TOTAL = "Fighting has killed 240 people since 3 March, the Harm Ledger said on Friday."
RUNNING = "The Harm Ledger said on Friday that 240 people were killed."


def book_of(folder: Path, *told: tuple[str, str, date]) -> Book:
    """Make a book of reports, each with its name, text and day."""
    book = Book.init(folder)
    for name, text, day in told:
        keep(book, reading(text, day=day, name=name), text.encode(), f"/{name}.txt")
    return book


def test_totals_are_given_with_source_number_and_days(tmp_path: Path) -> None:
    told = [("t", TOTAL, DAY), ("r", RUNNING, DAY)]
    with book_of(tmp_path / "b", *told) as book, book.reading() as connection:
        [found] = period_totals(connection)
    assert (found.report, found.low, found.outcome, found.day) == ("t", 240, "killed", "2031-03-07")
    assert found.source == "the Harm Ledger"


def test_a_total_tells_of_reports_within_a_week_that_give_numbers(tmp_path: Path) -> None:
    told = [
        ("t", TOTAL, date(2031, 3, 7)),
        ("r", RUNNING, date(2031, 3, 8)),
        ("old", RUNNING, date(2031, 1, 3)),
    ]
    with book_of(tmp_path / "b", *told) as book, book.reading() as connection:
        assert beside_totals(connection, {"t"}) == {"r"}
        assert beside_totals(connection, {"r"}) == set()


def test_a_total_published_later_or_long_before_is_left_out(tmp_path: Path) -> None:
    with book_of(tmp_path / "b", ("t", TOTAL, DAY)) as book, book.reading() as connection:
        assert len(period_totals(connection, published_by="2031-03-07")) == 1
        assert period_totals(connection, published_by="2031-03-06") == []
        assert period_totals(connection, accounts=[]) == []
