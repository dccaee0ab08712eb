"""Exporting: a book, or chosen reports of it, -> a bag of evidence that others can check without Tollbook.

All that goes in is hashed anew on the way, evidence and ledger: what is damaged is not handed over.
"""

import hashlib
import re
import shlex
import tempfile
from contextlib import ExitStack
from datetime import date, datetime
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
from anyascii import anyascii
from sqlalchemy import Table

from tollbook.archive import Store
from tollbook.book import Book, chain, queries
from tollbook.book.choice import Chosen, choose
from tollbook.book.folder import outside
from tollbook.book.schema import CAPTURE, LEDGER
from tollbook.book.walk import entries
from tollbook.errors import BookError
from tollbook.model.capture import CaptureRecord
from tollbook.publish.bag import Bag, bag
from tollbook.version import EXTRACTOR

SHORT = 8
"""The most rows that an entry may have to stand as an example in the page that goes with the bag."""


class Exported(msgspec.Struct, kw_only=True):
    """What a bag holds: reports, captures, files of evidence, entries in full, and the chain's newest hash.

    `undated` are reports without a day, which a choice by days took or left by the day of their capture.
    """

    path: str
    reports: int
    undated: int
    captures: int = 0
    files: int = 0
    entries: int = 0
    head: str = chain.NOTHING


def export(
    book: Book,
    path: Path,
    *,
    reports: frozenset[str] = frozenset(),
    first: date | None = None,
    last: date | None = None,
    as_of: datetime | None = None,
) -> Exported:
    """Write a bag to a new folder, or to a new file if its name ends in `.zip`; whole or not at all.

    `reports` are ids; `first` and `last` bound the day of a report, both counted in. Without a choice all is
    exported. `as_of` leaves out what was recorded later.

    Raises:
        InputError: where a report is not in the book, or the bag cannot be written, or is to lie in the book.
        EvidenceError: where evidence is missing or damaged.
        BookError: where the ledger is.
    """
    outside(book.path, path)
    with book.reading() as connection:
        upto = queries.last_entry(connection, as_of)
        chosen = choose(connection, upto, reports=reports, first=first, last=last)
        done = Exported(path=str(path), reports=len(chosen.reports), undated=chosen.undated)
        with bag(path, book.clock()) as made, ExitStack() as open_files:
            filling = _Filling(made, Store(book.path / "archive"), chosen, done, path.parent, open_files)
            for entry, rows in entries(connection, upto):
                filling.take(entry, rows)
            for name, stream in filling.lists.items():
                made.add(name, stream)
            columns = {
                str(t.name): ["table", *(str(c.name) for c in t.columns if c.name != "sha256")]
                for t in LEDGER
            }
            made.add("data/ledger/columns.json", msgspec.json.format(msgspec.json.encode(columns)) + b"\n")
            made.add("README.txt", _readme(chosen, filling.example))
            made.close(_about(book, chosen, done))
    return done


class _Filling:
    """Takes the ledger entry by entry into a bag; the lists grow in files without a name until they go in."""

    def __init__(
        self, made: Bag, store: Store, chosen: Chosen, done: Exported, folder: Path, open_files: ExitStack
    ) -> None:
        self.bag, self.store, self.chosen, self.done = made, store, chosen, done
        self.example = ""
        self.files: dict[str, str] = {}
        self.lists = {
            name: open_files.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115  # it is one
            for name in ("data/captures.jsonl", "data/ledger/entries.jsonl", "data/ledger/rows.jsonl")
        }

    def take(self, entry: chain.Entry, rows: list[tuple[Table, dict[str, Any]]]) -> None:
        """Check the hashes of an entry, and put it into the bag: in full if chosen, else as a link."""
        lines = [chain.row_bytes(table, row) for table, row in rows]
        hashes = [
            (str(table.name), hashlib.sha256(line).hexdigest())
            for (table, _), line in zip(rows, lines, strict=True)
        ]
        content = chain.content_bytes(hashes)
        whole = hashlib.sha256(content).hexdigest() == entry.content
        if not whole or entry.previous != self.done.head or _hash(chain.entry_bytes(entry)) != entry.hash:
            raise BookError(
                f"entry {entry.seq} of the ledger is not what it was when it was written",
                "look at the book with `tollbook verify`; nothing was exported",
            )
        self.done.head = entry.hash
        if not self.chosen.has(entry.seq):
            self._line(
                "data/ledger/entries.jsonl",
                {"seq": entry.seq, "previous": entry.previous, "hash": entry.hash},
            )
            return
        self.done.entries += 1
        self._line("data/ledger/entries.jsonl", {**entry._asdict(), "contents": hashes})
        for (table, row), line in zip(rows, lines, strict=True):
            self.lists["data/ledger/rows.jsonl"].write(line + b"\n")
            if table is CAPTURE:
                self._capture(row)
        if not self.example and 0 < len(rows) <= SHORT:
            self.example = _example(entry, lines[0], hashes[0][1], content)

    def _capture(self, row: dict[str, Any]) -> None:
        """Add the evidence of a capture, if it is not in the bag yet, and its record."""
        record = msgspec.json.decode(row["body"], type=CaptureRecord)
        if record.sha256 not in self.files:
            name = f"data/evidence/{row['seq']:06}-{_name(record)}"
            self.bag.add(name, self.store.get(record.sha256))
            self.files[record.sha256] = name
            self.done.files += 1
        self.done.captures += 1
        said = msgspec.to_builtins(record)
        made = self.chosen.captures.get(row["id"], [])
        line = {"file": self.files[record.sha256], **said, "reports": made, "entry": row["seq"]}
        self._line("data/captures.jsonl", line)

    def _line(self, name: str, values: dict[str, Any]) -> None:
        self.lists[name].write(msgspec.json.encode(values) + b"\n")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _name(record: CaptureRecord) -> str:
    """Make a readable name of plain letters: the day of capture, the source's own name, the number there."""
    source = record.source
    if "://" in source:
        parts = urlsplit(source)
        source = f"{parts.hostname or ''}{unquote(parts.path)}".rstrip("/").replace("/", "-")
    own = PurePosixPath(source.replace("\\", "/")).name
    stem, dot, ending = own.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = own, "html" if record.media and "html" in record.media else "bin"
    plain = re.sub(r"[^A-Za-z0-9]+", "-", anyascii(stem)).strip("-").lower()[:60] or record.sha256[:12]
    part = f"-part-{record.part}" if record.part is not None else ""
    return f"{record.received:%Y-%m-%d}-{plain}{part}.{ending.lower()}"


def _example(entry: chain.Entry, line: bytes, hashed: str, content: bytes) -> str:
    """Write out how one entry of the bag is checked, as commands with what they print."""
    steps = [(line.decode(), hashed), (content.decode(), entry.content)]
    steps.append((chain.entry_bytes(entry).decode(), entry.hash))
    shown = "".join(
        f"\n    printf '%s' {shlex.quote(text)} | sha256sum\n    # {result}\n" for text, result in steps
    )
    return f"\nFor example entry {entry.seq}: the first of its rows, its contents, itself:\n{shown}"


def _readme(chosen: Chosen, example: str) -> bytes:
    text = (resources.files("tollbook.publish") / "templates" / "bag_readme.txt").read_text("utf-8")
    told = f"\nChosen for this bag: {chosen.words}."
    if chosen.undated:
        told += f" Reports without a day ({chosen.undated}) were taken or left by the day of their capture."
    return text.replace("{example}", example).replace("{chosen}", told).encode()


def _about(book: Book, chosen: Chosen, done: Exported) -> list[tuple[str, str]]:
    collector = book.settings.collector
    return [
        *([("Source-Organization", collector)] if collector else []),
        ("External-Identifier", f"tollbook:{book.settings.id}"),
        ("External-Description", f"Evidence from a book of Tollbook: {chosen.words}"),
        ("Bagging-Date", book.clock().date().isoformat()),
        ("Bag-Software-Agent", EXTRACTOR),
        ("Tollbook-Reports", str(done.reports)),
        ("Tollbook-Entries-In-Full", str(done.entries)),
        ("Tollbook-Ledger-Head", done.head),
    ]
