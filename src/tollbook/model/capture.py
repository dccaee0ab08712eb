"""Captures: bytes as they were received."""

import hashlib
from datetime import datetime

import msgspec


class Capture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Bytes as received, never changed; `sha256` is their hash in hex and `received` is UTC.

    `source` is the path, URL or "standard input" that they came from; `part` tells which line of a
    JSON Lines file they are (counted from 1), None for a whole file.

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

    @classmethod
    def of(
        cls,
        content: bytes,
        source: str,
        *,
        media: str | None = None,
        part: int | None = None,
        received: datetime | None = None,
    ) -> "Capture":
        """Make the capture of `content`, hashing it."""
        sha256 = hashlib.sha256(content).hexdigest()
        return cls(sha256=sha256, content=content, source=source, media=media, part=part, received=received)
