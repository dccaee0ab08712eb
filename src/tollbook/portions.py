"""Portions: whether a book can be linked in portions, and what a run of linking leaves for the next one.

A whole linking leaves an index of where claims may meet, and what was counted over all of them. By these a
later run links what is new with what it touches alone. Where they no longer fit, all claims are linked anew:
the weights, or what linking knows, changed; the book has grown by half since, or much was read again; or it
is small.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np
from sqlalchemy import Connection, select

from tollbook.book import Book, engine, meeting, queries
from tollbook.book.schema import CLAIM
from tollbook.link import Linked, Source, Weights
from tollbook.link.counted import Sizes
from tollbook.link.counting import counted, grown
from tollbook.link.knowledge import general_groups
from tollbook.link.meetings import kept, kept_also
from tollbook.model import lexicon
from tollbook.touching import Touched, new_readings

FORM = 1
"""The way in which the index is written; counted up where keys or counts change their meaning."""
SMALL = 1000
"""Claims up to which a book is always linked whole: it takes a moment, and leaves nothing out."""
GROWN = 0.5
"""The part of a book's claims that may come in before all are linked anew."""
AGAIN = 0.2
"""The part of a book's claims that may be read again before all are linked anew; they count as they were."""
KNOWN = ("linkage/event_groups.yaml", "linkage/turns.yaml")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the last runs left: up to which entry, by what all was linked, how many claims, how many since.

    `again` are those that came since and had been counted before.
    """

    form: int
    mark: str
    upto: int
    claims: int
    since: int
    again: int = 0
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
    fresh = _claims(connection, new_readings(connection, stands.upto))
    new = stands.since + len(fresh)
    if stands.claims + new <= small:
        return Way()
    if new > GROWN * stands.claims:
        return Way(why=f"{new:,} claims came in since all {stands.claims:,} before them were linked together")
    again = stands.again + len(meeting.known(connection, fresh, stands.upto))
    if again > AGAIN * stands.claims:
        return Way(
            why=f"{again:,} of {stands.claims:,} claims were read again since all were linked together"
        )
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


def keep_part(book: Book, done: Linked, mine: Touched, stands: Standing, *, upto: int) -> None:
    """Keep what a linking of new claims adds; those that were read again are not counted again.

    Raises:
        BookError: where the database refuses.
    """
    new, uncounted = mine.new, mine.new - mine.again
    fresh = np.array([uncounted.issuperset(claims) for claims in done.rows], dtype=bool)
    sizes, told = grown(done.table, fresh, stands.sizes)
    rows = [row for row, claims in enumerate(done.rows) if not new.isdisjoint(claims)]
    names = {claim: number for claim, number in mine.numbers.items() if claim in new}
    since, again = stands.since + len(new), stands.again + len(mine.again)
    stands = msgspec.structs.replace(stands, upto=upto, since=since, again=again, sizes=sizes)
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


def _claims(connection: Connection, readings: Mapping[int, str]) -> set[str]:
    ordered = sorted(readings)
    found: set[str] = set()
    for start in range(0, len(ordered), meeting.AT_ONCE):
        some = ordered[start : start + meeting.AT_ONCE]
        found |= set(connection.scalars(select(CLAIM.c.id).where(CLAIM.c.seq.in_(some))))
    return found
