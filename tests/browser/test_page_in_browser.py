"""The page in a real browser: both ways between text and cards, by mouse and by keys, and nothing outside."""

from collections.abc import Iterator
from typing import Any

import pytest
from page_tabs import tabs, written
from playwright.sync_api import Browser, Page

from browsers import NEEDED, watched

pytestmark = NEEDED


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def opened(browser: Browser, files: dict[str, str]) -> Iterator[Any]:
    with tabs(browser, files) as open_page:
        yield open_page


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def lit(tab: Page) -> str:
    """Give the words that are lit in the text, tags left out."""
    return str(tab.evaluate("[...document.querySelectorAll('.seg.lit')].map((s) => s.textContent).join('')"))


@pytest.mark.parametrize("name", ["one", "many", "hostile"])
def test_no_request_leaves_the_page(browser: Browser, files: dict[str, str], name: str) -> None:
    tab = browser.new_page()
    asked, faults = watched(tab)
    tab.goto(files[name])
    tab.keyboard.press("j")
    tab.keyboard.press("?")
    tab.wait_for_timeout(200)
    assert asked == [files[name]]
    assert faults == []
    tab.close()


def test_the_policy_stops_a_script_and_a_picture_that_are_put_in_later(opened: Any) -> None:
    tab = opened("one")
    tab.evaluate("""() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
      const picture = new Image();
      picture.id = 'picture';
      picture.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
      document.body.append(picture);
    }""")
    tab.wait_for_timeout(100)
    assert tab.title() != "owned"
    assert tab.evaluate("document.getElementById('picture').naturalWidth") == 0


def test_a_click_on_a_card_goes_to_its_words(opened: Any) -> None:
    tab = opened("one")
    tab.click("#r1-F2 blockquote")
    assert focused(tab) == "r1-t-F2"
    assert lit(tab) == "at least 65 Dawn Front terrorists"
    assert tab.locator("#r1-F2").evaluate("(el) => el.classList.contains('lit')")


def test_on_a_wide_screen_card_and_words_are_both_in_sight_after_a_click(opened: Any) -> None:
    tab = opened("one", viewport={"width": 1280, "height": 500})
    for card in ("F12", "C7", "F1"):
        tab.click(f"#r1-{card} blockquote")
        for part in (f"#r1-{card} blockquote", f"#r1-t-{card}"):
            place = tab.locator(part).bounding_box()
            assert place
            assert 0 <= place["y"] <= 500, part


def test_a_click_on_marked_words_goes_to_the_card(opened: Any) -> None:
    tab = opened("one")
    tab.get_by_text("49 ", exact=False).locator(
        "xpath=self::span[contains(@class, 'k-figure')]"
    ).first.click()
    assert focused(tab) == "r1-F4"
    assert lit(tab) == "49 government troops"


def test_a_click_on_a_loaded_word_within_a_figure_goes_to_the_word(opened: Any) -> None:
    tab = opened("one")
    tab.locator(".seg .k-loaded", has_text="terrorists").first.click()
    assert focused(tab) == "r1-W1"


def test_pointing_at_a_card_lights_its_words_its_source_its_place_and_its_day(opened: Any) -> None:
    tab = opened("one")
    tab.hover("#r1-F6 blockquote")
    assert lit(tab) == "dozens of people"
    used = tab.evaluate("[...document.querySelectorAll('.seg.used')].map((s) => s.textContent)")
    assert used == ["The Orlan Monitoring Group", "Sareb", "Wednesday"]
    tab.hover("h1")
    assert lit(tab) == ""


def test_keys_walk_the_cards_and_enter_goes_to_the_text_and_back(opened: Any) -> None:
    tab = opened("one")
    walked = []
    for key in ("j", "j", "j", "k"):
        tab.keyboard.press(key)
        walked.append(focused(tab))
    assert walked == ["r1-F1", "r1-F2", "r1-F3", "r1-F2"]
    tab.keyboard.press("Enter")
    assert focused(tab) == "r1-t-F2"
    tab.keyboard.press("Enter")
    assert focused(tab) == "r1-F2"
    tab.keyboard.press("Escape")
    assert focused(tab) == ""
    assert lit(tab) == ""


def test_keys_walk_over_all_reports_of_a_page_and_stop_at_the_ends(opened: Any) -> None:
    tab = opened("many")
    tab.keyboard.press("k")
    assert focused(tab) == "r3-W3"
    tab.keyboard.press("j")
    assert focused(tab) == "r3-W3"


def test_a_question_mark_shows_the_keys_and_escape_hides_them(opened: Any) -> None:
    tab = opened("one")
    tab.keyboard.press("?")
    assert tab.locator("#help").is_visible()
    tab.keyboard.press("Escape")
    assert not tab.locator("#help").is_visible()
    tab.click(".help-button")
    assert tab.locator("#help").is_visible()


def test_the_first_tab_stop_skips_to_the_readings_and_can_be_seen(opened: Any) -> None:
    tab = opened("one")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_a_kind_of_mark_can_be_left_out(opened: Any) -> None:
    tab = opened("one")
    assert tab.locator(".text .t-place").first.is_visible()
    tab.locator(".toggle-place").uncheck()
    assert not tab.locator(".text .t-place").first.is_visible()
    assert tab.locator(".text .t-figure").first.is_visible()


def test_without_scripts_the_links_lead_both_ways(opened: Any) -> None:
    tab = opened("one", java_script_enabled=False)
    tab.click("#r1-t-F3")
    assert tab.url.endswith("#r1-F3")
    tab.click("#r1-F3 .num")
    assert tab.url.endswith("#r1-t-F3")
    assert not tab.locator(".help-button").is_visible()
