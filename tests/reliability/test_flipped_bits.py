"""Flipped bits and changed rows: `verify` finds them and names them, wherever in archive or ledger they are.

A flip can also fall where nothing is held: in free space of the database file, in a part of a compressed
file that no reader looks at. Then nothing may have changed: the whole ledger, or the evidence, is the same.
"""

import base64
import random
import re
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

from example_book import evidence, keep, kept
from example_reading import dispatch
from test_ledger import decision

from book_fixtures import NewBook, database
from tollbook.book import Book
from tollbook.book.incidents import Changes, keep_links
from tollbook.book.schema import ENTRY, LEDGER
from tollbook.book.verify import Checked, Fault, faults
from tollbook.errors import BookError, EvidenceError
from tollbook.issues import Issue, IssueKind
from tollbook.model.incident import CopyGroup, CopyKind, Incident

SHORTCUTS = ("present", "present_incident", "present_copy", "present_link", "present_member")
BOOK_TABLES = {str(table.name): table for table in (ENTRY, *LEDGER)}


def fill(book: Book) -> Book:
    """Fill a book with some of everything that a ledger can hold."""
    kept(book, b"first", "a")
    keep(book, dispatch("a"), b"second", "/news/a.txt")
    kept(book, b"third", "b")
    book.decide(decision(dispatch("a"), "one"))
    book.note(Issue(kind=IssueKind.EMPTY, source="c.txt", message="c.txt is empty", todo="look"))
    group = CopyGroup(id="copies", kind=CopyKind.EXACT, origin="a", members=("a", "b"), why="the same text")
    incident = Incident(id="one", claims=(dispatch("a").claims[0].id,))
    keep_links(book, Changes(incidents=(incident,), copies=(group,)), "all")
    evidence(book).put(b"kept, and in no entry yet")
    return book


def found(book: Book) -> list[Fault]:
    with book.reading() as connection:
        return list(faults(connection, evidence(book), Checked()))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a SQLite book at rest; tests put back what they change."""
    folder = tmp_path_factory.mktemp("flips") / "book"
    with fill(Book.init(folder)) as book:
        assert found(book) == []
    with closing(sqlite3.connect(folder / "book.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def said(folder: Path) -> list[str]:
    """Give what verifying says of the book in a folder, opening it included."""
    try:
        with Book(folder) as book:
            return [fault.message for fault in found(book)]
    except BookError as error:
        return [error.what]


def ledger(path: Path) -> list[Any]:
    """Give all rows of the ledger, read from the file by nobody but SQLite."""
    with closing(sqlite3.connect(path)) as connection:
        return [list(connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")) for name in BOOK_TABLES]


def flipped(content: bytes, place: int) -> bytes:
    changed = bytearray(content)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@pytest.mark.parametrize("content", [b"first", b"kept, and in no entry yet"])
def test_each_bit_of_the_archive(filled: Path, content: bytes) -> None:
    with Book(filled) as book:
        store = evidence(book)
        path = store.path(store.put(content))
        good = path.read_bytes()
        path.chmod(0o644)
        unseen = 0
        for place in range(len(good) * 8):
            path.write_bytes(flipped(good, place))
            with suppress(EvidenceError):
                assert store.get(path.stem) == content
                unseen += 1
                continue
            if place % 29 == 0:
                (fault,) = found(book)
                assert fault.message.startswith(f"evidence {path.stem[:12]} is damaged")
        path.write_bytes(good)
        assert found(book) == []
        assert unseen <= 2, "bits of the head of a file that mean nothing"


def test_random_bits_of_the_database_file(filled: Path) -> None:
    path = filled / "book.db"
    good, before = path.read_bytes(), ledger(path)
    dice = random.Random(20311125)
    told = 0
    for _ in range(50):
        place = dice.randrange(len(good) * 8)
        path.write_bytes(flipped(good, place))
        if said(filled):
            told += 1
        else:
            assert ledger(path) == before, f"bit {place} changed the ledger, and nothing was said"
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
    path.write_bytes(good)
    assert said(filled) == []
    assert told > 10


def test_random_bits_of_what_the_rows_hold(filled: Path) -> None:
    """Flips where they hurt: inside texts that the ledger is known to hold."""
    path = filled / "book.db"
    good = path.read_bytes()
    words = [b"More than 130 people", b"second", b"c.txt is empty", b"the same text", b"Ada", b"/news/b.txt"]
    dice = random.Random(3)
    for word in words:
        places = [match.start() for match in re.finditer(re.escape(word), good)]
        for start in dice.sample(places, min(3, len(places))):
            place = (start + dice.randrange(len(word))) * 8 + dice.randrange(7)
            path.write_bytes(flipped(good, place))
            messages, now = said(filled), path.read_bytes()
            Path(f"{path}-wal").unlink(missing_ok=True)
            Path(f"{path}-shm").unlink(missing_ok=True)
            path.write_bytes(good)
            if not messages:
                path.write_bytes(now)
                same = ledger(path)
                path.write_bytes(good)
                assert same == ledger(path), f"{word!r} at {start}"
    assert said(filled) == []


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


def test_evidence_that_was_flipped_is_not_given_out(filled: Path) -> None:
    with Book(filled) as book:
        store = evidence(book)
        path = store.path(store.put(b"first"))
        good = path.read_bytes()
        path.write_bytes(flipped(good, len(good) * 8 - 1))
        with pytest.raises(EvidenceError, match="is damaged"):
            store.get(path.stem)
        path.write_bytes(good)
