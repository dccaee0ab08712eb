"""Hostile archives: zips, web archives and packed files that swell, climb out, overlap or never end."""

import gzip
import io
import struct
import zipfile

import zstandard
from hostile_rows import BOMB, MEGABYTE, PAGE, TEXT, URL, K, Row


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


ARCHIVES = [
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
]
