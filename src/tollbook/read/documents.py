"""Documents: a PDF -> content, page after page; pages that are pictures are read by tesseract if it is there.

Bounded: the PDF is read by a program of its own, with a minute and a gigabyte and a half; a thousand pages,
two million characters. A document that is locked, damaged or out of bounds gives an issue.
"""

import re
import sys
import unicodedata

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.read import printout, recognition
from tollbook.read.bounded import run
from tollbook.read.content import TEXT_LIMIT, Content
from tollbook.read.pdf_pages import Pages

MARK = b"%PDF-"
PAGES = 1000
SECONDS, MEMORY, ANSWER = 60, 1536 * 1024**2, 64 * 1024**2
SCARCE = 20
"""Fewer characters than this on a page are taken for none: page numbers of scanned pages."""
LIGATURES = {sign: unicodedata.normalize("NFKC", chr(sign)) for sign in range(0xFB00, 0xFB07)}
SOFT_HYPHEN = "\u00ad"
PARTED = re.compile(rf"(?<=[^\W\d_]){SOFT_HYPHEN}[ \t]*\n[ \t]*(?=[^\W\d_A-Z])")
FILE_NAME = re.compile(r"\.(?:docx?|odt|rtf|pdf|html?|pptx?|xlsx?|indd|pub|qxd|tmp|txt)$", re.I)


def is_document(content: bytes) -> bool:
    """Tell whether bytes are a PDF.

    Example:
        >>> is_document(b"%PDF-1.7 ..."), is_document(b"A PDF- of ours")
        (True, False)
    """
    return content[:1024].lstrip().startswith(MARK)


def document(content: bytes, source: str) -> list[Content | Issue]:
    """Read a PDF: one text of all its pages, with issues for pages without text or read as pictures."""
    found = _pages(content)
    if found.is_locked:
        todo = "save it without a password"
        return [_issue(IssueKind.UNREADABLE, source, f"{source} is locked by a password", todo)]
    if found.trouble:
        what = f"{source} cannot be read as PDF: {found.trouble}"
        return [_issue(IssueKind.UNREADABLE, source, what, "open it and save it anew, or as text")]
    pages = list(found.texts)
    out = _pictures(content, source, pages, found.refused)
    if found.refused:
        which = _named(found.refused)
        what = f"{source}: page {which} was refused: what stands on it unpacks to more than is read"
        out.append(_issue(IssueKind.TOO_LARGE, source, what, "look at the page; it may be made to do harm"))
    if found.count > PAGES:
        what = f"{source} has {found.count:,} pages, of which the first {PAGES:,} were read"
        out.append(_issue(IssueKind.TOO_LARGE, source, what, "split it into its reports"))
    said = [printout.unprinted(spelled(page), found.title).strip() for page in pages]
    text = "\n\n".join(page for page in said if page)
    if len(text) > TEXT_LIMIT:
        what = f"{source} has a text of {len(text):,} characters"
        return [*out, _issue(IssueKind.TOO_LARGE, source, what, "split it into its reports")]
    if text:
        out.append(Content(text=text, title=_title(found.title), beside="page", folded=True))
    return out


def _title(title: str | None) -> str | None:
    """Give the title that a PDF bears, if it is one; the name of the file that it was made from is none."""
    title = spelled(" ".join((title or "").split()))
    return title if title and len(title) < 300 and not FILE_NAME.search(title) else None


def spelled(text: str) -> str:
    r"""Spell out what print draws as one sign: ligatures as their letters, soft hyphens as what they show.

    A soft hyphen at the end of a line parts a word, which is joined again; elsewhere it shows as a hyphen.

    Example:
        >>> spelled("\ufb01ve o\ufb03cers kil\u00ad\nled, non\u00adstate")
        'five officers killed, non-state'
    """
    return PARTED.sub("", text.translate(LIGATURES)).replace(SOFT_HYPHEN, "-")


def _pages(content: bytes) -> Pages:
    command = [sys.executable, "-I", "-m", Pages.__module__, str(PAGES)]
    ended = run(command, content, seconds=SECONDS, memory=MEMORY, most=ANSWER)
    return Pages(trouble=ended.trouble) if ended.trouble else msgspec.json.decode(ended.output, type=Pages)


def _pictures(content: bytes, source: str, pages: list[str], refused: list[int]) -> list[Content | Issue]:
    """Put the words of pages that are pictures into `pages`, and say which they are."""
    bare = [n for n, page in enumerate(pages, 1) if len(page.strip()) < SCARCE and n not in refused]
    if not bare:
        return []
    if recognition.recogniser() is None:
        what = f"{source}: {len(bare)} of {len(pages)} pages hold pictures and no text (page {_named(bare)})"
        todo = (
            f"install {recognition.PACKAGES}, and read it again; or run it through text recognition yourself"
        )
        return [_issue(IssueKind.NOT_UNDERSTOOD, source, what, todo)]
    read = recognition.recognised(content, bare)
    out: list[Content | Issue] = []
    said = [n for n, text in read.texts.items() if text]
    for number in said:
        pages[number - 1] = read.texts[number]
    if said:
        what = f"{source}: page {_named(said)} was read from its picture by {read.by}"
        todo = "compare names and figures with the page: text recognition misreads them"
        out.append(_issue(IssueKind.NOT_UNDERSTOOD, source, what, todo))
    silent = [n for n in bare if n not in said]
    if silent:
        why = next(iter(read.troubles.values()), "nothing was read on it")
        what = f"{source}: page {_named(silent)} holds no text and was not read from its picture: {why}"
        out.append(_issue(IssueKind.NOT_UNDERSTOOD, source, what, "look at the page; it may be blank"))
    return out


def _named(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:12])) + (", ..." if len(numbers) > 12 else "")


def _issue(kind: IssueKind, source: str, message: str, todo: str) -> Issue:
    return Issue(kind=kind, source=source, message=message[:1000], todo=todo)
