"""The commands of a book: what they print, and with which exit code they end."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from example_book import quick
from test_adding import FERRY, LATER

import tollbook
from tollbook.cli import main
from tollbook.model.reading import Reading
from tollbook.model.report import Report


class FakeReader:
    """Reads in no time; the gazetteer is left alone."""

    def __init__(self, progress: Any = None, *, rules_only: bool = False) -> None: ...

    def read(self, report: Report) -> Reading:
        return quick(report)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(tollbook, "Reader", FakeReader)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.txt").write_text(FERRY)

    def call(*arguments: str, **settings: Any) -> Result:
        return CliRunner().invoke(main, list(arguments), **settings)

    assert call("init", "book").exit_code == 0
    return call


def test_a_new_book_is_said_with_the_next_step(run: Any) -> None:
    done = run("init", "other")
    assert done.stdout == "other is a new book: tollbook add SOURCE... --book other\n"


def test_a_second_init_is_a_misuse(run: Any) -> None:
    done = run("init", "book")
    assert (done.exit_code, "book is a book already" in done.stderr) == (2, True)


def test_no_book_is_a_misuse(run: Any) -> None:
    done = run("status")
    assert (done.exit_code, "there is no book in" in done.stderr) == (2, True)


def test_add_says_what_is_new_changed_and_known(run: Any) -> None:
    assert run("add", "ferry.txt", "--book", "book").stdout.splitlines()[0] == "1 report added"
    Path("later.txt").write_text(FERRY + " Later.")
    Path("ferry.txt").write_text(LATER)
    done = run("add", "ferry.txt", "later.txt", "later.txt", "--book", "book")
    assert done.stdout.splitlines()[0] == "1 report added; 1 changed; 1 in the book already"


def test_add_says_what_comes_next_and_only_where_something_is_new(run: Any) -> None:
    said = run("add", "ferry.txt", "--book", "book").stdout.splitlines()
    assert said[1:] == [
        "next: tollbook status --book book says what the book holds; "
        "tollbook link --book book puts claims of one incident together; "
        "tollbook serve --book book shows reports, figures and issues in the browser"
    ]
    assert run("add", "ferry.txt", "--book", "book").stdout == "0 reports added; 1 in the book already\n"
    Path("ferry.txt").write_text(LATER)
    told = json.loads(run("add", "ferry.txt", "--book", "book", "--format", "json").stdout)
    assert (told["changed"], told["next"][0]) == (1, "tollbook status --book book")
    told = json.loads(run("add", "ferry.txt", "--book", "book", "--format", "json").stdout)
    assert (told["known"], told["next"]) == (1, [])


def test_add_counts_the_issues_that_it_recorded(run: Any) -> None:
    said = run("add", "none.txt", "--book", "book").stdout
    assert said == "0 reports added; 1 source gave no report; 1 issue recorded\n"
    again = json.loads(run("add", "none.txt", "--book", "book", "--format", "json").stdout)
    assert again["issues"] == 0


def test_a_source_without_a_report_ends_with_1_and_is_named(run: Any) -> None:
    done = run("add", "none.txt", "ferry.txt", "--book", "book")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == "1 report added; 1 source gave no report; 1 issue recorded"
    assert done.stderr.startswith("none.txt cannot be read")


def test_each_report_is_acknowledged_in_json_lines(run: Any) -> None:
    lines = [
        json.loads(line)
        for line in run("add", "ferry.txt", "--book", "book", "--format", "jsonl").stdout.splitlines()
    ]
    assert [line["kept"]["version"] for line in lines[:-1]] == [1]
    assert lines[-1] == {
        "new": 1,
        "changed": 0,
        "earlier": 0,
        "known": 0,
        "unmoved": 0,
        "without_report": 0,
        "issues": 0,
        "next": ["tollbook status --book book", "tollbook link --book book", "tollbook serve --book book"],
    }


def test_the_book_is_found_from_a_folder_inside_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("book/archive")
    assert run("add", "../../ferry.txt").exit_code == 0
    assert json.loads(run("status", "--format", "json").stdout)["present_reports"] == 1


def test_status_counts_and_gives_the_head(run: Any) -> None:
    run("add", "ferry.txt", "--book", "book")
    values = json.loads(run("status", "--book", "book", "--format", "json").stdout)
    assert (values["captures"], values["present_figures"], values["entries"]) == (1, 1, 2)
    assert values["head"] in run("status", "--book", "book").stdout
    before = json.loads(run("status", "--book", "book", "--as-of", "1999-01-01", "--format", "json").stdout)
    assert (before["present_reports"], before["head"]) == (0, None)


def test_a_time_that_is_none_is_a_misuse(run: Any) -> None:
    done = run("status", "--book", "book", "--as-of", "yesterday")
    assert (done.exit_code, "'yesterday' is no time" in done.stderr) == (2, True)


def test_verify_says_that_a_book_is_whole(run: Any) -> None:
    run("add", "ferry.txt", "--book", "book")
    done = run("verify", "--book", "book")
    assert (done.exit_code, done.stdout.startswith("the book is whole: 2 entries")) == (0, True)


def test_verify_names_what_is_wrong_and_ends_with_1(run: Any) -> None:
    run("add", "ferry.txt", "--book", "book")
    next(Path("book/archive").glob("??/*.zst")).unlink()
    done = run("verify", "--book", "book")
    assert done.exit_code == 1
    assert done.stdout.startswith("evidence: evidence ")
    assert "ferry.txt)" in done.stdout
    values = json.loads(run("verify", "--book", "book", "--format", "json").stdout)
    assert (values["whole"], values["faults"][0]["part"]) == (False, "evidence")


def test_verify_misses_a_hash_that_was_noted(run: Any) -> None:
    assert run("verify", "--book", "book", "--expect", "ab" * 32).exit_code == 1


def test_rebuild_says_what_it_made(run: Any) -> None:
    run("add", "ferry.txt", "--book", "book")
    assert run("rebuild", "--book", "book").stdout == "the present view holds 1 report\n"
