"""The gazetteer: names to places, compiled on first use into the user's cache.

It lies in the cache folder of the user, or in the folder that the environment variable
TOLLBOOK_CACHE names, and is compiled anew when its data or its form change.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import marisa_trie
import msgspec
import platformdirs

from tollbook.errors import GazetteerError
from tollbook.model.names import fold
from tollbook.model.reference import Candidate
from tollbook.resolve.gazetteer import sources
from tollbook.resolve.gazetteer.build import EXACT_MARK, build
from tollbook.resolve.gazetteer.layers import Layer, Units, keys, layers
from tollbook.resolve.gazetteer.pcodes import PCodes, kept
from tollbook.resolve.gazetteer.scripts import spelling
from tollbook.resolve.gazetteer.weights import SPELLED, WIDE, candidate

FORM = 2
MOST = 200
QUERY = """
SELECT n.grade, p.gazetteer, p.name, p.country, p.latitude, p.longitude, p.feature, p.population,
  p.radius_km, p.admin2, p.admin1 FROM name n JOIN place p ON p.id = n.place
WHERE n.key = ? ORDER BY n.grade, p.population DESC LIMIT ?
"""
# Of these the compiled list knows more (how large they are, how news calls them) than a dump does.
OURS = ("country", "region", "admin1")


class Gazetteer:
    """Places by name; it also serves as the `NameIndex` that the finding of places asks."""

    def __init__(self, folder: Path, added: Sequence[Layer] = (), pcodes: PCodes | None = None) -> None:
        """Open the compiled gazetteer in `folder`, with `added` layers over it and the user's P-codes.

        The database is opened when first needed.

        Raises:
            GazetteerError: where the folder holds no whole gazetteer.
        """
        self.folder, self.layers, self.pcodes = folder, tuple(added), pcodes
        self._db: sqlite3.Connection | None = None
        self._trie = marisa_trie.Trie()
        try:
            self._trie.mmap(str(folder / "names.marisa"))
        except (OSError, RuntimeError) as error:
            raise GazetteerError(f"no gazetteer can be read at {folder}", f"delete {folder}") from error
        self.version = "+".join(
            [folder.name.removeprefix("gazetteer-"), *(layer.version for layer in self.layers)]
        )
        self._find = lru_cache(maxsize=4096)(self._look_up)
        self._population = lru_cache(maxsize=4096)(self._most_people)

    @property
    def attribution(self) -> tuple[str, ...]:
        """The lines of attribution to show beside anything that carries its places."""
        lines = [*sources.attribution(), *(line for la in self.layers for line in la.about.attribution)]
        return tuple(dict.fromkeys(lines))

    def known(self, name: str) -> bool:
        """Tell whether a place bears this name, its case, accents and hyphens aside."""
        folded = fold(name)
        return EXACT_MARK + folded in self._trie or any(layer.known(folded) for layer in self.layers)

    def similar(self, name: str) -> bool:
        """Tell whether a place bears this name in another spelling."""
        key = spelling(name, fold(name))
        return key in self._trie or any(layer.similar(key) for layer in self.layers)

    def population(self, name: str) -> int:
        """Give the population of the largest place of exactly this name in persons; 0 if unknown.

        A region or a sea, of which none is recorded, counts as a million.
        """
        return self._population(name)

    def _most_people(self, name: str) -> int:
        exact = (c for c in self._compiled(name).values() if SPELLED not in c.reasons)
        most = max((c.population or WIDE.get(c.feature, 0) for c in exact), default=0)
        return max([most, *(layer.population(fold(name)) for layer in self.layers)])

    def find(self, name: str) -> list[Candidate]:
        """Find the places that a name may mean: best first, score from 0 to 1, with reasons.

        The score here weighs the name alone: how it fits, and how large and of what kind the place
        is. What the text says besides is weighed by `tollbook.resolve.places`.
        """
        return list(self._find(name))

    def _look_up(self, name: str) -> tuple[Candidate, ...]:
        found = self._compiled(name)
        for layer in self.layers:
            for new in layer.find(keys(name), self._units):
                old = found.get(new.gazetteer)
                if old and layer.about.kind != "overlay":
                    new = old if old.feature in OURS else _better(old, new)
                found[new.gazetteer] = new
        ordered = sorted(found.values(), key=lambda c: (-c.score, -c.population, c.gazetteer))
        if self.pcodes:
            return tuple(msgspec.structs.replace(c, pcode=self.pcodes.of(c)) for c in ordered)
        return tuple(ordered)

    def _compiled(self, name: str) -> dict[str, Candidate]:
        found: dict[str, Candidate] = {}
        for key in keys(name):
            if key in self._trie:
                for row in self.db.execute(QUERY, (self._trie[key], MOST)):
                    found.setdefault(row[1], candidate(row[:10], self._units.get(row[10])))
        return found

    @property
    def db(self) -> sqlite3.Connection:
        """The compiled database."""
        if self._db is None:
            uri = (self.folder / "places.db").as_uri() + "?mode=ro&immutable=1"
            try:
                self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            except sqlite3.Error as error:
                raise GazetteerError(f"no gazetteer can be read at {self.folder}", "delete it") from error
        return self._db

    @cached_property
    def _units(self) -> Units:
        """Names and ISO 3166-2 codes of first-level units by their GeoNames codes."""
        found = self.db.execute("SELECT code, name, iso FROM unit")
        return {code: (name, iso) for code, name, iso in found}


def _better(old: Candidate, new: Candidate) -> Candidate:
    """Join what two lists know of one place: the dump's data, with the better of the two scores."""
    best = old if old.score >= new.score else new
    return msgspec.structs.replace(
        new,
        score=best.score,
        reasons=best.reasons,
        population=max(old.population, new.population),
        admin1=old.admin1 or new.admin1,
        admin2=new.admin2 or old.admin2,
        iso=old.iso or new.iso,
    )


def cache_folder() -> Path:
    """Give the folder for what Tollbook compiles: TOLLBOOK_CACHE, else the user's cache."""
    named = os.environ.get("TOLLBOOK_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("tollbook", appauthor=False))


def gazetteer_version() -> str:
    """Give the version of the gazetteer that this installation compiles: 12 hex digits."""
    return hashlib.sha256(f"form {FORM}, {sources.data_version()}".encode()).hexdigest()[:12]


def open_gazetteer(
    progress: Callable[[str, float], None] | None = None,
) -> Gazetteer:
    """Open the gazetteer with the user's layers, compiling it first where the cache has none of this version.

    `progress` is told what is being compiled and the share done, from 0 to 1.

    Raises:
        GazetteerError: where it can be neither read nor written.
    """
    version = gazetteer_version()
    folder = cache_folder().absolute() / f"gazetteer-{version}"
    if not (folder / "places.db").is_file():
        build(folder, version, progress or (lambda _what, _share: None))
    return Gazetteer(folder, layers(), kept())
