"""Killed at any moment: what was acknowledged is in the book once, the chain is whole, the next run goes on.

The reports lie in files of 50, which are added one after the other, each again and again until it is done.
The number of kills is 12, of 150 reports; TOLLBOOK_KILLS=200 kills 200 times while 2,000 are added. Texts are
read by a small reader, with TOLLBOOK_KILLS_READER=rules by the real rules and with real by the real reader;
all else is as it is. A short test of a few kills has the real reader always.
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
from tollbook.book.schema import CAPTURE, ENTRY, FIGURE, READING, REPORT
from tollbook.book.verify import Checked, faults

KILLS = int(os.environ.get("TOLLBOOK_KILLS", "12"))
REPORTS = 150 if KILLS <= 12 else 10 * KILLS
EACH = 50
SEED = 20311125
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


@pytest.fixture(scope="module")
def real_nursery() -> Iterator[Nursery]:
    made = Nursery("real")
    yield made
    made.close()


def sources(folder: Path, count: int, each: int = EACH) -> list[Path]:
    """Write files of some reports, one a line, and in each a line that is none but is evidence too."""
    text = "KESSA, 4 March 2031 (Radio Kessa) - {} people were killed and {} villagers were hurt at pier {}."
    folder.mkdir()
    for first in range(0, count, each):
        lines = [
            json.dumps({"id": f"r{n}", "text": text.format(n % 90 + 2, n % 70 + 2, n)})
            for n in range(first, first + each)
        ]
        lines.insert(each // 2, f'{{"id": "broken {first}')
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
    killed_and_looked_at(book, tmp_path, nursery, kills=KILLS, reports=REPORTS, each=EACH, longest=LONGEST)


def test_killed_while_the_real_reader_reads_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path, real_nursery: Nursery
) -> None:
    with Book.init(tmp_path / "book") as book:
        killed_and_looked_at(book, tmp_path, real_nursery, kills=4, reports=16, each=8, longest=0.3)
        with book.reading() as connection:
            read = set(connection.scalars(select(READING.c.reader)))
            figures = Counter(connection.scalars(select(FIGURE.c.report)))
    assert len(read) == 1
    assert read != {"rules alone"}
    assert figures == {f"r{n}": 2 for n in range(16)}


def killed_and_looked_at(
    book: Book, folder: Path, nursery: Nursery, *, kills: int, reports: int, each: int, longest: float
) -> None:
    """Kill so many times while so many reports are added, `each` a file, and look at what there is."""
    files = sources(folder / "news", reports, each)
    command = ["add", "--book", str(book.path), "--format", "jsonl", "--rules-only", "--jobs", "1"]
    dice = random.Random(SEED)
    told: list[dict[str, Any]] = []
    killed = runs = 0
    for path in files:
        while True:
            output = folder / f"out-{runs}"
            runs += 1
            process = nursery.start(output, *command, str(path))
            if killed < kills:
                wait_for(nursery, output, dice.randint(0, 3 * reports // (2 * kills)))
                time.sleep(dice.uniform(0, longest))
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            code = nursery.ended()
            told += acknowledged(output)
            assert {kept["report"] for kept in told} <= set(held(book))
            if code != -signal.SIGKILL:
                assert code == 1, output.read_text()
                break
            killed += 1
            if killed % max(4, kills // 10) == 0:
                with book.reading() as connection:
                    assert list(faults(connection, evidence(book), Checked())) == []
    nursery.start(folder / "out-last", *command, *map(str, files))
    nursery.ended()
    there = held(book)
    print(
        f"\n{book.engine.dialect.name}: {killed} kills in {runs} runs; {len(told)} reports acknowledged, "
        f"{len(there)} of {reports} in the book, the most often {max(there.values())} times"
    )
    counts = json.loads((folder / "out-last").read_text().splitlines()[-1])
    assert killed >= kills // 2
    assert (counts["new"], counts["changed"], counts["known"]) == (0, 0, reports)
    assert there == {f"r{n}": 1 for n in range(reports)}
    assert set(Counter(kept["report"] for kept in told).values()) == {1}
    with book.reading() as connection:
        checked = Checked()
        assert list(faults(connection, evidence(book), checked)) == []
        captures = Counter(connection.scalars(select(CAPTURE.c.part)))
    assert captures == {part: len(files) for part in range(1, each + 2)}
    assert checked.unnamed == 0
    assert {kept["hash"] for kept in told} <= entry_hashes(book)


def entry_hashes(book: Book) -> set[str]:
    with book.reading() as connection:
        return set(connection.scalars(select(ENTRY.c.hash)))
