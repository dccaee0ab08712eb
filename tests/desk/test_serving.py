"""The command that opens the desk: it says an address only where it is its own."""

import socket
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner

from tollbook.book import Book
from tollbook.cli import main


@pytest.fixture
def book(tmp_path: Path) -> str:
    Book.init(tmp_path / "book").close()
    return str(tmp_path / "book")


def test_a_port_that_is_taken_is_the_only_thing_said(book: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["serve", "--book", book, "--port", str(port)])
    assert done.exit_code == 2
    assert f"the desk cannot listen on 127.0.0.1, port {port}" in done.stderr
    assert "The desk of" not in done.output


def test_a_desk_that_listens_says_where(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_: Any, sockets: list[socket.socket]) -> None:
        assert sockets[0].getsockname()[0] == "127.0.0.1"

    monkeypatch.setattr(uvicorn.Server, "run", run)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    done = CliRunner().invoke(main, ["serve", "--book", book, "--port", str(port)])
    assert (done.exit_code, done.stderr) == (
        0,
        f"The desk of {book}: http://127.0.0.1:{port}/ (Ctrl-C stops it)\n",
    )
