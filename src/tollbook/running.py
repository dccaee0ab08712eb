"""Running: many reports in one go, in one process or several, stopped at any time without loss.

Nothing here knows how a report is read or written; the command hands that in.
"""

import contextlib
import itertools
import multiprocessing
import os
import signal
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from tollbook.errors import InputError, TollbookError
from tollbook.issues import Issue, IssueKind
from tollbook.model.reading import Reading
from tollbook.model.report import Report

T = TypeVar("T")
R = TypeVar("R")
Read = Callable[[Report], Reading]

AHEAD = 4
MANY = 24
"""Reports from which on more than one process pays, because each loads the parser first."""
MOST_JOBS = 4
NO_REPORT = frozenset(
    {IssueKind.EMPTY, IssueKind.BINARY, IssueKind.TOO_LARGE, IssueKind.UNREADABLE, IssueKind.MALFORMED}
)

_work: Callable[[Any], Any] | None = None


class Run:
    """One run over many inputs: iterate `readings()` once, then ask how it went.

    `items` are reports and issues. `make` makes the function that reads a report: it is called once in
    each process, and must be importable. `prepare` is called once, before the first report. `note` is
    told each issue that belongs to no reading, `step` each reading done. `jobs` None means one process,
    or some where there are many reports.
    """

    def __init__(
        self,
        items: Iterable[Report | Issue],
        make: Callable[[], Read],
        *,
        jobs: int | None = None,
        prepare: Callable[[], object] = lambda: None,
        note: Callable[[Issue], None] = lambda _issue: None,
        step: Callable[[Reading], None] = lambda _reading: None,
    ) -> None:
        """Keep what is to be read; nothing is read yet."""
        self.items, self.make, self.jobs = iter(items), make, jobs
        self.prepare, self.note, self.step = prepare, note, step
        self.done = 0
        self.failed: set[str] = set()
        self.stopped = False
        self._sources: set[str] = set()
        self._writing = False
        self._asked = False

    @property
    def unread(self) -> set[str]:
        """The inputs that gave no report, or lost one of theirs."""
        return {s for s in self.failed if not s.startswith("?")} | {
            s[1:] for s in self.failed if s.startswith("?") and s[1:] not in self._sources
        }

    def had(self, source: str) -> None:
        """Note that an input has a report, though it is not read now: what is noted of it is no loss."""
        self._sources.add(source)

    def readings(self) -> Iterator[Reading]:
        """Give the readings in the order of the reports, each with the issues that belong to it.

        Ctrl-C ends the iteration between two readings, so that what is written of them is whole.
        """
        before = signal.getsignal(signal.SIGINT)
        signal.signal(signal.SIGINT, self._interrupt)
        try:
            for reading in self._joined():
                self.done += 1
                self.step(reading)
                self._writing = True
                yield reading
                self._writing = False
                if self._asked:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            self.stopped = True
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupt(self, _number: int, _frame: object) -> None:
        if self._writing and not self._asked:
            self._asked = True
        else:
            raise KeyboardInterrupt

    def _joined(self) -> Iterator[Reading]:
        """Put the issues that name a report into its reading, whichever of the two comes first."""
        early: dict[str, list[Issue]] = {}
        last: Reading | None = None
        for item in self._until_stopped():
            if isinstance(item, Issue):
                if last and item.report == last.report.id:
                    last = msgspec.structs.replace(last, issues=(*last.issues, item))
                elif item.report:
                    early.setdefault(item.report, []).append(item)
                else:
                    self._lost(item)
                continue
            if last:
                yield last
            mine = early.pop(item.report.id, [])
            last = msgspec.structs.replace(item, issues=(*mine, *item.issues)) if mine else item
            self._sources.add(item.report.source)
        if last:
            yield last
        for issue in itertools.chain.from_iterable(early.values()):
            self._lost(issue)

    def _until_stopped(self) -> Iterator[Reading | Issue]:
        try:
            yield from self._results()
        except KeyboardInterrupt:
            self.stopped = True

    def _lost(self, issue: Issue) -> None:
        self.failed.add(issue.source if issue.kind in NO_REPORT else f"?{issue.source}")
        self.note(issue)

    def _results(self) -> Iterator[Reading | Issue]:
        items = self.items
        jobs = self.jobs
        if jobs is None:
            first = list(itertools.islice(items, MANY))
            items = itertools.chain(first, items)
            jobs = 1 if len(first) < MANY else min(MOST_JOBS, os.cpu_count() or 1)
        return in_order(_Guarded(self.make), self._prepared(items), jobs)

    def _prepared(self, items: Iterator[Report | Issue]) -> Iterator[Report | Issue]:
        ready = False
        for item in items:
            if isinstance(item, Report) and not ready:
                self.prepare()
                ready = True
            yield item


class _Guarded:
    """Makes a function that reads a report, and gives an issue where that fails for this one report."""

    def __init__(self, make: Callable[[], Read]) -> None:
        self.make = make

    def __call__(self) -> Callable[[Report | Issue], Reading | Issue]:
        reader: list[Read] = []

        def read(item: Report | Issue) -> Reading | Issue:
            if isinstance(item, Issue):
                return item
            if not reader:
                reader.append(self.make())
            try:
                return reader[0](item)
            except Exception as error:  # noqa: BLE001  # one report must not stop the others
                what = str(error) if isinstance(error, TollbookError) else f"{type(error).__name__}: {error}"
                return Issue(
                    kind=IssueKind.UNREADABLE,
                    source=item.source,
                    message=f"{item.source}, report {item.id}: the reading failed: {what}",
                    todo="report this as a bug, with the text",
                )

        return read


def in_order(make: Callable[[], Callable[[T], R]], items: Iterable[T], jobs: int) -> Iterator[R]:
    """Apply the function that `make` makes to every item, in `jobs` processes; results keep the order.

    Raises:
        TollbookError: where a process was killed, as happens when memory runs out.

    Example:
        >>> list(in_order(lambda: str.upper, ["a", "b"], 1))
        ['A', 'B']
    """
    if jobs <= 1:
        yield from map(make(), items)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(make,))
    try:
        waiting: deque[Future[R]] = deque()
        source = iter(items)
        for item in itertools.islice(source, jobs * AHEAD):
            waiting.append(pool.submit(_do, item))
        while waiting:
            result = waiting.popleft().result()
            for item in itertools.islice(source, 1):
                waiting.append(pool.submit(_do, item))
            yield result
    except BrokenProcessPool as error:
        raise TollbookError("a reading process was killed", "use fewer --jobs, or free memory") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(make: Callable[[], Callable[[Any], Any]]) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = make()


def _end_with_parent() -> None:
    """End this process once the one that started it is gone: killed, it could not say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)


@contextlib.contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under `path` only when it is written to its end.

    Raises:
        InputError: where the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}", "choose another place for -o"
        ) from error
    work = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        work.chmod(0o666 & ~mask)
        work.replace(path)
    finally:
        work.unlink(missing_ok=True)
