"""Pages: a PDF on standard input -> its pages' texts as JSON on standard output; run as a program of its own.

python -m tollbook.read.pdf_pages 1000 < report.pdf
"""

import io
import struct
import sys
import zlib

import msgspec
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

# What pypdf raises for damaged or locked documents, beside its own errors.
DAMAGED = (PyPdfError, DependencyError, zlib.error, struct.error, ValueError, LookupError, TypeError)
FAILS = (*DAMAGED, AttributeError, ArithmeticError, AssertionError, RuntimeError, OSError, MemoryError)


class Pages(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The texts of the first pages, how many pages there are, and what was wrong.

    `refused` are the numbers (from 1) of pages that unpack to more than is read, as bombs do.
    """

    texts: list[str] = []
    refused: list[int] = []
    count: int = 0
    title: str | None = None
    is_locked: bool = False
    trouble: str = ""


def pages(content: bytes, most: int) -> Pages:
    """Read a PDF, at most `most` pages of it; whatever is wrong is told, nothing is raised."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Pages(is_locked=True)
        texts: list[str] = []
        refused: list[int] = []
        for page, number in zip(reader.pages, range(1, most + 1), strict=False):
            texts.append(_plain(page.extract_text()))
            if not texts[-1] and _is_bomb(page):
                refused.append(number)
        title = reader.metadata.title if reader.metadata else None
        title = _plain(title) if isinstance(title, str) else None
        return Pages(texts=texts, refused=refused, count=len(reader.pages), title=title)
    except FAILS as error:
        return Pages(trouble=f"{type(error).__name__}: {error}"[:300])


def _plain(text: str) -> str:
    """Give a text of a kind of its own as a plain one that can be written; half a pair becomes U+FFFD."""
    return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_bomb(page: PageObject) -> bool:
    """Tell whether what stands on a page was not unpacked, because it is too much; no text comes of it."""
    try:
        page.get_contents()
    except LimitReachedError:
        return True
    return False


if __name__ == "__main__":
    found = pages(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(msgspec.json.encode(found))
