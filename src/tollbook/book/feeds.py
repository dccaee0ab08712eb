"""The feeds of a book: kept by their address, changed by every run; what comes from them is in the ledger."""

from datetime import datetime

import msgspec
from sqlalchemy import delete, func, insert, select

from tollbook.book import engine
from tollbook.book.book import Book
from tollbook.book.schema import CAPTURE, FEED
from tollbook.model.feed import Feed


def feeds(book: Book) -> list[Feed]:
    """Give the feeds that a book follows, by address."""
    with book.reading() as connection:
        bodies = connection.scalars(select(FEED.c.body).order_by(FEED.c.url)).all()
    return [msgspec.json.decode(body, type=Feed) for body in bodies]


def keep_feed(book: Book, feed: Feed) -> None:
    """Follow a feed, or note how it stands."""
    body = msgspec.json.encode(feed).decode()
    with engine.writing(book.engine) as connection:
        connection.execute(delete(FEED).where(FEED.c.url == feed.url))
        connection.execute(insert(FEED), {"url": feed.url, "body": body})


def drop_feed(book: Book, url: str) -> bool:
    """Follow a feed no more; False where the book does not. What came from it stays."""
    with engine.writing(book.engine) as connection:
        return bool(connection.execute(delete(FEED).where(FEED.c.url == url)).rowcount)


def last_capture(book: Book, origin: str) -> datetime | None:
    """Give when an address was last captured (UTC); None where it never was."""
    with book.reading() as connection:
        found = connection.scalar(select(func.max(CAPTURE.c.received)).where(CAPTURE.c.origin == origin))
    return datetime.fromisoformat(found) if found else None
