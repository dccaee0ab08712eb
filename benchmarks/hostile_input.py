"""The worst inputs: how long each takes, and how much memory at most, read by a program of its own.

python benchmarks/hostile_input.py            # all, a few minutes
python benchmarks/hostile_input.py "JSON of"  # those whose name holds the words
"""

import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

MIB = 1024 * 1024
TEXT = b"Two people were hurt in Marrun on Monday, guards said. "
MAIL = b"From: a@b.example\nSubject: Market\nMIME-Version: 1.0\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def record(body: bytes, coding: str = "") -> bytes:
    """Write a WARC record."""
    block = ANSWER + (f"Content-Encoding: {coding}\r\n".encode() if coding else b"") + b"\r\n" + body
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def zipped(entries: list[tuple[str, bytes]]) -> bytes:
    """Write a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(name, content)
    return out.getvalue()


def of(piece: bytes, size: int, head: bytes = b"", tail: bytes = b"") -> bytes:
    """Repeat a piece up to a size."""
    return head + piece * ((size - len(head) - len(tail)) // len(piece)) + tail


ZEROS = bytes(1024 * MIB // 2)
INPUTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text of 64 MiB in one line": ("a.txt", lambda: of(b"a", 64 * MIB)),
    "text of 2,000,000 characters": ("a.txt", lambda: of(TEXT, 2_000_000)),
    "text of line ends": ("a.txt", lambda: of(b"\n", 2_000_000, b"a", b"b")),
    "page of 8 million characters of <p>": ("a.html", lambda: of(b"<p>a", 8_000_000, b"<html><body>")),
    "page of 19,000 tags": ("a.html", lambda: of(b"<div>abc</div>", 260_000, b"<html><body><article>")),
    "page of 64 MiB": ("a.html", lambda: of(b"<p>a", 64 * MIB, b"<html><body>")),
    "JSON of empty lists, 64 MiB": ("a.json", lambda: of(b"[],", 64 * MIB, b'[{"text":"a"},', b"[]]")),
    "JSON of empty records, 16 MiB": ("a.json", lambda: of(b"{},", 16 * MIB, b'[{"text":"a"},', b"{}]")),
    "JSON Lines that are broken, 16 MiB": ("a.jsonl", lambda: of(b'{"id":\n', 16 * MIB)),
    "table with a row of 32 million cells": ("a.csv", lambda: of(b"a,", 64 * MIB, b"id,text\n")),
    "mailbox message of empty lines, 64 MiB": (
        "a.mbox",
        lambda: of(b"a\n", 64 * MIB, b"From a@b.example Tue Mar  4 09:00:00 2031\n" + MAIL + b"\n"),
    ),
    "message of a million parts": (
        "a.eml",
        lambda: of(b"--b\n\nx\n", 7 * MIB, MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n"),
    ),
    "message of 60 MiB of fields": ("a.eml", lambda: of(b"A: b\n", 60 * MIB, MAIL, b"\nx")),
    "WARC, gzip bomb of 512 MiB": ("a.warc.gz", lambda: gzip.compress(record(ZEROS))),
    "WARC, 50 answers that are gzip bombs": (
        "a.warc",
        lambda: record(gzip.compress(ZEROS[: 256 * MIB]), "gzip") * 50,
    ),
    "WACZ of 20,000 files": ("a.wacz", lambda: zipped([(f"a{n}.warc", record(TEXT)) for n in range(20_000)])),
}


def measured(name: str) -> dict[str, object]:
    """Make one input, read it in a program of its own, and say what that took."""
    file, make = INPUTS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(make())
        size = path.stat().st_size
        done = subprocess.run(
            [sys.executable, __file__, "--read", str(path)], capture_output=True, check=False, text=True
        )
    return {"name": name, "bytes": size, **json.loads(done.stdout or "{}"), "said": done.stderr[-300:]}


def read(path: str) -> None:
    """Read a file, and write as JSON what it took."""
    import tollbook
    from tollbook.issues import Issue

    start, issues, reports = time.monotonic(), 0, 0
    first = ""
    for item in tollbook.reports([path]):
        if isinstance(item, Issue):
            issues += 1
            first = first or item.message.replace(path, "")
        else:
            reports += 1
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    took = {
        "seconds": round(time.monotonic() - start, 1),
        "processor": round(own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime, 1),
        "mib": _most(),
        "mib_apart": children.ru_maxrss // 1024,
        "reports": reports,
        "issues": issues,
        "first": first[:110],
    }
    sys.stdout.write(json.dumps(took))


def _most() -> int:
    """Give the most memory of this program since it began, in MiB; what its parent held does not count."""
    (line,) = [
        part for part in Path("/proc/self/status").read_text().splitlines() if part.startswith("VmHWM")
    ]
    return int(line.split()[1]) // 1024


def main() -> None:
    """Measure all inputs, or those that are named."""
    if sys.argv[1:2] == ["--read"]:
        read(sys.argv[2])
        return
    for name in INPUTS:
        if not sys.argv[1:] or sys.argv[1] in name:
            sys.stdout.write(json.dumps(measured(name)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
