"""Portions: whether a book can be linked in portions, and what a run of linking leaves for the next one.

A whole linking leaves an index of where claims may meet, and what was counted over all of them. By these a
later run links what is new with what it touches alone. Where they no longer fit, all claims are linked anew:
the weights, or what linking knows, changed; the book has grown by half since; or it is small.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np
from sqlalchemy import Connection, func, select

from tollbook.book import Book, engine, meeting, queries
from tollbook.book.schema import CLAIM
from tollbook.link import Linked, Source, Weights
from tollbook.link.counted import Sizes
from tollbook.link.counting import counted, grown
from tollbook.link.knowledge import general_groups
from tollbook.link.meetings import kept, kept_also
from tollbook.model import lexicon
from tollbook.touching import new_readings

FORM = 1
"""The way in which the index is written; counted up where keys or counts change their meaning."""
SMALL = 1000
"""Claims up to which a book is always linked whole: it takes a moment, and leaves nothing out."""
GROWN = 0.5
"""The part of a book's claims that may come in before all are linked anew."""
KNOWN = ("linkage/event_groups.yaml", "linkage/turns.yaml")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the last runs left: up to which entry, by what all was linked, how many claims, how many since."""

    form: int
    mark: str
    upto: int
    claims: int
    since: int
    sizes: Sizes


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How to link: in portions from where it `stands`, or whole, with the reason where one is to be told."""

    stands: Standing | None = None
    why: str | None = None


def way(connection: Connection, weights: Weights, *, small: int = SMALL) -> Way:
    """Tell whether a book can be linked in portions, or why not."""
    body = meeting.standing(connection)
    if body is None:
        return Way()
    try:
        stands = msgspec.json.decode(body, type=Standing)
    except msgspec.MsgspecError:
        return Way(why="the index of the last linking cannot be read")
    if stands.form != FORM:
        return Way(why="the last linking was by another version of Tollbook")
    if stands.mark != mark(weights):
        return Way(why="the weights, or what linking knows of events, changed since the last linking")
    new = stands.since + _count(connection, new_readings(connection, stands.upto))
    if stands.claims + new <= small:
        return Way()
    if new > GROWN * stands.claims:
        return Way(why=f"{new:,} claims came in since all {stands.claims:,} before them were linked together")
    return Way(stands=stands)


def kept_standing(connection: Connection) -> Standing | None:
    """Give what the last linking left, None where that cannot be used."""
    try:
        stands = msgspec.json.decode(meeting.standing(connection) or "", type=Standing)
    except msgspec.MsgspecError:
        return None
    return stands if stands.form == FORM else None


def mark(weights: Weights) -> str:
    """Tell weights and the knowledge of linking by a hash."""
    entries = [[each.id, each.words, each.sets] for name in KNOWN for each in lexicon.load(name).entries]
    said = msgspec.json.encode([weights, entries, sorted(general_groups())], order="deterministic")
    return hashlib.blake2b(said, digest_size=8).hexdigest()


def keep_whole(
    book: Book, done: Linked, sources: Mapping[str, Source], weights: Weights, *, upto: int, claims: int
) -> None:
    """Keep what a linking of all claims tells, in place of what was kept before.

    Raises:
        BookError: where the database refuses.
    """
    sizes, told = counted(done.table, sources)
    with engine.writing(book.engine) as connection:
        meeting.forget(connection)
        numbers = _numbers(connection)
        meeting.count(connection, told)
        meeting.add(connection, sorted(_rows(kept(done.table), done.rows, numbers)))
        stands = Standing(form=FORM, mark=mark(weights), upto=upto, claims=claims, since=0, sizes=sizes)
        meeting.stand(connection, msgspec.json.encode(stands).decode())


def keep_part(
    book: Book, done: Linked, numbers: Mapping[str, int], new: set[str], stands: Standing, *, upto: int
) -> None:
    """Keep what a linking of new claims adds.

    Raises:
        BookError: where the database refuses.
    """
    fresh = np.array([new.issuperset(claims) for claims in done.rows], dtype=bool)
    sizes, told = grown(done.table, fresh, stands.sizes)
    rows = [row for row, claims in enumerate(done.rows) if not new.isdisjoint(claims)]
    names = {claim: number for claim, number in numbers.items() if claim in new}
    stands = msgspec.structs.replace(stands, upto=upto, since=stands.since + len(new), sizes=sizes)
    with engine.writing(book.engine) as connection:
        meeting.count(connection, told)
        met = kept_also(done.table, rows, sizes.rows["names"])
        meeting.add(connection, sorted(_rows(met, done.rows, names)))
        meeting.stand(connection, msgspec.json.encode(stands).decode())


def _rows(
    met: Iterator[tuple[int, int, int]], rows: Sequence[Sequence[str]], numbers: Mapping[str, int]
) -> Iterator[meeting.Met]:
    for name, day, row in met:
        for claim in rows[row]:
            if claim in numbers:
                yield (name, day, *meeting.parted(numbers[claim]))


def _numbers(connection: Connection) -> dict[str, int]:
    """Give the place in the ledger of each claim that is present."""
    now = queries.view(connection).subquery()
    query = select(CLAIM.c.id, CLAIM.c.seq, CLAIM.c.number).join(now, now.c.reading == CLAIM.c.seq)
    return {row.id: meeting.numbered(row.seq, row.number) for row in connection.execute(query)}


def _count(connection: Connection, readings: Mapping[int, str]) -> int:
    ordered = sorted(readings)
    total = 0
    for start in range(0, len(ordered), meeting.AT_ONCE):
        some = ordered[start : start + meeting.AT_ONCE]
        total += connection.scalar(select(func.count()).where(CLAIM.c.seq.in_(some))) or 0
    return total
