"""Why two claims of a book are linked, or not; and weights learned from a book."""

import msgspec
from sqlalchemy import Connection

from tollbook.book import Book, meeting, queries
from tollbook.book.incidents import accounts, accounts_of, incident_of
from tollbook.errors import InputError
from tollbook.link import Weights, grouped, shipped, table_of
from tollbook.link.columns import Columns
from tollbook.link.counted import part
from tollbook.link.items import items
from tollbook.link.settled import PAIRED, held
from tollbook.link.train import train
from tollbook.link.why import why
from tollbook.linking import WEIGHTS, own_weights, texts
from tollbook.model.decision import withdrawn
from tollbook.model.incident import Account, Link
from tollbook.portions import kept_standing
from tollbook.running import whole
from tollbook.touching import counted_in, texts_of

AROUND = 300


def train_book(book: Book) -> tuple[Weights, int]:
    """Train weights on the claims of a book, and keep them beside it for the runs to come.

    Raises:
        InputError: where the book has too few claims to learn from.
    """
    with book.reading() as connection:
        found = list(accounts(connection))
        sources = texts(connection)
        decisions = queries.decisions(connection)
    table = table_of(found, sources)
    settled = held(decisions, [each.claim for each in table.items])
    made, count = train(table, grouped(table, shipped(), settled.same, settled.apart), shipped())
    with whole(book.path / WEIGHTS) as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(made), indent=1))
    return made, count


def why_linked(
    book: Book, left: str, right: str, *, weights: Weights | None = None
) -> tuple[Link, str | None]:
    """Tell why two claims are, or are not, taken for one incident; and what people decided of the two.

    How rare words, names and places are is what the last linking counted over the book; where none did, it
    is counted over the incidents of the two.

    Raises:
        InputError: where one of the claims is not in the book, or makes no incident.
    """
    with book.reading() as connection:
        found = list(accounts(connection, claims=[left, right]))
        missing = sorted({left, right} - {each.claim.id for each in found})
        if missing or left == right:
            what = f"no claim {missing[0]!r} is in the book" if missing else "the two claims are one"
            raise InputError(what, "list the claims of an incident: tollbook incidents --format json")
        table = _table(connection, found)
        decisions = queries.decisions(connection)
    rows = {each.claim: row for row, each in enumerate(table.items)}
    for name in (left, right):
        if name not in rows:
            raise InputError(
                f"the claim {name!r} is of a kind that makes no incident", "choose another claim"
            )
    held = [d for d in decisions if {d.target, d.other} == {left, right} and d.kind in PAIRED]
    gone = withdrawn(decisions)
    last = next((d for d in reversed(held) if d.id not in gone), None)
    said = f"{last.person} decided: {last.kind.value.replace('_', ' ')}" if last else None
    return why(table, rows[left], rows[right], weights or own_weights(book) or shipped()), said


def _table(connection: Connection, found: list[Account]) -> Columns:
    """Lay out two accounts as in a table of the whole book; or with those of their incidents."""
    stands = kept_standing(connection)
    if stands is None:
        near = _around(connection, found)
        return table_of(near, texts_of(connection, {each.report for each in near}))
    sources = texts_of(connection, {each.report for each in found})
    readings = meeting.readings_of(connection, {each.claim.id for each in found})
    new = {claim for claim, reading in readings.items() if reading > stands.upto}
    return part(items(found, sources), sources, counted_in(connection, stands.sizes), new)


def _around(connection: Connection, found: list[Account]) -> list[Account]:
    """Give the accounts of the reports, and of the incidents, that some accounts stand in."""
    names = {incident_of(connection, each.claim.id) for each in found} - {None}
    held = {each.claim.id: each for each in found}
    for name in sorted(str(name) for name in names):
        held |= {each.claim.id: each for each in accounts_of(connection, name)[:AROUND]}
    return list(held.values())
