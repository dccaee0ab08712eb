"""Feeds (RSS, Atom): the bytes of one -> its title and entries; nothing is fetched here."""

import calendar
import io
import re
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from tollbook.archive.feed_bombs import bomb
from tollbook.archive.wire import FetchError
from tollbook.model.feed import FeedEntry

MOST_ENTRIES = 1000
BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main ol p pre section table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title", "iframe", "object"})
LONGEST_NAME = 500


def feed_of(content: bytes, url: str, media: str | None = None) -> tuple[str | None, list[FeedEntry]]:
    """Give the title of a feed and its entries, the oldest first, at most 1,000.

    Links are taken relative to `url`. A feed that declares entities, as bombs do, is refused.

    Raises:
        FetchError: where the bytes are no feed, or one that is made to do harm.

    Example:
        >>> rss = b"<rss><channel><title>Watch</title><item><link>/a</link></item></channel></rss>"
        >>> title, entries = feed_of(rss, "https://news.example/feed")
        >>> title, entries[0].link
        ('Watch', 'https://news.example/a')
    """
    if why := bomb(content):
        raise FetchError(f"{url} was not read: {why}", "look at it in an editor, or add the pages themselves")
    headers = {"content-type": media or "application/xml", "content-location": url}
    read = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=True)
    if not read.get("version") and not read.get("entries"):
        todo = "look in the page for the address of its feed, or add the page itself"
        raise FetchError(f"{url} is no feed (RSS or Atom)", todo)
    title = str(read.feed.get("title") or "").strip()[:LONGEST_NAME] or None
    entries = [_entry(item, url) for item in read.entries[:MOST_ENTRIES]]
    return title, list(reversed(entries))


def _entry(item: Any, url: str) -> FeedEntry:
    link = str(item.get("link") or "").strip()
    link = urljoin(url, link) if link else ""
    if not link.lower().startswith(("http://", "https://")):
        link = ""
    contents = [str(part.get("value") or "") for part in item.get("content") or []]
    text = max([*contents, str(item.get("summary") or "")], key=len)
    return FeedEntry(
        link=link or None,
        name=str(item.get("id") or link or item.get("title") or "")[:LONGEST_NAME],
        title=str(item.get("title") or "").strip()[:LONGEST_NAME] or None,
        published=_time(item.get("published_parsed")),
        updated=_time(dict.get(item, "updated_parsed")),
        content=text,
    )


def entry_text(entry: FeedEntry) -> str:
    """Give what a feed says of a report as plain text: its title, then its paragraphs; "" where it has none.

    A title that the text begins with is not said twice.

    Example:
        >>> entry = FeedEntry(link=None, name="a", title="Ferry", content="<p>Two <b>died</b>.</p>It sank.")
        >>> entry_text(entry)
        'Ferry\\n\\nTwo died.\\n\\nIt sank.'
    """
    body = _plain(entry.content)
    title = " ".join((entry.title or "").split())
    if not body or not title or body.startswith(title):
        return body
    return f"{title}\n\n{body}"


def _plain(content: str) -> str:
    """Take the words out of HTML, a paragraph a block; whatever it holds, this ends in time of its length."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(b"<div>" + content.encode("utf-8", "replace") + b"</div>", parser)
    except etree.XMLSyntaxError:
        return ""
    pieces: list[str] = []
    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end")) if root is not None else ():
        unseen += (event == "start") - (event == "end") if node.tag in UNSEEN else 0
        words = node.text if event == "start" else node.tail
        pieces.append("\n" if node.tag in BLOCKS else "")
        pieces.append(" ".join(re.split(r"\s", words)) if words and not unseen else "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _time(parts: struct_time | None) -> datetime | None:
    if parts is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
