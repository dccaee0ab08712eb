"""Regrouping: a person merges two incidents, or splits one; what comes of it is worked out before.

What is decided is kept as decisions on pairs of claims, which linking honours (see `regrouped`). Claims that
hang on another one (denials, accusations) follow the claim before them in their report, as linking lets them.

Example:
    >>> from tollbook import regrouping
    >>> regrouping.if_split(book, "incident-0001", {"c7"}, policy).after  # doctest: +SKIP
"""

import hashlib
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, select

from tollbook import tolling
from tollbook.book import Book, queries
from tollbook.book import incidents as linked
from tollbook.book.schema import DECISION, ENTRY
from tollbook.errors import InputError
from tollbook.link.described import described
from tollbook.link.items import is_core
from tollbook.link.settled import PAIRED
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.incident import Account, Incident
from tollbook.model.toll import Policy, Toll
from tollbook.reconcile import reconcile
from tollbook.spoken import spoken


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One incident before or after an act, with its tolls by one policy; `id` is "" where it will be new."""

    id: str
    incident: Incident
    tolls: tuple[Toll, ...]


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What an act would do; `mark` tells the state of the book that this was worked out from."""

    before: tuple[Side, ...]
    after: tuple[Side, ...]
    mark: str


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A merge or split that was decided: by whom, when (ISO 8601, UTC), why; and who took it back, when."""

    id: str
    doing: str
    person: str
    reason: str
    recorded: str
    pairs: tuple[tuple[str, str, str], ...]
    undone: tuple[str, str, str] | None = None


def acts(connection: Connection, claims: Collection[str]) -> list[Act]:
    """Give the merges and splits that some claims were part of, the earliest first."""
    query = select(DECISION.c.body, ENTRY.c.recorded).join(ENTRY, ENTRY.c.seq == DECISION.c.seq)
    kinds = [each.value for each in (*PAIRED, DecisionKind.WITHDRAW)]
    query = query.where(DECISION.c.kind.in_(kinds)).order_by(DECISION.c.seq)
    found = [(msgspec.json.decode(r.body, type=Decision), r.recorded) for r in connection.execute(query)]
    wanted = set(claims)
    gone = {d.withdraws: (d.person, at, d.reason or "") for d, at in found if d.withdraws}
    held: dict[str, list[tuple[Decision, str]]] = {}
    for decision, at in found:
        if decision.kind in PAIRED:
            held.setdefault(decision.changes.get("act", decision.id), []).append((decision, at))
    out = []
    for name, its in held.items():
        first, at = its[0]
        pairs = tuple((d.kind.value, d.target, d.other or "") for d, _ in its)
        if wanted.isdisjoint({claim for _, a, b in pairs for claim in (a, b)}):
            continue
        alone = "held the same" if first.kind is DecisionKind.SAME else "held apart"
        out.append(
            Act(
                id=name,
                doing=first.changes.get("doing", alone),
                person=first.person,
                reason=first.reason or "",
                recorded=at,
                pairs=pairs,
                undone=gone.get(its[-1][0].id),
            )
        )
    return out


def parted(accounts: Sequence[Account], chosen: Collection[str]) -> tuple[list[Account], list[Account]]:
    """Part the accounts of an incident: those that stay, those that move with what hangs on them.

    Raises:
        InputError: where nothing would move, or nothing stay.
    """
    ordered = sorted(accounts, key=lambda a: (a.report, a.claim.span.start, a.claim.id))
    moves: set[str] = set()
    before: Account | None = None
    for each in ordered:
        if is_core(each):
            before = each
            moves |= {each.claim.id} & set(chosen)
        elif before is not None and before.report == each.report and before.claim.id in moves:
            moves.add(each.claim.id)
    stay = [a for a in accounts if a.claim.id not in moves]
    move = [a for a in accounts if a.claim.id in moves]
    if not move:
        todo = "choose one that tells of the event itself; denials and accusations follow it"
        raise InputError("no claim is chosen that can stand in an incident of its own", todo)
    if not any(is_core(a) for a in stay):
        raise InputError("every claim is chosen, so nothing would change", "leave at least one where it is")
    return stay, move


def if_split(book: Book, name: str, chosen: Collection[str], policy: Policy) -> Consequence:
    """Work out what splitting some claims off an incident would do to its tolls.

    Raises:
        InputError: where there is no such incident, or nothing would move or stay.
    """
    with book.reading() as connection:
        found = linked.incident(connection, name)
        accounts, _ = tolling.accounts_of(connection, found)
        stay, move = parted(accounts, chosen)
        # The greater part keeps the name; of two alike, the part that holds the first claim.
        first = {a.claim.id for a in stay}
        keeps = (len(stay), found.claims[0] in first) >= (len(move), found.claims[0] not in first)
        names = (found.id, "") if keeps else ("", found.id)
        return Consequence(
            before=(_side(connection, book, found.id, accounts, policy, found),),
            after=tuple(
                _side(connection, book, n, its, policy) for n, its in zip(names, (stay, move), strict=True)
            ),
            mark=mark_of(connection, [found]),
        )


def if_merged(book: Book, name: str, other: str, policy: Policy) -> Consequence:
    """Work out what merging two incidents would do to their tolls.

    Raises:
        InputError: where one of them is not there, or the two are one.
    """
    with book.reading() as connection:
        pair = pair_of(connection, name, other)
        held = [tolling.accounts_of(connection, each)[0] for each in pair]
        every = sorted((*held[0], *held[1]), key=lambda a: (a.published or "9999", a.report, a.claim.id))
        larger = min(pair, key=lambda each: (-len(each.claims), each.id))
        return Consequence(
            before=tuple(
                _side(connection, book, each.id, its, policy, each)
                for each, its in zip(pair, held, strict=True)
            ),
            after=(_side(connection, book, larger.id, every, policy),),
            mark=mark_of(connection, pair),
        )


def pair_of(connection: Connection, name: str, other: str) -> list[Incident]:
    """Give two incidents of a book.

    Raises:
        InputError: where one of them is not there, or the two are one.
    """
    pair = [linked.incident(connection, name), linked.incident(connection, other)]
    if pair[0].id == pair[1].id:
        raise InputError("these two are one incident already", "choose another one")
    return pair


def _side(
    connection: Connection,
    book: Book,
    name: str,
    accounts: Sequence[Account],
    policy: Policy,
    found: Incident | None = None,
) -> Side:
    found = found or described(name or "new", accounts)
    taken = queries.decisions(connection)
    made = reconcile(
        found.id,
        accounts,
        policy,
        outlets=tolling.outlets_of(book.path),
        copies=linked.copies(connection),
        decisions=tolling.decided(connection, accounts, taken)[1],
        when=found.when,
        totals=spoken(connection, accounts, taken),
    )
    return Side(id=name, incident=found, tolls=made.tolls)


def about(connection: Connection, incidents: Sequence[Incident]) -> list[Decision]:
    """Give the decisions on pairs of claims, and the withdrawals, that concern incidents."""
    claims = {claim for each in incidents for claim in each.claims}
    kinds = {*PAIRED, DecisionKind.WITHDRAW}
    return [
        d
        for d in queries.decisions(connection)
        if d.kind in kinds and not claims.isdisjoint((d.target, d.other))
    ]


def mark_of(connection: Connection, incidents: Sequence[Incident]) -> str:
    """Tell a state of incidents: the claims in each, and the decisions that brought them there."""
    said = [f"{each.id}:{','.join(each.claims)}" for each in incidents]
    said += [each.id for each in about(connection, incidents)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
