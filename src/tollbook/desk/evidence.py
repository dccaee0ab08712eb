"""Evidence as the desk shows it: the archived copy with nothing active, and what changed."""

import base64
import hashlib
import html
import posixpath
import re
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
import nh3
from sqlalchemy import Connection, func, select

from tollbook.archive.store import Store
from tollbook.book import queries
from tollbook.book.gone import Gone, gone
from tollbook.book.history import Step, history
from tollbook.book.schema import CAPTURE, ISSUE, REPORT
from tollbook.desk.data import Desk
from tollbook.desk.words import visible
from tollbook.issues import Issue, IssueKind
from tollbook.rereading import values

MOST_BYTES = 1_000_000
"""Bytes of an archived copy that are shown; the whole of it is in the archive."""
STYLE = (
    "body{max-width:46rem;margin:1.5rem auto;padding:0 1rem;font:1rem/1.6 Georgia,serif}"
    "body{overflow-wrap:anywhere}pre{white-space:pre-wrap;font:inherit}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.2rem .5rem}"
    "small{font:.8125rem/1.5 system-ui,sans-serif}"
)
"""Our own style of an archived copy; of the copy's own, none is left."""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
SANDBOX = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; sandbox; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
WHOLE = frozenset({IssueKind.EMPTY, IssueKind.BINARY, IssueKind.TOO_LARGE, IssueKind.UNREADABLE})
"""Troubles for which a file gives no report."""
IN_PART = frozenset({IssueKind.MALFORMED, IssueKind.ENCODING})
"""Troubles for which it may give none."""
_UNREAD: WeakKeyDictionary[Desk, tuple[tuple[int, int], tuple[list[Issue], list[Issue]]]] = (
    WeakKeyDictionary()
)
_GONE: WeakKeyDictionary[Desk, tuple[tuple[int, int], list[Gone]]] = WeakKeyDictionary()
TAGS = {"article", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em"}
TAGS |= {"figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "main", "ol", "p", "pre"}
TAGS |= {"q", "s", "section", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"}
TAGS |= {"thead", "time", "tr", "u", "ul"}
TITLE = re.compile(r"<title(?:\s[^<>]{0,200})?>([^<]{1,2000})", re.IGNORECASE)
"""The words that a page gives its tab, as far as no mark follows."""
TEXTS = ("text/", "application/json", "application/xml", "application/xhtml", "message/")


def versions(desk: Desk, report: str) -> list[Step]:
    """Give what became of a report, the earliest first: versions with what changed, readings, decisions.

    Raises:
        InputError: where no such report is in the book.
    """
    with desk.reading() as connection:
        return history(connection, report, values)


def unread(desk: Desk) -> tuple[list[Issue], list[Issue]]:
    """Give the newest issue of each file that could not be read, and the other issues that are of no report.

    Others are of rows and columns of a file that was read otherwise. What gave a report since then was read.
    They are looked for anew when a report or an issue was added.
    """
    with desk.reading() as connection:
        newest = [connection.scalar(select(func.max(table.c.seq))) or 0 for table in (REPORT, ISSUE)]
        last = newest[0], newest[1]
        known = _UNREAD.get(desk)
        if known is None or known[0] != last:
            known = last, _unread(connection)
            _UNREAD[desk] = known
    return known[1]


def _unread(connection: Connection) -> tuple[list[Issue], list[Issue]]:
    query = select(ISSUE.c.seq, ISSUE.c.kind, ISSUE.c.source, ISSUE.c.body).where(ISSUE.c.report.is_(None))
    found = list(connection.execute(query.order_by(ISSUE.c.seq.desc(), ISSUE.c.number)))
    read = _last_read(connection, {row.source for row in found}) if found else {}
    files: dict[str, Issue] = {}
    others: list[Issue] = []
    for row in found:
        last = read.get(row.source)
        whole = row.kind in WHOLE and row.seq > (last or 0)
        if whole or (row.kind in IN_PART and last is None):
            files.setdefault(row.source, msgspec.json.decode(row.body, type=Issue))
        elif row.kind not in WHOLE and row.kind != IssueKind.REMOVED:
            others.append(msgspec.json.decode(row.body, type=Issue))
    return list(files.values()), others


def _last_read(connection: Connection, sources: set[str]) -> dict[str, int]:
    """Give the newest entry of a report of each source; a path may be told from any folder."""
    query = select(REPORT.c.origin, func.max(REPORT.c.seq).label("last")).group_by(REPORT.c.origin)
    held: dict[str, list[tuple[str, int]]] = {}
    for row in connection.execute(query):
        held.setdefault(row.origin.rpartition("/")[2], []).append((row.origin, row.last))
    out: dict[str, int] = {}
    for source in sources:
        path = posixpath.normpath(source)
        for origin, last in held.get(source.rpartition("/")[2], []):
            if origin == source or origin.endswith(f"/{path}"):
                out[source] = max(last, out.get(source, 0))
    return out


def gone_pages(desk: Desk) -> list[Gone]:
    """Give the reports whose page is gone; they are looked for anew when a capture or an issue was added."""
    with desk.reading() as connection:
        newest = [connection.scalar(select(func.max(table.c.seq))) or 0 for table in (CAPTURE, ISSUE)]
        last = newest[0], newest[1]
        held = _GONE.get(desk)
        if held is None or held[0] != last:
            held = _GONE[desk] = (last, gone(connection, queries.last_entry(connection)))
    return held[1]


def gone_page(desk: Desk, report: str) -> Gone | None:
    """Tell that the page of a report is gone, None where it is there as far as is known."""
    return next((each for each in gone_pages(desk) if each.report == report), None)


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
    given = {"record": record, "style": STYLE, "html": "", "text": "", "more": more, "unseen": 0}
    given["head"] = ""
    if "html" in media or start.startswith((b"<!doctype html", b"<html")):
        kind, words = "html", clean(shown)
        given["head"] = visible(head(shown))
    elif b"\x00" not in content[:MOST_BYTES] and (not media or media.startswith(TEXTS)):
        kind, words = "text", shown.replace("\r\n", "\n").removeprefix("\ufeff")
    else:
        return given
    seen = visible(words)
    return {**given, kind: seen, "unseen": seen.count("\ufffd") - words.count("\ufffd")}


def head(page: str) -> str:
    """Give the words that a page puts on its tab: they stand in no line of its text.

    Example:
        >>> head("<title>Kessa &amp; the\\nharbour</title><h1>Shells</h1>")
        'Kessa & the harbour'
    """
    found = TITLE.search(page)
    return " ".join(html.unescape(found[1]).split())[:300] if found else ""


def clean(page: str) -> str:
    """Take out of a page all that could act, load or lead anywhere; its words and their order stay.

    Example:
        >>> clean('<p onclick="x()">Two <a href="//e.example">died</a><img src=x><script>x()</script></p>')
        '<p>Two died</p>'
    """
    return nh3.clean(
        page, tags=TAGS, attributes={"*": {"dir", "lang"}}, clean_content_tags={"script", "style", "title"}
    )
