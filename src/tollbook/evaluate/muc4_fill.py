"""Templates from readings: the figures and claims of one report -> MUC-4 templates.

Every figure and every claim of an event gives a piece: its kind by the words of its sentence, its place, its
day, who did it and to whom. Pieces of one kind make one template, unless their places differ.
"""

import re
from datetime import date

import msgspec

from tollbook.evaluate import muc4_words as words
from tollbook.evaluate.muc4_doers import Slots, doers
from tollbook.evaluate.muc4_keys import Filler, Template
from tollbook.evaluate.muc4_nations import nation
from tollbook.evaluate.muc4_people import Victim, distinct, with_role
from tollbook.evaluate.muc4_pieces import Piece, grouped, pieces
from tollbook.evaluate.muc4_places import Places, chain
from tollbook.evaluate.muc4_things import thing_slots, things, tool_slots
from tollbook.model.reading import Reading

WEEKDAY = re.compile(r"\b(?:sun|mon|tues|wednes|thurs|fri|satur)day", re.IGNORECASE)
SURE = 0.66  # of all slots on dev and tst1, F is about highest with figures scored at least so
NO_TARGET = frozenset(["KIDNAPPING"])


def fill(reading: Reading, places: Places, limit: int = 5) -> list[Template]:
    """Make the templates of a reading, those told of first first, at most `limit`."""
    sure = [f for f in reading.figures if f.outcome.score is None or f.outcome.score >= SURE]
    reading = msgspec.structs.replace(reading, figures=tuple(sure))
    country = places.country(reading.report.text)
    groups = grouped(pieces(reading), places)
    made = [_template(reading, group, places, country) for group in groups]
    return [template for template in made if template][:limit]


def _template(reading: Reading, group: list[Piece], places: Places, country: str | None) -> Template | None:
    text, kind = reading.report.text, group[0].kind
    said = " ".join(dict.fromkeys(piece.sentence.of(text) for piece in group))
    harmed = distinct(v for piece in group for v in piece.victims)
    victims = [with_role(one, text) for one in harmed]
    told = list(dict.fromkeys(piece.sentence.of(text) for piece in group))
    place = _location(group, text, places, country)
    land = place.split(":")[0]
    targets = [] if kind in NO_TARGET else things(told, kind, land)
    if not targets and all(v.kind in words.MILITARY and not v.name for v in victims):
        return None
    slots: Slots = {
        "date": (Filler((_day(reading, group),)),),
        "location": (Filler((place,)),),
        "type": (Filler((kind,)),),
        "stage": (Filler((_stage(said, victims),)),),
    }
    if not targets and _is_vague(_day(reading, group), place, victims):
        return None
    civil = any(v.kind not in words.MILITARY for v in victims)
    slots |= doers(group, said, reading, on_civilians=civil)
    if kind not in ("ARSON", "KIDNAPPING"):
        slots |= tool_slots(said)
    slots |= thing_slots(targets)
    slots |= _people(victims, kind, said, land, harmless=any(piece.harmless for piece in group))
    return Template(reading.report.id, slots)


def _is_vague(day: str, place: str, victims: list[Victim]) -> bool:
    """Tell whether an event has no day, no place within the country, and no victim with a name or number.

    The task asks for no template of such a passing mention.
    """
    told = any(v.name or v.number != "PLURAL" for v in victims)
    return not told and day.startswith("-") and ":" not in place


def _form(day: date) -> str:
    return f"{day.day:02d} {day:%b} {day:%y}".upper()


def _day(reading: Reading, group: list[Piece]) -> str:
    today = reading.report.date
    dated = [piece.when for piece in group if piece.when]
    for when in dated:
        value = when.value
        if WEEKDAY.search(when.words) or not value.start or not value.end:
            continue
        return (
            _form(value.start) if value.start == value.end else f"{_form(value.start)} - {_form(value.end)}"
        )
    return f"- {_form(today)}" if today else "-"


def _location(group: list[Piece], text: str, places: Places, country: str | None) -> str:
    """Give the place: those that reading and sentences name, one of each level, from wide to narrow."""
    rows: list[tuple[str, str]] = []
    for piece in group:
        if piece.place and (
            row := places.find(piece.place.core or piece.place.name, country, piece.place.unit)
        ):
            rows.append(row)
    land = rows[0][0] if rows else country
    if land is None:
        return "EL SALVADOR"
    rows += [row for piece in group for row in places.named_in(piece.sentence.of(text), land)]
    return chain(land, [row for row in rows if row[0] == land])


def _stage(said: str, victims: list[Victim]) -> str:
    if any(victim.effect for victim in victims):
        return "ACCOMPLISHED"
    if words.THREATENED.search(said):
        return "THREATENED"
    return "ATTEMPTED" if words.ATTEMPTED.search(said) else "ACCOMPLISHED"


def _people(victims: list[Victim], kind: str, said: str, land: str, *, harmless: bool) -> Slots:
    freed = "REGAINED FREEDOM" if kind == "KIDNAPPING" and words.FREED.search(said) else ""
    effects = [Filler((v.effect or freed,), v.of) for v in victims if v.effect or freed]
    if not effects and (harmless or words.UNHARMED.search(said)):
        effects = [Filler(("NO INJURY OR DEATH",))]
    return {
        "victim_name": tuple(Filler((v.name,)) for v in victims if v.name),
        "victim": tuple(
            Filler((v.description,), (v.name,) if v.name else ()) for v in victims if v.description
        ),
        "victim_type": tuple(Filler((v.kind,), v.of) for v in victims),
        "victim_number": tuple(Filler((v.number,), v.of) for v in victims),
        "victim_nation": tuple(Filler((n,), v.of) for v in victims if (n := nation(v.description, land))),
        "victim_effect": tuple(effects),
    }
