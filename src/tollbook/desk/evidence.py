"""Evidence as the desk shows it: the archived copy with nothing active, and what changed."""

from typing import Any

import nh3

from tollbook.archive.store import Store
from tollbook.book.history import Step, history
from tollbook.desk.data import Desk
from tollbook.desk.words import visible
from tollbook.rereading import values

MOST_BYTES = 1_000_000
"""Bytes of an archived copy that are shown; the whole of it is in the archive."""
SANDBOX = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
TAGS = {"article", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em"}
TAGS |= {"figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "main", "ol", "p", "pre"}
TAGS |= {"q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"}
TAGS |= {"thead", "time", "tr", "u", "ul"}
TEXTS = ("text/", "application/json", "application/xml", "application/xhtml", "message/")


def versions(desk: Desk, report: str) -> list[Step]:
    """Give what became of a report, the earliest first: versions with what changed, readings, decisions.

    Raises:
        InputError: where no such report is in the book.
    """
    with desk.reading() as connection:
        return history(connection, report, values)


def archived(desk: Desk, report: str) -> dict[str, Any]:
    """Give the archived copy of a report for a page: `html` that holds no link, picture, style or script.

    A text is given as `text`; of bytes that are neither, both are "". `unseen` counts the characters that do
    not show or turn the order of others; each is shown as U+FFFD.

    Raises:
        EvidenceError: where the archive has lost it, or it is damaged.
    """
    record = desk.capture(report)
    content = Store(desk.book.path / "archive").get(record.sha256)
    media, start = record.media or "", content[:1000].lstrip().lower()
    shown = content[:MOST_BYTES].decode("utf-8", "replace")
    more = max(0, len(content) - MOST_BYTES)
    given = {"record": record, "html": "", "text": "", "more": more, "unseen": 0}
    if "html" in media or start.startswith((b"<!doctype html", b"<html")):
        kind, words = "html", clean(shown)
    elif b"\x00" not in content[:MOST_BYTES] and (not media or media.startswith(TEXTS)):
        kind, words = "text", shown.replace("\r\n", "\n").removeprefix("\ufeff")
    else:
        return given
    seen = visible(words)
    return {**given, kind: seen, "unseen": seen.count("\ufffd") - words.count("\ufffd")}


def clean(page: str) -> str:
    """Take out of a page all that could act, load or lead anywhere; its words and their order stay.

    Example:
        >>> clean('<p onclick="x()">Two <a href="//e.example">died</a><img src=x><script>x()</script></p>')
        '<p>Two died</p>'
    """
    return nh3.clean(
        page, tags=TAGS, attributes={"*": {"dir", "lang"}}, clean_content_tags={"script", "style"}
    )
