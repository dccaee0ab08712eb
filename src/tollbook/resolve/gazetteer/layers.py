"""Layers: places that a user brought, on top of the compiled list; each lies in a folder of its own.

A layer is one SQLite file. Names stand in it under a number made of their key, so that a dump of any size can
be brought in without its names in memory.
"""

import os
import re
import shutil
import sqlite3
from hashlib import blake2b
from pathlib import Path

import msgspec
import platformdirs

from tollbook.errors import GazetteerError
from tollbook.model.names import fold
from tollbook.model.reference import Candidate
from tollbook.resolve.gazetteer.build import EXACT_MARK, OTHER
from tollbook.resolve.gazetteer.scripts import consonants, spelling
from tollbook.resolve.gazetteer.weights import OWN, WIDE, WORTH, candidate

FILE = "places.db"
FORM = 1
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
MOST = 200
UNKNOWN = 10
"""Added to the grade of a name that alone makes no word a place: a school's, a hill's."""
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, gazetteer TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL, code TEXT NOT NULL,
  latitude REAL NOT NULL, longitude REAL NOT NULL, feature TEXT NOT NULL, population INTEGER NOT NULL,
  radius_km INTEGER, source TEXT);
CREATE TABLE name (key INTEGER NOT NULL, place INTEGER NOT NULL, grade INTEGER NOT NULL, language TEXT,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT NOT NULL, iso TEXT) WITHOUT ROWID;
CREATE TABLE about (value TEXT NOT NULL);
"""
QUERY = """
SELECT n.grade, p.gazetteer, p.name, p.country, p.latitude, p.longitude, p.feature, p.population,
  p.radius_km, v.name, p.admin1, u.name, n.language, p.source
FROM name n JOIN place p ON p.id = n.place LEFT JOIN unit u ON u.code = p.admin1
  LEFT JOIN unit v ON v.code = p.admin2
WHERE n.key = ? ORDER BY n.grade, p.population DESC LIMIT ?
"""
Units = dict[str, tuple[str, str | None]]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a layer is: where it comes from, how many lines were kept, left out and refused, and why."""

    kind: str
    files: dict[str, str]
    attribution: tuple[str, ...]
    state: str = ""
    lines: int = 0
    places: int = 0
    names: int = 0
    left_out: dict[str, int] = {}
    refused: dict[str, int] = {}
    form: int = FORM

    @property
    def digest(self) -> str:
        """Name the data in eight hex digits: the same files give the same."""
        whole = "".join([self.kind, str(self.form), str(self.places), *self.files.values()])
        return blake2b(whole.encode(), digest_size=4).hexdigest()


class Layer:
    """One layer, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Open the layer in `folder`.

        Raises:
            GazetteerError: where it cannot be read, or another version of Tollbook wrote it.
        """
        self.name = folder.name
        uri = (folder.absolute() / FILE).as_uri() + "?mode=ro&immutable=1"
        try:
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            written = self._db.execute("SELECT value FROM about").fetchone()[0]
            self.about = msgspec.json.decode(written, type=About)
        except (sqlite3.Error, msgspec.MsgspecError, TypeError) as error:
            raise GazetteerError(f"the layer at {folder} cannot be read: {error}", _again(folder)) from error
        if self.about.form != FORM:
            raise GazetteerError(f"the layer at {folder} is of another version", _again(folder))

    @property
    def version(self) -> str:
        """Name the layer and its data, for what must be repeatable."""
        return f"{self.name}.{self.about.digest}"

    def known(self, folded: str) -> bool:
        """Tell whether a place bears this folded name, and one whose bare name counts."""
        query = "SELECT 1 FROM name WHERE key = ? AND grade < ? LIMIT 1"
        return self._db.execute(query, (number(EXACT_MARK + folded), UNKNOWN)).fetchone() is not None

    def similar(self, key: str) -> bool:
        """Tell whether a place bears a name with this key by spelling."""
        query = "SELECT 1 FROM name WHERE key = ? AND grade < ? LIMIT 1"
        return bool(key) and self._db.execute(query, (number(key), UNKNOWN)).fetchone() is not None

    def population(self, folded: str) -> int:
        """Give the population of the largest place of this folded name in persons; 0 if unknown."""
        query = (
            "SELECT p.population, p.feature FROM name n JOIN place p ON p.id = n.place "
            "WHERE n.key = ? AND n.grade < ? ORDER BY p.population DESC LIMIT ?"
        )
        found = self._db.execute(query, (number(EXACT_MARK + folded), UNKNOWN, MOST))
        own = self.about.kind == "overlay"
        return max((size or (WIDE.get(kind, 0) if own else 0) for size, kind in found), default=0)

    def find(self, keys: list[str], units: Units) -> list[Candidate]:
        """Find places by keys, those of the first key before others; `units` name first-level units."""
        found: dict[str, Candidate] = {}
        for key in keys:
            for row in self._db.execute(QUERY, (number(key), MOST)):
                unit = units.get(row[10]) or ((row[11], None) if row[11] else None)
                reasons = [f"its name in {row[12]}"] if row[12] and row[0] % UNKNOWN == OTHER else []
                if self.about.kind == "overlay":
                    reasons.append(f"from {self.name}, which cites {row[13]}")
                graded = (row[0] % UNKNOWN, *row[1:10])
                # A dump has many regions that nobody speaks of, so they do not count as well known.
                place = candidate(graded, unit, reasons=tuple(reasons), wide=False)
                if self.about.kind == "overlay":
                    place = msgspec.structs.replace(place, score=round(WORTH[graded[0]] * OWN, 4))
                found.setdefault(place.gazetteer, place)
        return list(found.values())


def number(key: str) -> int:
    """Make the number under which a key stands: 64 bits, so that two keys do not meet."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def keys(name: str) -> list[str]:
    """Give the keys under which a name is looked up, best first."""
    folded = fold(name)
    wanted = [EXACT_MARK + folded, spelling(name, folded), "" if folded.isascii() else consonants(name)]
    return [key for key in wanted if len(key) > 1]


def layers_folder() -> Path:
    """Give the folder of layers: what TOLLBOOK_PLACES names, else one in the user's data folder."""
    named = os.environ.get("TOLLBOOK_PLACES")
    data = Path(platformdirs.user_data_dir("tollbook", appauthor=False))
    return (Path(named) if named else data / "places").absolute()


def layers() -> list[Layer]:
    """Open all layers, in the order of their names; none where TOLLBOOK_LAYERS is "none"."""
    folder = layers_folder()
    if os.environ.get("TOLLBOOK_LAYERS") == "none" or not folder.is_dir():
        return []
    return [Layer(path) for path in sorted(folder.iterdir()) if (path / FILE).is_file()]


def checked(name: str) -> str:
    """Give a layer's name back if it may be one.

    Raises:
        GazetteerError: where it may not.
    """
    if not NAME.fullmatch(name):
        raise GazetteerError(f"{name!r} cannot name a layer", "use small letters, digits, - and _, up to 40")
    return name


def place_layer(work: Path, name: str) -> None:
    """Put a finished layer in its place; one of the same name makes way."""
    folder = layers_folder() / checked(name)
    old = work.with_name(f".{name}.old")
    if folder.exists():
        folder.rename(old)
    work.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def remove_layer(name: str) -> None:
    """Remove a layer, or what an interrupted import of it left.

    Raises:
        GazetteerError: where there is no such layer.
    """
    folder = layers_folder() / checked(name)
    begun = layers_folder() / f".{name}.importing"
    if not folder.is_dir() and not begun.is_dir():
        raise GazetteerError(f"there is no layer {name}", "list the layers with: tollbook gazetteer list")
    for path in (folder, begun):
        shutil.rmtree(path, ignore_errors=True)


def _again(folder: Path) -> str:
    return f"remove it with: tollbook gazetteer remove {folder.name}, and import it again"
