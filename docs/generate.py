"""Writes the reference pages that are made from the program itself: `make docs`."""

from collections.abc import Iterator
from pathlib import Path

import click

from tollbook import cli

HERE = Path(__file__).parent
HEAD = """# The command

Written from the program by `make docs`; `tollbook COMMAND --help` says the same. What a run ends with stands
under [exit codes](exit-codes.md), what it could not read under [issues](issues.md).
"""


def contexts(
    command: click.Command, name: str, parent: click.Context | None = None
) -> Iterator[click.Context]:
    """Give the context of a command and those of all commands below it."""
    context = click.Context(
        command,
        parent=parent,
        info_name=name,
        max_content_width=96,
        terminal_width=96,
        **command.context_settings,
    )
    yield context
    if isinstance(command, click.Group):
        for below in sorted(command.commands):
            yield from contexts(command.commands[below], below, context)


def section(context: click.Context) -> str:
    """Write the help of one command as a section."""
    text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
    return f"\n## {context.command_path}\n\n```text\n{text.rstrip()}\n```\n"


def pages() -> dict[Path, str]:
    """Give the text of each generated page by its path."""
    text = HEAD + "".join(section(context) for context in contexts(cli.main, "tollbook"))
    return {HERE / "reference" / "cli.md": text}


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, "utf-8")
