"""Handing over that is refused, stopped or killed: the bag is there whole or not at all."""

import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from bags import filled
from example_book import evidence

from tollbook.archive import Store
from tollbook.book import Book
from tollbook.errors import BookError, EvidenceError, InputError
from tollbook.exporting import export
from tollbook.publish.bag import UNFINISHED


@pytest.fixture
def full(tmp_path: Path) -> Book:
    return filled(Book.init(tmp_path / "book"), tmp_path / "in")


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"reports": frozenset(["a", "zz"])}, "no report 'zz' is in the book"),
        (
            {"first": date(1999, 1, 1), "last": date(1999, 1, 2)},
            "nothing was chosen: from 1999-01-01, to 1999-01-02",
        ),
    ],
)
def test_a_choice_of_nothing_is_a_misuse(
    full: Book, tmp_path: Path, choice: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        export(full, tmp_path / "bag", **choice)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


@pytest.mark.parametrize("name", ["bag", "bag.zip", "archive/bag", "../link/bag"])
def test_a_bag_is_not_written_into_the_folder_of_the_book(full: Book, tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to(full.path)
    before = sorted(full.path.rglob("*"))
    with pytest.raises(InputError, match="lies in the folder of the book itself"):
        export(full, full.path / name)
    assert sorted(full.path.rglob("*")) == before


def test_damaged_evidence_is_not_handed_over(full: Book, tmp_path: Path) -> None:
    path = evidence(full).path(next(evidence(full).names()))
    path.unlink()
    path.write_bytes(b"changed")
    with pytest.raises(EvidenceError, match="is damaged"):
        export(full, tmp_path / "bag")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


def test_a_changed_ledger_is_not_handed_over(tmp_path: Path) -> None:
    from test_verify import tamper

    book = filled(Book.init(tmp_path / "book"), tmp_path / "in")
    tamper(book, "UPDATE report SET title = 'Other' WHERE seq = 2")
    with pytest.raises(BookError, match="entry 2 of the ledger is not what it was"):
        export(book, tmp_path / "bag.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_what_is_there_already_is_left_alone(full: Book, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        export(full, tmp_path / name)
    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_an_export_that_stops_leaves_nothing(
    full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    left = [3]
    get = Store.get

    def stopped(store: Store, sha256: str) -> bytes:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return get(store, sha256)

    with monkeypatch.context() as broken:
        broken.setattr(Store, "get", stopped)
        with pytest.raises(KeyboardInterrupt):
            export(full, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


SLOW = """
import sys, time
from pathlib import Path
from tollbook.archive import Store
from tollbook.book import Book
from tollbook.exporting import export
get = Store.get
def slow(store, sha256):
    print("at", flush=True)
    time.sleep(0.2)
    return get(store, sha256)
Store.get = slow
export(Book(Path(sys.argv[1])), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_a_killed_export_leaves_no_bag_and_the_next_one_tidies_up(tmp_path: Path, name: str) -> None:
    book = filled(Book.init(tmp_path / "book"), tmp_path / "in")
    command = [sys.executable, "-c", SLOW, str(book.path), str(tmp_path / name)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        for _ in range(3):
            running.stdout.readline()
        with pytest.raises(InputError, match="another command is writing in"):
            export(book, tmp_path / name)
        running.send_signal(signal.SIGKILL)
    assert not (tmp_path / name).exists()
    assert (tmp_path / f".{name}{UNFINISHED}").exists()
    export(book, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "book", "in"])
