"""What became of an incident, and merging, splitting and undoing as the desk asks for them."""

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook import choosing, linking_why, regrouped, regrouping, tolling
from tollbook.book import incidents as linked
from tollbook.book.schema import DECISION, ENTRY, INCIDENT
from tollbook.desk.data import Desk
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.incident import Account, Incident, Link
from tollbook.model.toll import Policy

StaleError = regrouped.StaleError
TAKEN_BACK = {
    DecisionKind.POLICY: "the choice of a rule taken back",
    DecisionKind.PUBLISH: "the leave to publish taken back",
    DecisionKind.WITHHOLD: "the withholding taken back",
}
OF_INCIDENTS = (DecisionKind.POLICY, DecisionKind.PUBLISH, DecisionKind.WITHHOLD, DecisionKind.WITHDRAW)


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that became of an incident: when (ISO 8601, UTC), who, what, why; the act to undo."""

    recorded: str
    what: str
    person: str = ""
    reason: str = ""
    act: str = ""


def history_of(connection: Connection, incident: Incident) -> list[Past]:
    """Give what became of an incident, the earliest first: linking, merges, splits, rules chosen."""
    out = _linked(connection, incident)
    out += _chosen(connection, incident)
    for act in regrouping.acts(connection, incident.claims):
        claims = len({claim for _, a, b in act.pairs for claim in (a, b)})
        what = f"{act.doing}: {claims} claims"
        out.append(
            Past(
                recorded=act.recorded,
                what=what,
                person=act.person,
                reason=act.reason,
                act="" if act.undone else act.id,
            )
        )
        if act.undone:
            person, recorded, reason = act.undone
            out.append(Past(recorded=recorded, what=f"{act.doing} taken back", person=person, reason=reason))
    return sorted(out, key=lambda each: each.recorded)


def _linked(connection: Connection, incident: Incident) -> list[Past]:
    columns = INCIDENT.c
    query = select(columns.body, columns.gone, ENTRY.c.recorded, ENTRY.c.subject)
    query = query.join(ENTRY, ENTRY.c.seq == columns.seq).where(columns.id == incident.id)
    out: list[Past] = []
    before: set[str] = set()
    for row in connection.execute(query.order_by(columns.seq)):
        now = set(msgspec.json.decode(row.body, type=Incident).claims)
        moves = [f"{len(now - before)} claims came in"] if now - before else []
        moves += [f"{len(before - now)} claims went out"] if before - now else []
        if row.gone:
            moves = ["its claims went elsewhere"]
        how = "as before" if row.subject == "undone" else "linked"
        if moves:
            out.append(Past(recorded=row.recorded, what=f"{how}: {', '.join(moves)}"))
        before = set() if row.gone else now
    return out


def _chosen(connection: Connection, incident: Incident) -> list[Past]:
    kinds = [each.value for each in OF_INCIDENTS]
    query = select(DECISION.c.body, ENTRY.c.recorded).join(ENTRY, ENTRY.c.seq == DECISION.c.seq)
    query = query.where(DECISION.c.kind.in_(kinds)).order_by(DECISION.c.seq)
    names = {incident.id, *incident.former}
    out = []
    kinds_of: dict[str, DecisionKind] = {}
    for body, recorded in connection.execute(query):
        found = msgspec.json.decode(body, type=Decision)
        kinds_of[found.id] = found.kind
        if found.target in names and found.about == "incident":
            if found.kind is DecisionKind.WITHDRAW:
                gone = kinds_of.get(found.withdraws or "", DecisionKind.WITHDRAW)
                what = TAKEN_BACK.get(gone, "a decision taken back")
                out.append(Past(recorded=recorded, what=what, person=found.person, reason=found.reason or ""))
                continue
            rule = found.changes.get("policy", "")
            what = f"rule chosen: {rule}" if rule else found.kind.value
            out.append(Past(recorded=recorded, what=what, person=found.person, reason=found.reason or ""))
    return out


def policy_of(desk: Desk, name: str) -> Policy:
    """Give the rule by which consequences are worked out: the one chosen for the incident, else range."""
    known = tolling.known_policies(desk.book.path)
    return tolling.chosen([tolling.settled_policy(desk.book, name) or "range"], known)[0]


def accounts(desk: Desk, name: str) -> tuple[Incident, list[Account]]:
    """Give an incident and its accounts as people decided on them.

    Raises:
        InputError: where there is no such incident.
    """
    with desk.reading() as connection:
        found = linked.incident(connection, name)
        return found, tolling.accounts_of(connection, found)[0]


def if_split(desk: Desk, name: str, chosen: set[str]) -> regrouping.Consequence:
    """Work out what a split would do."""
    return regrouping.if_split(desk.book, name, chosen, policy_of(desk, name))


def if_merged(desk: Desk, name: str, other: str) -> regrouping.Consequence:
    """Work out what a merge would do."""
    return regrouping.if_merged(desk.book, name, other, policy_of(desk, name))


def split(desk: Desk, name: str, chosen: set[str], **said: Any) -> None:
    """Split claims off."""
    regrouped.split(desk.book, name, chosen, **said)


def merge(desk: Desk, name: str, other: str, **said: Any) -> None:
    """Merge with another incident."""
    regrouped.merge(desk.book, name, other, **said)


def undo(desk: Desk, act: str, **said: Any) -> None:
    """Take a merge or split back."""
    regrouped.undo(desk.book, act, **said)


def choose(desk: Desk, name: str, policy: str, **said: Any) -> None:
    """Let an incident go by a rule from now on; "" takes the choice back."""
    if policy:
        choosing.choose(desk.book, name, policy, **said)
    else:
        choosing.unchoose(desk.book, name, **said)


def home(desk: Desk, claim: str) -> str | None:
    """Give the incident that a claim is in now."""
    return regrouped.now_in(desk.book, claim)


def why(desk: Desk, left: str, right: str) -> tuple[Link, str | None]:
    """Tell why two claims are, or are not, taken for one incident."""
    return linking_why.why_linked(desk.book, left, right)
