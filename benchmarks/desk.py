"""Measures the pages of the desk on a large made-up book: processor time of the server, p50 and p95.

    .venv/bin/python benchmarks/desk.py [--reports 50000] [--folder PATH] [--keep]

The book is that of benchmarks/desk_book.py: short reports with two claims each, five claims to an incident,
so that 50,000 reports make 100,000 claims and 20,000 incidents. What is measured is the time that the
processor spends from request to answer, so that other work on the machine does not count. Also: the time and
memory of the first look at the book, when the desk makes its list of what waits and works out every incident;
and what a decision costs, with the page after it. With `--keep` the book stays there and is used again.
"""

import argparse
import resource
import shutil
import socket
import statistics
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from desk_book import war
from fastapi import FastAPI
from starlette.testclient import TestClient

from tollbook.book import Book
from tollbook.desk.data import Desk
from tollbook.serving import made, warmed

ASKED = 60
PAGES = (
    "/",
    "/?outcome=killed&country=SY",
    "/behind?by=period&key=2027-03",
    "/contradictions",
    "/sources",
    "/queue",
    "/queue?page=7&show=all",
    "/next",
    "/incidents",
    "/incidents?q=pier 77",
    "/incidents/incident-77",
    "/search?q=harbour",
    "/map",
    "/map?country=SY&from=2027-03-01&to=2027-03-31",
    "/map-marks?box=30,30,45,40&zoom=6",
    "/double?percent=5",
    "/add",
)
PAINTED = ("/", "/queue", "/incidents", "/sources", "/search?q=harbour")
ACCEPT = {"kind": "accept", "seen": "", "person": "Amal"}
FOLLOWED = ("/queue", "/", "/sources", "/incidents/incident-0")


def spent(client: TestClient, path: str) -> float:
    """Ask for a page, and give the milliseconds that it took."""
    start = time.process_time()
    answer = client.get(path, follow_redirects=False)
    took = 1000 * (time.process_time() - start)
    assert answer.status_code in {200, 303}, (path, answer.status_code)
    return took


def decided(client: TestClient, report: str) -> float:
    """Accept the first thing that waits in a report, and give the milliseconds that it took."""
    page = client.get(report).text
    form = {
        "token": page.split('name="token" value="')[1][:64],
        "kind": "accept",
        "seen": "",
        "person": "Amal",
    }
    item = page.split('action="/reports/')[1].split('"')[0]
    start = time.process_time()
    client.post(f"/reports/{item}", data=form, follow_redirects=False)
    return 1000 * (time.process_time() - start)


def settle(desk: Desk) -> None:
    """Wait until what a decision changed is worked in beside the pages."""
    assert desk.services.tallies is not None
    while (held := desk.services.tallies()) is None or held.head < desk.entry():
        time.sleep(0.05)


def paints(app: FastAPI) -> None:
    """Serve the desk, and print when a browser first paints something (ms by its clock, middle of 5)."""
    from playwright.sync_api import sync_playwright

    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    asked = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    with socket.socket() as listener, sync_playwright() as play:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        started = play.chromium.launch(executable_path=browser, args=["--headless", "--no-sandbox"])
        for path in PAINTED:
            times = []
            for _ in range(5):
                tab = started.new_page()
                tab.goto(f"http://127.0.0.1:{listener.getsockname()[1]}{path}")
                tab.wait_for_timeout(500)
                times.append(tab.evaluate(asked))
                tab.close()
            print(
                f"{path:36} first paint {statistics.median(times):5.0f} ms, the slowest {max(times):5.0f} ms"
            )
        started.close()
        server.should_exit = True


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--reports", type=int, default=50_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--keep", action="store_true")
    options.add_argument("--paint", action="store_true", help="when a browser first paints pages, too")
    given = options.parse_args()
    if given.keep:
        assert given.folder, "--keep needs --folder"
        given.folder.mkdir(parents=True, exist_ok=True)
        measure(given.folder, given.reports, paint=given.paint)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        measure(Path(name), given.reports, paint=given.paint)


def measure(folder: Path, many: int, *, paint: bool) -> None:
    """Measure all, and print it line by line."""
    there = (folder / "book" / "book.toml").is_file()
    with Book(folder / "book") if there else war(folder, many) as book:
        app = made(book)
        desk = app.state.view.desk
        start = time.process_time()
        listed = desk.listed()
        first = time.process_time() - start
        start = time.process_time()
        warmed(app)
        worked = time.process_time() - start
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        counts = desk.counts()
        print(f"{counts}; first look {first:.1f} s, all incidents {worked:.1f} s, {memory:.0f} MB")
        client = TestClient(app, base_url="http://127.0.0.1:8765")
        names = list(listed)
        report, source = (
            f"/reports/{names[0]}",
            client.get("/sources").text.split('href="/sources/')[1].split('"')[0],
        )
        for path in (*PAGES, report, f"/sources/{source}"):
            firstly = spent(client, path)
            times = sorted(spent(client, path) for _ in range(ASKED))
            told = f"p50 {statistics.median(times):6.1f} ms   p95 {times[int(0.95 * ASKED)]:6.1f} ms"
            print(f"{path:36} {told}   the first {firstly:6.1f} ms")
        for number, path in enumerate(FOLLOWED):
            reports = [f"/reports/{names[10 * number + n]}" for n in range(9)]
            took = []
            for report in reports:
                first, begun = decided(client, report), time.perf_counter()
                took.append((first, spent(client, path), 1000 * (time.perf_counter() - begun)))
                settle(desk)
            deciding, page, wall = (statistics.median(each[n] for each in took) for n in range(3))
            print(f"a decision {deciding:.1f} ms, then {path}: {page:.1f} ms, {wall:.1f} ms by the clock")
        if paint:
            paints(app)


if __name__ == "__main__":
    main()
