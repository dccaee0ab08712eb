"""Pieces of incidents: what one figure, claim or sentence of a reading says of an incident of the MUC-4 task.

What the task leaves out is left out: clashes of soldiers and rebels, totals over a time, what is denied,
what is old.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

import msgspec

from tollbook.evaluate import muc4_words as words
from tollbook.evaluate.muc4_people import Victim, taken, victim_of, victims
from tollbook.evaluate.muc4_places import Places
from tollbook.evaluate.muc4_things import HEAD
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Outcome, Scope, Stance, Status
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reading import Reading
from tollbook.model.reference import Actor, Place
from tollbook.model.when import When

END = re.compile(r"[.!?][\"')\]]*\s{2,}|\n\s*\n|[.!?][\"')\]]*\s+(?=[A-Z\"(\[])")
T = TypeVar("T")
HEADING = re.compile(r"\A[^\n]{0,40},[^-]{0,160}?--\s*(?:\[[^\]]{0,90}\]\s*){0,4}")
OLD = timedelta(days=62)
BESIDE = 150
LONG = timedelta(days=200)
KILLING = frozenset([Outcome.KILLED, Outcome.INJURED, Outcome.KILLED_OR_INJURED])


class Piece(msgspec.Struct):
    """What one figure or claim says of an incident."""

    kind: str
    sentence: Span
    place: Place | None = None
    when: Sourced[When] | None = None
    victims: list[Victim] = msgspec.field(default_factory=list)
    doers: list[Actor] = msgspec.field(default_factory=list)
    harmless: bool = False


def pieces(reading: Reading) -> list[Piece]:
    """Give the pieces of a reading, in text order."""
    text = reading.report.text
    cuts = [0, *(found.end() for found in END.finditer(text)), len(text)]
    found = [*_of_figures(reading, cuts), *_of_claims(reading, cuts), *_of_sentences(reading, cuts)]
    return sorted(found, key=lambda piece: piece.sentence.start)


def grouped(found: list[Piece], places: Places) -> list[list[Piece]]:
    """Put each piece to the last told incident of its kind, unless place or day is another.

    An attack told of beside a bombing is that bombing.
    """
    groups: list[list[Piece]] = []
    for piece in found:
        for group in reversed(groups):
            alike = group[0].kind == piece.kind or _bombing(piece, group)
            if _same_victim(piece, group) or (alike and _may_be_one(piece, group, places)):
                group.append(piece)
                if piece.kind == "BOMBING" and group[0].kind == "ATTACK" and _bombing(piece, group[:-1]):
                    group[0].kind = "BOMBING"
                break
        else:
            groups.append([piece])
    return groups


def _may_be_one(piece: Piece, group: list[Piece], places: Places) -> bool:
    spot, spots = _spot(piece, places), {_spot(each, places) for each in group} - {None}
    day, days = _day(piece), {_day(each) for each in group} - {None}
    return (spot is None or not spots or spot in spots) and (day is None or not days or day in days)


def _bombing(piece: Piece, group: list[Piece]) -> bool:
    """Tell whether of piece and group one is an attack, the other a bombing, in sentences near each other."""
    if {piece.kind, group[0].kind} != {"ATTACK", "BOMBING"}:
        return False
    here = piece.sentence
    gaps = (max(here.start - each.sentence.end, each.sentence.start - here.end) for each in group)
    return min(gaps) < BESIDE


def _day(piece: Piece) -> date | None:
    when = piece.when.value if piece.when else None
    return when.start if when and when.start == when.end else None


def _same_victim(piece: Piece, group: list[Piece]) -> bool:
    """Tell whether a person named in the piece is named in the group: one kidnapped and then killed."""
    names = {victim.name.split()[-1] for victim in piece.victims if victim.name}
    return any(v.name and v.name.split()[-1] in names for each in group for v in each.victims)


def _spot(piece: Piece, places: Places) -> str | None:
    if piece.place is None:
        return None
    found = places.find(piece.place.core or piece.place.name, None, piece.place.unit)
    return found[1].split(" (")[0] if found else None


def heading(text: str) -> int:
    """Give where the text proper begins, behind place, day and agency.

    Example:
        >>> heading("LIMA, 4 MAR 89 (WIRE) -- [TEXT] Two died.")
        32
    """
    found = HEADING.match(text)
    return found.end() if found else 0


def _told(value: Sourced[T] | None, start: int) -> Sourced[T] | None:
    span = value.provenance.span if value else None
    return value if span is None or span.start >= start else None


def _sentence(cuts: list[int], span: Span) -> Span:
    start = max((cut for cut in cuts if cut <= span.start), default=0)
    return Span(start, min((cut for cut in cuts if cut > span.start), default=span.end))


def _of_figures(reading: Reading, cuts: list[int]) -> Iterable[Piece]:
    text, today = reading.report.text, reading.report.date
    for figure in reading.figures:
        outcome = figure.outcome.value
        total = figure.scope.value is Scope.PERIOD and not figure.name
        if total or figure.stance.value is Stance.DENIED or _is_old(figure.when, today):
            continue
        sentence = _sentence(cuts, figure.span)
        said = sentence.of(text)
        if words.is_accident(said):
            continue
        if outcome is Outcome.ABDUCTED:
            kind = "KIDNAPPING"
        elif outcome in KILLING:
            kind = _kind(said)
            kind = "ATTACK" if kind in ("", "KIDNAPPING", "ROBBERY", "FORCED WORK STOPPAGE") else kind
        else:
            continue
        if words.CLASH.search(said) and figure.status.value is not Status.CIVILIAN and not figure.name:
            continue
        count = figure.count.value
        harmed = [] if count.high == 0 else victims(figure, text)
        doers = [figure.perpetrator.value] if figure.perpetrator else []
        start = heading(text)
        place, when = _told(figure.place, start), _told(figure.when, start)
        yield Piece(kind, sentence, place.value if place else None, when, harmed, doers, count.high == 0)


def _of_claims(reading: Reading, cuts: list[int]) -> Iterable[Piece]:
    text, today = reading.report.text, reading.report.date
    for claim in reading.claims:
        fits = claim.kind in (ClaimKind.EVENT, ClaimKind.RESPONSIBILITY)
        if not fits or claim.stance.value is Stance.DENIED or _is_old(claim.when, today) or claim.amount:
            continue
        sentence = _sentence(cuts, claim.span)
        kind = _kind(sentence.of(text))
        if kind in ("", "ATTACK") and not _strikes_things(claim, sentence.of(text)):
            continue
        doers = [claim.initiator.value] if claim.initiator else []
        held = taken(claim) if kind == "KIDNAPPING" else []
        start = heading(text)
        place, when = _told(claim.place, start), _told(claim.when, start)
        yield Piece(kind, sentence, place.value if place else None, when, held, doers)


def _of_sentences(reading: Reading, cuts: list[int]) -> Iterable[Piece]:
    """Give a piece of each sentence that names a thing which was hit, or people in "the murder of X"."""
    text = reading.report.text
    for start, end in pairwise(cuts):
        said = text[start:end]
        if end == start:
            continue
        kind = _kind(said)
        hit = bool(words.DESTROYED.search(said) and words.REBELS.search(said))
        if (kind in ("BOMBING", "ARSON") or hit) and HEAD.search(said):
            yield Piece(kind or "ATTACK", Span(start, end))
        for found in words.NOMINAL.finditer(said):
            if people := victim_of(found[1], found[2]):
                noun = "KIDNAPPING" if found[1].startswith(("kidnap", "abduct")) else "ATTACK"
                yield Piece(noun, Span(start, end), victims=people)


def _strikes_things(claim: Claim, said: str) -> bool:
    """Tell whether an attack without victims is one on a thing that the task counts as a target."""
    target = claim.target.words if claim.target else ""
    return bool(HEAD.search(target)) and _kind(said) == "ATTACK"


def _is_old(when: Sourced[When] | None, today: date | None) -> bool:
    start, end = (when.value.start, when.value.end) if when else (None, None)
    vague = bool(start and end and end - start > LONG)
    return vague or bool(end and today and today - end > OLD)


def _kind(said: str) -> str:
    found = words.first(words.KINDS, said)
    kind = found[0] if found else ""
    return "ATTACK" if kind == "BOMBING" and words.AERIAL.search(said) else kind
