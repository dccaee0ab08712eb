"""Documents: a PDF -> content, page after page, by pypdf. Pages that are pictures give an issue.

Bounded: a thousand pages and two million characters; a document that is locked or damaged gives an issue.
"""

import io
import struct
import zlib

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from tollbook.issues import Issue, IssueKind
from tollbook.read.content import TEXT_LIMIT, Content

MARK = b"%PDF-"
PAGES = 1000
# What pypdf raises for damaged or locked documents, beside its own errors; nothing of it may end a run.
DAMAGED = (PyPdfError, DependencyError, zlib.error, struct.error, ValueError, LookupError, TypeError)
FAILS = (*DAMAGED, AttributeError, ArithmeticError, AssertionError, RuntimeError, OSError)
SCARCE = 20
"""Fewer characters than this on a page are taken for none: page numbers of scanned pages."""


def is_document(content: bytes) -> bool:
    """Tell whether bytes are a PDF.

    Example:
        >>> is_document(b"%PDF-1.7 ..."), is_document(b"A PDF- of ours")
        (True, False)
    """
    return content[:1024].lstrip().startswith(MARK)


def document(content: bytes, source: str) -> list[Content | Issue]:
    """Read a PDF: one text of all its pages, with issues for pages that hold none."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            todo = "save it without a password"
            return [_issue(IssueKind.UNREADABLE, source, f"{source} is locked by a password", todo)]
        pages = [page.extract_text() for page, _ in zip(reader.pages, range(PAGES), strict=False)]
        count = len(reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except FAILS as error:
        what = f"{source} cannot be read as PDF: {type(error).__name__}: {error}"
        return [_issue(IssueKind.UNREADABLE, source, what, "open it and save it anew, or as text")]
    out: list[Content | Issue] = []
    bare = [n for n, page in enumerate(pages, 1) if len(page.strip()) < SCARCE]
    if bare:
        shown = ", ".join(map(str, bare[:12])) + (", ..." if len(bare) > 12 else "")
        what = f"{source}: {len(bare)} of {count} pages hold pictures and no text (page {shown})"
        todo = "run them through text recognition (ocrmypdf, tesseract), and add the result"
        out.append(_issue(IssueKind.NOT_UNDERSTOOD, source, what, todo))
    if count > PAGES:
        what = f"{source} has {count:,} pages, of which the first {PAGES:,} were read"
        out.append(_issue(IssueKind.TOO_LARGE, source, what, "split it into its reports"))
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if len(text) > TEXT_LIMIT:
        what = f"{source} has a text of {len(text):,} characters"
        return [*out, _issue(IssueKind.TOO_LARGE, source, what, "split it into its reports")]
    if text:
        own = title if isinstance(title, str) and title.strip() and len(title) < 300 else None
        out.append(Content(text=text, title=own, beside="page", folded=True))
    return out


def _issue(kind: IssueKind, source: str, message: str, todo: str) -> Issue:
    return Issue(kind=kind, source=source, message=message[:1000], todo=todo)
