"""Unpacking: packed bytes -> bytes, never more than is allowed, so that no bomb goes off.

A stream that unpacks to more than 200 times what it takes is none that people write: once 64 MiB have
come out of one, it ends with an `UnpackError`. Bodies of web answers are unpacked up to a limit.
"""

import io
import zlib
from typing import BinaryIO

import zstandard

from tollbook.errors import TollbookError

STEP = 65536
FREE = 64 * 1024 * 1024
RATIO = 200
MOST_CODINGS = 3


class UnpackError(TollbookError):
    """Packed bytes that unpack to more than is allowed, or are damaged."""


class Bounded(io.RawIOBase):
    """A stream that ends with an UnpackError when it gives out of proportion to what it takes packed."""

    def __init__(self, stream: BinaryIO, packed: int) -> None:
        """Keep the stream, and how many bytes it takes packed."""
        self.stream, self.packed, self.given = stream, packed, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        """Read into a buffer, and count."""
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        self.given += len(data)
        proportion(self.given, self.packed)
        return len(data)


class Gunzipped(io.RawIOBase):
    """What a gzip stream of any number of members unpacks to."""

    def __init__(self, stream: BinaryIO) -> None:
        """Keep the packed stream."""
        self.stream, self.taken, self.given = stream, 0, 0
        self._left = b""
        self._member: zlib._Decompress | None = None

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        """Unpack into a buffer."""
        while True:
            if not self._left:
                self._left = self.stream.read(STEP)
                self.taken += len(self._left)
            if self._member is None:
                self._left = self._left.lstrip(b"\x00")
                if not self._left:
                    return 0
                self._member = zlib.decompressobj(31)
            try:
                data = self._member.decompress(self._left, len(buffer))
            except zlib.error as error:
                raise UnpackError(f"it is damaged behind byte {self.given:,} of what it holds") from error
            ended = self._member.eof
            if not (data or ended or self._left):
                raise UnpackError("it is cut off in the middle")
            self._left = self._member.unused_data if ended else self._member.unconsumed_tail
            if ended:
                self._member = None
            if data:
                buffer[: len(data)] = data
                self.given += len(data)
                proportion(self.given, self.taken)
                return len(data)


def proportion(given: int, taken: int) -> None:
    """Raise an UnpackError where so much comes out of so little that it must be a bomb."""
    if given > FREE and given > RATIO * max(taken, 1):
        raise UnpackError(f"it unpacks to more than {RATIO} times its size, as only a bomb does")


def decoded(body: bytes, coding: str, limit: int) -> bytes:
    """Undo the content codings of a web answer, the last one first.

    Raises:
        UnpackError: where more than `limit` bytes come out, a coding is not known, or the bytes are damaged.

    Example:
        >>> import gzip
        >>> decoded(gzip.compress(b"Two fell."), "gzip", 100)
        b'Two fell.'
    """
    names = [name.strip().lower() for name in coding.split(",") if name.strip()]
    if len(names) > MOST_CODINGS:
        raise UnpackError(f"it is packed {len(names)} times over")
    for name in reversed(names):
        if name in ("gzip", "x-gzip"):
            body = _gunzipped(body, limit)
        elif name == "deflate":
            body = _inflated(body, limit)
        elif name == "zstd":
            body = _zstandard(body, limit)
        elif name != "identity":
            raise UnpackError(f"it is packed as {name[:20]!r}, which is not known")
    return body


def dechunked(body: bytes) -> bytes:
    """Put the pieces of a chunked web answer together; bytes that are not in chunks come back as they are.

    Example:
        >>> dechunked(b"4\\r\\nTwo \\r\\n5\\r\\nfell.\\r\\n0\\r\\n\\r\\n"), dechunked(b"Two fell.")
        (b'Two fell.', b'Two fell.')
    """
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 64)
        digits = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not digits or set(digits) - set(b"0123456789abcdefABCDEF"):
            return b"".join(pieces) if pieces and at >= len(body) else body
        size = int(digits, 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _gunzipped(body: bytes, limit: int) -> bytes:
    stream = io.BufferedReader(Gunzipped(io.BytesIO(body)), STEP)
    return _limited(stream.read(limit + 1), limit)


def _inflated(body: bytes, limit: int) -> bytes:
    for bits in (15, -15):
        try:
            return _limited(zlib.decompressobj(bits).decompress(body, limit + 1), limit)
        except zlib.error:
            continue
    raise UnpackError("it is damaged: it cannot be unpacked")


def _zstandard(body: bytes, limit: int) -> bytes:
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(
            io.BytesIO(body), read_across_frames=True
        )
        return _limited(reader.read(limit + 1), limit)
    except zstandard.ZstdError as error:
        raise UnpackError("it is damaged: it cannot be unpacked") from error


def _limited(found: bytes, limit: int) -> bytes:
    if len(found) > limit:
        raise UnpackError(f"it unpacks to more than {limit:,} bytes")
    return found
