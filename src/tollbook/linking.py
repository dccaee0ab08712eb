"""Linking: the accounts of a book -> copy groups and incidents in the book.

What is new since the last run is compared with what it shares a block with; the incidents that it touches are
made anew, the others stay as they are. With `everything` all are made anew. Incidents keep their ids.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, select

from tollbook.book import Book, queries
from tollbook.book.incidents import (
    Changes,
    accounts,
    accounts_of,
    copies,
    incident_of,
    incidents,
    keep_links,
)
from tollbook.book.schema import INCIDENT, REPORT
from tollbook.errors import InputError
from tollbook.issues import Issue
from tollbook.link import Linked, Source, Weights, contained, grouped, link, shipped, table_of
from tollbook.link.settled import PAIRED, held
from tollbook.link.train import train
from tollbook.link.why import why
from tollbook.model.incident import Account, CopyGroup, Incident, Link
from tollbook.running import whole
from tollbook.touching import touched_claims

AROUND = 300
WEIGHTS = "linkage.json"
"""The file in a book's folder that holds its own weights."""


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
) -> Linking:
    """Link the claims of a book, and keep what changed as one entry of its ledger.

    Weights that the book was trained with are used before those that are shipped.

    Raises:
        BookError: where the database cannot be used.
        InputError: where the book's own weights cannot be read.
    """
    weights = weights or own_weights(book)
    with book.reading() as connection:
        former = {each.id: each for each in incidents(connection)}
        groups = {each.id: each for each in copies(connection)}
        used = set(connection.scalars(select(INCIDENT.c.id).distinct()))
        decisions = queries.decisions(connection)
        touched = None if everything or not former else touched_claims(connection, decisions)
        found = list(accounts(connection, claims=touched))
        reports = None if touched is None else {each.report for each in found}
        sources = texts(connection, reports)
    there = {each.claim.id for each in found}
    mine = {
        name: each for name, each in former.items() if touched is None or not there.isdisjoint(each.claims)
    }
    if touched is not None:
        # Incidents all of whose claims are gone from the present view must be let go too.
        mine |= {
            name: each
            for name, each in former.items()
            if each.claims and touched.lost.issuperset(each.claims)
        }
    done = link(
        found,
        sources,
        decisions=decisions,
        former={name: each.claims for name, each in mine.items()},
        used=used,
        weights=weights,
    )
    stay = [each for name, each in former.items() if name not in mine]
    changes = _changes(done, stay, former, _kept_copies(done.copies, groups, reports, there))
    seq = keep_links(book, changes, "all" if touched is None else "new")
    for issue in done.issues:
        book.note(issue)
    total = len(stay) + len(done.incidents)
    return Linking(
        seq=seq,
        claims=len(found),
        incidents=total,
        new=sum(each.id not in former for each in changes.incidents),
        changed=sum(each.id in former for each in changes.incidents),
        gone=len(changes.gone),
        copies=len(groups)
        + len({each.id for each in changes.copies} - set(groups))
        - len(changes.copies_gone),
        unlinked=done.unlinked,
        issues=done.issues,
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

    Rarity of words and names is counted over the reports of both incidents and of the days around.

    Raises:
        InputError: where one of the claims is not in the book, or makes no incident.
    """
    with book.reading() as connection:
        found = list(accounts(connection, claims=[left, right]))
        missing = sorted({left, right} - {each.claim.id for each in found})
        if missing or left == right:
            what = f"no claim {missing[0]!r} is in the book" if missing else "the two claims are one"
            raise InputError(what, "list the claims of an incident: tollbook incidents --format json")
        near = _around(connection, found)
        sources = texts(connection, {each.report for each in near})
        decisions = queries.decisions(connection)
    table = table_of(near, sources)
    rows = {each.claim: row for row, each in enumerate(table.items)}
    for name in (left, right):
        if name not in rows:
            raise InputError(
                f"the claim {name!r} is of a kind that makes no incident", "choose another claim"
            )
    held = [d for d in decisions if {d.target, d.other} == {left, right} and d.kind in PAIRED]
    gone = {d.withdraws for d in decisions}
    last = next((d for d in reversed(held) if d.id not in gone), None)
    said = f"{last.person} decided: {last.kind.value.replace('_', ' ')}" if last else None
    return why(table, rows[left], rows[right], weights or own_weights(book) or shipped()), said


def _around(connection: Connection, found: list[Account]) -> list[Account]:
    """Give the accounts of the reports, and of the incidents, that some accounts stand in."""
    names = {incident_of(connection, each.claim.id) for each in found} - {None}
    held = {each.claim.id: each for each in found}
    for name in sorted(str(name) for name in names):
        held |= {each.claim.id: each for each in accounts_of(connection, name)[:AROUND]}
    return list(held.values())


def _changes(
    done: Linked,
    stay: list[Incident],
    former: dict[str, Incident],
    copied: tuple[list[CopyGroup], list[CopyGroup]],
) -> Changes:
    """Tell what differs from what the book holds; an incident remembers all that ever went into it."""
    merged: list[Incident] = []
    for each in done.incidents:
        before = former.get(each.id)
        if before is not None:
            every = tuple(dict.fromkeys((*before.former, *each.former)))
            each = msgspec.structs.replace(each, former=every)
        merged.append(each)
    changed = [each for each in contained([*stay, *merged]) if each != former.get(each.id)]
    return Changes(
        incidents=tuple(changed),
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
