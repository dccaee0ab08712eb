"""The commands of the work queue: queue add, run, status, pause, resume, retry, dead."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli_book import BOOK, CODES, FORMAT, INTERRUPTED, _many, _reader, opened, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tollbook.running import Read
    from tollbook.working import Job, Queue


@click.group(short_help="Add sources in the background, one job each.")
def queue() -> None:
    """Queue sources, and let one process or several add them to the book.

    A job that fails is tried again after 30 seconds, 2, 8 and 32 minutes, and is then kept as dead, with its
    reason. What can never succeed (a picture, an empty file) is dead at once.
    """


@contextmanager
def _queue(folder: Path | None) -> Iterator[Queue]:
    from tollbook.working import Queue

    with opened(folder) as book, closing(Queue(book)) as made:
        yield made


@queue.command(epilog=CODES)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@BOOK
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Date for texts that print none.")
@click.option("--outlet", help="Who published the texts.")
@click.option("--rules-only", is_flag=True, help="Read by the rules alone, without the learned reader.")
@FORMAT
def add(
    sources: tuple[str, ...],
    folder: Path | None,
    published: datetime | None,
    outlet: str | None,
    rules_only: bool,
    form: str,
) -> None:
    """Queue sources; `tollbook queue run` adds them."""
    day = published.date() if published else None
    with _queue(folder) as work:
        made = [work.add(each, published=day, outlet=outlet, rules_only=rules_only) for each in sources]
    show(form, {"jobs": [job.id for job in made]}, [f"{_many(len(made), 'job')} queued: tollbook queue run"])


@queue.command(epilog=CODES)
@BOOK
@click.option("--wait", is_flag=True, help="Wait for jobs that are to be tried again.")
@FORMAT
def run(folder: Path | None, wait: bool, form: str) -> None:
    """Do the jobs that wait. Several processes may do so at once; no two of them have the same job."""
    import msgspec

    done: list[Job] = []
    with _queue(folder) as work:
        try:
            for job in work.run(_make, wait=wait):
                done.append(job)
                click.echo(_line(job), err=form == "json")
        except KeyboardInterrupt:
            click.echo("stopped: the job in hand is back in the queue", err=True)
            click.get_current_context().exit(INTERRUPTED)
        paused = work.paused
    well = sum(job.state == "done" for job in done)
    end = f"{well} of {_many(len(done), 'job')} done" + ("; the queue is paused" if paused else "")
    show(form, {"jobs": msgspec.to_builtins(done), "paused": paused}, [end])
    if well < len(done):
        click.get_current_context().exit(1)


@queue.command(epilog=CODES)
@BOOK
@FORMAT
def status(folder: Path | None, form: str) -> None:
    """Say how many jobs wait, run, are tried again, are done or dead, and show those that are not done."""
    _list(folder, form, ("running", "retrying", "dead", "waiting"))


@queue.command(epilog=CODES)
@BOOK
@FORMAT
def dead(folder: Path | None, form: str) -> None:
    """List the jobs that were given up, each with its reason."""
    _list(folder, form, ("dead",))


@queue.command(epilog=CODES)
@BOOK
def pause(folder: Path | None) -> None:
    """Let the processes end after the job in hand, and take no other one."""
    with _queue(folder) as work:
        work.pause(on=True)
    click.echo("paused: jobs in hand are done to their end")


@queue.command(epilog=CODES)
@BOOK
def resume(folder: Path | None) -> None:
    """Let processes take jobs again."""
    with _queue(folder) as work:
        work.pause(on=False)
    click.echo("resumed: tollbook queue run")


@queue.command(epilog=CODES)
@click.argument("jobs", nargs=-1, metavar="[JOB]...")
@BOOK
def retry(jobs: tuple[str, ...], folder: Path | None) -> None:
    """Put jobs back into the queue: those named, or all that are dead."""
    with _queue(folder) as work:
        names = jobs or tuple(job.id for job in work.jobs() if job.state == "dead")
        for name in names:
            work.retry(name)
    click.echo(f"{_many(len(names), 'job')} queued again")


def _list(folder: Path | None, form: str, states: tuple[str, ...]) -> None:
    import msgspec

    with _queue(folder) as work:
        jobs, paused = work.jobs(), work.paused
    counts = {
        state: sum(job.state == state for job in jobs)
        for state in ("waiting", "running", "retrying", "done", "dead")
    }
    shown = [job for job in jobs if job.state in states]
    lines = [_line(job) for job in shown[:100]]
    lines += [f"... and {len(shown) - 100} more (--format json shows all)"] if len(shown) > 100 else []
    counted = ", ".join(f"{count} {state}" for state, count in counts.items())
    lines.append(counted + (" (paused)" if paused else ""))
    show(form, {**counts, "paused": paused, "jobs": msgspec.to_builtins(shown)}, lines)


def _line(job: Job) -> str:
    from tollbook.publish.labels import one_line

    parts = [f"{job.id}  {job.state}", one_line(job.source), f"{_many(job.added, 'report')} added"]
    parts += [f"{job.known} in the book already"] if job.known else []
    parts += [f"by {job.holder}"] if job.state == "running" else []
    parts += [f"try {job.tries}: {one_line(job.trouble)}"] if job.trouble else []
    parts += [f"again at {job.due:%Y-%m-%dT%H:%M:%SZ}"] if job.due else []
    return ", ".join(parts)


def _make(job: Job) -> Callable[[], Read]:
    return partial(_reader, job.rules_only)
