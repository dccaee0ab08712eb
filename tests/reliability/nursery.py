"""Starts `tollbook` again and again in a process of its own, without loading everything anew each time.

Each line on standard input is a JSON list: the file to print into, then the arguments. A child is forked that
runs the command as a user would; its number is printed at once. The command, the keeping, the archive and
the database are the real ones. The reader is a small one (sentences such as "12 people were killed"), because
the real one takes most of the time of a run and has no part in what is tested here; `rules` as the first
argument takes the real one by its rules alone, `real` the real one whole.
"""

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

import example_book

import tollbook
import tollbook.cli
import tollbook.cli_book
import tollbook.keeping
from tollbook.model.reading import Reading
from tollbook.model.report import Report


class Small:
    """A reader that is quick."""

    def __init__(self, progress: Any = None, *, rules_only: bool = False) -> None: ...

    def read(self, report: Report) -> Reading:
        return example_book.quick(report)


def child(output: str, arguments: list[str]) -> None:
    """Run the command in this process, and end it."""
    code = 70
    try:
        handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        tollbook.cli.main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001  # the child ends here, and says why
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve() -> None:
    """Fork a child for each line; say its number, then how it ended (negative: by which signal)."""
    if sys.argv[1:] != ["small"]:
        loaded = tollbook.Reader(rules_only=sys.argv[1:] == ["rules"])
        loaded.read(next(r for r in tollbook.reports([sys.argv[0]]) if isinstance(r, Report)))
        setattr(tollbook, "Reader", lambda *_, **__: loaded)  # noqa: B010  # mypy knows it as a class
    else:
        setattr(tollbook, "Reader", Small)  # noqa: B010  # likewise
    print("ready", flush=True)
    for line in sys.stdin:
        output, *arguments = json.loads(line)
        number = os.fork()
        if not number:
            child(output, arguments)
        print(number, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
