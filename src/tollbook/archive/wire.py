"""The wire: a connection to one address, and the answer that comes over it, bounded in bytes and time."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.errors import TollbookError

STEP = 65536
Pairs = tuple[tuple[str, str], ...]


class FetchError(TollbookError):
    """An address that is refused, or an answer that cannot be had or goes over a bound."""


class UnreachableError(FetchError):
    """An answer that cannot be had now and perhaps later: nobody answers, or the answer breaks off."""


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """What one fetch may take: bytes of the answer (packed and unpacked), seconds, redirects."""

    size: int = 64 * 1024 * 1024
    idle: float = 20.0
    total: float = 120.0
    redirects: int = 8


def left(bounds: Bounds, until: float) -> float:
    """Give the seconds that the next wait may take; TimeoutError where time is up."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(bounds.idle, left)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def connected(
    addresses: Sequence[str], port: int, name: str | None, bounds: Bounds, until: float
) -> socket.socket:
    """Connect to the first address that takes the call; with `name`, encrypted, its certificate checked."""
    for n, address in enumerate(addresses):
        try:
            wire = socket.create_connection((address, port), timeout=left(bounds, until))
            break
        except OSError:
            if n + 1 == len(addresses):
                raise
    if name is None:
        return wire
    try:
        wire.settimeout(left(bounds, until))
        return _trust().wrap_socket(wire, server_hostname=name)
    except BaseException:
        wire.close()
        raise


class _Timed(io.RawIOBase):
    """What comes over a wire; each wait is bounded, and so are all of them together."""

    def __init__(self, wire: socket.socket, bounds: Bounds, until: float) -> None:
        self.wire, self.bounds, self.until = wire, bounds, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        self.wire.settimeout(left(self.bounds, self.until))
        return self.wire.recv_into(buffer)


class _Wire:
    """As much of a socket as `http.client` asks for."""

    def __init__(self, stream: _Timed) -> None:
        self.stream = stream

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(self.stream, STEP)


def answered(wire: socket.socket, url: str, bounds: Bounds, until: float) -> tuple[int, Pairs, bytes]:
    """Read an answer: its code, headers and body as sent."""
    response = http.client.HTTPResponse(_Wire(_Timed(wire, bounds, until)), method="GET")  # type: ignore[arg-type]  # only makefile is used
    response.begin()
    received = tuple((key, value) for key, value in response.getheaders())
    told = response.length
    if told is not None and told > bounds.size:
        raise _too_large(url, bounds)
    pieces, size = [], 0
    while piece := response.read(STEP):
        pieces.append(piece)
        size += len(piece)
        if size > bounds.size:
            raise _too_large(url, bounds)
    if response.length:
        raise UnreachableError(f"{url}: the answer ends {response.length:,} bytes early", "try again later")
    return response.status, received, b"".join(pieces)


def _too_large(url: str, bounds: Bounds) -> FetchError:
    return FetchError(
        f"{url}: the answer is larger than {bounds.size:,} bytes", "save it, and split the file"
    )


def said(error: Exception) -> str:
    """Say in a few words what went wrong on the way."""
    if isinstance(error, TimeoutError):
        return "nothing came for too long"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    return (
        (error.strerror if isinstance(error, OSError) and error.strerror else None)
        or str(error)
        or type(error).__name__
    )
