"""The totals over a longer time that a book holds, and whose numbers they may tell to be running totals."""

from datetime import date
from pathlib import Path
from typing import Any

from example_book import keep

from flow_texts import reading
from tollbook.book import Book
from tollbook.book.incidents import Changes, keep_links
from tollbook.book.totals import beside_totals, period_totals
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Figure, Scope
from tollbook.model.incident import CopyGroup, CopyKind
from tollbook.spoken import settled

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


def decision(kind: DecisionKind, about: Figure | Claim, **more: Any) -> Decision:
    """Make a decision on a figure or claim."""
    return Decision(
        id=f"d-{kind.value}-{about.id}",
        kind=kind,
        about="claim" if isinstance(about, Claim) else "figure",
        target=about.id,
        report=about.report,
        span=about.span,
        quote=about.quote,
        person="Ada",
        **more,
    )


def test_a_total_that_people_rejected_tells_nothing_and_an_amended_one_its_new_number(tmp_path: Path) -> None:
    read = reading(TOTAL, day=DAY, name="t")
    [whole] = [each for each in read.figures if each.scope.value is Scope.PERIOD]
    [claim] = [each for each in read.claims if whole.id in each.figures]
    rejected = decision(DecisionKind.REJECT, claim)

    def lows(*taken: Decision) -> list[int]:
        return [each.low for each in period_totals(connection, decisions=taken, settled=settled)]

    with book_of(tmp_path / "b", ("t", TOTAL, DAY)) as book, book.reading() as connection:
        assert lows() == [240]
        assert lows(rejected) == []
        assert lows(decision(DecisionKind.REJECT, whole)) == []
        assert lows(decision(DecisionKind.AMEND, whole, changes={"count": "255"})) == [255]
        assert lows(decision(DecisionKind.AMEND, whole, changes={"scope": "incident"})) == []
        assert lows(rejected, decision(DecisionKind.ACCEPT, whole)) == [240]


def test_a_figure_that_people_made_a_total_tells_too(tmp_path: Path) -> None:
    [plain] = reading(RUNNING, day=DAY, name="r").figures
    taken = [decision(DecisionKind.AMEND, plain, changes={"scope": "period"})]
    with book_of(tmp_path / "b", ("r", RUNNING, DAY)) as book, book.reading() as connection:
        assert period_totals(connection, decisions=taken) == []
        assert [t.low for t in period_totals(connection, decisions=taken, settled=settled)] == [240]


def test_numbers_beside_a_figure_that_people_made_a_total_are_looked_at_anew(tmp_path: Path) -> None:
    [plain] = reading(RUNNING, day=DAY, name="r").figures
    with book_of(tmp_path / "b", ("r", RUNNING, DAY), ("s", RUNNING, DAY)) as book:
        with book.reading() as connection:
            assert beside_totals(connection, {"r"}) == set()
        book.decide(decision(DecisionKind.AMEND, plain, changes={"scope": "period"}))
        with book.reading() as connection:
            assert beside_totals(connection, {"r"}) == {"r", "s"}


def test_totals_of_reports_that_are_copies_have_one_origin(tmp_path: Path) -> None:
    with book_of(tmp_path / "b", ("t", TOTAL, DAY), ("u", TOTAL, DAY)) as book:
        reprint = CopyGroup(id="copies-1", kind=CopyKind.NEAR, origin="t", members=("t", "u"), why="the same")
        keep_links(book, Changes(copies=(reprint,)), "copies")
        with book.reading() as connection:
            assert {each.origin for each in period_totals(connection)} == {"copies-1"}


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
