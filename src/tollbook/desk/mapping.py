"""What the map is filled with: tallies in; incidents that fit, marks for a piece of map, a histogram, out.

Hundreds of thousands of incidents become columns once; every question is then arithmetic on them. A mark that
stands for several incidents keeps the sum of their lows and highs, and says where an upper end is missing.
"""

from datetime import date, timedelta
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.desk.tallies import Tallies, Tally
from tollbook.model.figure import Outcome
from tollbook.model.toll import GradeLevel
from tollbook.publish.labels import MONTHS

CELLS = 8
"""Cells of marks along one side of a map tile of 512 pixels."""
WIDE_KM = 3.0
"""From this radius on a place is drawn as a ring: the words say no more than "somewhere in here"."""
MOST_BINS = 80
NO_DAY = 0
Column = NDArray[Any]


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """What the map is asked for; None or "": all. Days are both counted in."""

    outcome: Outcome = Outcome.KILLED
    first: date | None = None
    last: date | None = None
    country: str = ""
    actor: str = ""
    event: str = ""
    grade: str = ""
    words: str = ""


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the map in degrees (WGS 84); `west` may lie east of `east`, across the date line."""

    west: float
    south: float
    east: float
    north: float


class Columns:
    """The incidents of a book as columns, for one harm; `high` is -1 where there is no upper end.

    `empty` marks those that state a figure of this harm of which none counts: 0 to 0 here, and no open end.
    """

    def __init__(self, tallies: Tallies, outcome: Outcome) -> None:
        """Fill them; where nothing is stated of this harm, low and high are 0 and `has` is False."""
        self.tallies: list[Tally] = sorted(tallies.incidents.values(), key=lambda t: t.incident.id)
        incidents = [t.incident for t in self.tallies]
        ranges = [toll.range if (toll := t.tolls.get(outcome)) else None for t in self.tallies]
        none = float("nan")
        self.latitude = np.array([none if i.latitude is None else i.latitude for i in incidents])
        self.longitude = np.array([none if i.longitude is None else i.longitude for i in incidents])
        self.radius = np.array([i.radius_km or 0.0 for i in incidents])
        self.first = np.array([_ordinal(t, end=False) for t in self.tallies], dtype=np.int64)
        self.last = np.array([_ordinal(t, end=True) for t in self.tallies], dtype=np.int64)
        self.has = np.array([r is not None for r in ranges], dtype=bool)
        self.empty = np.array([r is not None and r.low is r.high is None for r in ranges], dtype=bool)
        self.low = np.array([(r.low or 0) if r else 0 for r in ranges], dtype=np.int64)
        self.high = np.array([0 if r is None else -1 if r.high is None else r.high for r in ranges], np.int64)
        self.high[self.empty] = 0
        self.country = np.array([i.country or "" for i in incidents], dtype=object)
        self.event = np.array([i.event or "" for i in incidents], dtype=object)
        self.grade = np.array([t.grade.value for t in self.tallies], dtype=object)
        self.located = ~(np.isnan(self.latitude) | np.isnan(self.longitude))


def _ordinal(tally: Tally, *, end: bool) -> int:
    when = tally.incident.when
    if when is None:
        return NO_DAY
    days = (when.end, when.start) if end else (when.start, when.end)
    found = next((day for day in days if day), None)
    return found.toordinal() if found else NO_DAY


def columns(tallies: Tallies, outcome: Outcome) -> Columns:
    """Give the columns of a harm, made once for each state of the book."""
    return tallies.once(("columns", outcome), lambda: Columns(tallies, outcome))


def fitting(tallies: Tallies, sought: Sought, box: Box | None = None) -> Column:
    """Give the numbers of the incidents that fit, those of the latest days first."""

    def made() -> Column:
        held = columns(tallies, sought.outcome)
        fits = held.has.copy()
        if sought.first:
            fits &= held.last >= sought.first.toordinal()
        if sought.last:
            fits &= (held.first <= sought.last.toordinal()) & (held.first != NO_DAY)
        for value, column in (
            (sought.country, held.country),
            (sought.event, held.event),
            (sought.grade, held.grade),
        ):
            if value:
                fits &= column == value
        for words, told in ((sought.words, _told), (sought.actor, _actors)):
            if words:
                wanted = words.casefold()
                fits &= np.array([wanted in told(t).casefold() for t in held.tallies], dtype=bool)
        found = np.flatnonzero(fits)
        return found[np.lexsort((found, -held.first[found]))]

    found: Column = tallies.once(("fitting", sought), made)
    return found if box is None else found[_inside(columns(tallies, sought.outcome), found, box)]


def _told(tally: Tally) -> str:
    return f"{tally.incident.place or ''} {tally.incident.event or ''}"


def _actors(tally: Tally) -> str:
    return " ".join(tally.actors)


def _inside(held: Columns, some: Column, box: Box) -> Column:
    latitude, longitude = held.latitude[some], held.longitude[some]
    across = (longitude >= box.west) & (longitude <= box.east)
    if box.west > box.east:
        across = (longitude >= box.west) | (longitude <= box.east)
    inside: Column = held.located[some] & (latitude >= box.south) & (latitude <= box.north) & across
    return inside


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One mark: where, how many incidents, their lows and highs added; `open` of them have no upper end.

    `empty` have no figure that counts, `wide` a place that is an area only. A mark of one incident has its
    id, place and radius.
    """

    at: tuple[float, float]
    count: int
    low: int
    high: int
    open: int = 0
    empty: int = 0
    wide: int = 0
    id: str = ""
    place: str = ""
    radius: float = 0.0


def marks(tallies: Tallies, sought: Sought, box: Box, zoom: float) -> list[Mark]:
    """Give the marks of a piece of map: incidents that would lie on one another there are one mark."""
    held = columns(tallies, sought.outcome)
    some = fitting(tallies, sought, box)
    if not len(some):
        return []
    side = CELLS * 2 ** int(min(max(zoom, 0), 14))
    latitude = np.clip(held.latitude[some], -85, 85)
    across = (held.longitude[some] + 180) / 360
    sine = np.sin(np.radians(latitude))
    down = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    cell = np.floor(across * side).astype(np.int64) * (side + 1) + np.floor(down * side).astype(np.int64)
    _, first, which, many = np.unique(cell, return_index=True, return_inverse=True, return_counts=True)
    low, high = held.low[some], held.high[some]

    def added(values: Column) -> Column:
        return np.bincount(which, weights=values, minlength=len(many))

    lows, highs = added(low), added(np.where(high < 0, low, high))
    opens, empties = added(high < 0), added(held.empty[some])
    wides = added(held.radius[some] >= WIDE_KM)
    latitudes, longitudes = added(latitude) / many, added(held.longitude[some]) / many
    out = []
    for n, count in enumerate(many):
        alone = held.tallies[some[first[n]]].incident if count == 1 else None
        out.append(
            Mark(
                at=(round(float(longitudes[n]), 5), round(float(latitudes[n]), 5)),
                count=int(count),
                low=int(lows[n]),
                high=int(highs[n]),
                open=int(opens[n]),
                empty=int(empties[n]),
                wide=int(wides[n]),
                id=alone.id if alone else "",
                place=(alone.place or "") if alone else "",
                radius=float(alone.radius_km or 0) if alone else 0.0,
            )
        )
    return out


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A day, week, month or year of the histogram: incidents that begin in it, their lows and highs added."""

    name: str
    first: date
    last: date
    count: int
    low: int
    high: int
    open: int


def histogram(tallies: Tallies, sought: Sought, some: Column) -> tuple[str, list[Bin], int]:
    """Give the unit ("day" to "year"), the bins from the first to the last day, and how many have no day."""
    held = columns(tallies, sought.outcome)
    days = held.first[some]
    dated = some[days != NO_DAY]
    if not len(dated):
        return "day", [], len(some)
    days = held.first[dated]
    begin, end = date.fromordinal(int(days.min())), date.fromordinal(int(days.max()))
    unit = next((u for u in ("day", "week", "month") if len(_starts(begin, end, u)) <= MOST_BINS), "year")
    starts = _starts(begin, end, unit)
    edges = np.array([day.toordinal() for day in starts], dtype=np.int64)
    which = np.searchsorted(edges, days, side="right") - 1
    low, high = held.low[dated], held.high[dated]

    def added(values: Column) -> Column:
        return np.bincount(which, weights=values, minlength=len(starts))

    many, lows = np.bincount(which, minlength=len(starts)), added(low)
    highs, opens = added(np.where(high < 0, low, high)), added(high < 0)
    bins = [
        Bin(
            name=_name(start, unit),
            first=start,
            last=_after(start, unit) - timedelta(days=1),
            count=int(many[n]),
            low=int(lows[n]),
            high=int(highs[n]),
            open=int(opens[n]),
        )
        for n, start in enumerate(starts)
    ]
    return unit, bins, len(some) - len(dated)


def _starts(begin: date, end: date, unit: str) -> list[date]:
    """Give the first days of the bins from `begin` to `end`; at most one over those drawn."""
    if unit == "week":
        begin -= timedelta(days=begin.weekday())
    elif unit == "month":
        begin = begin.replace(day=1)
    elif unit == "year":
        begin = date(begin.year, 1, 1)
    out = [begin]
    while (following := _after(out[-1], unit)) <= end and (unit == "year" or len(out) <= MOST_BINS):
        out.append(following)
    return out


def _after(start: date, unit: str) -> date:
    if unit == "month":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    if unit == "year":
        return date(start.year + 1, 1, 1)
    return start + timedelta(days=7 if unit == "week" else 1)


def _name(start: date, unit: str) -> str:
    if unit == "year":
        return str(start.year)
    month = f"{MONTHS[start.month - 1]} {start.year}"
    return month if unit == "month" else f"{'week of ' if unit == 'week' else ''}{start.day} {month}"


def choices(tallies: Tallies) -> dict[str, list[str]]:
    """Give the events and grades that incidents have, to choose from."""

    def made() -> dict[str, list[str]]:
        events = {each.incident.event for each in tallies.incidents.values() if each.incident.event}
        return {"events": sorted(events), "grades": [level.value for level in GradeLevel]}

    return tallies.once("choices", made)


def shown(tallies: Tallies, sought: Sought, some: Column) -> list[Tally]:
    """Give the tallies of some numbers."""
    held = columns(tallies, sought.outcome)
    return [held.tallies[n] for n in some]
