"""The page of results of the benchmark of a book."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from book_answers import ASKED


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


def folder_is_memory(folder: Path) -> bool:
    """Tell whether a folder lies in memory, where a flush to the disk costs nothing."""
    return folder.resolve().is_relative_to("/dev/shm")  # looked at, not written to
