"""The guard: an address (URL) -> what its server answers, from the public internet only, bounded in all ways.

A name is resolved once, every address that it gives is looked at, and the connection goes to one of just
these; the same for each redirect. Bytes, lines, headers, redirects and seconds are bounded, in total and
while nothing comes. No proxy, no cookie, no credential is ever used.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import msgspec

from tollbook.archive.addresses import Network, refused
from tollbook.archive.unpack import UnpackError, decoded
from tollbook.archive.wire import (
    Bounds,
    FetchError,
    Pairs,
    UnreachableError,
    answered,
    connected,
    left,
    said,
)
from tollbook.version import __version__

AGENT = f"tollbook/{__version__} (an archive of news reports)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
SYSTEM_PORTS = 1024
LONGEST_URL = 4096
MOST_ADDRESSES = 4
Resolve = Callable[[str, int], list[str]]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered: the last address, the code, headers sent and received, the body unpacked."""

    url: str
    redirects: tuple[str, ...]
    status: int
    sent: Pairs
    received: Pairs
    body: bytes

    def header(self, name: str) -> str | None:
        """Give the first header of a name, in any case."""
        return next((value for key, value in self.received if key.lower() == name.lower()), None)


class Polite(Protocol):
    """Who is told of each request (see `tollbook.archive.manners`): waits before it, or refuses it."""

    def before(self, url: str) -> None:
        """Wait until an address may be asked, or raise FetchError."""

    def after(self, url: str, answer: Answer | None) -> None:
        """Note that it was asked, and its answer."""


def resolved(host: str, port: int) -> list[str]:
    """Give the addresses of a name, in the order of the system.

    Raises:
        OSError: where the name has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def get(
    url: str,
    *,
    bounds: Bounds | None = None,
    allowed: Sequence[Network] = (),
    headers: Pairs = (),
    resolve: Resolve = resolved,
    manners: Polite | None = None,
) -> Answer:
    """Fetch an address, following redirects; every address on the way is checked.

    `allowed` are networks that count as public although they are not, such as an intranet of one's own.
    `manners` may make each request wait; that time does not count.

    Raises:
        FetchError: where an address is refused, nobody answers, or a bound is gone over.
    """
    bounds = bounds or Bounds()
    until = time.monotonic() + bounds.total
    seen: list[str] = []
    at = url
    for _ in range(bounds.redirects + 1):
        answer: Answer | None = None
        if manners:
            before = time.monotonic()
            manners.before(at)
            until += time.monotonic() - before
        try:
            answer = _once(at, bounds, until, allowed, headers, resolve, tuple(seen))
        finally:
            if manners:
                manners.after(at, answer)
        target = answer.header("Location") if answer.status in REDIRECTS else None
        if target is None:
            return answer
        at = _joined(at, target)
        if at in seen or at == url:
            raise FetchError(
                f"{url} cannot be fetched: it leads round in a circle", "look at it in a browser"
            )
        seen.append(at)
    what = f"{url} cannot be fetched: it leads on more than {bounds.redirects} times"
    raise FetchError(what, "look at it in a browser, and add the address where it ends")


def _joined(url: str, target: str) -> str:
    new = urljoin(url, target.strip())
    if url.lower().startswith("https:") and not new.lower().startswith("https:"):
        what = f"{url} leads on to {new[:200]!r}, which is not encrypted; it was not followed"
        raise FetchError(what, "add that address itself, if you trust the way to it")
    return new


def checked(url: str) -> SplitResult:
    """Take an address apart, and refuse what is no plain address of the web.

    Raises:
        FetchError: where it is too long, of another kind, or holds a name and password.

    Example:
        >>> checked("https://example.org/a b?c").path
        '/a%20b'
    """
    todo = "give the address of a page, beginning with https:// or http://"
    if len(url) > LONGEST_URL:
        raise FetchError(f"an address of {len(url):,} characters is refused", todo)
    if any(c < " " or c == "\x7f" for c in url):
        raise FetchError("an address with line ends or other control characters is refused", todo)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{url[:200]!r} is no address: {error}", todo) from error
    if parts.scheme.lower() not in PORTS or not host:
        raise FetchError(f"{url[:200]!r} is no address that is fetched", todo)
    if "%" in host:
        what = f"{url[:200]!r} is refused: {host} names a network card (zone) of one machine"
        raise FetchError(what, "leave out % and what follows it, or give the name of the server")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{host}: an address with a name or password in it is refused", "leave them out")
    if port is not None and port < SYSTEM_PORTS and port not in PORTS.values():
        raise FetchError(f"{url[:200]!r}: port {port} is no port of the web", todo)
    path, query = (_escaped(part) for part in (parts.path or "/", parts.query))
    return SplitResult(parts.scheme.lower(), parts.netloc, path, query, "")


def _escaped(part: str) -> str:
    """Write what an address may not hold as %XX: blanks, controls, letters beyond ASCII."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode()) for c in part)


def _once(
    url: str,
    bounds: Bounds,
    until: float,
    allowed: Sequence[Network],
    headers: Pairs,
    resolve: Resolve,
    redirects: tuple[str, ...],
) -> Answer:
    parts = checked(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = parts.port or PORTS[parts.scheme]
    addresses = _pinned(url, host, port, allowed, resolve, until)
    named = f"[{host}]" if ":" in host else host
    sent = (
        ("Host", named if port == PORTS[parts.scheme] else f"{named}:{port}"),
        ("User-Agent", AGENT),
        ("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"),
        ("Accept-Encoding", "gzip, deflate, identity"),
        ("Connection", "close"),
        *headers,
    )
    target = urlunsplit(("", "", parts.path, parts.query, ""))
    asked = "".join([f"GET {target} HTTP/1.1\r\n", *(f"{k}: {v}\r\n" for k, v in sent), "\r\n"])
    try:
        with connected(addresses, port, host if parts.scheme == "https" else None, bounds, until) as wire:
            wire.settimeout(left(bounds, until))
            wire.sendall(asked.encode("latin-1", "replace"))
            status, received, body = answered(wire, url, bounds, until)
    except FetchError:
        raise
    except (OSError, http.client.HTTPException, ssl.SSLError, ValueError) as error:
        late = isinstance(error, TimeoutError) and time.monotonic() >= until - 0.01
        why = f"it took more than {bounds.total:g} seconds in all" if late else said(error)
        raise UnreachableError(f"{url} cannot be fetched: {why}", "try again later") from error
    coding = next((v for k, v in received if k.lower() == "content-encoding"), "")
    try:
        body = decoded(body, coding, bounds.size)
    except UnpackError as error:
        raise FetchError(f"{url}: the answer was refused: {error.what}", "look at it in a browser") from error
    return Answer(url=url, redirects=redirects, status=status, sent=sent, received=received, body=body)


def _pinned(
    url: str, host: str, port: int, allowed: Sequence[Network], resolve: Resolve, until: float
) -> list[str]:
    """Resolve a name once, and give its addresses, all of which must be allowed."""
    found = _in_time(lambda: resolve(host, port), max(0.1, min(20.0, until - time.monotonic())))
    if isinstance(found, Exception) or not found:
        what = "the name has no address" if found is not None else "looking its name up took too long"
        raise UnreachableError(f"{url} cannot be fetched: {what}", "check the address, and the network")
    for address in found:
        why = refused(address, allowed)
        if why:
            what = f"{url} is refused: its address {address} leads to {why}, not to the public internet"
            raise FetchError(
                what,
                "where it is a network of your own that you trust, name it in the terminal: "
                "tollbook add URL --allow-network NETWORK (tollbook feeds has the option too)",
            )
    return found[:MOST_ADDRESSES]


def _in_time(ask: Callable[[], list[str]], seconds: float) -> "list[str] | Exception | None":
    held: list[list[str] | Exception] = []

    def work() -> None:
        try:
            held.append(ask())
        except (OSError, UnicodeError) as error:
            held.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return held[0] if held else None
