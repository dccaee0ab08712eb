"""Measures a book as it grows: how fast reports are added, how much memory that takes, how fast it answers.

    .venv/bin/python benchmarks/book.py [--sizes 10000 50000 100000] [--window 500] [--filled] [--folder PATH]

With `--folder` the book stays there, and a run that was stopped goes on when the same command is given again.

Reports are short and made up. Reading is a few patterns, so that what is measured is the keeping: the archive
with its flushes to the disk, the ledger with its chain, one transaction a report. All reports are lines of
one file, added by one run as by `tollbook add`, which is halted at each size to be measured. With `--filled`
those before each window of measuring are put into the ledger by the hundred, with such rows, chain and index
as one by one, but without evidence, which takes a fifth of the time: then rates and answers are those of a
book of that size, and memory is that of runs of one window. The results go into benchmarks/BOOK.md.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from book_answers import boxes, searches
from book_growing import add, by_the_hundred, held, one_by_one
from book_page import Measured, page
from book_times import longest, memory, middle

from tollbook.book import Book

HERE = Path(__file__).resolve()
RESULTS = HERE.with_name("BOOK.md")
SIZES = (10_000, 50_000, 100_000)
WINDOW = 300
WARM = 50


def measured(folder: Path, sizes: list[int], window: int, *, filled: bool) -> Iterator[Measured]:
    """Let a book grow, and measure it at each size, the last `window` reports being added one by one."""
    path = folder / "book"
    with Book(path) if path.exists() else Book.init(path) as book:
        if not held(book):
            add(book, folder, range(WARM))
        rates = (by_the_hundred if filled else one_by_one)(book, folder, sizes, window)
        for size, wall, processor, since in rates:
            times, found = boxes(book)
            size_on_disk = (book.path / "book.db").stat().st_size / 1e6
            words, circles = searches(book)
            yield Measured(
                size=size,
                wall=wall,
                processor=processor,
                since=since,
                now=memory()[0],
                peak=memory()[1],
                box=middle(times),
                box_worst=longest(times),
                found=found,
                words=middle(words),
                words_worst=longest(words),
                circle=middle(circles),
                megabytes=size_on_disk,
            )


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    options.add_argument("--window", type=int, default=WINDOW)
    options.add_argument("--filled", action="store_true")
    options.add_argument("--folder", type=Path)
    options.add_argument("-o", "--output", type=Path, default=RESULTS)
    chosen = options.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="tollbook-book-"))
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / "seen.json"
    seen = msgspec.json.decode(notes.read_bytes(), type=list[Measured]) if notes.exists() else []
    sizes = [size for size in chosen.sizes if size not in {one.size for one in seen}]
    try:
        for one in measured(folder, sizes, chosen.window, filled=chosen.filled) if sizes else ():
            print(one, flush=True)
            seen.append(one)
            notes.write_bytes(msgspec.json.encode(seen))
        text = page(seen, filled=chosen.filled, window=chosen.window, where=folder)
        chosen.output.write_text(text, "utf-8")
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
