"""Short made-up reports for the benchmark of a book, and the small reader that reads them."""

import random
import re
from datetime import date, timedelta
from typing import Any

from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.provenance import Basis, Provenance, Quote, Sourced, Span, Stamp
from tollbook.model.reading import Reading, Versions
from tollbook.model.reference import Candidate, Place, PlaceRelation
from tollbook.model.report import Report
from tollbook.model.when import DatePrecision, When
from tollbook.running import Read
from tollbook.version import EXTRACTOR

FIRST_DAY = date(2026, 1, 1)
DAYS = 1_800
FIGURE_WORDS = re.compile(r"(\d+) people were (killed|hurt)")
VERSIONS = Versions(extractor="benchmark", knowledge="none", parser="none", gazetteer="none")


def vocabulary() -> list[str]:
    """Make 5,000 invented words."""
    dice = random.Random(1)
    parts = ["ka", "ri", "mo", "sel", "ten", "ur", "va", "lo", "shi", "dan", "pe", "gul"]
    return sorted({"".join(dice.choices(parts, k=dice.randint(2, 4))) for _ in range(9_000)})[:5_000]


WORDS = vocabulary()


def record(number: int) -> dict[str, str]:
    """Make one short report; a place and a day stand in it as numbers, for the small reader to read."""
    dice = random.Random(number)
    day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    where = f"{dice.uniform(25, 45):.3f} {dice.uniform(25, 55):.3f}"
    text = (
        f"{dice.randint(2, 90)} people were killed and {dice.randint(2, 90)} people were hurt at {where} "
        f"on {day.isoformat()}, the {dice.choice(WORDS)} office said. {' '.join(dice.choices(WORDS, k=40))}."
    )
    return {"id": f"r{number}", "outlet": f"Radio {dice.choice(WORDS[:40]).title()}", "text": text}


def small_reader() -> Read:
    """Make a reader of such reports: figures with place and day, nothing else."""
    return small_reading


def small_reading(report: Report) -> Reading:
    """Read the figures of a report that `record` made."""
    stamp = Stamp(capture=report.capture, text=report.text, knowledge="none")
    place = re.search(r"at (\S+) (\S+) on (\S+),", report.text)
    figures: list[Figure] = []
    for match in FIGURE_WORDS.finditer(report.text) if place else ():
        assert place is not None
        span, where, when = Span(*match.span()), Span(place.start(1), place.end(2)), Span(*place.span(3))
        many, day = int(match[1]), date.fromisoformat(place[3])
        point = Candidate(
            gazetteer=f"g:{place[1]}",
            name="Pier",
            country="XX",
            latitude=float(place[1]),
            longitude=float(place[2]),
            feature="PPL",
            score=1.0,
        )

        def of(value: Any, at: Span = span) -> Sourced[Any]:
            return stamp.source(value, at, rule="benchmark", basis=Basis.STATED)

        figures.append(
            Figure(
                id=f"{report.id}-{match.start()}",
                report=report.id,
                span=span,
                quote=Quote.of(report.text, span),
                outcome=of(Outcome.KILLED if match[2] == "killed" else Outcome.INJURED),
                count=of(Count(low=many, high=many)),
                status=of(Status.UNKNOWN),
                scope=of(Scope.INCIDENT),
                stance=of(Stance.ASSERTED),
                place=of(Place(name="Pier", relation=PlaceRelation.IN, candidates=(point,)), where),
                when=of(When(start=day, end=day, precision=DatePrecision.DAY, reading="stated"), when),
            )
        )
    return Reading(
        report=report,
        mentions=(),
        figures=tuple(figures),
        claims=(),
        loaded=(),
        findings=(),
        issues=(),
        versions=VERSIONS,
    )


def as_read(made: dict[str, str], sha256: str, source: str) -> Report:
    """Give the report that reading a record gives, as near as matters here, in less time."""
    outlet = Sourced(
        value=made["outlet"],
        words=made["outlet"],
        basis=Basis.STATED,
        provenance=Provenance(
            capture=sha256, span=None, rule="given.record", extractor=EXTRACTOR, knowledge="none"
        ),
    )
    return Report(
        id=made["id"], capture=sha256, source=source, text=made["text"], outlet=outlet, language="en"
    )
