"""Adding an actor to a registry file of one's own: the entry made, checked, and written."""

import json
from datetime import date
from pathlib import Path

import msgspec
import yaml

from tollbook.annotate.phrases import Phrases, split
from tollbook.errors import InputError
from tollbook.model import lexicon, own_knowledge
from tollbook.model.lexicon import Entry
from tollbook.model.names import fold
from tollbook.resolve.actor_links import faults
from tollbook.resolve.actors import bearers, registry

LONGEST = 200
HEAD = "kind: actor\nlanguage: en\nabout: Actors of our own.\nentries:\n"


def own_file() -> Path:
    """Give the file for actors of one's own, which may not be there yet."""
    return own_knowledge.folder() / "own.yaml"


def made(
    name: str,
    *,
    sets: dict[str, str],
    source: str,
    day: date,
    entry_id: str | None = None,
    aliases: tuple[str, ...] = (),
    note: str | None = None,
) -> Entry:
    """Make a registry entry from what a user says; keys without a value are left out.

    Example:
        >>> entry = made("Green Valley Front", sets={"type": "militia"}, source="own", day=date(2026, 1, 2))
        >>> entry.id, entry.sets, entry.example
        ('green-valley-front', {'type': 'militia'}, '[Green Valley Front] said it had taken the post.')
    """
    return Entry(
        id=entry_id or fold(name).replace(" ", "-"),
        words=tuple(dict.fromkeys(word.strip() for word in (name, *aliases))),
        sets={key: value for key, value in sets.items() if value},
        example=f"[{name.strip()}] said it had taken the post.",
        source=source,
        date=day,
        note=note,
    )


def entry_faults(entry: Entry) -> list[str]:
    """Say what is wrong with an entry that is to be added; nothing where it holds."""
    out: list[str] = []
    if not entry.id or any(
        not word or len(word) > LONGEST or "[" in word or "]" in word for word in entry.words
    ):
        return [f"a name is empty, longer than {LONGEST} characters or holds brackets"]
    if entry.id in registry():
        out.append(f"the id {entry.id!r} is there already")
    schema = lexicon.schemas()["actor"]
    for key, value in entry.sets.items():
        allowed = schema.sets[key].values if key in schema.sets else ()
        if key not in schema.sets:
            out.append(f"{key!r} is no key of an actor")
        elif allowed and value not in allowed:
            out.append(f"{key} is {value!r}, not one of {', '.join(allowed)}")
    out += [f"{code!r} is no two-letter country code" for code in _codes(entry) if not _is_code(code)]
    out += faults(entry, set(registry()))
    for word in entry.words:
        for other in bearers(word):
            if not _codes(entry) or set(_codes(entry)) & set(_codes(other)) or not _codes(other):
                out.append(f"{other.id!r} bears the name {word!r} already")
    return out or _unfound(entry)


def _codes(entry: Entry) -> list[str]:
    return (entry.get("country") or "").split()


def _is_code(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()


def _unfound(entry: Entry) -> list[str]:
    """Say which names would be found everywhere (one word in small letters), and which nowhere."""
    return [
        f"the name {word!r} is one word in small letters and would be found everywhere: write its capital"
        for word in entry.words
        if word.isascii() and word == word.lower() and " " not in word and "-" not in word
    ] + [
        f"the name {word!r} is not found in a sentence: write it as texts do"
        for word in entry.words
        if not any(Phrases([(entry, "actor")]).scan(split(f"Men of {word} left.")))
    ]


def added(entry: Entry, path: Path) -> None:
    """Write an entry to the end of a registry file, whole or not at all; the file is made where need be.

    Raises:
        InputError: where the file cannot be read or written, or holds no actors; it is left as it was.
    """
    try:
        before = path.read_text("utf-8") if path.exists() else HEAD
        after = (before if before.endswith("\n") else f"{before}\n") + written(entry)
        file = msgspec.convert(yaml.safe_load(after), lexicon.KnowledgeFile)
        if file.kind != "actor" or len({e.id for e in file.entries}) != len(file.entries):
            raise InputError(f"{path}: this is no list of actors, or an id stands twice", "name another file")
        path.parent.mkdir(parents=True, exist_ok=True)
        work = path.with_suffix(".part")
        work.write_text(after, "utf-8")
        work.replace(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise InputError(f"{path}: {error}", "mend the file, or name another") from error


def written(entry: Entry) -> str:
    """Write an entry as YAML, every text quoted, so that none is read as a number or a date."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)

    sets = ", ".join(f"{key}: {text(value)}" for key, value in entry.sets.items())
    out = [
        f"  - id: {text(entry.id)}",
        f"    words: [{', '.join(text(word) for word in entry.words)}]",
        f"    sets: {{{sets}}}",
        f"    example: {text(entry.example or '')}",
        *([f"    note: {text(entry.note)}"] if entry.note else []),
        f"    source: {text(entry.source)}",
        f"    date: {entry.date.isoformat()}",
    ]
    return "\n".join(out) + "\n"
