"""The page in a real browser for everybody: contrast, names, any screen, print, scripts, hostile text."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from page_tabs import tabs, written
from playwright.sync_api import Browser

from browsers import NEEDED

pytestmark = NEEDED

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
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return written(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def opened(browser: Browser, files: dict[str, str]) -> Iterator[Any]:
    with tabs(browser, files) as open_page:
        yield open_page


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
