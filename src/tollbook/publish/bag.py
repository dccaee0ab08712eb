"""A bag: files with their hashes, as RFC 8493 (BagIt 1.0) lays them out, in a folder or a zip file.

It is written beside its place under a name that ends in `.unfinished`, and takes its place when it is whole;
what a killed run has left there is removed by the next one.
"""

import fcntl
import hashlib
import os
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from tollbook.errors import EvidenceError, InputError

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PIECE = 1024 * 1024
UNFINISHED = ".unfinished"


class Bag:
    """A bag that is being filled; its paths have `/`, and those of the payload begin with `data/`."""

    def __init__(self, place: Path, name: str, made: datetime, packed: zipfile.ZipFile | None) -> None:
        """Write to the folder `place`, or into `packed` below a folder of this name."""
        self._place, self._name, self._packed, self._made = place, name, packed, made
        self._sums: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self.size = 0

    def add(self, path: str, content: bytes | IO[bytes]) -> str:
        """Add a file whose path was not used yet, and give its SHA-256 in hex."""
        sums = self._sums if path.startswith("data/") else self._tags
        if path in sums:
            raise ValueError(f"{path} is in the bag already")
        digest = hashlib.sha256()
        with self._open(path) as stream:
            for piece in [content] if isinstance(content, bytes) else _pieces(content):
                digest.update(piece)
                stream.write(piece)
                if sums is self._sums:
                    self.size += len(piece)
        sums[path] = digest.hexdigest()
        return sums[path]

    def close(self, about: list[tuple[str, str]]) -> None:
        """Write what tells about the bag (`bag-info.txt`, labels with values) and the manifests."""
        about = [*about, ("Payload-Oxum", f"{self.size}.{len(self._sums)}")]
        self.add("bagit.txt", DECLARATION)
        self.add("bag-info.txt", "".join(f"{label}: {_line(value)}\n" for label, value in about).encode())
        self.add(MANIFEST, _manifest(self._sums))
        tags = _manifest(self._tags)
        with self._open(TAGS) as stream:
            stream.write(tags)

    @contextmanager
    def _open(self, path: str) -> Iterator[IO[bytes]]:
        if self._packed is None:
            target = self._place / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                yield stream
            return
        when = max(self._made.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
        entry = zipfile.ZipInfo(f"{self._name}/{path}", when)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        with self._packed.open(entry, "w", force_zip64=True) as stream:
            yield stream


@contextmanager
def bag(path: Path, made: datetime) -> Iterator[Bag]:
    """Open a bag that appears at `path` once the block has ended well: a zip file if so named, else a folder.

    Raises:
        InputError: where something is there already, or another run writes there.
        EvidenceError: where the disk refuses.
    """
    work = path.with_name(f".{path.name}{UNFINISHED}")
    zipped = path.suffix.lower() == ".zip"
    if path.exists() or path.is_symlink():
        raise InputError(f"{path} is there already", "choose another name, or remove it")
    try:
        with _alone(path.parent):
            _remove(work)
            try:
                yield from _filled(work, path, made, zipped=zipped)
                _settle(work, path)
            finally:
                _remove(work)
    except OSError as error:
        raise EvidenceError(
            f"{path} cannot be written: {error.strerror or error}; nothing of it was left there",
            "free space or choose another place for -o, and run the same command again",
        ) from error


def _filled(work: Path, path: Path, made: datetime, *, zipped: bool) -> Iterator[Bag]:
    if zipped:
        with work.open("xb") as stream:
            with zipfile.ZipFile(stream, "w") as packed:
                yield Bag(work, path.stem, made, packed)
            stream.flush()
            os.fsync(stream.fileno())
    else:
        work.mkdir()
        yield Bag(work, path.name, made, None)
        os.sync()


def _settle(work: Path, path: Path) -> None:
    """Give what is whole its name, if nothing has taken it meanwhile."""
    if path.exists():
        raise InputError(f"{path} is there already", "choose another name, or remove it")
    work.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a lock on the folder that is written in; it goes when the process ends in whatever way."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise InputError(
            f"another command is writing in {folder}", "wait until it has ended, or choose another folder"
        ) from error
    finally:
        os.close(handle)


def _remove(work: Path) -> None:
    if work.is_dir() and not work.is_symlink():
        shutil.rmtree(work)
    else:
        work.unlink(missing_ok=True)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece


def _manifest(sums: dict[str, str]) -> bytes:
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums)).encode()


def _line(value: str) -> str:
    """Write a value on one line, whatever it holds."""
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in value).split())
