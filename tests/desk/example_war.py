"""A small invented war for the tests of overview and sources: reports that agree, that clash, that copy."""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))
sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import keep
from example_maker import VERSIONS, Maker

from tollbook.book import Book
from tollbook.book import incidents as linked
from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Outcome
from tollbook.model.incident import CopyGroup, CopyKind, Incident
from tollbook.model.mention import LoadedUse
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.model.when import DatePrecision, When


def told(name: str, outlet: str, low: int, high: int | None, *, day: int = 3, more: str = "") -> Reading:
    """Give the reading of a report in which an outlet says itself how many were killed in Halden."""
    text = f"3 March 2031. {outlet}. From {low} to {high} people were killed by shells in Halden. {more}"
    m = Maker(text, name)
    words = f"From {low} to {high} people were killed"
    figure = m.figure(words, Outcome.KILLED, low, high)
    event = m.of("Shelling/artillery/missile attack", "shells", "events.example")
    claim = m.claim(ClaimKind.EVENT, words, event=event, figures=(figure.id,))
    loaded = [
        LoadedUse(span=m.span(word), words=word, entry="t", neutral="fighters", guide="Name it.")
        for word in ("terrorists",)
        if word in text
    ]
    return Reading(
        report=Report(
            id=name,
            capture=m.capture,
            source=f"{name}.txt",
            text=text,
            outlet=m.of(outlet, outlet, "read.outlet"),
            printed=m.of(date(2031, 3, day), "3 March 2031", "read.dateline"),
            language="en",
        ),
        mentions=(),
        figures=(figure,),
        claims=(claim,),
        loaded=tuple(loaded),
        findings=(),
        issues=(),
        versions=VERSIONS,
    )


def war(folder: Path) -> Book:
    """Make a book of two incidents: in one a source excludes two others; one report is a copy.

    Halden: Alder Wire 10 to 12, Birch Radio 11 to 15, Cedar Post 40 to 50, Dune Daily a copy of Alder Wire.
    Moorby: Alder Wire 3 to an open end; nobody knows the days.
    """
    book = Book.init(folder)
    for each in (
        told("a1", "Alder Wire", 10, 12),
        told("b1", "BIRCH RADIO", 11, 15, more="The terrorists withdrew."),
        told("c1", "Cedar Post", 40, 50),
        told("d1", "Dune Daily", 10, 12),
        told("a2", "Alder Wire", 3, None),
        told("b2", "Birch Radio", 7, 8),
    ):
        keep(book, each, each.report.text.encode() + each.report.id.encode(), f"/news/{each.report.id}.txt")
    link(book)
    return book


def link(book: Book) -> None:
    """Bring the claims together as `war` says; b2 stays without an incident."""
    with book.reading() as connection:
        claims = {account.report: account.claim.id for account in linked.accounts(connection)}
    day = When(start=date(2031, 3, 3), end=date(2031, 3, 3), precision=DatePrecision.DAY, reading="stated")
    halden = Incident(
        id="halden",
        claims=tuple(claims[name] for name in ("a1", "b1", "c1", "d1")),
        place="Halden",
        country="NV",
        when=day,
    )
    moorby = Incident(id="moorby", claims=(claims["a2"],), place="Moorby <b>", country="NV")
    copy = CopyGroup(id="copy", kind=CopyKind.EXACT, origin="a1", members=("a1", "d1"), why="one text")
    linked.keep_links(book, linked.Changes(incidents=(halden, moorby), copies=(copy,)), "test")
