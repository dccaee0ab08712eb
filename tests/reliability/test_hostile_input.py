"""Hostile input: each row is a thing made to do harm, where it comes in, and what is due.

What is due: the thing is refused, or taken in within a bound, and an issue says why in words; the report that
lies beside it is read all the same. Addresses that lead into private networks, redirects to them, servers
that drip and answers that swell stand in tests/archive/test_guard.py and test_fetch.py, hostile feeds over
the network in tests/book/test_feeding.py, more PDF bombs in tests/read/test_pictures.py.
"""

import gzip
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import zstandard

import tollbook
from pdf_files import flate_bomb
from tollbook import archive
from tollbook.archive import unpack
from tollbook.archive.feeds import feed_of
from tollbook.archive.wire import FetchError
from tollbook.desk.evidence import clean
from tollbook.issues import Issue, IssueKind
from tollbook.model.report import Report
from tollbook.read import apart, documents

K = IssueKind
GOOD = "Nine sailors drowned off Kessa on Monday, the harbour office said."
TEXT = "Two people were hurt in Marrun on Monday, guards said."
LONGER = "The mayor came to the bridge at noon, and the wounded were brought home by the road of the mill."
PAGE = f"<html><body><article><p>{TEXT}</p><p>{LONGER}</p></article></body></html>".encode()
URL = "https://ledger.example/market"
MAIL = b"From: a@b.example\nSubject: Market\nMIME-Version: 1.0\n"
MANY = b"Content-Type: multipart/mixed; boundary=b\n\n"
MEGABYTE = 1024 * 1024
# A text of a hundred megabytes that packs to a hundred kilobytes: every layer of packing meets it.
BOMB = b"Two fell. " * (10 * MEGABYTE)


class Row(NamedTuple):
    """One hostile input: what it is, the file in which it comes, its bytes, and what is due.

    `issue` is the kind and a pattern of words of the issue that is due (None: none is). `kept` are words that
    must be in the texts that come out of it, None where no text may; `never` are words that must not.
    """

    what: str
    file: str
    make: Callable[[], bytes]
    issue: tuple[IssueKind, str] | None
    kept: str | None = None
    never: tuple[str, ...] = ()
    limit: int = archive.FILE_LIMIT


def zipped(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def record(
    body: bytes = PAGE, *, url: str = URL, coding: str = "", head: bytes = b"", day: str = "2031-03-04"
) -> bytes:
    """Write a WARC record that holds an answer."""
    extra = f"Content-Encoding: {coding}\r\n".encode() if coding else b""
    block = (head or b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + extra + b"\r\n") + body
    lines = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T00:00:00+14:00\r\n"
    )
    return lines.encode() + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def linked() -> bytes:
    """Write a zip in which a web archive is a link to a file of the machine."""
    entry = zipfile.ZipInfo("archive/a.warc")
    entry.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(entry, "/etc/passwd")
    return out.getvalue()


def overlapping() -> bytes:
    """Write a zip whose list names the same bytes a hundred times over."""
    plain = zipped(("a.warc", record()))
    at = plain.index(b"PK\x01\x02")
    end = plain.index(b"PK\x05\x06")
    entry = plain[at:end]
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 100, 100, 100 * len(entry), at, 0)
    return plain[:at] + entry * 100 + tail


def long_list() -> bytes:
    """Write a zip whose list of files says that it is as long as the file, of which nothing is a list."""
    size = 5 * MEGABYTE
    return b"PK\x03\x04" + bytes(size) + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, size, 4, 0)


def nested(depth: int) -> bytes:
    return MAIL + b"".join(
        b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(depth)
    )


ENTITIES = b'<!DOCTYPE x [<!ENTITY ha "ha"><!ENTITY ho "&ha;&ha;&ha;&ha;"><!ENTITY hi "&ho;&ho;&ho;">]>'
ACTIVE = (
    b"<html><body onload='steal()'><script>steal()</script><article>"
    b"<p onclick='steal()'>" + TEXT.encode() + b" The mayor came.</p>"
    b"<p>More stood <a href='javascript:steal()'>in the note</a>"
    b" and <a href='data:text/html,steal()'>here</a>.</p>"
    b"<img src='https://track.example/dot.gif' width=1><iframe src='https://track.example/f'></iframe>"
    b"<svg onload='steal()'></svg><style>@import 'https://track.example/c'</style><object data='x'></object>"
    b"<form action='https://track.example/p'><input name=a></form></article></body></html>"
)
HARMFUL = ("steal", "track.example", "javascript:", "data:", "onclick", "<")

ROWS = [
    # Archives
    Row("a zip bomb", "a.zip", lambda: zipped(("a.txt", BOMB)), (K.BINARY, "a zip archive")),
    Row(
        "a zip in a zip", "a.zip", lambda: zipped(("a.zip", zipped(("a.warc", record())))), (K.BINARY, "zip")
    ),
    Row("a zip bomb named as a text", "a.txt", lambda: zipped(("a", BOMB)), (K.BINARY, "a zip archive")),
    Row(
        "a web archive in a zip that is a bomb",
        "a.wacz",
        lambda: zipped(("a.warc", record(BOMB))),
        (K.MALFORMED, "more than 200 times its size"),
    ),
    Row(
        "a bomb below two layers",
        "a.wacz",
        lambda: zipped(("a.warc.gz", gzip.compress(record() + record(BOMB)))),
        (K.MALFORMED, "more than 200 times its size"),
        kept=TEXT,
    ),
    Row(
        "entries of a zip that share their bytes",
        "a.wacz",
        overlapping,
        (K.MALFORMED, "shares its bytes with another file"),
    ),
    Row(
        "a zip with a list of files without end",
        "a.wacz",
        long_list,
        (K.MALFORMED, "list of files is larger than 4,194,304 bytes"),
    ),
    Row(
        "a name that climbs out of an archive",
        "a.wacz",
        lambda: zipped(("../../etc/a.warc", record()), ("b.warc", record())),
        (K.MALFORMED, "leads out of the archive"),
        kept=TEXT,
    ),
    Row(
        "a name from the root",
        "a.wacz",
        lambda: zipped(("/etc/a.warc", record())),
        (K.MALFORMED, "leads out of the archive"),
    ),
    Row(
        "a name with a drive",
        "a.wacz",
        lambda: zipped(("C:\\a.warc", record())),
        (K.MALFORMED, "leads out of the archive"),
    ),
    Row("a link in an archive", "a.wacz", linked, (K.MALFORMED, "is a link to another file")),
    Row(
        "a gzip bomb round a web archive",
        "a.warc.gz",
        lambda: gzip.compress(record() + record(BOMB)),
        (K.MALFORMED, "more than 200 times its size"),
        kept=TEXT,
    ),
    Row(
        "a gzip bomb in an answer",
        "a.warc",
        lambda: record(gzip.compress(BOMB), coding="gzip") + record(),
        (K.MALFORMED, "unpacks to more than"),
        kept=TEXT,
        limit=MEGABYTE,
    ),
    Row(
        "a zstd bomb in an answer",
        "a.warc",
        lambda: record(zstandard.compress(BOMB), coding="zstd") + record(),
        (K.MALFORMED, "unpacks to more than"),
        kept=TEXT,
        limit=MEGABYTE,
    ),
    Row(
        "an answer packed ten times over",
        "a.warc",
        lambda: record(coding=", ".join(["gzip"] * 10)) + record(),
        (K.MALFORMED, "packed 10 times over"),
        kept=TEXT,
    ),
    Row("a gzip file bomb", "a.txt", lambda: gzip.compress(BOMB), (K.BINARY, "gzip data")),
    Row("a zstd file bomb", "a.txt", lambda: zstandard.compress(BOMB), (K.BINARY, "zstd data")),
    Row(
        "a header line without end in an answer",
        "a.warc",
        lambda: record(head=b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000 + b"\r\n\r\n") + record(),
        (K.MALFORMED, "header line has more than 65,536 bytes"),
        kept=TEXT,
    ),
    Row(
        "a header line that goes on for ever",
        "a.warc",
        lambda: b"WARC/1.1\r\nA: b\r\n" + b" c\r\n" * 5000,
        (K.MALFORMED, "more than 1,000 lines"),
    ),
    Row(
        "an answer whose code has 5,000 digits",
        "a.warc",
        lambda: record(head=b"HTTP/1.1 " + b"2" * 5000 + b" OK\r\n\r\n") + record(),
        (K.NOT_UNDERSTOOD, "passed over"),
        kept=TEXT,
    ),
    Row("a record dated before time began", "a.warc", lambda: record(day="0001-01-01"), None, kept=TEXT),
    Row(
        "a record whose address is a script",
        "a.warc",
        lambda: record(url="javascript:steal()"),
        None,
        kept=TEXT,
    ),
    # Marked-up text
    Row(
        "an entity bomb in a page",
        "a.html",
        lambda: ENTITIES + PAGE.replace(b"home", b"&hi;"),
        (K.NOT_UNDERSTOOD, "declares entities of its own.*ha, ho, hi"),
        kept=TEXT,
        never=("haha",),
    ),
    Row(
        "an entity bomb in a feed",
        "a.xml",
        lambda: b"<?xml version='1.0'?>" + ENTITIES + b"<rss><channel><title>&hi;",
        (K.NOT_UNDERSTOOD, "declares entities of its own"),
    ),
    Row(
        "an entity bomb in XML",
        "a.xml",
        lambda: b"<?xml version='1.0'?>" + ENTITIES + b"<x>&hi;</x>",
        (K.NOT_UNDERSTOOD, "declares entities of its own"),
        kept="&hi;",
        never=("haha",),
    ),
    Row(
        "an entity that reads a file",
        "a.html",
        lambda: b"<!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" + PAGE.replace(b"home", b"&f;"),
        (K.NOT_UNDERSTOOD, "declares entities"),
        kept=TEXT,
        never=("root:",),
    ),
    Row(
        "a page 100,000 tags deep",
        "a.html",
        lambda: b"<html><body>" + b"<div>" * 100_000 + TEXT.encode(),
        (K.MALFORMED, "nested 100,00. deep"),
    ),
    Row(
        "a page with scripts, handlers and tracking pictures",
        "a.html",
        lambda: ACTIVE,
        None,
        kept=TEXT,
        never=HARMFUL,
    ),
    Row(
        "a bulletin with scripts, handlers and tracking pictures",
        "a.eml",
        lambda: MAIL + b"Content-Type: text/html\n\n" + ACTIVE,
        None,
        kept=TEXT,
        never=HARMFUL,
    ),
    Row(
        "a page larger than is read",
        "a.html",
        lambda: b"<html><body>" + b"<p>Two fell." * 800_000,
        (K.TOO_LARGE, "page of .* characters; the limit is 8,000,000"),
    ),
    Row(
        "Markdown of half a million stars",
        "a.md",
        lambda: b"*a " * 200_000 + TEXT.encode(),
        (K.MALFORMED, "too tangled"),
        kept=TEXT,
    ),
    Row(
        "Markdown nested beyond reason",
        "a.md",
        lambda: b"> " * 50_000 + TEXT.encode(),
        (K.MALFORMED, "too tangled"),
        kept=TEXT,
    ),
    Row(
        "front matter that multiplies",
        "a.md",
        lambda: (
            b"---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n---\n"
            + TEXT.encode()
        ),
        None,
        kept=TEXT,
    ),
    Row(
        "front matter that asks for a program",
        "a.md",
        lambda: b"---\ntitle: !!python/object/apply:os.system ['id']\n---\n" + TEXT.encode(),
        (K.MALFORMED, "front matter is no YAML"),
        kept=TEXT,
    ),
    # Records, tables, messages
    Row(
        "JSON nested without end",
        "a.json",
        lambda: b'{"text": "a", "x": ' + b"[" * 500_000,
        (K.MALFORMED, "nested too deeply"),
    ),
    Row(
        "a list of 300,000 empty records",
        "a.json",
        lambda: b'[{"text": "%s"},' % TEXT.encode() + b"{}," * 300_000 + b"{}]",
        (K.TOO_MANY, "300,002 items, of which the first 100,000"),
        kept=TEXT,
    ),
    Row(
        "a number of a million digits in a record",
        "a.json",
        lambda: b'{"text": "Two fell.", "id": ' + b"9" * MEGABYTE + b"}",
        (K.MALFORMED, "broken JSON"),
    ),
    Row(
        "a title of a million letters",
        "a.json",
        lambda: b'{"text": "%s", "title": "%s"}' % (TEXT.encode(), b"a " * 500_000),
        (K.MALFORMED, "title has 1,000,000 characters, and was left out"),
        kept=TEXT,
    ),
    Row(
        "zero characters in a record",
        "a.json",
        lambda: b'{"text": "%s\\u0000"}' % TEXT.encode(),
        (K.MALFORMED, "1 zero characters, each now shown as"),
        kept=TEXT,
        never=("\x00",),
    ),
    Row(
        "5,000 records of one id",
        "a.jsonl",
        lambda: b'{"id": "a", "text": "Two fell."}\n' * 5000,
        (K.MALFORMED, "the id 'a' stands more than once"),
        kept="Two fell.",
    ),
    Row(
        "5,000 lines that are no records",
        "a.jsonl",
        lambda: b'{"id": \n' * 5000,
        (K.TOO_MANY, "4,000 troubles of the same file are not listed"),
    ),
    Row(
        "a line longer than is read",
        "a.jsonl",
        lambda: b'{"text": "' + b"a" * 5 * MEGABYTE + b'"}\n{"text": "%s"}\n' % TEXT.encode(),
        (K.TOO_LARGE, "line 1 is larger than"),
        kept=TEXT,
        limit=MEGABYTE,
    ),
    Row(
        "a table with a cell of a megabyte",
        "a.csv",
        lambda: b'id,text\na1,"' + b"Two fell. " * 300_000 + b'"\n',
        (K.TOO_LARGE, "characters; the limit of one report is"),
    ),
    Row(
        "a table with a million cells in a row",
        "a.csv",
        lambda: b"id,text\n" + b"," * MEGABYTE + b"\n" + f'a,"{TEXT}"\n'.encode(),
        (K.MALFORMED, "row 1 has 1,?048,?577 cells"),
        kept=TEXT,
    ),
    Row(
        "a table whose head is larger than its rows",
        "a.csv",
        lambda: b"id,text," + b"x" * 19_000 + b"\n" + b"\na" * 5000,
        (K.MALFORMED, "so much longer than its rows that reading ended"),
    ),
    Row(
        "a mailbox message of 40,000 parts",
        "a.eml",
        lambda: MAIL + MANY + b"--b\n\nTwo fell.\n" * 40_000,
        (K.TOO_MANY, "more than 2,000 parts"),
    ),
    Row(
        "a message nested thousands deep",
        "a.eml",
        lambda: nested(5000),
        (K.TOO_MANY, "more than 2,000 parts"),
    ),
    Row(
        "messages in messages",
        "a.eml",
        lambda: (MAIL + b"Content-Type: message/rfc822\n\n") * 3000,
        (K.MALFORMED, "cannot be taken apart"),
    ),
    Row(
        "a sender made of quotation marks",
        "a.eml",
        lambda: b"From: " + b'"(' * 3000 + b"a@b\nSubject: x\nMIME-Version: 1.0\n\n" + TEXT.encode(),
        None,
        kept=TEXT,
    ),
    Row(
        "a message dated in the year 10**20",
        "a.eml",
        lambda: MAIL + b"Date: Mon, 3 Mar 100000000000000000000 09:00:00 +0000\n\n" + TEXT.encode(),
        (K.UNRESOLVED_DATE, "date given beside the text is none"),
        kept=TEXT,
    ),
    # Letters
    Row(
        "malformed UTF-8",
        "a.txt",
        lambda: "Nördlich der Brücke fielen zwei Männer für ".encode() + b"\xe2\x82 Geld.",
        (K.ENCODING, "1 broken place,"),
        kept="Brücke",
    ),
    Row(
        "overlong UTF-8 of a slash",
        "a.txt",
        lambda: b"Two fell at ..\xc0\xaf..\xc0\xafetc. " * 40,
        (K.ENCODING, ""),
        never=("../",),
    ),
    Row(
        "UTF-16 behind a mark of UTF-8",
        "a.txt",
        lambda: b"\xef\xbb\xbf" + TEXT.encode("utf-16-le"),
        (K.ENCODING, "read as utf-16-le: its mark says utf-8"),
        kept=TEXT,
    ),
    Row(
        "UTF-8 behind a mark of UTF-16",
        "a.txt",
        lambda: b"\xff\xfe" + TEXT.encode(),
        (K.ENCODING, "read as utf-8: its mark says utf-16-le"),
        kept=TEXT,
    ),
    Row(
        "UTF-16 behind a mark of the other order",
        "a.txt",
        lambda: b"\xfe\xff" + TEXT.encode("utf-16-le"),
        (K.ENCODING, "read as utf-16-le: its mark says utf-16-be"),
        kept=TEXT,
    ),
    Row(
        "UTF-7",
        "a.txt",
        lambda: b"Two fell. +ADw-script+AD4-x+ACg- " + TEXT.encode(),
        (K.ENCODING, "looks like UTF-7"),
        kept="+ADw-script",
        never=("<script",),
    ),
    Row(
        "a message that says it is in UTF-7",
        "a.eml",
        lambda: MAIL + b"Content-Type: text/plain; charset=utf-7\n\n+ADw-script+AD4- " + TEXT.encode(),
        None,
        kept=TEXT,
        never=("<script",),
    ),
    Row(
        "a direction override in a figure",
        "a.txt",
        lambda: f"Guards said \u202e21\u202c died. {TEXT}".encode(),
        (K.HIDDEN, "U\\+202E RIGHT-TO-LEFT OVERRIDE \\(1\\)"),
        kept="\u202e21\u202c",
    ),
    Row(
        "signs of no width inside a word",
        "a.txt",
        lambda: f"Guards said 21 were kil\u200bled. {TEXT}".encode(),
        (K.HIDDEN, "U\\+200B ZERO WIDTH SPACE"),
        kept="kil\u200bled",
    ),
    Row(
        "words in letters that never show",
        "a.txt",
        lambda: (TEXT + "".join(chr(0xE0000 + ord(c)) for c in "none died")).encode(),
        (K.HIDDEN, "TAG LATIN SMALL LETTER"),
        kept=TEXT,
    ),
    Row(
        "orders to the terminal",
        "a.txt",
        lambda: f"\x1b[2J\x1b]0;x\x07 {TEXT}".encode(),
        (K.HIDDEN, "U\\+001B CONTROL CHARACTER \\(2\\)"),
        kept=TEXT,
    ),
    Row("zero bytes in a text", "a.txt", lambda: b"Two\x00 fell in Marrun.", (K.BINARY, "zero bytes")),
    Row(
        "one line of three million letters",
        "a.txt",
        lambda: b"a" * 3_000_000,
        (K.TOO_LARGE, "3,000,000 characters; the limit of one report is 2,000,000"),
    ),
    # Documents
    Row("a PDF that unpacks to two gigabytes", "a.pdf", flate_bomb, (K.TOO_LARGE, "unpacks to more")),
]


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
