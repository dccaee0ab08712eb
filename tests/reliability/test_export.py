"""Handing over evidence: a bag that anybody can check without Tollbook, of the whole book or of a choice."""

import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from bags import check, filled, lines, sums_fit
from click.testing import CliRunner

from tollbook.book import Book
from tollbook.cli import main
from tollbook.exporting import export


@pytest.fixture
def full(tmp_path: Path) -> Book:
    return filled(Book.init(tmp_path / "book"), tmp_path / "in")


def test_a_bag_of_the_whole_book_can_be_checked_without_tollbook(book: Book, tmp_path: Path) -> None:
    done = export(filled(book, tmp_path / "in"), tmp_path / "bag")
    assert check(tmp_path / "bag") == done.entries == 10
    assert sums_fit(tmp_path / "bag")
    assert (done.reports, done.captures, done.files) == (5, 6, 6)


@pytest.mark.parametrize(
    "name", ["data/captures.jsonl", "data/ledger/rows.jsonl", "README.txt", "manifest-sha256.txt"]
)
def test_a_bag_in_which_anything_was_changed_does_not_fit(full: Book, tmp_path: Path, name: str) -> None:
    export(full, tmp_path / "bag")
    content = bytearray((tmp_path / "bag" / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "bag" / name).write_bytes(content)
    assert not sums_fit(tmp_path / "bag")


def test_a_zip_holds_the_same_bag_in_one_folder(full: Book, tmp_path: Path) -> None:
    export(full, tmp_path / "kessa.zip")
    with zipfile.ZipFile(tmp_path / "kessa.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kessa"]
    assert check(tmp_path / "out" / "kessa") == 10
    assert sums_fit(tmp_path / "out" / "kessa")


def test_the_files_have_readable_names_of_plain_letters(full: Book, tmp_path: Path) -> None:
    export(full, tmp_path / "bag")
    names = sorted(path.name for path in (tmp_path / "bag" / "data" / "evidence").iterdir())
    assert all(re.fullmatch(r"\d{6}-\d{4}-\d\d-\d\d-[a-z0-9-]+\.[a-z0-9]+", name) for name in names)
    assert [name.split("-", 4)[4] for name in names] == [
        "mrf.json",
        "picture.txt",
        "ferry.txt",
        "ferry.txt",
        "news-part-1.jsonl",
        "a.txt",
    ]


def test_the_example_on_the_page_prints_what_it_says(full: Book, tmp_path: Path) -> None:
    export(full, tmp_path / "bag")
    page = (tmp_path / "bag" / "README.txt").read_text("utf-8")
    steps = re.findall(r"^    (printf .*?)\n    # ([0-9a-f]{64})$", page, re.MULTILINE | re.DOTALL)
    assert len(steps) == 3
    for command, hashed in steps:
        printed = subprocess.run(["bash", "-c", command], capture_output=True, check=True).stdout.decode()
        assert printed.split()[0] == hashed
    loop = re.search(r"^    (while .*)$", page, re.MULTILINE)
    assert loop is not None
    printed = subprocess.run(
        ["bash", "-c", loop[1]], cwd=tmp_path / "bag", capture_output=True, check=True
    ).stdout.decode()
    told = [h for entry in lines(tmp_path / "bag", "ledger/entries.jsonl") for _, h in entry["contents"]]
    assert [line.split()[0] for line in printed.splitlines()] == told


def test_chosen_reports_come_with_all_their_versions_and_nothing_of_the_others(
    full: Book, tmp_path: Path
) -> None:
    ferry = next(line for line in _reports(full) if line.startswith("ferry"))
    done = export(full, tmp_path / "bag", reports=frozenset([ferry]))
    assert check(tmp_path / "bag") == 2
    assert (done.reports, done.captures) == (1, 2)
    assert [line["reports"][0]["version"] for line in lines(tmp_path / "bag", "captures.jsonl")] == [1, 2]
    others = [e for e in lines(tmp_path / "bag", "ledger/entries.jsonl") if "contents" not in e]
    assert all(sorted(entry) == ["hash", "previous", "seq"] for entry in others)
    every = b"".join(path.read_bytes() for path in (tmp_path / "bag").rglob("*") if path.is_file())
    assert b"zq 9" not in every
    assert b"picture" not in every


def test_a_decision_goes_with_its_report(full: Book, tmp_path: Path) -> None:
    export(full, tmp_path / "bag", reports=frozenset(["a"]))
    acts = [entry.get("act") for entry in lines(tmp_path / "bag", "ledger/entries.jsonl")]
    assert [act for act in acts if act] == ["report", "decision"]


def test_a_report_out_of_a_list_brings_the_entry_that_added_the_list(full: Book, tmp_path: Path) -> None:
    export(full, tmp_path / "bag", reports=frozenset(["k2"]))
    assert check(tmp_path / "bag") == 2
    (capture,) = lines(tmp_path / "bag", "captures.jsonl")
    assert [report["id"] for report in capture["reports"]] == ["k2"]


def test_days_choose_reports_and_captures_without_a_report(full: Book, tmp_path: Path) -> None:
    done = export(full, tmp_path / "may", first=date(2031, 5, 1), last=date(2031, 5, 1))
    assert (done.reports, done.undated) == (1, 0)
    now = full.clock().date()
    done = export(full, tmp_path / "now", first=now, last=now)
    assert [c["source"].rsplit("/")[-1] for c in lines(tmp_path / "now", "captures.jsonl")] == ["picture.txt"]
    assert check(tmp_path / "now") == 1


def _reports(book: Book) -> list[str]:
    from tollbook.book import queries

    with book.reading() as connection:
        return [row["report"] for row in queries.reports(connection)]


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    filled(Book.init(tmp_path / "book", collector="Sareb desk"), tmp_path / "in").close()
    arguments = [
        "export-evidence",
        "--book",
        str(tmp_path / "book"),
        "-o",
        str(tmp_path / "b.zip"),
        "--report",
        "a",
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert "1 reports, 1 captures in 1 files, 2 entries of the ledger in full" in done.stdout
    assert CliRunner().invoke(main, arguments).exit_code == 2
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        assert "Source-Organization: Sareb desk\n" in packed.read("b/bag-info.txt").decode()
