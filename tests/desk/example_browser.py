"""What browser tests of the desk share: tabs with a reviewer's name, the check of access."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import browsers

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
VENDOR = ROOT / "src" / "tollbook" / "desk" / "vendor" / "htmx.min.js"
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
NEEDED = [
    *browsers.NEEDED,
    pytest.mark.skipif(not VENDOR.is_file(), reason="no files for browsers (make assets)"),
]


def tab_of(browser: Browser, address: str, path: str, person: str = "Amal", **options: Any) -> Page:
    """Open a page in a context of its own, without motion."""
    options.setdefault("viewport", {"width": 1280, "height": 860})
    context = browser.new_context(reduced_motion="reduce", base_url=address, **options)
    context.add_cookies([{"name": "tollbook_reviewer", "value": person, "url": address}])
    tab = context.new_page()
    tab.goto(path)
    return tab


@contextmanager
def tabs_at(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page of a desk in a tab of its own; all are closed in the end."""
    tabs: list[Page] = []

    def open_page(path: str, person: str = "Amal", **options: Any) -> Page:
        tabs.append(tab_of(browser, address, path, person, **options))
        return tabs[-1]

    yield open_page
    for tab in tabs:
        tab.context.close()


def too_wide(tab: Page, widths: tuple[int, ...] = (360, 1280, 2560)) -> list[int]:
    """Give the screen widths at which a page scrolls sideways."""
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.wait_for_timeout(50)
        if not tab.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append(width)
    return found


def moved(tab: Page) -> float:
    """Give how far a page moves while it loads, as its browser counts shifts of the layout."""
    shifts = """() => new Promise((done) => {
      let sum = 0;
      new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
        .observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 600);
    })"""
    return float(tab.evaluate(shifts))


def faults_in_light_and_dark(tab: Page) -> list[tuple[str, str, str]]:
    """Give what axe finds wrong with a page in either colour scheme."""
    found = []
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        found += faults_of_access(tab)
    return found


def faults_of_access(tab: Page) -> list[tuple[str, str, str]]:
    """Give what axe finds wrong with a page; skips the test where axe is not there."""
    if not AXE.is_file():
        pytest.skip("no axe-core (make assets)")
    tab.evaluate(AXE.read_text("utf-8"))
    found = tab.evaluate(RULES)["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"]) for v in found]
