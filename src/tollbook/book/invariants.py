"""What must hold of the rows of an entry, hashes aside: references, numbers, quotations, columns."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from tollbook.book import rows
from tollbook.book.incident_rows import copy_row, incident_row
from tollbook.book.schema import (
    CAPTURE,
    CLAIM,
    COPY_GROUP,
    DECISION,
    FIGURE,
    INCIDENT,
    ISSUE,
    MENTION,
    READING,
    REPORT,
)
from tollbook.errors import InvariantError
from tollbook.issues import Issue
from tollbook.model.capture import CaptureRecord
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.figure import Figure
from tollbook.model.incident import CopyGroup, Incident
from tollbook.model.mention import Mention
from tollbook.model.report import Report

Row = dict[str, Any]
_KINDS: dict[str, tuple[type[Any], Callable[[Any], Row]]] = {
    str(CAPTURE.name): (CaptureRecord, rows.capture_row),
    str(MENTION.name): (Mention, rows.mention_row),
    str(FIGURE.name): (Figure, rows.figure_row),
    str(CLAIM.name): (Claim, rows.claim_row),
    str(ISSUE.name): (Issue, rows.issue_row),
    str(DECISION.name): (Decision, rows.decision_row),
    str(INCIDENT.name): (Incident, incident_row),
    str(COPY_GROUP.name): (CopyGroup, copy_row),
}


def row_faults(connection: Connection, seq: int, entry: list[tuple[Table, Row]]) -> Iterator[str]:
    """Say in words what does not hold of the rows that one entry added."""
    by: dict[str, list[tuple[Row, Any]]] = {}
    for table, row in entry:
        name = str(table.name)
        where = f"{name} {row.get('id', row['number'])}"
        try:
            record = _record(name, row)
        except (msgspec.MsgspecError, InvariantError) as error:
            yield f"{where} cannot be read back: {error}"
            continue
        by.setdefault(name, []).append((row, record))
        if name in _KINDS:
            derived = _KINDS[name][1](record)
            wrong = sorted(column for column, value in derived.items() if row[column] != value)
            if wrong:
                says = f"its record says {derived[wrong[0]]!r}"
                yield f"{where}: column {wrong[0]} is {row[wrong[0]]!r}, {says}"
    for row, _ in by.get("report", []):
        yield from _capture(connection, row)
    for row, _ in by.get("reading", []):
        text = _text(connection, row)
        if text is None:
            yield f"the reading is of version {row['version']} of {row['report']}, which is not in the ledger"
        else:
            yield from _reading(text, row, by)
        if row["supersedes"] is not None and row["supersedes"] >= seq:
            yield f"the reading supersedes entry {row['supersedes']}, which is not before it"
    for row, _ in by.get("decision", []):
        query = select(REPORT.c.seq).where(REPORT.c.id == row["report"], REPORT.c.seq < seq)
        if connection.execute(query).first() is None:
            yield f"decision {row['id']} is about report {row['report']}, which is not in the ledger"


def _record(name: str, row: Row) -> Any:
    if name == str(REPORT.name):
        return msgspec.json.decode(row["body"], type=Report)
    if name == str(READING.name):
        return msgspec.json.decode(row["body"], type=rows.Rest)
    return msgspec.json.decode(row["body"], type=_KINDS[name][0])


def _capture(connection: Connection, row: Row) -> Iterator[str]:
    evidence = connection.scalar(select(CAPTURE.c.evidence).where(CAPTURE.c.id == row["capture"]))
    if evidence is None:
        yield f"report {row['id']} comes from capture {row['capture']}, which is not in the ledger"
    elif evidence != row["evidence"]:
        yield f"report {row['id']} names evidence {row['evidence'][:12]}, its capture {evidence[:12]}"


def _text(connection: Connection, row: Row) -> str | None:
    query = select(REPORT.c.text).where(REPORT.c.id == row["report"], REPORT.c.version == row["version"])
    return connection.scalar(query.order_by(REPORT.c.seq.desc()))


def _reading(text: str, row: Row, by: dict[str, list[tuple[Row, Any]]]) -> Iterator[str]:
    """Look at numbers, quotations and references of one reading."""
    figures: dict[str, Figure] = {record.id: record for _, record in by.get("figure", [])}
    claims: list[Claim] = [record for _, record in by.get("claim", [])]
    quoting: list[Figure | Claim] = [*figures.values(), *claims]
    for record in quoting:
        words = record.span.of(text)
        if record.report != row["report"]:
            yield f"{record.id} is of report {record.report}, its reading of {row['report']}"
        elif words != record.quote.exact:
            yield f"{record.id} quotes {record.quote.exact[:60]!r}; its text has {words[:60]!r}"
    for figure in figures.values():
        if figure.part_of is not None and figure.part_of not in figures:
            yield f"{figure.id} is part of {figure.part_of}, which is not in the reading"
    for claim in claims:
        lost = sorted(set(claim.figures) - set(figures))
        if lost:
            yield f"{claim.id} carries figure {lost[0]}, which is not in the reading"
    for _, mention in by.get("mention", []):
        if mention.span.of(text) != mention.words:
            yield f"a mention quotes {mention.words[:60]!r}; its text has {mention.span.of(text)[:60]!r}"
            return
