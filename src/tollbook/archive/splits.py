"""Splits: one stream that holds many reports -> a capture for each, its bytes as they stand in the file.

JSON Lines: a line. Mailbox: a message, its "From " line left out. Table (CSV): the head line and one record,
so that the evidence of a row can be understood alone. Every piece is bounded; one over the limit is passed
over with an issue, and the rest goes on.
"""

from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from tollbook.archive.kinds import BOM, POSTED
from tollbook.archive.troubles import empty, malformed, too_large
from tollbook.archive.unpack import BombError, Budget
from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture

CHUNK = 1024 * 1024
OPEN_LIMIT = 8 * 1024 * 1024
"""The longest record of a table with a quotation mark that is not closed, in bytes."""
HEAD_LIMIT = 20_000
WIDE = (b"\xff\xfe", b"\xfe\xff")


def lines(stream: BinaryIO, source: str, limit: int) -> Iterator[Capture | Issue]:
    """Give one capture per line, the line end left out; a line over the limit is skipped to its end."""
    line = stream.readline(limit + 1)
    if line.startswith(WIDE):
        yield _wide(source, "JSON Lines are")
        return
    part, found = 0, False
    while line:
        part += 1
        if len(line) > limit:
            _skip(stream, line)
            yield too_large(source, f"line {part}", limit)
            found = True
        elif (content := line.rstrip(b"\r\n")).removeprefix(BOM).strip():
            yield Capture.of(content, source, media="application/x-ndjson", part=part)
            found = True
        line = stream.readline(limit + 1)
    if not found:
        yield empty(source, "line")


def mailbox(stream: BinaryIO, source: str, limit: int) -> Iterator[Capture | Issue]:
    """Give one capture per message of a mailbox, counted from 1.

    A message begins at a line "From address, time" that stands first or behind an empty line and has a
    field below it.
    """
    part, size, blank = 0, 0, True
    message = bytearray()
    line = stream.readline(CHUNK)
    while line:
        following = stream.readline(CHUNK)
        if blank and line.startswith(b"From ") and POSTED.match(line + following[:80]):
            if part:
                yield _message(message, size, source, part, limit)
            part, size, message = part + 1, 0, bytearray()
        else:
            size += len(line)
            if size <= limit:
                message += line
        blank = line in (b"\n", b"\r\n")
        line = following
    yield _message(message, size, source, part, limit)


def _message(message: bytearray, size: int, source: str, part: int, limit: int) -> Capture | Issue:
    if size > limit:
        return too_large(source, f"message {part}", limit)
    return Capture.of(bytes(message), source, media="application/mbox", part=part)


def table(stream: BinaryIO, source: str, limit: int, columns: str | None) -> Iterator[Capture | Issue]:
    """Give one capture per record of a table, counted from 1 without the head; blank ones are no records.

    A record goes on over line ends inside quotation marks. Where one is not closed within 8 MiB, its first
    line is refused with an issue, and reading goes on behind it.
    """
    head = stream.readline(HEAD_LIMIT + 1)
    if head.startswith(WIDE):
        yield _wide(source, "tables are")
        return
    if len(head) > HEAD_LIMIT:
        yield malformed(source, f"its head line has more than {HEAD_LIMIT:,} bytes", "give it a head line")
        return
    head = head.removeprefix(BOM).rstrip(b"\r\n") + b"\n"
    media = "text/csv" + (f'; columns="{columns}"' if columns else "")
    waiting: deque[bytes] = deque()
    part = 0
    budget = Budget(len(head))
    while record := _record(stream, waiting, limit):
        if not record.strip():
            continue
        part += 1
        budget.taken += len(record)
        try:
            budget.give(len(head) + len(record))
        except BombError:
            what = f"its head line is so much longer than its rows that reading ended at row {part:,}"
            yield malformed(source, what, "give it a head line of its columns alone")
            return
        if len(record) > limit:
            yield too_large(source, f"row {part}", limit)
        elif record.count(b'"') % 2:
            what = f"row {part} has a quotation mark that is not closed; it was refused"
            yield malformed(source, what, "close it, or double it where it belongs to the words")
        else:
            yield Capture.of(head + record.rstrip(b"\r\n"), source, media=media, part=part)
    if not part:
        yield empty(source, "row below its head line")


def _record(stream: BinaryIO, waiting: deque[bytes], limit: int) -> bytes:
    """Take one record, `waiting` being lines that were read already; empty at the end."""
    taken: list[bytes] = []
    size = marks = 0
    while line := (waiting.popleft() if waiting else stream.readline(limit + 1)):
        if len(line) > limit:
            _skip(stream, line)
            return line
        taken.append(line)
        size, marks = size + len(line), marks + line.count(b'"')
        if marks % 2 == 0:
            return b"".join(taken)
        if size > OPEN_LIMIT:
            break
    waiting.extendleft(reversed(taken[1:]))
    return taken[0] if taken else b""


def _skip(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(CHUNK)


def _wide(source: str, what: str) -> Issue:
    todo = f"save the file as UTF-8: {what} read line by line"
    return Issue(kind=IssueKind.ENCODING, source=source, message=f"{source} is UTF-16", todo=todo)
