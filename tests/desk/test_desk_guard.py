"""What the guard takes of a form before it knows that the form is one of the desk's own."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from tollbook.desk.guard import COOKIE, HEADER, MOST_BODY, MOST_UPLOAD, Guard

KEY = "k" * 43
UPLOAD, PLAIN = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"
PIECE = 64_000


class Desk:
    """An application behind the guard that keeps the body it is given, and a client that sends in pieces."""

    def __init__(self) -> None:
        self.got: bytes | None = None
        self.sent = 0
        self.guard = Guard(self.app)
        self.token = self.guard.token(KEY)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.got = (await receive())["body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def post(self, path: str, headers: dict[str, str], pieces: Iterator[bytes]) -> int:
        """Send a form in pieces, no more of them than are asked for, and give the status of the answer."""
        head = {"host": "127.0.0.1:8321", "cookie": f"{COOKIE}={KEY}", **headers}
        scope: Scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "headers": [(name.encode(), value.encode()) for name, value in head.items()],
            "client": ("127.0.0.1", 1),
        }
        answers: list[Message] = []

        async def receive() -> Message:
            piece = next(pieces, None)
            self.sent += len(piece or b"")
            return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

        async def send(message: Message) -> None:
            answers.append(message)

        asyncio.run(self.guard(scope, receive, send))
        return int(answers[0]["status"])


def endless() -> Iterator[bytes]:
    while True:
        yield b"a" * PIECE


def upload(token: str, content: bytes) -> Iterator[bytes]:
    """An upload in many small pieces, as a slow network brings it."""
    whole = (
        b'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + token.encode() + b"\r\n" + content
    )
    for at in range(0, len(whole), 100):
        yield whole[at : at + 100]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (str(MOST_UPLOAD + 1), 413),
        ("9" * 5_000, 413),
        ("0" * 5_000, 413),
        ("-1", 413),
        ("1e3", 413),
        ("٣", 413),
        ("", 413),
    ],
)
def test_a_length_that_is_too_large_or_none_is_refused_before_a_byte_is_read(said: str, status: int) -> None:
    desk = Desk()
    assert desk.post("/add", {"content-type": UPLOAD, "content-length": said}, endless()) == status
    assert desk.sent == 0


@pytest.mark.parametrize("path", ["/add", "/reviewer"])
@pytest.mark.parametrize("kind", [UPLOAD, UPLOAD.upper().replace("BOUNDARY", "boundary")])
def test_an_upload_without_our_token_is_refused_with_its_first_piece(path: str, kind: str) -> None:
    desk = Desk()
    assert desk.post(path, {"content-type": kind}, endless()) == 403
    assert desk.sent == PIECE
    assert desk.got is None


def test_a_token_that_comes_behind_the_first_kilobyte_of_an_upload_is_none() -> None:
    desk = Desk()
    late = b"a" * 1_000 + b"".join(upload(desk.token, b""))
    assert desk.post("/add", {"content-type": UPLOAD}, iter([late])) == 403


@pytest.mark.parametrize(
    "headers", [{HEADER: "0" * 64}, {HEADER: "é"}, {"cookie": ""}, {"cookie": f"{COOKIE}=short"}]
)
def test_a_wrong_token_in_the_head_and_a_missing_cookie_are_refused_before_a_byte_is_read(
    headers: dict[str, str],
) -> None:
    desk = Desk()
    assert desk.post("/add", {"content-type": UPLOAD, **headers}, endless()) == 403
    assert desk.sent == 0


@pytest.mark.parametrize("kind", [PLAIN, "text/plain", "", "application/json"])
def test_what_is_no_upload_is_no_larger_than_a_form_even_where_uploads_go(kind: str) -> None:
    desk = Desk()
    assert desk.post("/add", {"content-type": kind}, endless()) == 413
    assert desk.sent <= MOST_BODY + PIECE


@pytest.mark.parametrize("content", [b"", b"--x--\r\n", b"one file\r\n" * 100_000])
def test_an_upload_of_the_desk_comes_through_whole_however_slowly_it_comes(content: bytes) -> None:
    desk = Desk()
    assert desk.post("/add", {"content-type": UPLOAD}, upload(desk.token, content)) == 200
    assert desk.got == b"".join(upload(desk.token, content))


def test_an_upload_that_says_no_length_ends_at_the_most_that_is_taken() -> None:
    desk = Desk()
    begun = b"".join(upload(desk.token, b""))
    pieces = iter([begun, *[b"a" * 8_000_000] * 9])
    assert desk.post("/add", {"content-type": UPLOAD}, pieces) == 413
    assert desk.sent <= MOST_UPLOAD + 8_000_000


@pytest.mark.parametrize(("body", "status"), [("name=Amal&token={}", 200), ("name=Amal", 403), ("", 403)])
def test_a_plain_form_needs_the_token(body: str, status: int) -> None:
    desk = Desk()
    sent = body.format(desk.token).encode()
    assert desk.post("/reviewer", {"content-type": PLAIN}, iter([sent])) == status


def test_a_form_that_is_no_text_is_refused() -> None:
    desk = Desk()
    assert desk.post("/reviewer", {"content-type": PLAIN}, iter([b"\xff\xfe&" * 300])) == 403
