"""The commands of linking: link, incidents, why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tollbook.cli_book import AS_OF, BOOK, FORMAT, opened, show

DAY = click.DateTime(["%Y-%m-%d"])


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


@click.group(invoke_without_command=True, short_help="Link the claims of a book to incidents.")
@BOOK
@FORMAT
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Make all incidents anew, not those alone that new claims touch.",
)
@click.pass_context
def link(context: click.Context, folder: Path | None, form: str, everything: bool) -> None:
    """Find copies among the reports of a book, and link its claims to incidents.

    The same command again links what came in since. Incidents keep their ids; what people decided holds.
    """
    if context.invoked_subcommand is not None:
        return
    import msgspec

    from tollbook.linking import link_book

    with opened(folder) as book:
        done = link_book(book, everything=everything)
    lines = [
        f"{_many(done.claims, 'claim')} in {_many(done.incidents, 'incident')}: {done.new} new, "
        f"{done.changed} changed, {done.gone} gone; {_many(done.copies, 'copy group')}; "
        f"{done.unlinked} claims are about no incident"
    ]
    if done.why:
        lines.insert(0, f"all claims are linked anew: {done.why}")
    lines += [f"{issue.message}. What to do: {issue.todo}" for issue in done.issues]
    show(form, msgspec.to_builtins(done), lines)


@link.command(short_help="Learn weights from a big book.")
@BOOK
@FORMAT
def train(folder: Path | None, form: str) -> None:
    """Learn from the claims of a big book, without labels, how much each agreement weighs in it.

    The weights are kept in the book's folder, in linkage.json, and used from then on; remove the file to go
    back to those that are shipped. Incidents change at the next `tollbook link --all`.
    """
    from tollbook.linking import WEIGHTS
    from tollbook.linking_why import train_book

    with opened(folder) as book:
        made, count = train_book(book)
        path = book.path / WEIGHTS
    lines = [f"{path} holds weights {made.version}", "now: tollbook link --all"]
    show(form, {"pairs": count, "file": str(path), "version": made.version}, lines)


@click.command(short_help="List the incidents of a book.")
@BOOK
@AS_OF
@click.option("--from", "since", type=DAY, help="Incidents that last to this day or later.")
@click.option("--to", "until", type=DAY, help="Incidents that begin on this day or earlier.")
@click.option("--limit", type=click.IntRange(1), help="As many at most.  [default: all]")
@FORMAT
def incidents(
    folder: Path | None,
    as_of: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
    form: str,
) -> None:
    """List the incidents of a book in the order of their days; those of days not stated come last."""
    import msgspec

    from tollbook.book import incidents as held
    from tollbook.book import queries

    time = queries.moment(as_of) if as_of else None
    first, last = since.date() if since else None, until.date() if until else None
    with opened(folder) as book, book.reading() as connection:
        # One more than is shown tells whether there are more.
        found = held.listed(connection, first, last, limit + 1 if limit else None, as_of=time)
    more = limit is not None and len(found) > limit
    found = found[:limit]
    lines = []
    for each in found:
        when = each.when
        days = (
            "day not stated"
            if when is None
            else "/".join(dict.fromkeys(str(day) if day else "?" for day in (when.start, when.end)))
        )
        part = f", part of {each.part_of}" if each.part_of else ""
        lines.append(
            f"{each.id}  {days}  {each.place or 'place not stated'}  {each.event or 'type not stated'}  "
            f"({_many(len(each.claims), 'claim')}{part})"
        )
    if more:
        lines.append(f"there are more than {limit}: raise --limit, or narrow the days by --from and --to")
    none = "no incident is of these days" if first or last else "the book holds no incident: tollbook link"
    show(form, {"incidents": msgspec.to_builtins(found), "more": more}, lines or [none])


@click.command(short_help="Tell why two claims are linked, or not.")
@click.argument("left", metavar="CLAIM")
@click.argument("right", metavar="CLAIM")
@BOOK
@FORMAT
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw it to this file, whole or not at all.",
)
def why(left: str, right: str, folder: Path | None, form: str, svg: Path | None) -> None:
    """Tell why two claims are, or are not, taken for one incident: the match weight, level by level.

    Weights are in bits: one bit more makes it twice as likely. What people decided comes before any weight.
    """
    import msgspec

    from tollbook.link.why import drawn, waterfall
    from tollbook.linking_why import why_linked
    from tollbook.running import whole

    with opened(folder) as book:
        link, decision = why_linked(book, left, right)
    if svg is not None:
        with whole(svg) as stream:
            stream.write(drawn(link).encode())
    lines = waterfall(link) + ([decision] if decision else [])
    show(form, {**msgspec.to_builtins(link), "decision": decision}, lines)


COMMANDS = (link, incidents, why)
