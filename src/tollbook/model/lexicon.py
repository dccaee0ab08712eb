"""Knowledge as data: entries with source, date, example and counter-example, and how they match.

A file is YAML: `kind`, `language`, `entries`. `knowledge/schema/KIND.yaml` says which keys an entry of
the kind may set and to which values. Whole words match, whatever their case; of overlapping matches the
longest, then the first, stands. Inside one of an entry's `unless` phrases ("Martyrs' Hall") none does.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import ahocorasick
import msgspec
import yaml

from tollbook.errors import KnowledgeError
from tollbook.model import knowledge_cache, own_knowledge
from tollbook.model.provenance import Span

MARKED = re.compile(r"\[([^\[\]]+)\]")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One piece of knowledge: words, what they set, where that comes from, when it holds and not.

    `example` marks in square brackets what the entry must match; in `counter` it must match nothing.
    """

    id: str
    words: tuple[str, ...]
    source: str
    date: date
    sets: dict[str, str] = {}
    example: str | None = None
    counter: str | None = None
    unless: tuple[str, ...] = ()
    note: str | None = None

    def get(self, key: str) -> str | None:
        """Give what the entry sets `key` to, or None."""
        return self.sets.get(key)


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a schema allows one key to be: one of `values`, or any text where there are none."""

    values: tuple[str, ...] = ()
    required: bool = False
    about: str = ""


class KindSchema(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The schema of one kind of knowledge."""

    kind: str
    about: str
    sets: dict[str, Setting]
    example: bool = True
    counter: bool = True


class KnowledgeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One knowledge file as written."""

    kind: str
    entries: tuple[Entry, ...]
    language: str | None = None
    about: str = ""


class Match(msgspec.Struct, frozen=True):
    """One place in a text where an entry's words stand."""

    entry: Entry
    span: Span


def lower(text: str) -> str:
    """Lower the case letter by letter, so that offsets stay.

    Example:
        >>> len(lower("İZMİR")) == len("İZMİR")
        True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Lexicon:
    """Entries of one kind, ready to be found in text.

    Example:
        >>> entry = Entry(id="x", words=("shell", "shells"), source="own", date=date(2026, 11, 25))
        >>> [m.span.of("Two Shells fell") for m in Lexicon([entry]).find("Two Shells fell")]
        ['Shells']
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Compile the entries' words and exceptions."""
        self.entries = tuple(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._words: dict[str, list[tuple[Entry, bool]]] = {}
        for entry in self.entries:
            for word in entry.words:
                self._words.setdefault(lower(word), []).append((entry, True))
            for word in entry.unless:
                self._words.setdefault(lower(word), []).append((entry, False))
        self._reach = max((len(word) for entry in self.entries for word in entry.unless), default=0)
        self._automaton = ahocorasick.Automaton()
        for word, found in self._words.items():
            self._automaton.add_word(word, (len(word), found))
        if self._words:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Match]:
        """Find the entries in `text`: longest first, never two overlapping, in text order."""
        hits: list[tuple[int, int, Entry]] = []
        barred: dict[str, dict[int, int]] = {}
        for last, (length, found) in self._automaton.iter(lower(text)) if self._words else ():
            start, end = last + 1 - length, last + 1
            if _inside_word(text, start, end):
                continue
            for entry, wanted in found:
                if wanted:
                    hits.append((start, end, entry))
                else:
                    ends = barred.setdefault(entry.id, {})
                    ends[start] = max(end, ends.get(start, 0))
        hits.sort(key=lambda h: (h[0] - h[1], h[0], h[2].id))
        taken, starts = list[Match](), list[int]()
        for start, end, entry in hits:
            ends = barred.get(entry.id, {})
            if ends and any(ends.get(i, 0) >= end for i in range(start - self._reach, start + 1)):
                continue
            at = bisect_left(starts, start)
            if not any(t.span.start < end and start < t.span.end for t in taken[max(0, at - 1) : at + 1]):
                taken.insert(at, Match(entry, Span(start, end)))
                starts.insert(at, start)
        return taken

    def all(self, text: str) -> list[Match]:
        """Find every entry of every match, overlapping and ambiguous ones too (actors, places)."""
        out: list[Match] = []
        for last, (length, found) in self._automaton.iter(lower(text)) if self._words else ():
            start, end = last + 1 - length, last + 1
            if not _inside_word(text, start, end):
                out += [Match(entry, Span(start, end)) for entry, wanted in found if wanted]
        return out


def _inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether the match begins or ends in the middle of a word."""
    if start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        return True
    return end < len(text) and text[end].isalnum() and text[end - 1].isalnum()


def root() -> Traversable:
    """Give the folder of the shipped knowledge."""
    return resources.files("tollbook") / "knowledge"


def _files(folder: Traversable, path: str = "", end: str = "") -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        name = f"{path}/{item.name}" if path else item.name
        if item.is_dir():
            yield from _files(item, name, end)
        elif name.endswith(end):
            yield name, item


@cache
def version() -> str:
    """Give the version of the knowledge: a hash over its files, tables and own ones too, 12 hex digits."""
    digest = hashlib.sha256()
    for name, item in (*_files(root()), *own_knowledge.files()):
        digest.update(name.encode() + b"\0" + item.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def schema_digest() -> bytes:
    """Hash the schemas: a file that passed them is not checked again until file or schema changes."""
    items = (item for _, item in _files(root() / "schema", end=".yaml"))
    return hashlib.sha256(b"".join(item.read_bytes() for item in items)).digest()


@cache
def schemas() -> dict[str, KindSchema]:
    """Load the schema of every kind."""
    out: dict[str, KindSchema] = {}
    for name, item in _files(root() / "schema", end=".yaml"):
        schema = _convert(item, f"schema/{name}", KindSchema)
        out[schema.kind] = schema
    return out


def _convert(item: Traversable, name: str, kind: type[Any]) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return msgspec.convert(yaml.load(item.read_text("utf-8"), Loader=loader), kind)  # noqa: S506
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"knowledge file {name}: {error}", "mend the entry named") from error


@cache
def load(path: str) -> KnowledgeFile:
    """Load one knowledge file, such as "lexicon/en/harms.yaml", checked against its schema.

    Raises:
        KnowledgeError: where the file breaks its schema; names file, entry and key.
    """
    item = own_knowledge.at(path) or root().joinpath(*path.split("/"))
    content = item.read_bytes()
    digest = hashlib.sha256(schema_digest() + content).hexdigest()
    if (kept := knowledge_cache.get(digest, KnowledgeFile)) is not None:
        return kept
    file: KnowledgeFile = _convert(item, path, KnowledgeFile)
    _check(path, file)
    knowledge_cache.put(digest, file)
    return file


def _check(path: str, file: KnowledgeFile) -> None:
    """Check a knowledge file against the schema of its kind.

    Raises:
        KnowledgeError: at the first fault; names file, entry and key.
    """
    schema = schemas().get(file.kind)
    if schema is None:
        raise KnowledgeError(f"{path}: no schema for kind {file.kind!r}", "add knowledge/schema/KIND.yaml")
    seen: set[str] = set()
    for entry in file.entries:
        for fault in _faults(entry, schema, seen):
            raise KnowledgeError(f"{path}: entry {entry.id!r}: {fault}", "mend the entry")
        seen.add(entry.id)


def _faults(entry: Entry, schema: KindSchema, seen: set[str]) -> Iterator[str]:
    if entry.id in seen:
        yield "the id stands twice"
    if not entry.words or not all(word.strip() for word in entry.words):
        yield "it has no words, or an empty one"
    if not entry.source.strip():
        yield "it has no source"
    if schema.example and not entry.example:
        yield "it has no example"
    if schema.counter and not entry.counter:
        yield "it has no counter-example"
    for key, value in entry.sets.items():
        setting = schema.sets.get(key)
        if setting is None:
            yield f"{key!r} is not a key of kind {schema.kind!r}"
        elif setting.values and value not in setting.values:
            yield f"{key} is {value!r}, not one of {', '.join(setting.values)}"
    for key, setting in schema.sets.items():
        if setting.required and key not in entry.sets:
            yield f"{key!r} is missing"


@cache
def lexicon(path: str) -> Lexicon:
    """Load one knowledge file as a lexicon."""
    return Lexicon(load(path).entries)


def files() -> list[str]:
    """List the knowledge files, the user's own ones last, schemas left out."""
    shipped = [name for name, _ in _files(root(), end=".yaml") if not name.startswith("schema/")]
    return [*shipped, *(name for name, _ in own_knowledge.files())]


def marked(example: str) -> tuple[str, list[Span]]:
    """Take the marks out of an example: the plain sentence and the marked spans in it.

    Raises:
        KnowledgeError: where nothing is marked.

    Example:
        >>> marked("Shells [killed] three.")
        ('Shells killed three.', [Span(start=7, end=13)])
    """
    spans: list[Span] = []
    plain, at = "", 0
    for found in MARKED.finditer(example):
        plain += example[at : found.start()]
        spans.append(Span(len(plain), len(plain) + len(found[1])))
        plain, at = plain + found[1], found.end()
    if not spans:
        raise KnowledgeError(f"example marks nothing: {example!r}", "put [brackets] round what must match")
    return plain + example[at:], spans
