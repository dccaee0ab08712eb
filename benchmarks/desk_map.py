"""Measures the map of the desk: processor time of marks and days, many incidents; the wait in a browser.

    .venv/bin/python benchmarks/desk_map.py [--incidents 20000 200000] [--book FOLDER]

Incidents lie around 500 places of one country over 180 days, one in ten without a place on the map, one in
five with a wide one, one in three without an upper end. Asked for are views of random middle and zoom from 3
to 11, some with filters. What is timed is what the server does between question and answer, without HTTP; the
first question after a change of the book is timed by itself, because it makes the columns anew. With `--book`
the page is opened five times in Chromium with software GL, and timed until map and marks stand still.
"""

import argparse
import random
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import msgspec

from tollbook.book import Book
from tollbook.desk.mapping import Box, Sought, columns, fitting, histogram, marks
from tollbook.desk.tallies import Tallies, Tally
from tollbook.model.figure import Outcome
from tollbook.model.incident import Incident
from tollbook.model.toll import GradeLevel, Group, GroupKind, Range, Toll
from tollbook.model.when import DatePrecision, When
from tollbook.serving import made

ASKED = 200


def book(count: int, rng: random.Random) -> Tallies:
    """Make the tallies of `count` incidents."""
    places = [(rng.uniform(32.5, 37.0), rng.uniform(35.8, 42.2)) for _ in range(500)]
    out: dict[str, Tally] = {}
    for n in range(count):
        latitude, longitude = rng.choice(places)
        day = date(2031, 1, 1) + timedelta(days=rng.randrange(180))
        low = rng.randrange(40)
        toll = Toll(
            of=f"incident-{n}",
            outcome=Outcome.KILLED,
            group=Group(kind=GroupKind.ALL),
            range=Range(low=low, best=None, high=None if n % 3 == 0 else low + rng.randrange(10)),
            policy="range",
            counted=(),
        )
        incident = Incident(
            id=f"incident-{n}",
            claims=(f"claim-{n}",),
            place=f"Place {n % 500}",
            country="NV",
            event=f"Event {n % 25}",
            latitude=None if n % 10 == 0 else latitude + rng.gauss(0, 0.02),
            longitude=None if n % 10 == 0 else longitude + rng.gauss(0, 0.02),
            radius_km=30.0 if n % 5 == 0 else 0.5,
            when=When(start=day, end=day, precision=DatePrecision.DAY, reading="stated"),
        )
        out[incident.id] = Tally(
            incident=incident,
            tolls={Outcome.KILLED: toll},
            voices={},
            clashes=(),
            grade=GradeLevel.WEAK,
            reasons=(),
            actors=("Dune Front",),
            first=1,
        )
    return Tallies(head=1, policy="range", incidents=out, reports={}, copies={})


def view(rng: random.Random) -> tuple[Box, float]:
    """Give a random piece of map as a window of 900 by 600 pixels shows it."""
    zoom = rng.uniform(3, 11)
    across = 360 * 900 / (512 * 2**zoom)
    west, south = rng.uniform(35, 42) - across / 2, rng.uniform(32, 37) - across / 3
    return Box(west=west, south=south, east=west + across, north=south + across * 0.6), zoom


def idle(folder: Path) -> list[float]:
    """Open the map five times, and give the seconds until it and its marks stand still."""
    tests = Path(__file__).parents[1] / "tests"
    sys.path[:0] = [str(tests), str(tests / "desk")]
    from example_browser import tab_of
    from example_desk import served

    from browsers import started

    out: list[float] = []
    with Book(folder) as book, served(made(book)) as address, started() as browser:
        for _ in range(5):
            tab = tab_of(browser, address, "/queue")
            start = time.monotonic()
            tab.goto("/map")
            tab.wait_for_selector("#map[data-state=idle]", timeout=60_000)
            out.append(time.monotonic() - start)
            tab.context.close()
    return out


def spent(work: object) -> float:
    """Give the milliseconds of processor time that a call takes."""
    start = time.process_time()
    work()  # type: ignore[operator]  # a function without arguments
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="*", default=[20_000, 200_000])
    parser.add_argument("--book", type=Path, help="a book to open in the browser")
    given = parser.parse_args()
    if given.book:
        print("until the map stands still:", ", ".join(f"{each:.1f} s" for each in idle(given.book)))
    heads = ["incidents", "first question", "marks p50 / p95", "most marks", "days p50 / p95", "words, first"]
    print(f"| {' | '.join(heads)} |")
    print("|---|---|---|---|---|---|")
    for count in given.incidents:
        rng = random.Random(1)
        held = book(count, rng)
        first = spent(lambda held=held: columns(held, Outcome.KILLED))
        asked = [Sought(), Sought(first=date(2031, 3, 1), last=date(2031, 3, 31)), Sought(event="Event 7")]
        drawn: list[float] = []
        listed: list[float] = []
        most = 0
        for n in range(ASKED):
            sought, (box, zoom) = asked[n % 3], view(rng)
            found: list[object] = []
            drawn.append(spent(lambda: found.extend(msgspec.to_builtins(marks(held, sought, box, zoom)))))  # noqa: B023
            most = max(most, len(found))
            listed.append(spent(lambda: histogram(held, sought, fitting(held, sought, box))))  # noqa: B023
        words = spent(lambda held=held: fitting(held, Sought(words="place 77")))
        cells = [f"{first:.0f} ms", _both(drawn), str(most), _both(listed), f"{words:.0f} ms"]
        print(f"| {count:,} | {' | '.join(cells)} |")


def _both(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} / {statistics.quantiles(times, n=20)[18]:.1f} ms"


if __name__ == "__main__":
    main()
