"""A Chromium for tests that open pages in a real browser; TOLLBOOK_CHROMIUM names another one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("TOLLBOOK_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGUMENTS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium (on Debian: apt-get install chromium)"),
]


@contextmanager
def started() -> "Iterator[Browser]":
    """Start the browser, and close it in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def watched(tab: "Page") -> tuple[list[str], list[str]]:
    """Give what a page asks for from now on, and what it complains of: two lists that grow as it does."""
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    return asked, faults


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """The browser, for all tests of a file."""
    with started() as one:
        yield one
