"""A full disk: said plainly, nothing half-written, and the same command goes on once there is room."""

import errno
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import add, evidence
from test_kills import Nursery, held, nursery  # noqa: F401  # a fixture

from book_fixtures import database
from tollbook.book import Book
from tollbook.book.verify import Checked, faults
from tollbook.errors import BookError, EvidenceError, TollbookError
from tollbook.exporting import export

GOES_ON = "run the same command again: it goes on where it stopped"


def news(path: Path, count: int, words: int = 400) -> Path:
    """Write reports that cannot be packed much."""
    dice = random.Random(5)

    def word() -> str:
        return "".join(dice.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(dice.randint(3, 9)))

    text = "KESSA, 4 March 2031 (Radio Kessa) - {} people were killed at pier {}. {}"
    records = [
        {"id": f"r{n}", "text": text.format(n + 2, n, " ".join(word() for _ in range(words)))}
        for n in range(count)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def whole(book: Book) -> Checked:
    checked = Checked()
    with book.reading() as connection:
        assert list(faults(connection, evidence(book), checked)) == []
    return checked


Disk = Callable[[str], Path]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Give a function that makes a small disk of a size, or another size of the one that is there."""
    place = tmp_path / "disk"

    def mount(size: str) -> Path:
        options = f"size={size}" if not place.exists() else f"remount,size={size}"
        place.mkdir(exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no file system may be mounted here; the tests with a layer of faults still run")
        return place

    yield mount
    if place.exists():
        subprocess.run(["umount", str(place)], capture_output=True, check=False)


@pytest.mark.parametrize("size", ["16k", "40k", "100k", "200k"])
def test_a_book_that_has_no_room_is_not_made_and_can_be_made_later(
    disk: Disk,
    nursery: Nursery,  # noqa: F811
    tmp_path: Path,
    size: str,
) -> None:
    folder = disk(size) / "book"
    nursery.start(tmp_path / "out", "init", str(folder))
    assert nursery.ended() == 1
    said = (tmp_path / "out").read_text()
    assert said.startswith("Error: the database of the book refused: d")
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    disk("20m")
    nursery.start(tmp_path / "out", "init", str(folder))
    assert nursery.ended() == 0
    with Book(folder) as book:
        whole(book)


@pytest.mark.parametrize("size", ["700k", "1100k", "1500k"])
def test_a_disk_that_fills_up_while_adding(
    disk: Disk,
    nursery: Nursery,  # noqa: F811
    tmp_path: Path,
    size: str,
) -> None:
    path = news(tmp_path / "news.jsonl", 40)
    folder = disk("20m") / "book"
    Book.init(folder).close()
    disk(size)
    command = ["add", str(path), "--book", str(folder), "--format", "jsonl", "--jobs", "1"]
    nursery.start(tmp_path / "out", *command)
    assert nursery.ended() == 1
    lines = (tmp_path / "out").read_text().splitlines()
    told = [json.loads(line)["kept"]["report"] for line in lines if line.startswith('{"kept"')]
    (said,) = [line for line in lines if line.startswith("Error: ")]
    assert "No space left on device" in said or "database or disk is full" in said
    assert said.endswith(GOES_ON)
    with Book(folder) as book:
        assert set(told) <= set(held(book))
        assert list((folder / "archive").glob("tmp/*")) == []
        whole(book)
        disk("20m")
        nursery.start(tmp_path / "out", *command)
        assert nursery.ended() == 0
        assert held(book) == {f"r{n}": 1 for n in range(40)}
        assert whole(book).unnamed == 0


def test_an_export_to_a_full_disk_leaves_nothing(disk: Disk, tmp_path: Path) -> None:
    book = Book.init(tmp_path / "book")
    add(book, news(tmp_path / "news.jsonl", 30))
    place = disk("60k")
    for name in ("bag", "bag.zip"):
        with pytest.raises(EvidenceError, match=r"No space left on device; nothing of it was left there"):
            export(book, place / name)
        assert list(place.iterdir()) == []
    disk("20m")
    assert export(book, place / "bag.zip").reports == 30


@pytest.mark.parametrize("call", ["fsync", "fdopen", "mkstemp", "replace"])
@pytest.mark.parametrize("at", [0, 3, 7])
def test_no_room_at_any_step_of_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    place: tuple[object, str] = {
        "fsync": (os, "fsync"),
        "fdopen": (os, "fdopen"),
        "mkstemp": (tempfile, "mkstemp"),
        "replace": (Path, "replace"),
    }[call]
    real, left = getattr(*place), [at]

    def sometimes(*values: object, **more: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*values, **more)

    book = Book.init(tmp_path / "book")
    path = news(tmp_path / "news.jsonl", 10, words=3)
    with monkeypatch.context() as broken:
        broken.setattr(*place, sometimes)
        with pytest.raises(EvidenceError, match="No space left on device; nothing of it was written"):
            add(book, path)
    assert list((book.path / "archive").glob("tmp/*")) == []
    before = len(held(book))
    whole(book)
    run, _ = add(book, path)
    assert run.new == 10 - before
    assert whole(book).unnamed == 0


@pytest.mark.parametrize("pages", [1, 3, 10, 25])
def test_no_room_in_the_database(tmp_path: Path, pages: int) -> None:
    book = Book.init(tmp_path / "book")
    path = news(tmp_path / "news.jsonl", 40)

    def bound(connection: object, *_: object) -> None:
        size = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]  # sqlite3
        connection.execute(f"PRAGMA max_page_count={size + pages}")  # type: ignore[attr-defined]  # likewise

    book.close()
    event.listen(book.engine, "connect", bound)
    with pytest.raises(BookError, match=r"database or disk is full\. What to do: free space and"):
        add(book, path)
    book.close()
    with Book(book.path) as roomy:
        whole(roomy)
        before = len(held(roomy))
        run, _ = add(roomy, path)
        assert run.new == 40 - before
        assert whole(roomy).unnamed == 0


def test_no_room_in_a_team_s_database(postgresql: str, tmp_path: Path) -> None:
    """A server says it in its own words; here it is made to, in the middle of a transaction."""
    book = Book.init(tmp_path / "book", database=database(postgresql))
    with book.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF NEW.seq > 4 THEN RAISE EXCEPTION 'could not extend file: No space left on device' "
            "USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER no_room BEFORE INSERT ON figure FOR EACH ROW EXECUTE FUNCTION no_room()"
        )
    path = news(tmp_path / "news.jsonl", 10, words=3)
    with pytest.raises(TollbookError, match=f"No space left on device.*{GOES_ON}"):
        add(book, path)
    assert len(held(book)) == 3
    with book.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER no_room ON figure")
    run, _ = add(book, path)
    assert run.new == 7
    assert whole(book).unnamed == 0
    book.close()
