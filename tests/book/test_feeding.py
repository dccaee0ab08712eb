"""Feeds: what is new comes into the book once, with its evidence; servers are asked politely."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from followed_feeds import HTML, NOON, XML, Clock, followed, listed, loopback, run, story, texts

from tollbook.book import Book, queries
from tollbook.book.feeds import feeds, keep_feed
from tollbook.cli import main
from tollbook.feeding import Feeding
from tollbook.model.feed import Feed
from web_servers import Server, page


@pytest.fixture
def clock(book: Book) -> Clock:
    book.clock = Clock()
    return book.clock


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


def test_a_feed_is_kept_as_it_stands(book: Book) -> None:
    keep_feed(book, Feed(url="https://news.example/feed", every=60))
    keep_feed(book, Feed(url="https://news.example/feed", every=90))
    assert [feed.every for feed in feeds(book)] == [90]
