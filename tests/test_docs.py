"""The documents against the program: their blocks run, their links lead somewhere, their tables are whole.

A ```console block runs in a shell: `$ ` begins a command, `> ` goes on with it, and the lines below it, where
there are any, are what it prints. `...` stands for any characters in a line, and alone for any lines. Every
command must end well. A ```python block runs too, as a doctest where it holds `>>>`. The blocks of one page
share a folder, in which `samples` are the sample dispatches, and one set of Python names.
"""

import doctest
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import msgspec
import pytest
import yaml

from tollbook.issues import IssueKind
from tollbook.model import lexicon

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / n for n in ("README.md", "CONTRIBUTING.md", "GLOSSARY.md"))])
BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, its text, the line of the page on which its text begins."""

    language: str
    text: str
    line: int


def blocks(page: str) -> list[Block]:
    """Give the fenced blocks of a page."""
    return [Block(m[1], m[2], page.count("\n", 0, m.start()) + 2) for m in BLOCK.finditer(page)]


class Command(NamedTuple):
    """A command of a console block, and the lines shown below it."""

    text: str
    shown: str


def commands(block: str) -> Iterator[Command]:
    """Take a console block apart into commands with what they print."""
    text, shown = "", ""
    for line in block.splitlines():
        if line.startswith("$ "):
            if text:
                yield Command(text, shown)
            text, shown = line[2:], ""
        elif line.startswith("> ") or line == ">":
            assert text, f"a block begins with a line that goes on: {line!r}"
            assert not shown, f"a command goes on after its output: {line!r}"
            text += "\n" + line[2:]
        else:
            assert text, f"a block begins without a command: {line!r}"
            shown += line.rstrip() + "\n"
    if text:
        yield Command(text, shown)


def fits(shown: str, printed: str) -> bool:
    """Tell whether a program printed what a page shows; blanks at line ends do not count."""
    pattern = ""
    for line in shown.splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += "[^\n]*?".join(re.escape(part) for part in line.split("...")) + r"\n"
    lines = "".join(line.rstrip() + "\n" for line in printed.splitlines())
    return re.fullmatch(pattern, lines) is not None


@pytest.mark.parametrize(
    ("shown", "printed", "is_fit"),
    [
        ("3 killed\n", "3 killed\n", True),
        ("3 killed\n", "3 killed   \n", True),
        ("3 killed\n", "13 killed\n", False),
        ("3 killed\n", "3 killed\n2 hurt\n", False),
        ("3 killed\n...\n", "3 killed\n2 hurt\n1 missing\n", True),
        ("... killed\n", "3 killed\n", True),
        ("...\n1 missing\n", "3 killed\n1 missing\n", True),
        ("a ... c\n", "a\nc\n", False),
    ],
)
def test_output_fits_what_a_page_shows(shown: str, printed: str, is_fit: bool) -> None:
    assert fits(shown, printed) is is_fit


def test_a_console_block_is_taken_apart() -> None:
    assert list(commands("$ cat <<'E'\n> a\n>\n> E\na\n\n$ true\n")) == [
        Command("cat <<'E'\na\n\nE", "a\n\n"),
        Command("true", ""),
    ]


def run_console(block: Block, folder: Path, where: str) -> None:
    """Run the commands of a block and compare what they print."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {
        **os.environ,
        "PATH": path,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "LC_ALL": "C.UTF-8",
    }
    for command in commands(block.text):
        done = subprocess.run(
            ["bash", "-c", command.text],
            cwd=folder,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        printed = done.stdout.decode()
        assert done.returncode == 0, f"{where}: $ {command.text}\nends with {done.returncode}:\n{printed}"
        if command.shown.strip():
            shown = command.shown.rstrip("\n") + "\n"
            assert fits(shown, printed.rstrip("\n") + "\n"), (
                f"{where}: $ {command.text}\nshows:\n{shown}\nprints:\n{printed}"
            )


def run_python(block: Block, names: dict[str, object], where: str) -> None:
    """Run a block of Python, comparing results where it is written as a session."""
    if ">>>" in block.text:
        test = doctest.DocTestParser().get_doctest(block.text, names, where, where, block.line)
        test.globs = names
        out: list[str] = []
        failed = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(
            test, out=out.append, clear_globs=False
        )
        assert failed.failed == 0, "".join(out)
    else:
        exec(compile("\n" * (block.line - 1) + block.text, where, "exec"), names)


def runnable(page: Path) -> list[Block]:
    return [block for block in blocks(page.read_text("utf-8")) if block.language in ("console", "python")]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if runnable(page)], ids=lambda p: p.relative_to(ROOT).as_posix()
)
def test_a_page_runs_as_it_is_written(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__page__"}
    for block in runnable(page):
        where = f"{page.relative_to(ROOT)}, line {block.line}"
        if block.language == "console":
            run_console(block, tmp_path, where)
        else:
            run_python(block, names, where)


def test_the_entry_that_the_page_on_adding_a_word_shows_holds() -> None:
    page = (DOCS / "how-to" / "add-a-word.md").read_text("utf-8")
    shown = next(block.text for block in blocks(page) if block.language == "yaml")
    entries = msgspec.convert(yaml.safe_load(shown), list[lexicon.Entry])
    assert entries
    for entry in entries:
        assert set(entry.sets) <= set(lexicon.schemas()["harm"].sets)
        assert entry.example is not None
        assert entry.counter is not None
        text, spans = lexicon.marked(entry.example)
        words = lexicon.Lexicon([entry])
        assert [match.span for match in words.find(text)] == spans
        assert words.find(entry.counter) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_links_of_a_page_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", BLOCK.sub("", page.read_text("utf-8")))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_page_is_reached_from_the_first_page_of_the_documents() -> None:
    index = (DOCS / "README.md").read_text("utf-8")
    pages = [p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md") if p.name != "README.md"]
    assert [page for page in sorted(pages) if f"({page})" not in index] == []


def test_every_kind_of_issue_is_explained() -> None:
    explained = re.findall(
        r"^\| `(\w+)` \|", (DOCS / "reference" / "issues.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(explained) == sorted(kind.value for kind in IssueKind)


def generator() -> ModuleType:
    """Load `docs/generate.py`, which writes the pages that are made from the program."""
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_of_the_command_is_current() -> None:
    pages: dict[Path, str] = generator().pages()
    assert pages
    for path, text in pages.items():
        assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} is out of date: run `make docs`"
