"""Linking: the accounts of a book -> copy groups and incidents in the book.

What is new since the last run is compared with what it may meet; the incidents that it touches are made anew,
the others stay as they are. With `everything`, or where that cannot be, all are made anew. Incidents keep
their ids.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from tollbook.book import Book, meeting, queries
from tollbook.book.holding import Ids
from tollbook.book.incidents import Changes, accounts, copies, copies_of, incidents, keep_links
from tollbook.book.schema import INCIDENT, PRESENT_COPY, PRESENT_INCIDENT, REPORT
from tollbook.containing import contained_anew
from tollbook.errors import InputError
from tollbook.issues import Issue
from tollbook.link import Linked, Source, Weights, contained, link, shipped
from tollbook.link.settled import PAIRED
from tollbook.model.decision import Decision
from tollbook.model.incident import Account, CopyGroup, Incident
from tollbook.portions import SMALL, Standing, Way, keep_part, keep_whole, way
from tollbook.touching import touched

WEIGHTS = "linkage.json"
"""The file in a book's folder that holds its own weights."""


class Linking(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of linking did; `seq` is its entry in the ledger, 0 where nothing changed.

    `claims` were looked at; `why` tells why all were, where that was not asked for.
    """

    seq: int
    claims: int
    incidents: int
    new: int
    changed: int
    gone: int
    copies: int
    unlinked: int
    issues: tuple[Issue, ...]
    why: str | None = None


def link_book(
    book: Book,
    *,
    everything: bool = False,
    weights: Weights | None = None,
    small: int = SMALL,
) -> Linking:
    """Link the claims of a book, and keep what changed as one entry of its ledger.

    Weights that the book was trained with are used before those that are shipped. What is new is linked with
    what it touches alone, unless `everything` is asked for, or something changed by which all was linked; a
    book of up to `small` claims is linked whole.

    Raises:
        BookError: where the database cannot be used.
        InputError: where the book's own weights cannot be read.
    """
    weights = weights or own_weights(book) or shipped()
    with book.reading() as connection:
        how = Way() if everything else way(connection, weights, small=small)
    if how.stands is None:
        return _whole(book, weights, how.why)
    return _portion(book, weights, how.stands)


def _whole(book: Book, weights: Weights, why: str | None) -> Linking:
    """Link all claims of a book."""
    with book.reading() as connection:
        upto = queries.last_entry(connection)
        former = {each.id: each for each in incidents(connection)}
        groups = {each.id: each for each in copies(connection)}
        used = set(connection.scalars(select(INCIDENT.c.id).distinct()))
        decisions = queries.decisions(connection)
        found = list(accounts(connection))
        sources = texts(connection)
    done = link(
        found,
        sources,
        decisions=decisions,
        former={name: each.claims for name, each in former.items()},
        used=used,
        weights=weights,
    )
    merged = _merged(done, former)
    changes = _changes(done, contained(merged), former, _kept_copies(done.copies, groups, None, set()))
    seq = keep_links(book, changes, "all")
    keep_whole(book, done, sources, weights, upto=upto, claims=len(found))
    return _told(book, done, changes, seq, former, found, why)


def _portion(book: Book, weights: Weights, stands: Standing) -> Linking:
    """Link what came in since the last run, with what it touches."""
    with book.reading() as connection:
        upto = queries.last_entry(connection)
        decisions = queries.decisions(connection)
        mine = touched(connection, stands.upto, stands.sizes, decisions, weights)
        there = {each.claim.id for each in mine.accounts}
        reports = {each.report for each in mine.accounts}
        groups = {each.id: each for each in copies_of(connection, there | reports)}
        done = link(
            mine.accounts,
            mine.sources,
            decisions=_on(connection, decisions, there, mine.told),
            former={name: each.claims for name, each in mine.former.items()},
            used=Ids(connection),
            weights=weights,
            counts=mine.counts,
            new=mine.new - mine.again,
            meet=mine.meet,
        )
        merged = _merged(done, mine.former)
        placed, before = contained_anew(connection, merged, set(done.gone))
    changes = _changes(done, placed, before | mine.former, _kept_copies(done.copies, groups, reports, there))
    seq = keep_links(book, changes, "new")
    if mine.new or upto != stands.upto:
        keep_part(book, done, mine, stands, upto=upto)
    return _told(book, done, changes, seq, before | mine.former, mine.accounts, None)


def _told(
    book: Book,
    done: Linked,
    changes: Changes,
    seq: int,
    former: Mapping[str, Incident],
    found: Sequence[Account],
    why: str | None,
) -> Linking:
    for issue in done.issues:
        book.note(issue)
    with book.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(PRESENT_INCIDENT)) or 0
        copied = connection.scalar(select(func.count()).select_from(PRESENT_COPY)) or 0
    return Linking(
        seq=seq,
        claims=len(found),
        incidents=total,
        new=sum(each.id not in former for each in changes.incidents),
        changed=sum(each.id in former for each in changes.incidents),
        gone=len(changes.gone),
        copies=copied,
        unlinked=done.unlinked,
        issues=done.issues,
        why=why,
    )


def own_weights(book: Book) -> Weights | None:
    """Give the weights that a book was trained with, None where it never was.

    Raises:
        InputError: where the file is no weights.
    """
    path = book.path / WEIGHTS
    if not path.is_file():
        return None
    try:
        own = msgspec.json.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{path} cannot be read: {error}", "remove it, or train again") from error
    # What has been compared only since then weighs as shipped.
    made = shipped()
    parts = {name: {**getattr(made, name), **getattr(own, name)} for name in ("m", "u", "labels", "settings")}
    return msgspec.structs.replace(own, **parts)


def _on(
    connection: Connection, decisions: Sequence[Decision], there: set[str], told: set[str]
) -> list[Decision]:
    """Give the decisions on claims that are looked at; on those that the book has no more, what is news.

    That is: of a claim that is looked at and one that is not there, or about claims that are `told` of now.
    """
    pairs = [(each.target, each.other) for each in decisions if each.kind in PAIRED]
    others = {claim for pair in pairs for claim in pair if claim is not None} - there
    elsewhere = set(meeting.readings_of(connection, others))
    news = there | told
    return [
        each
        for each in decisions
        if each.kind not in PAIRED
        or (
            elsewhere.isdisjoint((each.target, each.other)) and not news.isdisjoint((each.target, each.other))
        )
    ]


def _merged(done: Linked, former: Mapping[str, Incident]) -> list[Incident]:
    """Let each incident remember all that ever went into it."""
    merged: list[Incident] = []
    for each in done.incidents:
        before = former.get(each.id)
        if before is not None:
            every = tuple(dict.fromkeys((*before.former, *each.former)))
            each = msgspec.structs.replace(each, former=every)
        merged.append(each)
    return merged


def _changes(
    done: Linked,
    placed: Sequence[Incident],
    former: Mapping[str, Incident],
    copied: tuple[list[CopyGroup], list[CopyGroup]],
) -> Changes:
    """Tell what differs from what the book holds."""
    return Changes(
        incidents=tuple(each for each in placed if each != former.get(each.id)),
        gone=tuple((former[name], into) for name, into in done.gone.items()),
        copies=tuple(copied[0]),
        copies_gone=tuple(copied[1]),
    )


def _kept_copies(
    found: Sequence[CopyGroup], groups: dict[str, CopyGroup], reports: set[str] | None, claims: set[str]
) -> tuple[list[CopyGroup], list[CopyGroup]]:
    """Tell which copy groups are new or differ, and which are gone.

    Where only some reports were looked at, a group that has members beyond them stays, and takes in what was
    found to be a copy of its members.
    """
    seen = claims | reports if reports is not None else None
    beyond = {} if seen is None else {n: g for n, g in groups.items() if not seen.issuperset(g.members)}
    held = {member: name for name, group in beyond.items() for member in group.members}
    now = {group.id: group for group in found}
    grown = dict(beyond)
    for name, group in list(now.items()):
        target = next(
            (held[m] for m in group.members if m in held and groups[held[m]].kind is group.kind), None
        )
        if target is not None:
            old = grown[target]
            grown[target] = msgspec.structs.replace(
                old, members=tuple(dict.fromkeys((*old.members, *group.members)))
            )
            del now[name]
    now |= grown
    return [g for n, g in now.items() if groups.get(n) != g], [g for n, g in groups.items() if n not in now]


def texts(connection: Connection) -> dict[str, Source]:
    """Give the texts of the reports that are present."""
    now = queries.view(connection).subquery()
    query = select(now.c.report, REPORT.c.text, REPORT.c.title, REPORT.c.outlet, REPORT.c.day)
    query = query.join(REPORT, REPORT.c.seq == now.c.text)
    return {
        row.report: Source(
            id=row.report,
            text=row.text,
            title=row.title or "",
            outlet=row.outlet,
            published=date.fromisoformat(row.day) if row.day else None,
        )
        for row in connection.execute(query)
    }
