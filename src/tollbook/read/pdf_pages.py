"""Pages: a PDF on standard input -> its pages' texts as JSON on standard output; run as a program of its own.

python -m tollbook.read.pdf_pages 1000 < report.pdf
"""

import io
import struct
import sys
import zlib

import msgspec
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

# What pypdf raises for damaged or locked documents, beside its own errors.
DAMAGED = (PyPdfError, DependencyError, zlib.error, struct.error, ValueError, LookupError, TypeError)
FAILS = (*DAMAGED, AttributeError, ArithmeticError, AssertionError, RuntimeError, OSError, MemoryError)


class Pages(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The texts of the first pages, how many pages there are, and what was wrong."""

    texts: list[str] = []
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
        texts = [page.extract_text() for page, _ in zip(reader.pages, range(most), strict=False)]
        title = reader.metadata.title if reader.metadata else None
        return Pages(texts=texts, count=len(reader.pages), title=title if isinstance(title, str) else None)
    except FAILS as error:
        return Pages(trouble=f"{type(error).__name__}: {error}"[:300])


if __name__ == "__main__":
    found = pages(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(msgspec.json.encode(found))
