"""The commands `tollbook gazetteer …`: the list of places, and what a user adds to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tollbook.resolve.gazetteer.importing import Imported

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NAMED = click.option("--name", help="Name of the layer.  [default: the file's name]")


@click.group()
def gazetteer() -> None:
    """The list of places: compile it, add to it, list what it is made of.

    What is added lies in layers over the compiled list: in the user's data folder, or in the folder that
    TOLLBOOK_PLACES names. TOLLBOOK_LAYERS=none reads without them.
    """


@gazetteer.command("build")
def gazetteer_build() -> None:
    """Compile the gazetteer, which otherwise happens at the first reading."""
    from tollbook.resolve.gazetteer import open_gazetteer
    from tollbook.telling import telling

    with telling(quiet=False) as told:
        opened = open_gazetteer(progress=told.progress)
    click.echo(f"gazetteer {opened.version} is ready")


@gazetteer.command("import", short_help="Add GeoNames dumps.")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@NAMED
@click.option(
    "--classes",
    default="AHLPRSTUV",
    show_default=True,
    help="Feature classes to take: A units, P towns and villages, S sites, R roads, T hills, ...",
)
def gazetteer_import(files: tuple[Path, ...], name: str | None, classes: str) -> None:
    """Add GeoNames dumps: a country's or all countries', zipped or not, and tables of alternate names.

    The files are read as a stream and every line is checked; lines that are refused are counted with the
    reason. Stopped, the import goes on where it was when it is called again with the same files.
    """
    from tollbook.resolve.gazetteer.importing import import_dumps
    from tollbook.telling import telling

    with telling(quiet=False) as told:
        done = import_dumps(files, name=name, classes=classes.upper(), tell=told.progress)
    _say(done)


@gazetteer.command("overlay", short_help="Add a list of places of your own.")
@click.argument("file", type=FILE)
@NAMED
def gazetteer_overlay(file: Path, name: str | None) -> None:
    """Add a list of places of your own: CSV or YAML, every place with its source.

    Columns: name, country, latitude, longitude, source; and if you like id, names (with | between),
    feature, population, radius_km, admin1. Ends with 1 where a row is refused; the others are added.
    """
    from tollbook.resolve.gazetteer.overlay import overlay

    done = overlay(file, name=name)
    _say(done)
    if done.about.refused:
        click.get_current_context().exit(1)


@gazetteer.command("pcodes", short_help="Add a table of P-codes.")
@click.argument("file", type=FILE)
def gazetteer_pcodes(file: Path) -> None:
    """Add a table of P-codes: CSV with the columns ADM1_EN, ADM1_PCODE and, if there, ADM2_EN, ADM2_PCODE."""
    from tollbook.resolve.gazetteer.pcodes import keep, read_table

    codes, refused = read_table(file)
    keep(codes)
    first = sum(map(len, codes.first.values()))
    second = sum(map(len, codes.second.values()))
    click.echo(
        f"P-codes of {', '.join(sorted(codes.first))}: {first:,} first-level and {second:,} second-level "
        f"units; {refused:,} rows refused"
    )


@gazetteer.command("list")
def gazetteer_list() -> None:
    """List what the gazetteer is made of: versions, places, and whom to name."""
    from tollbook.resolve.gazetteer import gazetteer_version, sources
    from tollbook.resolve.gazetteer.layers import layers
    from tollbook.resolve.gazetteer.pcodes import kept

    click.echo(f"compiled list {gazetteer_version()}")
    added, codes = layers(), kept()
    for layer in added:
        about = layer.about
        state = f", state of {about.state}" if about.state else ""
        click.echo(f"{layer.name} ({about.kind}{state}): {about.places:,} places, {about.names:,} names")
        for file, digest in about.files.items():
            click.echo(f"  {file}, SHA-256 {digest}")
    if codes:
        click.echo(f"P-codes: {', '.join(f'{c} from {f}' for c, f in sorted(codes.files.items()))}")
    lines = [*sources.attribution(), *(line for layer in added for line in layer.about.attribution)]
    for line in dict.fromkeys(lines):
        click.echo(line)


@gazetteer.command("remove")
@click.argument("name")
def gazetteer_remove(name: str) -> None:
    """Remove the layer NAME, or what an interrupted import of it left."""
    from tollbook.resolve.gazetteer.layers import remove_layer

    remove_layer(name)
    click.echo(f"{name} is removed")


def _say(done: Imported) -> None:
    """Say what was added; what was refused goes to standard error."""
    about = done.about
    click.echo(f"{done.name}: {about.places:,} places, {about.names:,} names from {about.lines:,} lines")
    for why, count in about.left_out.items():
        click.echo(f"  left out: {count:,} ({why})")
    refused = sum(about.refused.values())
    click.echo(f"  refused: {refused:,}")
    for why, count in about.refused.items():
        click.echo(f"  refused: {count:,} ({why})", err=True)
    for example in done.examples:
        click.echo(f"    {example}", err=True)
    if more := refused - len(done.examples):
        click.echo(f"    and {more:,} more {'line' if more == 1 else 'lines'}", err=True)
