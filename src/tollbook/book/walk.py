"""Walking the ledger: entry after entry in the order of the chain, each with the rows that it added."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from tollbook.book import chain
from tollbook.book.schema import ENTRY, LEDGER

AT_ONCE = 500
"""Rows that are fetched at a time, so that a large book takes no more memory than a small one."""
Row = dict[str, Any]


class Walk:
    """The rows of one table in the order of the chain, taken entry by entry."""

    def __init__(self, connection: Connection, table: Table) -> None:
        """Begin before the first row."""
        query = select(table).order_by(table.c.seq, table.c.number).execution_options(yield_per=AT_ONCE)
        self.table, self.rows = table, iter(connection.execute(query).mappings())
        self.next: Any = next(self.rows, None)

    def upto(self, seq: int | None) -> Iterator[Row]:
        """Take the rows of all entries up to this one; None takes all that are left."""
        while self.next is not None and (seq is None or self._before(seq)):
            yield dict(self.next)
            self.next = next(self.rows, None)

    def _before(self, seq: int) -> bool:
        """Tell whether the next row is of this entry or one before; no number at all sorts after them all."""
        held = self.next["seq"]
        return isinstance(held, int | float) and held <= seq


def entries(connection: Connection, last: int) -> Iterator[tuple[chain.Entry, list[tuple[Table, Row]]]]:
    """Give the entries up to number `last`, each with its rows in the order in which they are hashed."""
    tables = [Walk(connection, table) for table in LEDGER]
    query = select(ENTRY).where(ENTRY.c.seq <= last).order_by(ENTRY.c.seq)
    for found in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        entry = chain.Entry(*found)
        yield entry, [(walk.table, row) for walk in tables for row in walk.upto(entry.seq)]
