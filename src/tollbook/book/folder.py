"""The folder of a book, and the file of settings in it."""

import json
import os
import re
import secrets
import tomllib
from pathlib import Path

import msgspec

from tollbook.errors import BookError, InputError

FILE = "book.toml"
FORMAT = 1
TEXT = """# A book of Tollbook: evidence in `archive`, the ledger in the database named here.
format = {format}
id = {id}
database = {database}
"""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands in `book.toml`: the form of the book, its id, its database, who collects.

    `database` is a file in the folder, or a PostgreSQL address. `collector` is None where nobody is named.
    """

    format: int
    id: str
    database: str
    collector: str | None = None

    def url(self, folder: Path) -> str:
        """Give the address of the database.

        Example:
            >>> Settings(format=1, id="a", database="book.db").url(Path("/tmp/b"))
            'sqlite:////tmp/b/book.db'
        """
        return self.database if "://" in self.database else f"sqlite:///{folder.resolve() / self.database}"


def make(folder: Path, *, database: str | None = None, collector: str | None = None) -> Settings:
    """Make a folder with the settings of a new book; the folder may be there already if no book is in it.

    Raises:
        InputError: where a book is there already, or the folder cannot be made.
    """
    made = Settings(
        format=FORMAT, id=secrets.token_hex(8), database=database or "book.db", collector=collector
    )
    text = TEXT.format(format=made.format, id=_quoted(made.id), database=_quoted(made.database))
    if collector:
        text += f"collector = {_quoted(collector)}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        (folder / "archive").mkdir(exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{folder} is a book already", "choose another folder, or add to it") from error
    except OSError as error:
        raise InputError(
            f"no book can be made in {folder}: {error.strerror}", "choose another folder"
        ) from error
    return made


def unmake(folder: Path, made: Settings, *, database: bool) -> None:
    """Take back what `make` has made; the database too, where it is a file that was not there before."""
    (folder / FILE).unlink(missing_ok=True)
    if database and "://" not in made.database:
        for end in ("", "-wal", "-shm"):
            (folder / (made.database + end)).unlink(missing_ok=True)


def find(start: Path) -> Path:
    """Give the folder of the book in or above a folder.

    Raises:
        InputError: where there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder
    raise InputError(
        f"there is no book in {start} or above it", "name it with --book, or make one: tollbook init BOOK"
    )


def settings(folder: Path) -> Settings:
    """Read the settings of a book.

    Raises:
        InputError: where the folder is no book.
        BookError: where the settings are damaged, or of a newer Tollbook.
    """
    path = folder / FILE
    try:
        read = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Settings)
    except OSError as error:
        raise InputError(
            f"{folder} is no book: {path} cannot be read", "make one: tollbook init BOOK"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise BookError(f"{path} is damaged: {error}", "mend the line, or take it from a back-up") from error
    if read.format > FORMAT:
        raise BookError(f"{folder} is a book of a newer Tollbook (form {read.format})", "use that version")
    return read


def outside(folder: Path, target: Path) -> None:
    """See that what is written for others is not written into the folder of a book.

    Raises:
        InputError: where it would be.
    """
    if folder.resolve() in (target.resolve(), *target.resolve().parents):
        what = f"{target} lies in the folder of the book itself"
        raise InputError(what, "choose another folder, best on another disk")


def hidden(url: str) -> str:
    """Give an address without its password.

    Example:
        >>> hidden("postgresql://ann:secret@host/tolls")
        'postgresql://ann:***@host/tolls'
    """
    return re.sub(r"(://[^:/@]{1,200}):[^@/]{0,200}@", r"\1:***@", url)


def _quoted(text: str) -> str:
    """Write a string as TOML does."""
    return json.dumps(text, ensure_ascii=True).replace("\x7f", "\\u007f")
