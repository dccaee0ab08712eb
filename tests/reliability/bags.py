"""What the tests of handing over share: a book to hand over, and checks of a bag that need no Tollbook."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))

from example_book import add, kept
from example_reading import dispatch
from test_adding import FERRY, LATER, write
from test_ledger import decision

from tollbook.book import Book


def filled(book: Book, folder: Path) -> Book:
    """Fill a book: a list of two reports, an edited file, a picture, a record, a dispatch, a decision.

    The files lie in a new folder.
    """
    folder.mkdir()
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
