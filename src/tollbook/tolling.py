"""Tolls of a book: its incidents and decisions in, tolls, grades, histories and summaries out.

Here alone linking's incidents, people's decisions and the stage `reconcile` meet. A book may hold policies
of its own (policies.yaml in its folder) and outlets of its own (outlets.yaml).

Example:
    >>> from tollbook import tolling
    >>> tolling.incident(book, "incident-0001", policy="range").tolls      # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import Connection

from tollbook.book import incidents as linked
from tollbook.book import queries
from tollbook.book.totals import claims_with_totals
from tollbook.errors import InputError
from tollbook.link.settled import held as settled_pairs
from tollbook.model.decision import Decision, policies_chosen
from tollbook.model.figure import Outcome
from tollbook.model.incident import Account, Incident
from tollbook.model.toll import Grade, Group, Policy, Step, Summary, Toll
from tollbook.reconcile import (
    Outlets,
    Reconciled,
    Region,
    beside_parts,
    example,
    grade,
    outside,
    over,
    own_entries,
    own_policies,
    policies,
    reconcile,
    summary,
)
from tollbook.reconcile.groups import ALL
from tollbook.review import reviewed
from tollbook.spoken import spoken

if TYPE_CHECKING:
    from tollbook.book import Book

T = TypeVar("T")
POLICIES = "policies.yaml"
OUTLETS = "outlets.yaml"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that is worked out of one incident: its tolls by one policy or several, grade, history, summary."""

    incident: Incident
    accounts: tuple[Account, ...]
    tolls: tuple[Toll, ...]
    history: tuple[Step, ...]
    grade: Grade
    summary: Summary
    decisions: tuple[Decision, ...] = ()


def known_policies(folder: Path | None = None, file: Path | None = None) -> dict[str, Policy]:
    """Give the policies there are: shipped, of the book in `folder`, of a `file`; the last of an id stands.

    Raises:
        InputError: where a file cannot be read, or a policy's example does not hold.
    """
    found = policies()
    for path in ([folder / POLICIES] if folder and (folder / POLICIES).is_file() else []) + (
        [file] if file else []
    ):
        for policy in own_policies(path).values():
            if policy.shows:
                promised, made = example(policy)
                if promised != made:
                    what = f"{path.name}: policy {policy.id!r} shows {promised!r}, but makes {made!r}"
                    raise InputError(what, "mend the parameters or the example")
            found[policy.id] = policy
    return found


def chosen(names: Sequence[str], known: dict[str, Policy]) -> list[Policy]:
    """Give policies by their ids.

    Raises:
        InputError: where there is none of a name; names those there are.
    """
    for name in names:
        if name not in known:
            raise InputError(f"there is no policy {name[:40]!r}", f"choose of {', '.join(sorted(known))}")
    return [known[name] for name in names]


def outlets_of(folder: Path | None) -> Outlets:
    """Give the outlets, those of the book's own file before the shipped ones."""
    path = folder / OUTLETS if folder else None
    return Outlets(own_entries(path, "outlet")) if path and path.is_file() else Outlets()


def settled_policy(book: Book, name: str, as_of: datetime | None = None) -> str | None:
    """Give the id of the policy that people chose for an incident, the last choice that stands, or None."""
    with book.reading() as connection:
        found = linked.incident(connection, name, as_of)
        decisions = queries.decisions(connection, as_of=as_of)
    chosen_last = policies_chosen(decisions, {found.id, *found.former})[-1:]
    return chosen_last[0].changes.get("policy") if chosen_last else None


def incident(
    book: Book,
    name: str,
    chosen_policies: Sequence[Policy],
    *,
    as_of: datetime | None = None,
    published_by: str | None = None,
    within: Callable[[str], Sequence[Incident]] | None = None,
) -> Told:
    """Work out an incident of a book by one policy or more; the first one's figures make the summary.

    `as_of` shows the book as it stood then (UTC); `published_by` (a day) leaves out later reports.
    `within` gives the incidents that are part of one, where the caller has them at hand.

    Raises:
        InputError: where the book has no such incident.
    """
    with book.reading() as connection:
        found = linked.incident(connection, name, as_of)
        accounts, decisions = accounts_of(connection, found, as_of)
        inside = [
            (each, *accounts_of(connection, each, as_of))
            for each in (within(found.id) if within else linked.inside(connection, found.id, as_of))
        ]
        every = [*accounts, *(account for _, its, _ in inside for account in its)]
        members = {name for account in every for name in (account.claim.id, account.report)}
        copies = linked.copies_of(connection, members, as_of)
        totals = spoken(connection, every, queries.decisions(connection, as_of=as_of), as_of, published_by)
    outlets = outlets_of(book.path)
    made = [
        reconcile(
            found.id,
            accounts,
            policy,
            outlets=outlets,
            copies=copies,
            decisions=decisions,
            as_of=published_by,
            when=found.when,
            totals=totals,
        )
        for policy in chosen_policies
    ]
    for number, policy in enumerate(chosen_policies if inside else ()):
        parts = [
            (
                each,
                reconcile(
                    each.id,
                    mine,
                    policy,
                    outlets=outlets,
                    copies=copies,
                    decisions=taken,
                    as_of=published_by,
                    when=each.when,
                    totals=totals,
                ),
            )
            for each, mine, taken in inside
        ]
        made[number] = beside_parts(made[number], parts)
    shown = [
        a for a in accounts if not published_by or (a.published and a.published[:10] <= published_by[:10])
    ]
    return Told(
        incident=found,
        accounts=tuple(accounts),
        tolls=tuple(toll for each in made for toll in each.tolls),
        history=made[0].history,
        grade=grade(found.id, shown, made[0].stated, outlets=outlets),
        summary=summary(found.id, shown, made[0].tolls),
        decisions=tuple(decisions),
    )


def accounts_of(
    connection: Connection, found: Incident, as_of: datetime | None = None
) -> tuple[list[Account], list[Decision]]:
    """Give an incident's accounts with the values that people set, and the decisions on them."""
    given = linked.accounts_of(connection, found.id, as_of)
    return decided(connection, given, queries.decisions(connection, as_of=as_of), as_of)


def decided(
    connection: Connection,
    given: Sequence[Account],
    decisions: Sequence[Decision],
    as_of: datetime | None = None,
) -> tuple[list[Account], list[Decision]]:
    """Put decisions upon accounts: values set, figures added; gives the decisions that concern them."""
    reports = {account.report for account in given}
    mine = [each for each in decisions if each.report in reports]
    held = {(account.report, account.claim.id): account for account in given}
    for report in sorted({each.report for each in mine}):
        done = reviewed(
            queries.reading(connection, report, as_of), [each for each in mine if each.report == report]
        ).reading
        figures = {figure.id: figure for figure in done.figures}
        for claim in done.claims:
            account = held.get((report, claim.id))
            if account is not None:
                mended = tuple(figures[name] for name in claim.figures if name in figures)
                held[report, claim.id] = msgspec.structs.replace(account, claim=claim, figures=mended)
    return [held[account.report, account.claim.id] for account in given], mine


def area(
    book: Book,
    region: Region,
    first: date | None,
    last: date | None,
    chosen_policies: Sequence[Policy],
    *,
    outcomes: Sequence[Outcome] = (Outcome.KILLED, Outcome.INJURED),
    group: Group = ALL,
    as_of: datetime | None = None,
    published_by: str | None = None,
) -> list[Toll]:
    """Work out tolls over an area and a period: one for each policy and outcome."""
    outlets = outlets_of(book.path)
    with book.reading() as connection:
        every = linked.incidents(connection, as_of)
        copies = linked.copies(connection, as_of)
        decisions = queries.decisions(connection, as_of=as_of)
        asked = [each for each in every if outside(each, region, first, last) != ""]
        names = {claim for each in asked for claim in each.claims}
        names |= claims_with_totals(connection, decisions, as_of)
        given = list(linked.accounts(connection, as_of, claims=sorted(names)))
        accounts, _ = decided(connection, given, decisions, as_of)
        told = spoken(connection, accounts, decisions, as_of, published_by)
    by_claim = {account.claim.id: account for account in accounts}
    claims = {claim for each in every for claim in each.claims}
    apart = [frozenset(pair) for pair in settled_pairs(decisions, claims).apart]
    held = {each.id: [by_claim[c] for c in each.claims if c in by_claim] for each in asked}
    groups = {group.id: group for group in copies}
    taken: dict[str, list[Decision]] = {}
    for decision in decisions:
        taken.setdefault(decision.report, []).append(decision)
    out: list[Toll] = []
    for policy in chosen_policies:
        made: dict[str, Reconciled] = {
            each.id: reconcile(
                each.id,
                held[each.id],
                policy,
                outlets=outlets,
                copies=_own(groups, (a.origin for a in held[each.id])),
                decisions=[d for its in _own(taken, (a.report for a in held[each.id])) for d in its],
                as_of=published_by,
                when=each.when,
                totals=told,
            )
            for each in asked
        }
        totals = [a for a in accounts if _counts(a, published_by)]
        out += [
            over(
                region,
                first,
                last,
                [(each, made[each.id].toll(outcome, group) if each.id in made else None) for each in every],
                policy=policy.id,
                outcome=outcome,
                group=group,
                accounts=totals,
                apart=apart,
            )
            for outcome in outcomes
        ]
    return out


def _own(held: Mapping[str, T], names: Iterable[str]) -> list[T]:
    """Give what is held under some names, each once: an incident is not shown what is of all others."""
    return [held[name] for name in dict.fromkeys(names) if name in held]


def _counts(account: Account, published_by: str | None) -> bool:
    return not published_by or bool(account.published and account.published[:10] <= published_by[:10])
