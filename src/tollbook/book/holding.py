"""Holding: which incidents may hold some others, or lie within them, without looking through all of them."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, or_, select

from tollbook.book.cells import box, ranges
from tollbook.book.schema import INCIDENT, PRESENT_INCIDENT
from tollbook.model.incident import Incident

AT_ONCE = 400


def _present() -> Select[Any]:
    here = (PRESENT_INCIDENT.c.seq == INCIDENT.c.seq) & (PRESENT_INCIDENT.c.number == INCIDENT.c.number)
    return select(INCIDENT.c.body).join(PRESENT_INCIDENT, here)


def _read(connection: Connection, query: Select[Any]) -> Iterator[Incident]:
    for body in connection.scalars(query):
        yield msgspec.json.decode(body, type=Incident)


def named(connection: Connection, names: Collection[str]) -> Iterator[Incident]:
    """Give the incidents of these ids that are present."""
    ordered = sorted(names)
    for start in range(0, len(ordered), AT_ONCE):
        some = ordered[start : start + AT_ONCE]
        yield from _read(connection, _present().where(PRESENT_INCIDENT.c.id.in_(some)))


def parts(connection: Connection, names: Collection[str]) -> Iterator[Incident]:
    """Give the incidents that are part of one of these."""
    ordered = sorted(names)
    for start in range(0, len(ordered), AT_ONCE):
        yield from _read(
            connection, _present().where(INCIDENT.c.part_of.in_(ordered[start : start + AT_ONCE]))
        )


def holders(connection: Connection, first: date, last: date, kinds: Collection[str]) -> Iterator[Incident]:
    """Give the incidents of these days that last longer than a day, or are of one of some kinds."""
    longer = or_(INCIDENT.c.first_day != INCIDENT.c.last_day, INCIDENT.c.event.in_(sorted(kinds)))
    days = (INCIDENT.c.first_day <= last.isoformat()) & (INCIDENT.c.last_day >= first.isoformat())
    yield from _read(connection, _present().where(days, longer))


def within(connection: Connection, each: Incident, least_km: float) -> Iterator[Incident]:
    """Give the incidents of the days of one and of the cells of the map round it."""
    when = each.when
    if when is None or when.start is None or when.end is None or each.latitude is None:
        return
    edges = box(each.latitude, each.longitude or 0.0, max(each.radius_km or 0.0, least_km))
    days = (INCIDENT.c.first_day >= when.start.isoformat()) & (INCIDENT.c.last_day <= when.end.isoformat())
    cells = or_(*(INCIDENT.c.cell.between(low, high) for low, high in ranges(*edges)))
    yield from _read(connection, _present().where(days, cells))


class Ids:
    """The ids that incidents of a book ever had, looked up one by one."""

    def __init__(self, connection: Connection) -> None:
        """Keep the connection."""
        self.connection = connection

    def __contains__(self, name: object) -> bool:
        """Tell whether an incident ever had this id."""
        query = select(INCIDENT.c.seq).where(INCIDENT.c.id == str(name)).limit(1)
        return self.connection.scalar(query) is not None
