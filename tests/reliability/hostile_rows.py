"""A row of the tables of hostile input, and the harmless words and pages that the rows are made of."""

from collections.abc import Callable
from typing import NamedTuple

from tollbook import archive
from tollbook.issues import IssueKind

K = IssueKind
TEXT = "Two people were hurt in Marrun on Monday, guards said."
LONGER = "The mayor came to the bridge at noon, and the wounded were brought home by the road of the mill."
PAGE = f"<html><body><article><p>{TEXT}</p><p>{LONGER}</p></article></body></html>".encode()
URL = "https://ledger.example/market"
MAIL = b"From: a@b.example\nSubject: Market\nMIME-Version: 1.0\n"
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
