"""The two tables of GeoNames: a line in -> a place or a name, or the reason why it is refused.

Source: GeoNames' own description of its dumps (places: 19 columns; alternate names: 8, or 10).
"""

import math
import re
from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.resolve.gazetteer.sources import CODE

PLACES, NAMES = 19, (8, 10)
LONGEST_NAME = 200  # characters, as GeoNames has it
LONGEST_OTHERS = 10_000
LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}")
# What the column of languages says of names that are none: links, codes of posts, airports and trains.
NO_NAME = frozenset("link wkdt post iata icao faac tcid unlc abbr phon piny fr_1793 uicn".split())
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
COUNTRY = re.compile(r"[A-Z]{2}")


class Refused(msgspec.Struct, frozen=True):
    """Why a line is refused, in words that many lines may share."""

    why: str


class LeftOut(msgspec.Struct, frozen=True):
    """A sound line that is not asked for."""

    why: str


class DumpPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table of places; degrees WGS 84, persons."""

    ident: int
    name: str
    names: tuple[str, ...]
    country: str
    feature: str
    known: bool
    latitude: float
    longitude: float
    admin1: str
    admin2: str
    population: int
    changed: str


class DumpName(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table of alternate names: a name of a place, and in which language (empty: not said)."""

    ident: int
    name: str
    language: str
    preferred: bool


@cache
def features() -> dict[str, tuple[str, bool]]:
    """Give for feature classes and codes the kind of place, and whether its bare name counts as known."""
    entries = lexicon.load("places/geonames_features.yaml").entries
    return {w: (e.sets["feature"], e.sets["known"] == "yes") for e in entries for w in e.words}


def cells(line: bytes) -> list[str] | Refused:
    """Cut a line into its columns, or say why it is no line of a dump."""
    if not line:
        return Refused("empty or far too long")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return Refused("not UTF-8")
    return Refused("control characters") if CONTROL.search(text) else text.split("\t")


def place_of(line: bytes, classes: frozenset[str]) -> DumpPlace | Refused | LeftOut:
    """Read a line of the table of places; `classes` are the feature classes asked for.

    Example:
        >>> row = "7|Tel Hadur|Tel Hadur||36.1|37.2|P|PPL|SY||09||||0||||2026-01-02"
        >>> line = row.replace("|", "\\t").encode()
        >>> place_of(line, frozenset("P")).name, place_of(line, frozenset("A"))
        ('Tel Hadur', LeftOut(why='feature class P'))
        >>> place_of(line.replace(b"36.1", b"361"), frozenset("P"))
        Refused(why='no position on the globe')
    """
    row = cells(line)
    if isinstance(row, Refused):
        return row
    if len(row) != PLACES:
        return Refused(f"{len(row)} columns, not {PLACES}")
    ident, name, ascii_name, others, lat, lon, letter, code, country = row[:9]
    if not ident.isascii() or not ident.isdigit() or len(ident) > 12:
        return Refused("the id is no number")
    if not name.strip() or len(name) > LONGEST_NAME or len(others) > LONGEST_OTHERS:
        return Refused("no name, or one far too long")
    spot = position(lat, lon)
    if spot is None:
        return Refused("no position on the globe")
    kinds = features()
    if letter not in kinds:
        return Refused("unknown feature class")
    feature, known = kinds.get(f"{letter}.{code}") or kinds[letter]
    if (country and not COUNTRY.fullmatch(country)) or (
        not country and feature not in ("sea", "region", "water")
    ):
        return Refused("no country code")
    population = row[14] or "0"
    if not population.isascii() or not population.isdigit() or len(population) > 12:
        return Refused("the population is no number")
    if letter not in classes:
        return LeftOut(f"feature class {letter}")
    if feature == "left_out":
        return LeftOut("former units")
    return DumpPlace(
        ident=int(ident),
        name=name.strip(),
        names=tuple(
            n for n in dict.fromkeys((ascii_name, *others.split(","))) if n and not CODE.fullmatch(n)
        ),
        country=country,
        feature=feature,
        known=known,
        latitude=spot[0],
        longitude=spot[1],
        admin1=f"{country}.{row[10]}" if row[10] else "",
        admin2=f"{country}.{row[10]}.{row[11]}" if row[10] and row[11] else "",
        population=int(population),
        changed=row[18] if re.fullmatch(r"\d{4}-\d\d-\d\d", row[18]) else "",
    )


def name_of(line: bytes) -> DumpName | Refused | LeftOut:
    """Read a line of the table of alternate names.

    Example:
        >>> name_of("1\\t7\\tru\\tТель-Хадур\\t1\\t\\t\\t".encode()).language
        'ru'
        >>> name_of(b"2\\t7\\tlink\\thttps://example.org\\t\\t\\t\\t")
        LeftOut(why='links and codes')
    """
    row = cells(line)
    if isinstance(row, Refused):
        return row
    if len(row) not in NAMES:
        return Refused(f"{len(row)} columns, not {' or '.join(map(str, NAMES))}")
    _, ident, language, name, preferred = row[:5]
    if not ident.isascii() or not ident.isdigit() or len(ident) > 12:
        return Refused("the id is no number")
    if language in NO_NAME:
        return LeftOut("links and codes")
    if language and not LANGUAGE.fullmatch(language):
        return Refused("no code of a language")
    if not name.strip() or len(name) > 2 * LONGEST_NAME:
        return Refused("no name, or one far too long")
    return DumpName(ident=int(ident), name=name.strip(), language=language, preferred=preferred == "1")


def position(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Read a position in degrees, or None where it is none.

    Example:
        >>> position("36.1", "37.2"), position("91", "0"), position("nan", "0")
        ((36.1, 37.2), None, None)
    """
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        return None
    sound = math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return (lat, lon) if sound else None
