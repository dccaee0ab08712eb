"""The page in a real browser: both ways between text and cards, by mouse and by keys, on any screen.

Needs Chromium (on Debian: apt-get install chromium); TOLLBOOK_CHROMIUM names another one.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

from example_reading import arabic, dispatch, hostile

from tollbook.publish.page import page as made

CHROMIUM = os.environ.get("TOLLBOOK_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium (on Debian: apt-get install chromium)"),
]

CONTRAST = """() => {
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const behind = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const c = parse(getComputedStyle(at).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
      if (c[3] > 0) throw new Error('half transparent background on ' + at.className);
    }
    return [255, 255, 255];
  };
  const out = [];
  for (const el of document.querySelectorAll('body *')) {
    const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !el.checkVisibility() || el.closest('script, style, .hidden, .skip')) continue;
    const style = getComputedStyle(el);
    const color = parse(el instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(color), light(behind(el))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    out.push([el.tagName + '.' + (el.getAttribute('class') || ''), Math.round(ratio * 100) / 100]);
  }
  return out;
}"""
NAMELESS = """() => [...document.querySelectorAll('a, button, input, summary, svg, [role=region]')]
  .filter((el) => el.checkVisibility())
  .filter((el) => !(el.getAttribute('aria-label') || el.textContent.trim()
    || (el.labels && [...el.labels].some((l) => l.textContent.trim()))))
  .map((el) => el.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    made_pages = {
        "one": made([dispatch()]),
        "many": made([dispatch(), arabic(), dispatch("second")]),
        "hostile": made([hostile(), dispatch()]),
        "arabic": made([arabic()]),
    }
    for name, text in made_pages.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in made_pages}


@pytest.fixture
def opened(browser: Browser, files: dict[str, str]) -> Iterator[Any]:
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


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.id"))


def lit(tab: Page) -> str:
    """Give the words that are lit in the text, tags left out."""
    return str(tab.evaluate("[...document.querySelectorAll('.seg.lit')].map((s) => s.textContent).join('')"))


@pytest.mark.parametrize("name", ["one", "many", "hostile"])
def test_no_request_leaves_the_page(browser: Browser, files: dict[str, str], name: str) -> None:
    tab = browser.new_page()
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["one", "many"])
def test_every_text_has_the_contrast_that_wcag_aa_asks(opened: Any, scheme: str, name: str) -> None:
    tab = opened(name, color_scheme=scheme)
    tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    tab.hover("#r1-F2 blockquote")
    measured = tab.evaluate(CONTRAST)
    assert len(measured) > 100
    assert [m for m in measured if m[1] < 4.5] == []


def test_the_two_schemes_differ(opened: Any) -> None:
    grounds = {
        opened("one", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert len(grounds) == 2


def test_every_control_has_a_name_and_the_page_its_landmarks(opened: Any) -> None:
    tab = opened("many")
    assert tab.evaluate(NAMELESS) == []
    assert tab.locator("main").count() == 1
    assert tab.locator("h1").count() == 1
    levels = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_kinds_are_told_apart_without_colour(opened: Any) -> None:
    tab = opened("one")
    styles = tab.evaluate("""() => [...document.querySelectorAll('.legend .k:not(.k-claim)')].map((el) => {
      const s = getComputedStyle(el);
      return [s.textDecorationLine, s.textDecorationStyle, s.textDecorationThickness,
        s.borderBottomWidth].join(' ');
    })""")
    assert len(set(styles)) == len(styles) == 7


@pytest.mark.parametrize("width", [360, 768, 1280, 2560])
@pytest.mark.parametrize("name", ["one", "many", "hostile", "arabic"])
def test_no_screen_scrolls_sideways(opened: Any, width: int, name: str) -> None:
    tab = opened(name, viewport={"width": width, "height": 800})
    tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_hostile_text_is_shown_as_text(opened: Any) -> None:
    tab = opened("hostile")
    assert tab.title() == "2 reports – Tollbook"
    shown = tab.locator("#r1 .text").inner_text()
    assert '<script>document.title="owned"</script> "><img src=x onerror=alert(1)>' in shown
    assert tab.locator("img").count() == 0
    assert tab.locator("body script").count() == 1


def test_an_arabic_text_runs_from_right_to_left(opened: Any) -> None:
    tab = opened("arabic")
    assert tab.evaluate("getComputedStyle(document.querySelector('.text p')).direction") == "rtl"
    assert tab.evaluate("document.querySelector('.text').lang") == "ar"


def test_print_keeps_cards_whole_and_leaves_the_controls_out(opened: Any) -> None:
    tab = opened("one", color_scheme="dark")
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.querySelector('.card')).breakInside") == "avoid"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not tab.locator(".help-button").is_visible()
    assert not tab.locator(".legend input").first.is_visible()
    assert tab.locator(".legend .k-loaded").is_visible()
    assert tab.pdf().startswith(b"%PDF")
