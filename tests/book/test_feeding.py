"""Feeds: what is new comes into the book once, with its evidence; servers are asked politely."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from click.testing import CliRunner
from example_book import make

from tollbook.archive.feeds import feed_of
from tollbook.archive.wire import FetchError
from tollbook.book import Book, queries
from tollbook.book.feeds import drop_feed, feeds, keep_feed
from tollbook.cli import main
from tollbook.errors import InputError
from tollbook.feeding import Feeding, Web, follow
from tollbook.issues import Issue
from tollbook.keeping import Adding
from tollbook.model.feed import Feed
from web_servers import Server, page, server

XML = "Content-Type: application/rss+xml"
HTML = "Content-Type: text/html; charset=utf-8"
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def web() -> Iterator[Server]:
    with server() as one:
        yield one


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def clock(book: Book) -> Clock:
    book.clock = Clock()
    return book.clock


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


def test_what_a_feed_lists_is_fetched_once_with_its_outlet_and_day(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/a", page(story(9), HTML))
    web.say("/b", page(story(4), HTML))
    web.say("/feed", page(listed("/a", "/b"), XML))
    followed(book, web)
    adding, _, told = run(book)
    assert (adding.new, told) == (2, [])
    with book.reading() as connection:
        rows = list(queries.reports(connection))
    assert {(row["outlet"], row["day"]) for row in rows} == {("Marrun Watch", "2031-03-04")}
    clock.move(31)
    assert run(book)[0].new == 0
    assert [path for path, _ in web.asked].count("/a") == 1
    assert feeds(book)[0].listed == 2


def test_a_feed_is_not_asked_before_it_is_due(book: Book, web: Server, clock: Clock) -> None:
    web.say("/feed", page(listed(), XML))
    followed(book, web)
    run(book)
    clock.move(29)
    waiting = run(book)[1]
    assert (waiting.asked, len(waiting.early)) == ([], 1)
    everything = run(book, every=True)[1]
    assert (len(everything.asked), everything.early) == (1, [])
    clock.move(31)
    assert len(run(book)[1].asked) == 1


def test_a_server_is_asked_with_what_it_gave_to_compare_by(book: Book, web: Server, clock: Clock) -> None:
    web.say("/feed", page(listed(), XML, 'ETag: "v7"', "Last-Modified: Tue, 04 Mar 2031 08:00:00 GMT"))
    followed(book, web)
    run(book)
    web.say("/feed", page(b"", status="304 Not Modified"))
    clock.move(31)
    _, feeding, told = run(book)
    sent = web.asked[-1][1]
    assert sent["if-none-match"] == '"v7"'
    assert sent["if-modified-since"] == "Tue, 04 Mar 2031 08:00:00 GMT"
    assert (feeding.asked[0].failures, feeding.asked[0].etag, told) == (0, '"v7"', [])


def test_a_failing_feed_is_asked_later_and_later_and_then_as_before(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/feed", page(listed(), XML))
    followed(book, web)
    web.say("/feed", page(b"", status="500 Broken"))
    waits = []
    for _ in range(8):
        _, feeding, told = run(book, every=True)
        waits.append((feeding.asked[0].due or NOON) - clock.now)
        assert "answered 500" in told[0].message
    assert waits[:3] == [timedelta(minutes=m) for m in (60, 120, 240)]
    assert waits[-1] == timedelta(days=1)
    web.say("/feed", page(listed(), XML))
    assert run(book, every=True)[1].asked[0].failures == 0


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("7200", 120), ("Tue, 04 Mar 2031 15:00:00 GMT", 180), ("soon", 60), ("99999999", 10_080)],
)
def test_a_server_that_asks_to_wait_is_obeyed(
    book: Book, web: Server, clock: Clock, said: str, minutes: int
) -> None:
    web.say("/feed", page(listed(), XML))
    followed(book, web)
    web.say("/feed", page(b"", f"Retry-After: {said}", status="429 Slow down"))
    due = run(book)[1].asked[0].due
    assert due == clock.now + timedelta(minutes=minutes)


def test_a_feed_that_has_ended_is_asked_no_more_and_told(book: Book, web: Server, clock: Clock) -> None:
    web.say("/feed", page(listed(), XML))
    followed(book, web)
    web.say("/feed", page(b"", status="410 Gone"))
    assert "has ended" in run(book)[2][0].message
    assert run(book, every=True)[1].asked == []


def test_a_page_that_cannot_be_had_is_told_and_the_text_of_the_feed_is_kept(
    book: Book, web: Server, clock: Clock
) -> None:
    said = "On Friday 7 people were killed at the ferry, medics said."
    own = f"<description>&lt;p&gt;{said}&lt;/p&gt;</description>"
    web.say("/feed", page(listed("http://10.0.0.1/inner", "/missing", extra=own), XML))
    followed(book, web)
    adding, _, told = run(book)
    assert adding.new == 2
    with book.reading() as connection:
        rows = connection.execute(queries.view(connection)).all()
        origins = {queries.capture(connection, row.text).origin for row in rows}
    assert all(origin.startswith(web.url + "/feed#") for origin in origins)
    messages = " ".join(issue.message for issue in told)
    assert "a private network" in messages
    assert "answered 404" in messages


def texts(book: Book) -> set[str]:
    with book.reading() as connection:
        rows = list(queries.reports(connection))
        return {queries.reading(connection, row["report"]).report.text for row in rows}


def test_one_sentence_of_a_feed_whose_page_cannot_be_had_is_a_report(
    book: Book, web: Server, clock: Clock
) -> None:
    said = "Nine villagers were killed in Marrun on Monday."
    web.say("/feed", page(listed("/missing", extra=f"<description>{said}</description>"), XML))
    followed(book, web)
    adding, _, told = run(book)
    assert (adding.new, len(told)) == (1, 1)
    assert texts(book) == {f"Report\n\n{said}"}
    assert "answered 404" in told[0].message


def test_where_the_page_holds_no_report_the_text_of_the_feed_is_kept_too(
    book: Book, web: Server, clock: Clock
) -> None:
    said = "Nine villagers were killed in Marrun on Monday."
    web.say("/wall", page(b"<html><body><script>ask()</script></body></html>", HTML))
    web.say("/feed", page(listed("/wall", extra=f"<description>{said}</description>"), XML))
    followed(book, web)
    adding, _, told = run(book)
    assert adding.new == 1
    assert texts(book) == {f"Report\n\n{said}"}
    assert "no article was found" in told[0].message
    clock.move(31)
    assert (run(book)[0].new, [path for path, _ in web.asked].count("/wall")) == (0, 1)


def test_an_entry_with_neither_page_nor_text_is_named(book: Book, web: Server, clock: Clock) -> None:
    only = "<rss version='2.0'><channel><title>W</title><item><title>Ferry</title></item></channel></rss>"
    web.say("/feed", page(only.encode(), XML))
    followed(book, web)
    told = run(book)[2]
    assert [issue.message for issue in told] == [
        f"{web.url}/feed#Ferry holds no text, and the feed names no page for it"
    ]


def test_a_feed_counts_the_reports_that_came_from_it(book: Book, web: Server, clock: Clock) -> None:
    web.say("/a", page(story(9), HTML))
    web.say("/wall", page(b"<html><body><script>ask()</script></body></html>", HTML))
    web.say("/feed", page(listed("/a", "/wall"), XML))
    followed(book, web)
    run(book)
    assert feeds(book)[0].listed == 1
    with book.reading() as connection:
        assert queries.counts(connection)["captures"] == 2
    told = CliRunner().invoke(main, ["feeds", "list", "--book", str(book.path)]).output
    assert "1 report came from it" in told


def test_a_page_whose_server_asks_to_wait_is_tried_again_when_the_time_is_over(
    book: Book, web: Server, clock: Clock
) -> None:
    text = "<description>Nine villagers were killed in Marrun on Monday.</description>"
    web.say("/feed", page(listed("/a", "/b", extra=text), XML, 'ETag: "v1"'))
    followed(book, web)
    web.say("/b", page(b"", "Retry-After: 7200", status="429 Slow down"))
    adding, feeding, told = run(book)
    assert adding.new == 0
    assert [path for path, _ in web.asked] == ["/feed", "/feed", "/b"]
    assert [issue.message.partition(" ")[2] for issue in told] == [
        "cannot be read: its server answered 429 and asks to wait (7200)",
        "was not fetched: its server asked to wait, and the time is not over",
    ]
    assert feeding.asked[0].due == clock.now + timedelta(hours=2)
    clock.move(60)
    _, feeding, _ = run(book, every=True)
    assert (feeding.asked, len(feeding.put_off), len(web.asked)) == ([], 1, 3)
    clock.move(61)
    web.say("/a", page(story(9), HTML))
    web.say("/b", page(story(4), HTML))
    assert run(book)[0].new == 2


def test_only_the_pages_that_wait_are_asked_for_and_not_the_whole_feed(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/feed", page(listed("/a", "/b"), XML, 'ETag: "v1"'))
    followed(book, web)
    web.say("/b", page(story(9), HTML))
    web.say("/a", page(b"", "Retry-After: 3000", status="503 Busy"))
    adding, feeding, _ = run(book)
    assert (adding.new, feeding.asked[0].etag, list(feeding.asked[0].late)) == (1, '"v1"', [web.url + "/a"])
    web.say("/feed", page(b"", status="304 Not Modified"))
    web.say("/a", page(story(4), HTML))
    web.asked.clear()
    clock.move(51)
    adding, feeding, told = run(book)
    assert (adding.new, told, feeding.asked[0].late) == (1, [], {})
    assert [path for path, _ in web.asked] == ["/feed", "/a"]
    assert web.asked[0][1]["if-none-match"] == '"v1"'


def test_a_page_of_a_host_that_is_left_alone_loses_no_try(book: Book, web: Server, clock: Clock) -> None:
    web.say("/feed", page(listed("/a", "/b"), XML))
    followed(book, web)
    web.say("/b", page(b"", "Retry-After: 7200", status="429 Slow down"))
    late = run(book)[1].asked[0].late
    assert {url.removeprefix(web.url): page.tries for url, page in late.items()} == {"/b": 1, "/a": 0}


def test_a_page_that_cannot_be_reached_is_tried_again_where_the_feed_gives_no_text(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/feed", page(listed("/a"), XML, 'ETag: "v1"'))
    followed(book, web)
    web.say("/a", page(b"", status="500 Broken"))
    assert run(book)[0].new == 0
    web.say("/a", page(story(9), HTML))
    clock.move(31)
    assert run(book)[0].new == 1


TEXT = "<description>Nine villagers were killed in Marrun on Monday.</description>"


@pytest.mark.parametrize(("text", "reports"), [("", 1), (TEXT, 2)])
def test_a_page_that_cannot_be_reached_is_tried_again_though_the_feed_has_not_changed(
    book: Book, web: Server, clock: Clock, text: str, reports: int
) -> None:
    web.say("/feed", page(listed("/a", extra=text), XML, 'ETag: "v1"'))
    followed(book, web)
    web.say("/a", page(b"", status="502 Broken"))
    _, _, told = run(book)
    assert [issue.todo for issue in told] == ["nothing: it is tried again from 2031-03-04 12:30 UTC on"]
    shown = CliRunner().invoke(main, ["feeds", "list", "--book", str(book.path)]).output
    assert "1 page could not be had and will be tried again" in shown
    web.say("/a", page(story(9), HTML))
    web.say("/feed", page(b"", status="304 Not Modified"))
    clock.move(31)
    assert run(book)[0].new == 1
    assert feeds(book)[0].late == {}
    with book.reading() as connection:
        found = list(queries.reports(connection))
        days = {queries.reading(connection, row["report"]).report.date for row in found}
    assert len(found) == reports
    assert [str(day) for day in days] == ["2031-03-04"]


def test_a_page_is_tried_later_and_later_and_then_given_up(book: Book, web: Server, clock: Clock) -> None:
    web.say("/feed", page(listed("/a"), XML))
    followed(book, web)
    web.say("/a", page(b"", status="502 Broken"))
    tried: list[float] = []
    last = ""
    for _ in range(115):
        before = len(web.asked)
        _, _, told = run(book)
        if any(path == "/a" for path, _ in web.asked[before:]):
            tried.append((clock.now - NOON).total_seconds() / 60)
            last = told[-1].todo
        clock.move(30)
    assert tried == [0, 30, 90, 210, 450, 930, 1890, 3330]
    assert last == "it was tried 8 times, and is given up: look at it, and add its address"
    shown = CliRunner().invoke(main, ["feeds", "list", "--book", str(book.path)]).output
    assert "1 page could not be had, and not tried any more" in shown
    web.say("/feed", page(listed(), XML))
    run(book, every=True)
    assert feeds(book)[0].late == {}


def test_a_page_that_is_refused_is_not_asked_for_at_every_change_of_the_feed(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/feed", page(listed("/a"), XML))
    web.say("/a", page(b"members only", status="403 Forbidden"))
    followed(book, web)
    run(book)
    clock.move(60)
    run(book)
    assert [path for path, _ in web.asked].count("/a") == 1


def test_a_page_that_was_given_up_is_tried_anew_when_the_feed_dates_it_anew(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/feed", page(listed("/a"), XML))
    web.say("/a", page(b"members only", status="403 Forbidden"))
    followed(book, web)
    run(book)
    entry = "<entry><id>a</id><link href='/a'/><updated>2031-03-04T12:30:00Z</updated></entry>"
    again = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title>{entry}</feed>".encode()
    web.say("/feed", page(again, "Content-Type: application/atom+xml"))
    web.say("/a", page(story(9), HTML))
    clock.move(60)
    assert run(book)[0].new == 1


def test_a_changed_entry_is_fetched_again_as_a_further_version(book: Book, web: Server, clock: Clock) -> None:
    def atom(updated: str) -> bytes:
        entry = f"<entry><id>a</id><title>A</title><link href='/a'/><updated>{updated}</updated></entry>"
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title>{entry}</feed>".encode()

    web.say("/a", page(story(9), HTML))
    web.say("/feed", page(atom("2031-03-04T09:00:00Z"), "Content-Type: application/atom+xml"))
    followed(book, web)
    run(book)
    web.say("/a", page(story(11), HTML))
    clock.move(60)
    assert run(book)[0].changed == 0
    web.say("/feed", page(atom("2031-03-04T12:30:00Z"), "Content-Type: application/atom+xml"))
    clock.move(60)
    assert run(book)[0].changed == 1


def test_one_broken_feed_does_not_keep_the_others_from_being_read(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/a", page(story(9), HTML))
    web.say("/feed", page(listed("/a"), XML))
    web.say("/broken", page(listed(), XML))
    followed(book, web, "/broken")
    followed(book, web)
    web.say("/broken", page(b"<html>no feed any more</html>", HTML))
    adding, feeding, told = run(book)
    assert adding.new == 1
    assert "no feed" in told[0].message
    assert [feed.failures for feed in sorted(feeding.asked, key=lambda f: f.url)] == [1, 0]


def test_a_feed_that_leads_to_an_inner_network_is_refused(book: Book, web: Server, clock: Clock) -> None:
    web.say("/feed", page(listed(), XML))
    followed(book, web)
    web.say("/feed", page(b"", "Location: http://169.254.169.254/latest/", status="302 Found"))
    assert "metadata service" in run(book)[2][0].message


def test_what_is_no_feed_is_not_followed_and_none_is_followed_twice(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/page", page(b"<html><body>news</body></html>", HTML))
    with pytest.raises(FetchError, match="no feed"):
        followed(book, web, "/page")
    web.say("/feed", page(listed(), XML))
    followed(book, web)
    with pytest.raises(InputError, match="already"):
        followed(book, web)
    with pytest.raises(InputError, match="every 5 to"):
        follow(book, web.url + "/other", outlet=None, every=1, web=loopback())
    assert drop_feed(book, web.url + "/feed")
    assert not drop_feed(book, web.url + "/feed")


def test_an_interrupted_run_does_not_lose_what_a_feed_listed(book: Book, web: Server, clock: Clock) -> None:
    web.say("/a", page(story(9), HTML))
    web.say("/feed", page(listed("/a"), XML, 'ETag: "v1"'))
    followed(book, web)
    feeding = Feeding(book, loopback())
    next(feeding.found())
    assert feeds(book)[0].etag is None
    assert run(book)[0].new == 1


def test_there_is_a_pause_between_two_requests_to_one_host_feed_page_or_redirect(
    book: Book, web: Server, clock: Clock
) -> None:
    web.say("/old", page(b"", "Location: /a", status="301 Moved"))
    web.say("/a", page(story(9), HTML))
    web.say("/feed", page(listed("/old"), XML))
    followed(book, web)
    slept: list[float] = []
    run(book, web=loopback(pause=5.0, sleep=slept.append))
    assert [path for path, _ in web.asked[1:]] == ["/feed", "/old", "/a"]
    assert len(slept) == 2
    assert all(0 < wait <= 5 for wait in slept)


ENTITIES = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9))
BOMB = f"<!DOCTYPE rss [<!ENTITY e0 'boom'>{ENTITIES}]>"
HOSTILE = {
    "an entity bomb": f"{BOMB}<rss><channel><title>&e9;</title></channel></rss>",
    "a file of the machine": (
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>"
    ),
    "scripts": "<rss><channel><title>W</title><item><link>javascript:alert(1)</link>"
    "<description>&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src='http://track.example/x'&gt;</description>"
    "</item></channel></rss>",
    "ten thousand entries": "<rss><channel><title>W</title>"
    + "<item><link>/a</link></item>" * 10_000
    + "</channel></rss>",
    "deep nesting": "<rss><channel>" + "<a>" * 20_000 + "<title>W</title></channel></rss>",
    "an endless line": "<rss><channel><title>" + "x" * 2_000_000 + "</title></channel></rss>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_is_bounded(name: str) -> None:
    try:
        title, entries = feed_of(HOSTILE[name].encode(), "https://news.example/feed")
    except FetchError:
        return
    assert len(title or "") <= 500
    assert "root:" not in (title or "")
    assert len(entries) <= 1000
    assert all(entry.link is None or entry.link.startswith("http") for entry in entries)
    assert all("<script" not in entry.content for entry in entries)


def test_a_feed_is_kept_as_it_stands(book: Book) -> None:
    keep_feed(book, Feed(url="https://news.example/feed", every=60))
    keep_feed(book, Feed(url="https://news.example/feed", every=90))
    assert [feed.every for feed in feeds(book)] == [90]
