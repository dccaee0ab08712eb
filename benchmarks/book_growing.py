"""How the book of the benchmark grows: one report after another as by `tollbook add`, or by the hundred."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from book_reports import as_read, record, small_reader, small_reading
from book_times import spent
from sqlalchemy import Connection, func, insert, select

from tollbook.book import Book, chain, rows
from tollbook.book.ledger import head
from tollbook.book.schema import CAPTURE, ENTRY, LEDGER, PRESENT, REPORT
from tollbook.keeping import Adding
from tollbook.knowing import origin
from tollbook.model.capture import CaptureRecord
from tollbook.running import Read

AT_ONCE = 500
Write = Callable[[int], dict[str, str]]
"""Makes a report by its number."""
Rate = tuple[int, float, float, float]
"""A size, and ms a report: wall and processor in the window before it, wall since the size before."""


def one_by_one(book: Book, folder: Path, sizes: list[int], window: int) -> Iterator[Rate]:
    """Add all reports that are not in the book by one run, halting at each size."""
    before = held(book)
    run = Adding(book, [str(written(folder, range(before, sizes[-1])))], small_reader, jobs=1)
    began = time.perf_counter()
    start = began, time.process_time()
    for there, _ in enumerate(run.added(), before + 1):
        if there + window in sizes:
            start = time.perf_counter(), time.process_time()
        if there in sizes:
            wall, processor = spent(start)
            since = (time.perf_counter() - began) * 1000 / (there - before)
            yield there, wall / window, processor / window, since
            began, before = time.perf_counter(), there


def by_the_hundred(book: Book, folder: Path, sizes: list[int], window: int) -> Iterator[Rate]:
    """Put reports in by the hundred, and the last ones before each size one by one."""
    there = held(book)
    for size in sizes:
        put_in(book, folder, range(there, size - window))
        wall, processor = add(book, folder, range(size - window, size))
        there = size
        yield size, wall, processor, wall


def held(book: Book) -> int:
    """Give the number of reports in the book."""
    with book.reading() as connection:
        return connection.scalar(select(func.count()).select_from(PRESENT)) or 0


def add(book: Book, folder: Path, numbers: range) -> tuple[float, float]:
    """Add reports one by one, as `tollbook add` does; gives wall and processor milliseconds a report."""
    path = written(folder, numbers)
    wall, processor = time.perf_counter(), time.process_time()
    run = Adding(book, [str(path)], small_reader, jobs=1)
    done = sum(1 for _ in run.added())
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    assert done == len(numbers)
    path.unlink()
    return wall / done * 1000, processor / done * 1000


def written(folder: Path, numbers: range) -> Path:
    """Write reports into a file, one a line."""
    path = folder / f"{numbers.start}.jsonl"
    with path.open("wb") as stream:
        stream.writelines(json.dumps(record(number)).encode() + b"\n" for number in numbers)
    return path


def put_in(
    book: Book, folder: Path, numbers: range, write: Write = record, read: Read = small_reading
) -> None:
    """Put reports in by the hundred: such rows and chain as one by one, in few transactions, no evidence."""
    source = str(folder / "filled.jsonl")
    for first in range(numbers.start, numbers.stop, AT_ONCE):
        _put_some(book, source, range(first, min(first + AT_ONCE, numbers.stop)), write, read)


def _put_some(book: Book, source: str, numbers: range, write: Write, read: Read) -> None:
    by: dict[str, list[dict[str, Any]]] = {str(table.name): [] for table in (ENTRY, PRESENT, *LEDGER)}
    indexed: list[tuple[int, rows.Row, rows.Rows]] = []
    with book.engine.connect().execution_options(writes=True) as connection, connection.begin():
        last = head(connection)
        assert last is not None
        for number in numbers:
            made = write(number)
            line = msgspec.json.encode(made)
            seq = last.seq + 1
            reading = read(as_read(made, hashlib.sha256(line).hexdigest(), source))
            kept = CaptureRecord(
                sha256=reading.report.capture,
                size=len(line),
                source=source,
                origin=origin(source),
                received=datetime.now(UTC),
                tool="benchmark",
                part=number,
            )
            capture = rows.capture_row(kept)
            report = rows.report_row(
                reading.report, version=1, capture=capture["id"], origin=kept.origin, name=reading.report.id
            )
            added: rows.Rows = [(CAPTURE, capture), (REPORT, report)]
            added += rows.reading_rows(reading, version=1, supersedes=None)
            hashes: list[tuple[str, str]] = []
            for table, row in rows.numbered(added):
                whole = {**row, "seq": seq}
                whole["sha256"] = chain.row_hash(table, whole)
                hashes.append((str(table.name), whole["sha256"]))
                by[str(table.name)].append(whole)
            last = chain.entry(
                seq=seq,
                recorded=max(rows.instant(datetime.now(UTC)), last.recorded),
                act="report",
                subject=reading.report.id,
                rows=len(hashes),
                content=chain.content_hash(hashes),
                previous=last.hash,
            )
            by["entry"].append(last._asdict())
            by["present"].append({"report": reading.report.id, "version": 1, "reading": seq, "text": seq})
            indexed.append((seq, report, added))
        for table in (ENTRY, *LEDGER, PRESENT):
            if by[str(table.name)]:
                connection.execute(insert(table), by[str(table.name)])
        _index(connection, indexed)


def _index(connection: Connection, indexed: list[tuple[int, rows.Row, rows.Rows]]) -> None:
    """Put reports into the index of words, where this version has one."""
    try:
        from tollbook.book import index
    except ImportError:
        return
    for seq, report, added in indexed:
        index.add(connection, seq, report, added, anew=True)
