"""Killed at any moment: what was acknowledged is in the book once, the chain is whole, the next run goes on.

The reports lie in files of 50, which are added one after the other, each again and again until it is done.
The number of kills is 12, of 150 reports; TOLLBOOK_KILLS=200 kills 200 times while 2,000 are added. With
TOLLBOOK_KILLS_READER=real texts are read by the real rules, else by a small reader; all else is as it is.
"""

import contextlib
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
from select import select as select_now
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
EACH = 50
SEED = 20311125
LOOK_EVERY = max(4, KILLS // 10)
LONGEST = 0.03
"""Seconds that pass at most between the last line waited for and the kill; adding one report takes less."""


class Nursery:
    """Starts commands that can be killed (see nursery.py)."""

    def __init__(self, reader: str) -> None:
        command = [sys.executable, str(Path(__file__).with_name("nursery.py")), reader]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0)
        assert self.said() == "ready"

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().decode().strip()

    def start(self, output: Path, *arguments: str) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([str(output), *arguments]).encode() + b"\n")
        return int(self.said())

    def ended(self) -> int:
        return int(self.said())

    def has_ended(self) -> bool:
        """Tell whether the command has ended, without taking the code that `ended` gives."""
        assert self.process.stdout is not None
        return bool(select_now([self.process.stdout], [], [], 0)[0])

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery(os.environ.get("TOLLBOOK_KILLS_READER", "small"))
    yield made
    made.close()


def sources(folder: Path, count: int) -> list[Path]:
    """Write files of 50 reports, one a line, and in each a line that is none but is evidence all the same."""
    text = "KESSA, 4 March 2031 (Radio Kessa) - {} people were killed and {} villagers were hurt at pier {}."
    folder.mkdir()
    for first in range(0, count, EACH):
        lines = [
            json.dumps({"id": f"r{n}", "text": text.format(n % 90 + 2, n % 70 + 2, n)})
            for n in range(first, first + EACH)
        ]
        lines.insert(EACH // 2, f'{{"id": "broken {first}')
        (folder / f"{first:05}.jsonl").write_text("\n".join(lines) + "\n")
    return sorted(folder.iterdir())


def acknowledged(output: Path) -> list[dict[str, Any]]:
    """Give what was acknowledged: whole lines that the command printed."""
    if not output.exists():
        return []
    lines = output.read_bytes().split(b"\n")[:-1]
    return [json.loads(line)["kept"] for line in lines if line.startswith(b'{"kept"')]


def wait_for(nursery: Nursery, output: Path, count: int) -> None:
    """Wait until so many reports were acknowledged, or the command has ended."""
    while count and not (output.exists() and output.read_bytes().count(b'{"kept"') >= count):
        if nursery.has_ended():
            return
        time.sleep(0.001)


def held(book: Book) -> Counter[str]:
    with book.reading() as connection:
        return Counter(connection.scalars(select(REPORT.c.id)))


def test_killed_at_random_moments_nothing_acknowledged_is_lost_or_doubled(
    new_book: NewBook, tmp_path: Path, nursery: Nursery
) -> None:
    book = new_book(tmp_path / "book")
    files = sources(tmp_path / "news", REPORTS)
    command = ["add", "--book", str(book.path), "--format", "jsonl", "--rules-only", "--jobs", "1"]
    dice = random.Random(SEED)
    told: list[dict[str, Any]] = []
    killed = runs = 0
    for path in files:
        while True:
            output = tmp_path / f"out-{runs}"
            runs += 1
            process = nursery.start(output, *command, str(path))
            if killed < KILLS:
                wait_for(nursery, output, dice.randint(0, 3 * REPORTS // (2 * KILLS)))
                time.sleep(dice.uniform(0, LONGEST))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            code = nursery.ended()
            told += acknowledged(output)
            assert {kept["report"] for kept in told} <= set(held(book))
            if code != -signal.SIGKILL:
                assert code == 1, output.read_text()
                break
            killed += 1
            if killed % LOOK_EVERY == 0:
                with book.reading() as connection:
                    assert list(faults(connection, evidence(book), Checked())) == []
    nursery.start(tmp_path / "out-last", *command, *map(str, files))
    nursery.ended()
    there = held(book)
    print(
        f"\n{book.engine.dialect.name}: {killed} kills in {runs} runs; {len(told)} reports acknowledged, "
        f"{len(there)} of {REPORTS} in the book, the most often {max(there.values())} times"
    )
    counts = json.loads((tmp_path / "out-last").read_text().splitlines()[-1])
    assert killed >= KILLS // 2
    assert (counts["new"], counts["changed"], counts["known"]) == (0, 0, REPORTS)
    assert there == {f"r{n}": 1 for n in range(REPORTS)}
    assert set(Counter(kept["report"] for kept in told).values()) == {1}
    with book.reading() as connection:
        checked = Checked()
        assert list(faults(connection, evidence(book), checked)) == []
        captures = Counter(connection.scalars(select(CAPTURE.c.part)))
    assert captures == {part: len(files) for part in range(1, EACH + 2)}
    assert checked.unnamed == 0
    assert {kept["hash"] for kept in told} <= entry_hashes(book)


def entry_hashes(book: Book) -> set[str]:
    with book.reading() as connection:
        return set(connection.scalars(select(ENTRY.c.hash)))
