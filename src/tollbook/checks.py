"""Checks of the knowledge: every file against its schema, every example and counter-example by running it."""

from collections.abc import Callable
from functools import cache

import msgspec

from tollbook.annotate.actors import parts
from tollbook.errors import KnowledgeError
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, Lexicon, Match, lower, marked
from tollbook.qualify.loaded import uses
from tollbook.resolve.actor_links import faults as link_faults

Finder = Callable[[str], list[Match]]

FINDERS: dict[str, Finder] = {
    "actor": parts,
    "actor_word": parts,
    "state": parts,
    "loaded": uses,
}
"""Kinds whose entries are found in context; every other kind is found by its words alone."""


class Filed(msgspec.Struct, frozen=True):
    """An entry with the file and kind that it stands in."""

    file: str
    kind: str
    entry: Entry


def entries() -> list[Filed]:
    """Give every entry of the shipped knowledge with its file.

    Raises:
        KnowledgeError: where a file breaks its schema; names file, entry and key.
    """
    out: list[Filed] = []
    for path in lexicon.files():
        file = lexicon.load(path)
        out += [Filed(path, file.kind, entry) for entry in file.entries]
    return out


@cache
def _alone(entry_id: str, words: tuple[str, ...], unless: tuple[str, ...]) -> Lexicon:
    day = entries()[0].entry.date
    return Lexicon([Entry(id=entry_id, words=words, unless=unless, source="check", date=day)])


def find(filed: Filed, text: str) -> list[Match]:
    """Find an entry in a sentence, by the finder of its kind or else by its words alone."""
    finder = FINDERS.get(filed.kind)
    if finder is not None:
        return [match for match in finder(text) if match.entry.id == filed.entry.id]
    return _alone(filed.entry.id, filed.entry.words, filed.entry.unless).find(text)


def example_faults(filed: Filed) -> list[str]:
    """Say what is wrong with an entry's example and counter-example; nothing where both hold.

    The example must be found at every marked place. In the counter-example the entry is found nowhere.
    """
    where = f"{filed.file}: entry {filed.entry.id!r}"
    out: list[str] = []
    if filed.entry.example:
        try:
            text, spans = marked(filed.entry.example)
        except KnowledgeError as error:
            return [f"{where}: {error}"]
        found = [match.span for match in find(filed, text)]
        for span in spans:
            if span not in found:
                seen = ", ".join(repr(s.of(text)) for s in found) or "nothing"
                out.append(f"{where}: the example wants {span.of(text)!r}, found is {seen}")
    if filed.entry.counter:
        text = filed.entry.counter.replace("[", "").replace("]", "")
        out += [
            f"{where}: found {match.span.of(text)!r} in the counter-example" for match in find(filed, text)
        ]
    return out


def check_knowledge() -> list[str]:
    """Check the shipped knowledge; the list says each fault in words and is empty where all holds.

    Files are checked against their schemas, ids for being given once to a kind, examples and
    counter-examples by running them.
    """
    out: list[str] = []
    all_filed: list[Filed] = []
    for path in lexicon.files():
        try:
            file = lexicon.load(path)
        except KnowledgeError as error:
            out.append(str(error))
            continue
        all_filed += [Filed(path, file.kind, entry) for entry in file.entries]
    out += id_faults(all_filed)
    for filed in all_filed:
        out += example_faults(filed)
    return out


def id_faults(filed: list[Filed]) -> list[str]:
    """Say which ids stand twice in a kind, and which links of the registry lead nowhere or have no dates."""
    seen: dict[tuple[str, str], str] = {}
    out: list[str] = []
    for item in filed:
        key = (item.kind, item.entry.id)
        if key in seen:
            out.append(f"{item.file}: entry {item.entry.id!r} stands already in {seen[key]}")
        seen[key] = item.file
    actors = {entry_id for kind, entry_id in seen if kind in ("actor", "state")}
    for item in filed:
        where = f"{item.file}: entry {item.entry.id!r}"
        if item.kind == "actor":
            out += [f"{where}: {fault}" for fault in link_faults(item.entry, actors)]
        target = item.entry.get("actor") if item.kind == "outlet" else None
        if target and target not in actors:
            out.append(f"{where}: actor {target!r} is no actor")
    return out


def explain(word: str) -> list[Filed]:
    """Give every entry that knows `word` as one of its words, or whose id it is, whatever the case.

    Example:
        >>> [filed.entry.id for filed in explain("JNIM")]
        ['jnim']
    """
    wanted = lower(word.strip())
    return [
        filed
        for filed in entries()
        if lower(filed.entry.id) == wanted or any(lower(w) == wanted for w in filed.entry.words)
    ]
