"""The web: an address -> its capture, fetched by the guard, with how it came over the network."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from tollbook.archive.addresses import Network
from tollbook.archive.fetch import Fetch
from tollbook.archive.guard import Answer, Polite, Resolve, get, resolved
from tollbook.archive.kinds import HEAD, kind
from tollbook.archive.troubles import unreadable
from tollbook.archive.webarchive import web_archive
from tollbook.archive.wire import Bounds, FetchError, Pairs
from tollbook.archive.zipped import packed_archive
from tollbook.issues import Issue
from tollbook.model.capture import Capture, Exchange

GONE = frozenset({404, 410})
WAIT = frozenset({429, 503})
GOOD = range(200, 300)
ARCHIVES = (".warc", ".warc.gz", ".wacz")


def fetcher(
    clock: Callable[[], datetime],
    *,
    bounds: Bounds | None = None,
    allowed: Sequence[Network] = (),
    resolve: Resolve = resolved,
    manners: Polite | None = None,
) -> Fetch:
    """Give the function that fetches one address; `clock` gives UTC, `manners` may make it wait.

    What comes back is one capture, also of a page that is gone (404, 410), or one issue that says why there
    is none. An address that names a web archive (.warc, .warc.gz, .wacz) gives the pages in it, as a file
    does.
    """
    limit = (bounds or Bounds()).size

    def fetch(url: str) -> Iterator[Capture | Issue]:
        try:
            answer = get(url, bounds=bounds, allowed=allowed, resolve=resolve, manners=manners)
        except FetchError as error:
            yield unreadable_address(url, error)
            return
        if not is_page(answer):
            yield no_page(url, answer)
        elif (inside := _archived(url, answer, limit)) is not None:
            yield from inside
        else:
            yield captured(url, answer, clock())

    return fetch


def _archived(url: str, answer: Answer, limit: int) -> Iterator[Capture | Issue] | None:
    """Give the pages of a web archive, None of anything else.

    Its address must say what it is: an archive speaks for pages of others, which a page must not do unasked.
    """
    if answer.status not in GOOD or not urlsplit(url).path.lower().endswith(ARCHIVES):
        return None
    found, stream = kind(answer.body[:HEAD], url), io.BytesIO(answer.body)
    if found == "zip":
        return packed_archive(stream, url, limit)
    return web_archive(stream, url, limit) if found == "warc" else None


def is_page(answer: Answer) -> bool:
    """Tell whether an answer is evidence: a page, or word that the page is gone."""
    return answer.status in GOOD or answer.status in GONE


def is_gone(capture: Capture) -> bool:
    """Tell whether a capture is word that its page is gone."""
    return capture.exchange is not None and capture.exchange.status in GONE


def captured(url: str, answer: Answer, at: datetime) -> Capture:
    """Make the capture of an answer, with its exchange."""
    exchange = Exchange(
        url=url,
        status=answer.status,
        redirects=answer.redirects,
        sent=answer.sent,
        received=_plain(answer.received),
    )
    media = answer.header("Content-Type")
    return Capture.of(answer.body, url, media=media, received=at, exchange=exchange)


def no_page(url: str, answer: Answer) -> Issue:
    """Say that a server answered with no page, and what to do."""
    wait = answer.header("Retry-After")
    if answer.status in WAIT:
        when = f" and asks to wait ({wait[:40]})" if wait else ""
        return unreadable(url, f"its server answered {answer.status}{when}", "add it again later")
    todo = "look at it in a browser; a page for members only cannot be fetched, but a saved file can be added"
    return unreadable(url, f"its server answered {answer.status}", todo)


def unreadable_address(url: str, error: FetchError) -> Issue:
    """Say why an address was not fetched."""
    issue = unreadable(url, "", error.todo)
    return Issue(kind=issue.kind, source=url, message=error.what, todo=error.todo)


def _plain(pairs: Pairs) -> Pairs:
    """Leave out what would let others act in our name (cookies); keep the rest as received."""
    return tuple((key, value) for key, value in pairs if key.lower() != "set-cookie")
