"""Back-up and restore: taken while a writer runs, whole, and never written over by a poorer book."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from click.testing import CliRunner
from example_book import add, evidence, kept
from test_kills import Nursery, acknowledged, held, nursery, sources, wait_for  # noqa: F401  # a fixture

from book_fixtures import binaries, database
from tollbook.book import Book, queries
from tollbook.book.verify import Checked, faults
from tollbook.cli import main
from tollbook.errors import BookError, EvidenceError, InputError
from tollbook.saving import UNFINISHED, save


def checked(book: Book, expect: str | None = None) -> Checked:
    seen = Checked()
    with book.reading() as connection:
        assert list(faults(connection, evidence(book), seen, expect=expect)) == []
    return seen


def test_a_back_up_is_not_made_in_the_folder_of_the_book(tmp_path: Path) -> None:
    book = Book.init(tmp_path / "book")
    with pytest.raises(InputError, match="lies in the folder of the book itself"):
        save(book, book.path / "copy")
    assert not (book.path / "copy").exists()


def test_a_back_up_taken_while_a_writer_runs_is_a_whole_book(
    tmp_path: Path,
    nursery: Nursery,  # noqa: F811
) -> None:
    book = Book.init(tmp_path / "book")
    files = sources(tmp_path / "news", 150)
    output = tmp_path / "out"
    command = ["add", "--book", str(book.path), "--format", "jsonl", "--jobs", "1", *map(str, files)]
    nursery.start(output, *command)
    before = 0
    for count in (5, 30, 60):
        wait_for(nursery, output, count)
        assert not nursery.has_ended()
        told = {one["report"] for one in acknowledged(output)}
        saved = save(book, tmp_path / "copy")
        assert saved.before == before
        before += saved.copied
        with Book(tmp_path / "copy") as copy:
            assert checked(copy, saved.head).head == saved.head
            assert told <= set(held(copy))
    assert nursery.ended() == 1
    saved = save(book, tmp_path / "copy")
    with Book(tmp_path / "copy") as copy:
        assert checked(copy, saved.head).unnamed == 0
        assert held(copy) == held(book)


def test_a_lost_book_is_restored_by_copying_the_back_up_and_goes_on(tmp_path: Path) -> None:
    book = Book.init(tmp_path / "book")
    first, second = sources(tmp_path / "news", 100)
    add(book, first)
    saved = save(book, tmp_path / "copy")
    with book.reading() as connection:
        before = queries.counts(connection)
    book.close()
    shutil.rmtree(book.path)
    shutil.copytree(tmp_path / "copy", book.path)
    with Book(book.path) as back:
        checked(back, saved.head)
        with back.reading() as connection:
            assert queries.counts(connection) == before
        run, _ = add(back, first, second)
        assert (run.known, run.new) == (50, 50)
        assert save(back, tmp_path / "copy").copied == 51


def test_the_command_says_what_is_there_and_its_hash_fits_verify(tmp_path: Path) -> None:
    with Book.init(tmp_path / "book") as book:
        kept(book)
    where = ["--book", str(tmp_path / "book")]
    done = CliRunner().invoke(main, ["backup", *where, "-o", str(tmp_path / "copy"), "--format", "json"])
    values = json.loads(done.stdout)
    assert (done.exit_code, values["entries"], values["copied"]) == (0, 2, 1)
    look = ["verify", "--book", str(tmp_path / "copy"), "--expect", values["head"]]
    assert CliRunner().invoke(main, look).exit_code == 0


def test_a_back_up_is_not_written_over_by_a_book_that_lost_entries(tmp_path: Path) -> None:
    book = Book.init(tmp_path / "book")
    kept(book, b"first", "a")
    save(book, tmp_path / "old")
    kept(book, b"second", "b")
    save(book, tmp_path / "copy")
    book.close()
    shutil.copyfile(tmp_path / "old" / "book.db", book.path / "book.db")
    with (
        Book(book.path) as poorer,
        pytest.raises(BookError, match="has lost or changed entry 3, which the back-up"),
    ):
        save(poorer, tmp_path / "copy")
    with Book(tmp_path / "copy") as copy:
        assert checked(copy).entries == 3


@pytest.mark.parametrize("what", ["itself", "another", "files"])
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, what: str) -> None:
    book = Book.init(tmp_path / "book")
    target = tmp_path / "target"
    if what == "itself":
        target = book.path
    elif what == "another":
        Book.init(target).close()
    else:
        target.mkdir()
        (target / "notes.txt").write_text("mine")
    before = sorted(path.name for path in target.iterdir())
    with pytest.raises(InputError, match=r"is the book itself|holds another book|holds something else"):
        save(book, target)
    assert sorted(path.name for path in target.iterdir()) == before


def test_a_back_up_that_stopped_half_way_is_no_book_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book.init(tmp_path / "book")
    for name in ("a", "b", "c"):
        kept(book, name.encode(), name)
    copyfile, left = shutil.copyfile, [2]

    def full(source: str, target: str) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, os.strerror(28))
        return copyfile(source, target)

    with monkeypatch.context() as broken:
        broken.setattr(shutil, "copyfile", full)
        with pytest.raises(EvidenceError, match=r"No space left on device.*goes on where it stopped"):
            save(book, tmp_path / "copy")
    with pytest.raises(InputError, match="is no book"):
        Book(tmp_path / "copy")
    saved = save(book, tmp_path / "copy")
    assert (saved.before, saved.copied) == (2, 1)
    assert not (tmp_path / "copy" / UNFINISHED).exists()
    with Book(tmp_path / "copy") as copy:
        checked(copy, saved.head)


def test_damaged_evidence_is_named_and_the_rest_is_backed_up(tmp_path: Path) -> None:
    with Book.init(tmp_path / "book") as book:
        kept(book, b"first", "a")
        kept(book, b"second", "b")
        path = evidence(book).path(next(evidence(book).names()))
        path.unlink()
        path.write_bytes(b"flipped")
    command = ["backup", "--book", str(tmp_path / "book"), "-o", str(tmp_path / "copy")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert f"not backed up: evidence {path.name[:12]} is damaged" in done.stdout
    assert "2 pieces" not in done.stdout


def test_sqlite_s_own_copy_while_a_writer_runs_is_whole_too(
    tmp_path: Path,
    nursery: Nursery,  # noqa: F811
) -> None:
    """The other way that the page on back-ups names: first VACUUM INTO, then the evidence."""
    book = Book.init(tmp_path / "book")
    files = sources(tmp_path / "news", 100)
    output = tmp_path / "out"
    nursery.start(
        output, "add", "--book", str(book.path), "--format", "jsonl", "--jobs", "1", *map(str, files)
    )
    wait_for(nursery, output, 10)
    target = tmp_path / "copy"
    target.mkdir()
    with closing(sqlite3.connect(book.path / "book.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(target / "book.db"),))
    shutil.copytree(book.path / "archive", target / "archive", ignore=shutil.ignore_patterns("tmp"))
    shutil.copyfile(book.path / "book.toml", target / "book.toml")
    nursery.ended()
    with Book(target) as copy:
        assert checked(copy).entries > 10


def test_a_team_s_book_is_backed_up_by_pg_dump_and_restored(postgresql: str, tmp_path: Path) -> None:
    programs = binaries()
    assert programs is not None
    url = database(postgresql)
    book = Book.init(tmp_path / "book", database=url)
    with pytest.raises(BookError, match="use pg_dump"):
        save(book, tmp_path / "copy")
    first, second = sources(tmp_path / "news", 100)
    add(book, first)
    dump = subprocess.run([programs / "pg_dump", "-Fc", url], capture_output=True, check=True).stdout
    shutil.copytree(book.path, tmp_path / "copy")
    with book.reading() as connection:
        before = queries.counts(connection)
    add(book, second)
    book.close()
    shutil.rmtree(book.path)
    again = database(postgresql)
    subprocess.run([programs / "pg_restore", "-d", again], input=dump, check=True, capture_output=True)
    shutil.copytree(tmp_path / "copy", book.path)
    toml = book.path / "book.toml"
    toml.write_text(toml.read_text().replace(url, again))
    with Book(book.path) as back:
        checked(back)
        with back.reading() as connection:
            assert queries.counts(connection) == before
        run, _ = add(back, first, second)
        assert (run.known, run.new) == (50, 50)


def test_rules_outlets_and_weights_of_a_book_are_backed_up_as_they_are_now(tmp_path: Path) -> None:
    book = Book.init(tmp_path / "book")
    (book.path / "policies.yaml").write_text("one")
    (book.path / "linkage.json").write_text("{}")
    save(book, tmp_path / "copy")
    assert (tmp_path / "copy" / "policies.yaml").read_text() == "one"
    assert (tmp_path / "copy" / "linkage.json").read_text() == "{}"
    (book.path / "policies.yaml").write_text("two")
    (book.path / "linkage.json").unlink()
    save(book, tmp_path / "copy")
    assert (tmp_path / "copy" / "policies.yaml").read_text() == "two"
    assert not (tmp_path / "copy" / "linkage.json").exists()
    book.close()
