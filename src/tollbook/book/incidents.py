"""Incidents in a book: adding what linking found, and asking for it again.

`as_of` is a time (UTC): the book is then shown as it stood, with all that was recorded later left out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook.book import engine, queries
from tollbook.book.book import Book
from tollbook.book.incident_rows import (
    AT_ONCE,
    copy_row,
    incident_row,
    newest,
    set_links,
    set_members,
    set_present,
)
from tollbook.book.ledger import append
from tollbook.book.rows import Rows
from tollbook.book.schema import (
    CLAIM,
    COPY_GROUP,
    FIGURE,
    INCIDENT,
    PRESENT_COPY,
    PRESENT_INCIDENT,
    PRESENT_LINK,
    PRESENT_MEMBER,
    REPORT,
)
from tollbook.errors import InputError
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.incident import Account, CopyGroup, CopyKind, Incident


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of linking changed: records that are new or differ, and those that are gone.

    `gone` holds incidents as they last stood, with the id of the one that they went into, or None.
    """

    incidents: tuple[Incident, ...] = ()
    gone: tuple[tuple[Incident, str | None], ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    copies_gone: tuple[CopyGroup, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.incidents or self.gone or self.copies or self.copies_gone)


def keep_links(book: Book, changes: Changes, subject: str) -> int:
    """Add the changes of one run of linking as an entry `link`; gives its number, 0 where nothing changed.

    Raises:
        BookError: where the database refuses.
    """
    if not changes:
        return 0
    incidents = [*changes.incidents, *(incident for incident, _ in changes.gone)]
    groups = [*changes.copies, *changes.copies_gone]
    into = {incident.id: target for incident, target in changes.gone}
    gone = {group.id for group in changes.copies_gone}
    rows: Rows = [
        (INCIDENT, {**incident_row(each), "gone": int(each.id in into), "merged_into": into.get(each.id)})
        for each in incidents
    ]
    rows += [(COPY_GROUP, {**copy_row(each), "gone": int(each.id in gone)}) for each in groups]
    with engine.writing(book.engine) as connection:
        entry = append(connection, "link", subject, rows, book.clock)
        names = [each.id for each in incidents]
        set_present(connection, PRESENT_INCIDENT, entry.seq, names, list(range(len(names))), set(into))
        names = [each.id for each in groups]
        set_present(connection, PRESENT_COPY, entry.seq, names, list(range(len(names))), gone)
        set_members(connection, groups, gone)
        set_links(connection, incidents, set(into))
    return entry.seq


def incidents(connection: Connection, as_of: datetime | None = None) -> list[Incident]:
    """Give the incidents that are present, in the order of their days."""
    found = [
        msgspec.json.decode(body, type=Incident)
        for body in _present(connection, INCIDENT, PRESENT_INCIDENT, as_of)
    ]
    return sorted(found, key=lambda each: (str(each.when and each.when.start), each.id))


def listed(
    connection: Connection,
    first: date | None = None,
    last: date | None = None,
    most: int | None = None,
    *,
    as_of: datetime | None = None,
) -> list[Incident]:
    """Give incidents in the order of their days, those without last: all, or of some days; `most` at most."""
    if as_of is not None:
        every = [each for each in incidents(connection, as_of) if _lies(each, first, last)]
        return sorted(every, key=lambda each: each.when is None or each.when.start is None)[:most]
    here = (PRESENT_INCIDENT.c.seq == INCIDENT.c.seq) & (PRESENT_INCIDENT.c.number == INCIDENT.c.number)
    query = select(INCIDENT.c.body).join(PRESENT_INCIDENT, here)
    if first is not None:
        query = query.where(INCIDENT.c.last_day >= first.isoformat())
    if last is not None:
        query = query.where(INCIDENT.c.first_day <= last.isoformat())
    query = query.order_by(INCIDENT.c.first_day.is_(None), INCIDENT.c.first_day, INCIDENT.c.id).limit(most)
    return [msgspec.json.decode(body, type=Incident) for body in connection.scalars(query)]


def _lies(each: Incident, first: date | None, last: date | None) -> bool:
    start, end = (each.when.start, each.when.end) if each.when else (None, None)
    return (first is None or (end is not None and end >= first)) and (
        last is None or (start is not None and start <= last)
    )


def inside(connection: Connection, name: str, as_of: datetime | None = None) -> list[Incident]:
    """Give the incidents that are part of one, in the order of their days, without looking through all."""
    if as_of is not None:
        return [each for each in incidents(connection, as_of) if each.part_of == name]
    here = (PRESENT_INCIDENT.c.seq == INCIDENT.c.seq) & (PRESENT_INCIDENT.c.number == INCIDENT.c.number)
    query = select(INCIDENT.c.body).join(PRESENT_INCIDENT, here).where(INCIDENT.c.part_of == name)
    found = [msgspec.json.decode(body, type=Incident) for body in connection.scalars(query)]
    return sorted(found, key=lambda each: (str(each.when and each.when.start), each.id))


def copies(connection: Connection, as_of: datetime | None = None) -> list[CopyGroup]:
    """Give the copy groups that are present."""
    bodies = _present(connection, COPY_GROUP, PRESENT_COPY, as_of)
    return sorted((msgspec.json.decode(body, type=CopyGroup) for body in bodies), key=lambda each: each.id)


def copies_of(
    connection: Connection, members: Collection[str], as_of: datetime | None = None
) -> list[CopyGroup]:
    """Give the copy groups that are present and hold some reports or claims, without looking through all."""
    if as_of is not None:
        return [each for each in copies(connection, as_of) if not set(members).isdisjoint(each.members)]
    here = (PRESENT_COPY.c.seq == COPY_GROUP.c.seq) & (PRESENT_COPY.c.number == COPY_GROUP.c.number)
    query = select(COPY_GROUP.c.body).join(PRESENT_COPY, here)
    query = query.join(PRESENT_MEMBER, PRESENT_MEMBER.c.copies == PRESENT_COPY.c.id).distinct()
    ordered = sorted(members)
    found: dict[str, CopyGroup] = {}
    for start in range(0, len(ordered), AT_ONCE):
        some = query.where(PRESENT_MEMBER.c.member.in_(ordered[start : start + AT_ONCE]))
        groups = (msgspec.json.decode(body, type=CopyGroup) for body in connection.scalars(some))
        found |= {group.id: group for group in groups}
    return [found[name] for name in sorted(found)]


def incident(connection: Connection, name: str, as_of: datetime | None = None) -> Incident:
    """Give one incident; where it went into another one, that one.

    Raises:
        InputError: where the book has, or had, no such incident; says what became of it.
    """
    last = queries.last_entry(connection, as_of)
    seen: set[str] = set()
    wanted = name
    while True:
        query = select(INCIDENT.c.body, INCIDENT.c.gone, INCIDENT.c.merged_into)
        query = query.where(INCIDENT.c.id == wanted, INCIDENT.c.seq <= last)
        row = connection.execute(query.order_by(INCIDENT.c.seq.desc()).limit(1)).first()
        if row is None:
            when = f" as it stood at {as_of:%Y-%m-%d %H:%M} UTC" if as_of else ""
            what = f"no incident {name!r} is in the book{when}"
            raise InputError(what, f"list them: tollbook incidents{' --as-of TIME' if as_of else ''}")
        if not row.gone:
            return msgspec.json.decode(row.body, type=Incident)
        seen.add(wanted)
        if row.merged_into is None or row.merged_into in seen:
            what = f"the incident {name!r} is gone: its claims went elsewhere"
            raise InputError(what, "list the incidents: tollbook incidents")
        wanted = row.merged_into


def incident_of(connection: Connection, claim: str, as_of: datetime | None = None) -> str | None:
    """Give the id of the incident that a claim is in, None where it is in none."""
    if as_of is None:
        return connection.scalar(select(PRESENT_LINK.c.incident).where(PRESENT_LINK.c.claim == claim))
    held = (each.id for each in incidents(connection, as_of) if claim in each.claims)
    return next(held, None)


def accounts_of(connection: Connection, name: str, as_of: datetime | None = None) -> list[Account]:
    """Give the accounts of an incident, in the order of publication.

    Raises:
        InputError: where the book has no such incident.
    """
    found = incident(connection, name, as_of)
    order = {claim: place for place, claim in enumerate(found.claims)}
    given = accounts(connection, as_of, claims=found.claims)
    return sorted(given, key=lambda account: order[account.claim.id])


def accounts(
    connection: Connection, as_of: datetime | None = None, *, claims: Sequence[str] | None = None
) -> Iterator[Account]:
    """Give the accounts that are present: all, or those of the claims named.

    `origin` is the copy group of the claim, else that of its report, else the report itself.
    """
    now = queries.view(connection, as_of).subquery()
    query = (
        select(CLAIM.c.body, CLAIM.c.seq, now.c.report, REPORT.c.outlet, REPORT.c.day)
        .join(now, now.c.reading == CLAIM.c.seq)
        .join(REPORT, REPORT.c.seq == now.c.text)
    )
    if claims is None:
        origins = _origins(copies(connection, as_of))
        yield from _with_figures(connection, list(connection.execute(query)), origins)
        return
    asked = _origins(copies(connection, as_of)) if as_of is not None else None
    for start in range(0, len(claims), AT_ONCE):
        some = list(connection.execute(query.where(CLAIM.c.id.in_(claims[start : start + AT_ONCE]))))
        members = {*claims[start : start + AT_ONCE], *(row.report for row in some)}
        origins = _origins(copies_of(connection, members)) if asked is None else asked
        yield from _with_figures(connection, some, origins)


def _with_figures(connection: Connection, rows: list[Any], origins: dict[str, str]) -> Iterator[Account]:
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        seqs = sorted({row.seq for row in some})
        query = select(FIGURE.c.id, FIGURE.c.seq, FIGURE.c.body).where(FIGURE.c.seq.in_(seqs))
        bodies = {(row.seq, row.id): row.body for row in connection.execute(query)}
        for row in some:
            claim = msgspec.json.decode(row.body, type=Claim)
            held = (bodies.get((row.seq, name)) for name in claim.figures)
            yield Account(
                claim=claim,
                figures=tuple(msgspec.json.decode(body, type=Figure) for body in held if body is not None),
                report=row.report,
                origin=origins.get(claim.id) or origins.get(row.report) or row.report,
                outlet=row.outlet,
                published=row.day,
            )


def _origins(groups: Iterable[CopyGroup]) -> dict[str, str]:
    """Give the group of each report and claim; of two, that of the kind that says more."""
    rank = {CopyKind.EXACT: 0, CopyKind.NEAR: 1, CopyKind.CLAIMANT: 2}
    held: dict[str, list[CopyGroup]] = defaultdict(list)
    for group in groups:
        for member in group.members:
            held[member].append(group)
    return {member: min(its, key=lambda g: (rank[g.kind], g.id)).id for member, its in held.items()}


def _present(connection: Connection, table: Any, shortcut: Any, as_of: datetime | None) -> list[str]:
    if as_of is not None:
        return [row.body for row in newest(connection, table, queries.last_entry(connection, as_of))]
    query = select(table.c.body).join(
        shortcut, (shortcut.c.seq == table.c.seq) & (shortcut.c.number == table.c.number)
    )
    return list(connection.scalars(query))
