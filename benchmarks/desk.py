"""Measures the pages of the desk on a large made-up book: processor time of the server, p50 and p95.

    .venv/bin/python benchmarks/desk.py [--reports 50000] [--folder PATH]

The book is that of benchmarks/book.py (short reports, two figures each). What is measured is the
time that the processor spends from request to answer, so that other work on the machine does not count. Also:
the time and memory of the first look at the book, when the desk makes its list of what waits.
"""

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from book import put_in
from tollbook.book import Book
from tollbook.serving import made

ASKED = 60
PAGES = ("/queue", "/queue?page=7&show=all", "/next", "/search?q=harbour", "/double?percent=5", "/add")


def asked(client: TestClient, path: str) -> list[float]:
    """Ask for a page many times, and give the milliseconds of each."""
    out = []
    for _ in range(ASKED):
        start = time.process_time()
        client.get(path, follow_redirects=False)
        out.append(1000 * (time.process_time() - start))
    return sorted(out)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=int, default=50_000)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        with Book.init(folder / "book") as book:
            put_in(book, folder, range(given.reports))
            app = made(book)
            start = time.process_time()
            listed = app.state.view.desk.listed()
            first = time.process_time() - start
            client = TestClient(app, base_url="http://127.0.0.1:8765")
            report = f"/reports/{next(iter(listed))}"
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            figures = sum(len(each.figures) for each in listed.values())
            print(f"{len(listed):,} reports, {figures:,} figures; first look {first:.1f} s, {memory:.0f} MB")
            page = client.get(report).text
            token = page.split('name="token" value="')[1][:64]
            form = {"token": token, "kind": "accept", "seen": "", "person": "Amal"}
            item = page.split('action="/reports/')[1].split('"')[0]
            start = time.process_time()
            client.post(f"/reports/{item}", data=form)
            print(f"a decision, and the page after it: {1000 * (time.process_time() - start):.1f} ms")
            for path in (*PAGES, report):
                times = asked(client, path)
                p95 = times[int(0.95 * ASKED)]
                print(f"{path.split('?')[0]:32} p50 {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms")


if __name__ == "__main__":
    main()
