"""Recognition: pages that are pictures -> the words on them, by tesseract where it is installed.

Two programs of the system do it, each bounded: `pdftoppm` (poppler) draws a page, `tesseract` reads it. The
words are English unless tesseract has no English; what it read is marked as such, because it misreads names
and figures.
"""

import re
import shutil
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.read.bounded import run

MOST_PAGES = 50
SECONDS, MEMORY = 60, 2 * 1024**3
TOTAL = 600
"""The seconds by the clock after which no further page of a document is begun."""
PIXELS = 3300
"""The longer side of a drawn page: 300 dots an inch of a letter, and never more."""
PICTURE, TEXT = 64 * 1024**2, 2 * 1024**2
PACKAGES = "tesseract-ocr and poppler-utils"


class Recognised(msgspec.Struct, frozen=True, kw_only=True):
    """The words of pages by their number (from 1), what was wrong with others, and what read them."""

    texts: dict[int, str]
    troubles: dict[int, str]
    by: str


@cache
def recogniser() -> str | None:
    """Name the program that reads pictures, with its version; None where it or `pdftoppm` is missing."""
    if not (shutil.which("tesseract") and shutil.which("pdftoppm")):
        return None
    said = run(["tesseract", "--version"], b"", seconds=10, memory=MEMORY, most=TEXT)
    found = re.match(rb"tesseract v?(\d[\w.]{0,20})", said.output)
    return f"tesseract {found[1].decode()}" if found else "tesseract"


@cache
def _language() -> list[str]:
    said = run(["tesseract", "--list-langs"], b"", seconds=10, memory=MEMORY, most=TEXT)
    return ["-l", "eng"] if b"eng" in said.output.split() else []


def recognised(content: bytes, numbers: Sequence[int]) -> Recognised:
    """Read the pictures of pages of a PDF; the pages after the fiftieth are left, and named as troubles."""
    texts: dict[int, str] = {}
    troubles: dict[int, str] = {}
    took = 0.0
    for place, number in enumerate(numbers):
        if place >= MOST_PAGES:
            troubles[number] = f"only {MOST_PAGES} pages of a document are read from pictures"
            continue
        if took > TOTAL:
            troubles[number] = f"the pages before it took more than {TOTAL} seconds"
            continue
        draw = ["pdftoppm", "-gray", "-scale-to", str(PIXELS), "-f", str(number), "-l", str(number), "-"]
        drawn = run(draw, content, seconds=SECONDS, memory=MEMORY, most=PICTURE)
        took += drawn.seconds
        if drawn.trouble or not drawn.output:
            troubles[number] = drawn.trouble or "it could not be drawn"
            continue
        read = ["tesseract", "stdin", "stdout", *_language(), "--dpi", "300"]
        said = run(read, drawn.output, seconds=SECONDS, memory=MEMORY, most=TEXT, OMP_THREAD_LIMIT="1")
        took += said.seconds
        if said.trouble:
            troubles[number] = said.trouble
        else:
            texts[number] = _paragraphs(said.output.decode("utf-8", "replace"))
    return Recognised(texts=texts, troubles=troubles, by=recogniser() or "tesseract")


def _paragraphs(text: str) -> str:
    """Tidy what was read: no form feeds, no blank lines beyond one."""
    return re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", text.replace("\f", "")).strip()
