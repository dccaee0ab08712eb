"""What the tests of the desk share: a book with invented dispatches, and a desk of it that is served."""

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import uvicorn
from fastapi import FastAPI

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))
sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import keep as keep
from example_reading import dispatch
from example_strangers import arabic, hostile

from tollbook.book import Book
from tollbook.desk.app import application
from tollbook.desk.data import Desk, Services
from tollbook.model.reading import Reading


def named(reading: Reading, name: str) -> Reading:
    """Give a reading under another id; the ids of its figures stay, as in a copy of a text."""
    return msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, id=name))


def filled(folder: Path) -> Book:
    """Make a book with three dispatches: one in English, one in Arabic, one that is hostile."""
    book = Book.init(folder)
    for number, reading in enumerate((dispatch(), arabic(), hostile())):
        keep(book, reading, f"bytes {number}".encode(), f"/news/{reading.report.id}.txt")
    return book


def desk_of(book: Book, services: Services | None = None) -> FastAPI:
    return application(Desk(book, services))


def worked_out(app: FastAPI) -> FastAPI:
    """Give the desk back once its incidents are worked out, however busy the machine is."""
    tallies = app.state.view.desk.services.tallies
    while tallies() is None:
        pass
    return app


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)
