"""The files of a set: found, read line by line, and refused with a sentence where they do not fit."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

import tollbook
from tollbook.errors import InputError, TollbookError
from tollbook.evaluate.result import Options
from tollbook.issues import Issue
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.running import NO_REPORT, Run

LARGEST = 500_000_000
"""Bytes of a file of a set; a larger one is refused."""


def found(folder: Path, *names: str) -> Path:
    """Give the first of these files that is in `folder`; `folder` may be the file itself.

    Raises:
        InputError: where none of them is there.
    """
    if folder.is_file():
        return folder
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise InputError(f"{folder} holds no {' and no '.join(names)}", "give the folder of the set with --data")


def text(path: Path) -> str:
    """Read a file of a set as UTF-8.

    Raises:
        InputError: where it cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} is larger than {LARGEST:,} bytes", "split it")
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}", "give a file in UTF-8") from error


def lines(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines: one object a line, empty lines left out.

    Raises:
        InputError: where a line is no JSON object; names the line.
    """
    out: list[dict[str, Any]] = []
    for number, line in enumerate(text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            out.append(msgspec.json.decode(line, type=dict[str, Any]))
        except msgspec.MsgspecError as error:
            raise InputError(f"{path}, line {number}: {error}", "each line must be a JSON object") from error
    return out


def reports(records: Iterable[dict[str, Any]]) -> Iterator[Report | Issue]:
    """Make reports of records with id, text and, where known, title, outlet and published day.

    They go the way of a JSON Lines file on standard input, so that a set is read as a user's file is.
    """
    body = b"".join(msgspec.json.encode(record) + b"\n" for record in records)
    return tollbook.reports(["-"], stdin=BytesIO(body)) if body else iter(())


def reader() -> Callable[[Report], Reading]:
    """Make the function that a process reads with."""
    return tollbook.Reader().read


def readings(items: Iterable[Report | Issue], options: Options) -> Iterator[Reading]:
    """Read reports in their order, in one process or several.

    Of issues that belong to no reading, those that cost one go to `note`, each kind of trouble once; the
    others (a report's two dates differ) are not what is measured.

    Raises:
        TollbookError: where no report at all could be read, because that is no measurement.
        KeyboardInterrupt: where it was stopped, because a part of a set is none either.
    """
    troubles: Counter[str] = Counter()

    def note(issue: Issue) -> None:
        if issue.kind in NO_REPORT:
            trouble = issue.message.rpartition(": ")[2]
            troubles[trouble] += 1
            if troubles[trouble] == 1:
                options.note(issue)

    run = Run(items, reader, jobs=options.jobs, note=note, step=options.step)
    yield from run.readings()
    if run.stopped:
        raise KeyboardInterrupt
    if troubles and not run.done:
        trouble, times = troubles.most_common(1)[0]
        raise TollbookError(f"none of {times:,} reports could be read: {trouble}", "mend that first")
