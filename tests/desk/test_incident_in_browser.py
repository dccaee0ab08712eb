"""The page of an incident in a real browser: the whole path by mouse and by keys alone, print, any screen."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from example_browser import NEEDED, faults_in_light_and_dark, tabs_at, too_wide
from example_desk import desk_of, served
from example_incident import claim_of, sets_of, two_incidents
from playwright.sync_api import Browser, Page

from browsers import watched
from tollbook.book import Book

pytestmark = NEEDED
SPLIT = f"/incidents/one/split?claim={claim_of('post')}"
WHY = f"/incidents/one/why?left={claim_of('wire')}&right={claim_of('radio')}"
PAGES = ["/incidents/one", SPLIT, "/incidents/one/merge?q=tarn&other=two", WHY, "/reports/wire/evidence"]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with two_incidents(tmp_path / "book") as made:
        yield made


@pytest.fixture
def opened(browser: Browser, book: Book) -> Iterator[Any]:
    with served(desk_of(book)) as address, tabs_at(browser, address) as open_page:
        yield open_page


def toll(tab: Page) -> str:
    return tab.locator(".tolls a[aria-current] strong").inner_text()


def test_switch_the_rule_split_see_the_toll_change_undo_and_merge(opened: Any, book: Book) -> None:
    tab = opened("/incidents/one")
    assert toll(tab) == "at least 9"
    tab.select_option("#rule", "conservative")
    tab.get_by_role("button", name="Show").click()
    assert "by the rule “conservative”" in tab.locator(".bars").inner_text()
    tab.get_by_role("link", name="Split off claims").click()
    tab.locator(".pick", has_text="9 people").locator("input").check()
    tab.get_by_role("button", name="Show what that does").click()
    assert "to at least 40 killed and 9 killed" in tab.locator(".sentence").inner_text()
    tab.get_by_label("Why? This stands in the history").fill("another town")
    tab.get_by_role("button", name="Split", exact=True).click()
    assert toll(tab) == "at least 40"
    tab.get_by_text("Take back", exact=True).first.click()
    tab.get_by_label("Why", exact=True).first.fill("it was one after all")
    tab.get_by_role("button", name="Take back").first.click()
    assert toll(tab) == "at least 9"
    tab.get_by_role("link", name="Merge with another").click()
    tab.get_by_label("Find the other incident").fill("tarn")
    tab.get_by_role("button", name="Find").click()
    tab.get_by_role("link", name=re.compile("Tarn")).click()
    tab.get_by_label("Why? This stands in the history").fill("one campaign")
    tab.get_by_role("button", name="Merge", exact=True).click()
    assert toll(tab) == "at least 3"
    assert sets_of(book) == {"one": ["late", "post", "radio", "waha", "wire"]}


def test_a_rule_is_chosen_for_the_incident_and_taken_back(opened: Any) -> None:
    tab = opened("/incidents/one?policy=conservative")
    tab.get_by_text("Let this incident go by this rule").click()
    tab.get_by_label("Why this rule").fill("two lists")
    tab.get_by_role("button", name="Choose this rule").click()
    tab.wait_for_url("**/incidents/one#rule")
    assert tab.locator("#rule").input_value() == "conservative"
    assert "goes by the rule “The most conservative figure”, chosen by" in tab.locator("main").inner_text()
    tab.get_by_text("Take the choice of this rule back").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("Why this rule").fill("one list now")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/incidents/one#rule")
    tab.get_by_text("Let this incident go by this rule").wait_for()
    assert tab.locator("#rule").input_value() == "range"


def test_a_split_by_the_keyboard_alone(opened: Any, book: Book) -> None:
    tab = opened("/incidents/one/split")
    tab.locator(".pick", has_text="9 people").locator("input").focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".consequence")
    tab.wait_for_load_state()  # the page brings what it does into sight once it is loaded
    tab.locator("#why-so").focus()
    tab.keyboard.type("another town")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/incidents/one#history")
    assert sets_of(book)["one"] == ["radio", "waha", "wire"]


def test_a_bar_opens_by_the_keyboard_and_shows_its_sentence(opened: Any) -> None:
    tab = opened("/incidents/one")
    tab.locator(".bar-row summary").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".bar-row blockquote").first.is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(opened: Any, path: str) -> None:
    tab = opened(path)
    assert too_wide(tab) == []
    tab.evaluate("document.querySelectorAll('details:not(.me)').forEach(each => { each.open = true })")
    assert faults_in_light_and_dark(tab) == []


def test_on_a_small_screen_each_fact_is_closed_and_opens_by_the_keyboard(opened: Any) -> None:
    tab = opened("/incidents/one", viewport={"width": 360, "height": 800})
    facts = tab.locator(".fact-list details")
    assert facts.count() > 2
    assert not tab.locator(".matrix").is_visible()
    assert not facts.first.locator("li").first.is_visible()
    facts.first.locator("summary").focus()
    tab.keyboard.press("Enter")
    named = facts.first.locator("li bdi").first
    assert named.is_visible()
    assert named.inner_text() in tab.locator(".matrix td").evaluate_all("all => all.map(e => e.dataset.who)")


def test_arabic_words_run_from_right_to_left(opened: Any) -> None:
    tab = opened("/incidents/one")
    row = tab.locator(".bar-row", has_text="الواحة")
    row.locator("summary").click()
    words = row.locator("blockquote")
    assert words.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert "قتل 40 شخصا في سارب" in words.inner_text()


def test_print_shows_the_tolls_and_no_buttons(opened: Any) -> None:
    tab = opened("/incidents/one")
    tab.emulate_media(media="print")
    assert tab.locator(".bars h2").is_visible()
    assert not tab.get_by_role("link", name="Split off claims").is_visible()
    assert tab.locator(".matrix-scroll").evaluate("e => e.scrollHeight <= e.clientHeight + 1")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_asked_of_others_and_nothing_is_blocked(opened: Any, path: str) -> None:
    tab = opened("/incidents")
    asked, faults = watched(tab)
    tab.goto(path)
    own = tab.url.split("/")[2]
    assert [url for url in asked if url.split("/")[2] != own] == []
    assert faults == []
