"""Overlays: a list of places of one's own, CSV or YAML, in which every place cites its source."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import yaml

from tollbook.errors import GazetteerError
from tollbook.resolve.gazetteer.build import MAIN, OTHER
from tollbook.resolve.gazetteer.dumps import CONTROL, COUNTRY, LONGEST_NAME, position
from tollbook.resolve.gazetteer.importing import Imported
from tollbook.resolve.gazetteer.layers import FORM, About, checked
from tollbook.resolve.gazetteer.lines import digest
from tollbook.resolve.gazetteer.staging import Progress, Staging
from tollbook.resolve.gazetteer.weights import KIND

LARGEST, MOST = 50 * 2**20, 500_000  # bytes, places
COLUMNS = ("name", "country", "latitude", "longitude", "source")
OPTIONAL = ("id", "names", "feature", "population", "radius_km", "admin1")
TOWNS = frozenset({"town", "city", "village"})
IDENT = re.compile(r"[A-Za-z0-9_.:-]{1,60}")
UNIT = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,6}")


class OwnPlace(msgspec.Struct, frozen=True, kw_only=True):
    """One place of an overlay; degrees WGS 84, persons, km."""

    gazetteer: str
    name: str
    names: tuple[str, ...]
    country: str
    feature: str
    latitude: float
    longitude: float
    admin1: str
    population: int
    radius_km: int | None
    source: str


def overlay(
    file: Path, *, name: str | None = None, tell: Callable[[str, float], None] = lambda *_: None
) -> Imported:
    """Make a layer of a list of one's own; rows that break its rules are refused, counted and named.

    A place with the id of another one ("geonames:170063") takes its place: so a position is corrected.

    Raises:
        GazetteerError: where the file cannot be read, or no row of it is sound.
    """
    name = checked((name or file.name.split(".")[0]).lower())
    key = digest(file)
    staging = Staging(name, f"overlay {FORM} {key}")
    progress = staging.progress(key)
    try:
        if not progress.whole:
            with staging.step(key, progress):
                for cells in rows(file):
                    progress.lines += 1
                    _add(cells, staging, progress)
                progress.whole = True
        if not progress.done:
            first = next(iter(progress.examples), "it is empty")
            raise GazetteerError(f"{file.name} has no place to add ({first})", f"give {', '.join(COLUMNS)}")
        about = About(
            kind="overlay",
            files={file.name: key},
            attribution=(f"Places: {file.name}, with the source of each",),
            lines=progress.lines,
            refused=dict(Counter(progress.refused).most_common()),
        )
        about = staging.finish(about)
    finally:
        staging.close()
    tell("the layer is ready", 1.0)
    return Imported(name, about, tuple(progress.examples))


def rows(file: Path) -> Iterator[dict[str, str]]:
    """Read the rows of a CSV (header first) or of a YAML list (`places:`), as text by column.

    Raises:
        GazetteerError: where the file is too large or neither of the two.
    """
    if file.stat().st_size > LARGEST:
        raise GazetteerError(f"{file.name} has more than {LARGEST:,} bytes", "split it")
    try:
        text = file.read_text("utf-8-sig")
        listed = _yaml(text) if file.suffix.lower() in (".yaml", ".yml") else _csv(text)
    except (UnicodeDecodeError, yaml.YAMLError, csv.Error, RecursionError) as error:
        raise GazetteerError(
            f"{file.name} cannot be read: {error}", "save it as CSV or YAML in UTF-8"
        ) from error
    if len(listed) > MOST:
        raise GazetteerError(f"{file.name} has more than {MOST:,} places", "split it")
    yield from listed


def _csv(text: str) -> list[dict[str, str]]:
    found = csv.DictReader(io.StringIO(text), strict=True)
    return [{str(k): str(v or "").strip() for k, v in row.items()} for row in found]


def _yaml(text: str) -> list[dict[str, str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    held: Any = yaml.load(text, Loader=loader)  # noqa: S506
    listed = held.get("places") if isinstance(held, dict) else held
    if not isinstance(listed, list):
        raise yaml.YAMLError("it holds no list of places")
    return [
        {str(k): _said(v) for k, v in row.items()} if isinstance(row, dict) else {"no column": ""}
        for row in listed
    ]


def _said(value: object) -> str:
    """Write a value of YAML as a cell: a list with bars between, an empty one as nothing."""
    if isinstance(value, list):
        return "|".join(_said(v) for v in value if not isinstance(v, list))
    if value is False:
        return "NO"  # what YAML makes of Norway's code
    # Anything nested is no cell, and writing it out could take for ever.
    return str(value).strip() if isinstance(value, str | int | float | date) else ""


def read_row(cells: dict[str, str]) -> OwnPlace | str:
    """Read one row into a place, or say why it is refused.

    Example:
        >>> row = dict(name="Tel Hadur", country="SY", latitude="36.1", longitude="37.2", source="own survey")
        >>> read_row(row).feature, read_row(row | {"source": ""}), read_row(row | {"latitude": "north"})
        ('populated_place', 'no source', 'no position on the globe')
    """
    unknown = sorted(set(cells) - set(COLUMNS) - set(OPTIONAL))
    if unknown:
        return f"unknown column {unknown[0]}"
    if missing := next((c for c in ("name", "country", "source") if not cells.get(c)), None):
        return f"no {missing}"
    if any(CONTROL.search(value) for value in cells.values()):
        return "control characters"
    names = tuple(n.strip() for n in cells.get("names", "").split("|") if n.strip())
    if any(len(n) > LONGEST_NAME for n in (cells["name"], *names)):
        return "a name that is far too long"
    spot = position(cells.get("latitude", ""), cells.get("longitude", ""))
    if spot is None:
        return "no position on the globe"
    if not COUNTRY.fullmatch(cells["country"]):
        return "the country is no code of two capitals"
    feature = cells.get("feature") or "populated_place"
    feature = "populated_place" if feature.lower() in TOWNS else feature
    if feature not in KIND:
        return f"unknown feature {feature}; give {', '.join(KIND)}, or town, city or village"
    numbers = [cells.get("population") or "0", cells.get("radius_km") or "0"]
    if any(not n.isascii() or not n.isdigit() or len(n) > 10 for n in numbers):
        return "population or radius is no whole number"
    unit = cells.get("admin1", "")
    if unit and not UNIT.fullmatch(unit):
        return "the first-level unit is no GeoNames code such as SY.07"
    ident = cells.get("id") or _ident(cells)
    if not IDENT.fullmatch(ident):
        return "the id has signs other than letters, digits, - _ . and :"
    return OwnPlace(
        gazetteer=ident if ":" in ident else f"own:{ident}",
        name=cells["name"],
        names=names,
        country=cells["country"],
        feature=feature,
        latitude=spot[0],
        longitude=spot[1],
        admin1=unit,
        population=int(numbers[0]),
        radius_km=int(numbers[1]) or None,
        source=cells["source"],
    )


def _ident(cells: dict[str, str]) -> str:
    """Make an id of name, country and position, for a place that has none."""
    whole = "\t".join(cells.get(column, "") for column in ("name", "country", "latitude", "longitude"))
    return blake2b(whole.encode(), digest_size=5).hexdigest()


def _add(cells: dict[str, str], staging: Staging, progress: Progress) -> None:
    place = read_row(cells)
    if isinstance(place, str):
        progress.refuse(place)
        return
    number = int.from_bytes(blake2b(place.gazetteer.encode(), digest_size=7).digest(), "big")
    columns = (
        *(place.gazetteer, place.name, place.country, place.admin1, "", ""),
        *(place.latitude, place.longitude, place.feature, place.population, place.radius_km, place.source),
    )
    if not staging.add_place(number, columns):
        progress.refuse("the same id twice")
        return
    progress.done += 1
    named = [(place.name, MAIN, None), *((n, OTHER, None) for n in place.names)]
    staging.add_names(number, named, place.country)
