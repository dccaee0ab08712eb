"""What the desk asks a book: reports with what waits in them, a reading as people decided on it, decisions.

The one place of the desk that knows the book and the review. What every page needs (how much waits where) is
kept in memory and brought up to date from the entries that the ledger gained, so that a page costs the same
however large the book is.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, select

from tollbook.book import Book, queries
from tollbook.book.schema import DECISION, ENTRY, ISSUE, PRESENT
from tollbook.desk.known import Found, Known
from tollbook.desk.listing import ORDER, Listed, decisions, listing, replaced
from tollbook.desk.services import Services
from tollbook.errors import InputError, TollbookError
from tollbook.issues import Issue
from tollbook.model.capture import CaptureRecord
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.incident import Incident
from tollbook.model.provenance import Quote, Span, anchor_id
from tollbook.model.report import Report
from tollbook.review import Reviewed, Standing, State, Waiting, reviewed
from tollbook.review.agreement import Agreement, Coded, agreement, coded
from tollbook.review.decisions import added
from tollbook.review.slots import CLAIM_SLOTS, FIGURE_SLOTS, changed, told
from tollbook.version import __version__

__all__ = [
    "CLAIM_SLOTS",
    "FIGURE_SLOTS",
    "Agreement",
    "Coded",
    "ConflictError",
    "Desk",
    "Listed",
    "Reviewed",
    "Services",
    "Standing",
    "State",
    "Waiting",
    "agreement",
    "quoted",
    "told",
]
AT_ONCE = 400


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


class Desk:
    """One book as the desk sees it; threads may share it."""

    def __init__(self, book: Book, services: Services | None = None) -> None:
        """Keep the book; nothing is read yet."""
        self.book, self.services, self.version = book, services or Services(), __version__
        self.name = book.path.resolve().name
        self._lock = threading.RLock()
        self._listed: dict[str, Listed] = {}
        self._queue: list[Listed] = []
        self._shown: dict[str, list[Listed]] = {}
        self._samples: dict[int, list[tuple[str, str]]] = {}
        self._head = self._lost = 0
        self._known = Known()

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
        with self._lock:
            self.listed()
            return self._queue

    def shown(self, which: str) -> list[Listed]:
        """Give the reports that wait, those that are done, or all, in the order of the queue."""
        with self._lock:
            self.listed()
            return self._shown.get(which, [])

    def next_item(self, but: str = "") -> Waiting | None:
        """Give what presses most in the whole book, leaving out one figure or claim."""
        first = [item for each in self.queue()[:2] for item in each.waiting[:2] if item.id != but]
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
            self._listed = dict(listing(connection, None))
            self._queue = sorted(self._listed.values(), key=ORDER)
            done = [each for each in self._queue if not each.waiting]
            waiting = [each for each in self._queue if each.waiting]
        else:
            now = dict(listing(connection, sorted(changed)))
            self._listed = self._listed | now
            self._queue = replaced(self._queue, now, list(now.values()))
            waiting = replaced(self._shown["waiting"], now, [e for e in now.values() if e.waiting])
            done = replaced(self._shown["done"], now, [e for e in now.values() if not e.waiting])
        self._shown = {"all": self._queue, "waiting": waiting, "done": done}
        self._lost = sum(each.lost for each in self._queue)
        self._samples = {}
        self._head = head

    def sample(self, percent: int) -> list[tuple[str, str]]:
        """Draw reports and figures for double coding: always the same ones, by the hash of their ids."""
        with self._lock:
            queue = self.queue()
            if percent not in self._samples:
                self._samples[percent] = [
                    (each.id, figure) for each in queue for figure in each.figures if drawn(figure) < percent
                ]
            return self._samples[percent]

    def coded(self) -> list[Coded]:
        """Give what people coded, figure by figure."""
        with self.reading() as connection:
            query = select(DECISION.c.body).where(DECISION.c.kind == DecisionKind.CODE.value)
            found = connection.scalars(query.order_by(DECISION.c.seq))
            return coded(msgspec.json.decode(body, type=Decision) for body in found)

    def code(self, decision: Decision) -> None:
        """Add what one person made of a figure; it changes nothing of how the figure stands.

        Raises:
            InputError: where a value cannot be read.
        """
        proved_as = msgspec.structs.replace(decision, kind=DecisionKind.AMEND)
        proved(self.report(decision.report)[0], proved_as)
        self.book.decide(decision)

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

    def incidents(self) -> list[Found]:
        """Give the incidents in the order of their days, each with the words that it is looked for by."""
        with self.reading() as connection:
            return self._known.found(connection)

    def within(self, name: str) -> list[Incident]:
        """Give the incidents that are part of one."""
        with self.reading() as connection:
            return self._known.within(connection, name)

    def entry(self) -> int:
        """Give the number of the newest entry of the ledger."""
        with self.reading() as connection:
            return queries.last_entry(connection)

    def entry_of(self, day: date) -> int:
        """Give the newest entry that was recorded before a day (UTC)."""
        query = select(ENTRY.c.seq).where(ENTRY.c.recorded < day.isoformat())
        with self.reading() as connection:
            return connection.scalar(query.order_by(ENTRY.c.recorded.desc()).limit(1)) or 0

    def lost(self) -> int:
        """Count the decisions whose words are no longer found."""
        with self._lock:
            self.listed()
            return self._lost

    def troubles(self, limit: int = 50) -> list[Issue]:
        """Give the newest issues that belong to no report: files, or rows of them, that could not be read."""
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
            if decision.target not in known | set(now.standing) and decision.kind is not DecisionKind.ADD:
                raise InputError(f"there is no {decision.target!r} in this report", "load the page again")
            if decision.kind is DecisionKind.ADD and decision.target in known:
                raise InputError("a figure stands on just these words already", "amend that one")
            proved(now, decision)
            self.book.decide(decision)


@lru_cache(1_000_000)
def drawn(figure: str) -> int:
    """Give the number, 0 to 99, that the lot gives a figure; it is the same in every book."""
    return int(hashlib.sha256(f"double {figure}".encode()).hexdigest()[:8], 16) % 100


def proved(now: Reviewed, decision: Decision) -> None:
    """Look whether the values of a decision can be read, before it goes into the ledger for good.

    Raises:
        InputError: where one cannot.
    """
    if decision.kind is DecisionKind.ADD:
        added(decision, now.reading.report)
    elif decision.kind is DecisionKind.AMEND:
        for figure in now.reading.figures:
            if figure.id == decision.target:
                changed(figure, decision)
        for claim in now.reading.claims:
            if claim.id == decision.target:
                changed(claim, decision)


def quoted(report: Report, start: int, end: int) -> tuple[str, Span, Quote]:
    """Give the id, span and quote of a figure that a person adds over some words of a report.

    Raises:
        InputError: where the text has no such characters.
    """
    if not 0 <= start < end <= len(report.text) or end - start > AT_ONCE:
        raise InputError("these words cannot be a figure", f"select between 1 and {AT_ONCE} characters")
    span = Span(start, end)
    return anchor_id(report.id, "figure", span), span, Quote.of(report.text, span)
