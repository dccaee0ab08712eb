"""The commands that carry a book elsewhere: export-evidence, backup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tollbook.cli_book import AS_OF, BOOK, FORMAT, _entries, _many, opened, show

CODES = """\b
Exit codes:
  0    the bag is there, whole
  1    an error that is named; nothing was written
  2    misuse of the command, or no book there
  130  stopped with Ctrl-C; nothing was written
"""
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("export-evidence", epilog=CODES, short_help="Hand over evidence that others can check.")
@BOOK
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FOLDER | FILE.zip",
    help="A new folder, or a new zip file; written whole or not at all.",
)
@click.option(
    "--report", "reports", multiple=True, metavar="ID", help="This report; more than once for more."
)
@click.option("--from", "first", type=DAY, metavar="DAY", help="Reports of this day and later.")
@click.option("--to", "last", type=DAY, metavar="DAY", help="Reports of this day and earlier.")
@AS_OF
@FORMAT
def export_evidence(
    folder: Path | None,
    output: Path,
    reports: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    as_of: str | None,
    form: str,
) -> None:
    """Write the evidence, all of it or that of chosen reports, into a bag (BagIt, RFC 8493).

    In it are the bytes as received, what is recorded of each capture, the entries of the ledger with their
    hashes, and a page that tells how to check all that with sha256sum alone.
    """
    import msgspec

    from tollbook.book import queries
    from tollbook.exporting import export

    with opened(folder) as book:
        done = export(
            book,
            output.absolute(),
            reports=frozenset(reports),
            first=first.date() if first else None,
            last=last.date() if last else None,
            as_of=queries.moment(as_of) if as_of else None,
        )
    lines = [
        f"{output}: {done.reports:,} reports, {done.captures:,} captures in {done.files:,} files, "
        f"{_entries(done.entries)} of the ledger in full",
        f"  newest hash of the chain: {done.head}",
    ]
    if done.undated:
        lines.append(
            f"  {done.undated:,} reports without a day were taken or left by the day of their capture"
        )
    show(form, msgspec.structs.asdict(done), lines)


@click.command(epilog=CODES, short_help="Back a book up, also while others write to it.")
@BOOK
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="FOLDER",
    help="A new folder, or an earlier back-up of the same book, which is brought up to date.",
)
@FORMAT
def backup(folder: Path | None, output: Path, form: str) -> None:
    """Back a book up into a folder, best on another disk; a back-up is itself a book.

    The ledger is copied as it stands at one moment, with all evidence that it names. To restore, copy the
    folder back, and check it: tollbook verify --expect HASH, with the hash that this command prints.
    """
    import msgspec

    from tollbook.saving import save

    with opened(folder) as book:
        done = save(book, output.absolute())
    lines = [
        f"{output}: {_entries(done.entries)}, {_many(done.copied + done.before, 'piece')} of evidence, "
        f"{done.copied:,} of them new",
        f"  newest hash of the chain: {done.head}",
        *(f"  not backed up: {what}" for what in done.damaged),
    ]
    show(form, msgspec.structs.asdict(done), lines)
    if done.damaged:
        click.get_current_context().exit(1)


COMMANDS = (export_evidence, backup)
