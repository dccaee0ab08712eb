"""The structure of a book's database: its tables are those of the schema, and its triggers still refuse.

A trigger that has its name but does something else would let the ledger be changed unseen; so what triggers
do is looked at, not their names alone.
"""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, text

from tollbook.book import engine
from tollbook.book.migrations import migrate
from tollbook.book.schema import ENTRY, LEDGER, METADATA

Shape = tuple[dict[str, str], dict[str, list[tuple[object, ...]]]]
KEPT = {"kept": 1 + 2 + 8 + 16, "not_emptied": 2 + 32}
"""What PostgreSQL notes of our triggers (`tgtype`): row, before, delete, update; before, truncate."""
REFUSAL = "BEGIN RAISE EXCEPTION 'the ledger is only added to: % of %', TG_OP, TG_TABLE_NAME; END"
POSTGRESQL = """
SELECT t.tgname, t.tgtype, t.tgqual IS NULL AND t.tgenabled IN ('O', 'A'), p.proname, p.prosrc
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal
"""


def structure_faults(connection: Connection) -> Iterator[str]:
    """Say in words what of a database's own structure does not fit."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if found != "ok":
            yield f"the database file is damaged: {found}"
        yield from _sqlite(connection)
    else:
        yield from _postgresql(connection)


def _sqlite(connection: Connection) -> Iterator[str]:
    triggers, tables = _shape(connection)
    wanted, columns = _wanted()
    for name, does in wanted.items():
        if name not in triggers:
            yield _gone(name)
        elif triggers[name] != does:
            yield _other(name)
    for name in sorted(set(triggers) - set(wanted)):
        yield f"there is a trigger {name}, which is none of the book's"
    for table, shape in columns.items():
        if tables.get(table) != shape:
            yield f"the table {table} has not the columns and indexes that it was made with"


def _postgresql(connection: Connection) -> Iterator[str]:
    there = {row[0]: tuple(row[1:]) for row in connection.execute(text(POSTGRESQL))}
    for table in (ENTRY, *LEDGER):
        for end, kind in KEPT.items():
            name = f"{table.name}_{end}"
            if name not in there:
                yield _gone(name)
                continue
            does, on, function, source = there.pop(name)
            plain = " ".join(str(source).split()).rstrip(";")
            if (does, on, function, plain) != (kind, True, "ledger_refuses", REFUSAL):
                yield _other(name)
    for name in sorted(there):
        yield f"there is a trigger {name}, which is none of the book's"


def _gone(name: str) -> str:
    return f"the trigger {name} is gone, which keeps the ledger from being changed"


def _other(name: str) -> str:
    return f"the trigger {name} was changed, which keeps the ledger from being changed"


def _shape(connection: Connection) -> Shape:
    """Give what the triggers do, and the columns and indexes of each table."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = {name: " ".join(str(sql).split()) for name, sql in connection.exec_driver_sql(query)}
    tables: dict[str, list[tuple[object, ...]]] = {}
    for name in METADATA.tables:
        columns = connection.exec_driver_sql(f'PRAGMA table_info("{name}")')
        tables[name] = [tuple(row) for row in columns]
        indexes = connection.exec_driver_sql(f'PRAGMA index_list("{name}")').all()
        for index in sorted(indexes, key=lambda row: str(row[1])):
            parts = connection.exec_driver_sql(f'PRAGMA index_info("{index[1]}")')
            tables[name].append((*index[1:], *(row[2] for row in parts)))
    return triggers, tables


@cache
def _wanted() -> Shape:
    """Give the shape of a new book."""
    made = engine.engine("sqlite://")
    with made.connect() as connection:
        migrate(connection)
        shape = _shape(connection)
    made.dispose()
    return shape
