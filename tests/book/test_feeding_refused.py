"""Feeds that are refused or bounded: broken, hostile, followed already, or leading to an inner network."""

import pytest
from followed_feeds import HTML, XML, Clock, followed, listed, loopback, run, story

from tollbook.archive.feeds import feed_of
from tollbook.archive.wire import FetchError
from tollbook.book import Book
from tollbook.book.feeds import drop_feed
from tollbook.errors import InputError
from tollbook.feeding import follow
from web_servers import Server, page


@pytest.fixture
def clock(book: Book) -> Clock:
    book.clock = Clock()
    return book.clock


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
