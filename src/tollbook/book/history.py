"""The history of a report: each capture, reading and decision in order, with what it changed."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from tollbook.book import queries
from tollbook.book.compare import FigureChange, TextChange, Values, figure_changes, text_changes
from tollbook.book.gone import turns
from tollbook.book.schema import DECISION, ENTRY, READING, REPORT
from tollbook.book.times import EARLIER
from tollbook.errors import InputError
from tollbook.model.decision import Decision
from tollbook.model.reading import Reading, Versions
from tollbook.model.report import Report


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry about a report: what was done and when (UTC), and what it changed against the step before.

    Of a version: where it was captured from, when, and its evidence. Of a reading: its versions, and how many
    figures it has. Of a decision: the decision. Of a page that is gone, or there again ("page gone", "page
    there again"): the code of the answer, with origin, time and evidence of the capture. `head` is what
    changed of day, outlet and title: which, what it was, what it is, "" being none. Of a version that
    was captured before the one that stands (`stands` is that one): how the text that stands differs from it.
    """

    seq: int
    recorded: str
    act: str
    version: int
    origin: str | None = None
    received: datetime | None = None
    evidence: str | None = None
    versions: Versions | None = None
    figures: int | None = None
    text: tuple[TextChange, ...] = ()
    changes: tuple[FigureChange, ...] = ()
    head: tuple[tuple[str, str, str], ...] = ()
    decision: Decision | None = None
    answer: int | None = None
    stands: int | None = None


def history(connection: Connection, report: str, values: Values, as_of: datetime | None = None) -> list[Step]:
    """Give the steps of a report, the earliest first.

    Raises:
        InputError: where the book has, or had, no such report.
    """
    last = queries.last_entry(connection, as_of)
    texts = {
        row.version: row.seq
        for row in connection.execute(
            select(REPORT.c.version, REPORT.c.seq).where(REPORT.c.id == report, REPORT.c.seq <= last)
        )
    }
    query = (
        select(READING.c.seq, READING.c.version, ENTRY.c.recorded, ENTRY.c.act)
        .join(ENTRY, ENTRY.c.seq == READING.c.seq)
        .where(READING.c.report == report, READING.c.seq <= last)
    )
    steps: list[Step] = []
    before: Reading | None = None
    stands = 0
    for row in connection.execute(query.order_by(READING.c.seq)).all():
        text = texts[row.version]
        now = queries.stored(connection, row.seq, text)
        record = queries.capture(connection, text) if text == row.seq else None
        late = row.act == EARLIER and before is not None
        was, then = (now, before) if late else (before, now)
        steps.append(
            Step(
                seq=row.seq,
                recorded=row.recorded,
                act=row.act,
                version=row.version,
                origin=record.origin if record else None,
                received=record.received if record else None,
                evidence=record.sha256 if record else None,
                versions=now.versions,
                figures=len(now.figures),
                text=tuple(text_changes(was.report.text, then.report.text)) if was and then else (),
                changes=tuple(figure_changes(was, then, values)) if was and then else (),
                head=_head(was.report, then.report) if was and then else (),
                stands=stands if late else None,
            )
        )
        if not late:
            before, stands = now, row.version
    if not steps:
        raise InputError(f"no report {report!r} is in the book", "look it up: tollbook search")
    also = [*_decisions(connection, report, last, steps), *_turns(connection, report, last, steps)]
    return sorted([*steps, *also], key=lambda step: step.seq)


def _head(was: Report, now: Report) -> tuple[tuple[str, str, str], ...]:
    """Give what differs in day, outlet and title of two versions of a report."""
    days = [report.date.isoformat() if report.date else "" for report in (was, now)]
    outlets = [report.outlet.value if report.outlet else "" for report in (was, now)]
    titles = [report.title.value if report.title else "" for report in (was, now)]
    both = (("day", days), ("outlet", outlets), ("title", titles))
    return tuple((name, before, after) for name, (before, after) in both if before != after)


def _turns(connection: Connection, report: str, last: int, steps: list[Step]) -> list[Step]:
    """Give the times at which the page of a report was found gone, or there again as it was."""
    origins = set(connection.scalars(select(REPORT.c.origin).where(REPORT.c.id == report)))
    return [
        Step(
            seq=turn.seq,
            recorded=turn.recorded,
            act="page gone" if turn.gone else "page there again",
            version=_standing(steps, turn.seq),
            origin=turn.record.origin,
            received=turn.record.received,
            evidence=turn.record.sha256,
            answer=turn.record.exchange.status if turn.record.exchange else None,
        )
        for turn in turns(connection, origins, last)
    ]


def _standing(steps: list[Step], seq: int) -> int:
    """Give the version that stood before an entry."""
    before = [step.version for step in steps if step.seq < seq and step.stands is None]
    return before[-1] if before else steps[0].version


def _decisions(connection: Connection, report: str, last: int, steps: list[Step]) -> list[Step]:
    query = (
        select(DECISION.c.seq, DECISION.c.body, ENTRY.c.recorded, ENTRY.c.act)
        .join(ENTRY, ENTRY.c.seq == DECISION.c.seq)
        .where(DECISION.c.report == report, DECISION.c.seq <= last)
    )
    return [
        Step(
            seq=row.seq,
            recorded=row.recorded,
            act=row.act,
            version=_standing(steps, row.seq),
            decision=msgspec.json.decode(row.body, type=Decision),
        )
        for row in connection.execute(query)
    ]
