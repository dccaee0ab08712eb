"""Books for tests, in SQLite and in a PostgreSQL that the tests start on loopback and stop again."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from tollbook.book import Book

BINARIES = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")
MISSING = "no PostgreSQL server here (on Debian: apt-get install postgresql)"
NewBook = Callable[[Path], Book]


def binaries() -> Path | None:
    """Give the folder of the server's programs, or None where none is installed."""
    found = shutil.which("initdb")
    places = [Path(folder) for folder in BINARIES] + ([Path(found).resolve().parent] if found else [])
    return next((place for place in places if (place / "initdb").exists()), None)


def unprivileged() -> dict[str, str]:
    """Give what starts a process as somebody without rights: the server refuses to run as root."""
    if os.getuid():
        return {}
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": name}
    pytest.skip("PostgreSQL does not run as root, and there is nobody else")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Start a server in a folder of its own; gives its address without the name of a database."""
    programs = binaries()
    if programs is None:
        pytest.skip(MISSING)
    as_user: dict[str, Any] = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="tollbook-pg-"))
    data, password = folder / "data", secrets.token_hex(8)
    (folder / "password").write_text(password + "\n")
    if as_user:
        for path in (folder, folder / "password"):
            shutil.chown(path, as_user["user"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "test",
        "-A",
        "scram-sha-256",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    settings = f"-p {port} -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-w", "-t", "60"]
    try:
        for command in (
            [*start, f"--pwfile={folder / 'password'}"],
            [*control, "-l", folder / "log", "-o", settings, "start"],
        ):
            subprocess.run(
                command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **as_user
            )
        yield f"postgresql://test:{password}@127.0.0.1:{port}"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], check=False, cwd="/", capture_output=True, **as_user
        )
        shutil.rmtree(folder, ignore_errors=True)


def database(server: str) -> str:
    """Make an empty database, and give its address."""
    name = f"book_{secrets.token_hex(6)}"
    admin = create_engine(
        f"{server}/postgres".replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_book(request: pytest.FixtureRequest) -> Iterator[NewBook]:
    """Give a function that makes a new book in a folder, once for each kind of database."""
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    made: list[Book] = []

    def make(folder: Path) -> Book:
        made.append(Book.init(folder, database=database(server) if server else None))
        return made[-1]

    yield make
    for book in made:
        book.close()


@pytest.fixture
def book(new_book: NewBook, tmp_path: Path) -> Book:
    """Give a new book."""
    return new_book(tmp_path / "book")
