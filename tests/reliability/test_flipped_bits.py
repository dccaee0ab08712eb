"""Flipped bits: `verify` finds them and names them, wherever in archive or ledger they are.

A flip can also fall where nothing is held: in free space of the database file, in a part of a compressed
file that no reader looks at. Then nothing may have changed: the whole ledger, or the evidence, is the same.
"""

import random
import re
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import evidence
from filled_book import BOOK_TABLES, at_rest, found, said

from tollbook.book import Book
from tollbook.errors import EvidenceError


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a SQLite book at rest; tests put back what they change."""
    return at_rest(tmp_path_factory.mktemp("flips") / "book")


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


def test_evidence_that_was_flipped_is_not_given_out(filled: Path) -> None:
    with Book(filled) as book:
        store = evidence(book)
        path = store.path(store.put(b"first"))
        good = path.read_bytes()
        path.write_bytes(flipped(good, len(good) * 8 - 1))
        with pytest.raises(EvidenceError, match="is damaged"):
            store.get(path.stem)
        path.write_bytes(good)
