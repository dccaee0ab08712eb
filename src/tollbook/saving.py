"""Saving: a book -> a back-up of it, taken while others may be writing; a back-up is itself a book.

The order makes it whole: first a copy of the ledger as it stands at one moment, beside its place; then the
evidence, which a ledger never names before it is in the archive; then all is flushed to the disk, and only
then the copy of the ledger takes its place.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
from sqlalchemy import select

from tollbook.archive import Store
from tollbook.book import FILE, Book, settings
from tollbook.book.folder import outside
from tollbook.book.schema import ENTRY
from tollbook.errors import BookError, EvidenceError, InputError

UNFINISHED = "backup.unfinished"
OWN = ("policies.yaml", "outlets.yaml", "linkage.json")
"""Files that people or commands put into the folder of a book, and by which it is counted and linked."""


class Saved(msgspec.Struct, kw_only=True):
    """What a back-up holds: the newest entry with its hash, pieces of evidence copied now and there before.

    `damaged` names, in words, evidence of the book that could not be copied because it is missing or damaged.
    """

    path: str
    entries: int
    head: str
    copied: int
    before: int
    damaged: list[str]


def save(book: Book, target: Path) -> Saved:
    """Back a book up to a new folder, or bring an earlier back-up of the same book up to date.

    Raises:
        InputError: where the folder holds something else, or lies in the book.
        BookError: where the book is in PostgreSQL, or has lost entries that the back-up still holds.
        EvidenceError: where the disk refuses; the earlier back-up, if there is one, is as it was.
    """
    if book.engine.dialect.name != "sqlite":
        todo = "use pg_dump, then copy the folder of the book; docs/how-to/back-up-and-restore.md shows how"
        raise BookError("a database of PostgreSQL is backed up by its own programs", todo)
    name = book.settings.database
    if "/" in name or "\\" in name:
        raise BookError(f"the database {name} lies outside the folder of the book", "copy both by hand")
    _prepare(book, target)
    work = target / f".{name}{Path(UNFINISHED).suffix}"
    try:
        work.unlink(missing_ok=True)
        entries, head = _copy_ledger(book.path / name, work)
        saved = Saved(path=str(target), entries=entries, head=head, copied=0, before=0, damaged=[])
        _copy_evidence(Store(book.path / "archive"), Store(target / "archive"), saved)
        shutil.copyfile(book.path / FILE, target / f".{FILE}")
        _copy_own(book.path, target)
        os.sync()
        for end in ("-wal", "-shm"):
            (target / f"{name}{end}").unlink(missing_ok=True)
        work.replace(target / name)
        (target / f".{FILE}").replace(target / FILE)
        (target / UNFINISHED).unlink(missing_ok=True)
        os.sync()
    except (OSError, sqlite3.Error) as error:
        work.unlink(missing_ok=True)
        why = getattr(error, "strerror", None) or error
        raise EvidenceError(
            f"the back-up in {target} cannot be written: {why}",
            "free space or choose another disk, and run the same command again: it goes on where it stopped",
        ) from error
    return saved


def _prepare(book: Book, target: Path) -> None:
    """Make the folder, or see that it holds an earlier back-up, which this book still continues."""
    mark = target / UNFINISHED
    if (target / FILE).is_file():
        if target.resolve() == book.path.resolve():
            raise InputError(f"{target} is the book itself", "choose another folder, best on another disk")
        if settings(target).id != book.settings.id:
            raise InputError(f"{target} holds another book", "choose another folder")
        last = _newest(target / settings(target).database)
        with book.reading() as connection_here:
            here = connection_here.scalar(select(ENTRY.c.hash).where(ENTRY.c.seq == last[0]))
        if here != last[1]:
            raise BookError(
                f"the book has lost or changed entry {last[0]}, which the back-up in {target} holds",
                "keep that back-up, look at both with `tollbook verify`, and back up to another folder",
            )
        return
    outside(book.path, target)
    try:
        target.mkdir(parents=True, exist_ok=True)
        if mark.is_file() and mark.read_text("utf-8") == book.settings.id:
            return
        if any(target.iterdir()):
            raise InputError(f"{target} holds something else", "choose a new or empty folder")
        mark.write_text(book.settings.id, "utf-8")
    except OSError as error:
        raise InputError(f"{target} cannot be used: {error.strerror}", "choose another folder") from error


def _newest(path: Path) -> tuple[int, str]:
    """Give number and hash of the newest entry of a ledger at rest."""
    try:
        with closing(sqlite3.connect(path)) as held:
            last = held.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise BookError(f"the ledger {path} cannot be read: {error}", "back up to another folder") from error
    return last[0], last[1]


def _copy_ledger(source: Path, work: Path) -> tuple[int, str]:
    """Copy a database as it stands at one moment; writers go on meanwhile."""
    with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(work)) as copy:
        held.backup(copy)
    return _newest(work)


def _copy_own(source: Path, target: Path) -> None:
    """Copy the folder's own files; one that is gone from it is gone from the back-up too."""
    for name in OWN:
        if (source / name).is_file():
            work = target / f".{name}"
            shutil.copyfile(source / name, work)
            work.replace(target / name)
        else:
            (target / name).unlink(missing_ok=True)


def _copy_evidence(source: Store, target: Store, saved: Saved) -> None:
    """Copy what the back-up does not have yet, each piece hashed anew on the way."""
    there = set(target.names())
    for name in source.names():
        if name in there:
            saved.before += 1
            continue
        try:
            source.get(name)
        except EvidenceError as error:
            saved.damaged.append(error.what)
            continue
        place = target.path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        work = place.with_suffix(".part")
        shutil.copyfile(source.path(name), work)
        work.chmod(0o444)
        work.replace(place)
        saved.copied += 1
