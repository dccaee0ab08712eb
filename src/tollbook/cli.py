"""The command `tollbook`.

What is slow to load (the parser, the gazetteer, Jinja, Rich) is imported by the command that needs it,
so that help is quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from tollbook.cli_actors import actor, actors
from tollbook.cli_book import COMMANDS
from tollbook.cli_decide import COMMANDS as DECIDE_COMMANDS
from tollbook.cli_evaluate import evaluate
from tollbook.cli_export import COMMANDS as EXPORTS
from tollbook.cli_feeds import COMMANDS as FEED_COMMANDS
from tollbook.cli_gazetteer import gazetteer
from tollbook.cli_knowledge import knowledge
from tollbook.cli_link import COMMANDS as LINK_COMMANDS
from tollbook.cli_place import place
from tollbook.cli_reread import COMMANDS as REREAD_COMMANDS
from tollbook.cli_search import search
from tollbook.cli_serve import serve
from tollbook.cli_sources import COMMANDS as SOURCE_COMMANDS
from tollbook.cli_toll import policies, toll
from tollbook.cli_train import train_reader
from tollbook.cli_work import queue
from tollbook.errors import InputError, TollbookError
from tollbook.version import __version__

if TYPE_CHECKING:
    from tollbook.issues import Issue
    from tollbook.model.reading import Reading
    from tollbook.model.report import Report
    from tollbook.telling import Told

INTERRUPTED = 130
CODES = """\b
Exit codes:
  0    every input was read
  1    some inputs gave no report (named on standard error; the others are done),
       or an error that is named
  2    misuse of the command
  130  stopped with Ctrl-C; what was written is whole
"""


class Main(click.Group):
    """The group of commands; says an error of Tollbook in one line and ends with its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise click.UsageError(str(error)) from error
        except TollbookError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("stopped; nothing was written", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=Main, context_settings={"help_option_names": ["-h", "--help"]}, epilog=CODES)
@click.version_option(__version__, prog_name="tollbook", message="%(prog)s %(version)s")
def main() -> None:
    """Read conflict news and keep who said what.

    A claim is not a fact: each number is what a report says on somebody's word.
    """


OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all.",
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Processes to read with.  [default: 1, more from 24 reports on]",
)


RULES_ONLY = click.option(
    "--rules-only", is_flag=True, help="Read by the rules alone, without the learned reader."
)


@main.command(epilog=CODES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH... | -")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "html"]),
    default="table",
    show_default=True,
)
@OUTPUT
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Date for texts that print none.")
@click.option("--outlet", help="Who published the texts.")
@click.option(
    "--columns",
    metavar="FIELD=COLUMN,...",
    help="Which columns of a table (CSV) are text, title, published, outlet, id.",
)
@RULES_ONLY
@JOBS
def read(
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    published: datetime | None,
    outlet: str | None,
    columns: str | None,
    rules_only: bool,
    jobs: int | None,
) -> None:
    """Read dispatches from files, folders or standard input (-).

    Plain text, Markdown, HTML pages, PDF, JSON Lines (id, outlet, published, title, text), tables (CSV),
    e-mail (.eml, mbox) and web archives (WARC, WACZ) are read.
    """
    day = published.date() if published else None
    _run(paths, form, output, jobs, published=day, outlet=outlet, columns=columns, rules_only=rules_only)


@main.command(epilog=CODES, short_help="Write figures in flat form, to be scored.")
@click.argument("reports", type=click.Path(exists=True, dir_okay=False))
@OUTPUT
@RULES_ONLY
@JOBS
def figures(reports: str, output: Path | None, rules_only: bool, jobs: int | None) -> None:
    """Write the figures of REPORTS (JSON Lines) in flat form, one report a line, to be scored."""
    _run((reports,), "figures", output, jobs, rules_only=rules_only)


def _run(
    paths: tuple[str, ...],
    form: str,
    output: Path | None,
    jobs: int | None,
    *,
    published: date | None = None,
    outlet: str | None = None,
    columns: str | None = None,
    rules_only: bool = False,
) -> None:
    """Read the paths, write them in the form, and end with the exit code that says how it went."""
    import tollbook
    from tollbook.model.columns import wanted
    from tollbook.running import Run, whole
    from tollbook.telling import telling

    stdin = sys.stdin.buffer if "-" in paths else None
    if columns:
        wanted(columns)
    items = tollbook.reports(paths, published=published, outlet=outlet, stdin=stdin, columns=columns)
    with telling(quiet=output is None and sys.stdout.isatty()) as told:
        note = partial(_note, told)
        prepare = partial(tollbook.Reader, told.progress)
        make = partial(_reader, rules_only)
        run = Run(items, make, jobs=jobs, prepare=prepare, note=note, step=told.step)
        target: AbstractContextManager[BinaryIO] = whole(output) if output else nullcontext(sys.stdout.buffer)
        with target as stream:
            for piece in _pieces(form, run.readings(), to_file=output is not None):
                stream.write(piece)
                stream.flush()
    many = f"{run.done} report{'' if run.done == 1 else 's'} read"
    kept = f"; {output} holds them" if output else ""
    if run.stopped:
        _end(INTERRUPTED, f"stopped: {many}{kept}")
    if run.unread:
        _end(1, f"{many}; {len(run.unread)} input{'' if len(run.unread) == 1 else 's'} gave no report")


def _note(told: Told, issue: Issue) -> None:
    """Say an issue in one clear line."""
    from tollbook.publish.labels import one_line

    told.line(one_line(f"{issue.message}. What to do: {issue.todo}"))


def _reader(rules_only: bool) -> Callable[[Report], Reading]:
    import tollbook
    from tollbook.staying import staying

    return staying(tollbook.Reader(rules_only=rules_only).read)


def _pieces(form: str, readings: Iterator[Reading], *, to_file: bool) -> Iterator[bytes]:
    """Write readings in one of the forms, piece by piece."""
    if form == "html":
        from tollbook.publish.page import page

        yield page(list(readings)).encode()
    elif form == "table":
        from tollbook.publish.tables import printed

        terminal = not to_file and sys.stdout.isatty()
        encoding = "utf-8" if to_file else sys.stdout.encoding or "utf-8"
        yield from (text.encode(encoding, "replace") for text in printed(readings, terminal=terminal))
    elif form == "figures":
        import msgspec

        from tollbook.publish.figures import to_scored
        from tollbook.publish.shown import escaped

        yield from (escaped(msgspec.json.encode(to_scored(reading))) + b"\n" for reading in readings)
    else:
        from tollbook.publish import jsons

        yield from jsons.document(readings) if form == "json" else jsons.lines(readings)


@main.command(epilog=CODES, short_help="Print every station of one value.")
@click.argument("path")
@click.argument("name", required=False, metavar="[ID]")
@click.option("--report", help="The report's id, where the file holds several.")
@click.option("--value", type=click.IntRange(0), help="The value that states this number of people.")
@click.option("--at", type=click.IntRange(0), help="The value at this character of the clean text.")
def trace(path: str, name: str | None, report: str | None, value: int | None, at: int | None) -> None:
    """Print every station of one value: bytes, characters, rule, entry, versions.

    ID is an id, or the short name that tables and pages show (F3, C1). Without a choice, what there is
    to trace is listed.
    """
    from tollbook.trace import traced

    if sum(choice is not None for choice in (name, value, at)) > 1:
        raise click.UsageError("choose by ID, by --value or by --at, not by more than one")
    for line in traced(path, report=report, value=value, at=at, name=name):
        click.echo(line)


for _command in (
    actor,
    actors,
    evaluate,
    train_reader,
    knowledge,
    gazetteer,
    place,
    serve,
    toll,
    policies,
    queue,
    search,
    *COMMANDS,
    *EXPORTS,
    *SOURCE_COMMANDS,
    *FEED_COMMANDS,
    *LINK_COMMANDS,
    *DECIDE_COMMANDS,
    *REREAD_COMMANDS,
):
    main.add_command(_command)


def _end(code: int, line: str = "") -> None:
    if line:
        click.echo(line, err=True)
    if code:
        click.get_current_context().exit(code)
