"""What stands: the newest version of a report, its capture, its place in the present view."""

from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from tollbook.book import rows
from tollbook.book.gone import ANSWERS
from tollbook.book.same import Same
from tollbook.book.schema import CAPTURE, PRESENT, REPORT
from tollbook.model.capture import CaptureRecord
from tollbook.model.report import Report

# Statements are made once: making them anew for each report takes as long as the database itself.
_SAME = (REPORT.c.origin == bindparam("origin"), REPORT.c.name == bindparam("name"))
_NEWEST = (
    select(REPORT.c.id, REPORT.c.version, REPORT.c.evidence)
    .where(*_SAME)
    .order_by(REPORT.c.version.desc())
    .limit(1)
)
_TOLD = (
    select(REPORT.c.text, REPORT.c.title, REPORT.c.outlet, REPORT.c.day)
    .where(*_SAME)
    .order_by(REPORT.c.version.desc())
    .limit(1)
)
_HELD = select(REPORT.c.seq).where(*_SAME, REPORT.c.evidence == bindparam("evidence")).limit(1)
_COPY = select(REPORT.c.id, REPORT.c.outlet).where(
    REPORT.c.evidence == bindparam("evidence"), REPORT.c.name == bindparam("name")
)
_VERSION = (
    select(REPORT.c.version).where(REPORT.c.id == bindparam("id")).order_by(REPORT.c.version.desc()).limit(1)
)
_PRESENT = select(PRESENT).where(PRESENT.c.report == bindparam("report"))
_NO_MORE = delete(PRESENT).where(PRESENT.c.report == bindparam("of"))
_NOW = insert(PRESENT)
_CAPTURES = (
    select(CAPTURE.c.id, CAPTURE.c.evidence, CAPTURE.c.body)
    .where(CAPTURE.c.origin == bindparam("origin"))
    .order_by(CAPTURE.c.seq.desc())
    .limit(1)
)
_WHOLE = _CAPTURES.where(CAPTURE.c.part.is_(None))
_PART = _CAPTURES.where(CAPTURE.c.part == bindparam("part"))


def newest_version(connection: Connection, same: Same) -> Any:
    """Give the newest version of a report: id, version, evidence; None where it is not known."""
    return connection.execute(_NEWEST, _where(same)).first()


def tells(connection: Connection, same: Same, report: Report) -> bool:
    """Tell whether the newest version of a report has just this text, title, outlet and day."""
    row = rows.report_row(report, version=0, capture="", origin="", name="")
    held = connection.execute(_TOLD, _where(same)).first()
    return held is not None and tuple(held) == tuple(row[name] for name in held._fields)


def has_held(connection: Connection, same: Same, sha256: str) -> bool:
    """Tell whether any version of a report holds just these bytes."""
    return connection.execute(_HELD, {**_where(same), "evidence": sha256}).first() is not None


def copies_of(connection: Connection, sha256: str, name: str) -> list[Any]:
    """Give the reports that have just these bytes, and the same name at some origin: id, outlet."""
    return list(connection.execute(_COPY, {"evidence": sha256, "name": name}))


def version_of(connection: Connection, report: str) -> int:
    """Give the number of the newest version of a report, 0 where there is none."""
    return connection.scalar(_VERSION, {"id": report}) or 0


def present_of(connection: Connection, report: str) -> Any:
    """Give the row of the present view of a report, or None."""
    return connection.execute(_PRESENT, {"report": report}).first()


def set_present(connection: Connection, report: str, version: int, reading: int, text: int) -> None:
    """Let a reading and a text stand for a report in the present view."""
    connection.execute(_NO_MORE, {"of": report})
    connection.execute(_NOW, {"report": report, "version": version, "reading": reading, "text": text})


def new_capture(connection: Connection, record: CaptureRecord) -> tuple[str, rows.Rows]:
    """Give the id of a capture, and its row where the newest one of its origin holds other bytes.

    So does one with the same bytes, where of the two answers one tells that the page is gone.
    """
    row = rows.capture_row(record)
    where = {"origin": row["origin"]}
    if record.part is None:
        last = connection.execute(_WHOLE, where).first()
    else:
        last = connection.execute(_PART, {**where, "part": record.part}).first()
    if last is not None and last.evidence == record.sha256:
        before = msgspec.json.decode(last.body, type=CaptureRecord)
        if _is_gone(before) == _is_gone(record):
            return last.id, []
    return row["id"], [(CAPTURE, row)]


def _is_gone(record: CaptureRecord) -> bool:
    return record.exchange is not None and record.exchange.status in ANSWERS


def _where(same: Same) -> dict[str, str]:
    return {"origin": same.origin, "name": same.name}
