"""Handing over evidence: a bag that anybody can check without Tollbook, there whole or not at all."""

import hashlib
import json
import re
import signal
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from click.testing import CliRunner
from example_book import add, evidence, kept
from example_reading import dispatch
from test_adding import FERRY, LATER, write
from test_ledger import decision

from tollbook.archive import Store
from tollbook.book import Book
from tollbook.cli import main
from tollbook.errors import BookError, EvidenceError, InputError
from tollbook.exporting import export
from tollbook.publish.bag import UNFINISHED


def filled(book: Book, folder: Path) -> Book:
    """Fill a book: a list of two reports, an edited file, a picture, a record, a dispatch, a decision."""
    (folder / "مرفأ.json").write_text(
        json.dumps([{"id": "k1", "text": FERRY}, {"id": "k2", "text": FERRY.replace("4 March", "1 May")}])
    )
    (folder / "ferry.txt").write_text(FERRY)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    add(book, folder / "مرفأ.json", folder / "ferry.txt", folder / "picture.txt")
    (folder / "ferry.txt").write_text(LATER)
    add(book, folder / "ferry.txt", write(folder / "news.jsonl", {"id": "zq 9", "text": LATER}))
    kept(book, b"as received", "a")
    book.decide(decision(dispatch("a"), "one"))
    return book


@pytest.fixture
def full(tmp_path: Path) -> Book:
    (tmp_path / "in").mkdir()
    return filled(Book.init(tmp_path / "book"), tmp_path / "in")


def sums_fit(bag: Path) -> bool:
    """Check a bag as the page in it says."""
    command = ["sha256sum", "--quiet", "-c", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    return subprocess.run(command, cwd=bag, capture_output=True, check=False).returncode == 0


def lines(bag: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (bag / "data" / name).read_text("utf-8").split("\n")[:-1]]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def check(bag: Path) -> int:
    """Check a bag by its own pages, knowing nothing of Tollbook; gives the number of entries in full."""
    named = [
        line.split("  ", 1)
        for page in ("manifest-sha256.txt", "tagmanifest-sha256.txt")
        for line in (bag / page).read_text("utf-8").splitlines()
    ]
    there = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    assert there == {path for _, path in named} | {"tagmanifest-sha256.txt"}
    assert all(sha256((bag / path).read_bytes()) == digest for digest, path in named)
    about = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text("utf-8").splitlines())
    payload = [path for path in (bag / "data").rglob("*") if path.is_file()]
    assert about["Payload-Oxum"] == f"{sum(path.stat().st_size for path in payload)}.{len(payload)}"
    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    captures = lines(bag, "captures.jsonl")
    assert {line["file"] for line in captures} == {
        path.relative_to(bag).as_posix() for path in (bag / "data" / "evidence").iterdir()
    }
    for line in captures:
        content = (bag / line["file"]).read_bytes()
        assert (sha256(content), len(content)) == (line["sha256"], line["size"])
    rows = iter((bag / "data" / "ledger" / "rows.jsonl").read_bytes().split(b"\n")[:-1])
    before, full = "0" * 64, 0
    for entry in lines(bag, "ledger/entries.jsonl"):
        assert entry["previous"] == before
        before = entry["hash"]
        if "contents" not in entry:
            continue
        full += 1
        assert [digest for _, digest in entry["contents"]] == [sha256(next(rows)) for _ in entry["contents"]]
        assert sha256(compact(entry["contents"])) == entry["content"]
        names = ("seq", "recorded", "act", "subject", "rows", "content", "previous")
        assert sha256(compact([entry[name] for name in names])) == entry["hash"]
    assert next(rows, None) is None
    assert about["Tollbook-Ledger-Head"] == before
    assert about["Tollbook-Entries-In-Full"] == str(full)
    return full


def test_a_bag_of_the_whole_book_can_be_checked_without_tollbook(book: Book, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
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


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"reports": frozenset(["a", "zz"])}, "no report 'zz' is in the book"),
        (
            {"first": date(1999, 1, 1), "last": date(1999, 1, 2)},
            "nothing was chosen: from 1999-01-01, to 1999-01-02",
        ),
    ],
)
def test_a_choice_of_nothing_is_a_misuse(
    full: Book, tmp_path: Path, choice: dict[str, Any], says: str
) -> None:
    with pytest.raises(InputError, match=re.escape(says)):
        export(full, tmp_path / "bag", **choice)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


def test_damaged_evidence_is_not_handed_over(full: Book, tmp_path: Path) -> None:
    path = evidence(full).path(next(evidence(full).names()))
    path.unlink()
    path.write_bytes(b"changed")
    with pytest.raises(EvidenceError, match="is damaged"):
        export(full, tmp_path / "bag")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


def test_a_changed_ledger_is_not_handed_over(tmp_path: Path) -> None:
    from test_verify import tamper

    (tmp_path / "in").mkdir()
    book = filled(Book.init(tmp_path / "book"), tmp_path / "in")
    tamper(book, "UPDATE report SET title = 'Other' WHERE seq = 2")
    with pytest.raises(BookError, match="entry 2 of the ledger is not what it was"):
        export(book, tmp_path / "bag.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_what_is_there_already_is_left_alone(full: Book, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        export(full, tmp_path / name)
    assert (tmp_path / name).read_text() == "mine"


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_an_export_that_stops_leaves_nothing(
    full: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    left = [3]
    get = Store.get

    def stopped(store: Store, sha256: str) -> bytes:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return get(store, sha256)

    with monkeypatch.context() as broken:
        broken.setattr(Store, "get", stopped)
        with pytest.raises(KeyboardInterrupt):
            export(full, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book", "in"]


SLOW = """
import sys, time
from pathlib import Path
from tollbook.archive import Store
from tollbook.book import Book
from tollbook.exporting import export
get = Store.get
def slow(store, sha256):
    print("at", flush=True)
    time.sleep(0.2)
    return get(store, sha256)
Store.get = slow
export(Book(Path(sys.argv[1])), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("name", ["bag", "bag.zip"])
def test_a_killed_export_leaves_no_bag_and_the_next_one_tidies_up(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    book = filled(Book.init(tmp_path / "book"), tmp_path / "in")
    command = [sys.executable, "-c", SLOW, str(book.path), str(tmp_path / name)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        for _ in range(3):
            running.stdout.readline()
        with pytest.raises(InputError, match="another command is writing in"):
            export(book, tmp_path / name)
        running.send_signal(signal.SIGKILL)
    assert not (tmp_path / name).exists()
    assert (tmp_path / f".{name}{UNFINISHED}").exists()
    export(book, tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "book", "in"])


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
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
