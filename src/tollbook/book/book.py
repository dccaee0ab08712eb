"""The book: what may be added to it, each in one transaction that is kept whole or not at all."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from tollbook.book import engine, folder, index, rows
from tollbook.book.incident_rows import rebuild_incidents
from tollbook.book.ledger import Clock, append, utc_now
from tollbook.book.migrations import migrate, standing
from tollbook.book.same import Same
from tollbook.book.schema import DECISION, ENTRY, ISSUE, PRESENT, REPORT
from tollbook.book.standing_rows import (
    copies_of,
    new_capture,
    present_of,
    present_view,
    set_present,
    standing_of,
    standing_version,
    tells,
    version_of,
)
from tollbook.book.times import EARLIER, Lines, Place, from_archive
from tollbook.errors import BookError, InputError
from tollbook.issues import Issue
from tollbook.model.capture import CaptureRecord
from tollbook.model.decision import Decision
from tollbook.model.reading import Reading
from tollbook.model.report import Report

_ISSUE = select(ISSUE.c.seq).where(ISSUE.c.message == bindparam("message"), ISSUE.c.body == bindparam("body"))
"""By its message, because one source may have many issues; the body holds the source as well."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What a book acknowledges: the report's id and version, its entry's number and hash.

    `stands` is False of a version that was captured before the one that stands.
    """

    report: str
    version: int
    seq: int
    hash: str
    stands: bool = True


class Book:
    """An open book; use it in a `with`, or call `close`."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        """Open the book in a folder, and take its tables to the newest step.

        Raises:
            InputError: where the folder is no book.
            BookError: where its database cannot be used, or belongs to another book.
        """
        self.path, self.clock, self._lines = path, clock, Lines()
        self.settings = folder.settings(path)
        self.engine = engine.engine(self.settings.url(path))
        if self.engine.dialect.name == "sqlite" and not (path / self.settings.database).is_file():
            todo = "restore it from a back-up, or make a new book"
            raise BookError(f"the ledger {path / self.settings.database} is gone", todo)
        with self.reading() as connection:
            at = standing(connection)
            mine = at and connection.scalar(select(ENTRY.c.subject).where(ENTRY.c.seq == 1))
        if mine != self.settings.id:
            todo = "look at `database` in book.toml"
            raise BookError(f"the database of {path} holds {'another' if at else 'no'} book", todo)
        _migrated(self.engine)

    @classmethod
    def init(
        cls,
        path: Path,
        *,
        database: str | None = None,
        collector: str | None = None,
        clock: Clock = utc_now,
    ) -> "Book":
        """Make a new book in a folder, and open it; a database that holds a book already is refused.

        Raises:
            InputError: where the folder is a book already.
            BookError: where the database cannot be used.
        """
        made = folder.make(path, database=database, collector=collector)
        new = not (path / made.database).exists()
        try:
            opened = engine.engine(made.url(path))
            with engine.reading(opened) as connection:
                if standing(connection) is not None:
                    raise BookError("the database holds a book already", "name an empty database")
            _migrated(opened)
            with engine.writing(opened) as connection:
                append(connection, "book", made.id, [], clock)
            opened.dispose()
        except BaseException:
            folder.unmake(path, made, database=new)
            raise
        return cls(path, clock)

    def __enter__(self) -> "Book":
        """Give the book."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the book throughout."""
        with engine.reading(self.engine) as connection:
            yield connection

    def known(
        self,
        same: Same,
        sha256: str,
        *,
        outlet: str | None,
        copies: bool,
        archived: CaptureRecord | None = None,
        told: Report | None = None,
    ) -> tuple[str | None, bool]:
        """Give the id under which a report is known, if it is, and whether just these bytes are in the book.

        With `copies` the same bytes under another origin count too, as where a file was moved. `archived` is
        the capture where it is out of a web archive: what counts then is what the page said at its time.
        `told` is what one of many reports in a capture says: where the version that stands says the same,
        other bytes round it do not count.
        """
        with self.reading() as connection:
            last = standing_version(connection, same)
            if last is not None and archived is not None:
                falls = self._lines.place(connection, same, archived, self.clock())
                as_told = falls.later and told is not None and tells(connection, same, told)
                return last.id, falls.known or as_told
            if last is not None and last.evidence == sha256:
                return last.id, True
            if last is not None and told is not None and tells(connection, same, told):
                return last.id, True
            if copies and last is None:
                for found in copies_of(connection, sha256, same.name):
                    if found.outlet == outlet:
                        return found.id, True
        return (last.id, False) if last is not None else (None, False)

    def has(self, report: str) -> bool:
        """Tell whether a report of this id is in the book."""
        with self.reading() as connection:
            return bool(version_of(connection, report))

    def keep(self, record: CaptureRecord, reading: Reading, same: Same, *, anew: bool = False) -> Kept | None:
        """Add a report with its capture and reading; None where another process has added it meanwhile.

        A report that the book knows under `same` gets a further version: the figures and claims of its
        earlier reading stay in the ledger, those of this one take their place in the present view. One that a
        web archive holds from before what stands was captured is kept, and takes no place. `anew`: its bytes
        stand, and other things are said of them now, which is a further version where it changes the report.

        Raises:
            BookError: where another report has taken the id meanwhile, or the database refuses.
        """
        report = reading.report
        with engine.writing(self.engine) as connection:
            last = standing_of(connection, report.id) if anew else standing_version(connection, same)
            falls = Place()
            if last is not None and from_archive(record):
                falls = self._lines.place(connection, same, record, self.clock())
            elif (
                last is not None
                and last.evidence == report.capture
                and not (anew and not tells(connection, report.id, report))
            ):
                return None
            if last is not None and (falls.known or last.id != report.id):
                return None
            if last is None and version_of(connection, report.id):
                raise BookError(f"the id {report.id!r} was taken meanwhile", "run the same command again")
            capture, added = new_capture(connection, record, read=True)
            version = version_of(connection, report.id) + 1
            row = rows.report_row(
                report, version=version, capture=capture, origin=same.origin, name=same.name
            )
            before = None if falls.earlier else present_of(connection, report.id)
            supersedes = before.reading if before else None
            added += [(REPORT, row), *rows.reading_rows(reading, version=version, supersedes=supersedes)]
            act = EARLIER if falls.earlier else "report" if version == 1 else "changed report"
            entry = append(connection, act, report.id, added, self.clock)
            if not falls.earlier:
                set_present(connection, report.id, version, entry.seq, entry.seq)
            index.add(connection, entry.seq, row, added, anew=True)
        stands = not falls.earlier
        return Kept(report=report.id, version=version, seq=entry.seq, hash=entry.hash, stands=stands)

    def saw_again(self, record: CaptureRecord, same: Same) -> None:
        """Note of a page that it was there as the book has it.

        Of one out of a web archive only where that is the latest that is known of the page.
        """
        if from_archive(record):
            with self.reading() as connection:
                falls = self._lines.place(connection, same, record, self.clock())
                last = standing_version(connection, same)
            if not falls.later or last is None or last.evidence != record.sha256:
                return
        self.keep_unread(record)

    def keep_unread(self, record: CaptureRecord) -> bool:
        """Add a capture that gave no report; False where the book has it already."""
        with engine.writing(self.engine) as connection:
            capture, added = new_capture(connection, record)
            if added:
                append(connection, "capture", capture, added, self.clock)
        return bool(added)

    def keep_reading(self, reading: Reading) -> Kept | None:
        """Add a further reading of a report as it stands; None where it has changed meanwhile.

        Where the newer way of reading gives another clean text, a version with that text is added too.
        """
        report = reading.report
        with engine.writing(self.engine) as connection:
            before = present_of(connection, report.id)
            if before is None:
                raise InputError(f"no report {report.id!r} is in the book", "look it up: tollbook search")
            held = connection.execute(select(REPORT).where(REPORT.c.seq == before.text)).one()
            if held.evidence != report.capture:
                return None
            row = rows.report_row(
                report, version=held.version, capture=held.capture, origin=held.origin, name=held.name
            )
            anew = (row["body"], row["text"]) != (held.body, held.text)
            version = version_of(connection, report.id) + 1 if anew else held.version
            added: rows.Rows = [(REPORT, {**row, "version": version})] if anew else []
            added += rows.reading_rows(reading, version=version, supersedes=before.reading)
            entry = append(connection, "reading", report.id, added, self.clock)
            set_present(connection, report.id, version, entry.seq, entry.seq if anew else before.text)
            index.add(connection, entry.seq, row, added, anew=anew)
        return Kept(report=report.id, version=version, seq=entry.seq, hash=entry.hash)

    def note(self, issue: Issue) -> bool:
        """Add an issue that belongs to no reading; False where just this one is in the book already."""
        row = rows.issue_row(issue)
        with engine.writing(self.engine) as connection:
            if connection.execute(_ISSUE, {"message": row["message"], "body": row["body"]}).first():
                return False
            append(connection, "issue", row["source"], [(ISSUE, row)], self.clock)
        return True

    def decide(self, decision: Decision) -> Kept:
        """Add a decision; its id must be new (an empty one is filled in).

        Raises:
            InputError: where its report is not in the book, or it withdraws a decision that is not.
        """
        if not decision.id:
            decision = msgspec.structs.replace(decision, id=secrets.token_hex(16))
        with engine.writing(self.engine) as connection:
            version = version_of(connection, decision.report)
            if not version:
                raise InputError(f"no report {decision.report!r} is in the book", "look at its id again")
            known = select(DECISION.c.id).where(DECISION.c.id.in_([decision.id, decision.withdraws or ""]))
            ids = set(connection.scalars(known))
            if decision.id in ids:
                raise InputError(f"a decision {decision.id!r} is in the book already", "give it another id")
            if decision.withdraws and decision.withdraws not in ids:
                raise InputError(f"there is no decision {decision.withdraws!r}", "look at its id again")
            added: rows.Rows = [(DECISION, rows.decision_row(decision))]
            entry = append(connection, "decision", decision.id, added, self.clock)
        return Kept(report=decision.report, version=version, seq=entry.seq, hash=entry.hash)

    def rebuild(self) -> int:
        """Make the present view and the index anew from the ledger, and give the number of reports."""
        with engine.writing(self.engine) as connection:
            connection.execute(delete(PRESENT))
            view = present_view(connection)
            if view:
                connection.execute(insert(PRESENT), view)
            rebuild_incidents(connection)
            index.fill(connection)
        return len(view)


def _migrated(opened: Any) -> None:
    with engine.told(), opened.connect() as connection:
        migrate(connection)
        connection.commit()
