"""The totals over a longer time that the reports of a book give, as people decided them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from tollbook.book.totals import period_totals
from tollbook.model.decision import Decision
from tollbook.model.figure import Figure
from tollbook.model.incident import Account
from tollbook.model.reading import Reading
from tollbook.reconcile import Totals
from tollbook.review import State, reviewed


def spoken(
    connection: Connection,
    accounts: Iterable[Account] | None = None,
    decisions: Sequence[Decision] = (),
    as_of: datetime | None = None,
    published_by: str | None = None,
) -> Totals:
    """Give the totals that tell running totals beside some accounts, or those of the whole book.

    What people rejected tells nothing, with its claim or alone; what they amended tells by its new values.
    """
    return Totals(period_totals(connection, accounts, decisions, as_of, published_by, settled))


def settled(reading: Reading, decisions: Sequence[Decision]) -> list[Figure]:
    """Give the figures of a reading with the values that people set, without those that they rejected."""
    done = reviewed(reading, decisions)
    gone = {
        figure
        for claim in done.reading.claims
        if done.of(claim.id).state is State.REJECTED
        for figure in claim.figures
        if done.of(figure).state is State.WAITING
    }
    rejected = {figure.id for figure in done.reading.figures if done.of(figure.id).state is State.REJECTED}
    return [each for each in done.reading.figures if each.id not in gone | rejected]
