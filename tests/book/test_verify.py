"""Verifying: a whole book is found whole, and whatever was changed behind its back is named."""

import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from example_book import evidence, keep, kept, linked
from example_reading import dispatch
from sqlalchemy import Table, select
from test_ledger import decision

from book_fixtures import NewBook
from tollbook.book import Book, engine
from tollbook.book.incidents import Changes, keep_links
from tollbook.book.ledger import head
from tollbook.book.schema import ENTRY, LEDGER
from tollbook.book.verify import Checked, Fault, faults, whole
from tollbook.errors import BookError
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.incident import CopyGroup, CopyKind
from tollbook.model.reading import Reading


def found(book: Book, expect: str | None = None) -> list[Fault]:
    with book.reading() as connection:
        return list(faults(connection, evidence(book), Checked(), expect=expect))


def full(book: Book) -> Book:
    """Fill a book with some of everything."""
    kept(book, b"first", "a")
    keep(book, dispatch("a"), b"second", "/news/a.txt")
    kept(book, b"third", "b")
    book.decide(decision(dispatch("a"), "one"))
    return book


@pytest.fixture
def filled(tmp_path: Path) -> Book:
    return full(Book.init(tmp_path / "book"))


def tamper(book: Book, *statements: str, keep_triggers: bool = False) -> None:
    """Change the file of a SQLite book as somebody would who means to; the triggers are put back after."""
    book.close()
    with closing(sqlite3.connect(book.path / "book.db")) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers if not keep_triggers else []:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers if not keep_triggers else []:
            connection.execute(sql)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_book_that_nobody_touched_is_whole(new_book: NewBook, tmp_path: Path) -> None:
    book = full(new_book(tmp_path / "book"))
    with book.reading() as connection:
        checked = whole(connection, evidence(book))
        last = head(connection)
    assert last is not None
    assert (checked.entries, checked.evidence, checked.head) == (5, 3, last.hash)
    assert checked.rows > 100


@pytest.mark.parametrize("table", [ENTRY, *LEDGER], ids=lambda table: str(table.name))
def test_a_change_in_any_column_is_named_with_its_entry(filled: Book, table: Table) -> None:
    name = str(table.name)
    if name in {"incident", "copy_group"}:
        linked(filled)
    with filled.reading() as connection:
        row = dict(connection.execute(select(table).order_by(table.c.seq.desc()).limit(1)).mappings().one())
    where = f"seq = {row['seq']}" + (f" AND number = {row['number']}" if "number" in row else "")
    tamper(filled)
    good = (filled.path / "book.db").read_bytes()
    for column, was in row.items():
        if column in {"seq", "number", "previous"}:
            continue
        new = was + 1 if isinstance(was, int) else "0" * 64 if column in {"sha256", "hash"} else "changed"
        tamper(filled, f"UPDATE {name} SET \"{column}\" = '{new}' WHERE {where}")
        with filled.reading() as connection:
            said = next(faults(connection, evidence(filled), Checked()))
        assert said.seq == row["seq"] or said.part == "database", f"{name}.{column}: {said}"
        filled.close()
        (filled.path / "book.db").write_bytes(good)


def test_a_changed_number_is_named_in_words(filled: Book) -> None:
    tamper(filled, "UPDATE figure SET low = 13 WHERE seq = 2 AND number = 0")
    assert found(filled)[0] == Fault(
        part="ledger",
        message="entry 2 (report a): figure row 0 was changed: its hash does not fit",
        seq=2,
    )


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM figure WHERE seq = 2 AND number = 11", "entry 2 (report a) added"),
        ("DELETE FROM figure WHERE seq = 2 AND number = 0", "entry 2 (report a): figure row 0 is missing"),
        ("DELETE FROM entry WHERE seq = 3", "entry 3 is missing"),
        ("DELETE FROM entry WHERE seq = 5", "belongs to no entry"),
        ("INSERT INTO issue VALUES (2, 99, 'empty', 's', NULL, 'm', '{}', 'x')", "issue row 2 is missing"),
        ("INSERT INTO issue VALUES (99, 0, 'empty', 's', NULL, 'm', '{}', 'x')", "belongs to no entry"),
        ("DELETE FROM present WHERE report = 'b'", "the present view of report b"),
        ("UPDATE present SET reading = 2, version = 1, text = 2 WHERE report = 'a'", "report a is not what"),
        ("INSERT INTO present VALUES ('c', 1, 2, 2)", "names a report that the ledger does not: c"),
        ("DELETE FROM entry", "belongs to no entry"),
    ],
)
def test_rows_taken_away_or_slipped_in_are_named(filled: Book, statement: str, says: str) -> None:
    tamper(filled, statement)
    assert any(says in fault.message for fault in found(filled)), found(filled)


def test_triggers_that_were_taken_away_are_named(filled: Book) -> None:
    tamper(filled, "DROP TRIGGER figure_not_changed", keep_triggers=True)
    assert "figure_not_changed" in found(filled)[0].message


def test_a_chain_cut_off_at_its_end_is_found_by_a_hash_noted_before(filled: Book) -> None:
    with filled.reading() as connection:
        last = head(connection)
    assert last is not None
    assert found(filled, expect=last.hash) == []
    tamper(filled, "DELETE FROM decision WHERE seq = 5", "DELETE FROM entry WHERE seq = 5")
    assert found(filled) == []
    assert "the chain was cut off or written anew" in found(filled, expect=last.hash)[0].message


@pytest.mark.parametrize("damage", ["flip", "remove"])
def test_damaged_or_missing_evidence_is_named_with_its_source(filled: Book, damage: str) -> None:
    store = evidence(filled)
    path = store.path(next(name for name in store.names() if store.get(name) == b"third"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.unlink()
    if damage == "flip":
        path.write_bytes(content)
    said = found(filled)
    assert [fault.part for fault in said] == ["evidence"]
    assert "captured from /news/b.txt" in said[0].message


def test_evidence_of_a_stopped_run_is_no_fault(filled: Book) -> None:
    evidence(filled).put(b"not in the ledger yet")
    with filled.reading() as connection:
        assert whole(connection, evidence(filled)).unnamed == 1


def first_figure(reading: Reading, change: Callable[[Figure], Figure]) -> Reading:
    return msgspec.structs.replace(reading, figures=(change(reading.figures[0]), *reading.figures[1:]))


def first_claim(reading: Reading, change: Callable[[Claim], Claim]) -> Reading:
    return msgspec.structs.replace(reading, claims=(change(reading.claims[0]), *reading.claims[1:]))


def with_count(figure: Figure, low: int) -> Figure:
    """Give a figure an impossible count, past the check that its type makes."""
    count = msgspec.structs.replace(figure.count.value, low=1, high=2)
    msgspec.structs.force_setattr(count, "low", low)
    return msgspec.structs.replace(figure, count=msgspec.structs.replace(figure.count, value=count))


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (
            first_figure(dispatch("a"), lambda f: msgspec.structs.replace(f, part_of="figure-none")),
            "is part of figure-none, which is not in the reading",
        ),
        (
            first_claim(dispatch("a"), lambda c: msgspec.structs.replace(c, figures=("figure-none",))),
            "carries figure figure-none, which is not in the reading",
        ),
        (
            first_figure(dispatch("a"), lambda f: msgspec.structs.replace(f, span=f.span.shift(1))),
            "quotes 'More than 130 people'; its text has 'ore than 130 people,'",
        ),
        (
            first_figure(dispatch("a"), lambda f: msgspec.structs.replace(f, report="b")),
            "is of report b, its reading of a",
        ),
        (first_figure(dispatch("a"), lambda f: with_count(f, 5)), "has its low above its high"),
    ],
)
def test_a_record_that_contradicts_itself_is_named(tmp_path: Path, reading: Reading, says: str) -> None:
    book = Book.init(tmp_path / "book")
    keep(book, reading)
    said = found(book)
    assert [fault.part for fault in said] == ["records"]
    assert says in said[0].message


def ledger(connection: sqlite3.Connection) -> list[str]:
    """Give all that a book holds as SQL, the index aside, which holds nothing of its own."""
    index = re.compile(r'(?:INSERT INTO|CREATE TABLE|DELETE FROM) ["\']?(?:words|named|sqlite_)')
    return [line for line in connection.iterdump() if not index.match(line)]


def test_a_report_whose_words_are_not_in_the_index_is_named_and_rebuild_mends_it(book: Book) -> None:
    kept(book, b"first", "a")
    with engine.writing(book.engine) as connection:
        clear = "INSERT INTO words(words) VALUES ('delete-all')"
        connection.exec_driver_sql(clear if connection.dialect.name == "sqlite" else "DELETE FROM words")
    assert [fault.part for fault in found(book)] == ["index"]
    assert "the words of report a" in found(book)[0].message
    book.rebuild()
    assert found(book) == []


def test_a_flipped_bit_in_the_file_is_found_or_has_changed_nothing(filled: Book) -> None:
    tamper(filled)
    filled.close()
    path = filled.path / "book.db"
    good, told = path.read_bytes(), 0
    with closing(sqlite3.connect(path)) as connection:
        before = ledger(connection)
    dice = random.Random(7)
    for _ in range(60):
        place = dice.randrange(len(good))
        flipped = bytearray(good)
        flipped[place] ^= 1 << dice.randrange(8)
        path.write_bytes(flipped)
        try:
            with Book(filled.path) as book:
                said = found(book)
        except BookError:
            told += 1
            continue
        if said:
            told += 1
            continue
        filled.close()
        with closing(sqlite3.connect(path)) as connection:
            assert ledger(connection) == before, f"byte {place}"
    assert told > 10


def test_a_report_in_two_copy_groups_is_no_fault(book: Book) -> None:
    groups = tuple(
        CopyGroup(id=name, kind=CopyKind.EXACT, origin="a", members=("a", "b"), why="the same text")
        for name in ("one", "two")
    )
    keep_links(book, Changes(copies=groups), "all")
    assert found(book) == []
