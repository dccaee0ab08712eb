"""Where an import collects its places and names until it is whole: what was done survives a stop."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec

from tollbook.errors import GazetteerError
from tollbook.model.names import fold
from tollbook.resolve.gazetteer import sources
from tollbook.resolve.gazetteer.build import (
    CONSONANTS,
    EXACT_MARK,
    LONGEST,
    MAIN,
    MOST_WORDS,
    OTHER,
    SPELLING,
)
from tollbook.resolve.gazetteer.layers import FILE, SCHEMA, UNKNOWN, About, layers_folder, number, place_layer
from tollbook.resolve.gazetteer.scripts import consonants, spelling

EXAMPLES = 5
STAGED = """
CREATE TABLE IF NOT EXISTS staged (key INTEGER NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL,
  language TEXT);
CREATE TABLE IF NOT EXISTS done (part TEXT PRIMARY KEY, progress TEXT NOT NULL);
"""


class Progress(msgspec.Struct, kw_only=True):
    """How far the import of one file is: lines done, and what became of them."""

    lines: int = 0
    done: int = 0
    whole: bool = False
    state: str = ""
    left_out: dict[str, int] = {}
    refused: dict[str, int] = {}
    examples: list[str] = []

    def refuse(self, why: str) -> None:
        """Count a refused line, and keep the first ones by number."""
        self.refused[why] = self.refused.get(why, 0) + 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(f"line {self.lines:,}: {why}")

    def leave_out(self, why: str) -> None:
        """Count a sound line that is not asked for."""
        self.left_out[why] = self.left_out.get(why, 0) + 1


class Staging:
    """The database of one import, with its places in their final form and its names in the order read."""

    def __init__(self, name: str, plan: str) -> None:
        """Open what an earlier import of the same `plan` (files and options) left, or begin anew.

        Raises:
            GazetteerError: where the folder cannot be written.
        """
        self.name = name
        self.folder = layers_folder() / f".{name}.importing"
        self._spelled, self._bared = sources.romanised(), sources.romanised("Unvowelled")
        try:
            mark = self.folder / "plan"
            if not mark.is_file() or mark.read_text("utf-8") != plan:
                shutil.rmtree(self.folder, ignore_errors=True)
                self.folder.mkdir(parents=True)
                mark.write_text(plan, "utf-8")
            self.db = sqlite3.connect(self.folder / FILE, isolation_level=None)
            self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + STAGED)
            if not self.db.execute("SELECT 1 FROM sqlite_master WHERE name = 'place'").fetchone():
                self.db.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise GazetteerError(
                f"{self.folder} cannot be written: {error}", "make room there, or set TOLLBOOK_PLACES"
            ) from error

    @contextmanager
    def step(self, part: str, progress: Progress) -> Iterator[None]:
        """Write what is done inside together with the progress: both, or neither."""
        self.db.execute("BEGIN")
        try:
            yield
            written = msgspec.json.encode(progress).decode()
            self.db.execute("INSERT OR REPLACE INTO done VALUES (?,?)", (part, written))
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            raise GazetteerError(
                f"{self.folder} cannot be written: {error}", "make room and repeat: it goes on where it was"
            ) from error
        finally:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    def progress(self, part: str) -> Progress:
        """Give how far a part was when the import last stopped."""
        row = self.db.execute("SELECT progress FROM done WHERE part = ?", (part,)).fetchone()
        return msgspec.json.decode(row[0], type=Progress) if row else Progress()

    def country(self, place: int) -> tuple[str, str] | None:
        """Give country and kind of a place that the import has, by its number."""
        row = self.db.execute("SELECT country, feature FROM place WHERE id = ?", (place,)).fetchone()
        return (row[0], row[1]) if row else None

    def add_place(self, place: int, columns: tuple[object, ...]) -> bool:
        """Add a place; tells whether its number was free."""
        marks = ",".join("?" * (len(columns) + 1))
        done = self.db.execute(f"INSERT OR IGNORE INTO place VALUES ({marks})", (place, *columns))  # noqa: S608
        return done.rowcount == 1

    def add_unit(self, code: str, name: str) -> None:
        """Add the name of a first- or second-level unit."""
        self.db.execute("INSERT OR REPLACE INTO unit VALUES (?,?,NULL)", (code, name))

    def add_names(
        self,
        place: int,
        names: Iterable[tuple[str, int, str | None]],
        country: str,
        *,
        spelled: bool = True,
        known: bool = True,
    ) -> None:
        """Add names of a place, each with grade (`MAIN` or `OTHER`) and language."""
        found: dict[str, tuple[int, str | None]] = {}
        for name, grade, language in names:
            folded = fold(name)
            if not folded or len(folded) > LONGEST or folded.count(" ") >= MOST_WORDS:
                continue
            keyed = [(EXACT_MARK + folded, grade)]
            if spelled and country in self._spelled and folded.isascii():
                keyed.append((spelling(name, folded), SPELLING))
            if spelled and country in self._bared:
                keyed.append((consonants(name), CONSONANTS))
            for key, worth in keyed:
                if key and worth < found.get(key, (99, None))[0]:
                    found[key] = (worth, language if worth in (MAIN, OTHER) else None)
        self.db.executemany(
            "INSERT INTO staged VALUES (?,?,?,?)",
            ((number(k), place, g if known else g + UNKNOWN, lang) for k, (g, lang) in found.items()),
        )

    def finish(self, about: About) -> About:
        """Sort the names, write what the layer is, and put it in its place."""
        try:
            self.db.execute("BEGIN")
            self.db.execute("DELETE FROM name")
            self.db.execute(
                "INSERT INTO name SELECT key, place, MIN(grade), MAX(language) FROM staged "
                "GROUP BY key, place ORDER BY key, place"
            )
            counts = [self.db.execute(f"SELECT COUNT(*) FROM {t}").fetchone()[0] for t in ("place", "name")]  # noqa: S608
            about = msgspec.structs.replace(about, places=counts[0], names=counts[1])
            self.db.execute("DELETE FROM about")
            self.db.execute("INSERT INTO about VALUES (?)", (msgspec.json.encode(about).decode(),))
            self.db.execute("COMMIT")
            (self.folder / "plan").unlink()  # from here on, a stopped import begins anew
            self.db.executescript("DROP TABLE staged; DROP TABLE done; PRAGMA journal_mode=DELETE; VACUUM;")
        except sqlite3.Error as error:
            raise GazetteerError(
                f"{self.folder} cannot be written: {error}", "make room and repeat: it goes on where it was"
            ) from error
        finally:
            self.db.close()
        place_layer(self.folder, self.name)
        return about

    def close(self) -> None:
        """Close the database; what was written stays, to go on from."""
        self.db.close()
