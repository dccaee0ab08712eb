"""The map in a real browser: filters in the address, by keys, without WebGL, in print, all from here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from example_browser import NEEDED, faults_in_light_and_dark, tabs_at, too_wide
from example_desk import served
from example_war import war
from playwright.sync_api import Browser, Page

from tollbook.book import Book
from tollbook.book import incidents as linked
from tollbook.serving import made

pytestmark = NEEDED


def placed(folder: Path) -> Book:
    """Give the war a place on the map: Halden known to the street, Moorby somewhere within 40 km."""
    book = war(folder)
    with book.reading() as connection:
        held = {each.id: each for each in linked.incidents(connection)}
    changed = (
        msgspec.structs.replace(held["halden"], latitude=36.2, longitude=37.1, radius_km=1.0),
        msgspec.structs.replace(held["moorby"], latitude=33.5, longitude=44.4, radius_km=40.0),
    )
    linked.keep_links(book, linked.Changes(incidents=changed, copies=()), "test")
    return book


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with placed(tmp_path_factory.mktemp("war") / "book") as book, served(made(book)) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Any]:
    with tabs_at(browser, address) as open_page:

        def open_map(path: str, **options: Any) -> Page:
            tab = open_page(path, **options)
            tab.wait_for_selector("#map[data-state]", state="attached", timeout=60_000)
            return tab

        yield open_map


def test_the_map_can_be_used_by_all_on_any_screen(opened: Any) -> None:
    tab = opened("/map")
    assert faults_in_light_and_dark(tab) == []
    assert too_wide(tab) == []


def test_marks_say_both_ends_and_open_the_incident(opened: Any) -> None:
    tab = opened("/map")
    mark = tab.get_by_role("button", name="at Halden")
    assert mark.inner_text() == "10–50"
    wide = tab.get_by_role("button", name="at Moorby").get_attribute("aria-label")
    assert "somewhere within 40 km" in str(wide)
    mark.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/incidents/halden")


def test_a_mark_for_several_has_how_many_above_their_people(opened: Any) -> None:
    tab = opened("/map#at=40,35,1")
    mark = tab.locator(".mark.many")
    mark.wait_for()
    many, people = mark.evaluate("""(mark) => {
      const range = document.createRange(); range.selectNode(mark.lastChild);
      return [mark.querySelector("b"), range].map((each) => each.getBoundingClientRect().top);
    }""")
    assert mark.locator("b").inner_text() == "2"
    assert people > many + 8


def test_filters_stand_in_the_address_and_hold_for_map_list_and_histogram(opened: Any) -> None:
    tab = opened("/map")
    tab.fill("#m-q", "moor")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**q=moor**")
    tab.wait_for_selector("#map[data-state=idle]")
    assert tab.locator("table.incidents tbody tr").count() == 1
    assert tab.locator(".mark").count() == 1
    tab.reload()
    tab.wait_for_selector("#map[data-state=idle]")
    assert tab.input_value("#m-q") == "moor"
    assert "No incident here has a day" in tab.locator(".histogram").inner_text()


def test_a_bin_of_the_histogram_opens_its_days_by_keys(opened: Any) -> None:
    tab = opened("/map")
    tab.locator("svg.bins a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**from=2031-03-03**")
    assert tab.input_value("#m-to") == "2031-03-03"


def test_the_list_can_be_bound_to_what_is_in_view(opened: Any) -> None:
    tab = opened("/map#at=37.1,36.2,9")
    tab.check("#map-bound")
    tab.get_by_role("heading", name="1 incident in view").wait_for()
    tab.uncheck("#map-bound")
    tab.get_by_role("heading", name="2 incidents").wait_for()


def test_nothing_of_the_map_comes_from_outside(opened: Any, address: str) -> None:
    tab = opened("/map")
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto("/map?outcome=killed")
    tab.wait_for_selector("#map[data-state=idle]")
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith((f"{address}/", "data:", "blob:"))] == []
    assert faults == []


def test_without_webgl_the_list_has_everything(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    tab = context.new_page()
    tab.goto("/map")
    tab.wait_for_selector("#map[data-state=none]", state="attached", timeout=30_000)
    assert "cannot be drawn" in tab.locator("#map-told").inner_text()
    assert tab.locator("table.incidents tbody tr").count() == 2
    context.close()


def test_in_print_the_list_stays_and_the_map_goes(opened: Any) -> None:
    tab = opened("/map")
    tab.emulate_media(media="print")
    assert not tab.locator("#map").is_visible()
    assert tab.locator("table.incidents").is_visible()
