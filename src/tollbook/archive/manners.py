"""Manners: how servers are asked, a page, a feed or where either leads: a pause between two requests to one
host, and no request to a host that asked to wait (Retry-After) before that time is over.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from tollbook.archive.guard import REDIRECTS, Answer
from tollbook.archive.wire import FetchError

PAUSE = 2.0
"""Seconds between two requests to one host."""
PATIENCE = 30.0
"""Seconds that a request waits at most for a host that asked to wait; where it takes longer, it fails."""
LONGEST_WAIT = timedelta(days=7)
BUSY = frozenset({429, 503})


class RestingError(FetchError):
    """A host asked to wait, and the time is not over; `seconds` are what is left of it."""

    def __init__(self, what: str, todo: str = "", seconds: float = 0.0) -> None:
        """Keep how long to wait, too."""
        super().__init__(what, todo)
        self.seconds = seconds


class Manners:
    """What is known of hosts in one run: when each was asked last, and until when it is to be left alone."""

    def __init__(
        self,
        *,
        pause: float = PAUSE,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Keep how long to pause (seconds); `clock` (UTC) tells how far off a date is that a server names."""
        self.pause, self._sleep, self._clock = pause, sleep, clock
        self._free: dict[str, float] = {}
        self._rest: dict[str, float] = {}

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, as it has asked earlier."""
        self._rest[host] = max(self._rest.get(host, 0.0), time.monotonic() + seconds)

    def before(self, url: str) -> None:
        """Wait until the host of an address may be asked.

        Raises:
            RestingError: where it asked to wait for longer than half a minute.
        """
        host, now = host_of(url), time.monotonic()
        rest = self._rest.get(host, now) - now
        if rest > PATIENCE:
            what = f"{url} was not fetched: its server asked to wait, and the time is not over"
            raise RestingError(what, "add it again later", rest)
        wait = max(rest, self._free.get(host, now) - now)
        if wait > 0:
            self._sleep(wait)

    def after(self, url: str, answer: Answer | None) -> None:
        """Note that a host was asked, and what it said of waiting; `answer` None where none came."""
        now = time.monotonic()
        self._free[host_of(url)] = now + self.pause
        wait = asked_to_wait(answer, self._clock()) if answer else None
        if answer is None or wait is None:
            return
        if answer.status in BUSY:
            self.rest(host_of(url), wait.total_seconds())
        elif answer.status in REDIRECTS and (target := answer.header("Location")):
            self.rest(host_of(urljoin(url, target.strip())), wait.total_seconds())


def asked_to_wait(answer: Answer, now: datetime) -> timedelta | None:
    """Read Retry-After, in seconds or as a date; at most a week, None where it says nothing."""
    said = (answer.header("Retry-After") or "").strip()
    if said.isdecimal() and said.isascii() and len(said) < 9:
        return min(LONGEST_WAIT, timedelta(seconds=int(said)))
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(timedelta(), min(LONGEST_WAIT, at - now))


def host_of(url: str) -> str:
    """Give the host of an address; "" where it is none, which the guard refuses."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
