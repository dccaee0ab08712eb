"""The ledger's one way in: an act with its rows, chained, in the transaction of the caller."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select

from tollbook.book import chain
from tollbook.book.rows import Rows, instant, numbered
from tollbook.book.schema import ENTRY, LEDGER

Clock = Callable[[], datetime]
_ORDER = {table.name: place for place, table in enumerate(LEDGER)}
_HEAD = select(ENTRY).order_by(ENTRY.c.seq.desc()).limit(1)
_AT = select(ENTRY).where(ENTRY.c.seq == bindparam("at"))
_ENTER = insert(ENTRY)
_ADD = {table.name: insert(table) for table in LEDGER}


def utc_now() -> datetime:
    """Give the time, in UTC."""
    return datetime.now(UTC)


def head(connection: Connection, at: int | None = None) -> chain.Entry | None:
    """Give the newest entry (or entry number `at`), None where there is none."""
    row = (connection.execute(_HEAD) if at is None else connection.execute(_AT, {"at": at})).first()
    return chain.Entry(*row) if row else None


def append(connection: Connection, act: str, subject: str, rows: Rows, clock: Clock) -> chain.Entry:
    """Add an act with its rows to the ledger, and give its entry.

    The caller holds the writer's lock (`engine.writing`). A clock that went back does not turn the order of
    entries round: an entry is never recorded earlier than the one before.
    """
    last = head(connection)
    seq = last.seq + 1 if last else 1
    recorded = max(instant(clock()), last.recorded if last else "")
    done = [
        (table, {**row, "seq": seq})
        for table, row in numbered(sorted(rows, key=lambda item: _ORDER[item[0].name]))
    ]
    hashed = [(table, {**row, "sha256": chain.row_hash(table, {**row, "seq": seq})}) for table, row in done]
    made = chain.entry(
        seq=seq,
        recorded=recorded,
        act=act,
        subject=subject,
        rows=len(hashed),
        content=chain.content_hash((str(table.name), row["sha256"]) for table, row in hashed),
        previous=last.hash if last else chain.NOTHING,
    )
    connection.execute(_ENTER, made._asdict())
    for table in LEDGER:
        mine = [row for of, row in hashed if of is table]
        if mine:
            connection.execute(_ADD[table.name], mine)
    return made
