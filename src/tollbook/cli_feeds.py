"""The commands of feeds: feeds add, list, run, remove."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli_book import (
    BOOK,
    CODES,
    FORMAT,
    INTERRUPTED,
    NETWORKS,
    _many,
    _note,
    _reader,
    allowed,
    opened,
    show,
)
from tollbook.errors import InputError

if TYPE_CHECKING:
    from tollbook.model.feed import Feed


@click.group("feeds", short_help="Follow feeds (RSS, Atom) into a book.")
def feeds_() -> None:
    """Follow feeds: what they list is fetched into the book, politely, each page once.

    A feed is asked again when it is due; `tollbook feeds run` may be called as often as you like, by a timer
    for instance.
    """


@feeds_.command("add", epilog=CODES)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@BOOK
@click.option("--outlet", help="Who publishes it.  [default: the title of the feed]")
@click.option("--every", type=int, default=30, show_default=True, help="Minutes between two questions.")
@NETWORKS
@FORMAT
def add_feeds(
    urls: tuple[str, ...],
    folder: Path | None,
    outlet: str | None,
    every: int,
    networks: tuple[str, ...],
    form: str,
) -> None:
    """Follow feeds from now on; each is asked once, to see that it is one."""
    from tollbook.feeding import Web, follow

    web = Web(allowed=allowed(networks))
    with opened(folder) as book:
        made = [follow(book, url, outlet=outlet, every=every, web=web) for url in urls]
    lines = [f"{feed.url}: {feed.title or 'no title'}, every {feed.every} minutes" for feed in made]
    show(form, {"feeds": made}, [*lines, f"fetch what is listed: tollbook feeds run --book {book.path}"])


@feeds_.command("list", epilog=CODES)
@BOOK
@FORMAT
def list_feeds(folder: Path | None, form: str) -> None:
    """List the feeds of a book: when each is asked, how many reports came from it, and its last trouble."""
    from tollbook.book.feeds import feeds

    with opened(folder) as book:
        found = feeds(book)
    show(form, {"feeds": found}, [_line(feed) for feed in found] or ["no feeds: tollbook feeds add URL"])


@feeds_.command("run", epilog=CODES)
@BOOK
@click.option("--all", "every", is_flag=True, help="Ask every feed, due or not.")
@click.option("--rules-only", is_flag=True, help="Read by the rules alone, without the learned reader.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to read with.")
@NETWORKS
@FORMAT
def run_feeds(
    folder: Path | None, every: bool, rules_only: bool, jobs: int | None, networks: tuple[str, ...], form: str
) -> None:
    """Ask the feeds that are due, and add what is new in them."""
    import tollbook
    from tollbook.feeding import Feeding, Web
    from tollbook.keeping import Adding
    from tollbook.telling import telling

    with opened(folder) as book, telling(quiet=False) as told:
        feeding = Feeding(book, Web(allowed=allowed(networks)), every=every)
        run = Adding(
            book,
            (),
            partial(_reader, rules_only),
            jobs=jobs,
            prepare=partial(tollbook.Reader, told.progress, rules_only=rules_only),
            note=partial(_note, told),
            found=feeding.found(),
        )
        for added in run.added():
            told.step(added)
            if added.kept.version == 1:
                feeding.count(added.source)
        feeding.settle(stopped=run.stopped)
    failed = [feed for feed in feeding.asked if feed.trouble]
    values = {
        "asked": len(feeding.asked),
        "failed": len(failed),
        "new": run.new,
        "changed": run.changed,
        "earlier": run.earlier,
        "known": run.known,
        "issues": run.issues,
        "put_off": len(feeding.put_off),
        "early": len(feeding.early),
    }
    parts = [
        f"{_many(len(feeding.asked), 'feed')} asked",
        f"{len(failed)} failed" if failed else "",
        f"{len(feeding.put_off)} left alone, as asked" if feeding.put_off else "",
        f"{_many(len(feeding.early), 'feed')} not due yet (--all asks all)" if feeding.early else "",
        f"{_many(run.new, 'report')} added",
        f"{run.changed} changed" if run.changed else "",
        f"{_many(run.issues, 'issue')} recorded" if run.issues else "",
        "stopped: the same command goes on from here" if run.stopped else "",
    ]
    show(form, values, ["; ".join(part for part in parts if part)])
    if run.stopped or failed:
        click.get_current_context().exit(INTERRUPTED if run.stopped else 1)


@feeds_.command("remove", epilog=CODES)
@click.argument("url")
@BOOK
@FORMAT
def remove_feed(url: str, folder: Path | None, form: str) -> None:
    """Follow a feed no more; what came from it stays in the book."""
    from tollbook.book.feeds import drop_feed

    with opened(folder) as book:
        if not drop_feed(book, url):
            raise InputError(f"the book does not follow {url}", "see them all: tollbook feeds list")
    show(form, {"removed": url}, [f"{url} is followed no more; its reports stay"])


def _line(feed: Feed) -> str:
    due = f"due {feed.due:%Y-%m-%d %H:%M} UTC" if feed.due else "not asked any more"
    asked = f"asked {feed.checked:%Y-%m-%d %H:%M} UTC" if feed.checked else "never asked"
    often = f"{feed.failures} times in a row" if feed.failures > 1 else "the last time"
    trouble = f"\n  {often}: {feed.trouble}" if feed.trouble else ""
    name = feed.outlet or feed.title or "no title"
    told = f"every {feed.every} minutes; {asked}, {due}; {_many(feed.listed, 'report')} came from it"
    late = [page for page in feed.late.values() if page.due]
    given_up = len(feed.late) - len(late)
    pages = f"\n  {_many(len(late), 'page')} could not be had and will be tried again" if late else ""
    pages += f"\n  {_many(given_up, 'page')} could not be had, and not tried any more" if given_up else ""
    return f"{feed.url}: {name}, {told}{trouble}{pages}"


COMMANDS = (feeds_,)
