"""The commands `tollbook actor` and `tollbook actors`: whom a name means, and how one is added."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from tollbook.errors import InputError

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(short_help="Say whom a name means, on a day.")
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@click.option("--on", type=DAY, metavar="DATE", help="The day that is asked about (YYYY-MM-DD).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def actor(words: tuple[str, ...], on: datetime | None, form: str) -> None:
    """Say whom NAME means: names, type, codes, dates, and how it hangs together with others.

    NAME is a name in any of its spellings, an id of the registry, or a phrase such as "Syrian army".
    Ends with 1 where nobody is found.
    """
    import msgspec

    from tollbook.explain_actors import explained, lines

    name = " ".join(words)
    answer = explained(name, on.date() if on else None)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(answer), indent=2))
    else:
        for line in lines(answer):
            click.echo(line)
    if not answer.found:
        click.get_current_context().exit(1)


@click.group()
def actors() -> None:
    """List the actors of the registry, and add your own."""


@actors.command("list")
@click.option("--country", metavar="CODE", help="Only of this country (ISO 3166-1, two letters).")
@click.option("--type", "kind", help="Only of this type, such as rebel_group.")
@click.option("--on", type=DAY, metavar="DATE", help="Only those in being on this day (YYYY-MM-DD).")
def actors_list(country: str | None, kind: str | None, on: datetime | None) -> None:
    """List the actors: id, type, countries, label."""
    from tollbook.resolve.actors import holds, registry

    shown = 0
    for entry in sorted(registry().values(), key=lambda entry: entry.id):
        lands = (entry.get("country") or "").split()
        if (country and country.upper() not in lands) or (kind and kind != entry.get("type")):
            continue
        if on and not holds(entry, on.date()):
            continue
        shown += 1
        click.echo(
            f"{entry.id:<36} {entry.get('type') or 'state':<16} {' '.join(lands):<12} {entry.get('label')}"
        )
    click.echo(f"{shown:,} actors", err=True)


@actors.command("add", short_help="Add an actor of your own, checked.")
@click.argument("name")
@click.option("--id", "entry_id", help="Its id.  [default: made from NAME]")
@click.option(
    "--alias", "aliases", multiple=True, help="A further name or spelling; may be given several times."
)
@click.option("--type", "kind", required=True, help="Its type, such as rebel_group or militia.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="ISO 3166-1, two letters.")
@click.option("--label", help="The neutral name.  [default: NAME]")
@click.option("--from", "start", metavar="DATE", help="First day, month or year (YYYY, YYYY-MM, YYYY-MM-DD).")
@click.option("--until", metavar="DATE", help="Last day, month or year.")
@click.option("--part-of", multiple=True, metavar="ID", help="What it is a part of, as ID or ID@2014..2017.")
@click.option("--allied-with", multiple=True, metavar="ID", help="Whom it fights beside, written likewise.")
@click.option("--backed-by", multiple=True, metavar="ID", help="Who arms or pays it, written likewise.")
@click.option("--split-from", metavar="ID", help="Whom it broke away from.")
@click.option("--successor-of", metavar="ID", help="Whom it follows.")
@click.option("--wikidata", metavar="ID", help="Its Wikidata item, such as Q38799.")
@click.option("--source", required=True, help="Where you have it from.")
@click.option("--note", help="What a reader should know, such as who denies a link.")
@click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write to.  [default: your own, in the data folder]",
)
@click.option("--check", is_flag=True, help="Only check, write nothing.")
def actors_add(
    name: str,
    entry_id: str | None,
    aliases: tuple[str, ...],
    kind: str,
    countries: tuple[str, ...],
    label: str | None,
    start: str | None,
    until: str | None,
    part_of: tuple[str, ...],
    allied_with: tuple[str, ...],
    backed_by: tuple[str, ...],
    split_from: str | None,
    successor_of: str | None,
    wikidata: str | None,
    source: str,
    note: str | None,
    path: Path | None,
    check: bool,
) -> None:
    """Add the actor NAME to a registry file of your own, which every later reading uses.

    The entry is checked first: its type, dates and links, that nobody of the same country bears one of
    its names already, and that a sentence with the name finds it. What is wrong is named, nothing is
    written then.
    """
    from tollbook.add_actors import added, entry_faults, made, own_file

    entry = made(
        name,
        entry_id=entry_id,
        aliases=aliases,
        source=source,
        day=datetime.now(tz=UTC).date(),
        note=note,
        sets={
            "label": label or name,
            "type": kind,
            "country": " ".join(code.upper() for code in countries),
            "from": start or "",
            "until": until or "",
            "part_of": " ".join(part_of),
            "allied_with": " ".join(allied_with),
            "backed_by": " ".join(backed_by),
            "split_from": split_from or "",
            "successor_of": successor_of or "",
            "wikidata": wikidata or "",
        },
    )
    faults = entry_faults(entry)
    if faults:
        raise InputError(f"{entry.id!r} was not added: {'; '.join(faults)}", "mend what is named")
    target = path or own_file()
    if not check:
        added(entry, target)
    click.echo(f"{entry.id} {'holds' if check else f'added to {target}'}")
