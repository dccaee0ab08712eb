"""A book with two invented incidents in five short reports, one in Arabic, for the incident's tests."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import example_desk
from example_book import keep
from example_maker import VERSIONS, Maker

from tollbook.book import Book
from tollbook.book import incidents as linked
from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Outcome
from tollbook.model.incident import Incident
from tollbook.model.mention import LoadedUse
from tollbook.model.provenance import Basis
from tollbook.model.reading import Reading
from tollbook.model.reference import Actor, Place
from tollbook.model.report import Report
from tollbook.model.when import DatePrecision, When

assert example_desk  # it puts the folders of the shared examples on the path

# Report, outlet, text, words of the figure, low, high, place, day of the event, day of the report.
TEXTS: Sequence[tuple[str, str, str, str, int, int | None, str, int, int]] = (
    (
        "wire",
        "Meridian Wire",
        "Rockets fell on Sareb. They killed 40 people on 3 May, a clinic said. It rained.",
        "40 people",
        40,
        40,
        "Sareb",
        3,
        4,
    ),
    (
        "radio",
        "Radio Vantor",
        "A strike on Sareb on 3 May killed at least 52 militants, the staff of the province said.",
        "at least 52 militants",
        52,
        None,
        "Sareb",
        3,
        5,
    ),
    (
        "waha",
        "الواحة",
        "قتل 40 شخصا في سارب يوم 3 أيار. ولم تذكر المصادر من قصف المدينة.",
        "40 شخصا",
        40,
        40,
        "سارب",
        3,
        5,
    ),
    (
        "post",
        "Orlan Post",
        "In Dalen, 9 people were killed on 4 May when shells hit a bridge.",
        "9 people",
        9,
        9,
        "Dalen",
        4,
        6,
    ),
    (
        "late",
        "The Ledger",
        "A mine on the road to Tarn killed 3 people on 20 June.",
        "3 people",
        3,
        3,
        "Tarn",
        20,
        21,
    ),
)


def reading(row: tuple[str, str, str, str, int, int | None, str, int, int]) -> Reading:
    """Make the reading of one of the texts: one claim, one figure, the loaded word that it may hold."""
    name, outlet, text, words, low, high, place, day, published = row
    m = Maker(text, name)
    month = 6 if name == "late" else 5
    when = When(
        start=date(2031, month, day),
        end=date(2031, month, day),
        precision=DatePrecision.DAY,
        reading="example",
    )
    said = str(day)
    figure = m.figure(words, Outcome.KILLED, low, high, place=m.of(Place(name=place), place, "places.exact"))
    claim = m.claim(
        ClaimKind.EVENT,
        words,
        event=m.of("Air/drone strike", words, "events.example"),
        place=m.of(Place(name=place), place, "places.exact"),
        when=m.of(when, said, "dates.example"),
        figures=(figure.id,),
    )
    loaded = []
    if "militants" in text:
        fighters = m.of(Actor(name="militants", label="the fighters"), "militants", "actors.example")
        use = LoadedUse(
            span=m.span("militants"),
            words="militants",
            entry="militant",
            neutral="fighters",
            guide="example",
            of=fighters,
        )
        loaded.append(use)
    report = Report(
        id=name,
        capture=m.capture,
        source=f"{name}.txt",
        text=text,
        outlet=m.of(outlet, words, "given", basis=Basis.ASSUMED),
        given=m.of(date(2031, month, published), words, "given", basis=Basis.ASSUMED),
        language="ar" if name == "waha" else "en",
    )
    return Reading(
        report=report,
        mentions=(),
        figures=(figure,),
        claims=(claim,),
        loaded=tuple(loaded),
        findings=(),
        issues=(),
        versions=VERSIONS,
    )


def two_incidents(folder: Path) -> Book:
    """Make a book in which the incident "one" wrongly holds the claim of Dalen, and "two" is of June."""
    book = Book.init(folder)
    claims = {}
    for number, row in enumerate(TEXTS):
        made = reading(row)
        claims[row[0]] = made.claims[0].id
        keep(book, made, f"incident {number}".encode(), f"/news/{row[0]}.txt")
    first = tuple(claims[name] for name in ("wire", "radio", "waha", "post"))
    one = Incident(id="one", claims=first, place="Sareb", event="Air/drone strike")
    two = Incident(id="two", claims=(claims["late"],), place="Tarn", event="mine")
    linked.keep_links(book, linked.Changes(incidents=(one, two)), "test")
    return book


def claim_of(name: str) -> str:
    """Give the id of the claim of a report."""
    return next(reading(row).claims[0].id for row in TEXTS if row[0] == name)


def sets_of(book: Book) -> dict[str, list[str]]:
    """Give the reports in each incident, by its id."""
    with book.reading() as connection:
        reports = {each.claim.id: each.report for each in linked.accounts(connection)}
        return {each.id: sorted(reports[c] for c in each.claims) for each in linked.incidents(connection)}
