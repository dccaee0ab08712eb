"""Rows: what a capture, a report, a reading or a decision adds to the ledger, as plain columns and JSON.

The JSON (`body`) holds the whole record; the columns repeat what is searched by. A character that a database
cannot hold in a column (NUL) stands there as U+FFFD.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import Table

from tollbook.book.cells import cell
from tollbook.book.schema import CLAIM, FIGURE, ISSUE, MENTION, READING
from tollbook.issues import Issue
from tollbook.model.capture import CaptureRecord
from tollbook.model.claim import Claim, Finding
from tollbook.model.decision import Decision
from tollbook.model.figure import Figure
from tollbook.model.mention import LoadedUse, Mention
from tollbook.model.provenance import Sourced
from tollbook.model.reading import Reading, Versions
from tollbook.model.reference import Actor, Place
from tollbook.model.report import Report
from tollbook.model.when import When

Row = dict[str, Any]
Rows = list[tuple[Table, Row]]
_ENCODER = msgspec.json.Encoder(order="deterministic")


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """What a reading holds besides mentions, figures, claims and issues."""

    loaded: tuple[LoadedUse, ...]
    findings: tuple[Finding, ...]
    versions: Versions


def encoded(record: Any) -> str:
    """Write a record as JSON, the same for the same record.

    Example:
        >>> encoded({"b": 1, "a": 2})
        '{"a":2,"b":1}'
    """
    return _ENCODER.encode(record).decode()


def instant(moment: datetime) -> str:
    """Write a time as text that sorts: UTC, to the microsecond.

    Example:
        >>> instant(datetime(2031, 3, 4, 9, 30, tzinfo=UTC))
        '2031-03-04T09:30:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def capture_id(record: CaptureRecord) -> str:
    """Make the id of a capture from source, part, bytes and time."""
    seed = "\x1f".join((record.origin, str(record.part), record.sha256, instant(record.received)))
    return hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()[:32]


def capture_row(record: CaptureRecord) -> Row:
    """Make the row of a capture."""
    return {
        "id": capture_id(record),
        "evidence": record.sha256,
        "size": record.size,
        "origin": _clean(record.origin),
        "part": record.part,
        "received": instant(record.received),
        "collector": _clean(record.collector),
        "body": encoded(record),
    }


def report_row(report: Report, *, version: int, capture: str, origin: str, name: str) -> Row:
    """Make the row of one version of a report; `capture` is the id of the capture that it came from.

    `name` tells the reports of one origin apart. The text stands in a column of its own, not in the body.
    """
    return {
        "id": report.id,
        "version": version,
        "capture": capture,
        "evidence": report.capture,
        "origin": _clean(origin),
        "name": _clean(name),
        "outlet": _clean(report.outlet.value) if report.outlet else None,
        "day": report.date.isoformat() if report.date else None,
        "language": report.language,
        "title": _clean(report.title.value) if report.title else None,
        "text": report.text,
        "body": encoded(msgspec.structs.replace(report, text="")),
    }


def reading_rows(reading: Reading, *, version: int, supersedes: int | None) -> Rows:
    """Make the rows of a reading; `supersedes` is the entry of the reading that it takes the place of."""
    rest = Rest(loaded=reading.loaded, findings=reading.findings, versions=reading.versions)
    made = reading.versions
    head = {
        "report": reading.report.id,
        "version": version,
        "supersedes": supersedes,
        "extractor": made.extractor,
        "knowledge": made.knowledge,
        "parser": made.parser,
        "gazetteer": made.gazetteer,
        "reader": made.reader,
        "body": encoded(rest),
    }
    rows: Rows = [(READING, head)]
    rows += [(MENTION, mention_row(mention)) for mention in reading.mentions]
    rows += [(FIGURE, figure_row(figure)) for figure in reading.figures]
    rows += [(CLAIM, claim_row(claim)) for claim in reading.claims]
    rows += [(ISSUE, issue_row(issue)) for issue in reading.issues]
    return rows


def figure_row(figure: Figure) -> Row:
    """Make the row of a figure."""
    count = figure.count.value
    return {
        "id": figure.id,
        "report": figure.report,
        "outcome": figure.outcome.value.value,
        "low": count.low,
        "high": count.high,
        "approximate": int(count.approximate),
        "status": figure.status.value.value,
        "scope": figure.scope.value.value,
        "stance": figure.stance.value.value,
        "start": figure.span.start,
        "end": figure.span.end,
        "claimant": _actor(figure.claimants[0] if figure.claimants else None),
        "side": _actor(figure.side),
        "perpetrator": _actor(figure.perpetrator),
        **_setting(figure.place, figure.when),
        "body": encoded(figure),
    }


def claim_row(claim: Claim) -> Row:
    """Make the row of a claim."""
    return {
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind.value,
        "event": claim.event.value if claim.event else None,
        "stance": claim.stance.value.value,
        "start": claim.span.start,
        "end": claim.span.end,
        "claimant": _actor(claim.claimants[0] if claim.claimants else None),
        "initiator": _actor(claim.initiator),
        "target": _actor(claim.target),
        **_setting(claim.place, claim.when),
        "body": encoded(claim),
    }


def issue_row(issue: Issue) -> Row:
    """Make the row of an issue."""
    return {
        "kind": issue.kind.value,
        "source": _clean(issue.source),
        "report": _clean(issue.report),
        "message": _clean(issue.message),
        "body": encoded(issue),
    }


def decision_row(decision: Decision) -> Row:
    """Make the row of a decision."""
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "about": decision.about,
        "target": decision.target,
        "report": decision.report,
        "person": _clean(decision.person),
        "body": encoded(decision),
    }


def numbered(rows: Rows) -> Iterator[tuple[Table, Row]]:
    """Number the rows of each table from 0 on, in the order given."""
    counts: dict[str, int] = {}
    for table, row in rows:
        number = counts.get(table.name, 0)
        counts[table.name] = number + 1
        yield table, {**row, "number": number}


def mention_row(mention: Mention) -> Row:
    """Make the row of a mention."""
    actor, place = mention.actor, mention.place
    label = actor.label if actor else (place.core or place.name) if place else None
    reference = actor.registry if actor else place.best.gazetteer if place and place.best else None
    return {
        "kind": mention.kind.value,
        "start": mention.span.start,
        "end": mention.span.end,
        "label": _clean(label),
        "reference": reference,
        "body": encoded(mention),
    }


def _setting(place: Sourced[Place] | None, when: Sourced[When] | None) -> Row:
    """Make the columns of place and days; a place without a candidate has no point, and no cell."""
    best = place.value.best if place else None
    return {
        "place": _clean(place.value.name) if place else None,
        "gazetteer": best.gazetteer if best else None,
        "latitude": float(best.latitude) if best else None,
        "longitude": float(best.longitude) if best else None,
        "cell": cell(best.latitude, best.longitude) if best else None,
        "first_day": _day(when.value.start) if when else None,
        "last_day": _day(when.value.end) if when else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _actor(actor: Sourced[Actor] | None) -> str | None:
    return _clean(actor.value.label) if actor else None


def _clean(text: str | None) -> Any:
    return text.replace("\x00", "\ufffd") if text else text
