"""Verifying a book: everything is hashed anew, and what does not fit is named in words.

Looked at, in this order: the database's own structure, the chain with every row, the evidence, what refers
to what, numbers and quotations, the present view. Hashes show a changed bit anywhere in ledger and evidence.
They cannot show that the newest entries were cut off: for that, note the head that `tollbook status` prints
and hand it in as `expect`.
"""

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, Table, select

from tollbook.book import chain, index
from tollbook.book.incident_rows import incident_view
from tollbook.book.invariants import row_faults
from tollbook.book.schema import CAPTURE, ENTRY, LEDGER, PRESENT
from tollbook.book.standing_rows import present_view
from tollbook.book.structure import structure_faults
from tollbook.book.walk import AT_ONCE, Walk
from tollbook.errors import BookError, EvidenceError


class Evidence(Protocol):
    """What verifying needs of the archive."""

    def get(self, sha256: str) -> bytes:
        """Give the bytes of a hash, or raise EvidenceError."""

    def names(self) -> Iterator[str]:
        """Give the hashes of all that is there."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that does not fit: which part of the book, what is wrong, and the entry where it shows."""

    part: str
    message: str
    seq: int | None = None


class Checked(msgspec.Struct, kw_only=True):
    """What was looked at so far."""

    entries: int = 0
    rows: int = 0
    evidence: int = 0
    unnamed: int = 0
    head: str = chain.NOTHING


def faults(
    connection: Connection, evidence: Evidence, checked: Checked, *, expect: str | None = None
) -> Iterator[Fault]:
    """Give what does not fit, the first first; nothing where the book is whole.

    `checked` is counted up on the way. `expect` is the hash of an entry noted earlier.
    """
    for message in structure_faults(connection):
        yield Fault(part="database", message=message)
    for part in (
        _ledger(connection, checked, expect),
        _archive(connection, evidence, checked),
        _present(connection),
    ):
        try:
            yield from part
        except (TypeError, ValueError, AttributeError, LookupError, msgspec.MsgspecError) as error:
            message = f"something is held that no book writes; what comes after it was not looked at: {error}"
            yield Fault(part="database", message=message)


def _ledger(connection: Connection, checked: Checked, expect: str | None) -> Iterator[Fault]:
    before, number, expected = chain.NOTHING, 0, expect is None
    recorded = ""
    tables = [Walk(connection, table) for table in LEDGER]
    entries = select(ENTRY).order_by(ENTRY.c.seq).execution_options(yield_per=AT_ONCE)
    for found in connection.execute(entries):
        entry = chain.Entry(*found)
        number += 1
        where = f"entry {entry.seq} ({entry.act} {entry.subject})"
        if type(found[0]) is not int:
            yield Fault(part="ledger", message=f"entry {number} has the number {entry.seq!r}", seq=number)
            continue
        if entry.seq != number:
            yield Fault(part="ledger", message=f"entry {number} is missing", seq=number)
            number = entry.seq
        elif entry.previous != before:
            yield Fault(part="ledger", message=f"{where} does not follow on the one before", seq=entry.seq)
        values = entry._asdict()
        del values["hash"]
        if chain.entry(**values).hash != entry.hash:
            yield Fault(part="ledger", message=f"{where} was changed: its hash does not fit", seq=entry.seq)
        if str(entry.recorded) < recorded:
            yield Fault(part="ledger", message=f"{where} is recorded before its forerunner", seq=entry.seq)
        yield from _entry(connection, entry, where, tables, checked)
        before, recorded, checked.head = entry.hash, str(entry.recorded), entry.hash
        checked.entries += 1
        expected = expected or entry.hash == expect
    for table in tables:
        for row in table.upto(None):
            message = f"{table.table.name} row {row['number']} of entry {row['seq']} belongs to no entry"
            yield Fault(part="ledger", message=message, seq=row["seq"])
    if not number:
        yield Fault(part="ledger", message="the ledger is empty: not even its first entry is there")
    if not expected:
        message = f"no entry has the hash {expect}: the chain was cut off or written anew since it was noted"
        yield Fault(part="ledger", message=message)


def _entry(
    connection: Connection, entry: chain.Entry, where: str, tables: list[Walk], checked: Checked
) -> Iterator[Fault]:
    """Hash the rows of one entry, and look at what they say."""
    hashes: list[tuple[str, str]] = []
    rows: list[tuple[Table, dict[str, Any]]] = []
    changed = False
    for table in tables:
        name = str(table.table.name)
        for place, row in enumerate(table.upto(entry.seq)):
            checked.rows += 1
            which = f"{where}: {name} row {row['number']}"
            if row["seq"] != entry.seq:
                yield Fault(
                    part="ledger", message=f"{name} row of {row['seq']} belongs to no entry", seq=row["seq"]
                )
                continue
            if row["number"] != place:
                yield Fault(part="ledger", message=f"{where}: {name} row {place} is missing", seq=entry.seq)
                changed = True
            if chain.row_hash(table.table, row) != row["sha256"]:
                yield Fault(
                    part="ledger", message=f"{which} was changed: its hash does not fit", seq=entry.seq
                )
                changed = True
            hashes.append((name, row["sha256"]))
            rows.append((table.table, row))
    if len(hashes) != entry.rows:
        message = f"{where} added {entry.rows} rows, and {len(hashes)} are there"
        yield Fault(part="ledger", message=message, seq=entry.seq)
    elif chain.content_hash(hashes) != entry.content:
        yield Fault(part="ledger", message=f"{where}: its rows are not those that it added", seq=entry.seq)
    elif not changed:
        for message in row_faults(connection, entry.seq, rows):
            yield Fault(part="records", message=f"{where}: {message}", seq=entry.seq)


def _archive(connection: Connection, evidence: Evidence, checked: Checked) -> Iterator[Fault]:
    query = select(CAPTURE.c.evidence, CAPTURE.c.size, CAPTURE.c.origin, CAPTURE.c.seq).order_by(
        CAPTURE.c.evidence, CAPTURE.c.seq
    )
    seen: set[str] = set()
    for row in connection.execute(query):
        if row.evidence in seen:
            continue
        seen.add(row.evidence)
        try:
            size = len(evidence.get(row.evidence))
        except EvidenceError as error:
            yield Fault(part="evidence", message=f"{error.what} (captured from {row.origin})", seq=row.seq)
            continue
        checked.evidence += 1
        if size != row.size:
            message = f"evidence {row.evidence[:12]} has {size} bytes, and {row.size} are recorded"
            yield Fault(part="evidence", message=message, seq=row.seq)
    for name in evidence.names():
        if name not in seen:
            checked.unnamed += 1
            try:
                evidence.get(name)
            except EvidenceError as error:
                yield Fault(part="evidence", message=f"{error.what} (it belongs to no entry yet)")


def _present(connection: Connection) -> Iterator[Fault]:
    """Compare the present view with the one that follows from the ledger."""
    stands = {row.report: dict(row._mapping) for row in connection.execute(select(PRESENT))}
    for row in present_view(connection):
        if stands.pop(row["report"], None) != row:
            message = f"the present view of report {row['report']} is not what the ledger says"
            yield Fault(part="present view", message=f"{message}; tollbook rebuild makes it anew")
    for report in stands:
        message = f"the present view names a report that the ledger does not: {report}"
        yield Fault(part="present view", message=f"{message}; tollbook rebuild makes it anew")
    for table, rows in incident_view(connection).items():
        keys = [column.name for column in table.primary_key]
        held = {
            tuple(row[key] for key in keys): dict(row) for row in connection.execute(select(table)).mappings()
        }
        made = {tuple(row[key] for key in keys): row for row in rows}
        wrong = sorted({name for name, row in made.items() if held.pop(name, None) != row} | set(held))
        for name, *_ in wrong[:1]:
            message = f"{table.name} {name} is not what the ledger says"
            yield Fault(part="present view", message=f"{message}; tollbook rebuild makes it anew")
    lost = index.missing(connection)
    if lost is not None:
        message = f"the words of report {lost} are not in the index; tollbook rebuild makes it anew"
        yield Fault(part="index", message=message)


def whole(connection: Connection, evidence: Evidence) -> Checked:
    """Verify a book, and give what was looked at.

    Raises:
        BookError: at the first thing that does not fit, in words.
    """
    checked = Checked()
    for fault in faults(connection, evidence, checked):
        raise BookError(f"the book is not whole: {fault.message}", "restore it from a back-up")
    return checked
