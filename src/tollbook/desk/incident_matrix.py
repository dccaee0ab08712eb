"""The claim matrix: one column per source, one row per fact, each cell with the source's own words.

A cell disagrees where it contradicts more of the others than it agrees with: of three sources the one that
stands alone, of two both. Two numbers contradict each other where the intervals share no number; two places,
actors or the like where they are named by neither the same entry nor the same words; two times where they
share no day. What a source does not state contradicts nothing.
"""

from collections.abc import Callable, Container, Iterable
from typing import Any

import msgspec

from tollbook.model.figure import Count, Figure, Scope
from tollbook.model.incident import Account
from tollbook.model.names import fold
from tollbook.model.reference import Actor, Place
from tollbook.model.when import When

MOST_SOURCES = 40
MOST_FACTS = 40


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a source says: its words, the value in neutral words, and where it stands."""

    words: str
    value: str
    report: str
    anchor: str
    key: Any = None


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says of one fact; `against` counts the sources that it contradicts."""

    said: tuple[Said, ...] = ()
    against: int = 0
    differs: bool = False


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A row: what it is about, its cells in the order of the sources, and how many of them disagree."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def stated(self) -> int:
        """Count the sources that state it."""
        return sum(bool(cell.said) for cell in self.cells)

    @property
    def differing(self) -> int:
        """Count the sources that disagree."""
        return sum(cell.differs for cell in self.cells)


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Sources and facts; `hidden` counts the sources, and `unshown` the facts, for which there is no room."""

    sources: tuple[tuple[str, int], ...]
    facts: tuple[Fact, ...]
    hidden: int = 0
    unshown: int = 0


Words = Callable[[Figure], tuple[str, str]]
Days = Callable[[When], str]
SILENT = "outlet not stated"


def matrix(accounts: Iterable[Account], people: Words, days: Days, parts: Container[str] = ()) -> Matrix:
    """Lay out accounts; `people` gives the harm and the group of a figure in words, `days` says a time.

    `parts` are the figures known to be parts of a whole: they stand in a row of their own.
    """
    held: dict[str, dict[str, list[Said]]] = {}
    reports: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for each in accounts:
        voice = each.claim.claimants[0].value.label if each.claim.claimants else each.outlet or SILENT
        for figure in each.figures:
            own = figure.claimants[0].value.label if figure.claimants else voice
            key = _key(own, each)
            names.setdefault(key, own)
            reports.setdefault(key, set()).add(each.report)
            for fact, said in _of_figure(figure, each, people, days, figure.id in parts):
                _put(held.setdefault(fact, {}).setdefault(key, []), said)
        key = _key(voice, each)
        names.setdefault(key, voice)
        reports.setdefault(key, set()).add(each.report)
        for fact, said in _of_claim(each, days):
            _put(held.setdefault(fact, {}).setdefault(key, []), said)
    weight = {key: sum(len(row.get(key, ())) for row in held.values()) for key in names}
    order = sorted(names, key=lambda key: (-weight[key], key))
    order = [key for key in order if weight[key]]
    shown = order[:MOST_SOURCES]
    facts = [Fact(name=name, cells=_cells([row.get(key, []) for key in shown])) for name, row in held.items()]
    plain = [f for f in facts if f.name in FACTS]
    harms = sorted((f for f in facts if f.name not in FACTS), key=lambda f: (-f.stated, f.name))
    plain.sort(key=lambda f: FACTS.index(f.name))
    return Matrix(
        sources=tuple((names[key], len(reports[key])) for key in shown),
        facts=(*harms[: MOST_FACTS - len(plain)], *plain),
        hidden=len(order) - len(shown),
        unshown=max(0, len(harms) - (MOST_FACTS - len(plain))),
    )


def _key(voice: str, account: Account) -> str:
    """Name a column: who speaks; two reports whose outlets are not stated are not one source."""
    return f"report {account.report}" if voice == SILENT else fold(voice)


FACTS = ("place", "days", "who acted", "against whom", "weapon", "blamed for the harm")


def _of_figure(
    figure: Figure, account: Account, people: Words, days: Days, is_part: bool
) -> Iterable[tuple[str, Said]]:
    count, at = figure.count.value, {"report": account.report, "anchor": figure.id}
    harm, group = people(figure)
    name = ", ".join(filter(None, (harm, group)))
    if figure.scope.value is Scope.PERIOD:
        name += ", over a longer time"
    if is_part or figure.part_of:
        name += ", a part"
    said = str(count) if figure.stance.value.value == "asserted" else f"{count} ({figure.stance.value.value})"
    yield name, Said(words=figure.quote.exact, value=said, key=count, **at)
    if figure.place and not account.claim.place:
        yield "place", _place(figure.place.value, figure.place.words, at)
    if figure.when and not account.claim.when:
        yield "days", _days(figure.when.value, figure.when.words, days, at)
    if figure.perpetrator:
        yield FACTS[5], _actor(figure.perpetrator.value, figure.perpetrator.words, at)


def _of_claim(account: Account, days: Days) -> Iterable[tuple[str, Said]]:
    claim = account.claim
    at = {"report": account.report, "anchor": claim.id}
    if claim.place:
        yield FACTS[0], _place(claim.place.value, claim.place.words, at)
    if claim.when:
        yield FACTS[1], _days(claim.when.value, claim.when.words, days, at)
    if claim.initiator:
        yield FACTS[2], _actor(claim.initiator.value, claim.initiator.words, at)
    if claim.target:
        yield FACTS[3], _actor(claim.target.value, claim.target.words, at)
    for weapon in claim.weapons:
        yield FACTS[4], Said(words=weapon.words, value=weapon.value, key=fold(weapon.value), **at)


def _place(place: Place, words: str, at: dict[str, str]) -> Said:
    key = (place.best.gazetteer if place.best else None) or fold(place.name)
    return Said(words=words, value=place.name, key=key, **at)


def _days(when: When, words: str, days: Days, at: dict[str, str]) -> Said:
    return Said(words=words, value=days(when), key=when, **at)


def _actor(actor: Actor, words: str, at: dict[str, str]) -> Said:
    return Said(words=words, value=actor.label, key=actor.registry or fold(actor.label), **at)


def _put(held: list[Said], said: Said) -> None:
    if all((each.value, each.words.casefold()) != (said.value, said.words.casefold()) for each in held):
        held.append(said)


def _cells(columns: list[list[Said]]) -> tuple[Cell, ...]:
    stated = [number for number, said in enumerate(columns) if said]
    out = []
    for number, said in enumerate(columns):
        others = [columns[n] for n in stated if n != number] if said else []
        against = sum(not _agree(said, other) for other in others)
        out.append(Cell(said=tuple(said), against=against, differs=2 * against > len(others)))
    return tuple(out)


def _agree(one: list[Said], two: list[Said]) -> bool:
    return any(_fit(a.key, b.key) for a in one for b in two)


def _fit(a: Any, b: Any) -> bool:
    if isinstance(a, Count) and isinstance(b, Count):
        return _meet(a.low, a.high, b.low, b.high)
    if isinstance(a, When) and isinstance(b, When):
        return _meet(a.start, a.end, b.start, b.end)
    return bool(a == b)


def _meet(low: Any, high: Any, other_low: Any, other_high: Any) -> bool:
    """Tell whether two intervals share a point; None is an open end."""
    before = high is not None and other_low is not None and high < other_low
    after = low is not None and other_high is not None and other_high < low
    return not before and not after
