"""Opening the database of a book, in the one way in which nothing that was acknowledged is lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from tollbook.book.cells import kilometres
from tollbook.errors import BookError

WAIT = 120
"""Seconds that a writer waits for another one."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA trusted_schema=OFF",
    f"PRAGMA busy_timeout={WAIT * 1000}",
)


def engine(url: str) -> Engine:
    """Open a database by its address: sqlite:///PATH or postgresql://... (SQLAlchemy's form).

    Raises:
        BookError: where the address is none, or names another kind of database.
    """
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        elif address.get_backend_name() != "sqlite":
            raise BookError(
                f"{address.get_backend_name()} is no database for a book", "use SQLite or PostgreSQL"
            )
        made = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        todo = "write it as postgresql://host/name, and install tollbook[postgres]"
        raise BookError(f"the database of the book cannot be used: {error}", todo) from error
    if address.get_backend_name() == "sqlite":
        event.listen(made, "connect", _set_up)
        event.listen(made, "begin", _begin)
    return made


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.create_function("km", 4, _distance, deterministic=True)
    # A flipped bit can leave bytes that are no UTF-8; they must be seen, and not stop the look at them.
    connection.text_factory = lambda held: held.decode("utf-8", "backslashreplace")
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _distance(*degrees: float | None) -> float | None:
    """Give the km between two points; of a point that is not known there is no distance."""
    known = [degree for degree in degrees if degree is not None]
    return kilometres(*known) if len(known) == len(degrees) else None


def _begin(connection: Connection) -> None:
    """Begin; a writer takes the lock at once, so that what it reads first is what it writes after."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(made: Engine) -> Iterator[Connection]:
    """Open a connection that sees one state of the book throughout.

    Raises:
        BookError: where the database cannot be reached or is damaged.
    """
    with told(), made.connect() as connection:
        if made.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(made: Engine) -> Iterator[Connection]:
    """Open a transaction, alone among writers: all of it is kept once the block ends, or nothing.

    Raises:
        BookError: where the database cannot be reached, is full or refuses.
    """
    with told(), made.connect().execution_options(writes=True) as connection, connection.begin():
        if made.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE entry IN EXCLUSIVE MODE"))
        yield connection


@contextmanager
def told() -> Iterator[None]:
    """Say what a database refused as an error of the book.

    Raises:
        BookError: in place of the error of the database.
    """
    try:
        yield
    except DBAPIError as error:
        why = " ".join(str(error.orig).split()).rstrip("?.")
        if "full" in why or "No space left" in why:
            todo = "free space and run the same command again: it goes on where it stopped"
        elif "disk I/O error" in why:
            todo = "see whether the disk is full or failing, then run the same command again"
        elif isinstance(error, OperationalError) and "connection failed" in why:
            todo = "see whether its server runs, and whether the address of the database is right"
        elif isinstance(error, OperationalError) and "locked" in why:
            todo = "another command is writing to the book: wait until it has ended"
        else:
            todo = "see what the message names; `tollbook verify` looks at the whole book"
        raise BookError(f"the database of the book refused: {why}", todo) from error
