"""What the browser tests of the page share: pages of invented dispatches, and tabs of them.

Needs Chromium (on Debian: apt-get install chromium); TOLLBOOK_CHROMIUM names another one.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

from example_reading import dispatch
from example_strangers import arabic, hostile

from tollbook.publish.page import page as made


def written(folder: Path) -> dict[str, str]:
    """Write the pages into a folder, and give the address of each."""
    made_pages = {
        "one": made([dispatch()]),
        "many": made([dispatch(), arabic(), dispatch("second")]),
        "hostile": made([hostile(), dispatch()]),
        "arabic": made([arabic()]),
    }
    for name, text in made_pages.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made_pages}


@contextmanager
def tabs(browser: Browser, files: dict[str, str]) -> Iterator[Any]:
    """Give a function that opens a page in a tab of its own; all are closed in the end."""
    contexts = []

    def open_page(name: str, **options: Any) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        tab = context.new_page()
        tab.goto(files[name])
        return tab

    yield open_page
    for context in contexts:
        context.close()
