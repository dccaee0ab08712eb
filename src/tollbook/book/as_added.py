"""As added: bytes that stand in a book -> as which report, and what was said on adding them.

Bytes alone do not make a report: the day and outlet that a person gave, and the columns of a table that a
person chose, were said on adding. Where other things are said of the same bytes, that is a further version.
"""

from datetime import date

import msgspec
from sqlalchemy import Connection, bindparam, select

from tollbook.book.schema import CAPTURE, PRESENT, REPORT
from tollbook.model.capture import CaptureRecord

TABLE = "text/csv"
# Made once, as in `standing_rows`.
_HERE = (
    select(REPORT.c.id, REPORT.c.origin, REPORT.c.name, CAPTURE.c.body)
    .join(PRESENT, (PRESENT.c.report == REPORT.c.id) & (PRESENT.c.text == REPORT.c.seq))
    .join(CAPTURE, CAPTURE.c.id == REPORT.c.capture)
    .where(REPORT.c.evidence == bindparam("evidence"))
    .order_by(REPORT.c.seq.desc())
)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of what is added: day, outlet, columns of a table; None is not said."""

    published: date | None = None
    outlet: str | None = None
    columns: str | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return any(value is not None for value in (self.published, self.outlet, self.columns))


class AsAdded(msgspec.Struct, frozen=True):
    """What was said of bytes that stand in a book (`record`); the origin, names and ids of their reports.

    `copy` is set where they stand under another origin than the one that they are added from now.
    """

    record: CaptureRecord
    origin: str
    reports: tuple[tuple[str, str], ...]
    copy: bool = False

    def told(self, record: CaptureRecord, said: Said) -> CaptureRecord:
        """Give the record of these bytes, added again, with what was said before where nothing is said now.

        Of a copy what was said before stands, or two files of the same bytes would settle each other's day.

        Example:
            >>> from datetime import UTC, datetime
            >>> at = datetime(2031, 3, 4, tzinfo=UTC)
            >>> new = CaptureRecord(sha256="ab", size=1, source="a", origin="/a", received=at, tool="t")
            >>> old = msgspec.structs.replace(new, outlet="Radio Kessa")
            >>> AsAdded(old, "/a", ()).told(new, Said(published=date(2031, 3, 4))).outlet
            'Radio Kessa'
        """
        first, then = (self.record, record) if self.copy else (record, self.record)
        is_table = (record.media or "").startswith(TABLE)
        stays = said.columns is None or (self.copy and "columns=" in (self.record.media or ""))
        return msgspec.structs.replace(
            record,
            published=first.published or then.published,
            outlet=first.outlet or then.outlet,
            media=self.record.media if is_table and stays else record.media,
        )

    def differs(self, record: CaptureRecord) -> bool:
        """Tell whether a record, as `told` gives it, says otherwise than what was said before."""
        before, is_table = self.record, (record.media or "").startswith(TABLE)
        return (before.published, before.outlet, before.media if is_table else None) != (
            record.published,
            record.outlet,
            record.media if is_table else None,
        )

    def of(self, name: str, *, many: bool) -> str | None:
        """Give the id of the report of these bytes that would be added under a name now.

        Where the bytes hold one report it is that one, whatever its name was; of `many` the one of the name.
        """
        if not many and len(self.reports) == 1:
            return self.reports[0][1]
        return dict(reversed(self.reports)).get(name)


def as_added(connection: Connection, record: CaptureRecord, *, copies: bool) -> AsAdded | None:
    """Give what was said of just these bytes where they stand under this origin; None where they do not.

    With `copies` other origins count too where none of this one stands, as where a file was moved: of those
    the newest for which no other outlet was said.
    """
    rows = connection.execute(_HERE, {"evidence": record.sha256}).all()
    here = [row for row in rows if row.origin == record.origin]
    for first in here or (rows if copies else []):
        before = msgspec.json.decode(first.body, type=CaptureRecord)
        if here or not record.outlet or record.outlet == before.outlet:
            known = tuple((row.name, row.id) for row in rows if row.origin == first.origin)
            return AsAdded(before, first.origin, known, copy=not here)
    return None
