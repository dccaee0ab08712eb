"""New reports into a large book: `python benchmarks/linking_into.py FOLDER CLAIMS [--true] [--spread]`.

Fills FOLDER with a book of a made-up dense war of about so many claims, but for a hundred reports, and links
it; once done, the book stays and is used again. With `--true` its incidents are the true ones of the war, and
what a whole linking keeps is kept, which takes a fraction of the time. Then, in a copy of the book, a hundred
reports come in, the last of the war or, with `--spread`, some of all its days; printed are seconds, processor
time and the peak memory of linking them, and of `incidents`, `why` and `toll`.
"""

import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from linking import keep

if TYPE_CHECKING:
    from tollbook.book import Book
    from tollbook.model.incident import Account


def filled(folder: Path, claims: int) -> None:
    """Fill a book with all reports of a war but those that come later."""
    from sqlalchemy import event

    from tollbook.book import Book
    from tollbook.evaluate.dense_war import dense_war

    war = dense_war(claims, places=max(20, claims // 200))
    held: dict[str, list[Account]] = {}
    for each in war.accounts:
        held.setdefault(each.report, []).append(each)
    reports = list(held)
    some = random.Random(5).sample(reports[:-100], 100)
    ways = {"last": reports[-100:], "spread": some}
    book = Book.init(folder / "book")
    # A benchmark may lose its book when the power fails.
    event.listen(book.engine, "connect", lambda made, _: made.execute("PRAGMA synchronous=OFF"))
    book.engine.dispose()
    for report in reports:
        if report not in ways["last"] and report not in some:
            keep(book, war.sources[report], held[report])
    book.close()
    later = {way: [(war.sources[name], held[name]) for name in its] for way, its in ways.items()}
    (folder / "later.json").write_bytes(msgspec.json.encode({"ways": later, "truth": war.truth}))


def linked(folder: Path, *, true: bool) -> None:
    """Link the book whole, or put in the true incidents, and keep what linking keeps."""
    from tollbook.book import Book
    from tollbook.linking import link_book

    with Book(folder / "book") as book:
        if true:
            truly(book, msgspec.json.decode((folder / "later.json").read_bytes())["truth"])
        else:
            link_book(book, everything=True)


def truly(book: "Book", truth: dict[str, int]) -> None:
    """Keep the true incidents of a war in its book, and the index of a whole linking."""
    from tollbook.book import queries
    from tollbook.book.incidents import Changes, accounts, keep_links
    from tollbook.link import Linked, contained, folded, shipped, table_of
    from tollbook.link.copies import report_copies
    from tollbook.link.described import described
    from tollbook.linking import texts
    from tollbook.portions import keep_whole

    with book.reading() as connection:
        upto = queries.last_entry(connection)
        found = sorted(accounts(connection), key=lambda a: (a.published or "", a.report, a.claim.span.start))
        sources = texts(connection)
    copies = report_copies(list(sources.values()))
    happened: dict[int, list[Account]] = {}
    for each in found:
        happened.setdefault(truth[each.claim.id], []).append(each)
    incidents = contained([described(f"incident-{n:012x}", its) for n, its in happened.items()])
    keep_links(book, Changes(incidents=tuple(incidents), copies=tuple(copies)), "all")
    whole = table_of(found, sources)
    folds = folded(whole.items)
    speak = {whole.items[fold[0]].claim for fold in folds}
    voices = [each for each in found if each.claim.id in speak]
    table = table_of(voices, sources)
    rows = {whole.items[fold[0]].claim: tuple(whole.items[row].claim for row in fold) for fold in folds}
    done = Linked(
        incidents=tuple(incidents),
        copies=tuple(copies),
        gone={},
        issues=(),
        unlinked=0,
        table=table,
        rows=tuple(rows[each.claim] for each in table.items),
    )
    keep_whole(book, done, sources, shipped(), upto=upto, claims=len(found))


def timed(what: str, run: Callable[[], object]) -> None:
    """Run something, and print how long it took, and the peak memory of this process."""
    began, busy = time.perf_counter(), time.process_time()
    said = run()
    took, cpu = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<34}{took:7.2f} s  {cpu:6.2f} s of CPU  peak {peak:,} MB  {said or ''}", flush=True)


def measured(folder: Path, way: str) -> None:
    """Let a hundred reports come into a copy of the book, and time what is asked of it."""
    from tollbook.book import Book
    from tollbook.link import Source
    from tollbook.linking import link_book
    from tollbook.model.incident import Account

    copy = folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder / "book", copy)
    later = msgspec.json.decode((folder / "later.json").read_bytes())["ways"][way]
    coming = msgspec.convert(later, type=list[tuple[Source, list[Account]]])
    with Book(copy) as book:
        for source, accounts in coming:
            keep(book, source, accounts)

        def link() -> str:
            done = link_book(book)
            why = f"; all anew: {done.why}" if done.why else ""
            return (
                f"{done.claims:,} claims looked at, {done.incidents:,} incidents, {done.new} new, "
                f"{done.changed} changed, {done.gone} gone{why}"
            )

        timed("link", link)
        timed("link, with nothing new", link)


def asked(folder: Path) -> None:
    """Time the commands that look at incidents, each in a process of its own."""
    from tollbook.book import Book
    from tollbook.book.incidents import listed

    with Book(folder / "copy") as book, book.reading() as connection:
        several = max(listed(connection, most=2000), key=lambda each: min(len(each.claims), 12))
    for words in (
        ["incidents", "--limit", "50"],
        ["incidents"],
        ["why", several.claims[0], several.claims[-1]],
        ["toll", several.id],
        ["toll", "--area", "all"],
    ):
        code = "import resource, sys; from tollbook.cli import main\ntry:\n main(sys.argv[1:])\nfinally:\n "
        code += "u = resource.getrusage(resource.RUSAGE_SELF); "
        code += "print(round(u.ru_utime + u.ru_stime, 2), u.ru_maxrss // 1024, file=sys.stderr)"
        began = time.perf_counter()
        command = [sys.executable, "-c", code, *words, "--book", str(folder / "copy")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        cpu, peak = done.stderr.split()[-2:]
        took = time.perf_counter() - began
        lines = done.stdout.count("\n")
        print(
            f"{' '.join(words)[:32]:<34}{took:7.2f} s  {cpu:>6} s of CPU  peak {peak} MB  {lines:,} lines",
            flush=True,
        )


if __name__ == "__main__":
    flags = {each for each in sys.argv[1:] if each.startswith("--")}
    place, size = (each for each in sys.argv[1:] if not each.startswith("--"))
    home = Path(place)
    if "--measure" in flags:
        measured(home, "spread" if "--spread" in flags else "last")
        asked(home)
        sys.exit()
    if not (home / "later.json").is_file():
        shutil.rmtree(home / "book", ignore_errors=True)
        home.mkdir(parents=True, exist_ok=True)
        timed("filled", lambda: filled(home, int(size)))
        timed("linked", lambda: linked(home, true="--true" in flags))
    # In a process of its own, whose peak memory is not that of filling.
    subprocess.run([sys.executable, __file__, place, size, "--measure", *sorted(flags)], check=True)
