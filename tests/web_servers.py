"""Servers on loopback for tests: each path has its answer, bytes that are sent with pauses where wanted."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator

import pytest

Sending = Iterable[bytes]
Answers = dict[str, Callable[[dict[str, str]], Sending]]


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """Make an answer with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def slowly(data: bytes, pause: float) -> Iterator[bytes]:
    """Send byte after byte."""
    for byte in data:
        yield bytes([byte])
        time.sleep(pause)


class Server:
    """A web server in a thread; `answers` may be changed while it runs, `asked` holds what was asked."""

    def __init__(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        self.answers: Answers = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        self.closed = False
        threading.Thread(target=self._serve, daemon=True).start()

    def say(self, path: str, answer: "bytes | Callable[[dict[str, str]], Sending]") -> str:
        """Answer `path` so from now on; gives its address."""
        self.answers[path] = (lambda _headers: [answer]) if isinstance(answer, bytes) else answer
        return self.url + path

    def close(self) -> None:
        """Stop."""
        self.closed = True
        self.listening.close()

    def _serve(self) -> None:
        while not self.closed:
            try:
                wire, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(wire,), daemon=True).start()

    def _answer(self, wire: socket.socket) -> None:
        with wire, contextlib.suppress(OSError):
            asked = b""
            while b"\r\n\r\n" not in asked and (more := wire.recv(65536)):
                asked += more
            first, *rest = asked.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in rest)}
            self.asked.append((path, headers))
            answer = self.answers.get(path)
            for data in answer(headers) if answer else [page(b"nothing here", status="404 Not Found")]:
                wire.sendall(data)


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Run a server for a test."""
    one = Server()
    try:
        yield one
    finally:
        one.close()


@pytest.fixture
def web() -> Iterator[Server]:
    """A server for one test."""
    with server() as one:
        yield one
