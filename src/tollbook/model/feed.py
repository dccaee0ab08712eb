"""Feeds: addresses that list new reports, and when they are asked again."""

from datetime import date, datetime

import msgspec


class LatePage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of a feed that could not be had: how often it was tried, since when, and when it is next (UTC).

    `due` is None where it was given up; `published` is the day that the feed gives for it.
    """

    tries: int
    since: datetime
    due: datetime | None = None
    published: date | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A feed that a book follows.

    `every` is in minutes. `etag` and `modified` are what its server gave to ask again with; `checked` and
    `due` are UTC, `due` None where it is not asked any more. `failures` counts failures in a row, `trouble`
    names the last one. `listed` counts the reports that came from it. `waits` names hosts of its pages that
    asked to wait, and until when (UTC). `late` are the pages that could not be had, by address.
    """

    url: str
    outlet: str | None = None
    title: str | None = None
    every: int = 30
    etag: str | None = None
    modified: str | None = None
    checked: datetime | None = None
    due: datetime | None = None
    failures: int = 0
    trouble: str | None = None
    listed: int = 0
    waits: dict[str, datetime] = {}
    late: dict[str, LatePage] = {}


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a feed says of one report: where it is, when it was published and changed (UTC), its own text."""

    link: str | None
    name: str
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    content: str = ""
