"""Rows of incidents and copy groups, and what is present of them."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select

from tollbook.book import meeting
from tollbook.book.cells import cell
from tollbook.book.rows import Row, encoded
from tollbook.book.schema import (
    COPY_GROUP,
    INCIDENT,
    PRESENT_COPY,
    PRESENT_INCIDENT,
    PRESENT_LINK,
    PRESENT_MEMBER,
)
from tollbook.model.incident import CopyGroup, Incident

AT_ONCE = 400


def incident_row(incident: Incident) -> Row:
    """Make the columns of an incident that follow from its record."""
    here = incident.latitude is not None and incident.longitude is not None
    when = incident.when
    return {
        "id": incident.id,
        "event": incident.event,
        "place": _plain(incident.place),
        "gazetteer": incident.gazetteer,
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "cell": cell(incident.latitude or 0.0, incident.longitude or 0.0) if here else None,
        "first_day": when.start.isoformat() if when and when.start else None,
        "last_day": when.end.isoformat() if when and when.end else None,
        "part_of": incident.part_of,
        "body": encoded(incident),
    }


def copy_row(group: CopyGroup) -> Row:
    """Make the columns of a copy group that follow from its record."""
    return {"id": group.id, "kind": group.kind.value, "origin": group.origin, "body": encoded(group)}


def newest(connection: Connection, table: Table, last: int | None = None) -> list[Any]:
    """Give the newest row of each id that is not gone, at entry `last` or now: seq, number, id, body."""
    columns = table.c
    query = select(columns.id, columns.seq, columns.number, columns.gone, columns.body)
    if last is not None:
        query = query.where(columns.seq <= last)
    rows: dict[str, Any] = {}
    for row in connection.execute(query.order_by(columns.seq, columns.number)):
        rows[row.id] = row
    return [row for row in rows.values() if not row.gone]


def incident_view(connection: Connection) -> dict[Table, list[Row]]:
    """Work out from the ledger what is present of incidents and copy groups, and where claims are in them."""
    incidents = newest(connection, INCIDENT)
    groups = newest(connection, COPY_GROUP)
    links: dict[str, str] = {}
    for row in incidents:
        for claim in msgspec.json.decode(row.body, type=Incident).claims:
            links[claim] = row.id
    return {
        PRESENT_INCIDENT: [{"id": r.id, "seq": r.seq, "number": r.number} for r in incidents],
        PRESENT_COPY: [{"id": r.id, "seq": r.seq, "number": r.number} for r in groups],
        PRESENT_MEMBER: _members(msgspec.json.decode(row.body, type=CopyGroup) for row in groups),
        PRESENT_LINK: [{"claim": claim, "incident": its} for claim, its in links.items()],
    }


def rebuild_incidents(connection: Connection) -> None:
    """Make the present view of incidents and copy groups anew from the ledger; what may meet is forgotten."""
    meeting.forget(connection)
    for table, rows in incident_view(connection).items():
        connection.execute(delete(table))
        if rows:
            connection.execute(insert(table), rows)


def set_present(
    connection: Connection, table: Table, seq: int, ids: list[str], numbers: list[int], gone: set[str]
) -> None:
    """Point the shortcut of incidents or copy groups at the rows that entry `seq` added."""
    _forget(connection, table.c.id, ids)
    rows = [
        {"id": name, "seq": seq, "number": number}
        for name, number in zip(ids, numbers, strict=True)
        if name not in gone
    ]
    if rows:
        connection.execute(insert(table), rows)


def set_links(connection: Connection, incidents: list[Incident], gone: set[str]) -> None:
    """Note which incident each claim is in; claims of incidents that are gone, or left one, are let go."""
    _forget(connection, PRESENT_LINK.c.incident, [incident.id for incident in incidents])
    stay = [incident for incident in incidents if incident.id not in gone]
    rows = {claim: incident.id for incident in stay for claim in incident.claims}
    _forget(connection, PRESENT_LINK.c.claim, list(rows))
    if rows:
        connection.execute(
            insert(PRESENT_LINK), [{"claim": claim, "incident": its} for claim, its in rows.items()]
        )


def set_members(connection: Connection, groups: list[CopyGroup], gone: set[str]) -> None:
    """Note which reports and claims copy groups hold; those of groups that are gone are let go."""
    _forget(connection, PRESENT_MEMBER.c.copies, [group.id for group in groups])
    rows = _members(group for group in groups if group.id not in gone)
    if rows:
        connection.execute(insert(PRESENT_MEMBER), rows)


def _members(groups: Iterable[CopyGroup]) -> list[Row]:
    pairs = sorted({(member, group.id) for group in groups for member in group.members})
    return [{"member": member, "copies": name} for member, name in pairs]


def _forget(connection: Connection, column: Any, values: list[str]) -> None:
    for start in range(0, len(values), AT_ONCE):
        connection.execute(delete(column.table).where(column.in_(values[start : start + AT_ONCE])))


def _plain(text: str | None) -> str | None:
    return text.replace("\x00", "\ufffd") if text else text
