"""The command `tollbook serve`: a book in, the desk at an address."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.cli_book import BOOK, opened

CODES = """\b
Exit codes:
  0    stopped with Ctrl-C
  1    an error that is named
  2    misuse of the command, no book there, or the port is taken
"""


@click.command(epilog=CODES, short_help="Open the desk: read, check and decide in a browser.")
@BOOK
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--name",
    "names",
    multiple=True,
    help="A host name that browsers may ask for, beside addresses and localhost; can be repeated.",
)
def serve(folder: Path | None, port: int, host: str, names: tuple[str, ...]) -> None:
    """Serve the desk of a book on this machine, until Ctrl-C.

    The desk asks for no password. Without --host, no other machine can reach it.
    """
    from tollbook.serving import LOOPBACK, WARNING
    from tollbook.serving import serve as run

    if host not in LOOPBACK:
        click.secho(f"WARNING: {WARNING}", fg="red", bold=True, err=True)
    shown = f"[{host}]" if ":" in host else host
    with opened(folder) as book:
        told = f"The desk of {book.path}: http://{shown}:{port}/ (Ctrl-C stops it)"
        run(book, host, port, names, tell=lambda: click.echo(told, err=True))
