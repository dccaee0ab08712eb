"""Feeding: the feeds of a book that are due -> captures of what is new in them, politely fetched.

A feed is asked with what its server gave to compare by (ETag, Last-Modified), never more often than it is
due, and later and later while it fails. Of each new entry the page is fetched; where that cannot be had, the
text in the feed is kept in its place, and an issue says so. How a feed stands is noted only once all that it
listed is safe in the book.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import msgspec

from tollbook.archive.addresses import Network
from tollbook.archive.feeds import feed_of
from tollbook.archive.guard import Answer, Resolve, get, resolved
from tollbook.archive.troubles import unreadable
from tollbook.archive.web import captured, is_page, no_page, unreadable_address
from tollbook.archive.wire import Bounds, FetchError, Pairs
from tollbook.book import Book
from tollbook.book.feeds import feeds, keep_feed, last_capture
from tollbook.errors import InputError
from tollbook.issues import Issue
from tollbook.model.capture import Capture
from tollbook.model.feed import Feed, FeedEntry

FEED_BOUNDS = Bounds(size=16 * 1024 * 1024)
LEAST_MINUTES, MOST_MINUTES = 5, 24 * 60
PAUSE = 2.0
"""Seconds between two requests to one host."""
LONGEST_WAIT = timedelta(days=7)
NOT_MODIFIED, GONE = 304, 410


def follow(book: Book, url: str, *, outlet: str | None, every: int, web: "Web") -> Feed:
    """Ask a feed for the first time, and follow it from now on; nothing of it is added yet.

    Raises:
        InputError: where it is followed already, or `every` is out of bounds.
        FetchError: where it is refused, cannot be had, or is no feed.
    """
    if not LEAST_MINUTES <= every <= MOST_MINUTES:
        raise InputError(
            f"a feed is asked every {LEAST_MINUTES} to {MOST_MINUTES:,} minutes, not every {every}",
            "name --every",
        )
    if any(feed.url == url for feed in feeds(book)):
        raise InputError(f"the book follows {url} already", "see them all: tollbook feeds list")
    answer = web.get(url)
    if answer.status != 200:
        raise FetchError(no_page(url, answer).message, "look at the address in a browser")
    title, _ = feed_of(answer.body, url, answer.header("Content-Type"))
    feed = Feed(url=url, outlet=outlet, title=title, every=every, due=book.clock())
    keep_feed(book, feed)
    return feed


class Web:
    """What feeds are fetched with: the guard, with a pause between two requests to one host."""

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        resolve: Resolve = resolved,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Keep what may be fetched, and how long to wait (seconds)."""
        self.allowed, self.resolve, self.pause, self.sleep = allowed, resolve, pause, sleep
        self._last: dict[str, float] = {}

    def get(self, url: str, headers: Pairs = (), *, bounds: Bounds = FEED_BOUNDS) -> Answer:
        """Fetch one address; see `tollbook.archive.guard.get`."""
        host = urlsplit(url).hostname or ""
        wait = self._last.get(host, -self.pause) + self.pause - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        try:
            return get(url, bounds=bounds, allowed=self.allowed, headers=headers, resolve=self.resolve)
        finally:
            self._last[host] = time.monotonic()


class Feeding:
    """One run over the feeds that are due: iterate `found()`, and call `settle()` once all of it is kept."""

    def __init__(self, book: Book, web: Web, *, every: bool = False) -> None:
        """Choose the feeds that are due now, or with `every` all that are still asked."""
        now = book.clock()
        self.book, self.web = book, web
        self.due = [f for f in feeds(book) if f.due is not None and (every or f.due <= now)]
        self.asked: list[Feed] = []

    def found(self) -> Iterator[Capture | Issue]:
        """Give what is new, feed after feed: captures, and issues of what cannot be had."""
        for feed in self.due:
            try:
                answer = self.web.get(feed.url, _conditions(feed))
                entries = self._entries(feed, answer)
            except FetchError as error:
                self.asked.append(_failed(feed, error.what, self.book.clock()))
                yield unreadable_address(feed.url, error)
                continue
            if isinstance(entries, Issue):
                yield entries
                continue
            listed = 0
            for entry in entries:
                for made in self._entry(feed, entry):
                    listed += isinstance(made, Capture)
                    yield made
            self.asked[-1] = msgspec.structs.replace(self.asked[-1], listed=feed.listed + listed)

    def settle(self) -> None:
        """Note how the feeds stand that were asked."""
        for feed in self.asked:
            keep_feed(self.book, feed)

    def _entries(self, feed: Feed, answer: Answer) -> list[FeedEntry] | Issue:
        """Read an answer, and note in `asked` how the feed stands after it."""
        now = self.book.clock()
        good = msgspec.structs.replace(
            feed, checked=now, due=now + timedelta(minutes=feed.every), failures=0, trouble=None
        )
        if answer.status == NOT_MODIFIED:
            self.asked.append(good)
            return []
        if answer.status == GONE:
            what = "its server says that the feed has ended (410)"
            self.asked.append(msgspec.structs.replace(good, due=None, trouble=what))
            return unreadable(feed.url, what, "look for its new address; it is not asked any more")
        if answer.status != 200:
            issue = no_page(feed.url, answer)
            self.asked.append(_failed(feed, issue.message, now, _wait(answer, now)))
            return issue
        title, entries = feed_of(answer.body, feed.url, answer.header("Content-Type"))
        self.asked.append(
            msgspec.structs.replace(
                good, title=title, etag=answer.header("ETag"), modified=answer.header("Last-Modified")
            )
        )
        return entries

    def _entry(self, feed: Feed, entry: FeedEntry) -> Iterator[Capture | Issue]:
        own = f"{feed.url}#{entry.name}"
        last = (last_capture(self.book, entry.link) if entry.link else None) or last_capture(self.book, own)
        if last is not None and (entry.updated is None or entry.updated <= last):
            return
        made: Capture | None = None
        if entry.link:
            try:
                answer = self.web.get(entry.link, bounds=Bounds())
                if answer.status == 200:
                    made = captured(entry.link, answer, self.book.clock())
                else:
                    yield no_page(entry.link, answer)
                    if is_page(answer) and last is not None:
                        made = captured(entry.link, answer, self.book.clock())
            except FetchError as error:
                yield unreadable_address(entry.link, error)
        if made is None and entry.content.strip():
            text = f"<article><h1>{_escaped(entry.title or '')}</h1>{entry.content}</article>".encode()
            made = Capture.of(text, own, media="text/html; charset=utf-8", received=self.book.clock())
        if made is not None:
            outlet = feed.outlet or self.asked[-1].title
            day = entry.published.date() if entry.published else None
            yield msgspec.structs.replace(made, outlet=outlet, published=day)


def _conditions(feed: Feed) -> Pairs:
    """Give the headers that let a server answer that nothing is new."""
    pairs = (("If-None-Match", feed.etag), ("If-Modified-Since", feed.modified))
    return tuple((key, value) for key, value in pairs if value and value.isprintable())


def _failed(feed: Feed, trouble: str, now: datetime, wait: timedelta | None = None) -> Feed:
    """Note a failure: the feed is asked again after twice the time of before, at most a day later."""
    minutes = min(MOST_MINUTES, feed.every * 2 ** min(feed.failures + 1, 10))
    due = now + max(timedelta(minutes=minutes), wait or timedelta())
    return msgspec.structs.replace(
        feed, checked=now, due=due, failures=feed.failures + 1, trouble=trouble[:500]
    )


def _wait(answer: Answer, now: datetime) -> timedelta | None:
    """Read Retry-After, in seconds or as a date; at most a week."""
    said = (answer.header("Retry-After") or "").strip()
    if said.isdecimal() and len(said) < 9:
        return min(LONGEST_WAIT, timedelta(seconds=int(said)))
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(timedelta(), min(LONGEST_WAIT, at - now))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
