"""Changed rows: `verify` names whatever was changed past the triggers, in rows, structure or shortcuts."""

import base64
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import evidence
from filled_book import BOOK_TABLES, at_rest, fill, found, said

from book_fixtures import NewBook, database
from tollbook.book import Book
from tollbook.book.schema import ENTRY, LEDGER
from tollbook.book.verify import Checked, faults

SHORTCUTS = ("present", "present_incident", "present_copy", "present_link", "present_member")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a SQLite book at rest; tests put back what they change."""
    return at_rest(tmp_path_factory.mktemp("flips") / "book")


def changed_values(old: Any) -> st.SearchStrategy[Any]:
    """Give other values: near ones, of other kinds, and such as JSON would write in the same way."""
    near: list[Any] = [None, 0, 1, -1, "", "0", 0.5, 9e999, b"", "\ufffd"]
    if isinstance(old, int):
        near += [old + 1, -old, str(old), old + 0.5, old ^ 1]
    if isinstance(old, str):
        near += [old + " ", old[:-1], old.upper(), old.encode(), f"{old}\x00"]
        with suppress(ValueError):
            near.append(base64.b64decode(old, validate=True))
    anything = st.one_of(st.integers(-(2**40), 2**40), st.text(max_size=20), st.binary(max_size=8))
    return st.one_of(st.sampled_from(near), anything)


def triggers_of(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()


def update(path: Path, name: str, column: str, rowid: int, new: Any) -> Any:
    """Change one value past the triggers; gives what is held then, None where that is refused."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = triggers_of(connection)
        for trigger, _ in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        try:
            connection.execute(f'UPDATE {name} SET "{column}" = ? WHERE rowid = ?', (new, rowid))
        except sqlite3.IntegrityError:
            return None
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return connection.execute(
            f'SELECT "{column}" FROM {name} WHERE rowid IN (?, ?)', (rowid, new)
        ).fetchone()


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_changed_value_in_any_row_and_column_is_named(filled: Path, data: st.DataObject) -> None:
    path = filled / "book.db"
    good = path.read_bytes()
    name = data.draw(st.sampled_from(sorted(BOOK_TABLES)), label="table")
    column = data.draw(st.sampled_from([str(c.name) for c in BOOK_TABLES[name].columns]), label="column")
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f'SELECT rowid, "{column}", seq FROM {name}').fetchall()
    rowid, old, seq = data.draw(st.sampled_from(rows), label="row")
    new = data.draw(changed_values(old), label="value")
    try:
        now = update(path, name, column, rowid, new)
        assume(now is not None and (type(now[0]), now[0]) != (type(old), old))
        messages = said(filled)
        assert messages, f"{name}.{column} of entry {seq}: {old!r} -> {now!r}"
        assert any(str(seq) in message or "another book" in message for message in messages), messages
    finally:
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        path.write_bytes(good)


@pytest.mark.parametrize("table", [ENTRY, *LEDGER], ids=lambda table: str(table.name))
def test_a_changed_row_of_a_team_s_book_is_named_with_its_entry(
    postgresql: str, tmp_path: Path, table: Table
) -> None:
    book = fill(Book.init(tmp_path / "book", database=database(postgresql)))
    name = str(table.name)
    column = "subject" if name == "entry" else "body"
    with book.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        seq = connection.exec_driver_sql(f"SELECT max(seq) FROM {name}").scalar()
        connection.exec_driver_sql(f"UPDATE {name} SET {column} = {column} || ' ' WHERE seq = {seq}")
        connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    faults_found = found(book)
    book.close()
    assert faults_found[0].seq == seq
    assert f"entry {seq} (" in faults_found[0].message


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER claim_kept ON claim",
        "ALTER TABLE claim DISABLE TRIGGER claim_kept",
        "ALTER TABLE claim ENABLE REPLICA TRIGGER claim_kept",
        "DROP TRIGGER claim_kept ON claim; CREATE TRIGGER claim_kept BEFORE DELETE ON claim "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
        "DROP TRIGGER claim_kept ON claim; CREATE TRIGGER claim_kept BEFORE UPDATE OR DELETE ON claim "
        "FOR EACH ROW WHEN (OLD.seq = 0) EXECUTE FUNCTION ledger_refuses()",
        "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RETURN NEW; END $$",
    ],
)
def test_a_trigger_of_a_team_s_book_that_refuses_no_more_is_named(
    postgresql: str, tmp_path: Path, change: str
) -> None:
    book = Book.init(tmp_path / "book", database=database(postgresql))
    assert found(book) == []
    with book.engine.begin() as connection:
        connection.exec_driver_sql(change)
    messages = [fault.message for fault in found(book)]
    book.close()
    assert any("the trigger claim_kept" in message for message in messages)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "DROP TRIGGER claim_not_changed; CREATE TRIGGER claim_not_changed BEFORE UPDATE ON claim "
            "BEGIN SELECT 1; END",
            "the trigger claim_not_changed was changed",
        ),
        (
            "CREATE TRIGGER helper AFTER INSERT ON figure BEGIN DELETE FROM present; END",
            "there is a trigger helper, which is none of the book's",
        ),
        ("DROP INDEX claim_id", "the table claim has not the columns and indexes"),
        ("ALTER TABLE issue ADD COLUMN extra TEXT", "the table issue has not the columns and indexes"),
    ],
)
def test_a_changed_structure_is_named(filled: Path, change: str, says: str) -> None:
    path = filled / "book.db"
    good = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(change)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    messages = said(filled)
    path.write_bytes(good)
    assert says in messages[0]


@pytest.mark.parametrize("name", SHORTCUTS)
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {column} = {value}"])
def test_a_change_in_a_shortcut_is_named_and_made_good_from_the_ledger(
    new_book: NewBook, tmp_path: Path, name: str, change: str
) -> None:
    book = fill(new_book(tmp_path / "book"))
    columns = {
        "present": ("text", 1),
        "present_link": ("incident", "'x'"),
        "present_member": ("copies", "'x'"),
    }
    column, value = columns.get(name, ("seq", 1))
    with book.engine.begin() as connection:
        connection.exec_driver_sql(change.format(name, column=column, value=value))
    wrong = found(book)
    assert {fault.part for fault in wrong} == {"present view"}
    assert all("tollbook rebuild makes it anew" in fault.message for fault in wrong)
    book.rebuild()
    assert found(book) == []


def test_a_chain_that_was_cut_at_its_end_shows_by_a_noted_hash_alone(filled: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(filled, tmp_path / "copy")
    with Book(folder) as book, book.reading() as connection:
        checked = Checked()
        list(faults(connection, evidence(book), checked))
    with closing(sqlite3.connect(folder / "book.db")) as connection:
        triggers = triggers_of(connection)
        for trigger, _ in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        last = connection.execute("SELECT max(seq) FROM entry").fetchone()[0]
        for name in reversed(BOOK_TABLES):
            connection.execute(f"DELETE FROM {name} WHERE seq = ?", (last,))
        for name in SHORTCUTS[1:]:
            connection.execute(f"DELETE FROM {name}")
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()
    with Book(folder) as book, book.reading() as connection:
        assert list(faults(connection, evidence(book), Checked())) == []
        (fault,) = faults(connection, evidence(book), Checked(), expect=checked.head)
    assert "the chain was cut off or written anew" in fault.message
