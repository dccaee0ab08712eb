"""Killed at any moment: what was acknowledged is in the book once, the chain is whole, the next run goes on.

The number of kills is 12, of 150 reports; TOLLBOOK_KILLS=200 kills 200 times while 2,000 are added. With
TOLLBOOK_KILLS_READER=real texts are read by the real rules, else by a small reader; all else is as it is.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import evidence
from sqlalchemy import select

from book_fixtures import NewBook
from tollbook.book import Book
from tollbook.book.schema import CAPTURE, ENTRY, REPORT
from tollbook.book.verify import Checked, faults

KILLS = int(os.environ.get("TOLLBOOK_KILLS", "12"))
REPORTS = 150 if KILLS <= 12 else 10 * KILLS
SEED = 20311125
LOOK_EVERY = max(4, KILLS // 10)
LONGEST = 0.03
"""Seconds that pass at most between the last line waited for and the kill; adding one report takes less."""


class Nursery:
    """Starts commands that can be killed (see nursery.py)."""

    def __init__(self, reader: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("nursery.py")), reader]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.said() == "ready"

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def start(self, output: Path, *arguments: str) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([str(output), *arguments]) + "\n")
        self.process.stdin.flush()
        return int(self.said())

    def ended(self) -> int:
        return int(self.said())

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery(os.environ.get("TOLLBOOK_KILLS_READER", "small"))
    yield made
    made.close()


def sources(path: Path, count: int) -> Path:
    """Write reports, one a line; each 50th line is none, and is evidence all the same."""
    text = "KESSA, 4 March 2031 (Radio Kessa) - {} people were killed and {} villagers were hurt at pier {}."
    lines = [
        json.dumps({"id": f"r{n}", "text": text.format(n % 90 + 2, n % 70 + 2, n)}) for n in range(count)
    ]
    for number in range(25, count + count // 50, 50):
        lines.insert(number, f'{{"id": "broken {number}')
    path.write_text("\n".join(lines) + "\n")
    return path


def acknowledged(output: Path) -> list[dict[str, Any]]:
    """Give what was acknowledged: whole lines that the command printed."""
    if not output.exists():
        return []
    lines = output.read_bytes().split(b"\n")[:-1]
    return [json.loads(line)["kept"] for line in lines if line.startswith(b'{"kept"')]


def wait_for(output: Path, count: int) -> None:
    """Wait until so many reports were acknowledged, or the command has gone on for long without them."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not count or (output.exists() and output.read_bytes().count(b'{"kept"') >= count):
            return
        time.sleep(0.001)


def held(book: Book) -> Counter[str]:
    with book.reading() as connection:
        return Counter(connection.scalars(select(REPORT.c.id)))


def test_killed_at_random_moments_nothing_acknowledged_is_lost_or_doubled(
    new_book: NewBook, tmp_path: Path, nursery: Nursery
) -> None:
    book = new_book(tmp_path / "book")
    path = sources(tmp_path / "news.jsonl", REPORTS)
    command = ["add", str(path), "--book", str(book.path), "--format", "jsonl", "--rules-only", "--jobs", "1"]
    dice = random.Random(SEED)
    told: list[dict[str, Any]] = []
    killed = looked = 0
    for number in range(KILLS):
        output = tmp_path / f"out-{number}"
        process = nursery.start(output, *command)
        wait_for(output, dice.randint(0, 16 * REPORTS // (10 * KILLS)))
        time.sleep(dice.uniform(0, LONGEST))
        os.kill(process, signal.SIGKILL)
        code = nursery.ended()
        assert code == -signal.SIGKILL, f"run {number} ended by itself with {code}: {output.read_text()}"
        killed += 1
        told += acknowledged(output)
        there = held(book)
        assert {kept["report"] for kept in told} <= set(there)
        assert set(there.values()) <= {1}
        if number % LOOK_EVERY == 0:
            with book.reading() as connection:
                assert list(faults(connection, evidence(book), Checked())) == []
            looked += 1
    output = tmp_path / "out-last"
    nursery.start(output, *command)
    code = nursery.ended()
    told += acknowledged(output)
    counts = json.loads(output.read_text().splitlines()[-1])
    there = held(book)
    print(
        f"\n{book.engine.dialect.name}: {killed} kills, {len(told)} of {REPORTS} acknowledged, {looked} looks"
    )
    assert code == 1, output.read_text()
    assert counts["new"] + counts["known"] == REPORTS == len(there)
    assert set(there.values()) == {1}
    assert set(Counter(kept["report"] for kept in told).values()) == {1}
    with book.reading() as connection:
        checked = Checked()
        assert list(faults(connection, evidence(book), checked)) == []
        captures = connection.scalars(select(CAPTURE.c.part)).all()
    assert sorted(captures) == list(range(1, len(path.read_text().splitlines()) + 1))
    assert checked.unnamed == 0
    assert {kept["hash"] for kept in told} <= entry_hashes(book)


def entry_hashes(book: Book) -> set[str]:
    with book.reading() as connection:
        return set(connection.scalars(select(ENTRY.c.hash)))
