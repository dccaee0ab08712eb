"""Where claims may meet: an index of the claims that were linked, and what was counted over all of them.

`meeting` has rows of a key (a cell of the map, a name, a rare word; 64 bits), a day (ordinal) and a claim
(the entry of its reading, and its number there); claims that share a key within days may be of one incident.
`tally` has how often each key was told of, in all (day 0) and by day. `linked` says what they were made from.
What the keys mean linking alone knows. All three are shortcuts, made anew whenever all claims are linked;
rows of readings that were superseded stay until then, and are passed over.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from tollbook.book import queries
from tollbook.book.schema import (
    CLAIM,
    FIGURE,
    LINKED,
    MEETING,
    PRESENT,
    PRESENT_LINK,
    READING,
    REPORT,
    TALLY,
)
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.incident import Account

AT_ONCE = 400
ROWS = 20_000
NAME = "linking"

Met = tuple[int, int, int, int]
"""Key, day, entry of the reading, number of the claim."""
Told = tuple[int, int, int]
"""Key, day (0: all days), times."""


def standing(connection: Connection) -> str | None:
    """Give what the index was made from, as it was kept; None where there is none."""
    return connection.scalar(select(LINKED.c.body).where(LINKED.c.name == NAME))


def stand(connection: Connection, body: str) -> None:
    """Keep what the index is made from."""
    connection.execute(delete(LINKED).where(LINKED.c.name == NAME))
    connection.execute(insert(LINKED), [{"name": NAME, "body": body}])


def forget(connection: Connection) -> None:
    """Empty the index, so that the next linking looks at all claims."""
    for table in (MEETING, TALLY, LINKED):
        connection.execute(delete(table))


def add(connection: Connection, met: Iterable[Met]) -> None:
    """Add rows to the index; those that are there stay."""
    rows = ({"key": key, "day": day, "seq": seq, "number": number} for key, day, seq, number in met)
    _in_portions(connection, _insert(connection, MEETING).on_conflict_do_nothing(), rows)


def count(connection: Connection, told: Iterable[Told]) -> None:
    """Add to what was counted; each key and day is given once."""
    made = _insert(connection, TALLY)
    more = {"times": TALLY.c.times + made.excluded.times}
    made = made.on_conflict_do_update(index_elements=[TALLY.c.key, TALLY.c.day], set_=more)
    _in_portions(connection, made, ({"key": key, "day": day, "times": times} for key, day, times in told))


def ask(connection: Connection, keys: Collection[int], first: int, last: int) -> list[Met]:
    """Give the rows of some keys from one day to another."""
    found: list[Met] = []
    query = select(MEETING.c.key, MEETING.c.day, MEETING.c.seq, MEETING.c.number)
    query = query.where(MEETING.c.day.between(first, last))
    for some in _portions(sorted(keys)):
        found += [tuple(row) for row in connection.execute(query.where(MEETING.c.key.in_(some)))]
    return found


def tallies(
    connection: Connection, keys: Collection[int], days: tuple[int, int] | None = None
) -> Iterator[Told]:
    """Give what was counted of some keys: of all days, or in all and from one day to another."""
    query = select(TALLY.c.key, TALLY.c.day, TALLY.c.times)
    if days is not None:
        query = query.where((TALLY.c.day == 0) | TALLY.c.day.between(*days))
    for some in _portions(sorted(keys)):
        yield from (tuple(row) for row in connection.execute(query.where(TALLY.c.key.in_(some))))


def present(connection: Connection, readings: Collection[int]) -> dict[int, int]:
    """Give those of some readings that stand, each with the entry of its text."""
    query = select(PRESENT.c.reading, PRESENT.c.text)
    found: dict[int, int] = {}
    for some in _portions(sorted(readings)):
        found |= {
            row.reading: row.text for row in connection.execute(query.where(PRESENT.c.reading.in_(some)))
        }
    return found


def told_in(connection: Connection, readings: Collection[int]) -> Iterator[tuple[int, Account]]:
    """Give the accounts of some readings that stand, each with its claim's number; origins are reports."""
    now = queries.view(connection).subquery()
    query = select(CLAIM.c.seq, CLAIM.c.number, CLAIM.c.body, now.c.report, REPORT.c.outlet, REPORT.c.day)
    query = query.join(now, now.c.reading == CLAIM.c.seq).join(REPORT, REPORT.c.seq == now.c.text)
    figures = select(FIGURE.c.seq, FIGURE.c.id, FIGURE.c.body)
    for some in _portions(sorted(readings)):
        found = connection.execute(figures.where(FIGURE.c.seq.in_(some)))
        bodies = {(row.seq, row.id): row.body for row in found}
        for row in connection.execute(query.where(CLAIM.c.seq.in_(some))):
            claim = msgspec.json.decode(row.body, type=Claim)
            held = (bodies.get((row.seq, name)) for name in claim.figures)
            its = tuple(msgspec.json.decode(body, type=Figure) for body in held if body is not None)
            yield (
                numbered(row.seq, row.number),
                Account(
                    claim=claim,
                    figures=its,
                    report=row.report,
                    origin=row.report,
                    outlet=row.outlet,
                    published=row.day,
                ),
            )


def readings_of(connection: Connection, claims: Collection[str]) -> dict[str, int]:
    """Give the entry of the reading that stands, of each of some claims that is present."""
    query = select(CLAIM.c.id, CLAIM.c.seq).join(PRESENT, PRESENT.c.reading == CLAIM.c.seq)
    found: dict[str, int] = {}
    for some in _portions(sorted(claims)):
        found |= {row.id: row.seq for row in connection.execute(query.where(CLAIM.c.id.in_(some)))}
    return found


def incidents_of(connection: Connection, claims: Collection[str]) -> dict[str, str]:
    """Give the incident of each of some claims that is in one."""
    query = select(PRESENT_LINK.c.claim, PRESENT_LINK.c.incident)
    found: dict[str, str] = {}
    for some in _portions(sorted(claims)):
        rows = connection.execute(query.where(PRESENT_LINK.c.claim.in_(some)))
        found |= {row.claim: row.incident for row in rows}
    return found


def superseded(connection: Connection, reports: Collection[str]) -> set[str]:
    """Give the claims of readings of some reports that stand no longer, and are in no reading that does."""
    query = select(READING.c.seq).where(READING.c.report.in_(bindparam("some", expanding=True)))
    seqs: set[int] = set()
    for some in _portions(sorted(reports)):
        seqs |= set(connection.scalars(query, {"some": some}))
    old: set[str] = set()
    for some in _portions(sorted(seqs)):
        old |= set(connection.scalars(select(CLAIM.c.id).where(CLAIM.c.seq.in_(some))))
    return old - set(readings_of(connection, old))


def known(connection: Connection, claims: Collection[str], upto: int) -> set[str]:
    """Give those of some claims that a reading up to an entry had."""
    query = select(CLAIM.c.id).where(CLAIM.c.seq <= upto)
    found: set[str] = set()
    for some in _portions(sorted(claims)):
        found |= set(connection.scalars(query.where(CLAIM.c.id.in_(some))))
    return found


def numbered(seq: int, number: int) -> int:
    """Write the place of a claim in the ledger as one number.

    Example:
        >>> parted(numbered(70_000, 3))
        (70000, 3)
    """
    return seq << 20 | number


def parted(number: int) -> tuple[int, int]:
    """Give the entry, and the number of the claim in it, that were written as one number."""
    return number >> 20, number & ((1 << 20) - 1)


def _insert(connection: Connection, table: Table) -> Any:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _in_portions(connection: Connection, statement: Any, rows: Iterator[dict[str, int]]) -> None:
    while some := list(islice(rows, ROWS)):
        connection.execute(statement, some)
