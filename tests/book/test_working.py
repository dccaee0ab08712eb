"""The work queue: each job once, by one process; failures are tried again, and at last shown to a person."""

import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from example_book import evidence, make
from test_adding import FERRY

from book_fixtures import NewBook
from tollbook.book import Book, queries
from tollbook.book.verify import whole
from tollbook.cli import main
from tollbook.errors import BookError, InputError
from tollbook.running import Read
from tollbook.working import TRIES, Job, Queue

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)


def reader(_job: Job) -> Callable[[], Read]:
    return make


@pytest.fixture
def queue(book: Book) -> Iterator[Queue]:
    made = Queue(book)
    yield made
    made.close()


def files(folder: Path, count: int) -> list[str]:
    folder.mkdir(exist_ok=True)
    out = []
    for number in range(count):
        path = folder / f"n{number}.txt"
        path.write_text(FERRY.replace("12 people", f"{number + 20} people"))
        out.append(str(path))
    return out


def states(queue: Queue) -> list[str]:
    return [job.state for job in queue.jobs()]


def test_jobs_are_done_in_their_order_and_noted(queue: Queue, tmp_path: Path) -> None:
    paths = files(tmp_path / "in", 3)
    queued = [queue.add(path, outlet="Radio Kessa").id for path in paths]
    assert states(queue) == ["waiting"] * 3
    done = list(queue.run(reader))
    assert [(job.id, job.state, job.added) for job in done] == [(name, "done", 1) for name in queued]
    with queue.book.reading() as connection:
        assert {row["outlet"] for row in queries.reports(connection)} == {"Radio Kessa"}


def test_a_paused_queue_gives_no_job_until_it_is_resumed(queue: Queue, tmp_path: Path) -> None:
    queue.add(files(tmp_path / "in", 1)[0])
    queue.pause(on=True)
    assert (queue.take(), queue.paused) == (None, True)
    queue.pause(on=False)
    assert queue.take() is not None


def test_a_file_that_is_not_there_is_tried_again_later_and_later_then_dead(
    queue: Queue, tmp_path: Path
) -> None:
    job = queue.add(str(tmp_path / "late.txt"))
    now = NOW
    waits: list[float] = []
    for _ in range(TRIES - 1):
        queue.clock = partial(datetime.fromisoformat, now.isoformat())
        (tried,) = queue.run(reader)
        assert (tried.state, tried.due is not None) == ("retrying", True)
        assert list(queue.run(reader)) == []
        waits.append(((tried.due or now) - now).total_seconds())
        now = tried.due or now
    queue.clock = partial(datetime.fromisoformat, now.isoformat())
    (last,) = queue.run(reader)
    assert waits == [30, 120, 480, 1920]
    assert (last.state, last.tries) == ("dead", TRIES)
    assert "cannot be read" in last.trouble
    files(tmp_path / "in", 1)
    (tmp_path / "late.txt").write_text(FERRY)
    queue.retry(job.id)
    assert [again.state for again in queue.run(reader)] == ["done"]


def test_what_can_never_succeed_is_dead_at_once(queue: Queue, tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    queue.add(str(path))
    (job,) = queue.run(reader)
    assert (job.state, "PNG" in job.trouble) == ("dead", True)


def test_an_error_of_the_book_leaves_the_job_to_be_tried_again(queue: Queue, tmp_path: Path) -> None:
    queue.add(files(tmp_path / "in", 1)[0])

    def full() -> Read:
        raise BookError("the disk is full", "free space")

    (job,) = queue.run(lambda _job: full)
    assert job.state in {"retrying", "dead"}
    assert "full" in job.trouble


def test_only_what_is_dead_or_late_can_be_put_back(queue: Queue, tmp_path: Path) -> None:
    job = queue.add(files(tmp_path / "in", 1)[0])
    for name, why in ((job.id, "is waiting"), ("none", "no job")):
        with pytest.raises(InputError, match=why):
            queue.retry(name)


def test_a_job_that_is_claimed_is_given_to_nobody_else(queue: Queue, tmp_path: Path) -> None:
    job = queue.add(files(tmp_path / "in", 1)[0])
    queue.storage.enqueue(job.id.encode())
    assert queue.take() is not None
    assert queue.take() is None


def work(
    folder: Path, start: "multiprocessing.synchronize.Barrier", done: "multiprocessing.Queue[str]"
) -> None:
    with Book(folder) as book:
        queue = Queue(book)
        start.wait(60)
        for job in queue.run(reader):
            done.put(job.id)
        queue.close()
    done.put("")


def test_two_processes_never_have_the_same_job(tmp_path: Path, new_book: NewBook) -> None:
    book = new_book(tmp_path / "book")
    queue = Queue(book)
    queued = [queue.add(path).id for path in files(tmp_path / "in", 24)]
    context = multiprocessing.get_context("spawn")
    start, done = context.Barrier(2), context.Queue()
    workers = [context.Process(target=work, args=(book.path, start, done)) for _ in range(2)]
    for worker in workers:
        worker.start()
    told: list[str] = []
    while told.count("") < 2:
        told.append(done.get(timeout=120))
    for worker in workers:
        worker.join(60)
    assert sorted(name for name in told if name) == sorted(queued)
    assert {job.tries for job in queue.jobs()} == {1}
    with book.reading() as connection:
        assert queries.counts(connection)["present_reports"] == 24
        whole(connection, evidence(book))
    queue.close()


KILLED = """
import os, sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from tollbook.book import Book
from tollbook.working import Queue
queue = Queue(Book(Path(sys.argv[1])))
assert queue.take() is not None
os.kill(os.getpid(), 9)
"""


def test_what_a_killed_process_had_is_put_back_by_the_next_run(queue: Queue, tmp_path: Path) -> None:
    queue.add(files(tmp_path / "in", 1)[0])
    killed = subprocess.run([sys.executable, "-c", KILLED, str(queue.book.path)], check=False)
    assert killed.returncode == -9
    assert states(queue) == ["running"]
    assert queue.take() is None
    assert [(job.state, job.tries) for job in queue.run(reader)] == [("done", 2)]


def test_the_commands_say_how_the_jobs_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tollbook.cli_work._make", reader)
    Book.init(tmp_path / "book").close()

    def call(*words: str) -> str:
        done = CliRunner().invoke(main, ["queue", *words, "--book", str(tmp_path / "book")])
        assert done.exit_code in {0, 1}, done.output
        return done.stdout

    (path,) = files(tmp_path / "in", 1)
    assert call("add", path, str(tmp_path / "none.txt")) == "2 jobs queued: tollbook queue run\n"
    assert call("pause").startswith("paused")
    assert call("run") == "0 of 0 jobs done; the queue is paused\n"
    assert call("resume") == "resumed: tollbook queue run\n"
    assert call("run").endswith("1 of 2 jobs done\n")
    assert call("status").endswith("0 waiting, 0 running, 1 retrying, 1 done, 0 dead\n")
    assert call("dead").count("\n") == 1
    assert call("retry") == "0 jobs queued again\n"
