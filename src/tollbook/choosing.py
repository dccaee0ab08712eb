"""Choosing: the policy that one incident goes by is decided in the ledger, or the choice is taken back.

A choice holds for its incident alone, from then on, until a later one or until it is taken back. Nothing is
changed or removed: both are decisions, with a person and a reason.

Example:
    >>> from tollbook import choosing
    >>> choosing.choose(book, "incident-0001", "best", person="Amal", reason="two lists")  # doctest: +SKIP
"""

import secrets

import msgspec
from sqlalchemy import Connection

from tollbook import tolling
from tollbook.book import Book, engine, queries, rows
from tollbook.book import incidents as linked
from tollbook.book.ledger import append
from tollbook.book.schema import DECISION
from tollbook.errors import InputError
from tollbook.model.decision import Decision, DecisionKind, policies_chosen
from tollbook.model.incident import Incident
from tollbook.regrouped import StaleError


def standing(book: Book, name: str) -> Decision | None:
    """Give the choice of a policy that stands for an incident, or None.

    Raises:
        InputError: where the book has no such incident.
    """
    with book.reading() as connection:
        found = _chosen(connection, linked.incident(connection, name))
    return found[-1] if found else None


def choose(
    book: Book, name: str, policy: str, *, person: str, reason: str, seen: str | None = None
) -> Decision:
    """Let an incident go by a policy from now on; `seen` is the id of the choice that was shown, "" for none.

    Raises:
        InputError: where there is no such incident or policy, it goes by that policy already, or no reason is
            given.
        StaleError: where somebody has chosen meanwhile; nothing is added.
    """
    tolling.chosen([policy], tolling.known_policies(book.path))
    with engine.writing(book.engine) as connection:
        found = linked.incident(connection, name)
        before = _fresh(connection, found, seen)
        if before and before[-1].changes.get("policy") == policy:
            raise InputError(f"{found.id} goes by {policy!r} already", "choose another policy, or none")
        first = linked.accounts_of(connection, found.id)[0]
        made = Decision(
            id="",
            kind=DecisionKind.POLICY,
            about="incident",
            target=found.id,
            report=first.report,
            span=first.claim.span,
            quote=first.claim.quote,
            person=person,
            changes={"policy": policy},
        )
        return _keep(connection, book, made, person, reason)


def unchoose(book: Book, name: str, *, person: str, reason: str, seen: str | None = None) -> Decision:
    """Take back what was chosen for an incident, so that it goes by the default again.

    Raises:
        InputError: where there is no such incident, nothing is chosen for it, or no reason is given.
        StaleError: where somebody has chosen meanwhile; nothing is added.
    """
    with engine.writing(book.engine) as connection:
        before = _fresh(connection, linked.incident(connection, name), seen)
        if not before:
            raise InputError(f"no policy is chosen for {name!r}", "nothing is to be done")
        for each in before:
            back = msgspec.structs.replace(each, kind=DecisionKind.WITHDRAW, withdraws=each.id, changes={})
            kept = _keep(connection, book, back, person, reason)
    return kept


def _chosen(connection: Connection, found: Incident) -> list[Decision]:
    return policies_chosen(queries.decisions(connection), {found.id, *found.former})


def _fresh(connection: Connection, found: Incident, seen: str | None) -> list[Decision]:
    """Give the choices that stand.

    Raises:
        StaleError: where the last of them is another one than was seen.
    """
    chosen = _chosen(connection, found)
    if seen is not None and seen != (chosen[-1].id if chosen else ""):
        who = f"{chosen[-1].person} has chosen" if chosen else "somebody has taken back"
        raise StaleError(f"{who} the rule of this incident meanwhile")
    return chosen


def _keep(connection: Connection, book: Book, made: Decision, person: str, reason: str) -> Decision:
    if not reason.strip():
        raise InputError("no reason is given", "write in a few words why; it stands in the history")
    made = msgspec.structs.replace(made, id=secrets.token_hex(16), person=person, reason=reason.strip())
    append(connection, "decision", made.id, [(DECISION, rows.decision_row(made))], book.clock)
    return made
