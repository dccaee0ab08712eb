"""The command `tollbook add`: sources into a book, once or as they come."""

from __future__ import annotations

import contextlib
import shlex
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import click

from tollbook.cli_book import (
    BOOK,
    CODES,
    INTERRUPTED,
    NETWORKS,
    _many,
    _note,
    _reader,
    fetching,
    opened,
    show,
)
from tollbook.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from tollbook.keeping import Added, Adding


@click.command(epilog=CODES, short_help="Add sources to a book.")
@click.argument("paths", nargs=-1, required=True, metavar="SOURCE... | -")
@BOOK
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="jsonl: a line for each report as soon as it is safe in the book, the counts last.",
)
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Date for texts that print none.")
@click.option("--outlet", help="Who published the texts.")
@click.option("--rules-only", is_flag=True, help="Read by the rules alone, without the learned reader.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to read with.")
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    help="Which columns of a table (CSV) are text, title, published, outlet, id.",
)
@NETWORKS
@click.option("--watch", is_flag=True, help="Go on: add what comes into the folders, until Ctrl-C.")
def add(
    paths: tuple[str, ...],
    folder: Path | None,
    form: str,
    published: datetime | None,
    outlet: str | None,
    rules_only: bool,
    jobs: int | None,
    columns: str | None,
    networks: tuple[str, ...],
    watch: bool,
) -> None:
    """Add files, folders, addresses (https://...) or standard input (-) to a book, each with its evidence.

    What is in the book already is left alone, so a stopped run goes on when the command is given again.
    A file whose text has changed becomes a further version of its report; the former one stays. So does one
    of which --published, --outlet or --columns say otherwise than before; what they do not say stays.
    """
    import tollbook
    from tollbook.keeping import Adding
    from tollbook.model.columns import wanted
    from tollbook.telling import telling
    from tollbook.watching import settled, until_interrupted

    if columns:
        wanted(columns)
    if watch and ("-" in paths or form == "json"):
        raise InputError(
            "--watch goes with files and folders, as text or jsonl", "leave out - and --format json"
        )
    total = dict.fromkeys(("new", "changed", "earlier", "known", "unmoved", "without_report", "issues"), 0)
    stopped = False
    with opened(folder) as book, telling(quiet=False) as told:

        def once(found: Sequence[str]) -> bool:
            """Add some sources; False where Ctrl-C ended it."""
            run = Adding(
                book,
                found,
                partial(_reader, rules_only),
                published=published.date() if published else None,
                outlet=outlet,
                stdin=sys.stdin.buffer if "-" in found else None,
                jobs=jobs,
                columns=columns,
                fetch=fetching(book, networks),
                prepare=partial(tollbook.Reader, told.progress, rules_only=rules_only),
                note=partial(_note, told),
            )
            for added in run.added():
                told.step(added)
                _tell(added, form, watch)
                if stop.is_set():
                    break
            for name, count in _counts(run).items():
                total[name] += count
            return not (run.stopped or stop.is_set())

        with until_interrupted() if watch else contextlib.nullcontext(threading.Event()) as stop:
            stopped = not once(paths)
            if watch and not stopped:
                told.line(f"watching {', '.join(paths)}; Ctrl-C ends it")
                stopped = not all(once(found) for found in settled(paths, stop=stop))
    then = _next(folder) if total["new"] or total["changed"] else {}
    lines = [_summary(total, stopped), *_hint(then, stopped)]
    show("json" if form == "jsonl" else form, {**total, "next": list(then)}, lines)
    if stopped or total["without_report"]:
        click.get_current_context().exit(INTERRUPTED if stopped else 1)


def _tell(added: Added, form: str, watch: bool) -> None:
    import msgspec

    if form == "jsonl":
        click.echo(msgspec.json.encode(added).decode())
    elif watch:
        what = f"{_many(added.figures, 'figure')}, {_many(added.claims, 'claim')}"
        click.echo(f"{added.source}: {added.kept.report}, version {added.kept.version}, {what}")


def _counts(run: Adding) -> dict[str, int]:
    return {
        "new": run.new,
        "changed": run.changed,
        "earlier": run.earlier,
        "known": run.known,
        "unmoved": run.unmoved,
        "without_report": len(run.failed),
        "issues": run.issues,
    }


def _next(folder: Path | None) -> dict[str, str]:
    """Give the commands that come after adding, each with what it is for."""
    of = f" --book {shlex.quote(str(folder))}" if folder else ""
    return {
        f"tollbook status{of}": "says what the book holds",
        f"tollbook link{of}": "puts claims of one incident together",
        f"tollbook serve{of}": "shows reports, figures and issues in the browser",
    }


def _hint(then: dict[str, str], stopped: bool) -> list[str]:
    told = "; ".join(f"{command} {what}" for command, what in then.items())
    return [f"next: {told}"] if then and not stopped else []


def _summary(total: dict[str, int], stopped: bool) -> str:
    parts = [
        f"{_many(total['new'], 'report')} added",
        f"{total['changed']} changed" if total["changed"] else "",
        f"{total['earlier']} kept beside what was captured later" if total["earlier"] else "",
        f"{total['known']} in the book already" + _unmoved(total["unmoved"]) if total["known"] else "",
        f"{_many(total['without_report'], 'source')} gave no report" if total["without_report"] else "",
        f"{_many(total['issues'], 'issue')} recorded" if total["issues"] else "",
        "stopped: the same command goes on from here" if stopped else "",
    ]
    return "; ".join(part for part in parts if part)


def _unmoved(count: int) -> str:
    """Say that options changed nothing of reports in the book: a printed day goes before, as an example."""
    return f" ({count} as before: what the options say changes nothing there)" if count else ""


COMMANDS = (add,)
