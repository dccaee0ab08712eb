"""Telling: what a run says on standard error while it works."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


class Told:
    """What a run tells on standard error: issues always, progress only where somebody watches."""

    def __init__(self, bar: Any) -> None:
        self.bar = bar
        self.tasks: dict[str, Any] = {}
        self.count = 0

    def progress(self, what: str, share: float) -> None:
        """Show the share, from 0 to 1, that is done of something slow."""
        if self.bar:
            if what not in self.tasks:
                self.tasks[what] = self.bar.add_task(what, total=1.0)
            self.bar.update(self.tasks[what], completed=share)

    def step(self, _done: object) -> None:
        """Count one more reading."""
        self.count += 1
        if self.bar:
            if "" not in self.tasks:
                self.tasks[""] = self.bar.add_task("", total=None)
            self.bar.update(self.tasks[""], description=f"{self.count:,} read")

    def line(self, line: str) -> None:
        """Say one line, above the progress where there is any."""
        if self.bar:
            self.bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(line, err=True)


@contextmanager
def telling(*, quiet: bool) -> Iterator[Told]:
    """Open what a run tells; `quiet` leaves the progress out, as where tables go to the same terminal."""
    if quiet or not sys.stderr.isatty():
        yield Told(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Told(bar)
