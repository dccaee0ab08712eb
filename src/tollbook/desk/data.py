"""What the desk asks a book: reports with what waits in them, a reading as people decided on it, decisions.

The one place of the desk that knows the book and the review. What every page needs (how much waits where) is
kept in memory and brought up to date from the entries that the ledger gained, so that a page costs the same
however large the book is.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from tollbook.book import Book, queries
from tollbook.book.rows import Rest
from tollbook.book.schema import CLAIM, DECISION, ENTRY, FIGURE, ISSUE, PRESENT, READING, REPORT
from tollbook.errors import InputError, TollbookError
from tollbook.issues import Issue
from tollbook.model.capture import CaptureRecord
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.figure import Figure
from tollbook.model.provenance import Quote, Span, anchor_id
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.review import Reviewed, Standing, State, Waiting, reviewed, waiting
from tollbook.review.slots import CLAIM_SLOTS, FIGURE_SLOTS, told
from tollbook.version import __version__

__all__ = [
    "CLAIM_SLOTS",
    "FIGURE_SLOTS",
    "ConflictError",
    "Desk",
    "Listed",
    "Reviewed",
    "Services",
    "Standing",
    "State",
    "Waiting",
    "quoted",
    "told",
]
AT_ONCE = 400


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A report in the queue: what it is, how its parts stand, what waits (most pressing first)."""

    id: str
    title: str
    outlet: str | None
    day: str | None
    language: str | None
    states: dict[State, int]
    waiting: tuple[Waiting, ...]

    @property
    def rank(self) -> float:
        """The rank of what presses most, 0 where nothing waits."""
        return self.waiting[0].rank if self.waiting else 0.0


class ConflictError(TollbookError):
    """Somebody has decided on the same figure or claim since the page was made."""

    def __init__(self, decision: Decision) -> None:
        """Keep the decision that the page had not seen."""
        super().__init__(
            f"{decision.person} has decided on this meanwhile ({decision.kind.value})",
            "look at it as it stands now, and decide again where you still see it otherwise",
        )
        self.decision = decision

    def __reduce__(self) -> tuple[type["ConflictError"], tuple[Decision]]:
        """Say how to make it again in another process."""
        return ConflictError, (self.decision,)


class Services(msgspec.Struct, kw_only=True):
    """What the desk is given from other stages; None where there is no such service.

    `add` takes paths, a day ("" where none is given) and an outlet, and tells what comes of it, piece by
    piece: {"report": id, ...}, {"note": words}, and counts at the end. `search` takes what is searched for by
    name (words, outlet, place, actor, outcome, since, until) and gives what fits.
    """

    add: Callable[[Sequence[Path], str, str], Iterator[dict[str, Any]]] | None = None
    search: Callable[[dict[str, str]], Any] | None = None


class Desk:
    """One book as the desk sees it; threads may share it."""

    def __init__(self, book: Book, services: Services | None = None) -> None:
        """Keep the book; nothing is read yet."""
        self.book, self.services, self.version = book, services or Services(), __version__
        self.name = book.path.resolve().name
        self._lock = threading.RLock()
        self._listed: dict[str, Listed] = {}
        self._head = 0

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the book throughout."""
        with self.book.reading() as connection:
            yield connection

    def listed(self) -> dict[str, Listed]:
        """Give the reports that are present, by id, as the book stands now."""
        with self._lock, self.reading() as connection:
            head = queries.last_entry(connection)
            if head != self._head:
                self._refresh(connection, head)
            return self._listed

    def queue(self) -> list[Listed]:
        """Give the reports in the order in which they should be looked at."""
        return sorted(self.listed().values(), key=lambda each: (-each.rank, each.day or "", each.id))

    def next_item(self, but: str = "") -> Waiting | None:
        """Give what presses most in the whole book, leaving out one figure or claim."""
        first = [item for each in self.listed().values() for item in each.waiting[:2] if item.id != but]
        return max(first, key=lambda item: (item.rank, item.id), default=None)

    def _refresh(self, connection: Connection, head: int) -> None:
        changed: set[str] | None = None
        if self._head:
            since = ENTRY.c.seq > self._head
            found = connection.execute(select(ENTRY.c.act, ENTRY.c.subject).where(since))
            acts = {"report", "changed report", "reading"}
            changed = {row.subject for row in found if row.act in acts}
            changed |= set(connection.scalars(select(DECISION.c.report).where(DECISION.c.seq > self._head)))
        if changed is None or len(changed) > AT_ONCE:
            self._listed = dict(_light(connection, None))
        elif changed:
            self._listed = {**self._listed, **dict(_light(connection, sorted(changed)))}
        self._head = head

    def report(self, report: str) -> tuple[Reviewed, dict[str, str]]:
        """Give a report's reading as decided on, and the time (ISO 8601, UTC) of each decision by its id.

        Raises:
            InputError: where no such report is in the book.
        """
        with self.reading() as connection:
            read = queries.reading(connection, report)
            taken, times = decisions(connection, report)
        return reviewed(read, taken), times

    def capture(self, report: str) -> CaptureRecord:
        """Give the record of the bytes that a report came from.

        Raises:
            InputError: where no such report is in the book.
        """
        with self.reading() as connection:
            text = connection.scalar(select(PRESENT.c.text).where(PRESENT.c.report == report))
            if text is None:
                raise InputError(f"no report {report!r} is in the book", "look it up")
            return queries.capture(connection, text)

    def counts(self) -> dict[str, int]:
        """Count what the book holds."""
        with self.reading() as connection:
            return queries.counts(connection)

    def troubles(self, limit: int = 50) -> list[Issue]:
        """Give the newest issues that belong to no report: files that could not be read."""
        with self.reading() as connection:
            query = select(ISSUE.c.body).where(ISSUE.c.report.is_(None)).order_by(ISSUE.c.seq.desc())
            return [msgspec.json.decode(b, type=Issue) for b in connection.scalars(query.limit(limit))]

    def decide(self, decision: Decision, seen: str) -> None:
        """Add a decision to the ledger, unless somebody has decided since what the page had seen.

        `seen` is the id of the newest decision on the target that the page showed, "" where there was none.

        Raises:
            ConflictError: where there is a newer one; nothing is added.
            InputError: where a value cannot be read, or the target is not in the report.
        """
        with self._lock:
            now, _ = self.report(decision.report)
            known = {each.id for each in now.reading.figures} | {each.id for each in now.reading.claims}
            standing = now.of(decision.target)
            if standing.seen != seen:
                raise ConflictError(standing.history[-1])
            if decision.target not in known | set(now.standing) and decision.kind.value != "add":
                raise InputError(f"there is no {decision.target!r} in this report", "load the page again")
            if decision.kind.value == "add" and decision.target in known:
                raise InputError("a figure stands on just these words already", "amend that one")
            reviewed(now.read, [*(d for s in now.standing.values() for d in s.history), decision])
            self.book.decide(decision)


def decisions(connection: Connection, report: str) -> tuple[list[Decision], dict[str, str]]:
    """Give the decisions on a report in their order, and when each was recorded."""
    query = (
        select(DECISION.c.body, ENTRY.c.recorded)
        .join(ENTRY, ENTRY.c.seq == DECISION.c.seq)
        .where(DECISION.c.report == report)
        .order_by(DECISION.c.seq)
    )
    found = [
        (msgspec.json.decode(row.body, type=Decision), row.recorded) for row in connection.execute(query)
    ]
    return [decision for decision, _ in found], {decision.id: recorded for decision, recorded in found}


def quoted(report: Report, start: int, end: int) -> tuple[str, Span, Quote]:
    """Give the id, span and quote of a figure that a person adds over some words of a report.

    Raises:
        InputError: where the text has no such characters.
    """
    if not 0 <= start < end <= len(report.text) or end - start > AT_ONCE:
        raise InputError("these words cannot be a figure", f"select between 1 and {AT_ONCE} characters")
    span = Span(start, end)
    return anchor_id(report.id, "figure", span), span, Quote.of(report.text, span)


def _light(connection: Connection, names: Sequence[str] | None) -> Iterator[tuple[str, Listed]]:
    """List reports (None: all) without their texts and mentions, which are the most of a reading."""
    view = select(PRESENT.c.report, PRESENT.c.reading, PRESENT.c.text)
    taken = select(DECISION.c.report, DECISION.c.body).order_by(DECISION.c.seq)
    if names is not None:
        view, taken = view.where(PRESENT.c.report.in_(names)), taken.where(DECISION.c.report.in_(names))
    now = view.subquery()
    figures = _by_entry(connection, FIGURE, now, Figure)
    claims = _by_entry(connection, CLAIM, now, Claim)
    decided: dict[str, list[Decision]] = {}
    for report_id, body in connection.execute(taken):
        decided.setdefault(report_id, []).append(msgspec.json.decode(body, type=Decision))
    query = (
        select(now.c.report, now.c.reading, REPORT.c.body, REPORT.c.title, READING.c.body.label("rest"))
        .join(REPORT, REPORT.c.seq == now.c.text)
        .join(READING, READING.c.seq == now.c.reading)
    )
    for row in connection.execute(query):
        rest = msgspec.json.decode(row.rest, type=Rest)
        report = msgspec.json.decode(row.body, type=Report)
        read = Reading(
            report=report,
            mentions=(),
            figures=tuple(figures.get(row.reading, ())),
            claims=tuple(claims.get(row.reading, ())),
            loaded=rest.loaded,
            findings=rest.findings,
            issues=(),
            versions=rest.versions,
        )
        yield row.report, _listed(reviewed(read, decided.get(row.report, [])), row.title)


def _listed(now: Reviewed, title: str | None) -> Listed:
    report = now.reading.report
    records: Iterable[Figure | Claim] = (*now.reading.figures, *now.reading.claims)
    return Listed(
        id=report.id,
        title=title or report.id,
        outlet=report.outlet.value if report.outlet else None,
        day=report.date.isoformat() if report.date else None,
        language=report.language,
        states=dict(Counter(now.of(record.id).state for record in records)),
        waiting=tuple(waiting(now)),
    )


def _by_entry(connection: Connection, table: Any, now: Any, kind: Any) -> dict[int, list[Any]]:
    query = (
        select(table.c.seq, table.c.body)
        .join(now, now.c.reading == table.c.seq)
        .order_by(table.c.seq, table.c.number)
    )
    out: dict[int, list[Any]] = {}
    for row in connection.execute(query):
        out.setdefault(row.seq, []).append(msgspec.json.decode(row.body, type=kind))
    return out
