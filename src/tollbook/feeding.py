"""Feeding: the feeds of a book that are due -> captures of what is new in them, politely fetched.

A feed is asked with what its server gave to compare by (ETag, Last-Modified), never more often than it is
due, and later and later while it fails. Of each new entry the page is fetched; where that cannot be had, or
holds no report, the text in the feed is kept in its place, and an issue says so. A page whose server asks to
wait is left until then; it, and one that cannot be reached, is tried again later and later, eight times in
all, whether or not the feed lists it still. How a feed stands is noted only once all that it listed is safe
in the book.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import msgspec

from tollbook.archive.addresses import Network
from tollbook.archive.feeds import entry_text, feed_of
from tollbook.archive.guard import Answer, Resolve, get, resolved
from tollbook.archive.manners import BUSY, PAUSE, Manners, RestingError, asked_to_wait, host_of
from tollbook.archive.troubles import empty, unreadable
from tollbook.archive.web import GOOD, captured, is_gone, is_page, no_page, unreadable_address
from tollbook.archive.wire import Bounds, FetchError, Pairs, UnreachableError
from tollbook.book import Book
from tollbook.book.feeds import feeds, keep_feed, last_capture
from tollbook.errors import InputError
from tollbook.issues import Issue
from tollbook.model.capture import Capture
from tollbook.model.feed import Feed, FeedEntry, LatePage
from tollbook.read import read

FEED_BOUNDS = Bounds(size=16 * 1024 * 1024)
LEAST_MINUTES, MOST_MINUTES = 5, 24 * 60
NOT_MODIFIED, GONE, SERVER_ERROR = 304, 410, 500
TRIES, MOST_LATE = 8, 1000
"""How often a page is tried that cannot be reached, and how many such pages of a feed are tried again."""


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
    """What feeds, and the pages that they list, are fetched with: the guard, and manners towards servers."""

    def __init__(
        self,
        *,
        allowed: Sequence[Network] = (),
        resolve: Resolve = resolved,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Keep what may be fetched, and how long to wait between two requests to one host (seconds)."""
        self.allowed, self.resolve = allowed, resolve
        self.manners = Manners(pause=pause, sleep=sleep, clock=clock)

    def get(self, url: str, headers: Pairs = (), *, bounds: Bounds = FEED_BOUNDS) -> Answer:
        """Fetch one address; see `tollbook.archive.guard.get`."""
        return get(
            url,
            bounds=bounds,
            allowed=self.allowed,
            headers=headers,
            resolve=self.resolve,
            manners=self.manners,
        )


class Missed(msgspec.Struct, frozen=True):
    """A page that could not be had, and why.

    `wait` is how long its server asked to wait, none where it said nothing, and None where it is of no use to
    try the page again. `asked` is False where its server was left alone, because it had asked to wait before.
    """

    issue: Issue
    wait: timedelta | None
    asked: bool = True


class Feeding:
    """One run over the feeds that are due: iterate `found()`, and call `settle()` once all of it is kept."""

    def __init__(self, book: Book, web: Web, *, every: bool = False) -> None:
        """Choose the feeds that are due now, or with `every` all that are still asked."""
        now = book.clock()
        self.book, self.web = book, web
        held = [(f, f.due) for f in feeds(book) if f.due is not None]
        self.due = [feed for feed, due in held if every or due <= now]
        self.early = [feed for feed, due in held if not every and due > now]
        for feed in self.due:
            for host, until in feed.waits.items():
                web.manners.rest(host, (until - now).total_seconds())
        self.asked: list[Feed] = []
        self.put_off: list[Feed] = []
        self._feed_of: dict[str, str] = {}
        self._reports: Counter[str] = Counter()

    def found(self) -> Iterator[Capture | Issue]:
        """Give what is new, feed after feed: captures, and issues of what cannot be had."""
        for feed in self.due:
            try:
                answer = self.web.get(feed.url, _conditions(feed))
                entries = self._entries(feed, answer)
            except RestingError as error:
                later = self.book.clock() + timedelta(seconds=error.seconds)
                self.put_off.append(msgspec.structs.replace(feed, due=later))
                yield unreadable_address(feed.url, error)
                continue
            except FetchError as error:
                self.asked.append(_failed(feed, error.what, self.book.clock()))
                yield unreadable_address(feed.url, error)
                continue
            if isinstance(entries, Issue):
                yield entries
                continue
            for made in self._new(feed, entries):
                if isinstance(made, Capture):
                    self._feed_of[made.source] = feed.url
                yield made

    def count(self, source: str) -> None:
        """Count a new report, by the source that it came from, as one of its feed."""
        self._reports[self._feed_of.get(source, "")] += 1

    def settle(self, *, stopped: bool = False) -> None:
        """Note how the feeds stand that were asked; where the run was stopped, only what came from them."""
        for feed in self.due if stopped else (*self.asked, *self.put_off):
            if not stopped or self._reports[feed.url]:
                listed = feed.listed + self._reports[feed.url]
                keep_feed(self.book, msgspec.structs.replace(feed, listed=listed))

    def _entries(self, feed: Feed, answer: Answer) -> list[FeedEntry] | Issue:
        """Read an answer, and note in `asked` how the feed stands after it."""
        now = self.book.clock()
        good = msgspec.structs.replace(
            feed, checked=now, due=now + timedelta(minutes=feed.every), failures=0, trouble=None, waits={}
        )
        if answer.status == NOT_MODIFIED:
            self.asked.append(good)
            return []
        if answer.status == GONE:
            what = "its server says that the feed has ended (410)"
            left = sum(page.due is not None for page in feed.late.values())
            what += f"; {left:,} of its pages could not be had" if left else ""
            self.asked.append(msgspec.structs.replace(good, due=None, trouble=what, late={}))
            return unreadable(feed.url, what, "look for its new address; it is not asked any more")
        if answer.status != 200:
            issue = no_page(feed.url, answer)
            self.asked.append(_failed(feed, issue.message, now, asked_to_wait(answer, now)))
            return issue
        title, entries = feed_of(answer.body, feed.url, answer.header("Content-Type"))
        links = {entry.link for entry in entries}
        late = {url: page for url, page in feed.late.items() if page.due or url in links}
        etag, modified = answer.header("ETag"), answer.header("Last-Modified")
        self.asked.append(msgspec.structs.replace(good, title=title, etag=etag, modified=modified, late=late))
        return entries

    def _new(self, feed: Feed, entries: list[FeedEntry]) -> Iterator[Capture | Issue]:
        """Give what is new of a feed, then of its pages that could not be had before and are due."""
        for entry in entries:
            yield from self._entry(feed, entry)
        outlet, now = feed.outlet or self.asked[-1].title, self.book.clock()
        for url, late in feed.late.items():
            if late.due is None or late.due > now or self.asked[-1].late.get(url) != late:
                continue
            page = self._page(url, is_known=False)
            if isinstance(page, Missed):
                yield self._try_later(page, late.published)
            else:
                self._set_late(url, None)
                yield msgspec.structs.replace(page, outlet=outlet, published=late.published)

    def _entry(self, feed: Feed, entry: FeedEntry) -> Iterator[Capture | Issue]:
        own = f"{feed.url}#{entry.name}"
        last = (last_capture(self.book, entry.link) if entry.link else None) or last_capture(self.book, own)
        if last is not None and (entry.updated is None or entry.updated <= last):
            return
        late = self.asked[-1].late.get(entry.link or "")
        if late is not None and entry.link:
            if entry.updated is None or entry.updated <= late.since:
                return
            self._set_late(entry.link, None)
        outlet = feed.outlet or self.asked[-1].title
        day = entry.published.date() if entry.published else None
        text = entry_text(entry)
        page = self._page(entry.link, is_known=last is not None) if entry.link else None
        if isinstance(page, Missed):
            yield page.issue if text and page.wait is None else self._try_later(page, day)
            if page.wait:
                return
        elif page:
            yield msgspec.structs.replace(page, outlet=outlet, published=day)
            if not text or is_gone(page) or read(page, knowledge="")[0]:
                return
        if text:
            now = self.book.clock()
            given = Capture.of(text.encode(), own, media="text/plain; charset=utf-8", received=now)
            yield msgspec.structs.replace(given, outlet=outlet, published=day)
        elif page is None or isinstance(page, Capture):
            yield empty(own, "text, and the feed names no page for it")

    def _page(self, url: str, *, is_known: bool) -> Capture | Missed:
        """Fetch the page of an entry."""
        try:
            answer = self.web.get(url, bounds=Bounds())
        except RestingError as error:
            return Missed(unreadable_address(url, error), timedelta(seconds=error.seconds), asked=False)
        except FetchError as error:
            wait = timedelta() if isinstance(error, UnreachableError) else None
            return Missed(unreadable_address(url, error), wait)
        now = self.book.clock()
        if answer.status in GOOD or (is_page(answer) and is_known):
            return captured(url, answer, now)
        passing = answer.status in BUSY or answer.status >= SERVER_ERROR
        wait = (asked_to_wait(answer, now) or timedelta()) if passing else None
        return Missed(no_page(url, answer), wait)

    def _try_later(self, missed: Missed, published: date | None) -> Issue:
        """Note a page that could not be had; its issue says when it is tried again, or that it is not."""
        trouble, wait = missed.issue, missed.wait
        now, stands, url = self.book.clock(), self.asked[-1], trouble.source
        late = stands.late.get(url) or LatePage(tries=0, since=now, published=published)
        late = msgspec.structs.replace(late, tries=late.tries + missed.asked, due=None)
        todo = trouble.todo
        if wait is not None and late.tries < TRIES and len(stands.late) <= MOST_LATE:
            minutes = min(MOST_MINUTES, stands.every * 2 ** (late.tries - 1)) if missed.asked else 0
            due = now + max(wait, timedelta(minutes=minutes))
            if wait:
                self._leave_alone(host_of(url), now + wait)
            late = msgspec.structs.replace(late, due=due)
            todo = f"nothing: it is tried again from {due:%Y-%m-%d %H:%M} UTC on"
        elif late.tries > 1:
            todo = f"it was tried {late.tries} times, and is given up: look at it, and add its address"
        self._set_late(url, late)
        return msgspec.structs.replace(trouble, todo=todo)

    def _set_late(self, url: str, page: LatePage | None) -> None:
        """Note how a page stands that could not be had, or None that it is late no more."""
        late = {key: value for key, value in self.asked[-1].late.items() if key != url}
        late |= {url: page} if page else {}
        self.asked[-1] = msgspec.structs.replace(self.asked[-1], late=late)

    def _leave_alone(self, host: str, until: datetime) -> None:
        """Ask nothing of a host until a time, the feed itself where it is there."""
        stands = self.asked[-1]
        due = max(stands.due or until, until) if host == host_of(stands.url) else stands.due
        self.asked[-1] = msgspec.structs.replace(stands, due=due, waits={**stands.waits, host: until})


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
