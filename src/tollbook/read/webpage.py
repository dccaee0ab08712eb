"""Web pages: HTML -> content, by `trafilatura`: the article's text, its title, date and site.

Nothing is fetched: the page is what the capture holds. Menus, comments and advertisements are left out
by trafilatura's rules; the capture keeps them. Dates come from the page's metadata alone.
"""

import re
from itertools import islice
from typing import Any

from tollbook.issues import Issue, IssueKind
from tollbook.read.content import Content

PAGE_LIMIT = 8_000_000
"""The longest HTML page that is read, in characters."""

SNIFF = re.compile(
    r"\s{0,200}(?:<\?xml[^<>]{0,200}>\s{0,20})?(?:<!--.{0,2000}?-->\s{0,20}){0,3}<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
TAGS = re.compile(r"<(?:p|div|body|head|article|title|h1|meta)\b[^<>]{0,300}>", re.I)
FEED = re.compile(
    r"\s{0,200}(?:<\?xml[^<>]{0,200}>\s{0,20})?(?:<!DOCTYPE[^<>\[]{0,300}(?:\[.{0,4000}?\]\s{0,20})?>\s{0,20})?"
    r"<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
ENTITY = re.compile(r"<!ENTITY\s{1,20}(?:%\s{1,20})?([^\s<>\"']{1,60})", re.I)
SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,300}\[.{0,20000}?\]\s{0,20}>", re.I | re.S)
SHOWN = 8
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})")
DEEPEST = 500
SELF_CLOSING = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot"
    " option optgroup rt rp colgroup".split()
)
FAILS = (ValueError, RuntimeError, AttributeError, TypeError, LookupError, ArithmeticError, AssertionError)
DATES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2199-12-31"}


def is_page(text: str) -> bool:
    """Tell by its beginning whether a text is an HTML page.

    Example:
        >>> is_page("<!DOCTYPE html><html>"), is_page("a < b, said the guard")
        (True, False)
    """
    head = text[:3000]
    return bool(SNIFF.match(head)) or (head.lstrip().startswith("<") and len(TAGS.findall(head)) >= 2)


def is_feed(text: str) -> bool:
    """Tell by its beginning whether a text is an RSS or Atom feed."""
    return bool(FEED.match(text[:6000]))


def declared(text: str) -> str:
    """Name the entities that a marked-up text declares for itself; "" where there are none.

    Example:
        >>> declared('<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b;</p>')
        'a, b'
    """
    if "<!" not in text[:6000] or not text[:1000].lstrip().startswith("<"):
        return ""
    names = [found[1] for found in islice(ENTITY.finditer(text), SHOWN + 1)]
    return ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")


def page(text: str, source: str) -> Content | Issue:
    """Make content of an HTML page; an issue where it holds no article or is longer than the limit.

    Example:
        >>> html = "<html><body><article><p>Two people fell at the bridge of Marrun. " + "It rained. " * 30
        >>> page(html, "a.html").text[:38]
        'Two people fell at the bridge of Marru'
    """
    if len(text) > PAGE_LIMIT:
        message = f"{source} is a page of {len(text):,} characters; the limit is {PAGE_LIMIT:,}"
        return Issue(
            kind=IssueKind.TOO_LARGE, source=source, message=message, todo="save its article as text"
        )
    deep = _depth(text)
    if deep > DEEPEST:
        message = f"{source} is a page whose tags are nested {deep:,} deep, as nobody writes them"
        return Issue(
            kind=IssueKind.MALFORMED, source=source, message=message, todo="save its article as text"
        )
    found = _extract(text)
    words = re.sub(r"\n+", "\n\n", (getattr(found, "text", None) or "").replace("\r", "\n")).strip()
    if not words:
        message = f"{source} is a page in which no article was found"
        todo = "save the article as text, or check that the page was saved whole"
        return Issue(kind=IssueKind.EMPTY, source=source, message=message, todo=todo)
    return Content(
        text=words,
        title=_string(found, "title"),
        published=_string(found, "date"),
        outlet=_string(found, "sitename"),
        beside="page",
        folded=True,
    )


def _depth(text: str) -> int:
    """Give how deep tags are nested, counted in one pass; tags that close themselves are not counted."""
    depth = deepest = 0
    for match in TAG.finditer(text):
        if match[2].lower() not in SELF_CLOSING:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _string(found: Any, name: str) -> str | None:
    value = getattr(found, name, None)
    return value.strip()[:1000] if isinstance(value, str) and value.strip() else None


def _extract(text: str) -> Any:
    """Call trafilatura, imported here because it takes a second to load; None where it finds nothing."""
    import logging

    import trafilatura
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(
            SUBSET.sub("", text[:40_000].replace("\x00", ""), 1) + text[40_000:].replace("\x00", ""),
            with_metadata=True,
            include_comments=False,
            date_extraction_params=dict(DATES),
        )
    except (LxmlError, *FAILS):
        return None
