"""Regrouped: a merge or split is decided, or taken back, in the ledger, and what it touches is linked anew.

The claims of one group are held the same one by one in a row, and two groups are kept apart by one pair. All
decisions of one act bear its id, are added together or not at all, and are withdrawn together. What is taken
back stands as it stood before, ids and all, unless other claims came or went meanwhile: then linking decides.

Example:
    >>> from tollbook import regrouped
    >>> regrouped.split(book, "incident-0001", {"c7"}, person="Amal", reason="two days")  # doctest: +SKIP
"""

import secrets
from collections.abc import Collection, Sequence
from itertools import pairwise

import msgspec
from sqlalchemy import Connection, func, select

from tollbook.book import Book, engine, queries, rows
from tollbook.book import incidents as linked
from tollbook.book.incident_rows import newest
from tollbook.book.ledger import append
from tollbook.book.schema import COPY_GROUP, DECISION, INCIDENT
from tollbook.errors import InputError, TollbookError
from tollbook.link.items import is_core
from tollbook.link.settled import PAIRED
from tollbook.linking import link_book
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.incident import Account, CopyGroup, CopyKind, Incident
from tollbook.regrouping import about, mark_of, pair_of, parted

MOST = 400
"""Claims that one act may be about."""


class StaleError(TollbookError):
    """The incidents are no longer what the person saw."""

    def __init__(self, what: str) -> None:
        """Say what happened meanwhile."""
        super().__init__(what, "look at the incidents as they stand now, and decide again")
        self.said = what

    def __reduce__(self) -> tuple[type["StaleError"], tuple[str]]:
        """Say how to make it again in another process."""
        return StaleError, (self.said,)


def split(
    book: Book, name: str, chosen: Collection[str], *, person: str, reason: str, seen: str = ""
) -> None:
    """Split claims off an incident, and link anew what that touches; `seen` is the mark that was shown.

    Raises:
        InputError: where nothing would move or stay, or no reason is given.
        StaleError: where the incident is no longer as it was seen; nothing is added.
    """
    with engine.writing(book.engine) as connection:
        found = linked.incident(connection, name)
        _fresh(connection, [found], seen)
        stay, move = parted(linked.accounts_of(connection, found.id), chosen)
        cores = [[a for a in its if is_core(a)] for its in (stay, move)]
        pairs = [(DecisionKind.SAME, a, b) for its in cores for a, b in pairwise(its)]
        pairs.append((DecisionKind.NOT_SAME, cores[0][0], cores[1][0]))
        _decide(connection, book, "split", pairs, person, reason)
    link_book(book)


def merge(book: Book, name: str, other: str, *, person: str, reason: str, seen: str = "") -> None:
    """Merge two incidents, and link anew what that touches; `seen` is the mark that was shown.

    Raises:
        InputError: where one of them is not there, or no reason is given.
        StaleError: where one is no longer as it was seen; nothing is added.
    """
    with engine.writing(book.engine) as connection:
        pair = pair_of(connection, name, other)
        _fresh(connection, pair, seen)
        cores = [a for each in pair for a in linked.accounts_of(connection, each.id) if is_core(a)]
        pairs = [(DecisionKind.SAME, a, b) for a, b in pairwise(cores)]
        _decide(connection, book, "merge", pairs, person, reason)
    link_book(book)


def undo(book: Book, act: str, *, person: str, reason: str) -> None:
    """Take a merge or split back by new decisions, and link anew what that touches.

    Raises:
        InputError: where there is no such act, or no reason is given.
        StaleError: where somebody has taken it back already.
    """
    with engine.writing(book.engine) as connection:
        every = queries.decisions(connection)
        gone = {each.withdraws: each.person for each in every if each.withdraws}
        mine = [d for d in every if d.kind in PAIRED and act in (d.changes.get("act"), d.id)]
        if not mine:
            raise InputError("there is no such decision to take back", "load the incident again")
        standing = [each for each in mine if each.id not in gone]
        if not standing:
            raise StaleError(f"{gone[mine[0].id]} has taken this back already")
        kept = [
            msgspec.structs.replace(
                each, id="", kind=DecisionKind.WITHDRAW, withdraws=each.id, other=None, changes={}
            )
            for each in standing
        ]
        _keep(connection, book, kept, person, reason)
    changes = _as_before(book, mine)
    if changes is None:
        link_book(book)
    else:
        linked.keep_links(book, changes, "undone")


def now_in(book: Book, claim: str) -> str | None:
    """Give the id of the incident that a claim is in now."""
    with book.reading() as connection:
        return linked.incident_of(connection, claim)


def _fresh(connection: Connection, incidents: Sequence[Incident], seen: str) -> None:
    if seen and seen != mark_of(connection, incidents):
        last = about(connection, incidents)[-1:]
        who = f"{last[0].person} has decided on this meanwhile" if last else "it was linked anew meanwhile"
        raise StaleError(who)


def _decide(
    connection: Connection,
    book: Book,
    doing: str,
    pairs: Sequence[tuple[DecisionKind, Account, Account]],
    person: str,
    reason: str,
) -> None:
    act = secrets.token_hex(8)
    made = [
        Decision(
            id="",
            kind=kind,
            about="claim",
            target=a.claim.id,
            other=b.claim.id,
            report=a.report,
            span=a.claim.span,
            quote=a.claim.quote,
            person=person,
            changes={"act": act, "doing": doing},
        )
        for kind, a, b in pairs
    ]
    _keep(connection, book, made, person, reason)


def _keep(connection: Connection, book: Book, made: Sequence[Decision], person: str, reason: str) -> None:
    if not reason.strip():
        raise InputError("no reason is given", "write in a few words why; it stands in the history")
    if len(made) > MOST:
        raise InputError(f"this would be about more than {MOST} claims at once", "do it in smaller steps")
    for each in made:
        each = msgspec.structs.replace(each, id=secrets.token_hex(16), person=person, reason=reason.strip())
        append(connection, "decision", each.id, [(DECISION, rows.decision_row(each))], book.clock)


def _as_before(book: Book, act: Sequence[Decision]) -> linked.Changes | None:
    """Give the changes that bring incidents back to before an act; None where they moved on."""
    claims = {claim for each in act for claim in (each.target, each.other)}
    with book.reading() as connection:
        query = select(func.min(DECISION.c.seq)).where(DECISION.c.id.in_([each.id for each in act]))
        before = (connection.scalar(query) or 0) - 1
        now = [each for each in linked.incidents(connection) if not claims.isdisjoint(each.claims)]
        every = [msgspec.json.decode(r.body, type=Incident) for r in newest(connection, INCIDENT, before)]
        then = [each for each in every if not claims.isdisjoint(each.claims)]
        here = {claim for each in now for claim in each.claims}
        if here != {claim for each in then for claim in each.claims}:
            return None
        groups = [msgspec.json.decode(r.body, type=CopyGroup) for r in newest(connection, COPY_GROUP, before)]
        present = linked.copies(connection)
    was, old = _spoken(groups, here), _spoken(present, here)
    home = {claim: each.id for each in then for claim in each.claims}
    gone = [(each, home[each.claims[0]]) for each in now if each.id not in {e.id for e in then}]
    back = [
        msgspec.structs.replace(
            each, former=tuple(dict.fromkeys((*each.former, *(e.id for e, into in gone if into == each.id))))
        )
        for each in then
    ]
    return linked.Changes(
        incidents=tuple(back),
        gone=tuple(gone),
        copies=tuple(each for name, each in was.items() if old.get(name) != each),
        copies_gone=tuple(each for name, each in old.items() if name not in was),
    )


def _spoken(groups: Sequence[CopyGroup], claims: Collection[str]) -> dict[str, CopyGroup]:
    """Give the groups of one claimant's words that hold some claims."""
    return {
        each.id: each
        for each in groups
        if each.kind is CopyKind.CLAIMANT and not set(claims).isdisjoint(each.members)
    }
