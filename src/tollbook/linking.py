"""Linking: the accounts of a book -> copy groups and incidents in the book.

What is new since the last run is compared with what it shares a block with; the incidents that it touches are
made anew, the others stay as they are. With `everything` all are made anew. Incidents keep their ids.
"""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from tollbook.book import Book, queries
from tollbook.book.incidents import Changes, accounts, copies, incidents, keep_links
from tollbook.book.schema import INCIDENT, REPORT
from tollbook.issues import Issue
from tollbook.link import Linked, Source, Weights, link
from tollbook.model.incident import Incident


class Linking(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of linking did; `seq` is its entry in the ledger, 0 where nothing changed."""

    seq: int
    claims: int
    incidents: int
    new: int
    changed: int
    gone: int
    copies: int
    unlinked: int
    issues: tuple[Issue, ...]


def link_book(
    book: Book,
    *,
    everything: bool = False,
    weights: Weights | None = None,
    progress: Callable[[str], None] = lambda _what: None,
) -> Linking:
    """Link the claims of a book, and keep what changed as one entry of its ledger.

    Raises:
        BookError: where the database cannot be used.
    """
    with book.reading() as connection:
        found = list(accounts(connection))
        sources = texts(connection)
        decisions = queries.decisions(connection)
        former = {each.id: each for each in incidents(connection)}
        groups = {each.id: each for each in copies(connection)}
        used = set(connection.scalars(select(INCIDENT.c.id).distinct()))
    done = link(
        found,
        sources,
        decisions=decisions,
        former={name: each.claims for name, each in former.items()},
        used=used,
        weights=weights,
    )
    changes = _changes(done, former, groups)
    seq = keep_links(book, changes, "all" if everything else "new")
    for issue in done.issues:
        book.note(issue)
    return Linking(
        seq=seq,
        claims=len(found),
        incidents=len(done.incidents),
        new=sum(each.id not in former for each in changes.incidents),
        changed=sum(each.id in former for each in changes.incidents),
        gone=len(changes.gone),
        copies=len(done.copies),
        unlinked=done.unlinked,
        issues=done.issues,
    )


def _changes(done: Linked, former: dict[str, Incident], groups: dict[str, object]) -> Changes:
    """Tell what differs from what the book holds; an incident remembers all that ever went into it."""
    changed: list[Incident] = []
    for each in done.incidents:
        before = former.get(each.id)
        if before is not None:
            each = msgspec.structs.replace(each, former=tuple(dict.fromkeys((*before.former, *each.former))))
        if each != before:
            changed.append(each)
    now = {group.id for group in done.copies}
    return Changes(
        incidents=tuple(changed),
        gone=tuple((former[name], into) for name, into in done.gone.items()),
        copies=tuple(group for group in done.copies if groups.get(group.id) != group),
        copies_gone=tuple(group for name, group in groups.items() if name not in now),
    )


def texts(connection: Connection, reports: Iterable[str] | None = None) -> dict[str, Source]:
    """Give the texts of the reports that are present: of all, or of those named."""
    now = queries.view(connection).subquery()
    query = select(now.c.report, REPORT.c.text, REPORT.c.title, REPORT.c.outlet, REPORT.c.day)
    query = query.join(REPORT, REPORT.c.seq == now.c.text)
    wanted = None if reports is None else set(reports)
    return {
        row.report: Source(
            id=row.report,
            text=row.text,
            title=row.title or "",
            outlet=row.outlet,
            published=date.fromisoformat(row.day) if row.day else None,
        )
        for row in connection.execute(query)
        if wanted is None or row.report in wanted
    }
