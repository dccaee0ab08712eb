"""The evidence store: bytes kept under their SHA-256, compressed, written whole or not at all, never changed.

A file is written to a name of its own, flushed to the disk, then renamed, and its folder flushed too: what
`put` has given back outlives a power cut. An interrupted write leaves a file in `tmp`, and nothing else.
"""

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import zstandard

from tollbook.errors import EvidenceError

LEVEL = 6
END = ".zst"
LIMIT = 1024 * 1024 * 1024
"""The most bytes that one piece of evidence may unpack to; more is damage, or an attack."""


class Store:
    """A folder of evidence; the files of one hash lie in a folder named by its first two digits.

    Example:
        >>> import tempfile
        >>> store = Store(Path(tempfile.mkdtemp()))
        >>> name = store.put(b"Two were hurt.")
        >>> name[:8], store.get(name), list(store.names()) == [name]
        ('85eb9c2a', b'Two were hurt.', True)
    """

    def __init__(self, folder: Path) -> None:
        """Keep the folder; it is made at the first `put`."""
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Give the file that holds, or would hold, the bytes of this hash (64 hex digits)."""
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            raise EvidenceError(f"{sha256[:80]!r} is no SHA-256 in hex", "look at the record that names it")
        return self.folder / sha256[:2] / (sha256 + END)

    def put(self, content: bytes) -> str:
        """Keep bytes, and give their SHA-256 in hex once they are safe on the disk.

        Raises:
            EvidenceError: where the disk refuses (it is full, say), or holds other bytes under this hash.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if path.exists():
            self.get(sha256)
            return sha256
        try:
            self._write(path, zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(content))
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            todo = "free space and" if full else "look at the disk and the rights of the folder, then"
            raise EvidenceError(
                f"evidence cannot be kept in {self.folder}: {error.strerror}; nothing of it was written",
                f"{todo} run the same command again: it goes on where it stopped",
            ) from error
        return sha256

    def _write(self, path: Path, packed: bytes) -> None:
        work = self.folder / "tmp"
        work.mkdir(parents=True, exist_ok=True)
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            _flush(self.folder)
        handle, name = tempfile.mkstemp(dir=work)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(packed)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o444)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        _flush(path.parent)

    def get(self, sha256: str) -> bytes:
        """Give back the bytes of a hash, hashed anew.

        Raises:
            EvidenceError: where the file is missing or damaged, or holds other bytes than its name says.
        """
        path = self.path(sha256)
        try:
            packed = path.read_bytes()
        except OSError as error:
            raise EvidenceError(
                f"evidence {sha256[:12]} is not in {self.folder}: {error.strerror}",
                "restore it from a back-up",
            ) from error
        try:
            content = _unpack(packed)
        except zstandard.ZstdError as error:
            raise EvidenceError(
                f"evidence {sha256[:12]} is damaged ({path}): it cannot be unpacked",
                "restore it from a back-up",
            ) from error
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise EvidenceError(
                f"evidence {sha256[:12]} is damaged ({path}): its bytes have the hash {found[:12]}",
                "restore it from a back-up",
            )
        return content

    def names(self) -> Iterator[str]:
        """Give the hash of every piece of evidence, in order; only names are looked at."""
        if not self.folder.is_dir():
            return
        for folder in sorted(f for f in self.folder.iterdir() if len(f.name) == 2 and f.is_dir()):
            yield from sorted(path.name.removesuffix(END) for path in folder.iterdir() if path.suffix == END)

    def tidy(self, older: float = 24 * 3600.0) -> int:
        """Remove what interrupted writes have left, and give their number; no evidence is among it.

        Only what is `older` than so many seconds: a younger file may be one that another process writes.
        """
        gone = 0
        for path in (self.folder / "tmp").glob("*") if self.folder.is_dir() else ():
            try:
                if time.time() - path.stat().st_mtime >= older:
                    path.unlink(missing_ok=True)
                    gone += 1
            except OSError:
                continue
        return gone


def _unpack(packed: bytes) -> bytes:
    """Unpack one whole frame within the limit, with nothing behind it."""
    size = zstandard.get_frame_parameters(packed).content_size
    if size > LIMIT:
        raise zstandard.ZstdError("larger than evidence may be")
    reader = zstandard.ZstdDecompressor().decompressobj()
    content = reader.decompress(packed)
    if not reader.eof or reader.unused_data:
        raise zstandard.ZstdError("cut short, or followed by other bytes")
    return content


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
