"""Pages of a feed that are asked for again: when their server allows it, until given up, once changed."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from followed_feeds import HTML, NOON, XML, Clock, followed, listed, run, story

from tollbook.book import Book, queries
from tollbook.book.feeds import feeds
from tollbook.cli import main
from web_servers import Server, page


@pytest.fixture
def clock(book: Book) -> Clock:
    book.clock = Clock()
    return book.clock


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
