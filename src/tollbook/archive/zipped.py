"""Zipped web archives: a WACZ file (a zip with WARC files in it) -> a capture for each page or text in them.

A zip is hostile in more ways than one: its list of files, its names, entries that share their bytes, links,
what it unpacks to. Nothing is unpacked to the disk, so a name leads nowhere; one that tries is named.
Source of the forms: the WACZ 1.1.1 specification, and APPNOTE, the description of zip.
"""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from tollbook.archive.troubles import malformed
from tollbook.archive.unpack import Bounded, Budget, Pieces, UnpackError
from tollbook.archive.webarchive import LINE, REMADE, web_archive
from tollbook.issues import Issue
from tollbook.model.capture import Capture

DIRECTORY = 4 * 1024 * 1024
"""The largest list of files that is read, in bytes: some 50,000 names."""
LOCAL = 30
"""The least bytes that stand before the bytes of an entry."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DRIVE = re.compile(r"[A-Za-z]:")
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    EOFError,
    OSError,
    OverflowError,
    struct.error,
)
LOOK = "look where this archive came from"


def packed_archive(stream: BinaryIO, source: str, limit: int) -> Iterator[Capture | Issue] | None:
    """Give the pages and texts of a WACZ file; None where it is another zip, or none that can be opened."""
    try:
        zipped = zipfile.ZipFile(Pieces(stream, DIRECTORY))
    except UnpackError as error:
        return iter([malformed(source, f"{error.what}, so nothing of it was read", LOOK)])
    except BROKEN:
        return None
    entries = zipped.infolist()
    inside = [entry for entry in entries if entry.filename.endswith((".warc", ".warc.gz"))]
    if not inside:
        return None
    if shared := _shared(entries):
        what = (
            f"{shared[:80]!r} in it shares its bytes with another file, as only a bomb does; nothing was read"
        )
        return iter([malformed(source, what, LOOK)])
    return _packed(zipped, inside, source, limit, Budget(stream.seek(0, io.SEEK_END)))


def _shared(entries: Sequence[zipfile.ZipInfo]) -> str | None:
    """Name an entry whose bytes begin before those of the entry in front of it end."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            return entry.filename
        end = entry.header_offset + LOCAL + len(entry.filename) + entry.compress_size
    return None


def _packed(
    zipped: zipfile.ZipFile, inside: Sequence[zipfile.ZipInfo], source: str, limit: int, budget: Budget
) -> Iterator[Capture | Issue]:
    for entry in inside:
        name = f"{source}/{entry.filename}"
        if trouble := _refused(entry):
            yield malformed(source, trouble, LOOK)
            continue
        try:
            with zipped.open(entry) as stream:
                counted = Bounded(stream, budget)  # type: ignore[arg-type]  # it reads bytes
                yield from web_archive(io.BufferedReader(counted, LINE), name, limit, budget)
        except UnpackError as error:
            yield malformed(name, f"{error.what}; what came before was read", REMADE)
        except BROKEN as error:
            yield malformed(name, f"it cannot be unpacked: {error}; what came before was read", REMADE)


def _refused(entry: zipfile.ZipInfo) -> str | None:
    """Say why an entry is not opened; None where it is."""
    name = entry.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or DRIVE.match(name):
        return f"the name {name[:80]!r} leads out of the archive; the file under it was not read"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return f"{name[:80]!r} is a link to another file, which is not followed"
    if entry.compress_type not in METHODS:
        return f"{name[:80]!r} is packed in a way (method {entry.compress_type}) that web archives do not use"
    return None
