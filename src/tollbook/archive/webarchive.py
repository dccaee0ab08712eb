"""Web archives: WARC and WACZ files -> a capture for each page or text in them, with its address and headers.

The reader is our own, because every length here is hostile: header lines, records, what they unpack to. A
digest that a record carries is checked. A record that is broken in itself does not end the archive.
Source of the form: the WARC 1.1 specification (ISO 28500) and the WACZ 1.1.1 specification.
"""

import base64
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from tollbook.archive.troubles import empty, malformed, too_large
from tollbook.archive.unpack import BombError, Budget, Gunzipped, UnpackError, dechunked, decoded
from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture, Exchange

LINE = 65536
FIELDS, HEADER = 1000, 512 * 1024
"""The most lines of a header, and bytes in them."""
CODE = re.compile(rb"HTTP/\S{1,9} {1,9}(\d{3})(?:\s|$)")
CHUNK = 1024 * 1024
READ = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "message/rfc822",
)
GONE = (404, 410)
REMADE = "make the file anew from its crawl, or repair it with a tool for web archives"
Fields = list[tuple[str, str]]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One record of a WARC file: its fields by lower-case name, its block, its number in the file."""

    fields: dict[str, str]
    block: bytes
    number: int
    too_large: bool


def web_archive(
    stream: BinaryIO, source: str, limit: int, budget: Budget | None = None
) -> Iterator[Capture | Issue]:
    """Give the pages and texts of a WARC file, packed or not; what else is in it is counted in one issue.

    `budget` is that of the file which this one lies in, None where it lies in none.
    """
    inner, budget = budget is not None, budget or Budget()
    start = stream.read(2)
    chained = Joined(start, stream)
    packed = start == b"\x1f\x8b"
    plain: io.RawIOBase = chained
    if packed:
        plain = Gunzipped(io.BufferedReader(chained, LINE), budget, inner=inner)
    aside: Counter[str] = Counter()
    found = False
    last: Capture | None = None
    asked: Entry | None = None
    try:
        for entry in _entries(io.BufferedReader(plain, LINE), limit):
            budget.taken += 0 if packed or inner else len(entry.block)
            kind = entry.fields.get("warc-type", "")
            if kind == "request":
                if last is not None and _same(entry, last):
                    last = _with_request(last, entry)
                else:
                    asked = entry
                continue
            if last is not None:
                yield last
                last = None
            if kind not in ("response", "resource", "conversion"):
                aside[f"{kind[:20]} records"] += kind not in ("warcinfo", "metadata")
                continue
            made = _capture(entry, source, limit, aside, budget)
            if isinstance(made, Capture):
                last = _with_request(made, asked) if asked and _same(asked, made) else made
                yield from _digest(entry, source)
                yield from _undated(made, entry, source)
            elif made is not None:
                yield made
            asked, found = None, found or made is not None
    except UnpackError as error:
        yield malformed(source, f"{error.what}; what came before was read", REMADE)
    if last is not None:
        yield last
    if +aside:
        seen = ", ".join(f"{count:,} {what}" for what, count in (+aside).most_common(8))
        yield Issue(
            kind=IssueKind.NOT_UNDERSTOOD,
            source=source,
            message=f"{source}: passed over as neither page nor text: {seen}",
            todo="nothing, where no report is among them",
            seen=seen,
        )
    elif not found:
        yield empty(source, "page and no text")


def some(stream: BinaryIO, most: int) -> bytes:
    """Read what a stream has ready, at most so many bytes; waits only where there is nothing yet."""
    read = getattr(stream, "read1", stream.read)
    data: bytes = read(most)
    return data


class Joined(io.RawIOBase):
    """Bytes that were read already, and the stream that they were read from, as one stream."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        """Keep both."""
        self.start, self.stream = start, stream

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        """Read the start first, then the stream."""
        if self.start:
            data, self.start = self.start[: len(buffer)], self.start[len(buffer) :]
        else:
            data = some(self.stream, len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _entries(stream: BinaryIO, limit: int) -> Iterator[Entry]:
    number = 0
    while line := _line(stream):
        if not line.strip():
            continue
        number += 1
        if not line.startswith(b"WARC/"):
            raise UnpackError(f"record {number} does not begin as one: {line[:40]!r}")
        fields = {name.lower(): value for name, value in _fields(stream)}
        length = fields.get("content-length", "")
        if not length.isdecimal() or len(length) > 15:
            raise UnpackError(f"record {number} does not say how long it is")
        size = int(length)
        block = stream.read(size) if size <= limit else b""
        left = size - len(block)
        if size > limit:
            while left and (passed := stream.read(min(CHUNK, left))):
                left -= len(passed)
        if left:
            raise UnpackError(f"record {number} is cut off")
        yield Entry(fields=fields, block=block, number=number, too_large=size > limit)


def _fields(stream: BinaryIO) -> Fields:
    """Read header lines up to the empty one; a line that begins with a blank goes on with the one before."""
    found: Fields = []
    lines = size = 0
    while (line := _line(stream)).strip():
        lines, size = lines + 1, size + len(line)
        if lines > FIELDS or size > HEADER:
            raise UnpackError(f"a header has more than {FIELDS:,} lines or {HEADER:,} bytes")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        name, sign, value = text.partition(":")
        if text[:1] in " \t" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}")
        elif sign:
            found.append((name.strip(), value.strip()))
    return found


def _line(stream: BinaryIO) -> bytes:
    line = stream.readline(LINE + 1)
    if len(line) > LINE:
        raise UnpackError(f"a header line has more than {LINE:,} bytes")
    return line


def _capture(
    entry: Entry, source: str, limit: int, aside: Counter[str], budget: Budget
) -> Capture | Issue | None:
    """Make a capture of a response or resource; None, and counted, where it is no page and no text.

    Raises:
        UnpackError: where the whole file has given more than its budget.
    """
    name = _address(entry) or f"{source}, record {entry.number}"
    if entry.too_large:
        return too_large(name, "the record", limit)
    status, received, body = 200, [("Content-Type", entry.fields.get("content-type", ""))], entry.block
    if body.startswith(b"HTTP/"):
        stream = io.BytesIO(body)
        try:
            code = CODE.match(_line(stream))
            received, body = _fields(stream), stream.read()
        except UnpackError as error:
            return malformed(name, f"the answer kept in {source} was not read: {error.what}", REMADE)
        status = int(code[1]) if code else 0
    heads = {key.lower(): value for key, value in received}
    media = heads.get("content-type", "")
    plain = media.partition(";")[0].strip().lower()
    if not (200 <= status < 300 or status in GONE):
        aside[f"answers with code {status}"] += 1
        return None
    if plain and plain not in READ:
        aside[plain[:40]] += 1
        return None
    try:
        if heads.get("transfer-encoding", "").lower() == "chunked":
            body = dechunked(body)
        body = decoded(body, heads.get("content-encoding", ""), limit)
    except UnpackError as error:
        budget.give(limit if isinstance(error, BombError) else 0)
        return malformed(name, f"the answer kept in {source} was not read: {error.what}", REMADE)
    budget.give(len(body) if heads.get("content-encoding") else 0)
    exchange = Exchange(
        url=name,
        status=status,
        received=tuple(received),
        via=f"{source}, record {entry.number} {entry.fields.get('warc-record-id', '')}".strip(),
    )
    when = _time(entry.fields.get("warc-date", ""))
    return Capture.of(body, name, media=media or None, received=when, exchange=exchange)


def _address(entry: Entry) -> str:
    """Give the web address of a record, signs that do not print put as %XX; "" where it is another kind."""
    address = entry.fields.get("warc-target-uri", "").strip("<>")
    if not address.lower().startswith(("http://", "https://")):
        return ""
    return "".join(sign if sign.isprintable() else quote(sign) for sign in address)


def _same(request: Entry, made: Capture) -> bool:
    return _address(request) == made.source


def _with_request(made: Capture, request: Entry) -> Capture:
    """Put the headers that were sent beside those that were received; none where they are out of bounds."""
    stream = io.BytesIO(request.block)
    try:
        _line(stream)
        sent = tuple(_fields(stream))
    except UnpackError:
        return made
    assert made.exchange is not None
    exchange = msgspec.structs.replace(made.exchange, sent=sent)
    return msgspec.structs.replace(made, exchange=exchange)


def _digest(entry: Entry, source: str) -> Iterator[Issue]:
    """Compare the digest of a record's block with the one that it names, where it is one that we can make."""
    name, _, wanted = entry.fields.get("warc-block-digest", "").partition(":")
    if name.lower() not in ("sha1", "sha256"):
        return
    made = hashlib.new(name.lower(), entry.block, usedforsecurity=False)
    if wanted.upper() not in (base64.b32encode(made.digest()).decode(), made.hexdigest().upper()):
        what = f"record {entry.number} is not what its digest says: it was changed after it was collected"
        yield malformed(source, what, "compare it with another copy of the archive")


def _undated(made: Capture, entry: Entry, source: str) -> Iterator[Issue]:
    """Say that a record does not tell when it was captured, which decides whose text of a page stands."""
    if made.received is None:
        what = f"{source}: record {entry.number} does not say when it was captured; it counts as captured now"
        todo = "find out when the archive was made; where it took a newer text's place, add the page itself"
        seen = entry.fields.get("warc-date", "")[:40] or None
        yield Issue(kind=IssueKind.NOT_UNDERSTOOD, source=source, message=what, todo=todo, seen=seen)


def _time(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
        return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
