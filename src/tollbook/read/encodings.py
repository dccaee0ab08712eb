"""Encodings: bytes -> text, or the reason why there is none.

Byte-order marks decide first, unless the bytes behind one are plainly of another encoding; then strict
UTF-8, then the pattern of zero bytes that UTF-16 has, then the encoding that the page itself declares, then
`charset-normalizer` over the code pages in which news is written; between the Latin ones, which differ in few
letters, the language decides. A code page is a guess and is always reported as one.
"""

import codecs
import re
from itertools import islice

import msgspec

from tollbook.issues import IssueKind
from tollbook.read.language import language

SAMPLE = 65536
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive, as .docx, .odt and .epub files are"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"BZh", "bzip2 data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a rar archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, video or WebP file"),
    (b"OggS", "a sound file"),
    (b"ID3\x02", "a sound file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
    (b"MZ\x90", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"{\\rtf", "Rich Text Format"),
)
CODE_PAGES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"]
DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\s[^<>]{0,200}?(?:charset|encoding)\s{0,3}=\s{0,3}["']?([\w.:-]{3,20})""", re.I
)
KNOWN = re.compile(
    r"(?:utf-?8|windows-125\d|cp125\d|iso-?8859-\d{1,2}|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr))"
)
LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257"})
LATIN_PAGES = {
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    "tr": "cp1254",
}
SEVEN = re.compile(rb"\+([A-Za-z0-9/+]{2,400})-")
SURELY = 3
"""So many letters in pieces of UTF-7 are no accident."""
CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f\x0b"


class Decoded(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Text with the encoding it was read in; `doubt` says what was guessed or replaced."""

    text: str
    encoding: str
    doubt: str | None = None


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Why bytes are no text that can be read: the kind of issue, what was seen, what to do."""

    kind: IssueKind
    message: str
    todo: str


def decode(content: bytes) -> Decoded | Refused:
    """Decode bytes to text; a byte-order mark is no part of the text.

    Example:
        >>> decode("Tué".encode("utf-16")).text
        'Tué'
        >>> decode(b"%PDF-1.7 ...").kind.value
        'binary'
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    for magic, what in MAGIC:
        if content.startswith(magic):
            return _binary(f"it is {what}")
    if 0 in content:
        return _wide(content)
    if len(content.translate(None, CONTROLS)) < len(content) * 0.98:
        return _binary("it is full of control characters")
    try:
        return Decoded(text=content.decode("utf-8"), encoding="utf-8", doubt=_seven_bits(content))
    except UnicodeDecodeError:
        return _declared(content) or _damaged(content) or _code_page(content)


def _marked(content: bytes, encoding: str) -> Decoded | Refused:
    """Read bytes behind a mark; a mark that lies is not believed, and said to lie."""
    found: Decoded | Refused | None = None
    if encoding == "utf-8" or encoding.startswith("utf-16"):
        found = _wide(content) if 0 in content else None
    if found is None and encoding != "utf-8" and _is_utf8(content):
        found = Decoded(text=content.decode("utf-8"), encoding="utf-8")
    if isinstance(found, Decoded) and found.encoding != encoding:
        doubt = f"read as {found.encoding}: its mark says {encoding}, which its bytes are not"
        return Decoded(text=found.text, encoding=found.encoding, doubt=doubt)
    return found if encoding == "utf-8" and found else _strict(content, encoding)


def _is_utf8(content: bytes) -> bool:
    """Tell whether bytes are plainly a text of single bytes: no zeros or controls, and valid UTF-8."""
    if len(content) < 8 or len(content.translate(None, CONTROLS)) < len(content):
        return False
    return error_start(content, "utf-8") == len(content)


def _seven_bits(content: bytes) -> str | None:
    """Say where plain bytes look like UTF-7, in which "+AGE-" is a letter; it is never undone."""
    if b"+" not in content or not content.isascii():
        return None
    letters = sum(len(_undone(piece[1])) for piece in islice(SEVEN.finditer(content), 1000))
    if letters < SURELY:
        return None
    first = SEVEN.search(content)
    seen = first[0][:40].decode("ascii") if first else ""
    return f"it looks like UTF-7 ({seen!r}), which was left as it is: its other letters do not show"


def _undone(piece: bytes) -> str:
    """Give the letters of a piece of UTF-7, "" where it is none."""
    if piece.isdigit():
        return ""
    try:
        text = (b"+" + piece + b"-").decode("utf-7")
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() else ""


def _strict(content: bytes, encoding: str) -> Decoded | Refused:
    try:
        return Decoded(text=content.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        text = content.decode(encoding, "replace")
    if text.count("\ufffd") > max(3, len(text) // 50):
        message = (
            f"its mark says {encoding}, its bytes do not agree at byte {error_start(content, encoding):,}"
        )
        return Refused(kind=IssueKind.ENCODING, message=message, todo="save the text as UTF-8")
    return Decoded(text=text, encoding=encoding, doubt=_replaced(text, encoding))


def error_start(content: bytes, encoding: str) -> int:
    """Give the first byte that does not fit `encoding`, or the length where all fit."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(content)


def _wide(content: bytes) -> Decoded | Refused:
    """Read UTF-16 without a mark, known by zeros (or space and line ends) on one side of each pair."""
    sample = content[: SAMPLE - SAMPLE % 2]
    half = max(1, len(sample) // 2)
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        page = max(range(256), key=high.count)
        if high.count(0) + (high.count(page) if page else 0) < half * 0.9 or low.count(0) > half * 0.02:
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(c.isprintable() or c.isspace() for c in text[:4096]) >= 0.98 * len(text[:4096]):
            return Decoded(
                text=text, encoding=encoding, doubt=f"read as {encoding}: it has no mark that says so"
            )
    return _binary("it holds zero bytes")


def _declared(content: bytes) -> Decoded | None:
    found = DECLARED.search(content, 0, 4096)
    name = found[1].decode("ascii", "replace").lower() if found else ""
    if not KNOWN.fullmatch(name):
        return None
    try:
        return Decoded(text=content.decode(name), encoding=name)
    except (UnicodeDecodeError, LookupError):
        return None


def _damaged(content: bytes) -> Decoded | None:
    """Read UTF-8 in which a few bytes are broken, such as a text that was cut in a letter."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    cut = error_start(content, "utf-8") >= len(content) - 3
    if whole >= 3 * broken or (cut and whole):
        return Decoded(text=text, encoding="utf-8", doubt=_replaced(text, "utf-8"))
    return None


def _code_page(content: bytes) -> Decoded | Refused:
    from charset_normalizer import from_bytes

    sample = _telling(content)
    best = from_bytes(sample, cp_isolation=CODE_PAGES, steps=5, chunk_size=512).best()
    names = [best.encoding] if best else []
    if names and names[0] in LATIN:
        tongue = language(sample.decode(names[0], "replace")).code or ""
        names = [LATIN_PAGES.get(tongue, "cp1252"), *names]
    for name in names:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        return Decoded(text=text, encoding=name, doubt=f"read in code page {name}: a guess from its letters")
    message = "it is in no encoding that Tollbook knows"
    return Refused(kind=IssueKind.ENCODING, message=message, todo="save the text as UTF-8")


def _telling(content: bytes) -> bytes:
    """Take the part of a long text that has letters outside ASCII in it, for the guess."""
    first = next((i for i, byte in enumerate(content) if byte > 127), 0)
    start = max(0, first - 2048)
    return content[start : start + SAMPLE]


def _replaced(text: str, encoding: str) -> str:
    count = text.count("\ufffd")
    return f"read as {encoding} with {count} broken place{'s' if count != 1 else ''}, shown as \ufffd"


def _binary(what: str) -> Refused:
    todo = "give its text as .txt, .md, .html or .jsonl"
    return Refused(kind=IssueKind.BINARY, message=f"it is not a text: {what}", todo=todo)
