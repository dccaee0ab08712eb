"""The commands of a book: init, status, verify, rebuild; and what all commands of books share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.errors import BookError, InputError

if TYPE_CHECKING:
    from tollbook.archive.addresses import Network
    from tollbook.archive.fetch import Fetch
    from tollbook.book import Book
    from tollbook.book.gone import Gone
    from tollbook.issues import Issue
    from tollbook.model.reading import Reading
    from tollbook.model.report import Report
    from tollbook.telling import Told

INTERRUPTED = 130
MOST_GONE = 20
CODES = """\b
Exit codes:
  0    done; for verify: the book is whole
  1    some inputs gave no report, the book is not whole, or an error that is named
  2    misuse of the command, or no book there
  130  stopped with Ctrl-C; what was acknowledged is in the book
"""
BOOK = click.option(
    "--book",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the book.  [default: the book in or above the current folder]",
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
AS_OF = click.option(
    "--as-of",
    metavar="TIME",
    help="Show the book as it stood then: 2031-03-04 (its end), 2031-03-04T09:30 (UTC).",
)


NETWORKS = click.option(
    "--allow-network",
    "networks",
    multiple=True,
    metavar="NETWORK",
    help="A network of your own (10.1.0.0/16) from which addresses may be fetched too.",
)


def allowed(networks: tuple[str, ...]) -> list[Network]:
    """Read the networks that were named.

    Raises:
        InputError: where one is none.
    """
    from ipaddress import ip_network

    try:
        return [ip_network(network) for network in networks]
    except ValueError as error:
        raise InputError(f"--allow-network: {error}", "write it as 10.1.0.0/16 or fd12:3456::/32") from error


def fetching(book: Book, networks: tuple[str, ...]) -> Fetch:
    """Give what fetches addresses for a book."""
    from tollbook.archive.manners import Manners
    from tollbook.archive.web import fetcher

    return fetcher(book.clock, allowed=allowed(networks), manners=Manners())


def opened(folder: Path | None) -> Book:
    """Open the book that was named, or the one in or above the current folder."""
    from tollbook.book import Book, find

    return Book(folder if folder else find(Path.cwd()))


def show(form: str, values: dict[str, Any], lines: list[str]) -> None:
    """Print a result, as JSON or as lines."""
    if form == "json":
        import msgspec

        from tollbook.publish.shown import escaped

        click.echo(escaped(msgspec.json.encode(values)).decode())
    else:
        for line in lines:
            click.echo(line)


@click.command(epilog=CODES, short_help="Make a new book.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="BOOK")
@click.option(
    "--database", metavar="URL", help="postgresql://HOST/NAME, an empty database.  [default: SQLite]"
)
@click.option("--collector", help="Who collects: a person or team, noted with every capture.")
@FORMAT
def init(folder: Path, database: str | None, collector: str | None, form: str) -> None:
    """Make a new book in the folder BOOK: an archive of evidence and a ledger."""
    from tollbook.book import Book

    with Book.init(folder, database=database, collector=collector) as book:
        values = {"book": str(folder), "id": book.settings.id}
        show(form, values, [f"{folder} is a new book: tollbook add SOURCE... --book {folder}"])


@click.command(epilog=CODES, short_help="Say what a book holds.")
@BOOK
@AS_OF
@FORMAT
def status(folder: Path | None, as_of: str | None, form: str) -> None:
    """Say what a book holds, and the hash of the newest entry of its ledger.

    Note that hash elsewhere: `tollbook verify --expect HASH` then shows whether anything was cut off since.
    """
    from tollbook.book import queries
    from tollbook.book.folder import hidden
    from tollbook.book.gone import gone
    from tollbook.book.ledger import head

    with opened(folder) as book:
        time = queries.moment(as_of) if as_of else None
        with book.reading() as connection:
            counts = queries.counts(connection, time)
            newest = head(connection, counts["entries"])
            away = gone(connection, counts["entries"])
        values = {
            "book": str(book.path),
            "id": book.settings.id,
            "database": hidden(book.settings.database),
            "head": newest.hash if newest else None,
            "recorded": newest.recorded if newest else None,
            **counts,
            "gone": away,
        }
    lines = [
        f"{book.path}: {_many(counts['present_reports'], 'report')}, "
        f"{_many(counts['present_figures'], 'figure')}, {_many(counts['present_claims'], 'claim')}",
        f"  kept since: {_many(counts['captures'], 'capture')}, {_many(counts['readings'], 'reading')}, "
        f"{_many(counts['decisions'], 'decision')}, {_many(counts['issues'], 'issue')}",
    ]
    seen = [each for each in away if each.via is None]
    said = [each for each in away if each.via is not None]
    for some, what in (
        (seen, "whose page is gone since; each stays as captured:"),
        (said, "whose page is gone, as a web archive says; that was not seen here:"),
    ):
        lines += [f"  {_many(len(some), 'report')} {what}"] if some else []
        lines += [f"    {_gone(each)}" for each in some[:MOST_GONE]]
        if len(some) > MOST_GONE:
            lines.append(f"    and {len(some) - MOST_GONE:,} more: --format json names all")
    if newest:
        lines.append(f"  newest of {_entries(counts['entries'])}: {newest.recorded}, hash {newest.hash}")
    show(form, values, lines)


@click.command(epilog=CODES, short_help="Check a book from end to end.")
@BOOK
@FORMAT
@click.option("--expect", metavar="HASH", help="A hash that `tollbook status` once gave: it must be there.")
@click.option("--all", "every", is_flag=True, help="Name everything that does not fit, not the first alone.")
def verify(folder: Path | None, form: str, expect: str | None, every: bool) -> None:
    """Hash everything anew, walk the chain, and check what refers to what and that quotations stand.

    The first thing that does not fit is named in words, and the exit code is 1.
    """
    import msgspec

    from tollbook.archive import Store
    from tollbook.book.verify import Checked, Fault, faults

    checked = Checked()
    found: list[Fault] = []
    with opened(folder) as book:
        try:
            with book.reading() as connection:
                for fault in faults(connection, Store(book.path / "archive"), checked, expect=expect):
                    found.append(fault)
                    if not every:
                        break
        except BookError as error:
            found.append(Fault(part="database", message=error.what))
    did = (
        f"{_entries(checked.entries)} with {_many(checked.rows, 'row')}, "
        f"{_many(checked.evidence, 'piece')} of evidence"
    )
    lines = [f"{fault.part}: {fault.message}" for fault in found]
    lines.append(f"the book is not whole; looked at {did}" if found else f"the book is whole: {did}")
    if checked.unnamed and not found:
        what, belong = _many(checked.unnamed, "piece"), "belongs" if checked.unnamed == 1 else "belong"
        lines.append(
            f"{what} of evidence {belong} to no entry yet, as after a stopped run: add the sources again"
        )
    show(form, {"whole": not found, "faults": found, **msgspec.structs.asdict(checked)}, lines)
    if found:
        click.get_current_context().exit(1)


@click.command(epilog=CODES, short_help="Make the present view of a book anew.")
@BOOK
@FORMAT
def rebuild(folder: Path | None, form: str) -> None:
    """Make what is a shortcut (the present view, the index of words) anew from the ledger."""
    with opened(folder) as book:
        count = book.rebuild()
    show(form, {"reports": count}, [f"the present view holds {_many(count, 'report')}"])


def _gone(each: Gone) -> str:
    from tollbook.publish.labels import one_line

    via = f", says {each.via}" if each.via else ""
    since = f"{each.since:%Y-%m-%d %H:%M} UTC"
    return one_line(f"{each.report}: {each.origin} answered {each.answer} on {since}{via}")


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _note(told: Told, issue: Issue) -> None:
    from tollbook.publish.labels import one_line

    told.line(one_line(f"{issue.message}. What to do: {issue.todo}"))


def _reader(rules_only: bool) -> Callable[[Report], Reading]:
    import tollbook
    from tollbook.staying import staying

    return staying(tollbook.Reader(rules_only=rules_only).read)


COMMANDS = (init, status, verify, rebuild)
