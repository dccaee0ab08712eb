"""Compile the gazetteer: a trie of name keys and a database, put in place in one step or not at all."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import marisa_trie

from tollbook.errors import GazetteerError
from tollbook.model.names import fold
from tollbook.resolve.gazetteer import sources
from tollbook.resolve.gazetteer.scripts import consonants, spelling

Progress = Callable[[str, float], None]

MAIN, OTHER, SPELLING, CONSONANTS = 0, 1, 2, 3
EXACT_MARK = "="
LONGEST, MOST_WORDS = 60, 7
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, gazetteer TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, code TEXT NOT NULL, latitude REAL NOT NULL,
  longitude REAL NOT NULL, feature TEXT NOT NULL, population INTEGER NOT NULL, radius_km INTEGER,
  admin2 TEXT);
CREATE TABLE name (key INTEGER NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT NOT NULL, iso TEXT) WITHOUT ROWID;
CREATE TABLE about (item TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


def build(folder: Path, version: str, progress: Progress) -> None:
    """Compile the gazetteer into `folder`; a build that stops half-way leaves nothing in its place.

    `progress` is called with what is being done and the share done (0 to 1). Where two processes
    build at the same time, the first one done stands and the other's work is thrown away.

    Raises:
        GazetteerError: where the folder cannot be written.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.building-", dir=folder.parent))
    except OSError as error:
        raise GazetteerError(
            f"the gazetteer cannot be written to {folder.parent}: {error.strerror}",
            "set TOLLBOOK_CACHE to a folder that you may write to",
        ) from error
    try:
        work.chmod(0o755)
        compile_into(work, version, progress)
        put_in_place(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    progress("the gazetteer is ready", 1.0)


def put_in_place(work: Path, folder: Path) -> None:
    """Move a finished build to its place, unless another one stands there by now."""
    try:
        work.rename(folder)
    except OSError as error:
        if not (folder / "places.db").is_file():
            raise GazetteerError(f"the gazetteer cannot be put at {folder}: {error}", "remove it") from error


def compile_into(work: Path, version: str, progress: Progress) -> None:
    """Write `names.marisa` and `places.db` into an empty folder."""
    progress("reading the lists of places", 0.0)
    rows = sources.rows()
    progress("reading the names", 0.15)
    links = link_names(rows, progress)
    progress("compiling the names", 0.65)
    trie = marisa_trie.Trie(links)
    trie.save(str(work / "names.marisa"))
    progress("writing the places", 0.75)
    db = sqlite3.connect(work / "places.db", isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;" + SCHEMA)
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            ((number, *columns(row)) for number, row in enumerate(rows)),
        )
        db.executemany("INSERT OR REPLACE INTO unit VALUES (?,?,?)", units(rows))
        keyed = sorted((trie[key], places) for key, places in links.items())
        links.clear()
        progress("writing the names", 0.85)
        db.executemany(
            "INSERT INTO name VALUES (?,?,?)",
            ((key, place, grade) for key, places in keyed for place, grade in sorted(places.items())),
        )
        about = {"version": version, "places": str(len(rows)), "keys": str(len(trie))}
        db.executemany("INSERT INTO about VALUES (?,?)", about.items())
        db.execute("COMMIT")
    finally:
        db.close()


def columns(row: sources.Row) -> tuple[str | float | None, ...]:
    """Give what the table of places keeps of a row."""
    where = (row.country, row.admin1, row.code, row.latitude, row.longitude)
    return (row.gazetteer, row.name, *where, row.feature, row.population, row.radius_km, row.admin2)


def units(rows: list[sources.Row]) -> Iterator[tuple[str, str, str | None]]:
    """Give code, name and ISO 3166-2 code of each first-level unit."""
    return ((r.code, r.name, r.iso or None) for r in rows if r.feature == "admin1" and r.code)


def link_names(rows: list[sources.Row], progress: Progress) -> dict[str, dict[int, int]]:
    """Give for every key the numbers of its places and how well the key fits each: the lowest grade."""
    romanised, unvowelled = sources.romanised(), sources.romanised("Unvowelled")
    links: dict[str, dict[int, int]] = {}
    for number, row in enumerate(rows):
        if number % 20000 == 0:
            progress("reading the names", 0.15 + 0.5 * number / len(rows))
        spelled = row.country in romanised and row.feature != "admin2"
        bared = spelled and row.country in unvowelled
        for grade, name in ((MAIN, row.name), *((OTHER, other) for other in row.names)):
            folded = fold(name)
            if not folded or len(folded) > LONGEST or folded.count(" ") >= MOST_WORDS:
                continue
            places = links.setdefault(EXACT_MARK + folded, {})
            places[number] = min(grade, places.get(number, grade))
            if spelled and folded.isascii() and (key := spelling(name, folded)):
                links.setdefault(key, {}).setdefault(number, SPELLING)
            if bared and (key := consonants(name)):
                links.setdefault(key, {}).setdefault(number, CONSONANTS)
        row.names = ()
    return links
