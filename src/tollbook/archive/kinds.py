"""Kinds: which files hold many captures, told by their first bytes; the name helps where bytes are dumb."""

import re
import zlib

import msgspec

from tollbook.model.columns import is_head

BOM = b"\xef\xbb\xbf"
HEAD = 65536
"""How many bytes are looked at."""
LINES = (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv")
POSTED = re.compile(
    rb"From \S{1,300}[ \t][^\r\n]{0,60}\d\d:\d\d[^\r\n]{0,20}\b\d{4}[^\r\n]{0,20}\r?\n"
    rb">?[A-Za-z][A-Za-z0-9-]{1,60}:"
)
ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def kind(head: bytes, source: str, *, table: bool = False) -> str:
    """Name what a file is split by: "warc", "zip", "mbox", "lines", "table", or "" for one capture.

    `table` says that the user named columns, so that any text is a table.

    Example:
        >>> kind(b"WARC/1.1\\r\\n", "a.bin"), kind(b"id,text\\n", "a"), kind(b"Two fell.", "a.txt")
        ('warc', 'table', '')
    """
    name = source.lower()
    if opened(head).startswith(b"WARC/"):
        return "warc"
    if head.startswith(ZIP):
        return "zip"
    if POSTED.match(head):
        return "mbox"
    line = head.partition(b"\n")[0]
    if name.endswith(LINES) or _is_record(line, whole=b"\n" in head or len(head) < HEAD):
        return "lines"
    if name.endswith(TABLES) or table or _is_table(line):
        return "table"
    return ""


def opened(head: bytes) -> bytes:
    """Give the first bytes below gzip, at most 64 of them; the bytes as they are where they are not gzip."""
    if not head.startswith(b"\x1f\x8b"):
        return head[:64]
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _is_table(line: bytes) -> bool:
    if len(line) > 5000 or b"\x00" in line:
        return False
    return is_head(line.decode("utf-8", "replace"))


def _is_record(line: bytes, *, whole: bool) -> bool:
    """Tell whether a first line is a JSON object with a text or an id, as JSON Lines have."""
    start = line[:64].removeprefix(BOM).lstrip()
    if not start.startswith(b"{"):
        return False
    if not whole:
        return re.match(rb'\{\s{0,9}"(?:id|text|outlet|published|title)"\s{0,9}:', start) is not None
    if not line.rstrip().endswith(b"}"):
        return False
    try:
        found = msgspec.json.decode(line.removeprefix(BOM), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return "text" in found or "id" in found
