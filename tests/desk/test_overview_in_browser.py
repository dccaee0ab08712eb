"""Overview, sources and adding in a real browser: on any screen, by keys, in print, nothing from outside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from example_browser import NEEDED, faults_in_light_and_dark, moved, tab_of, tabs_at, too_wide
from example_desk import served
from example_war import war
from playwright.sync_api import Browser

from browsers import watched
from tollbook.book import Book, queries
from tollbook.serving import made

PAGES = [
    "/",
    "/?country=NV&outcome=killed&rows=all",
    "/behind?outcome=killed",
    "/behind?from=2031-03-01&to=2031-03-31&left=all",
    "/new?after=0",
    "/contradictions",
    "/troubles",
    "/sources",
    "/sources/Birch Radio",
    "/double",
    "/search?q=killed",
    "/add",
]
EVERY = [*PAGES, "/queue", "/incidents", "/incidents/halden", "/reports/a1", "/reports/a1/evidence", "/map"]
DISPATCH = """Shells hit the market of Halden

HALDEN, 3 March 2031 (Alder Wire) - Twelve people were killed on Monday when shells hit the market of Halden,
the mayor said.
"""
# What a graphics driver says of its speed where there is no graphics card is no fault of a page.
DRIVER = "GL Driver Message (OpenGL, Performance"
pytestmark = NEEDED


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with war(tmp_path_factory.mktemp("war") / "book") as book, served(made(book)) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Any]:
    with tabs_at(browser, address) as open_page:
        yield open_page


@pytest.mark.parametrize("path", PAGES)
def test_overview_and_sources_can_be_used_by_all_on_any_screen(opened: Any, path: str) -> None:
    tab = opened(path)
    assert faults_in_light_and_dark(tab) == []
    assert too_wide(tab) == []


def test_over_all_pages_no_request_goes_outside(opened: Any, address: str) -> None:
    tab = opened("/queue")
    asked, faults = watched(tab)
    for path in EVERY:
        tab.goto(path)
        tab.wait_for_timeout(150)
    assert len(asked) > len(EVERY)
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert [fault for fault in faults if DRIVER not in fault] == []


def test_the_overview_does_not_move_while_it_loads(opened: Any) -> None:
    tab = opened("/")
    tab.goto("/sources")
    tab.goto("/")
    assert moved(tab) < 0.01


def test_from_a_number_to_its_incidents_by_keys_alone(opened: Any) -> None:
    tab = opened("/")
    for _ in range(60):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.getAttribute('href') || ''").startswith("/behind?"):
            break
    ring = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/behind?**")
    assert "Halden" in tab.locator("main").inner_text()


def test_in_print_the_numbers_stay_and_the_forms_go(opened: Any) -> None:
    tab = opened("/")
    tab.emulate_media(media="print")
    assert not tab.locator(".bar").is_visible()
    assert not tab.locator("form.search").is_visible()
    assert tab.locator(".bands .ends").first.is_visible()
    assert tab.locator(".not-added").is_visible()
    assert tab.pdf().startswith(b"%PDF")


def test_every_drawing_has_its_numbers_beside_it(opened: Any) -> None:
    tab = opened("/")
    rows = tab.locator("table.bands tbody tr")
    assert rows.count() > 3
    assert all(rows.nth(n).locator(".ends").count() == 1 for n in range(rows.count()))


def test_the_whole_path_from_a_pasted_dispatch_to_a_toll_that_changes_and_back(
    browser: Browser, tmp_path: Path
) -> None:
    with Book.init(tmp_path / "book") as book, served(made(book)) as address:
        tab = tab_of(browser, address, "/")
        tab.get_by_role("link", name="Add the first report").click()
        tab.fill("#text", DISPATCH)
        tab.get_by_role("button", name="Add", exact=True).click()
        tab.get_by_text("Done.", exact=True).wait_for(timeout=120_000)
        assert "linked: 1 incident is new" in tab.locator("#adding-told").inner_text()

        tab.set_default_timeout(10_000)
        tab.goto("/behind?outcome=killed")
        tab.locator("main table a").first.click()
        incident = tab.url
        assert "12 / - / 12" in tab.locator("main").inner_text()

        tab.goto("/next")
        tab.locator(".card", has=tab.locator(".count", has_text="12")).focus()
        tab.keyboard.press("e")
        tab.wait_for_selector(".card.amending")
        tab.fill(".card.amending input[name=low]", "14")
        tab.fill(".card.amending input[name=high]", "14")
        tab.keyboard.press("Enter")
        tab.wait_for_selector(".card.is-amended")
        report = tab.url
        tab.goto(incident)
        assert "14 / - / 14" in tab.locator("main").inner_text()
        tab.goto("/")
        while tab.get_by_text("being worked in").count():
            tab.reload()
        assert "14" in tab.locator("table.bands tbody tr", has_text="killed").first.inner_text()

        tab.goto(report)
        tab.locator(".card.is-amended").focus()
        tab.keyboard.press("u")
        tab.wait_for_selector(".card.is-amended", state="detached")
        tab.goto(incident)
        assert "12 / - / 12" in tab.locator("main").inner_text()
        with book.reading() as connection:
            kinds = [each.kind.value for each in queries.decisions(connection)]
        assert kinds == ["amend", "withdraw"]
        tab.context.close()
