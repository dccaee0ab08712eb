"""Measures a book as it grows: how fast reports are added, how much memory that takes, how fast it answers.

    .venv/bin/python benchmarks/book.py [--sizes 10000 50000 100000] [--window 500] [--filled] [--folder PATH]

With `--folder` the book stays there, and a run that was stopped goes on when the same command is given again.

Reports are short and made up. Reading is a few patterns, so that what is measured is the keeping: the archive
with its flushes to the disk, the ledger with its chain, one transaction a report. All reports are lines of
one file, added by one run as by `tollbook add`, which is halted at each size to be measured. With `--filled`
those before each window of measuring are put into the ledger by the hundred, with such rows, chain and index
as one by one, but without evidence, which takes a fifth of the time: then rates and answers are those of a
book of that size, and memory is that of runs of one window. The results go into benchmarks/BOOK.md.
"""

import argparse
import gc
import hashlib
import json
import os
import platform
import random
import re
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, func, insert, or_, select

from tollbook.book import Book, chain, rows
from tollbook.book.cells import ranges
from tollbook.book.ledger import head
from tollbook.book.schema import CAPTURE, ENTRY, FIGURE, LEDGER, PRESENT, REPORT
from tollbook.keeping import Adding
from tollbook.knowing import origin
from tollbook.model.capture import CaptureRecord
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.provenance import Basis, Provenance, Quote, Sourced, Span, Stamp
from tollbook.model.reading import Reading, Versions
from tollbook.model.reference import Candidate, Place, PlaceRelation
from tollbook.model.report import Report
from tollbook.model.when import DatePrecision, When
from tollbook.running import Read
from tollbook.version import EXTRACTOR

HERE = Path(__file__).resolve()
RESULTS = HERE.with_name("BOOK.md")
SIZES = (10_000, 50_000, 100_000)
WINDOW = 300
AT_ONCE = 500
ASKED = 200
WARM = 50
FIRST_DAY = date(2026, 1, 1)
DAYS = 1_800
FIGURE_WORDS = re.compile(r"(\d+) people were (killed|hurt)")
VERSIONS = Versions(extractor="benchmark", knowledge="none", parser="none", gazetteer="none")


class Measured(NamedTuple):
    """What was seen at one size: ms a report (wall, processor), memory in MB, answers in ms, ledger in MB.

    `wall` and `processor` are means of the last window, `since` is the wall mean since the size before.
    """

    size: int
    wall: float
    processor: float
    since: float
    now: float
    peak: float
    box: float
    box_worst: float
    found: float
    words: float
    words_worst: float
    circle: float
    megabytes: float


def vocabulary() -> list[str]:
    """Make 5,000 invented words."""
    dice = random.Random(1)
    parts = ["ka", "ri", "mo", "sel", "ten", "ur", "va", "lo", "shi", "dan", "pe", "gul"]
    return sorted({"".join(dice.choices(parts, k=dice.randint(2, 4))) for _ in range(9_000)})[:5_000]


WORDS = vocabulary()


def record(number: int) -> dict[str, str]:
    """Make one short report; a place and a day stand in it as numbers, for the small reader to read."""
    dice = random.Random(number)
    day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    where = f"{dice.uniform(25, 45):.3f} {dice.uniform(25, 55):.3f}"
    text = (
        f"{dice.randint(2, 90)} people were killed and {dice.randint(2, 90)} people were hurt at {where} "
        f"on {day.isoformat()}, the {dice.choice(WORDS)} office said. {' '.join(dice.choices(WORDS, k=40))}."
    )
    return {"id": f"r{number}", "outlet": f"Radio {dice.choice(WORDS[:40]).title()}", "text": text}


def small_reader() -> Read:
    """Make a reader of such reports: figures with place and day, nothing else."""
    return small_reading


def small_reading(report: Report) -> Reading:
    """Read the figures of a report that `record` made."""
    stamp = Stamp(capture=report.capture, text=report.text, knowledge="none")
    place = re.search(r"at (\S+) (\S+) on (\S+),", report.text)
    figures: list[Figure] = []
    for match in FIGURE_WORDS.finditer(report.text) if place else ():
        assert place is not None
        span, where, when = Span(*match.span()), Span(place.start(1), place.end(2)), Span(*place.span(3))
        many, day = int(match[1]), date.fromisoformat(place[3])
        point = Candidate(
            gazetteer=f"g:{place[1]}",
            name="Pier",
            country="XX",
            latitude=float(place[1]),
            longitude=float(place[2]),
            feature="PPL",
            score=1.0,
        )

        def of(value: Any, at: Span = span) -> Sourced[Any]:
            return stamp.source(value, at, rule="benchmark", basis=Basis.STATED)

        figures.append(
            Figure(
                id=f"{report.id}-{match.start()}",
                report=report.id,
                span=span,
                quote=Quote.of(report.text, span),
                outcome=of(Outcome.KILLED if match[2] == "killed" else Outcome.INJURED),
                count=of(Count(low=many, high=many)),
                status=of(Status.UNKNOWN),
                scope=of(Scope.INCIDENT),
                stance=of(Stance.ASSERTED),
                place=of(Place(name="Pier", relation=PlaceRelation.IN, candidates=(point,)), where),
                when=of(When(start=day, end=day, precision=DatePrecision.DAY, reading="stated"), when),
            )
        )
    return Reading(
        report=report,
        mentions=(),
        figures=tuple(figures),
        claims=(),
        loaded=(),
        findings=(),
        issues=(),
        versions=VERSIONS,
    )


def put_in(book: Book, folder: Path, numbers: range) -> None:
    """Put reports in by the hundred: such rows and chain as one by one, in few transactions, no evidence."""
    source = str(folder / "filled.jsonl")
    for first in range(numbers.start, numbers.stop, AT_ONCE):
        _put_some(book, source, range(first, min(first + AT_ONCE, numbers.stop)))


def _put_some(book: Book, source: str, numbers: range) -> None:
    by: dict[str, list[dict[str, Any]]] = {str(table.name): [] for table in (ENTRY, PRESENT, *LEDGER)}
    indexed: list[tuple[int, rows.Row, rows.Rows]] = []
    with book.engine.connect().execution_options(writes=True) as connection, connection.begin():
        last = head(connection)
        assert last is not None
        for number in numbers:
            made = record(number)
            line = msgspec.json.encode(made)
            seq = last.seq + 1
            reading = small_reading(as_read(made, hashlib.sha256(line).hexdigest(), source))
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


def as_read(made: dict[str, str], sha256: str, source: str) -> Report:
    """Give the report that reading a record gives, as near as matters here, in less time."""
    outlet = Sourced(
        value=made["outlet"],
        words=made["outlet"],
        basis=Basis.STATED,
        provenance=Provenance(
            capture=sha256, span=None, rule="given.record", extractor=EXTRACTOR, knowledge="none"
        ),
    )
    return Report(
        id=made["id"], capture=sha256, source=source, text=made["text"], outlet=outlet, language="en"
    )


def _index(connection: Connection, indexed: list[tuple[int, rows.Row, rows.Rows]]) -> None:
    """Put reports into the index of words, where this version has one."""
    try:
        from tollbook.book import index
    except ImportError:
        return
    for seq, report, added in indexed:
        index.add(connection, seq, report, added, anew=True)


def written(folder: Path, numbers: range) -> Path:
    """Write reports into a file, one a line."""
    path = folder / f"{numbers.start}.jsonl"
    with path.open("wb") as stream:
        stream.writelines(json.dumps(record(number)).encode() + b"\n" for number in numbers)
    return path


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


Spent = tuple[float, float]
"""Wall and processor time, in ms."""


def spent(start: tuple[float, float]) -> Spent:
    """Give the time since then."""
    return (time.perf_counter() - start[0]) * 1000, (time.process_time() - start[1]) * 1000


def middle(times: list[Spent]) -> float:
    """Give the median of the processor times, 0 where there are none."""
    return statistics.median(one[1] for one in times) if times else 0.0


def longest(times: list[Spent]) -> float:
    """Give the longest wall time, 0 where there are none."""
    return max((one[0] for one in times), default=0.0)


def boxes(book: Book) -> tuple[list[Spent], float]:
    """Ask for figures in a box of a degree and a half within 30 days; gives milliseconds, and how many."""
    dice = random.Random(7)
    times: list[Spent] = []
    found: list[int] = []
    with book.reading() as connection:
        for _ in range(ASKED):
            south, west = dice.uniform(25, 43.5), dice.uniform(25, 53.5)
            day = FIRST_DAY + timedelta(days=dice.randrange(DAYS - 30))
            start = time.perf_counter(), time.process_time()
            query = (
                select(FIGURE.c.id, FIGURE.c.low)
                .join(PRESENT, PRESENT.c.reading == FIGURE.c.seq)
                .where(
                    or_(
                        *(
                            FIGURE.c.cell.between(a, b)
                            for a, b in ranges(south, west, south + 1.5, west + 1.5)
                        )
                    ),
                    FIGURE.c.first_day.between(day.isoformat(), (day + timedelta(days=30)).isoformat()),
                    FIGURE.c.latitude.between(south, south + 1.5),
                    FIGURE.c.longitude.between(west, west + 1.5),
                )
            )
            found.append(len(connection.execute(query).all()))
            times.append(spent(start))
    return times, statistics.mean(found)


def searches(book: Book) -> tuple[list[Spent], list[Spent]]:
    """Search for words, and in a circle within 30 days; nothing where this version has no search."""
    try:
        from tollbook.book.search import Near, Wanted, search
    except ImportError:
        return [], []
    dice = random.Random(9)
    taken: tuple[list[Spent], list[Spent]] = ([], [])
    for _ in range(ASKED // 2):
        day = FIRST_DAY + timedelta(days=dice.randrange(DAYS - 30))
        near = Near(dice.uniform(25, 45), dice.uniform(25, 55), 80.0)
        wanted = (
            Wanted(words=" ".join(dice.choices(WORDS, k=dice.randint(1, 2)))),
            Wanted(near=near, event_from=day, event_to=day + timedelta(days=30)),
        )
        for asked, times in zip(wanted, taken, strict=True):
            start = time.perf_counter(), time.process_time()
            with book.reading() as connection:
                search(connection, asked)
            times.append(spent(start))
    return taken


def memory() -> tuple[float, float]:
    """Give what this process holds now and held at most, in MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize() / 1e6, most / 1000


def measured(folder: Path, sizes: list[int], window: int, *, filled: bool) -> Iterator[Measured]:
    """Let a book grow, and measure it at each size, the last `window` reports being added one by one."""
    path = folder / "book"
    with Book(path) if path.exists() else Book.init(path) as book:
        if not held(book):
            add(book, folder, range(WARM))
        rates = (by_the_hundred if filled else one_by_one)(book, folder, sizes, window)
        for size, wall, processor, since in rates:
            times, found = boxes(book)
            size_on_disk = (book.path / "book.db").stat().st_size / 1e6
            words, circles = searches(book)
            yield Measured(
                size=size,
                wall=wall,
                processor=processor,
                since=since,
                now=memory()[0],
                peak=memory()[1],
                box=middle(times),
                box_worst=longest(times),
                found=found,
                words=middle(words),
                words_worst=longest(words),
                circle=middle(circles),
                megabytes=size_on_disk,
            )


def folder_is_memory(folder: Path) -> bool:
    """Tell whether a folder lies in memory, where a flush to the disk costs nothing."""
    return folder.resolve().is_relative_to("/dev/shm")  # looked at, not written to


HEAD = (
    "reports",
    "ms a report, processor",
    "beside the first",
    "ms a report, wall",
    "wall, since the size before",
    "memory, MB",
    "at most, MB",
    "box and 30 days, ms",
    "worst, wall",
    "figures found",
    "search for words, ms",
    "worst, wall",
    "circle and 30 days, ms",
    "ledger, MB",
)


def page(seen: list[Measured], *, filled: bool, window: int, where: Path) -> str:
    """Write the results down."""
    first = seen[0]
    before = "so were all those before, by one run over one file."
    if filled:
        before = "those before were put into the ledger by the hundred, with such rows, chain and index, "
        before += "but without evidence."
    busy = f"{os.cpu_count()} processors shared with other programs (load {os.getloadavg()[0]:.0f})"
    option = " --filled" if filled else ""
    disk = "memory (a tmpfs)" if folder_is_memory(where) else "a disk"
    lines = [
        "# A book as it grows",
        "",
        f"Measured on {datetime.now(UTC).date()} by `benchmarks/book.py{option}`: SQLite on {disk}, "
        f"Python {platform.python_version()}, {busy}. "
        "Wall times suffer from those; processor times and the ratios are what to look at.",
        "",
        f"The last {window:,} reports before each size were added one by one, as `tollbook add` does, "
        f"read by a few patterns; {before} "
        f"Answers: medians of processor time, and the worst wall time, of {ASKED} boxes, "
        f"{ASKED // 2} searches for one or two words and {ASKED // 2} circles.",
        "",
        "| " + " | ".join(HEAD) + " |",
        "|" + "---:|" * len(HEAD),
    ]
    for one in seen:
        cells = [f"{one.size:,}", f"{one.processor:.1f}", f"{one.processor / first.processor:.2f}"]
        cells += [
            f"{one.wall:.1f}",
            f"{one.since:.1f}",
            f"{one.now:.0f}",
            f"{one.peak:.0f}",
            f"{one.box:.2f}",
        ]
        cells += [f"{one.box_worst:.1f}", f"{one.found:.1f}", f"{one.words:.1f}", f"{one.words_worst:.1f}"]
        lines.append("| " + " | ".join([*cells, f"{one.circle:.1f}", f"{one.megabytes:.0f}"]) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    options.add_argument("--window", type=int, default=WINDOW)
    options.add_argument("--filled", action="store_true")
    options.add_argument("--folder", type=Path)
    options.add_argument("-o", "--output", type=Path, default=RESULTS)
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="tollbook-book-"))
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / "seen.json"
    seen = msgspec.json.decode(notes.read_bytes(), type=list[Measured]) if notes.exists() else []
    sizes = [size for size in chosen.sizes if size not in {one.size for one in seen}]
    try:
        for one in measured(folder, sizes, chosen.window, filled=chosen.filled) if sizes else ():
            print(one, flush=True)
            seen.append(one)
            notes.write_bytes(msgspec.json.encode(seen))
        text = page(seen, filled=chosen.filled, window=chosen.window, where=folder)
        chosen.output.write_text(text, "utf-8")
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
