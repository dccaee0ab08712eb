"""The command search: reports of a book by words, filters and a circle on the map."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli_book import AS_OF, BOOK, CODES, FORMAT, opened, show
from tollbook.errors import InputError
from tollbook.model.figure import Count, Outcome

if TYPE_CHECKING:
    from tollbook.book.search import Hit, Near, Record
    from tollbook.book.snippets import Snippet

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(epilog=CODES, short_help="Search the reports of a book.")
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@BOOK
@click.option("--outlet", help="Reports of this outlet.")
@click.option("--from", "since", type=DAY, help="Reports of this day or later.")
@click.option("--to", "until", type=DAY, help="Reports of this day or earlier.")
@click.option("--place", help="Reports that name this place: name, region, country code or gazetteer id.")
@click.option("--actor", help="Reports that name this actor: words, neutral label or registry id.")
@click.option("--outcome", type=click.Choice([o.value for o in Outcome]), help="With such a figure.")
@click.option("--near", metavar="LAT,LON,KM", help="With a figure or claim in this circle.")
@click.option("--event-from", type=DAY, help="With a figure or claim of this day or later.")
@click.option("--event-to", type=DAY, help="With a figure or claim of this day or earlier.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@AS_OF
@FORMAT
def search(
    words: tuple[str, ...],
    folder: Path | None,
    outlet: str | None,
    since: datetime | None,
    until: datetime | None,
    place: str | None,
    actor: str | None,
    outcome: str | None,
    near: str | None,
    event_from: datetime | None,
    event_to: datetime | None,
    limit: int,
    as_of: str | None,
    form: str,
) -> None:
    """Search reports by WORDS, filters, or both; the best fit comes first, without words the newest.

    All words must be there, in any order. "car bomb" in quotation marks are words in a row, strike* is a
    beginning; after a lone --, -football must not be there. Case and accents do not matter. Outcome, circle
    and days of the event must hold of one and the same figure.
    """
    import msgspec

    from tollbook.book import queries
    from tollbook.book.search import Wanted
    from tollbook.book.search import search as look

    wanted = Wanted(
        words=" ".join(words),
        outlet=outlet,
        since=since.date() if since else None,
        until=until.date() if until else None,
        place=place,
        actor=actor,
        outcome=Outcome(outcome) if outcome else None,
        near=_near(near) if near else None,
        event_from=event_from.date() if event_from else None,
        event_to=event_to.date() if event_to else None,
        as_of=queries.moment(as_of) if as_of else None,
        limit=limit,
    )
    with opened(folder) as book, book.reading() as connection:
        found = look(connection, wanted)
    shown = len(found.hits)
    count = f"{found.total:,} report{'' if found.total == 1 else 's'}"
    lines = [line for hit in found.hits for line in _lines(hit)]
    lines.append(count if shown == found.total else f"{count}, the first {shown} shown (--limit)")
    show(form, msgspec.structs.asdict(found), lines)


def _near(given: str) -> Near:
    from tollbook.book.search import Near

    try:
        latitude, longitude, km = (float(part) for part in given.split(","))
    except ValueError as error:
        what = f"{given[:60]!r} is no circle"
        raise InputError(what, "write LATITUDE,LONGITUDE,KM, as in 36.2,37.16,25") from error
    return Near(latitude, longitude, km)


def _lines(hit: Hit) -> list[str]:
    from tollbook.publish.labels import one_line

    head = ", ".join(part for part in (hit.day, hit.outlet, hit.title) if part)
    out = [click.style(hit.report, bold=True) + (f"  {one_line(head)}" if head else "")]
    if hit.snippet.text.strip():
        out.append(f"  {_marked(hit.snippet)}")
    return [*out, *(f"  - {_record(record)}" for record in hit.records), ""]


def _marked(snippet: Snippet) -> str:
    """Put the hits between brackets, and in bold where the terminal has that."""
    from tollbook.publish.labels import one_line

    out, at = "", snippet.start
    for start, end in snippet.marks:
        out += one_line(f".{snippet.text[at - snippet.start : start - snippet.start]}.")[1:-1]
        hit = one_line(snippet.text[start - snippet.start : end - snippet.start])
        out += click.style(f"[{hit}]", bold=True)
        at = end
    return (out + one_line(f".{snippet.text[at - snippet.start :]}")[1:]).strip()


def _record(record: Record) -> str:
    from tollbook.publish.labels import one_line

    low, high = record.low, record.high
    count = "" if low is None and high is None else str(Count(low=low, high=high))
    days = "" if not (record.first_day or record.last_day) else record.first_day or "until"
    if record.last_day != record.first_day:
        days = f"{days} to {record.last_day or 'open'}"
    km = "" if record.km is None else f"{record.km:g} km away"
    parts = (f"{count} {record.what}".strip(), record.place, days, km, record.id)
    return one_line(", ".join(part for part in parts if part))
