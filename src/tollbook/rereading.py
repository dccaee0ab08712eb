"""Reading again: reports whose reading other versions made -> further readings, with what they change.

The archived bytes are read anew, as they were when they were added; what people decided stays with its words.
Each report is a transaction of its own, so a stopped run goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from sqlalchemy import select

from tollbook.archive import Store
from tollbook.book import Book, queries
from tollbook.book.compare import FigureChange, figure_changes
from tollbook.book.schema import PRESENT, READING, REPORT
from tollbook.errors import EvidenceError, InputError
from tollbook.issues import Issue, IssueKind
from tollbook.knowing import renamed, same_as
from tollbook.model import lexicon
from tollbook.model.capture import Capture
from tollbook.model.figure import Figure
from tollbook.model.reading import Reading, Versions
from tollbook.model.report import Report
from tollbook.read import read
from tollbook.review.decisions import Reviewed, State, reviewed
from tollbook.review.slots import FIGURE_SLOTS, told
from tollbook.running import Read, Run


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """One report that was read again: what changed, and decisions that lost, or found, their words.

    `kept` is False on a dry run, and where the report has changed meanwhile. `settled` names, by id, changed
    figures that people had accepted or amended, with how they stand: what they saw is not what is read now.
    """

    report: str
    kept: bool
    before: Versions
    after: Versions
    changes: tuple[FigureChange, ...]
    text_changed: bool
    decisions: int
    orphans: tuple[str, ...]
    settled: dict[str, str] = {}


def values(figure: Figure) -> dict[str, str]:
    """Say the values of a figure by slot, as people write them; "" is not stated."""
    return {slot: told(figure, slot) for slot in FIGURE_SLOTS}


def stale(book: Book, versions: Versions, names: Sequence[str] = ()) -> list[str]:
    """Give the ids of the reports, or of those named, whose present reading other versions made.

    Raises:
        InputError: where a report that is named is not in the book.
    """
    columns = READING.c
    made = (columns.extractor, columns.knowledge, columns.parser, columns.gazetteer, columns.reader)
    query = select(PRESENT.c.report, *made).join(READING, columns.seq == PRESENT.c.reading)
    now = (versions.extractor, versions.knowledge, versions.parser, versions.gazetteer, versions.reader)
    with book.reading() as connection:
        rows = connection.execute(query.order_by(PRESENT.c.report)).all()
    unknown = sorted(set(names) - {row.report for row in rows})
    if unknown:
        raise InputError(f"no report {unknown[0]!r} is in the book", "look it up: tollbook search")
    wanted = set(names)
    return [row[0] for row in rows if tuple(row[1:]) != now and (not wanted or row[0] in wanted)]


class Rereading:
    """One run of reading again: iterate `done()`, then ask for the counts. `names` are ids of reports."""

    def __init__(
        self,
        book: Book,
        names: Sequence[str],
        make: Callable[[], Read],
        *,
        dry: bool = False,
        jobs: int | None = None,
        note: Callable[[Issue], None] = lambda _issue: None,
    ) -> None:
        """Keep what is to be read; nothing is done yet. With `dry` nothing is added to the book."""
        self.book, self.store, self.dry = book, Store(book.path / "archive"), dry
        self._cached: tuple[str, list[tuple[str, Report]], list[Issue]] = ("", [], [])
        self._run = Run(self._items(names), make, jobs=jobs, note=note)

    @property
    def stopped(self) -> bool:
        """Whether Ctrl-C ended the run; what was told is in the book."""
        return self._run.stopped

    @property
    def failed(self) -> set[str]:
        """The sources whose evidence could not be read again; their readings stay as they were."""
        return self._run.unread

    def done(self) -> Iterator[Reread]:
        """Read report after report; each is given once its new reading is safe in the book."""
        for new in self._run.readings():
            with self.book.reading() as connection:
                old = queries.reading(connection, new.report.id)
                taken = queries.decisions(connection, new.report.id)
            kept = None if self.dry else self.book.keep_reading(new)
            found = reviewed(new, taken)
            changes = tuple(figure_changes(old, new, values))
            yield Reread(
                report=new.report.id,
                kept=kept is not None,
                before=old.versions,
                after=new.versions,
                changes=changes,
                text_changed=old.report.text != new.report.text,
                decisions=len(taken),
                orphans=tuple(decision.id for decision in found.orphans),
                settled=dict(_settled(found, changes)),
            )

    def _items(self, names: Sequence[str]) -> Iterator[Report | Issue]:
        for name in names:
            try:
                yield from self._again(name)
            except EvidenceError as error:
                yield _lost(name, name, f"its evidence cannot be read: {error.what}")

    def _again(self, name: str) -> Iterator[Report | Issue]:
        """Take a report out of its archived bytes once more."""
        with self.book.reading() as connection:
            query = select(REPORT).join(PRESENT, PRESENT.c.text == REPORT.c.seq)
            row = connection.execute(query.where(PRESENT.c.report == name)).one()
            record = queries.capture(connection, row.seq)
        key = f"{row.capture}"
        if self._cached[0] != key:
            capture = Capture(
                sha256=record.sha256,
                content=self.store.get(record.sha256),
                source=record.source,
                media=record.media,
                part=record.part,
                received=record.received,
            )
            made, issues = read(
                capture, published=record.published, outlet=record.outlet, knowledge=lexicon.version()
            )
            many = len(made) > 1
            named = [
                (same_as(record, report, number if many else None).name, report)
                for number, report in enumerate(made, 1)
            ]
            self._cached = (key, named, list(issues))
        fits = [report for own, report in self._cached[1] if own == row.name]
        if not fits:
            fits = [report for own, report in self._cached[1] if row.name.startswith(f"{own}#")]
        if len(fits) != 1:
            yield _lost(name, record.source, f"its evidence now gives {len(fits) or 'no'} such report")
            return
        yield renamed(fits[0], name)
        for issue in self._cached[2]:
            if issue.report == fits[0].id:
                yield msgspec.structs.replace(issue, report=name)


def orphans(book: Book, as_of: str | None = None) -> list[tuple[str, str]]:
    """Give the decisions whose words are no longer found: report and id of the decision."""
    time = queries.moment(as_of) if as_of else None
    out: list[tuple[str, str]] = []
    with book.reading() as connection:
        of: dict[str, list[str]] = {}
        for decision in queries.decisions(connection, None, time):
            of.setdefault(decision.report, []).append(decision.id)
        for report in of:
            now: Reading = queries.reading(connection, report, time)
            lost = reviewed(now, queries.decisions(connection, report, time)).orphans
            out += [(report, decision.id) for decision in lost]
    return out


def _settled(found: Reviewed, changes: Sequence[FigureChange]) -> Iterator[tuple[str, str]]:
    """Give the changed figures that people had settled, with how they stand.

    Left out are those that they rejected, and those of which only slots changed that people set themselves.
    """
    for change in changes:
        standing = found.of(change.target)
        if change.kind == "changed" and standing.state in {State.ACCEPTED, State.AMENDED}:
            by_people = {slot for decision in standing.amendments for slot in decision.changes}
            if set(change.after or {}) - by_people:
                yield change.target, standing.state.value


def _lost(report: str, source: str, why: str) -> Issue:
    return Issue(
        kind=IssueKind.UNREADABLE,
        source=source,
        message=f"report {report} could not be read again: {why}; its reading stays as it was",
        todo="run tollbook verify; restore the archive from a back-up where something is missing",
    )
