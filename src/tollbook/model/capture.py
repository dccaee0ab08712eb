"""Captures: bytes as they were received."""

import hashlib
from datetime import date, datetime

import msgspec


class Capture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bytes as received, never changed; `sha256` is their hash in hex and `received` is UTC.

    `source` is the path, URL or "standard input" that they came from; `part` tells which line of a
    JSON Lines file, row of a table or message of a mailbox they are (counted from 1), None for a whole
    file. `exchange` is how they came over the network. `outlet` and `published` are what a feed says of
    them.

    Example:
        >>> Capture.of(b"Three killed", "note.txt").sha256[:8]
        '73cca837'
    """

    sha256: str
    content: bytes
    source: str
    media: str | None = None
    part: int | None = None
    received: datetime | None = None
    exchange: "Exchange | None" = None
    outlet: str | None = None
    published: date | None = None

    @classmethod
    def of(
        cls,
        content: bytes,
        source: str,
        *,
        media: str | None = None,
        part: int | None = None,
        received: datetime | None = None,
        exchange: "Exchange | None" = None,
    ) -> "Capture":
        """Make the capture of `content`, hashing it."""
        return cls(
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            source=source,
            media=media,
            part=part,
            received=received,
            exchange=exchange,
        )


class Exchange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How bytes came over the network: addresses in the order of redirects, headers sent and received.

    `url` is the address asked for, `redirects` the addresses that it led to in turn. `status` is the code
    of the last answer; 404 or 410 tells of a page that was removed. `via` names the web archive (file and
    record) that the exchange was taken from, None where Tollbook fetched it itself.
    """

    url: str
    status: int
    redirects: tuple[str, ...] = ()
    sent: tuple[tuple[str, str], ...] = ()
    received: tuple[tuple[str, str], ...] = ()
    via: str | None = None


class CaptureRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a book notes of one capture; the bytes themselves lie in the archive under `sha256`.

    `origin` is the address in full (a whole path, a URL) under which a later capture counts as the same
    source, `source` the name that was given. `received` is UTC, `size` in bytes, `tool` the program and
    version, `collector` the person or team that collected it, None where nobody was named. `outlet` and
    `published` are what was said on adding, so that a later reading is told the same.
    """

    sha256: str
    size: int
    source: str
    origin: str
    received: datetime
    tool: str
    media: str | None = None
    part: int | None = None
    collector: str | None = None
    outlet: str | None = None
    published: date | None = None
    exchange: Exchange | None = None
