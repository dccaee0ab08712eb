"""The guard: every request passes it before a page sees it.

It refuses hosts that are no name of this machine (a foreign site whose name was turned to 127.0.0.1), forms
that did not come from a page of the desk, bodies that are too large and clients that ask too often; and it
sets the headers that let a page load nothing but the desk's own files.
"""

import hashlib
import hmac
import ipaddress
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "tollbook_key"
FIELD = "token"
HEADER = "x-tollbook-token"
MOST_BODY = 2_000_000
MOST_UPLOAD = 64_000_000
"""Bytes that a form, and an upload at /add, may have."""
PER_SECOND, BURST, CLIENTS = 60.0, 400.0, 1_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FIRST = 1_000
"""Bytes of an upload among which its token stands."""
DIGITS = 12
PLAIN = "application/x-www-form-urlencoded"
NOT_OURS = "This form is out of date, or not one of the desk. Load the page again, then repeat it."
TOO_LARGE = "This has more than {limit:,} bytes, the most that is taken."
PART = re.compile(rb'name="token"\r\n\r\n([0-9a-f]{64})\r\n')
SAFE = frozenset({"GET", "HEAD"})


class Refused(Exception):  # noqa: N818  # an event of one request, told to nobody but the guard
    """The body of a request is not taken: the status of the answer, and why."""

    def __init__(self, status: int, why: str) -> None:
        """Keep the status and the reason."""
        super().__init__(why)
        self.status, self.why = status, why


class Guard:
    """Wraps the application; `names` are host names that may be asked for beside addresses and localhost."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        """Keep the application, and draw the secret of this run."""
        self.app = app
        self.names = {"localhost", *(name.lower() for name in names)}
        self.secret = secrets.token_bytes(32)
        self.rates: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with the reason why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key, is_new = self._key(headers)
        scope.setdefault("state", {})["token"] = self.token(key)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("cache-control", "no-store")
                if is_new:
                    out.append("set-cookie", f"{COOKIE}={key}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        refused = self._refused(scope, headers)
        if refused:
            status, why = refused
            await PlainTextResponse(f"{why}\n", status)(scope, receive, guarded)
            return
        if scope["method"] in SAFE:
            await self.app(scope, receive, guarded)
            return
        try:
            body = await self._ours(scope["path"], receive, headers, "" if is_new else self.token(key))
        except Refused as no:
            await PlainTextResponse(f"{no.why}\n", no.status)(scope, receive, guarded)
            return
        await self.app(scope, once(body, receive), guarded)

    def token(self, key: str) -> str:
        """Give the token that a form must bring along with the cookie `key`."""
        return hmac.new(self.secret, key.encode(), hashlib.sha256).hexdigest()

    def _key(self, headers: Headers) -> tuple[str, bool]:
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            held = None
        if held and len(held.value) == 43 and held.value.isascii():
            return held.value, False
        return secrets.token_urlsafe(32), True

    def _refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if not self.is_known(headers.get("host", "")):
            return 421, "This name is none of the desk's. Use the address that `tollbook serve` printed."
        if scope["method"] not in {*SAFE, "POST"}:
            return 405, "The desk takes GET and POST."
        client = (scope.get("client") or ("", 0))[0]
        if not self._has_room(client):
            return 429, "Too many requests in a short time. Wait a moment."
        if scope["method"] == "POST":
            site = headers.get("sec-fetch-site", "same-origin")
            origin = headers.get("origin")
            if site not in {"same-origin", "none"} or (
                origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
            ):
                return 403, "This came from another site."
        return None

    def is_known(self, host: str) -> bool:
        """Tell whether a Host header names this machine: an address, localhost, or a name that was allowed.

        Example:
            >>> guard = Guard(lambda *_: None)
            >>> guard.is_known("127.0.0.1:8321"), guard.is_known("[::1]"), guard.is_known("evil.example:8321")
            (True, True, False)
        """
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        if name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _has_room(self, client: str) -> bool:
        now = time.monotonic()
        left, at = self.rates.pop(client, (BURST, now))
        left = min(BURST, left + (now - at) * PER_SECOND)
        self.rates[client] = (max(0.0, left - 1), now)
        if len(self.rates) > CLIENTS:
            self.rates.popitem(last=False)
        return left >= 1

    async def _ours(self, path: str, receive: Receive, headers: Headers, token: str) -> bytes:
        """Take the body of a form of the desk; of any other, no more than tells that it is none.

        A token in the head is looked at before anything of the body, one in an upload when its first kilobyte
        has come, one in a plain form when the form has, which is short.
        """
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        is_upload = kind == "multipart/form-data"
        limit = MOST_UPLOAD if is_upload and path == "/add" else MOST_BODY
        given = headers.get(HEADER, "")
        said = headers.get("content-length", "0")
        if not (said.isascii() and said.isdecimal()) or len(said) > DIGITS or int(said) > limit:
            raise Refused(413, TOO_LARGE.format(limit=limit))
        if not token or (given and not same(given, token)):
            raise Refused(403, NOT_OURS)
        body = bytearray()
        has_more, is_ours = True, bool(given)
        while has_more:
            message = await receive()
            has_more = message["type"] != "http.disconnect" and bool(message.get("more_body"))
            body += message.get("body", b"")
            if len(body) > limit:
                raise Refused(413, TOO_LARGE.format(limit=limit))
            if is_upload and not is_ours and (len(body) >= FIRST or not has_more):
                # The forms of the desk put the token first, before any file.
                found = PART.search(body, 0, FIRST)
                if not found or not same(found[1].decode(), token):
                    raise Refused(403, NOT_OURS)
                is_ours = True
        if not is_ours and not (kind == PLAIN and same(field(body), token)):
            raise Refused(403, NOT_OURS)
        return bytes(body)


def same(given: str, token: str) -> bool:
    """Tell whether two tokens are the same, in a time that does not tell where they differ."""
    return hmac.compare_digest(given.encode(), token.encode())


def field(body: bytes | bytearray) -> str:
    """Give the token that a plain form brings along, "" where it has none or is no form."""
    try:
        return parse_qs(body.decode(), max_num_fields=200).get(FIELD, [""])[0]
    except ValueError:
        return ""


def once(body: bytes, receive: Receive) -> Receive:
    """Make a `receive` that gives a body that was taken already, then what else comes."""
    waiting = [body]

    async def give() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return give
