"""Readings kept in the user's cache, so that a long set is read once: what was read, by what, stays.

A kept reading is named by its report and by the versions that read it; a change of either reads anew.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

import tollbook
from tollbook.evaluate.data import readings, reports
from tollbook.evaluate.result import Options
from tollbook.model.reading import Reading


def folder() -> Path:
    """Give the folder of kept readings: below TOLLBOOK_CACHE, else the user's own cache."""
    named = os.environ.get("TOLLBOOK_CACHE")
    return (Path(named) if named else Path(platformdirs.user_cache_dir("tollbook"))) / "readings"


def kept(records: Iterable[dict[str, Any]], options: Options) -> Iterator[Reading]:
    """Give the reading of each record (id, text, published ...), from the cache or read now and kept.

    What cannot be kept is read all the same. Order is that of the records, those read now last.
    """
    versions = msgspec.json.encode(tollbook.Reader().versions())
    missing: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    for record in records:
        name = hashlib.sha256(msgspec.json.encode(record) + versions).hexdigest()
        found = _get(name)
        if found is not None:
            yield found
        else:
            missing.append(record)
            names[str(record["id"])] = name
    for reading in readings(reports(missing), options) if missing else ():
        _put(names.get(reading.report.id, ""), reading)
        yield reading


def _get(name: str) -> Reading | None:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode((folder() / name).read_bytes(), type=Reading)
    return None


def _put(name: str, reading: Reading) -> None:
    if not name:
        return
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        work = folder() / f"{name}.{os.getpid()}"
        work.write_bytes(msgspec.msgpack.encode(reading))
        work.replace(folder() / name)
