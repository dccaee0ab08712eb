"""Import of GeoNames dumps: streamed, checked line by line, and gone on with where it stopped."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from tollbook.errors import GazetteerError
from tollbook.resolve.gazetteer.build import MAIN, OTHER
from tollbook.resolve.gazetteer.dumps import NAMES, PLACES, DumpPlace, LeftOut, Refused, name_of, place_of
from tollbook.resolve.gazetteer.layers import FORM, About, checked
from tollbook.resolve.gazetteer.lines import digest, lines, opened
from tollbook.resolve.gazetteer.staging import Progress, Staging

CLASSES = "AHLPRSTUV"
BATCH = 5_000  # lines between two points from which an import can go on
LOOKED_AT = 50  # lines to tell by which table a file is
ATTRIBUTION = ("Place data: GeoNames (geonames.org), CC BY 4.0",)
MIXED = ("admin2", "admin3", "site", "water", "terrain", "road")  # too many to be spelled in several ways
Tell = Callable[[str, float], None]


class Imported(msgspec.Struct, frozen=True):
    """What an import did: the layer's name, what it is, and the first refused lines by file."""

    name: str
    about: About
    examples: tuple[str, ...]


def import_dumps(
    files: Sequence[Path], *, name: str | None = None, classes: str = CLASSES, tell: Tell = lambda *_: None
) -> Imported:
    """Import tables of places and, for these places, of alternate names, as one layer.

    `files` are zips or plain tables, tables of places first; each is told by its number of columns. A
    stopped import goes on where it stopped when it is repeated with the same files. A layer of the same
    name is replaced, once the new one is whole.

    Raises:
        GazetteerError: where a file is no dump, or no line of it is sound, or nothing can be written.
    """
    name = checked((name or files[0].name.split(".")[0]).lower())
    if set(classes) - set(CLASSES) or not classes:
        raise GazetteerError(f"no feature classes: {classes!r}", f"choose among {', '.join(CLASSES)}")
    tables = sorted((is_names(path), index, path) for index, path in enumerate(files))
    if all(names for names, *_ in tables):
        raise GazetteerError("only names were given", "name the table of places too, in the same call")
    digests: dict[str, str] = {}
    for _, _, path in tables:
        digests[digest(path)] = path.name
    plan = f"{FORM} {''.join(sorted(set(classes)))} {' '.join(digests)}"
    staging = Staging(name, plan)
    done: list[tuple[str, Progress]] = []
    try:
        for (names, _, path), key in zip(tables, digests, strict=False):
            done.append((path.name, _import(path, staging, key, "" if names else classes, tell)))
        if not any(part.done for _, part in done):
            first = next((e for _, part in done for e in part.examples), "no lines")
            raise GazetteerError(f"{files[0].name} has no place to import ({first})", "check what file it is")
        tell("sorting the names", 0.95)
        about = staging.finish(_about(digests, done))
    finally:
        staging.close()
    tell("the layer is ready", 1.0)
    return Imported(name, about, tuple(f"{file}, {e}" for file, part in done for e in part.examples))


def is_names(path: Path) -> bool:
    """Tell whether a file is a table of alternate names, by the columns of its first lines.

    Raises:
        GazetteerError: where it is neither that nor a table of places.
    """
    with opened(path) as (stream, _):
        widths = Counter(line.count(b"\t") + 1 for line, _ in islice(lines(stream), LOOKED_AT))
    for width, _ in widths.most_common():
        if width == PLACES or width in NAMES:
            return width in NAMES
    raise GazetteerError(
        f"{path.name} is no table of GeoNames: of its first lines none has {PLACES} columns (places) or "
        f"{' or '.join(map(str, NAMES))} (alternate names)",
        "name a country dump, allCountries, alternateNamesV2 or cities500; for a list of your own use "
        "tollbook gazetteer overlay",
    )


def _import(path: Path, staging: Staging, key: str, classes: str, tell: Tell) -> Progress:
    """Bring one file in; `classes` is empty for a table of names."""
    progress = staging.progress(key)
    if progress.whole:
        return progress
    what = f"importing {path.name}"
    wanted = frozenset(classes)
    with opened(path) as (stream, size):
        read, source = 0, lines(stream)
        for _, length in islice(source, progress.lines):
            read += length
        while True:
            batch = list(islice(source, BATCH))
            progress.whole = not batch
            with staging.step(key, progress):
                for line, length in batch:
                    read += length
                    progress.lines += 1
                    _add_place(line, wanted, staging, progress) if wanted else _add_name(
                        line, staging, progress
                    )
            if not batch:
                return progress
            tell(what, 0.95 * min(1.0, read / max(1, size)))


def _add_place(line: bytes, classes: frozenset[str], staging: Staging, progress: Progress) -> None:
    place = place_of(line, classes)
    if _kept_out(place, progress):
        return
    assert isinstance(place, DumpPlace)
    unit = {"admin1": place.admin1, "admin2": place.admin2}.get(place.feature, "")
    columns = (
        *(f"geonames:{place.ident}", place.name, place.country, place.admin1, place.admin2, unit),
        *(place.latitude, place.longitude, place.feature, place.population, None, None),
    )
    if not staging.add_place(place.ident, columns):
        progress.refuse("the same id twice")
        return
    progress.done += 1
    progress.state = max(progress.state, place.changed)
    if unit:
        staging.add_unit(unit, place.name)
    names = [(place.name, MAIN, None), *((n, OTHER, None) for n in place.names)]
    spelled = place.feature not in MIXED
    staging.add_names(place.ident, names, place.country, spelled=spelled, known=place.known)


def _add_name(line: bytes, staging: Staging, progress: Progress) -> None:
    found = name_of(line)
    if isinstance(found, Refused):
        progress.refuse(found.why)
        return
    if isinstance(found, LeftOut):
        progress.leave_out(found.why)
        return
    place = staging.country(found.ident)
    if place is None:
        progress.leave_out("names of places that are not in the table")
        return
    progress.done += 1
    country, feature = place
    known = feature not in ("site", "water", "terrain", "road")
    names = [(found.name, OTHER, found.language or None)]
    staging.add_names(found.ident, names, country, spelled=feature not in MIXED, known=known)


def _kept_out(place: DumpPlace | Refused | LeftOut, progress: Progress) -> bool:
    """Count a line that gives no place."""
    if isinstance(place, Refused):
        progress.refuse(place.why)
    elif isinstance(place, LeftOut):
        progress.leave_out(place.why)
    return not isinstance(place, DumpPlace)


def _about(digests: dict[str, str], done: Sequence[tuple[str, Progress]]) -> About:
    """Say what the layer is made of."""
    left_out: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for _, part in done:
        left_out.update(part.left_out)
        refused.update(part.refused)
    return About(
        kind="geonames",
        files={file: key for key, file in digests.items()},
        attribution=ATTRIBUTION,
        state=max(part.state for _, part in done),
        lines=sum(part.lines for _, part in done),
        left_out=dict(left_out.most_common()),
        refused=dict(refused.most_common()),
    )
