"""What the tests of feeds share: invented feeds and pages, a clock that stands, and a run that reads them."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

from example_book import make

from tollbook.book import Book, queries
from tollbook.feeding import Feeding, Web, follow
from tollbook.issues import Issue
from tollbook.keeping import Adding
from tollbook.model.feed import Feed
from web_servers import Server

XML = "Content-Type: application/rss+xml"
HTML = "Content-Type: text/html; charset=utf-8"
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


def loopback(**options: object) -> Web:
    return Web(allowed=[ip_network("127.0.0.0/8")], **{"pause": 0.0, **options})  # type: ignore[arg-type]  # by name


def story(number: int) -> bytes:
    text = f"MARRUN - On Friday {number} villagers were killed when shells hit the market, medics said."
    return f"<html><body><article><p>{text}</p></article></body></html>".encode()


def listed(*links: str, title: str = "Marrun Watch", extra: str = "") -> bytes:
    day = "<pubDate>Tue, 04 Mar 2031 09:00:00 +0000</pubDate>"
    items = "".join(f"<item><title>Report</title><link>{link}</link>{day}{extra}</item>" for link in links)
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def run(book: Book, *, every: bool = False, web: Web | None = None) -> tuple[Adding, Feeding, list[Issue]]:
    told: list[Issue] = []
    feeding = Feeding(book, web or loopback(), every=every)
    adding = Adding(book, (), make, jobs=1, note=told.append, found=feeding.found())
    for added in adding.added():
        if added.kept.version == 1:
            feeding.count(added.source)
    feeding.settle()
    return adding, feeding, told


def followed(book: Book, web: Server, path: str = "/feed") -> Feed:
    return follow(book, web.url + path, outlet=None, every=30, web=loopback())


def texts(book: Book) -> set[str]:
    with book.reading() as connection:
        rows = list(queries.reports(connection))
        return {queries.reading(connection, row["report"]).report.text for row in rows}
