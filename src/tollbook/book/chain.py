"""The chain: how rows and entries are hashed, so that a change of any of them shows.

A row's hash covers all its columns; an entry's hash covers the hashes of its rows and the hash of the entry
before. Whoever has noted one hash of the chain can tell later whether anything before it was changed.
"""

import hashlib
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Table

NOTHING = "0" * 64
"""What stands for the entry before the first."""


class Entry(NamedTuple):
    """One entry of the chain: an act, its time (UTC), how many rows it added and the hash over them."""

    seq: int
    recorded: str
    act: str
    subject: str
    rows: int
    content: str
    previous: str
    hash: str


def row_hash(table: Table, row: Mapping[str, Any]) -> str:
    """Hash a row over all its columns but the hash itself, in the order of the table; 64 hex digits."""
    return hashlib.sha256(row_bytes(table, row)).hexdigest()


def row_bytes(table: Table, row: Mapping[str, Any]) -> bytes:
    """Give what a row's hash covers: a JSON list of the table's name and the values, on one line."""
    values = [row[column.name] for column in table.columns if column.name != "sha256"]
    return _encoded([str(table.name), *values])


def content_hash(rows: Iterable[tuple[str, str]]) -> str:
    """Hash an entry's rows: pairs of table and row hash, in the order of the ledger's tables.

    Example:
        >>> content_hash([("figure", "ab")]) == content_hash([("claim", "ab")])
        False
    """
    return hashlib.sha256(content_bytes(rows)).hexdigest()


def content_bytes(rows: Iterable[tuple[str, str]]) -> bytes:
    """Give what an entry's content hash covers: a JSON list of pairs of table and row hash."""
    return msgspec.json.encode([list(row) for row in rows])


def entry(
    *, seq: int, recorded: str, act: str, subject: str, rows: int, content: str, previous: str
) -> Entry:
    """Make an entry with its hash.

    Example:
        >>> one = entry(seq=1, recorded="", act="book", subject="", rows=0, content="", previous=NOTHING)
        >>> two = entry(seq=2, recorded="", act="book", subject="", rows=0, content="", previous=one.hash)
        >>> two.previous == one.hash != two.hash
        True
    """
    made = Entry(seq, recorded, act, subject, rows, content, previous, "")
    return made._replace(hash=hashlib.sha256(entry_bytes(made)).hexdigest())


def entry_bytes(entry: Entry) -> bytes:
    """Give what an entry's hash covers: a JSON list of its values, the hash left out."""
    return _encoded(list(entry[:-1]))


def _encoded(values: list[Any]) -> bytes:
    """Write values as JSON; what no book writes, and JSON would make a text or nothing of, stays apart."""
    return msgspec.json.encode([{"odd": repr(v)} if _is_odd(v) else v for v in values])


def _is_odd(value: object) -> bool:
    return isinstance(value, bytes) or (isinstance(value, float) and not isfinite(value))
