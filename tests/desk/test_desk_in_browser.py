"""The desk in a real browser: reading, deciding by keys, selecting words, on any screen, and nothing outside.

Needs Chromium (on Debian: apt-get install chromium); TOLLBOOK_CHROMIUM names another one. The check of
access needs axe-core (make assets).
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from example_browser import NEEDED, faults_in_light_and_dark, moved, tabs_at, too_wide
from example_desk import desk_of, filled, served
from example_reviewer import kinds
from playwright.sync_api import Browser, Page

from browsers import watched
from tollbook.book import Book, queries
from tollbook.desk.data import Services
from tollbook.serving import searching

REPORT = "/reports/meridian-1"
PAGES = [
    "/queue",
    "/add",
    "/search",
    "/incidents",
    REPORT,
    f"{REPORT}/evidence",
    f"{REPORT}/add?start=70&end=80",
    "/reports/none-such",
]
pytestmark = NEEDED


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with filled(tmp_path / "book") as made:
        yield made


@pytest.fixture
def opened(browser: Browser, book: Book) -> Iterator[Any]:
    app = desk_of(book, Services(search=partial(searching, book)))
    with served(app) as address, tabs_at(browser, address) as open_page:
        yield open_page


def focused(tab: Page) -> str | None:
    return tab.evaluate("document.activeElement.dataset.card ?? null")  # type: ignore[no-any-return]


def settled(tab: Page) -> None:
    tab.wait_for_selector(".htmx-request, .htmx-swapping, .htmx-settling", state="detached")


@pytest.mark.parametrize("path", PAGES)
def test_no_request_leaves_the_desk_and_nothing_is_blocked(browser: Browser, opened: Any, path: str) -> None:
    tab = opened("/queue")
    asked, faults = watched(tab)
    tab.goto(path)
    tab.wait_for_timeout(300)
    own = tab.url.split("/")[2]
    assert [url for url in asked if url.split("/")[2] != own] == []
    assert [fault for fault in faults if "404" not in fault] == []


def test_a_click_on_words_finds_the_card_and_a_click_on_the_card_finds_the_words(opened: Any) -> None:
    tab = opened(REPORT)
    tab.locator(".text .seg", has_text="18 allied fighters").first.click()
    name = focused(tab)
    assert "18 allied fighters" in tab.locator(f".card[data-card={name}]").inner_text()
    tab.locator(f".card[data-card={name}] blockquote").click()
    assert tab.evaluate("document.activeElement.id") == f"t-{name}"


def test_keys_accept_reject_and_undo(opened: Any, book: Book) -> None:
    tab = opened(REPORT)
    tab.keyboard.press("j")
    assert focused(tab) == "F1"
    tab.keyboard.press("a")
    tab.wait_for_selector(".card[data-card=F1].is-accepted")
    settled(tab)
    assert focused(tab) == "F2"
    tab.keyboard.press("x")
    tab.wait_for_selector(".card[data-card=F2].is-rejected")
    settled(tab)
    assert focused(tab) == "F3"
    tab.keyboard.press("k")
    tab.keyboard.press("u")
    tab.wait_for_selector(".card[data-card=F2].is-waiting")
    assert kinds(book) == ["accept", "reject", "withdraw"]
    assert tab.locator("#progress").inner_text().startswith("1 of")


def test_a_value_is_amended_by_keyboard_alone(opened: Any, book: Book) -> None:
    tab = opened(REPORT)
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    tab.wait_for_selector(".card.amending")
    settled(tab)
    tab.wait_for_function("document.activeElement.name === 'outcome'")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("140")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".card[data-card=F1].is-amended")
    assert "140" in tab.locator(".card[data-card=F1] .count").inner_text()
    assert tab.locator(".card[data-card=F1] del").inner_text() == "131 or more"
    assert kinds(book) == ["amend"]


def test_two_people_on_one_card_the_second_is_told(opened: Any, book: Book) -> None:
    first, second = opened(REPORT, "Amal"), opened(REPORT, "Basil")
    for tab in (first, second):
        tab.keyboard.press("j")
    first.keyboard.press("a")
    first.wait_for_selector(".card[data-card=F1].is-accepted")
    second.keyboard.press("x")
    second.wait_for_selector(".card[data-card=F1] .alarm")
    assert "Amal decided meanwhile" in second.locator(".card[data-card=F1]").inner_text()
    assert kinds(book) == ["accept"]


def test_selected_words_become_a_figure(opened: Any, book: Book) -> None:
    tab = opened(REPORT)
    tab.evaluate("""() => {
      const node = [...document.querySelectorAll('.text [data-at]')]
        .map((el) => el.firstChild).find((n) => n.data.includes('spoke of'));
      const at = node.data.indexOf('spoke of');
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 8);
      getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    tab.locator("#add-here").click()
    assert tab.locator("blockquote mark").inner_text() == "spoke of"
    tab.wait_for_function("document.activeElement.name === 'outcome'")
    tab.fill("input[name=low]", "4")
    tab.get_by_role("button", name="Add the figure").click()
    tab.wait_for_selector(".card.is-added")
    assert "spoke of" in tab.locator(".card.is-added blockquote").inner_text()
    assert kinds(book) == ["add"]


def test_without_a_name_the_desk_asks_for_one_first(opened: Any, book: Book) -> None:
    tab = opened(REPORT, "")
    tab.keyboard.press("j")
    tab.keyboard.press("a")
    tab.wait_for_function("document.activeElement.name === 'name'")
    assert kinds(book) == []


def test_who_opens_the_box_of_the_name_can_write_at_once(opened: Any) -> None:
    tab = opened("/queue", "")
    tab.locator(".me summary").click()
    tab.wait_for_function("document.activeElement.name === 'name'")
    tab.keyboard.type("Amal")
    tab.keyboard.press("Enter")
    tab.locator(".me summary", has_text="Amal").wait_for()


@pytest.mark.parametrize("path", ["/queue", "/search", "/add", REPORT])
def test_on_a_telephone_every_page_of_the_desk_can_be_reached(opened: Any, path: str) -> None:
    tab = opened(path, viewport={"width": 390, "height": 844})
    ends = tab.locator(".tabs a").evaluate_all("all => all.map((a) => a.getBoundingClientRect().right)")
    assert len(ends) > 3
    assert max(ends) <= 390


def test_on_a_telephone_cards_are_folded_and_who_goes_to_one_opens_it(opened: Any) -> None:
    tab = opened(REPORT, viewport={"width": 375, "height": 740})
    first = tab.locator(".card.figure").first
    accept = first.locator("[data-act=accept]")
    assert not accept.is_visible()
    first.locator("summary").first.focus()
    tab.keyboard.press("Enter")
    assert accept.is_visible()
    tab.locator("a.tag").nth(1).focus()
    tab.keyboard.press("Enter")
    assert tab.locator(".card.lit [data-act=accept]").is_visible()
    claim = tab.locator(".card.claim").first
    assert not claim.is_visible()
    tab.locator(".jumps a[href='#claims']").focus()
    tab.keyboard.press("Enter")
    assert claim.is_visible()
    assert tab.locator(".jumps a[href='#reports']").is_visible()


def test_on_a_wide_screen_no_card_is_folded(opened: Any) -> None:
    tab = opened(REPORT)
    assert tab.locator("[data-act=accept]").first.is_visible()
    assert not tab.locator(".card .folds > summary").first.is_visible()
    assert not tab.locator(".jumps").is_visible()


def test_no_word_breaks_within_the_names_of_slots(opened: Any) -> None:
    tab = opened(REPORT)
    tab.locator(".card summary", has_text="How it was read").first.click()
    lines = tab.locator(".card details[open] .rules th").evaluate_all("""all => all.map((cell) => {
      const range = document.createRange(); range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size;
    })""")
    assert set(lines) == {1}


def test_the_help_names_the_keys(opened: Any) -> None:
    tab = opened(REPORT)
    tab.keyboard.press("?")
    words = tab.locator("#help").inner_text()
    assert all(word in words for word in ("accept", "reject", "amend", "undo"))


def test_arabic_text_runs_from_right_to_left(opened: Any, book: Book) -> None:
    with book.reading() as connection:
        name = next(r["report"] for r in queries.reports(connection) if "meridian" not in r["report"])
    tab = opened(f"/reports/{name}")
    assert tab.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "rtl"


def test_a_page_does_not_move_while_it_loads(opened: Any) -> None:
    tab = opened("/queue")
    tab.goto(REPORT)
    assert moved(tab) < 0.01


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_used_by_all_on_any_screen(opened: Any, path: str) -> None:
    tab = opened(path)
    assert faults_in_light_and_dark(tab) == []
    assert too_wide(tab, (360, 768, 1280, 2560)) == []


def test_in_print_the_text_and_cards_stay_and_the_tools_go(opened: Any) -> None:
    tab = opened(REPORT)
    tab.emulate_media(media="print")
    assert tab.locator(".text").is_visible()
    assert tab.locator(".card").first.is_visible()
    assert not tab.locator(".bar").is_visible()
    assert tab.locator(".actions:visible").count() == 0
