"""Hostile input: each row is a thing made to do harm, where it comes in, and what is due.

What is due: the thing is refused, or taken in within a bound, and an issue says why in words; the report that
lies beside it is read all the same. The tables of rows stand in the hostile_*.py beside this file. Addresses
that lead into private networks, redirects to them, servers that drip and answers that swell stand in
tests/archive/test_guard.py and test_fetch.py, hostile feeds over the network in
tests/book/test_feeding_refused.py, more PDF bombs in tests/read/test_pictures.py.
"""

import io
import re
from pathlib import Path

import pytest
from hostile_archives import ARCHIVES
from hostile_letters import LETTERS
from hostile_markup import ACTIVE, ENTITIES, MARKUP
from hostile_records import RECORDS
from hostile_rows import MEGABYTE, PAGE, TEXT, URL, K, Row

import tollbook
from pdf_files import flate_bomb
from tollbook import archive
from tollbook.archive import unpack
from tollbook.archive.feeds import feed_of
from tollbook.archive.wire import FetchError
from tollbook.desk.evidence import clean
from tollbook.issues import Issue
from tollbook.model.report import Report
from tollbook.read import apart, documents

GOOD = "Nine sailors drowned off Kessa on Monday, the harbour office said."
DOCUMENTS = [
    Row("a PDF that unpacks to two gigabytes", "a.pdf", flate_bomb, (K.TOO_LARGE, "unpacks to more")),
]
ROWS = [*ARCHIVES, *MARKUP, *RECORDS, *LETTERS, *DOCUMENTS]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the bounds in, so that a bomb of a hundred megabytes is large enough, and a test is short."""
    monkeypatch.setattr(unpack, "FREE", 4 * MEGABYTE)
    monkeypatch.setattr(documents, "SECONDS", 10)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("row", ROWS, ids=[row.what for row in ROWS])
def test_it_is_refused_or_bounded_with_an_issue_that_says_why_and_the_next_report_is_read(
    row: Row, tmp_path: Path
) -> None:
    path = tmp_path / row.file
    path.write_bytes(row.make())
    (tmp_path / "z.txt").write_text(GOOD, "utf-8")
    found = reports(tmp_path, row.limit)
    texts = [item.text for item in found if isinstance(item, Report)]
    issues = [item for item in found if isinstance(item, Issue)]
    assert texts[-1] == GOOD
    if row.kept is None and not row.never:
        assert texts == [GOOD]
    elif row.kept is not None:
        assert any(row.kept in text for text in texts)
    for words in row.never:
        assert not any(words in text for text in texts)
    if row.issue:
        kind, pattern = row.issue
        assert [i for i in issues if i.kind is kind and re.search(pattern, i.message) and i.todo], [
            (i.kind.value, i.message) for i in issues[:5]
        ]
    assert all(len(issue.message) < 2000 for issue in issues)


def reports(folder: Path, limit: int) -> "list[Report | Issue]":
    from tollbook.read import read_all

    return list(read_all(archive.captures([str(folder)], limit=limit), knowledge="0a1b"))


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what was taken from it."""

    def __init__(self, piece: bytes) -> None:
        self.piece, self.taken = piece, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]  # any writable buffer
        size = min(len(buffer), len(self.piece))
        buffer[:size] = self.piece[:size]
        self.taken += size
        return size


@pytest.mark.parametrize("piece", [b"a" * 4096, b"<p>a</p>" * 512, b"\x00" * 4096, b'"a' * 2048])
def test_of_a_stream_without_end_no_more_is_taken_than_a_file_may_have(piece: bytes) -> None:
    stream = Endless(piece)
    (issue,) = archive.captures(["-"], stdin=io.BufferedReader(stream), limit=MEGABYTE)
    assert isinstance(issue, Issue)
    assert "larger than 1,048,576 bytes" in issue.message
    assert stream.taken < 4 * MEGABYTE


def test_of_a_feed_of_reports_without_end_each_comes_out_before_the_next_is_taken() -> None:
    stream = Endless(b'{"text": "%s"}\n' % TEXT.encode())
    found = archive.captures(["-"], stdin=io.BufferedReader(stream, 8192), limit=MEGABYTE)
    assert not any(isinstance(next(found), Issue) for _ in range(1000))
    assert stream.taken < 4 * MEGABYTE


def test_what_is_slow_in_a_program_of_its_own_is_given_up_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    (tmp_path / "a.html").write_bytes(b"<html><body><article>" + b"<div>abc</div>" * 400_000)
    (tmp_path / "z.txt").write_text(GOOD, "utf-8")
    found = reports(tmp_path, archive.FILE_LIMIT)
    assert [item.text for item in found if isinstance(item, Report)] == [GOOD]
    assert any(isinstance(item, Issue) and "was given up: it took" in item.message for item in found)


def test_a_long_page_of_a_news_site_is_read_apart_as_it_would_be_in_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    in_place = reports(tmp_path, archive.FILE_LIMIT)
    monkeypatch.setattr(apart, "LARGE", 10)
    assert reports(tmp_path, archive.FILE_LIMIT) == in_place
    assert any(isinstance(item, Report) for item in in_place)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (ENTITIES, "it declares entities of its own, as entity bombs do"),
        (
            b"<!-- <a --><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>",
            "it declares entities of its own",
        ),
        (b"\n" * 100_000, "its first element stands behind 100,0.. bytes"),
        (b"<a>" * 600_000, "it has more than 500,000 tags"),
        (b"<a>" + b" " * 33 * MEGABYTE, "it is larger than 33,554,432 bytes"),
    ],
    ids=["entities", "an entity that reads a file", "a head without end", "tags", "size"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_is_made_to_do_harm_is_refused_before_it_is_parsed(
    head: bytes, why: str, encoding: str
) -> None:
    feed = head.decode() + "<rss version='2.0'><channel><title>&hi;</title></channel></rss>"
    if encoding == "utf-16" and "first element" in why:
        why = "its first element stands behind 200,0.. bytes"
    with pytest.raises(FetchError, match=f"{URL} was not read: {why}"):
        feed_of(feed.encode(encoding), URL)


def test_bytes_that_only_look_like_a_feed_are_refused() -> None:
    with pytest.raises(FetchError, match="is no feed"):
        feed_of(b"\x00\xff" * 5000, URL)


def test_the_archived_copy_of_a_page_is_shown_without_what_acts_or_loads() -> None:
    shown = clean(ACTIVE.decode())
    assert TEXT in shown
    for words in ("steal", "track.example", "javascript:", "data:", "on", "<a", "<img", "<form", "style"):
        assert not re.search(rf"<[^>]*{re.escape(words)}", shown), words


@pytest.mark.parametrize(
    "words",
    ["10**400", "1" + "0" * 400, "1" + ",000" * 150, "9" * 20_000, "1e308", "ten million billion trillion"],
)
def test_a_number_beyond_reason_ends_no_reading(words: str) -> None:
    from tollbook.model.capture import Capture
    from tollbook.read import read

    text = f"MARRUN, 4 March 2031 - {words} killed on Monday, guards said. Two people were killed in Orsk."
    (report,), _ = read(Capture.of(text.encode(), "a.txt"), knowledge="0a1b")
    reading = tollbook.Reader(rules_only=True).read(report)
    assert any(figure.count.value.low == 2 for figure in reading.figures)
