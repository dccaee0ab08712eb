"""Met: what a run of adding has met so far, and what of it is still being read.

Both answer at once, however many records a file has: what was met is kept on disk, because a run may see
millions of records, and of what is still being read a few counts are kept beside it.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterator

from tollbook.book import Same
from tollbook.errors import EvidenceError
from tollbook.model.capture import CaptureRecord

CACHE = 2000
"""Kilobytes of what was met that are held in memory."""


class Met:
    """Counts how often something was met, in a nameless file that is gone with the run.

    Example:
        >>> met = Met()
        >>> met.times("a1"), met.times("a1"), met.times("a", "1")
        (1, 2, 1)
        >>> met.clear()
        >>> met.times("a1")
        1
    """

    def __init__(self) -> None:
        """Begin with nothing; the file is made at the first call."""
        self._file: sqlite3.Connection | None = None

    def times(self, *parts: str) -> int:
        """Note that something was met, named by parts, and give how many times that was so by now.

        Parts are told apart by their lengths, so no part can be made to look like several.

        Raises:
            EvidenceError: where the temporary folder cannot be written to.
        """
        told = [part.encode("utf-8", "surrogatepass") for part in parts]
        key = hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in told)).digest()[:16]
        try:
            count = self._opened().execute(
                "INSERT INTO met VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
                (key,),
            )
            return int(count.fetchall()[0][0])
        except sqlite3.Error as error:
            raise EvidenceError(
                f"what was met so far cannot be noted in the temporary folder: {error}",
                "free space there, or name another one in TMPDIR, and run the same command again",
            ) from error

    def clear(self) -> None:
        """Forget all."""
        if self._file is not None:
            self._file.execute("DELETE FROM met")

    def close(self) -> None:
        """Let go of the file; it is gone then."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> sqlite3.Connection:
        if self._file is None:
            self._file = sqlite3.connect("", isolation_level=None)
            for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE}"):
                self._file.execute(f"PRAGMA {pragma}")
            self._file.execute("CREATE TABLE met (key BLOB PRIMARY KEY, times INTEGER) WITHOUT ROWID")
        return self._file


class UnderWay:
    """The reports that are being read, by the name that each will have in the book."""

    def __init__(self) -> None:
        """Begin with none."""
        self._reports: dict[str, tuple[CaptureRecord, Same, bool]] = {}
        self._copies: Counter[tuple[str, str, str | None]] = Counter()
        self._origins: Counter[str] = Counter()

    def add(self, name: str, record: CaptureRecord, same: Same, *, anew: bool = False) -> None:
        """Note that a report is being read; `anew` where other things are said of bytes that stand."""
        self._reports[name] = record, same, anew
        self._copies[record.sha256, same.name, record.outlet] += 1
        self._origins[record.origin] += 1

    def take(self, name: str) -> tuple[CaptureRecord, Same, bool]:
        """Give what is known of a report that was read, and note that it is so no more."""
        record, same, anew = self._reports.pop(name)
        copy = record.sha256, same.name, record.outlet
        self._copies[copy] -= 1
        if not self._copies[copy]:
            del self._copies[copy]
        self._origins[record.origin] -= 1
        if not self._origins[record.origin]:
            del self._origins[record.origin]
        return record, same, anew

    def clear(self) -> None:
        """Forget them all."""
        self._reports.clear()
        self._copies.clear()
        self._origins.clear()

    def __contains__(self, name: str) -> bool:
        """Tell whether a report of this name is being read."""
        return name in self._reports

    def has_copy(self, record: CaptureRecord, same: Same) -> bool:
        """Tell whether the same bytes for the same outlet are being read, from wherever."""
        return (record.sha256, same.name, record.outlet) in self._copies

    def has(self, origin: str) -> bool:
        """Tell whether a capture of this origin is being read."""
        return origin in self._origins

    def records(self) -> Iterator[CaptureRecord]:
        """Give the capture of each report that is still being read."""
        for record, *_ in self._reports.values():
            yield record
