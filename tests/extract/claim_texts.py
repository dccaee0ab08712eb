"""Texts for tests of claims: a small reader that is told which words are parties and places."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from tollbook.annotate.dates import dates
from tollbook.annotate.events import events
from tollbook.annotate.harms import harms, persons
from tollbook.annotate.parser import parse
from tollbook.annotate.quantities import quantities
from tollbook.annotate.sentences import sentences
from tollbook.extract.claims import claims
from tollbook.extract.figures import figures
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import Actor, ActorKind, Place
from tollbook.model.report import Report
from tollbook.model.text import Text
from tollbook.qualify.attribution import attribute
from tollbook.qualify.hedging import qualifiers
from tollbook.resolve.dates import resolve

STATES = (
    "Sudari",
    "Sudar's",
    "Norvanian",
    "Khedrian",
    "Ostrani",
    "Sudar",
    "Norvania",
    "Khedria",
    "Ostrany",
    "Mirasol",
)
ARMIES = ("Ninth Brigade", "Norvanian army", "Khedrian army", "Sudari army", "Mirasol navy")
REBELS = ("Reed Front", "Lake Union", "Dawn Legion", "Red Kestrels", "Southern Column")
WATCHERS = ("Delta Monitor", "Ridge Observatory")
PLACES = (
    "Kupolsk",
    "Orsk",
    "Sevare",
    "Almo",
    "Tano",
    "Gorodi",
    "Varga",
    "Lomyna",
    "Delvina",
    "Tamaran",
    "Kero",
    "Ondra",
    "Bor",
    "Halden",
    "Nambe",
    "Pirae",
    "Quilo",
    "Sarmin",
    "Weyla",
)
PARTIES = (
    [(name, ActorKind.STATE_FORCES) for name in ARMIES]
    + [(name, ActorKind.REBEL_GROUP) for name in REBELS]
    + [(name, ActorKind.MONITOR) for name in WATCHERS]
    + [(name, ActorKind.GOVERNMENT) for name in STATES]
)


def report(text: str, day: date = date(2023, 6, 15)) -> Report:
    return Report(id="r", capture="0" * 64, source="test", text=text, given=None, language="en")


def made(text: str) -> Text:
    """Read a text with the parser and the lexicons; parties and places are those listed above."""
    paper = report(text)
    numbers = quantities(text)
    found = [*dates(text), *harms(text), *persons(text), *events(text)]
    taken: list[Span] = []
    for name, kind in sorted(PARTIES, key=lambda p: -len(p[0])):
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            span = Span(*match.span())
            if any(span.overlaps(t) for t in taken):
                continue
            taken.append(span)
            actor = Actor(name=name, label=name, kind=kind, registry=name.lower())
            found.append(Mention(kind=MentionKind.ACTOR, span=span, words=name, rule="test", actor=actor))
    for name in PLACES:
        for match in re.finditer(rf"\b{name}\b", text):
            span = Span(*match.span())
            place = Place(name=name)
            found.append(Mention(kind=MentionKind.PLACE, span=span, words=name, rule="test", place=place))
    found.sort(key=lambda m: (m.span.start, -m.span.end))
    cut, tokens = parse(text, sentences(paper), numbers, gate=lambda _: True)
    return Text(report=paper, sentences=tuple(cut), tokens=tuple(tokens), mentions=(*numbers, *found))


def claims_of(text: str, day: date = date(2023, 6, 15)) -> tuple[Claim, ...]:
    """Give all claims of a text that was published on `day`."""
    read = made(text)
    when: Callable[..., object] = partial(resolve, report_date=day)
    said = attribute(read)
    counted = figures(read, said, qualifiers(read), resolve_date=when)  # type: ignore[arg-type]  # a partial
    return claims(read, said, counted, when)  # type: ignore[arg-type]  # a partial


def of_kind(text: str, kind: ClaimKind) -> list[Claim]:
    return [claim for claim in claims_of(text) if claim.kind is kind]


def only(text: str, kind: ClaimKind) -> Claim:
    """Give the one claim of a kind that a text makes."""
    found = of_kind(text, kind)
    assert len(found) == 1, [(c.kind, c.quote.exact) for c in claims_of(text)]
    return found[0]
