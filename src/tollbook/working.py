"""The work queue of a book: sources to be added, one job each, by one process or several.

huey's storage holds the queue, in `queue.db` beside a SQLite book or in tables of the PostgreSQL database. A
job is claimed before it runs, so two processes never have the same one; what a killed process had claimed is
put back by the next `run`. A job that fails is tried again later, and at last kept where a person sees it.
"""

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from huey.storage import PostgresStorage, SqliteStorage

from tollbook.archive.manners import Manners
from tollbook.archive.web import fetcher
from tollbook.book import Book
from tollbook.errors import InputError, TollbookError
from tollbook.issues import Issue, IssueKind
from tollbook.keeping import Adding
from tollbook.running import Read

TRIES = 5
FIRST_WAIT = 30.0
"""Seconds before the second try; each further wait is four times as long."""
PASSING = frozenset({IssueKind.UNREADABLE})
"""Troubles that may pass: a file that is not there yet, a reader that was killed."""
OPEN = ("waiting", "running", "retrying")


class Job(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One source to be added: `state` is waiting, running, retrying, done or dead; times are UTC.

    `added` counts reports that are safe in the book, `trouble` says why it last failed, `due` when it is
    tried again, `holder` which process has, or had, it.
    """

    id: str
    source: str
    queued: datetime
    published: date | None = None
    outlet: str | None = None
    rules_only: bool = False
    state: str = "waiting"
    tries: int = 0
    added: int = 0
    known: int = 0
    trouble: str = ""
    due: datetime | None = None
    holder: str = ""


class Queue:
    """The queue of a book; `clock` gives the time in UTC."""

    def __init__(self, book: Book, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open the queue; it is made where there is none."""
        self.book, self.clock = book, clock
        self._manners = Manners()
        self.holder = f"{socket.gethostname()}:{os.getpid()}"
        if book.engine.dialect.name == "postgresql":
            address = book.settings.database.replace("postgresql+psycopg:", "postgresql:", 1)
            self.storage: Any = PostgresStorage("tollbook", dsn=address, blocking=False, table_prefix="queue")
        else:
            file = str(book.path / "queue.db")
            self.storage = SqliteStorage("tollbook", file, fsync=True, timeout=60)

    def close(self) -> None:
        """Let go of the storage."""
        self.storage.close()

    def add(self, source: str, **settings: Any) -> Job:
        """Queue a source; a file is named by its whole path, so `run` may be called anywhere."""
        named = source if "://" in source else str(Path(source).absolute())
        job = Job(id=secrets.token_hex(6), source=named, queued=self.clock(), **settings)
        self._note(job)
        self.storage.enqueue(job.id.encode())
        return job

    def jobs(self) -> list[Job]:
        """Give all jobs, in the order in which they were queued."""
        held = self.storage.result_items().items()
        found = [msgspec.json.decode(bytes(value), type=Job) for key, value in held if key.startswith("job:")]
        return sorted(found, key=lambda job: (job.queued, job.id))

    @property
    def paused(self) -> bool:
        """Whether no further job is to be taken."""
        return bool(self.storage.has_data_for_key("paused"))

    def pause(self, *, on: bool) -> None:
        """Let processes end after the job in hand, and take no other one; or let them again."""
        if on:
            self.storage.put_data("paused", b"1")
        else:
            self.storage.pop_data("paused")

    def retry(self, name: str) -> Job:
        """Put a dead job back, or one that waits for its next try, or that a lost machine had.

        Raises:
            InputError: where there is no such job, or it is done, or in the queue already.
        """
        found = [job for job in self.jobs() if job.id.startswith(name)]
        if len(found) != 1:
            raise InputError(f"{len(found) or 'no'} job(s) {name!r}", "list them: tollbook queue status")
        job = found[0]
        if job.state in {"done", "waiting"} or self._lives(job.holder if job.state == "running" else ""):
            raise InputError(f"job {job.id} is {job.state}", "only dead jobs and late ones are tried again")
        self.storage.pop_data(f"claim:{job.id}")
        job.state, job.tries, job.due = "waiting", 0, None
        self._note(job)
        self.storage.enqueue(job.id.encode())
        return job

    def take(self) -> Job | None:
        """Take the next job, for this process alone; None where there is none, or the queue is paused."""
        for late in self.storage.read_schedule(self.clock()):
            self.storage.enqueue(bytes(late))
        while not self.paused:
            data = self.storage.dequeue()
            if data is None:
                return None
            name = bytes(data).decode()
            if not self.storage.put_if_empty(f"claim:{name}", self.holder.encode()):
                continue
            job = msgspec.json.decode(bytes(self.storage.peek_data(f"job:{name}")), type=Job)
            if job.state in OPEN:
                job.state, job.holder, job.tries = "running", self.holder, job.tries + 1
                self._note(job)
                return job
            self.storage.pop_data(f"claim:{name}")
        return None

    def settle(self, job: Job, trouble: str = "", *, passing: bool = True) -> None:
        """Note how a job ended: done, to be tried again (`passing`), or dead."""
        job.trouble, job.due = trouble, None
        if not trouble:
            job.state = "done"
        elif passing and job.tries < TRIES:
            job.state = "retrying"
            job.due = self.clock() + timedelta(seconds=FIRST_WAIT * 4 ** (job.tries - 1))
        else:
            job.state = "dead"
        self._note(job)
        self.storage.pop_data(f"claim:{job.id}")
        if job.due:
            self.storage.add_to_schedule(job.id.encode(), job.due)

    def recover(self) -> int:
        """Put back what processes had that are no more, and what a kill left outside the queue."""
        there = {bytes(d).decode() for d in (*self.storage.enqueued_items(), *self.storage.scheduled_items())}
        back = 0
        for job in self.jobs():
            if job.state not in OPEN or job.id in there:
                continue
            claim = self.storage.peek_data(f"claim:{job.id}")
            holder = bytes(claim).decode() if isinstance(claim, bytes | memoryview) else ""
            if self._lives(holder):
                continue
            self.storage.pop_data(f"claim:{job.id}")
            self.storage.enqueue(job.id.encode())
            back += 1
        return back

    def run(self, make: Callable[[Job], Callable[[], Read]], *, wait: bool = False) -> Iterator[Job]:
        """Do jobs until none is left, and give each as it ended; with `wait` late tries are waited for."""
        self.recover()
        while True:
            job = self.take()
            if job is not None:
                self._work(job, make(job))
                yield job
                continue
            late = [other.due for other in self.jobs() if other.state == "retrying" and other.due]
            if self.paused or not wait or not late:
                return
            time.sleep(max(0.05, min(5.0, (min(late) - self.clock()).total_seconds())))

    def _work(self, job: Job, make: Callable[[], Read]) -> None:
        troubles: list[Issue] = []
        told = time.monotonic()
        try:
            run = Adding(
                self.book,
                [job.source],
                make,
                published=job.published,
                outlet=job.outlet,
                note=troubles.append,
                fetch=fetcher(self.book.clock, manners=self._manners),
            )
            for _ in run.added():
                job.added += 1
                if time.monotonic() - told > 1:
                    told = time.monotonic()
                    self._note(job)
        except TollbookError as error:
            self.settle(job, str(error))
            return
        job.known = run.known
        if run.stopped:
            job.state, job.tries = "waiting", job.tries - 1
            self._note(job)
            self.storage.pop_data(f"claim:{job.id}")
            self.storage.enqueue(job.id.encode())
            raise KeyboardInterrupt
        bad = [issue for issue in troubles if issue.source in run.failed]
        what = "; ".join(issue.message for issue in bad[:3])
        self.settle(job, what, passing=any(issue.kind in PASSING for issue in bad))

    def _note(self, job: Job) -> None:
        self.storage.put_data(f"job:{job.id}", msgspec.json.encode(job))

    def _lives(self, holder: str) -> bool:
        """Tell whether the process that holds a job may still be at work; of other machines nobody knows."""
        host, _, number = holder.rpartition(":")
        if host != socket.gethostname():
            return bool(host)
        if int(number) == os.getpid():
            return holder != self.holder
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True
