"""The commands decide, decisions and choose: what people settled of figures, claims and incidents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli_book import AS_OF, BOOK, CODES, FORMAT, _many, opened, show
from tollbook.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tollbook.book import Book
    from tollbook.model.decision import Decision, DecisionKind

KINDS = ("accept", "amend", "reject", "withdraw")


@click.command(epilog=CODES, short_help="Settle a figure or claim.")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("target", metavar="TARGET")
@BOOK
@click.option("--report", required=True, help="The report that the figure or claim is in.")
@click.option("--person", help="Who decides.  [default: the collector of the book]")
@click.option("--reason", help="Why.")
@click.option(
    "--set", "changes", multiple=True, metavar="SLOT=VALUE", help="amend: a new value, as count=12..14."
)
@FORMAT
def decide(
    kind: str,
    target: str,
    folder: Path | None,
    report: str,
    person: str | None,
    reason: str | None,
    changes: tuple[str, ...],
    form: str,
) -> None:
    """Accept, amend or reject the figure or claim TARGET of a report, or withdraw the decision TARGET.

    TARGET is an id, or the number that tables show (F3, C1), counted in text order; the beginning of a
    decision's id will do. A decision is never changed: it is withdrawn, or a later one takes its place.
    """
    from tollbook.model.decision import DecisionKind

    given = dict(_change(each) for each in changes)
    if (kind == "amend") != bool(given):
        raise InputError("--set belongs to amend, and amend needs it", "write --set count=12..14")
    with opened(folder) as book:
        who = person or book.settings.collector
        if not who:
            raise InputError("nobody is named who decides", "name them with --person")
        made = _decision(book, DecisionKind(kind), target, report, who, reason, given)
        kept = book.decide(made)
    values = {"id": made.id, "report": made.report, "target": made.target, "seq": kept.seq, "hash": kept.hash}
    show(form, values, [f"{kind}: {made.quote.exact!r} in {made.report}, decision {made.id}"])


@click.command(epilog=CODES, short_help="List what people settled.")
@click.argument("report", required=False)
@BOOK
@click.option("--orphans", is_flag=True, help="Only those whose words are no longer found.")
@AS_OF
@FORMAT
def decisions(report: str | None, folder: Path | None, orphans: bool, as_of: str | None, form: str) -> None:
    """List decisions in the order in which they were taken, of REPORT or of the whole book.

    An orphan is a decision whose words no figure or claim of the present reading has. It is kept.
    """
    import msgspec

    from tollbook.book import queries
    from tollbook.model.decision import withdrawn
    from tollbook.rereading import orphans as lost_of

    with opened(folder) as book:
        with book.reading() as connection:
            found = queries.decisions(connection, report, queries.moment(as_of) if as_of else None)
        lost = {decision for _, decision in lost_of(book, as_of)}
    gone = withdrawn(found)
    shown = [decision for decision in found if decision.id in lost or not orphans]
    lines = []
    for each in shown:
        mark = " (orphan: its words are not found any more)" if each.id in lost else ""
        lines.append(told(each) + mark + (" (withdrawn)" if each.id in gone else ""))
    lines.append(_many(len(shown), "decision"))
    listed = [{**msgspec.to_builtins(d), "orphan": d.id in lost, "withdrawn": d.id in gone} for d in shown]
    show(form, {"decisions": listed}, lines)


@click.command(epilog=CODES, short_help="Choose the policy that an incident goes by.")
@click.argument("incident")
@click.argument("policy", required=False)
@BOOK
@click.option("--withdraw", is_flag=True, help="Take the choice back: the incident goes by the default.")
@click.option("--person", help="Who decides.  [default: the collector of the book]")
@click.option("--reason", required=True, help="Why.")
@FORMAT
def choose(
    incident: str,
    policy: str | None,
    folder: Path | None,
    withdraw: bool,
    person: str | None,
    reason: str,
    form: str,
) -> None:
    """Let INCIDENT go by POLICY from now on, in tolls and at the desk, or take that choice back.

    It is a decision of the ledger with a person and a reason; `tollbook policies` lists the policies.
    """
    from tollbook import choosing

    if withdraw == bool(policy):
        raise InputError("give a POLICY, or --withdraw", "list them: tollbook policies")
    with opened(folder) as book:
        who = person or book.settings.collector
        if not who:
            raise InputError("nobody is named who decides", "name them with --person")
        if policy:
            made = choosing.choose(book, incident, policy, person=who, reason=reason)
        else:
            made = choosing.unchoose(book, incident, person=who, reason=reason)
    said = f"goes by {policy}" if policy else "goes by the default again"
    show(form, {"id": made.id, "target": made.target, "policy": policy}, [f"{made.target} {said}"])


def _decision(
    book: Book,
    kind: DecisionKind,
    target: str,
    report: str,
    person: str,
    reason: str | None,
    given: dict[str, str],
) -> Decision:
    import secrets

    import msgspec

    from tollbook.book import queries
    from tollbook.model.claim import Claim
    from tollbook.model.decision import Decision, DecisionKind
    from tollbook.model.figure import Figure
    from tollbook.review.slots import changed

    with book.reading() as connection:
        now = queries.reading(connection, report)
        taken = queries.decisions(connection, report)
    new = secrets.token_hex(16)
    if kind is DecisionKind.WITHDRAW:
        found = [decision for decision in taken if decision.id.startswith(target)]
        old = found[0] if len(found) == 1 else None
        if old is None:
            raise InputError(
                f"{report} has no decision {target!r}", f"list them: tollbook decisions {report}"
            )
        return msgspec.structs.replace(
            old, id=new, kind=kind, person=person, reason=reason, changes={}, withdraws=old.id
        )
    records: dict[str, Figure | Claim] = {}
    rows: list[tuple[str, Sequence[Figure | Claim]]] = [("F", now.figures), ("C", now.claims)]
    for letter, row in rows:
        records |= {each.id: each for each in row}
        records |= {f"{letter}{number}": each for number, each in enumerate(row, 1)}
    record = records.get(target)
    if record is None:
        todo = f"use an id, F1 to F{len(now.figures)}, or C1 to C{len(now.claims)}"
        raise InputError(f"{report} has no figure or claim {target!r}", todo)
    made = Decision(
        id=new,
        kind=kind,
        about="figure" if isinstance(record, Figure) else "claim",
        target=record.id,
        report=report,
        span=record.span,
        quote=record.quote,
        person=person,
        reason=reason,
        changes=given,
    )
    if isinstance(record, Figure):
        changed(record, made)
    else:
        changed(record, made)
    return made


def _change(given: str) -> tuple[str, str]:
    slot, equals, value = given.partition("=")
    if not equals:
        raise InputError(f"{given[:40]!r} sets nothing", "write SLOT=VALUE, as in count=12..14")
    return slot.strip(), value.strip()


def told(decision: Decision) -> str:
    """Say a decision in one line."""
    changes = ", ".join(f"{slot} = {_safe(value)}" for slot, value in decision.changes.items())
    words = f"{decision.kind.value} {_safe(decision.quote.exact)!r} in {decision.report}"
    why = f": {_safe(decision.reason)}" if decision.reason else ""
    return f"{decision.id[:12]}  {words}{f' ({changes})' if changes else ''}, {_safe(decision.person)}{why}"


def _safe(words: str | None) -> str:
    from tollbook.publish.labels import one_line

    return one_line(words or "")


COMMANDS = (decide, decisions, choose)
