"""How fast the book of the benchmark answers: figures in a box, words, circles."""

import random
import statistics
import time
from datetime import timedelta

from book_reports import DAYS, FIRST_DAY, WORDS
from book_times import Spent, spent
from sqlalchemy import or_, select

from tollbook.book import Book
from tollbook.book.cells import ranges
from tollbook.book.schema import FIGURE, PRESENT

ASKED = 200


def boxes(book: Book) -> tuple[list[Spent], float]:
    """Ask for figures in a box of a degree and a half within 30 days; gives milliseconds, and how many."""
    dice = random.Random(7)
    times: list[Spent] = []
    found: list[int] = []
    with book.reading() as connection:
        for _ in range(ASKED):
            south, west = dice.uniform(25, 43.5), dice.uniform(25, 53.5)
            day = FIRST_DAY + timedelta(days=dice.randrange(DAYS - 30))
            start = time.perf_counter(), time.process_time()
            query = (
                select(FIGURE.c.id, FIGURE.c.low)
                .join(PRESENT, PRESENT.c.reading == FIGURE.c.seq)
                .where(
                    or_(
                        *(
                            FIGURE.c.cell.between(a, b)
                            for a, b in ranges(south, west, south + 1.5, west + 1.5)
                        )
                    ),
                    FIGURE.c.first_day.between(day.isoformat(), (day + timedelta(days=30)).isoformat()),
                    FIGURE.c.latitude.between(south, south + 1.5),
                    FIGURE.c.longitude.between(west, west + 1.5),
                )
            )
            found.append(len(connection.execute(query).all()))
            times.append(spent(start))
    return times, statistics.mean(found)


def searches(book: Book) -> tuple[list[Spent], list[Spent]]:
    """Search for words, and in a circle within 30 days; nothing where this version has no search."""
    try:
        from tollbook.book.search import Near, Wanted, search
    except ImportError:
        return [], []
    dice = random.Random(9)
    taken: tuple[list[Spent], list[Spent]] = ([], [])
    for _ in range(ASKED // 2):
        day = FIRST_DAY + timedelta(days=dice.randrange(DAYS - 30))
        near = Near(dice.uniform(25, 45), dice.uniform(25, 55), 80.0)
        wanted = (
            Wanted(words=" ".join(dice.choices(WORDS, k=dice.randint(1, 2)))),
            Wanted(near=near, event_from=day, event_to=day + timedelta(days=30)),
        )
        for asked, times in zip(wanted, taken, strict=True):
            start = time.perf_counter(), time.process_time()
            with book.reading() as connection:
                search(connection, asked)
            times.append(spent(start))
    return taken
