"""The command: what it reads, writes and says, and with which exit code it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

import tollbook
from tollbook.cli import main
from tollbook.issues import Issue, IssueKind
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.publish import jsons

sys.path.insert(0, str(Path(__file__).parent / "publish"))

from example_reading import DISPATCH, dispatch

ROOT = Path(__file__).parents[1]


class FakeReader:
    """Reads every report into the example reading; "broken" breaks it, "stop" presses Ctrl-C."""

    def __init__(self, progress: Any = None, *, rules_only: bool = False) -> None:
        assert not rules_only
        if progress:
            progress("gazetteer", 1.0)

    def read(self, report: Report) -> Reading:
        if report.id == "broken":
            raise ValueError("no such thing")
        if report.id == "stop":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        return msgspec.structs.replace(dispatch(report.id), report=report)


def fake_reports(paths: tuple[str, ...], **settings: Any) -> Iterator[Report | Issue]:
    """Take each path for the id of a report; "bad" gives none, "-" reads standard input."""
    for path in paths:
        text = settings["stdin"].read().decode() if path == "-" else DISPATCH
        if path.startswith("bad"):
            yield Issue(kind=IssueKind.EMPTY, source=path, message=f"{path} is empty", todo="check it")
            continue
        report = msgspec.structs.replace(dispatch(path).report, id=path, source=path, text=text, head=None)
        yield report
        if path == "noted":
            yield Issue(
                kind=IssueKind.DATE_CONFLICT, source=path, message="two dates", todo="choose", report=path
            )
            yield Issue(kind=IssueKind.ENCODING, source=path, message="noted: guessed", todo="look")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(tollbook, "Reader", FakeReader)
    monkeypatch.setattr(tollbook, "reports", fake_reports)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: str | Path, **settings: Any) -> Result:
        return CliRunner().invoke(main, [str(a) for a in arguments], **settings)

    return call


def test_the_table_is_what_read_writes_of_itself(run: Any) -> None:
    done = run("read", "a1")
    assert done.exit_code == 0
    assert done.stdout.startswith("A claim is not a fact")
    assert "131 or more" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("form", "begins"),
    [("json", '{"format":"tollbook-reading"'), ("jsonl", '{"report"'), ("html", "<!doctype html>")],
)
def test_read_writes_each_form_to_standard_output_and_to_a_file(
    run: Any, tmp_path: Path, form: str, begins: str
) -> None:
    shown = run("read", "a1", "--format", form)
    assert shown.exit_code == 0
    assert shown.stdout.lstrip().startswith(begins)
    target = tmp_path / "out"
    saved = run("read", "a1", "--format", form, "-o", target)
    assert (saved.exit_code, saved.stdout) == (0, "")
    assert target.read_text("utf-8") == shown.stdout
    assert list(tmp_path.iterdir()) == [target]


def test_standard_input_is_read_where_a_dash_stands(run: Any) -> None:
    done = run("read", "-", "--format", "jsonl", input=DISPATCH)
    assert json.loads(done.stdout)["report"]["id"] == "-"


def test_published_and_outlet_reach_the_reading_in(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}

    def reports(paths: tuple[str, ...], **settings: Any) -> Iterator[Report | Issue]:
        seen.update(settings)
        return fake_reports(paths, **settings)

    monkeypatch.setattr(tollbook, "reports", reports)
    run("read", "a1", "--published", "2031-03-14", "--outlet", "Meridian Wire")
    assert (str(seen["published"]), seen["outlet"]) == ("2031-03-14", "Meridian Wire")


def test_an_input_without_a_report_is_named_the_others_are_done_and_the_code_is_one(run: Any) -> None:
    done = run("read", "a1", "bad.txt", "a2", "--format", "jsonl")
    assert done.exit_code == 1
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == ["a1", "a2"]
    assert done.stderr.splitlines() == [
        "bad.txt is empty. What to do: check it",
        "2 reports read; 1 input gave no report",
    ]


def test_a_report_that_breaks_the_reading_does_not_stop_the_others(run: Any) -> None:
    done = run("read", "a1", "broken", "a2", "--format", "jsonl")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    assert "the reading failed: ValueError: no such thing" in done.stderr


def test_an_issue_of_a_report_stands_in_its_reading_and_a_note_of_its_file_is_told(run: Any) -> None:
    done = run("read", "noted", "--format", "jsonl")
    assert done.exit_code == 0
    kinds = [issue["kind"] for issue in json.loads(done.stdout)["issues"]]
    assert kinds == ["unresolved_place", "unresolved_date", "date_conflict"]
    assert done.stderr == "noted: guessed. What to do: look\n"


def test_nothing_read_is_still_a_whole_document(run: Any) -> None:
    done = run("read", "bad", "--format", "json")
    assert done.exit_code == 1
    assert jsons.parse(done.stdout_bytes) == ()


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "a1", "--format", "xml"],
        ["read", "a1", "--published", "yesterday"],
        ["read", "a1", "--jobs", "0"],
        ["read", "a1", "-o", "no/such/folder/out.json"],
        ["figures", "no-such-file.jsonl"],
        ["trace", "a1", "F1", "--at", "3"],
        ["nonsense"],
    ],
)
def test_misuse_ends_with_two_and_one_line_that_says_what(run: Any, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("Error: ")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_ctrl_c_leaves_a_whole_output_and_says_how_many_are_done(run: Any, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    done = run("read", "a1", "a2", "stop", "a3", "--format", form, "-o", target)
    assert done.exit_code == 130
    assert done.stderr.splitlines()[-1] == f"stopped: 2 reports read; {target} holds them"
    content = target.read_bytes()
    if form == "json":
        assert [r.report.id for r in jsons.parse(content)] == ["a1", "a2"]
    else:
        assert [json.loads(line)["report"]["id"] for line in content.splitlines()] == ["a1", "a2"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_file_of_before(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.json"
    target.write_text("before")

    def failing(_readings: Any) -> Iterator[bytes]:
        yield b"{"
        raise OSError("disk full")

    monkeypatch.setattr(jsons, "document", failing)
    done = run("read", "a1", "--format", "json", "-o", target)
    assert done.exit_code != 0
    assert target.read_text() == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_figures_writes_one_line_a_report(run: Any, tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("{}")
    done = run("figures", reports)
    assert done.exit_code == 0
    [line] = done.stdout.splitlines()
    assert json.loads(line)["id"] == str(reports)
    assert json.loads(line)["figures"][1]["low"] == 65


def test_the_version_is_one_line(run: Any) -> None:
    assert run("--version").stdout == f"tollbook {tollbook.__version__}\n"


@pytest.mark.parametrize("command", [[], ["read"], ["figures"], ["trace"]])
def test_help_says_the_exit_codes(run: Any, command: list[str]) -> None:
    shown = run(*command, "--help").stdout
    assert [code for code in ("0 ", "1 ", "2 ", "130 ") if f"    {code}" not in shown] == []


def in_process(code: str) -> str:
    """Run Python code in a process of its own and give what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


@pytest.mark.parametrize("arguments", ["--help", "read --help", "--version"])
def test_help_loads_nothing_that_is_slow(arguments: str) -> None:
    code = f"""
import sys
from tollbook.cli import main
try:
    main({arguments.split()!r})
except SystemExit:
    pass
print([m for m in ("spacy", "rich", "jinja2", "trafilatura", "marisa_trie") if m in sys.modules])
"""
    assert in_process(code).splitlines()[-1] == "[]"


def test_a_list_of_readings_is_stopped_by_a_closed_pipe_without_a_fuss() -> None:
    code = "from tollbook.cli import main; main(['knowledge', 'list'])"
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -c "{code}" | head -n 1'],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_a_table_is_read_with_the_columns_that_are_named(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("nr,summary\n1,Nine villagers were killed in Marrun on 4 March 2031.\n", "utf-8")
    done = CliRunner().invoke(
        main, ["read", str(path), "--columns", "text=summary,id=nr", "--format", "jsonl"]
    )
    assert done.exit_code == 0, done.output
    assert "Nine villagers" in done.output
    wrong = CliRunner().invoke(main, ["read", str(path), "--columns", "words=summary"])
    assert wrong.exit_code == 2
