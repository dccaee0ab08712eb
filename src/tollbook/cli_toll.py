"""The commands `tollbook toll` and `tollbook policies`: incidents in, low, best and high with reasons out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.cli_book import AS_OF, BOOK, CODES, FORMAT, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from tollbook.book import Book
    from tollbook.reconcile import Region
    from tollbook.tolling import Told

DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.option(
    "--policy-file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Policies of your own, beside those shipped and those in the book's policies.yaml.",
)


@click.command(epilog=CODES, short_help="Say how many came to harm: low, best, high, and by which rule.")
@click.argument("name", required=False, metavar="[INCIDENT]")
@BOOK
@click.option(
    "--policy",
    "names",
    multiple=True,
    help="The rule to go by; may be given again.  [default: the one chosen for the incident, else range]",
)
@click.option("--all-policies", "every", is_flag=True, help="Every rule beside the others.")
@FILE
@click.option(
    "--area", help="In place of an incident: a place, a country code, or LAT,LON,KM. 'all': everywhere."
)
@click.option("--from", "first", type=DAY, help="First day of the period, with --area.")
@click.option("--to", "last", type=DAY, help="Last day of the period, with --area.")
@click.option("--outcome", multiple=True, help="killed, injured, missing, detained, abducted, displaced.")
@click.option(
    "--history", is_flag=True, help="How each figure moved: day, source, number, what it superseded."
)
@click.option("--published-by", type=DAY, help="Leave out reports of later days.")
@AS_OF
@FORMAT
def toll(
    name: str | None,
    folder: Path | None,
    names: tuple[str, ...],
    every: bool,
    file: Path | None,
    area: str | None,
    first: datetime | None,
    last: datetime | None,
    outcome: tuple[str, ...],
    history: bool,
    published_by: datetime | None,
    as_of: str | None,
    form: str,
) -> None:
    """Say how many people came to harm in INCIDENT, or over an area and period.

    Low, best and high follow from a written rule; every figure that counts, and every one that is set aside,
    is named with the reason. `tollbook policies` lists the rules.
    """
    from tollbook import tolling
    from tollbook.book import queries

    if (name is None) == (area is None):
        raise click.UsageError("give an INCIDENT, or --area with --from and --to")
    if area is None and (first or last):
        raise click.UsageError("--from and --to go with --area")
    if first and last and last < first:
        raise click.UsageError("--to lies before --from")
    outcomes = _outcomes(outcome)
    time = queries.moment(as_of) if as_of else None
    until = published_by.date().isoformat() if published_by else None
    with opened(folder) as book:
        known = tolling.known_policies(book.path, file)
        if not names and name is not None and not every:
            names = (tolling.settled_policy(book, name, time) or "range",)
        chosen = list(known.values()) if every else tolling.chosen(names or ("range",), known)
        if name is not None:
            told = tolling.incident(book, name, chosen, as_of=time, published_by=until)
            _show(form, told, outcomes, history=history)
            return
        tolls = tolling.area(
            book,
            _region(area or ""),
            first.date() if first else None,
            last.date() if last else None,
            chosen,
            outcomes=outcomes or _outcomes(("killed", "injured")),
            as_of=time,
            published_by=until,
        )
        if form == "json":
            _json({"tolls": tolls})
            return
        from tollbook.publish.tolls import area_lines

        for line in area_lines(tolls, _caller(book, time)):
            click.echo(line)


@click.command(epilog=CODES, short_help="List the rules by which tolls are made.")
@click.argument("name", required=False, metavar="[POLICY]")
@BOOK
@FILE
@FORMAT
def policies(name: str | None, folder: Path | None, file: Path | None, form: str) -> None:
    """List the policies, or explain one: its rule, source, parameters and example."""
    from tollbook import tolling
    from tollbook.publish.tolls import policy_lines

    known = tolling.known_policies(folder or _book_here(), file)
    shown = tolling.chosen([name], known) if name else list(known.values())
    if form == "json":
        _json({"policies": shown})
        return
    for line in policy_lines(shown, whole=name is not None):
        click.echo(line)


def _caller(book: Book, as_of: datetime | None) -> Callable[[str], str]:
    """Give what names incidents of a book by their ids: event, place and days, with the id."""
    from tollbook.book import incidents
    from tollbook.reconcile.naming import called

    def made(name: str) -> str:
        with book.reading() as connection:
            return called(incidents.incident(connection, name, as_of))

    return made


def _book_here() -> Path | None:
    """Give the folder of the book in or above the current folder, or None."""
    from tollbook.book import find
    from tollbook.errors import TollbookError

    try:
        return find(Path.cwd())
    except TollbookError:
        return None


def _show(form: str, told: Told, outcomes: list[Any], *, history: bool) -> None:
    tolls = [each for each in told.tolls if not outcomes or each.outcome in outcomes]
    if form == "json":
        values: dict[str, Any] = {
            "incident": told.incident,
            "tolls": tolls,
            "grade": told.grade,
            "summary": told.summary,
        }
        _json(values | ({"history": told.history} if history else {}))
        return
    from tollbook.publish.tolls import incident_lines

    steps = [s for s in told.history if not outcomes or s.outcome in outcomes] if history else []
    for line in incident_lines(told.incident, tolls, told.grade, told.summary, told.accounts, steps):
        click.echo(line)


def _outcomes(names: tuple[str, ...]) -> list[Any]:
    from tollbook.model.figure import Outcome

    try:
        return [Outcome(name) for name in names]
    except ValueError as error:
        raise click.UsageError(f"{error}; choose of {', '.join(Outcome)}") from error


def _region(area: str) -> Region:
    """Read an area: everywhere, a country's code, a point with a radius in km, or the name of a place."""
    from tollbook.reconcile import Region

    if area == "all":
        return Region("everywhere")
    if len(area) == 2 and area.isalpha():
        from tollbook.publish.labels import country

        return Region(country(area.upper()), country=area.upper())
    parts = area.split(",")
    if len(parts) == 3:
        try:
            latitude, longitude, radius = (float(part) for part in parts)
        except ValueError:
            pass
        else:
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < radius <= 20_000):
                raise click.UsageError("LAT,LON,KM: degrees within 90 and 180, km above 0")
            name = f"within {radius:g} km of {latitude:g}, {longitude:g}"
            return Region(name, latitude=latitude, longitude=longitude, radius_km=radius)
    return _named(area)


def _named(area: str) -> Region:
    from tollbook.cli_place import explained
    from tollbook.reconcile import Region

    found = explained(area, [], None)
    if not found["candidates"]:
        raise click.UsageError(f"no place is called {area[:60]!r}; try `tollbook place`, or give LAT,LON,KM")
    best = found["candidates"][0]
    if best["feature"] == "country":
        return Region(best["name"], country=best["country"])
    spot = found["area"] or best
    radius = float((found["area"] or {}).get("radius_km") or 10.0)
    return Region(
        f"{best['name']} (within {radius:g} km)",
        gazetteer=best["gazetteer"],
        latitude=spot["latitude"],
        longitude=spot["longitude"],
        radius_km=radius,
    )


def _json(values: Any) -> None:
    import msgspec

    from tollbook.publish.shown import escaped

    click.echo(msgspec.json.format(escaped(msgspec.json.encode(values)), indent=2).decode())
