"""What the tests of books share: a reader that is quick, and captures of invented dispatches."""

import itertools
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

from example_maker import VERSIONS, Maker
from example_reading import dispatch

from tollbook.archive import Store
from tollbook.book import Book, Kept, Same
from tollbook.book.incidents import Changes, keep_links
from tollbook.keeping import Adding
from tollbook.model.capture import CaptureRecord
from tollbook.model.figure import Figure, Outcome
from tollbook.model.incident import CopyGroup, CopyKind, Incident
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.running import Read

FIGURE = re.compile(r"(\d+) (?:people|guards|villagers) were (killed|hurt)")
SOURCE = "/news/meridian.txt"
MINUTES = itertools.count()


def quick(report: Report) -> Reading:
    """Read "12 people were killed" and the like, and nothing else."""
    maker = Maker(report.text, report.id, report.capture)
    found: list[Figure] = []
    for match in FIGURE.finditer(report.text):
        outcome = Outcome.KILLED if match[2] == "killed" else Outcome.INJURED
        found.append(maker.figure(match[0], outcome, int(match[1]), int(match[1])))
    return Reading(
        report=report,
        mentions=(),
        figures=tuple(found),
        claims=(),
        loaded=(),
        findings=(),
        issues=(),
        versions=VERSIONS,
    )


def make() -> Read:
    return quick


def evidence(book: Book) -> Store:
    return Store(book.path / "archive")


def record(sha256: str, *, origin: str = SOURCE, size: int = 0) -> CaptureRecord:
    return CaptureRecord(
        sha256=sha256,
        size=size,
        source=Path(origin).name,
        origin=origin,
        received=datetime(2031, 3, 14, 12, tzinfo=UTC) + timedelta(minutes=next(MINUTES)),
        tool="test",
        collector="Sareb desk",
    )


def keep(book: Book, reading: Reading, content: bytes = b"as received", origin: str = SOURCE) -> Kept | None:
    """Keep a reading as the whole of one file with this content."""
    sha256 = evidence(book).put(content)
    report = msgspec.structs.replace(reading.report, capture=sha256)
    reading = msgspec.structs.replace(reading, report=report)
    return book.keep(record(sha256, origin=origin, size=len(content)), reading, Same(origin, ""))


def kept(book: Book, content: bytes = b"as received", name: str = "meridian-1") -> Kept:
    """Keep the example dispatch, which must be new."""
    done = keep(book, dispatch(name), content, f"/news/{name}.txt")
    assert done is not None
    return done


def add(book: Book, *paths: Path) -> tuple[Adding, list[Kept]]:
    """Add files with the quick reader; gives the run and what was acknowledged."""
    run = Adding(book, [str(path) for path in paths], make, jobs=1)
    return run, [added.kept for added in run.added()]


def linked(book: Book) -> None:
    """Add an incident and a copy group."""
    group = CopyGroup(id="copies", kind=CopyKind.EXACT, origin="a", members=("a", "b"), why="the same text")
    keep_links(book, Changes(incidents=(Incident(id="one", claims=("a",)),), copies=(group,)), "all")
