"""Draw the pages of the desk for the documentation, from the sample dispatches.

    .venv/bin/python tools/desk_screenshots.py [--book BOOK] [--to docs/images/desk]

Makes a book of the samples in a temporary folder (or takes one that is there), links it, serves it on this
machine, and opens each page in Chromium: light, 1280 pixels wide. Needs Chromium and playwright; the docs are
made without both.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tollbook.book import Book, queries
from tollbook.book import incidents as linked
from tollbook.serving import made, warmed

ROOT = Path(__file__).parents[1]
SAMPLES = ("samples/north-west-syria-2024", "samples/elsewhere")
SIZE: ViewportSize = {"width": 1280, "height": 860}
TALL = {"overview": 1500, "incident": 1500, "source": 1250}
"""Pages of which more than one screen is shown, with how much (pixels)."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-quic", "--no-first-run", "--hide-scrollbars"]


def sample_book(folder: Path) -> None:
    """Make a book of the sample dispatches, linked."""
    tollbook = [sys.executable, "-c", "from tollbook.cli import main; main()"]
    for words in (
        ["init", str(folder)],
        ["add", *SAMPLES, "--book", str(folder)],
        ["link", "--book", str(folder)],
    ):
        subprocess.run([*tollbook, *words], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603


@contextmanager
def served(book: Book) -> Iterator[str]:
    """Serve the desk of a book on a free port, and give its address."""
    app = made(book)
    warmed(app)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def pages(book: Book) -> dict[str, str]:
    """Give the pages to draw: a name and an address each."""
    with book.reading() as connection:
        largest = max(linked.incidents(connection), key=lambda each: (len(each.claims), each.id))
        outlets = [str(row["outlet"]) for row in queries.reports(connection) if row.get("outlet")]
    outlet = max(sorted(set(outlets)), key=outlets.count)
    return {
        "overview": "/",
        "queue": "/queue",
        "reader": "/next",
        "incidents": "/incidents",
        "incident": f"/incidents/{quote(largest.id, safe='')}",
        "map": "/map",
        "contradictions": "/contradictions",
        "behind": "/behind?outcome=killed",
        "sources": "/sources",
        "source": f"/sources/{quote(outlet, safe='')}",
        "search": "/search?q=shelling",
        "agreement": "/double",
        "add": "/add",
        "evidence": "",
    }


def draw(tab: Page, name: str, path: str, to: Path) -> None:
    """Open a page, and keep how it looks."""
    answer = tab.goto(path)
    if answer is None or answer.status != 200:
        print(f"{name}: {path} answers {answer.status if answer else 'nothing'}, left out")
        return
    tab.wait_for_timeout(4_000 if name == "map" else 600)
    height = TALL.get(name, SIZE["height"])
    tab.set_viewport_size({"width": SIZE["width"], "height": height})
    tab.screenshot(path=str(to / f"{name}.png"))
    tab.set_viewport_size(SIZE)
    print(f"{name}: {(to / f'{name}.png').stat().st_size // 1024} kB")


def main() -> None:
    """Draw all pages."""
    options = argparse.ArgumentParser()
    options.add_argument("--book", type=Path)
    options.add_argument("--to", type=Path, default=ROOT / "docs" / "images" / "desk")
    given = options.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    browser = os.environ.get("TOLLBOOK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as name:
        folder = given.book or Path(name) / "book"
        if given.book is None:
            sample_book(folder)
        with Book(folder) as book, served(book) as address, sync_playwright() as play:
            started = play.chromium.launch(executable_path=browser, args=ARGUMENTS)
            context = started.new_context(viewport=SIZE, color_scheme="light", base_url=address)
            context.add_cookies([{"name": "tollbook_reviewer", "value": "Amal", "url": address}])
            tab = context.new_page()
            for page, path in pages(book).items():
                if page == "evidence":
                    tab.goto("/next")
                    path = re.sub(r"[#?].*", "", tab.url) + "/evidence"
                draw(tab, page, path, given.to)
            started.close()


if __name__ == "__main__":
    main()
