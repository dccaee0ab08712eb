"""The gazetteer: names to places, compiled on first use into the user's cache.

It lies in the cache folder of the user, or in the folder that the environment variable
TOLLBOOK_CACHE names, and is compiled anew when its data or its form change.
"""

import hashlib
import math
import os
import sqlite3
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import marisa_trie
import platformdirs

from tollbook.errors import GazetteerError
from tollbook.model.names import fold
from tollbook.model.reference import Candidate
from tollbook.resolve.gazetteer import sources
from tollbook.resolve.gazetteer.build import EXACT_MARK, MAIN, OTHER, SPELLING, build, spelling

FORM = 1
MOST = 200
LEAST = 500  # persons: the list holds places from this size, and seats of units of which none is recorded
WIDE = {"region": 1_000_000, "sea": 1_000_000}
REASONS = {MAIN: "exact name", OTHER: "another of its names", SPELLING: "romanised spelling"}
WORTH = {MAIN: 1.0, OTHER: 0.92, SPELLING: 0.72}
# How often news means a place of this kind when it says a bare name, set by hand.
KIND = {"country": 1.0, "region": 0.95, "sea": 0.95, "populated_place": 0.9, "admin1": 0.8, "admin2": 0.7}
QUERY = """
SELECT n.grade, p.gazetteer, p.name, p.country, p.admin1, p.latitude, p.longitude, p.feature,
  p.population, u.name FROM name n JOIN place p ON p.id = n.place LEFT JOIN unit u ON u.code = p.admin1
WHERE n.key = ? ORDER BY n.grade, p.population DESC LIMIT ?
"""


class Gazetteer:
    """Places by name; it also serves as the `NameIndex` that the finding of places asks."""

    def __init__(self, folder: Path) -> None:
        """Open the compiled gazetteer in `folder`; the database is opened when first needed.

        Raises:
            GazetteerError: where the folder holds no whole gazetteer.
        """
        self.folder = folder
        self._db: sqlite3.Connection | None = None
        self._trie = marisa_trie.Trie()
        try:
            self._trie.mmap(str(folder / "names.marisa"))
        except (OSError, RuntimeError) as error:
            raise GazetteerError(f"no gazetteer can be read at {folder}", f"delete {folder}") from error
        self.version = folder.name.removeprefix("gazetteer-")
        self._find = lru_cache(maxsize=4096)(self._look_up)

    @property
    def attribution(self) -> tuple[str, ...]:
        """The lines of attribution to show beside anything that carries its places."""
        return sources.attribution()

    def known(self, name: str) -> bool:
        """Tell whether a place bears this name, its case, accents and hyphens aside."""
        return EXACT_MARK + fold(name) in self._trie

    def similar(self, name: str) -> bool:
        """Tell whether a place bears this name in another spelling."""
        return spelling(name, fold(name)) in self._trie

    def population(self, name: str) -> int:
        """Give the population of the largest place of exactly this name in persons; 0 if unknown.

        A region or a sea, of which none is recorded, counts as a million.
        """
        exact = (c for c in self.find(name) if REASONS[SPELLING] not in c.reasons)
        return max((c.population or WIDE.get(c.feature, 0) for c in exact), default=0)

    def find(self, name: str) -> list[Candidate]:
        """Find the places that a name may mean: best first, score from 0 to 1, with reasons.

        The score here weighs the name alone: how it fits, and how large and of what kind the place
        is. What the text says besides is weighed by `tollbook.resolve.places`.
        """
        return list(self._find(name))

    def _look_up(self, name: str) -> tuple[Candidate, ...]:
        folded = fold(name)
        found: dict[str, Candidate] = {}
        for key in (EXACT_MARK + folded, spelling(name, folded)):
            if key and key in self._trie:
                for row in self._rows(self._trie[key]):
                    found.setdefault(row.gazetteer, row)
        return tuple(sorted(found.values(), key=lambda c: (-c.score, -c.population, c.gazetteer)))

    def _rows(self, key: int) -> list[Candidate]:
        if self._db is None:
            uri = (self.folder / "places.db").as_uri() + "?mode=ro&immutable=1"
            try:
                self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            except sqlite3.Error as error:
                raise GazetteerError(f"no gazetteer can be read at {self.folder}", "delete it") from error
        out = []
        for grade, ident, name, country, _, lat, lon, feature, people, unit in self._db.execute(
            QUERY, (key, MOST)
        ):
            size = 0.4 + 0.6 * min(1.0, math.log10(max(people, LEAST) + 1) / 7)
            if feature in ("region", "sea"):
                size = 0.95
            out.append(
                Candidate(
                    gazetteer=ident,
                    name=name,
                    country=country,
                    admin1=unit,
                    latitude=lat,
                    longitude=lon,
                    feature=feature,
                    population=people,
                    score=round(WORTH[grade] * KIND[feature] * size, 4),
                    reasons=(REASONS[grade],),
                )
            )
        return out


def cache_folder() -> Path:
    """Give the folder for what Tollbook compiles: TOLLBOOK_CACHE, else the user's cache."""
    named = os.environ.get("TOLLBOOK_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("tollbook", appauthor=False))


def gazetteer_version() -> str:
    """Give the version of the gazetteer that this installation compiles: 12 hex digits."""
    return hashlib.sha256(f"form {FORM}, {sources.data_version()}".encode()).hexdigest()[:12]


def open_gazetteer(progress: Callable[[str, float], None] | None = None) -> Gazetteer:
    """Open the gazetteer, compiling it first where the cache has none of this version.

    `progress` is told what is being compiled and the share done, from 0 to 1.

    Raises:
        GazetteerError: where it can be neither read nor written.
    """
    version = gazetteer_version()
    folder = cache_folder().absolute() / f"gazetteer-{version}"
    if not (folder / "places.db").is_file():
        build(folder, version, progress or (lambda _what, _share: None))
    return Gazetteer(folder)
