"""Lines of a dump, one at a time: from a zip or a plain file, never the whole of it in memory."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tollbook.errors import GazetteerError

LONGEST_LINE = 65_536  # bytes; the dumps' own longest field holds 10,000 characters
LARGEST = 16 * 2**30  # bytes unpacked; all of GeoNames has some 2 GB
BESIDE = ("readme.txt", "iso-languagecodes.txt")


def digest(path: Path) -> str:
    """Give the SHA-256 of a file, in hex.

    Raises:
        GazetteerError: where it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise GazetteerError(
            f"{path} cannot be read: {error.strerror}", "name a file of place data"
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open a dump and give its stream of bytes with its size unpacked; of a zip, the one table inside.

    Raises:
        GazetteerError: where it cannot be read, or a zip holds no table, several, or one too large.
    """
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                found = _table(path, packed)
                with packed.open(found) as stream:
                    yield stream, found.file_size
        else:
            with path.open("rb") as stream:
                yield stream, path.stat().st_size
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise GazetteerError(f"{path} cannot be read: {error}", "fetch the file again") from error


def _table(path: Path, packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    tables = [
        info
        for info in packed.infolist()
        if info.filename.lower().endswith((".txt", ".tsv")) and info.filename.lower() not in BESIDE
    ]
    if len(tables) != 1:
        raise GazetteerError(
            f"{path.name} holds {len(tables)} tables; one was looked for", "unpack it and name the table"
        )
    if tables[0].file_size > LARGEST:
        raise GazetteerError(
            f"{path.name} would unpack to {tables[0].file_size:,} bytes", "check where the file comes from"
        )
    return tables[0]


def lines(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Give each line with its length in bytes; one that is too long comes as empty bytes.

    Example:
        >>> import io
        >>> list(lines(io.BytesIO(b"a\\tb\\n" + b"x" * 70_000 + b"\\nc")))
        [(b'a\\tb', 4), (b'', 70001), (b'c', 1)]
    """
    while line := stream.readline(LONGEST_LINE):
        length = len(line)
        if not line.endswith(b"\n") and length == LONGEST_LINE:
            while rest := stream.readline(LONGEST_LINE):
                length += len(rest)
                if rest.endswith(b"\n"):
                    break
            line = b""
        yield line.rstrip(b"\r\n"), length
