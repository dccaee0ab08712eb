"""Measures the list of places: build, size, look-ups, import, and the conflict names of the tests.

    .venv/bin/python benchmarks/places.py [--rows N] [-o FILE]

Everything is compiled in a folder of its own that is removed afterwards. Times are seconds of processor time
in one process. The results go into benchmarks/PLACES.md.
"""

import argparse
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tollbook.resolve.gazetteer import Gazetteer, open_gazetteer
from tollbook.resolve.gazetteer.importing import import_dumps

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
TARGET = ROOT / "tests" / "resolve"
SECONDS = 2.0
PARTS = ("Kafr", "Tel", "Beit", "Khan", "Deir", "Umm", "Novo", "Velyka", "San", "Nahr")
ENDS = "abu bara daro fen gol hadur jal kessa lim maro nur pel qir rash soma tiv ulan vel wad yar zen".split()


def invented(rows: int) -> Iterator[str]:
    """Write lines of the form of a GeoNames dump, with invented names, the same each time."""
    chance = random.Random(79)
    for ident in range(1, rows + 1):
        ending = "".join(chance.choices(ENDS, k=chance.randint(1, 3)))
        name = f"{chance.choice(PARTS)} {ending.title()}"
        others = ",".join(f"{name} {chance.choice(ENDS).title()}" for _ in range(3))
        lat, lon = f"{chance.uniform(-60, 70):.4f}", f"{chance.uniform(-180, 180):.4f}"
        country = chance.choice(("SY", "UA", "NG", "CD", "CO", "MM"))
        cells = [str(ident), name, name, others, lat, lon, "P", "PPL", country, "", "01", "0101", "", ""]
        yield "\t".join([*cells, "0", "", "", "", "2026-01-01"]) + "\n"


def rate(act: Callable[[str], object], names: list[str]) -> float:
    """Give how many of the calls are done in a second of processor time."""
    start, done = time.process_time(), 0
    while time.process_time() - start < SECONDS:
        for name in names:
            act(name)
        done += len(names)
    return done / (time.process_time() - start)


def fresh(gazetteer: Gazetteer) -> Gazetteer:
    """Open the list once more, with nothing remembered."""
    return Gazetteer(gazetteer.folder, gazetteer.layers, gazetteer.pcodes)


def megabytes(folder: Path) -> float:
    """Give the size of a folder's files in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def found() -> tuple[int, int, list[str]]:
    """Look up the conflict names of the tests: how many are right, of how many, and which are not."""
    sys.path.insert(0, str(TARGET))
    from test_conflict_names import CASES, country

    gazetteer = open_gazetteer()
    wrong = [name for name, row in CASES if country(name, row, gazetteer) != row["country"]]
    return len(CASES) - len(wrong), len(CASES), wrong


def measure(rows: int) -> list[str]:
    """Measure everything in the folder that TOLLBOOK_CACHE names, and write the page."""
    start = time.process_time()
    gazetteer = open_gazetteer()
    built = time.process_time() - start
    right, of, wrong = found()
    import test_conflict_names

    names = [name for name, _ in test_conflict_names.CASES]
    unknown = [f"{name} {end}" for name in names[:20] for end in ENDS]
    speeds = [
        ("is the name known?", rate(gazetteer.known, names + unknown)),
        ("candidates, remembered", rate(gazetteer.find, names)),
    ]
    size = megabytes(gazetteer.folder)
    every = fresh(gazetteer)
    many = [row[0] for row in every.db.execute("SELECT name FROM place WHERE id % 14 = 0")]
    start = time.process_time()
    for name in many[:20_000]:
        every.find(name)
    speeds.append(("candidates, each name for the first time", 20_000 / (time.process_time() - start)))
    dump = Path(os.environ["TOLLBOOK_CACHE"]) / "invented.txt"
    with dump.open("w", encoding="utf-8") as stream:
        stream.writelines(invented(rows))
    start = time.process_time()
    import_dumps([dump])
    imported = time.process_time() - start
    layered = open_gazetteer()
    layer = megabytes(Path(os.environ["TOLLBOOK_PLACES"]))
    speeds.append((f"is the name known? with a layer of {rows:,}", rate(layered.known, names + unknown)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return [
        "# Measured: places",
        "",
        f"{date.today().isoformat()}, one core of {processor()}, Python {platform.python_version()}, "  # noqa: DTZ011
        f"gazetteer {gazetteer.version}. Seconds are of processor time.",
        "",
        "Repeat with `.venv/bin/python benchmarks/places.py`.",
        "",
        "| what | measured |",
        "| --- | --- |",
        f"| building the list | {built:.0f} s |",
        f"| its size | {size:.1f} MB |",
        f"| importing {rows:,} lines of a dump (4 names each) | {imported:.0f} s |",
        f"| size of that layer | {layer:.1f} MB |",
        f"| peak memory of all this | {peak:.0f} MB |",
        f"| conflict names found in the right country | {right} of {of}, {100 * right / of:.1f} % |",
        "",
        f"Not found in the right country: {', '.join(wrong) or 'none'}. The names of {conflicts()} wars, "
        "in Latin, Arabic, Cyrillic and Hebrew letters, stand in `tests/resolve/conflict_names.yaml`.",
        "",
        "| look-up | per second |",
        "| --- | --- |",
        *[f"| {what} | {speed:,.0f} |" for what, speed in speeds],
        "",
    ]


def conflicts() -> int:
    """Give how many conflicts the names are of."""
    from test_conflict_names import ROWS

    return len({row["conflict"] for row in ROWS} - {"ambiguous"})


def processor() -> str:
    """Name the processor."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    named = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def main() -> None:
    """Read the options, and measure in a folder and a process of their own."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rows", type=int, default=100_000, help="lines of the dump to import")
    options.add_argument("-o", "--output", type=Path, default=HERE.parent / "PLACES.md")
    options.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        chosen.output.write_text("\n".join(measure(chosen.rows)), "utf-8")
        return
    with tempfile.TemporaryDirectory(prefix="tollbook-places-") as folder:
        environment = {**os.environ, "TOLLBOOK_CACHE": folder, "TOLLBOOK_PLACES": f"{folder}/layers"}
        environment.pop("TOLLBOOK_LAYERS", None)
        command = [
            sys.executable,
            str(HERE),
            "--worker",
            "--rows",
            str(chosen.rows),
            "-o",
            str(chosen.output),
        ]
        subprocess.run(command, check=True, env=environment)
    print(f"Written: {chosen.output}")


if __name__ == "__main__":
    main()
