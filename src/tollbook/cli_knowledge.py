"""The commands of what Tollbook knows: `tollbook knowledge`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click


@click.group()
def knowledge() -> None:
    """Check, list and explain the words that Tollbook knows."""


@knowledge.command("check")
def knowledge_check() -> None:
    """Check every entry: schema, source, example and counter-example. Ends with 1 where one fails."""
    from tollbook.checks import check_knowledge

    faults = check_knowledge()
    for fault in faults:
        click.echo(str(fault), err=True)
    entries = sum(len(entries) for _, _, entries in _files())
    click.echo(f"{entries:,} entries checked, {len(faults):,} at fault")
    _end(1 if faults else 0)


@knowledge.command("list")
def knowledge_list() -> None:
    """List the knowledge files: kind, number of entries, what they are about."""
    for path, kind, entries in _files():
        click.echo(f"{path:<40} {kind:<16} {len(entries):>6,}")


@knowledge.command("explain")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
def knowledge_explain(words: tuple[str, ...]) -> None:
    """Say what Tollbook knows of a WORD, a phrase or an entry's id, and from where."""
    from tollbook.checks import explain
    from tollbook.publish.tables import wrapped

    word = " ".join(words)
    found = explain(word)
    if not found:
        _end(1, f"no entry has the words {word!r}. What to do: add an entry; places stand in the gazetteer")
    for filed in found:
        entry = filed.entry
        about = {
            "words": ", ".join(entry.words),
            "sets": ", ".join(f"{key}: {value}" for key, value in entry.sets.items()),
            "not in": ", ".join(entry.unless),
            "example": entry.example,
            "counter": entry.counter,
            "note": entry.note,
            "source": f"{entry.source}, {entry.date}",
        }
        click.echo(f"{entry.id} ({filed.kind}, {filed.file})")
        for name, text in about.items():
            if text:
                click.echo(wrapped(f"  {name:<8} ", text))


def _files() -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    from tollbook.model import lexicon

    for path in lexicon.files():
        file = lexicon.load(path)
        yield path, file.kind, file.entries


def _end(code: int, line: str = "") -> None:
    if line:
        click.echo(line, err=True)
    if code:
        click.get_current_context().exit(code)
