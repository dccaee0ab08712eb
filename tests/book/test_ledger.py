"""The ledger: what is kept comes back whole, nothing in it can be changed, and earlier states can be seen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from example_book import keep, kept, linked
from example_reading import dispatch
from sqlalchemy import Executable, Table, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from book_fixtures import NewBook
from tollbook.book import Book, queries
from tollbook.book.chain import NOTHING
from tollbook.book.ledger import head
from tollbook.book.schema import ENTRY, LEDGER, METADATA
from tollbook.errors import BookError, InputError
from tollbook.issues import Issue, IssueKind
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.reading import Reading


def decision(reading: Reading, name: str = "", **more: object) -> Decision:
    figure = reading.figures[0]
    made = Decision(
        id=name,
        kind=DecisionKind.ACCEPT,
        about="figure",
        target=figure.id,
        report=reading.report.id,
        span=figure.span,
        quote=figure.quote,
        person="Ada",
    )
    return msgspec.structs.replace(made, **more)


def read_back(book: Book, report: str = "meridian-1", as_of: datetime | None = None) -> Reading:
    with book.reading() as connection:
        return queries.reading(connection, report, as_of)


def test_a_reading_comes_back_whole(book: Book) -> None:
    kept(book)
    back = read_back(book)
    example = dispatch("meridian-1")
    assert back == msgspec.structs.replace(
        example, report=msgspec.structs.replace(example.report, capture=back.report.capture)
    )


def test_what_is_kept_already_is_not_kept_again(book: Book) -> None:
    kept(book)
    with book.reading() as connection:
        before = head(connection)
    assert keep(book, dispatch("meridian-1"), origin="/news/meridian-1.txt") is None
    with book.reading() as connection:
        assert head(connection) == before


def test_each_entry_follows_on_the_one_before(book: Book) -> None:
    for name in ("a", "b", "c"):
        kept(book, name.encode(), name)
    with book.reading() as connection:
        entries = connection.execute(select(ENTRY).order_by(ENTRY.c.seq)).all()
    assert [entry.act for entry in entries] == ["book", "report", "report", "report"]
    assert [entry.previous for entry in entries] == [NOTHING, *(entry.hash for entry in entries[:-1])]


def refuses(book: Book, statement: Executable) -> bool:
    try:
        with book.engine.begin() as connection:
            connection.execute(statement)
    except DBAPIError as error:
        return "the ledger is only added to" in str(error)
    return False


@pytest.mark.parametrize("table", [ENTRY, *LEDGER], ids=lambda table: str(table.name))
def test_no_row_of_the_ledger_can_be_changed_removed_or_replaced(book: Book, table: Table) -> None:
    kept(book)
    book.decide(decision(dispatch("meridian-1")))
    linked(book)
    with book.reading() as connection:
        row = dict(connection.execute(select(table).limit(1)).mappings().one())
    column = next(c for c in row if c not in {"seq", "number"})
    assert refuses(book, update(table).values({column: row[column]}))
    assert refuses(book, delete(table))
    if book.engine.dialect.name == "sqlite":
        assert refuses(book, insert(table).prefix_with("OR REPLACE").values(row))
        if "id" in row and table.c.id.unique:
            again = insert(table).prefix_with("OR REPLACE").values({**row, "seq": 2_000, "number": 7})
            assert refuses(book, again)


def test_a_decision_is_added_and_can_only_be_withdrawn(book: Book) -> None:
    kept(book)
    reading = dispatch("meridian-1")
    book.decide(decision(reading, "one"))
    book.decide(decision(reading, "two", kind=DecisionKind.WITHDRAW, withdraws="one"))
    with book.reading() as connection:
        assert [made.id for made in queries.decisions(connection, "meridian-1")] == ["one", "two"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "one"}, "a decision 'one' is in the book already"),
        ({"withdraws": "none"}, "there is no decision 'none'"),
        ({"report": "nowhere"}, "no report 'nowhere' is in the book"),
    ],
)
def test_a_decision_about_nothing_is_refused(book: Book, change: dict[str, str], why: str) -> None:
    kept(book)
    book.decide(decision(dispatch("meridian-1"), "one"))
    with pytest.raises(InputError, match=why):
        book.decide(decision(dispatch("meridian-1"), **{"name": "two", **change}))


def test_an_issue_without_a_report_is_noted_once(book: Book) -> None:
    issue = Issue(kind=IssueKind.EMPTY, source="a.txt", message="a.txt is empty", todo="look")
    assert (book.note(issue), book.note(issue)) == (True, False)
    assert book.note(msgspec.structs.replace(issue, source="b.txt"))


def test_a_changed_text_is_a_further_version_and_the_former_one_stays(book: Book) -> None:
    first = keep(book, dispatch("meridian-1"), b"first")
    second = keep(book, dispatch("meridian-1"), b"second")
    assert first is not None
    assert second is not None
    assert (first.version, second.version) == (1, 2)
    with book.reading() as connection:
        counts = queries.counts(connection)
    assert (counts["captures"], counts["reports"], counts["present_reports"]) == (2, 2, 1)
    assert counts["figures"] == 2 * counts["present_figures"]


def test_a_text_that_was_changed_and_changed_back_is_three_captures(book: Book) -> None:
    done = [keep(book, dispatch("meridian-1"), content) for content in (b"one", b"two", b"one", b"one")]
    assert [one.version if one else None for one in done] == [1, 2, 3, None]
    with book.reading() as connection:
        assert queries.counts(connection)["captures"] == 3


def test_a_book_is_shown_as_it_stood(tmp_path: Path, new_book: NewBook) -> None:
    book = new_book(tmp_path / "book")
    start = datetime.now(UTC) + timedelta(days=1)
    book.clock = lambda: start
    keep(book, dispatch("meridian-1"), b"first")
    book.clock = lambda: start + timedelta(days=2)
    keep(book, msgspec.structs.replace(dispatch("meridian-1"), figures=(), claims=()), b"second")
    assert len(read_back(book).figures) == 0
    assert len(read_back(book, as_of=start).figures) == 12
    with book.reading() as connection:
        assert queries.counts(connection, start + timedelta(days=1))["present_figures"] == 12
        assert [row["version"] for row in queries.reports(connection, start)] == [1]
        assert [row["version"] for row in queries.reports(connection)] == [2]
    with pytest.raises(InputError, match="no report 'meridian-1' is in the book at"):
        read_back(book, as_of=start - timedelta(days=1, hours=1))


def test_a_clock_that_goes_back_does_not_turn_the_order_round(book: Book) -> None:
    with book.reading() as connection:
        made = head(connection)
    book.clock = lambda: datetime(1999, 1, 1, tzinfo=UTC)
    kept(book)
    with book.reading() as connection:
        last = head(connection)
    assert made is not None
    assert last is not None
    assert last.recorded == made.recorded


def test_the_present_view_is_made_anew_from_the_ledger(book: Book) -> None:
    kept(book, b"a", "a")
    kept(book, b"b", "b")
    with book.reading() as connection:
        before = sorted(map(str, queries.reports(connection)))
    assert book.rebuild() == 2
    with book.reading() as connection:
        assert sorted(map(str, queries.reports(connection))) == before


def test_the_steps_lead_to_the_tables_of_the_schema(book: Book) -> None:
    with book.reading() as connection:
        apart = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("words")}
        assert compare_metadata(MigrationContext.configure(connection, opts=apart), METADATA) == []


def test_a_reading_of_a_text_that_has_changed_meanwhile_is_not_kept(book: Book) -> None:
    keep(book, dispatch("meridian-1"), b"first")
    old = read_back(book)
    keep(book, dispatch("meridian-1"), b"second")
    assert book.keep_reading(old) is None


def test_a_text_with_characters_that_databases_refuse_is_kept(book: Book) -> None:
    example = dispatch("meridian-1")
    assert example.report.outlet is not None
    outlet = msgspec.structs.replace(example.report.outlet, value="Radio\x00Kessa")
    assert keep(
        book, msgspec.structs.replace(example, report=msgspec.structs.replace(example.report, outlet=outlet))
    )
    assert read_back(book).report.outlet == outlet


def test_a_second_book_in_a_folder_is_refused(book: Book) -> None:
    with pytest.raises(InputError, match="is a book already"):
        Book.init(book.path)


def test_a_database_that_holds_a_book_is_not_taken_for_another(book: Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="holds a book already"):
        Book.init(tmp_path / "other", database=book.settings.url(book.path))
    assert not (tmp_path / "other" / "book.toml").exists()
