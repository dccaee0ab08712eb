"""Short texts for tests, read through the flow with the real gazetteer."""

from datetime import date
from functools import cache

from tollbook import Reader
from tollbook.annotate import annotate
from tollbook.model.provenance import Span, Stamp
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.model.text import Text

DAY = date(2031, 3, 7)
"""The date of every text that names no other: a Friday."""


@cache
def reader() -> Reader:
    """Read by the rules alone: these sentences are about the rules."""
    return Reader(rules_only=True)


def report(text: str, *, title: str = "", day: date | None = DAY, name: str = "r") -> Report:
    """Make a report of a text, with a title above it where one is given."""
    whole = f"{title}\n\n{text}" if title else text
    stamp = Stamp(capture="0" * 64, text=whole, knowledge="test")
    return Report(
        id=name,
        capture="0" * 64,
        source="test",
        text=whole,
        head=Span(0, len(title)) if title else None,
        printed=stamp.source(day, Span(0, 1), rule="test") if day else None,
        language="en",
    )


def reading(text: str, *, title: str = "", day: date | None = DAY, name: str = "r") -> Reading:
    """Read a text through the whole flow."""
    return reader().read(report(text, title=title, day=day, name=name))


def annotated(text: str, *, title: str = "") -> Text:
    """Read a text as far as its sentences, tokens and mentions, actors and places resolved."""
    flow = reader()
    return flow._resolve(annotate(report(text, title=title), flow.gazetteer))[0]
