"""The incidents of a book in memory, brought up to date from what the ledger gained."""

import threading

import msgspec
from sqlalchemy import Connection, func, select

from tollbook.book import incidents as linked
from tollbook.book.schema import INCIDENT
from tollbook.model.incident import Incident

Found = tuple[str, Incident]
"""The words that an incident is looked for by, folded; and the incident."""


class Known:
    """The incidents that are present; threads may share it."""

    def __init__(self) -> None:
        """Know none yet."""
        self._lock = threading.Lock()
        self._held: dict[str, Incident] = {}
        self._found: list[Found] = []
        self._within: dict[str, list[Incident]] = {}
        self._last = 0

    def found(self, connection: Connection) -> list[Found]:
        """Give the incidents in the order of their days, as the book stands now."""
        last = connection.scalar(select(func.max(INCIDENT.c.seq))) or 0
        with self._lock:
            if last != self._last:
                self._held = self._now(connection)
                every = sorted(self._held.values(), key=lambda e: (str(e.when and e.when.start), e.id))
                self._found = [(folded(each), each) for each in every]
                self._within = {}
                for each in every:
                    if each.part_of is not None:
                        self._within.setdefault(each.part_of, []).append(each)
                self._last = last
            return self._found

    def within(self, connection: Connection, name: str) -> list[Incident]:
        """Give the incidents that are part of one."""
        self.found(connection)
        return self._within.get(name, [])

    def _now(self, connection: Connection) -> dict[str, Incident]:
        if not self._last:
            return {each.id: each for each in linked.incidents(connection)}
        held = dict(self._held)
        query = select(INCIDENT.c.id, INCIDENT.c.gone, INCIDENT.c.body).where(INCIDENT.c.seq > self._last)
        for row in connection.execute(query.order_by(INCIDENT.c.seq, INCIDENT.c.number)):
            held.pop(row.id, None)
            if not row.gone:
                held[row.id] = msgspec.json.decode(row.body, type=Incident)
        return held


def folded(each: Incident) -> str:
    """Give the words that an incident is looked for by.

    Example:
        >>> folded(Incident(id="i1", claims=("c",), place="Halden"))
        'i1  halden'
    """
    return " ".join((each.id, each.event or "", each.place or "")).casefold()
