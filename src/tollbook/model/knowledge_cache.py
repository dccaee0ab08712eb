"""Parsed knowledge kept in the user's cache, because YAML takes a second to read and this a hundredth.

A kept file is named by the hash of what it was made from, so a change of knowledge never meets an old
one. Where the cache cannot be read or written, everything works as before, only slower.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
import platformdirs

from tollbook.version import __version__

T = TypeVar("T")


def folder() -> Path:
    """Give the folder of the cache: TOLLBOOK_CACHE, else the user's own."""
    named = os.environ.get("TOLLBOOK_CACHE")
    base = Path(named) if named else Path(platformdirs.user_cache_dir("tollbook"))
    return base / f"knowledge-{__version__}"


def get(digest: str, kind: type[T]) -> T | None:
    """Give what was kept under `digest`, or None where there is nothing or it cannot be read."""
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode((folder() / digest).read_bytes(), type=kind)
    return None


def put(digest: str, value: object) -> None:
    """Keep `value` under `digest`: written to a name of its own, then renamed."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        work = folder() / f"{digest}.{os.getpid()}"
        work.write_bytes(msgspec.msgpack.encode(value))
        work.replace(folder() / digest)
