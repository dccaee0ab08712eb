"""Fetch: paths, folders and standard input -> captures, each bounded in size, none silently left out.

Limits: a file or one line of JSON Lines may hold 64 MiB; a JSON Lines file itself may be of any length,
because it is read line by line. Files and folders whose name begins with a dot are not looked into.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture

FILE_LIMIT = 64 * 1024 * 1024
CHUNK = 1024 * 1024
DEPTH_LIMIT = 64
STANDARD_INPUT = "standard input"
LINES_NAMES = (".jsonl", ".ndjson")
BOM = b"\xef\xbb\xbf"


def captures(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, limit: int = FILE_LIMIT
) -> Iterator[Capture | Issue]:
    """Turn paths into captures, in the order given; folders are walked in the order of names.

    "-" stands for standard input. A JSON Lines file gives one capture per line that is not blank, its
    `part` the number of the line, counted from 1. What cannot be read gives an issue in its place and
    the rest goes on. `limit` is in bytes.

    Example:
        >>> import io
        >>> [c.content for c in captures(["-"], stdin=io.BytesIO(b"Two were hurt."))]
        [b'Two were hurt.']
        >>> [issue.kind.value for issue in captures(["no/such/file.txt"])]
        ['unreadable']
    """
    for path in paths:
        if path != "-":
            yield from _path(Path(path), limit, named=True, above=())
        elif stdin is None:
            yield _unreadable(
                STANDARD_INPUT, "there is no standard input to read", "name a file instead of -"
            )
        else:
            try:
                yield from _stream(stdin, STANDARD_INPUT, limit)
            except OSError as error:
                yield _unreadable(STANDARD_INPUT, _why(error), "pipe a text into the command")


def shown(path: Path) -> str:
    """Give a path as text that can always be written, odd bytes in its name replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def _path(
    path: Path, limit: int, *, named: bool, above: tuple[tuple[int, int], ...]
) -> Iterator[Capture | Issue]:
    """Read one file or folder; `above` holds the folders on the way here, against loops of links."""
    source = shown(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            here = (status.st_dev, status.st_ino)
            if here in above or len(above) >= DEPTH_LIMIT:
                yield _unreadable(
                    source, "the folder leads back into itself or lies too deep", "remove the link"
                )
                return
            inside = sorted(
                (item for item in path.iterdir() if not item.name.startswith(".")), key=lambda i: i.name
            )
            for item in inside:
                yield from _path(item, limit, named=False, above=(*above, here))
        elif named or stat.S_ISREG(status.st_mode):
            with path.open("rb") as stream:
                yield from _stream(stream, source, limit)
        else:
            yield _unreadable(source, "it is a device or a pipe, not a file", "name it itself if you mean it")
    except (OSError, ValueError) as error:
        yield _unreadable(source, _why(error), "check the name and the rights, then read it again")


def _stream(stream: BinaryIO, source: str, limit: int) -> Iterator[Capture | Issue]:
    """Read a stream as JSON Lines where its name or its first line says so, else as one capture."""
    first = stream.readline(limit + 1)
    if source.lower().endswith(LINES_NAMES) or _is_record(first):
        yield from _lines(first, stream, source, limit)
        return
    content = first
    while len(content) <= limit and (more := stream.read(min(CHUNK, limit + 1 - len(content)))):
        content += more
    if len(content) > limit:
        yield _too_large(source, "the file", limit)
    else:
        yield Capture.of(content, source)


def _lines(line: bytes, stream: BinaryIO, source: str, limit: int) -> Iterator[Capture | Issue]:
    """Give one capture per line, the line end left out; a line over the limit is skipped to its end."""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        todo = "save the file as UTF-8: JSON Lines are read line by line"
        yield Issue(kind=IssueKind.ENCODING, source=source, message=f"{source} is UTF-16", todo=todo)
        return
    part, empty = 0, True
    while line:
        part += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(CHUNK)
            yield _too_large(source, f"line {part}", limit)
            empty = False
        elif (content := line.rstrip(b"\r\n")).removeprefix(BOM).strip():
            yield Capture.of(content, source, media="application/x-ndjson", part=part)
            empty = False
        line = stream.readline(limit + 1)
    if empty:
        yield Issue(
            kind=IssueKind.EMPTY,
            source=source,
            message=f"{source} holds no line",
            todo="check where it came from",
        )


def _is_record(line: bytes) -> bool:
    """Tell whether a first line is a whole JSON object with a text or an id, as JSON Lines have."""
    start = line[:64].removeprefix(BOM).lstrip()
    if not start.startswith(b"{") or not line.rstrip().endswith(b"}"):
        return False
    try:
        found = msgspec.json.decode(line.removeprefix(BOM), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return "text" in found or "id" in found


def _why(error: OSError | ValueError) -> str:
    """Say in a few words why the system refused."""
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else str(error)


def _unreadable(source: str, why: str, todo: str) -> Issue:
    return Issue(
        kind=IssueKind.UNREADABLE, source=source, message=f"{source} cannot be read: {why}", todo=todo
    )


def _too_large(source: str, what: str, limit: int) -> Issue:
    message = f"{source}: {what} is larger than {limit:,} bytes and was not read"
    return Issue(
        kind=IssueKind.TOO_LARGE, source=source, message=message, todo="split it into one file a report"
    )
