"""Serving: a book -> the desk on this machine, with what it needs from the stages."""

import gc
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI

from tollbook.book import Book
from tollbook.desk.app import application
from tollbook.desk.data import Desk, Services
from tollbook.errors import InputError, TollbookError
from tollbook.tallying import Tallying

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHOWN = 50
WARNING = (
    "Other machines can reach this desk, and it asks for no password: whoever is on this network can read "
    "the book and decide in it."
)


def made(book: Book, host: str = "127.0.0.1", names: tuple[str, ...] = ()) -> FastAPI:
    """Make the desk of a book, with adding and searching."""
    tallying = Tallying(book)
    services = Services(
        add=partial(adding, book),
        search=partial(searching, book),
        fetch=lambda url, day, outlet: adding(book, [url], day, outlet),
        tallies=tallying.now,
        progress=lambda: (tallying.done, tallying.of),
        stuck=partial(stuck, book),
    )
    return application(Desk(book, services), names=names, warning="" if host in LOOPBACK else WARNING)


def serve(
    book: Book,
    host: str,
    port: int,
    names: tuple[str, ...] = (),
    *,
    tell: Callable[[], None] = lambda: None,
) -> None:
    """Serve the desk of a book until Ctrl-C; `tell` is called once the address is its own.

    Raises:
        InputError: where the port is taken or the address is none of this machine.
    """
    import uvicorn

    with _listening(host, port) as listener:
        tell()
        app = made(book, host, names)
        app.state.view.desk.listed()
        threading.Thread(target=warmed, args=(app,), daemon=True).start()
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3
        )
        uvicorn.Server(config).run(sockets=[listener])


def warmed(app: FastAPI) -> None:
    """Work out all incidents of a desk's book, and take what then is in memory out of the search for garbage.

    Millions of records that stay for good would be looked through again and again while pages are made.
    """
    desk: Desk = app.state.view.desk
    try:
        while desk.services.tallies is not None and desk.services.tallies() is None:
            pass
    except TollbookError:
        return  # whoever opens the page is told
    gc.collect()
    gc.freeze()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"the desk cannot listen on {host}, port {port}: {error.strerror}", "choose another --port"
        ) from error
    return listener


def adding(
    book: Book, paths: Sequence[Path | str], day: str = "", outlet: str = ""
) -> Iterator[dict[str, Any]]:
    """Add files, or addresses, to the book in a process of its own, and tell what comes of it as it comes.

    Gives {"note": words} for what went wrong or is worth knowing, {"report": id, "figures": n, "claims": n,
    "issues": n} for each report that is safe in the book, {"new": n, "known": n, ...} at its end, and what
    linking then made of it. A hostile file can bring down that process, and not the desk.
    """
    command = [sys.executable, "-c", "from tollbook.cli import main; main()", "add", *map(str, paths)]
    command += ["--book", str(book.path), "--format", "jsonl", "--jobs", "1"]
    command += [f"--published={day}"] if day else []
    command += [f"--outlet={outlet}"] if outlet else []
    is_more = False
    with subprocess.Popen(  # noqa: S603  # this program, with options that were checked
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True
    ) as process:
        for line in process.stdout or ():
            try:
                told = msgspec.json.decode(line)
            except msgspec.DecodeError:
                told = line.strip()
            if isinstance(told, dict):
                yield {"report": told["kept"]["report"], **told} if "kept" in told else told
            elif told:
                yield {"note": str(told)}
            if isinstance(told, dict) and (told.get("new") or told.get("changed")):
                is_more = True
    if process.returncode not in {0, 1}:
        yield {"note": "the reading stopped before its end; nothing was half added"}
    if is_more:
        yield from linking(book)


def linking(book: Book) -> Iterator[dict[str, Any]]:
    """Link what is new in the book in a process of its own, and tell what came of it."""
    command = [sys.executable, "-c", "from tollbook.cli import main; main()", "link", "--format", "json"]
    command += ["--book", str(book.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # as above
    try:
        told = msgspec.json.decode(done.stdout)
        new, changed = told["new"], told["changed"]
        yield {"note": f"linked: {new} incident{' is' if new == 1 else 's are'} new, {changed} changed"}
    except (msgspec.DecodeError, KeyError, TypeError):
        yield {"note": "it is added, but was not linked; run tollbook link to see why"}


def stuck(book: Book) -> dict[str, list[Any]]:
    """Give the jobs of a book that are dead, and its feeds that failed when they were last asked."""
    from tollbook.book.feeds import feeds
    from tollbook.working import Queue

    jobs: list[Any] = []
    if book.engine.dialect.name != "sqlite" or (book.path / "queue.db").is_file():
        queue = Queue(book)
        try:
            jobs = [job for job in queue.jobs() if job.state == "dead"]
        finally:
            queue.close()
    return {"jobs": jobs, "feeds": [feed for feed in feeds(book) if feed.failures]}


def searching(book: Book, given: dict[str, str]) -> Any:
    """Search the book for what a form asks for; "" is not asked for.

    Raises:
        InputError: where a day or an outcome is none, or too much is asked for.
    """
    from tollbook.book.search import Wanted, search

    asked = {name: value for name, value in given.items() if value}
    try:
        wanted = msgspec.convert({**asked, "limit": SHOWN}, Wanted)
    except msgspec.ValidationError as error:
        raise InputError(f"this cannot be searched for: {error}", "write days as 2031-03-04") from error
    with book.reading() as connection:
        return search(connection, wanted)
