"""Fetch: paths, folders, addresses and standard input -> captures, bounded in size, none silently left out.

Limits: a file, or one line, row, message or record of a file that holds many, may have 64 MiB; such a file
itself may be of any length, because it is read piece by piece. What a file holds is told by its bytes.
Files and folders whose name begins with a dot are not looked into.
"""

import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tollbook.archive import splits
from tollbook.archive.kinds import HEAD, kind
from tollbook.archive.troubles import too_large, unreadable, why
from tollbook.archive.webarchive import Joined, some, web_archive
from tollbook.archive.zipped import packed_archive
from tollbook.issues import Issue
from tollbook.model.capture import Capture

FILE_LIMIT = 64 * 1024 * 1024
CHUNK = 1024 * 1024
DEPTH_LIMIT = 64
STANDARD_INPUT = "standard input"
ADDRESS = ("http://", "https://")
Fetch = Callable[[str], Iterator[Capture | Issue]]


def captures(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    limit: int = FILE_LIMIT,
    columns: str | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Capture | Issue]:
    """Turn paths into captures, in the order given; folders are walked in the order of names.

    "-" stands for standard input. JSON Lines give one capture per line that is not blank, its `part` the
    number of the line, counted from 1; tables one per row, mailboxes one per message, WARC and WACZ files
    one per page. `columns` ("text=body,published=date") makes any text a table. `fetch` fetches what
    begins with http:// or https://; without it nothing is fetched. What cannot be read gives an issue in
    its place and the rest goes on. `limit` is in bytes.

    Example:
        >>> import io
        >>> [c.content for c in captures(["-"], stdin=io.BytesIO(b"Two were hurt."))]
        [b'Two were hurt.']
        >>> [issue.kind.value for issue in captures(["no/such/file.txt"])]
        ['unreadable']
    """
    for path in paths:
        if path.lower().startswith(ADDRESS):
            todo = "add it to a book, which fetches it and keeps the evidence: tollbook add"
            yield from (
                fetch(path)
                if fetch
                else [unreadable(path, "it is an address; reading fetches nothing", todo)]
            )
        elif path != "-":
            yield from _path(Path(path), limit, columns, named=True, above=())
        elif stdin is None:
            yield unreadable(STANDARD_INPUT, "there is no standard input to read", "name a file instead of -")
        else:
            try:
                yield from _stream(stdin, STANDARD_INPUT, limit, columns)
            except OSError as error:
                yield unreadable(STANDARD_INPUT, why(error), "pipe a text into the command")


def shown(path: Path) -> str:
    """Give a path as text that can always be written, odd bytes in its name replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def _path(
    path: Path, limit: int, columns: str | None, *, named: bool, above: tuple[tuple[int, int], ...]
) -> Iterator[Capture | Issue]:
    """Read one file or folder; `above` holds the folders on the way here, against loops of links."""
    source = shown(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            here = (status.st_dev, status.st_ino)
            if here in above or len(above) >= DEPTH_LIMIT:
                yield unreadable(
                    source, "the folder leads back into itself or lies too deep", "remove the link"
                )
                return
            inside = sorted(
                (item for item in path.iterdir() if not item.name.startswith(".")), key=lambda i: i.name
            )
            for item in inside:
                yield from _path(item, limit, columns, named=False, above=(*above, here))
        elif named or stat.S_ISREG(status.st_mode):
            with path.open("rb") as stream:
                yield from _stream(stream, source, limit, columns)
        else:
            yield unreadable(source, "it is a device or a pipe, not a file", "name it itself if you mean it")
    except (OSError, ValueError) as error:
        yield unreadable(source, why(error), "check the name and the rights, then read it again")


def _stream(stream: BinaryIO, source: str, limit: int, columns: str | None) -> Iterator[Capture | Issue]:
    """Give the captures of a stream: one, or as many as its first bytes say that it holds."""
    head = b""
    while len(head) < HEAD and b"\n" not in head and (more := some(stream, HEAD - len(head))):
        head += more
    whole = io.BufferedReader(Joined(head, stream), CHUNK)
    found = kind(head, source, table=columns is not None)
    if found == "lines":
        yield from splits.lines(whole, source, limit)
    elif found == "table":
        yield from splits.table(whole, source, limit, columns)
    elif found == "mbox":
        yield from splits.mailbox(whole, source, limit)
    elif found == "warc":
        yield from web_archive(whole, source, limit)
    elif found == "zip" and (inside := _zipped(stream, source, limit)) is not None:
        yield from inside
    else:
        if found == "zip" and stream.seekable():
            stream.seek(0)
            whole = io.BufferedReader(Joined(b"", stream), CHUNK)
        content = whole.read(limit + 1)
        yield too_large(source, "the file", limit) if len(content) > limit else Capture.of(content, source)


def _zipped(stream: BinaryIO, source: str, limit: int) -> Iterator[Capture | Issue] | None:
    """Give the captures of a zip that holds web archives, None where it holds none."""
    return packed_archive(stream, source, limit) if stream.seekable() else None
