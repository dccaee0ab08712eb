"""A made-up war for the benchmark of the desk: reports that tell of two incidents each, linked five to one.

Incident `n` has the claims 5n to 5n+4; report `n` has the claims 2n and 2n+1. Places, days and numbers follow
from the incident, so that its claims are about one thing; each outlet's numbers differ a little, and one in
eight incidents has a source that tells something else altogether.
"""

import random
import re
from datetime import date, timedelta
from pathlib import Path

import msgspec
from book_growing import put_in
from book_reports import DAYS, FIRST_DAY, WORDS, small_reading

from tollbook.book import Book
from tollbook.book.incidents import Changes, keep_links
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.incident import Incident
from tollbook.model.provenance import Basis, Quote, Span, Stamp
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.model.when import DatePrecision, When

PER_INCIDENT = 5
AT_ONCE = 2_000
COUNTRIES = ("SY", "IQ", "YE", "UA", "SD", "MM", "ET", "ML")
SENTENCE = re.compile(r"(\d+) people were killed at (\S+) (\S+) on (\S+),")


def setting(incident: int) -> tuple[random.Random, date, float, float]:
    """Give the day and place (degrees) of an incident, with its dice."""
    dice = random.Random(f"incident {incident}")
    day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    return dice, day, round(dice.uniform(25, 45), 3), round(dice.uniform(25, 55), 3)


def record(number: int) -> dict[str, str]:
    """Make one report of two sentences."""
    own = random.Random(number)
    parts = []
    for claim in (2 * number, 2 * number + 1):
        dice, day, north, east = setting(claim // PER_INCIDENT)
        many = max(1, dice.randint(2, 60) + own.randint(-1, 1))
        if claim % PER_INCIDENT == 0 and (claim // PER_INCIDENT) % 8 == 0:
            many *= 3
        parts.append(f"{many} people were killed at {north} {east} on {day}, the town office said.")
    outlet = f"Radio {own.choice(WORDS[:40]).title()}"
    text = " ".join([*parts, " ".join(own.choices(WORDS, k=40))]) + "."
    return {"id": f"r{number}", "outlet": outlet, "text": text}


def read(report: Report) -> Reading:
    """Read a report of `record`: one claim and one figure for each sentence."""
    stamp = Stamp(capture=report.capture, text=report.text, knowledge="none")
    figures, claims = [], []
    for match in SENTENCE.finditer(report.text):
        # What the small reader reads is one sentence, where it stands.
        line = msgspec.structs.replace(report, text=" " * match.start() + match[0])
        figure = small_reading(line).figures[0]
        span = Span(*match.span())
        claim = Claim(
            id=f"{report.id}-c{match.start()}",
            report=report.id,
            kind=ClaimKind.EVENT,
            span=span,
            quote=Quote.of(report.text, span),
            stance=figure.stance,
            event=stamp.source("Attack", span, rule="benchmark", basis=Basis.STATED),
            place=figure.place,
            when=figure.when,
            figures=(figure.id,),
        )
        figures.append(figure)
        claims.append(claim)
    read = small_reading(msgspec.structs.replace(report, text=""))
    return msgspec.structs.replace(read, report=report, figures=tuple(figures), claims=tuple(claims))


def war(folder: Path, reports: int) -> Book:
    """Make the book: reports in, without evidence; their claims linked."""
    made = Book.init(folder / "book")
    put_in(made, folder, range(reports), record, read)
    link(made, reports)
    return made


def link(made: Book, reports: int) -> None:
    """Bring the claims together, five to an incident."""
    claims = [claim.id for number in range(reports) for claim in _claims(number)]
    incidents = []
    for first in range(0, len(claims), PER_INCIDENT):
        number = first // PER_INCIDENT
        _, day, north, east = setting(number)
        when = When(start=day, end=day, precision=DatePrecision.DAY, reading="stated")
        incidents.append(
            Incident(
                id=f"incident-{number}",
                claims=tuple(claims[first : first + PER_INCIDENT]),
                event="Attack",
                place=f"Pier {number % 500}",
                gazetteer=f"g:{number % 500}",
                country=COUNTRIES[number % len(COUNTRIES)],
                latitude=north,
                longitude=east,
                when=when,
            )
        )
    for first in range(0, len(incidents), AT_ONCE):
        keep_links(made, Changes(incidents=tuple(incidents[first : first + AT_ONCE])), "all")


def _claims(number: int) -> tuple[Claim, ...]:
    made = record(number)
    report = Report(id=made["id"], capture="0" * 64, source="", text=made["text"], language="en")
    return read(report).claims
