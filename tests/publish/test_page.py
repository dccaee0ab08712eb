"""The page: whole in itself, honest about what is not stated, and deaf to hostile text."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from example_reading import dispatch
from example_strangers import arabic, hostile

from tollbook.model.reading import Reading
from tollbook.publish.page import page

ONE = page([dispatch()])
VOID = {"meta", "input", "line", "circle", "path", "br"}


class Tree(HTMLParser):
    """Reads a page and keeps its tags; fails where they do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1] == tag, f"</{tag}> closes <{self._open[-1]}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _, attrs in self.tags if "id" in attrs]


@pytest.mark.parametrize(
    "readings",
    [[], [dispatch()], [arabic()], [hostile()], [dispatch(), arabic(), hostile(), dispatch("second")]],
)
def test_every_page_nests_and_every_link_has_its_target(readings: list[Reading]) -> None:
    tree = Tree(page(readings))
    ids = tree.ids()
    assert len(ids) == len(set(ids))
    for tag, attrs in tree.tags:
        if tag == "a":
            assert str(attrs["href"]).removeprefix("#") in ids
        if "aria-labelledby" in attrs:
            assert attrs["aria-labelledby"] in ids


def test_the_page_says_on_top_that_a_claim_is_not_a_fact() -> None:
    assert "A claim is not a fact: each number is what the report says on somebody&#39;s word." in ONE


def test_nothing_in_the_page_points_outside_it() -> None:
    without_schema = ONE.replace("http-equiv", "")
    assert "http" not in without_schema
    assert not re.search(r"url\(|@import|src=|<link|<img|<iframe", ONE)


def test_the_policy_allows_the_style_and_script_of_the_page_and_nothing_else() -> None:
    [style] = re.findall(r"<style>(.*?)</style>", ONE, re.DOTALL)
    [script] = re.findall(r"<script>(.*?)</script>", ONE, re.DOTALL)
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', ONE)
    for kind, content in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;".replace("+", "&#43;") in policy.replace("+", "&#43;")
    assert policy.startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy


def test_no_tag_carries_a_style_or_a_handler_of_its_own() -> None:
    for _, attrs in Tree(page([dispatch(), hostile()])).tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(
    "words",
    [
        "131</",
        "<small> or more</small>",
        "north part of Orlan Province",
        "not in the gazetteer; kept as words",
        "10 to 14 Mar 2031",
        '<span class="basis b-assumed">assumed</span>',
        "Or: from 1 Oct 2027, end open",
        "The Orlan Monitoring Group, citing medics",
        "Government of Tarsia",
        "killed or injured",
        "Parts agree with total:",
        "armed group, unnamed",
        "no number of civilians follows",
        "numbers.example",
        "the last October before the report&#39;s date",
    ],
)
def test_the_page_shows(words: str) -> None:
    assert words in ONE


def test_what_is_not_stated_is_named_and_never_zero() -> None:
    card = ONE[ONE.index('id="r1-F10"') : ONE.index('id="r1-F11"')]
    assert "<dt>Not stated</dt>" in card
    assert "side, by whom, when" in card
    assert not re.search(r">\s*0\s*<(?!/text)", card)


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    text = page([hostile(), dispatch()])
    tree = Tree(text)
    assert [tag for tag, _ in tree.tags].count("script") == 1
    assert not {"img", "b", "i", "mark", "br"} & {tag for tag, _ in tree.tags}
    assert "onload=alert(3)" not in [name for _, attrs in tree.tags for name in attrs]
    assert "{{ 7 * 7 }}" in text
    assert "\x1b" not in text
    assert "\x00" not in text


def test_an_arabic_text_is_marked_as_arabic_and_right_to_left() -> None:
    assert '<div class="text" lang="ar" dir="rtl">' in page([arabic()])
    assert "for which there is no lexicon" in page([arabic()])


def test_several_reports_begin_with_their_claimants_side_by_side() -> None:
    text = page([dispatch(), dispatch("second")])
    assert text.index("2 reports, claimants side by side") < text.index('id="r1"')
    assert 'href="#r2-F12"' in text


def test_the_same_readings_give_the_same_page() -> None:
    assert page([dispatch()]) == ONE
