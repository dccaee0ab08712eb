"""What stands: the version of a report that stands, its capture, its place in the present view."""

from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from tollbook.book import rows
from tollbook.book.gone import ANSWERS
from tollbook.book.same import Same
from tollbook.book.schema import CAPTURE, ENTRY, PRESENT, READING, REPORT
from tollbook.book.times import EARLIER
from tollbook.model.capture import CaptureRecord
from tollbook.model.report import Report

# Statements are made once: making them anew for each report takes as long as the database itself.
_SAME = (REPORT.c.origin == bindparam("origin"), REPORT.c.name == bindparam("name"))
_STANDING = (
    select(REPORT.c.id, REPORT.c.version, REPORT.c.evidence)
    .join(PRESENT, (PRESENT.c.report == REPORT.c.id) & (PRESENT.c.text == REPORT.c.seq))
    .where(*_SAME)
    .limit(1)
)
_TOLD = (
    select(REPORT.c.text, REPORT.c.title, REPORT.c.outlet, REPORT.c.day)
    .join(PRESENT, (PRESENT.c.report == REPORT.c.id) & (PRESENT.c.text == REPORT.c.seq))
    .where(*_SAME)
    .limit(1)
)
_TOLD_OF = (
    select(REPORT.c.text, REPORT.c.title, REPORT.c.outlet, REPORT.c.day)
    .join(PRESENT, (PRESENT.c.report == REPORT.c.id) & (PRESENT.c.text == REPORT.c.seq))
    .where(REPORT.c.id == bindparam("id"))
)
_STANDING_OF = (
    select(REPORT.c.id, REPORT.c.version, REPORT.c.evidence)
    .join(PRESENT, (PRESENT.c.report == REPORT.c.id) & (PRESENT.c.text == REPORT.c.seq))
    .where(REPORT.c.id == bindparam("id"))
)
_COPY = select(REPORT.c.id, REPORT.c.outlet).where(
    REPORT.c.evidence == bindparam("evidence"), REPORT.c.name == bindparam("name")
)
_VERSION = (
    select(REPORT.c.version).where(REPORT.c.id == bindparam("id")).order_by(REPORT.c.version.desc()).limit(1)
)
_PRESENT = select(PRESENT).where(PRESENT.c.report == bindparam("report"))
_NO_MORE = delete(PRESENT).where(PRESENT.c.report == bindparam("of"))
_NOW = insert(PRESENT)
_IS_THERE = select(CAPTURE.c.id).where(CAPTURE.c.id == bindparam("id"))
_CAPTURES = (
    select(CAPTURE.c.id, CAPTURE.c.evidence, CAPTURE.c.body)
    .where(CAPTURE.c.origin == bindparam("origin"))
    .order_by(CAPTURE.c.seq.desc())
    .limit(1)
)
_WHOLE = _CAPTURES.where(CAPTURE.c.part.is_(None))
_PART = _CAPTURES.where(CAPTURE.c.part == bindparam("part"))


def standing_version(connection: Connection, same: Same) -> Any:
    """Give the version of a report that stands: id, version, evidence; None where it is not known."""
    return connection.execute(_STANDING, _where(same)).first()


def standing_of(connection: Connection, report: str) -> Any:
    """Give the version that stands of the report with an id: id, version, evidence."""
    return connection.execute(_STANDING_OF, {"id": report}).first()


def tells(connection: Connection, same: Same | str, report: Report) -> bool:
    """Tell whether the version of a report that stands has just this text, title, outlet and day.

    Which report is told by as what it is known, or by its id.
    """
    row = rows.report_row(report, version=0, capture="", origin="", name="")
    if isinstance(same, str):
        held = connection.execute(_TOLD_OF, {"id": same}).first()
    else:
        held = connection.execute(_TOLD, _where(same)).first()
    return held is not None and tuple(held) == tuple(row[name] for name in held._fields)


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


def present_view(connection: Connection) -> list[dict[str, Any]]:
    """Work out the present view from the ledger: of each report the newest reading of what stands."""
    view: dict[str, dict[str, Any]] = {}
    texts: dict[tuple[str, int], int] = {
        (row.id, row.version): row.seq
        for row in connection.execute(select(REPORT.c.id, REPORT.c.version, REPORT.c.seq))
    }
    newest = select(READING.c.report, READING.c.version, READING.c.seq).join(
        ENTRY, ENTRY.c.seq == READING.c.seq
    )
    for row in connection.execute(newest.where(ENTRY.c.act != EARLIER).order_by(READING.c.seq)):
        text = texts.get((row.report, row.version), 0)
        view[row.report] = {"report": row.report, "version": row.version, "reading": row.seq, "text": text}
    return list(view.values())


def new_capture(
    connection: Connection, record: CaptureRecord, *, read: bool = False
) -> tuple[str, rows.Rows]:
    """Give the id of a capture, and its row where the newest one of its origin holds other bytes.

    So does one with the same bytes, where of the two answers one tells that the page is gone, or where it
    comes from another place of a web archive; and one that was `read`, where other things are said of it.
    """
    row = rows.capture_row(record)
    if connection.execute(_IS_THERE, {"id": row["id"]}).first():
        return row["id"], []
    where = {"origin": row["origin"]}
    if record.part is None:
        last = connection.execute(_WHOLE, where).first()
    else:
        last = connection.execute(_PART, {**where, "part": record.part}).first()
    if last is not None and last.evidence == record.sha256:
        before = msgspec.json.decode(last.body, type=CaptureRecord)
        as_before = _is_gone(before) == _is_gone(record) and _via(record) in (None, _via(before))
        if as_before and not (read and _said(before) != _said(record)):
            return last.id, []
    return row["id"], [(CAPTURE, row)]


def _is_gone(record: CaptureRecord) -> bool:
    return record.exchange is not None and record.exchange.status in ANSWERS


def _said(record: CaptureRecord) -> tuple[object, ...]:
    return record.published, record.outlet, record.media


def _via(record: CaptureRecord) -> str | None:
    return record.exchange.via if record.exchange else None


def _where(same: Same) -> dict[str, str]:
    return {"origin": same.origin, "name": same.name}
