"""Unpacking: packed bytes -> bytes, never more than is allowed, so that no bomb goes off.

A file that unpacks to more than 200 times what it takes is none that people write: once 64 MiB have come
out of one, over all its layers (zip, gzip, the coding of an answer), it ends with an `UnpackError`. Bodies of
web answers are unpacked up to a limit.
"""

import io
import zlib
from typing import BinaryIO

import zstandard

from tollbook.errors import TollbookError

STEP = 65536
TAKEN = 8192
FREE = 64 * 1024 * 1024
RATIO = 200
MOST_CODINGS = 3


class UnpackError(TollbookError):
    """Packed bytes that unpack to more than is allowed, or are damaged."""


class BombError(UnpackError):
    """Packed bytes that unpack to more than is allowed."""


class Budget:
    """How much has come out of a file, over all its layers, beside how many bytes of the file were taken.

    Example:
        >>> budget = Budget(1000)
        >>> budget.give(60_000_000)
        >>> budget.give(60_000_000)
        Traceback (most recent call last):
        ...
        tollbook.archive.unpack.BombError: it unpacks to more than 200 times its size, as only a bomb does
    """

    def __init__(self, taken: int = 0) -> None:
        """Begin with so many bytes of the file; a stream of unknown length begins with none."""
        self.taken, self.given = taken, 0

    def give(self, size: int) -> None:
        """Count bytes that came out; BombError where so much came out of so little that it is a bomb."""
        self.given += size
        if self.given > FREE and self.given > RATIO * max(self.taken, 1):
            raise BombError(f"it unpacks to more than {RATIO} times its size, as only a bomb does")


class Bounded(io.RawIOBase):
    """A stream whose bytes are counted as given: what a file in a zip unpacks to."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        """Keep the stream, and the budget of the file that it is in."""
        self.stream, self.budget = stream, budget

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        """Read into a buffer, and count."""
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        self.budget.give(len(data))
        return len(data)


class Pieces(io.RawIOBase):
    """A file of which no piece of more than `most` bytes is read, whatever its own lengths ask for."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        """Keep the file, which can be sought in."""
        self.stream, self.most = stream, most

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        """Tell the place."""
        return self.stream.tell()

    def read(self, size: int = -1) -> bytes:
        """Read a piece; UnpackError where it would be too large."""
        data = self.stream.read(self.most + 1 if size < 0 else min(size, self.most + 1))
        if len(data) > self.most:
            raise UnpackError(f"its list of files is larger than {self.most:,} bytes")
        return data


class Gunzipped(io.RawIOBase):
    """What a gzip stream of any number of members unpacks to.

    The packed bytes count as taken from the file, unless the stream lies within another that is `inner`.
    """

    def __init__(self, stream: BinaryIO, budget: Budget | None = None, *, inner: bool = False) -> None:
        """Keep the packed stream, and the budget of the file that it is in."""
        self.stream, self.budget, self.inner = stream, budget or Budget(), inner
        self.given = 0
        self._left = b""
        self._member: zlib._Decompress | None = None

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        """Unpack into a buffer."""
        while True:
            if not self._left:
                self._left = self.stream.read(TAKEN)
                self.budget.taken += 0 if self.inner else len(self._left)
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
                self.budget.give(len(data))
                return len(data)


def decoded(body: bytes, coding: str, limit: int) -> bytes:
    """Undo the content codings of a web answer, the last one first.

    Raises:
        BombError: where more than `limit` bytes come out.
        UnpackError: where a coding is not known, or the bytes are damaged.

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
    pieces = bytearray()
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 64)
        digits = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not digits or set(digits) - set(b"0123456789abcdefABCDEF"):
            return bytes(pieces) if pieces and at >= len(body) else body
        size = int(digits, 16)
        if size == 0:
            return bytes(pieces)
        pieces += body[end + 2 : end + 2 + size]
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
        raise BombError(f"it unpacks to more than {limit:,} bytes")
    return found
