"""What one report tells of a made-up incident: the values that its claim states, and a sentence of these.

A sentence holds no more than its claim does: the number that the claim gives, the place as the claim names it
(the wrong one, or an area, where the claim has that), and no kind, place, side or number where the claim has
none. What a sentence has besides are the words that a field cannot hold: the site, the quarter, names, and
some of the details of the incident.
"""

import random
from dataclasses import dataclass

from tollbook.evaluate.dense_war_parts import ANY, KINDS, LIKE, SAID, SAID_OF, SOURCES

NO_PLACE, OTHER_PLACE, AREA = 0.05, 0.03, 0.06
NO_KIND, LIKE_KIND, GENERAL_KIND, ANY_KIND = 0.15, 0.07, 0.04, 0.04
NO_DAY, SPAN, NEXT_DAY, FEW_DAYS = 0.10, 0.05, 0.05, 0.02
NUMBER, EXACT, AT_LEAST, FAR_OFF = 0.75, 0.60, 0.10, 0.08
SPREAD = 0.3
FACTORS = (0.3, 0.5, 2.0)
DOER, TARGET, CITED = 0.5, 0.3, 0.5
SITE, QUARTER, NAMED, DETAIL = 0.75, 0.5, 0.5, 0.45
"""Chances with which a claim leaves something out, or has it wrong; see `drawn`."""
GENERAL = "Attack"


@dataclass(frozen=True)
class Truth:
    """One incident of the made-up war."""

    id: int
    place: int
    day: int
    kind: str
    doer: str
    target: str
    site: str
    quarter: str
    killed: int
    injured: int
    names: tuple[str, ...]
    details: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What one claim tells; None (or nothing) is not told. Days count from the first of the war.

    `area` says that the place is told as the unit that holds it. A number is its low end and whether it is
    "at least" that.
    """

    published: int
    place: int | None
    area: bool
    kind: str | None
    first: int | None
    last: int | None
    killed: tuple[int, bool] | None
    injured: tuple[int, bool] | None
    doer: str | None
    target: str | None
    cited: str | None
    site: str | None
    quarter: str | None
    names: tuple[str, ...]
    details: tuple[str, ...]


def drawn(chance: random.Random, each: Truth, published: int, places: int) -> Told:
    """Draw what a claim tells of an incident, on the day on which its report is published."""
    place, area = _place(chance, each.place, places)
    first, last = _days(chance, each.day, published)
    return Told(
        published=published,
        place=place,
        area=area,
        kind=_kind(chance, each.kind),
        first=first,
        last=last,
        killed=_number(chance, each.killed),
        injured=_number(chance, each.injured),
        doer=each.doer if chance.random() < DOER else None,
        target=each.target if chance.random() < TARGET else None,
        cited=chance.choice(SOURCES) if chance.random() < CITED else None,
        site=each.site if chance.random() < SITE else None,
        quarter=each.quarter if place == each.place and not area and chance.random() < QUARTER else None,
        names=each.names if chance.random() < NAMED else (),
        details=tuple(detail for detail in each.details if chance.random() < DETAIL),
    )


def _place(chance: random.Random, true: int, places: int) -> tuple[int | None, bool]:
    draw = chance.random()
    if draw < NO_PLACE:
        return None, False
    if draw < NO_PLACE + OTHER_PLACE:
        return chance.randrange(places), False
    return true, draw < NO_PLACE + OTHER_PLACE + AREA


def _kind(chance: random.Random, true: str) -> str | None:
    draw = chance.random()
    if draw < NO_KIND:
        return None
    if draw < NO_KIND + LIKE_KIND:
        return LIKE.get(true, true)
    if draw < NO_KIND + LIKE_KIND + GENERAL_KIND:
        return GENERAL
    return chance.choice(list(KINDS)) if draw < NO_KIND + LIKE_KIND + GENERAL_KIND + ANY_KIND else true


def _days(chance: random.Random, true: int, published: int) -> tuple[int | None, int | None]:
    draw = chance.random()
    if draw < NO_DAY:
        return None, None
    if draw < NO_DAY + SPAN:
        return true, max(true, published)
    off = 0
    if draw < NO_DAY + SPAN + NEXT_DAY:
        off = chance.choice((-1, 1))
    elif draw < NO_DAY + SPAN + NEXT_DAY + FEW_DAYS:
        off = chance.choice((-3, 4))
    return true + off, true + off


def _number(chance: random.Random, true: int) -> tuple[int, bool] | None:
    if not true or chance.random() >= NUMBER:
        return None
    draw = chance.random()
    if draw < EXACT:
        return true, False
    if draw > 1 - FAR_OFF:
        return max(1, round(true * chance.choice(FACTORS))), False
    return max(1, round(true * chance.uniform(1 - SPREAD, 1 + SPREAD))), draw < EXACT + AT_LEAST


def sentence(chance: random.Random, told: Told, place: str | None) -> str:
    """Say what is told, and nothing else; `place` is the name of the place, or of the area."""
    did = chance.choice(SAID_OF[told.kind] if told.kind else ANY)
    at = f" a {told.site}" if told.site else " an area"
    where = f" in {place}" if place else ""
    if told.quarter:
        where = f" in the {told.quarter} quarter of {place}"
    who = f"Forces of {told.doer} " if told.doer else ""
    whom = f" held by {told.target}" if told.target else ""
    named = f", among them {', '.join(told.names)}" if told.names else ""
    counts = {"killing": told.killed, "injuring": told.injured}
    harmed = " and ".join(_said(verb, count) for verb, count in counts.items() if count)
    by = f"{told.cited} {chance.choice(SAID)}" if told.cited else "according to reports"
    harmed = f", {harmed}" if harmed else ""
    return f"{who}{did}{at}{where}{whom}{harmed}{named}, {by}. {' '.join(told.details)}."


def _said(verb: str, count: tuple[int, bool]) -> str:
    return f"{verb} {'at least ' if count[1] else ''}{count[0]} people"
