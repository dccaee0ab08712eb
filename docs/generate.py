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


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Give a command and all commands below it, each with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from commands(command.commands[name], f"{path} {name}")


def section(path: str, command: click.Command) -> str:
    """Write the help of one command as a section."""
    context = click.Context(command, info_name=path, max_content_width=96, terminal_width=96)
    return f"\n## {path}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


def pages() -> dict[Path, str]:
    """Give the text of each generated page by its path."""
    text = HEAD + "".join(section(path, command) for path, command in commands(cli.main, "tollbook"))
    return {HERE / "reference" / "cli.md": text}


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, "utf-8")
