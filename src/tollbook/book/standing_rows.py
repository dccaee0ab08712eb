"""What stands: the newest version of a report, its capture, its place in the present view."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tollbook.book import rows
from tollbook.book.same import Same
from tollbook.book.schema import CAPTURE, PRESENT, REPORT
from tollbook.model.capture import CaptureRecord


def newest_version(connection: Connection, same: Same) -> Any:
    """Give the newest version of a report: id, version, evidence; None where it is not known."""
    query = select(REPORT.c.id, REPORT.c.version, REPORT.c.evidence)
    query = query.where(REPORT.c.origin == same.origin, REPORT.c.name == same.name)
    return connection.execute(query.order_by(REPORT.c.version.desc()).limit(1)).first()


def has_held(connection: Connection, same: Same, sha256: str) -> bool:
    """Tell whether any version of a report holds just these bytes."""
    query = select(REPORT.c.seq).where(REPORT.c.origin == same.origin, REPORT.c.name == same.name)
    return connection.execute(query.where(REPORT.c.evidence == sha256).limit(1)).first() is not None


def version_of(connection: Connection, report: str) -> int:
    """Give the number of the newest version of a report, 0 where there is none."""
    query = select(REPORT.c.version).where(REPORT.c.id == report).order_by(REPORT.c.version.desc())
    return connection.scalar(query.limit(1)) or 0


def present_of(connection: Connection, report: str) -> Any:
    """Give the row of the present view of a report, or None."""
    return connection.execute(select(PRESENT).where(PRESENT.c.report == report)).first()


def set_present(connection: Connection, report: str, version: int, reading: int, text: int) -> None:
    """Let a reading and a text stand for a report in the present view."""
    connection.execute(delete(PRESENT).where(PRESENT.c.report == report))
    values = {"report": report, "version": version, "reading": reading, "text": text}
    connection.execute(insert(PRESENT), values)


def new_capture(connection: Connection, record: CaptureRecord) -> tuple[str, rows.Rows]:
    """Give the id of a capture, and its row where the newest one of its origin holds other bytes."""
    row = rows.capture_row(record)
    query = select(CAPTURE.c.id, CAPTURE.c.evidence).where(CAPTURE.c.origin == row["origin"])
    part = CAPTURE.c.part.is_(None) if record.part is None else CAPTURE.c.part == record.part
    last = connection.execute(query.where(part).order_by(CAPTURE.c.seq.desc()).limit(1)).first()
    if last is not None and last.evidence == record.sha256:
        return last.id, []
    return row["id"], [(CAPTURE, row)]
