"""Messages: an e-mail bulletin (.eml, or one message of a mailbox) -> content.

The plain text of a message goes before its HTML; attachments are not read, and said to be there. The subject
is the title, the sender's name the outlet, the Date field the date.
"""

import codecs
import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice

from tollbook.issues import Issue, IssueKind
from tollbook.read import encodings, webpage
from tollbook.read.content import Content

FIELDS = re.compile(
    rb"(?:From|Return-Path|Received|Date|Message-ID|Subject|Delivered-To|MIME-Version):", re.I
)
NAME = re.compile(rb"[!-9;-~]{1,76}:[ \t]")
MAIL = re.compile(rb"^(?:Message-ID|Received|MIME-Version|Return-Path):|^From:[^\n]{0,300}@", re.I | re.M)
"""What only mail has: a telegram too may begin with From, Date and Subject."""
TRICKS = frozenset({"utf-7", "punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"})
PARTS = 200
MOST_PARTS = 2000
BOUNDARY = re.compile(rb"boundary\s{0,3}=\s{0,3}\"?([^\s\";]{1,200})", re.I)


def is_message(content: bytes) -> bool:
    """Tell whether bytes begin as a message does: three fields or more, among them one that only mail has.

    Example:
        >>> is_message(b"From: a@b.example\\nSubject: News\\nDate: Mon, 3 Mar 2031 09:00:00 +0000\\n\\nTwo.")
        True
        >>> is_message(b"From: Kessa desk\\nDate: 3 March\\nSubject: Ferry\\n\\nTwo fell.")
        False
    """
    head = content[:8000].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    names = [line for line in head.split(b"\n") if not line.startswith((b" ", b"\t"))]
    return (
        len(names) >= 3
        and bool(FIELDS.match(head) and MAIL.search(head))
        and all(NAME.match(line) for line in names)
    )


def message(content: bytes, source: str, part: int | None) -> list[Content | Issue]:
    """Read one message: its text, or issues that say why there is none, and what was passed over."""
    where = source if part is None else f"{source}, message {part}"
    if _parts(content) > MOST_PARTS:
        what = f"{where} has more than {MOST_PARTS:,} parts, and was not taken apart"
        return [_issue(IssueKind.TOO_MANY, source, what, "save its text as a file, and add that")]
    try:
        found = message_from_bytes(content, policy=policy.default)
        notes = _attached(found, source, where)
        made = _body(found, source, where)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        what = f"{where} cannot be taken apart: {type(error).__name__}"
        return [_issue(IssueKind.MALFORMED, source, what, "save its text as a file, and add that")]
    if isinstance(made, Issue):
        return [made, *notes]
    name, address = parseaddr(_field(found, "from"))
    number = _field(found, "message-id").strip("<> ")
    sent = _field(found, "date") or _as_sent(found, "date")
    if "\ufffd" in made:
        what = f"{where} has {made.count(chr(0xFFFD)):,} places that do not fit its encoding, shown as \ufffd"
        notes.append(
            _issue(IssueKind.ENCODING, source, what, "look at the words there in the message itself")
        )
    beside = Content(
        text=made,
        id=number if number.isprintable() and 0 < len(number) <= 200 else None,
        title=_field(found, "subject") or None,
        published=_day(sent) or sent or None,
        outlet=name or address or None,
        notes=tuple(notes),
    )
    return [beside]


def _parts(content: bytes) -> int:
    """Count the lines that part a message; stops soon behind the limit."""
    count = 0
    marks = {found[1] for found in islice(BOUNDARY.finditer(content), MOST_PARTS + 1)}
    if len(marks) > PARTS:
        return MOST_PARTS + 1
    for mark in marks:
        count += content.count(b"\n--" + mark)
        if count > MOST_PARTS:
            break
    return count


def _body(found: EmailMessage, source: str, where: str) -> str | Issue:
    for kind in ("plain", "html"):
        part = found.get_body(preferencelist=(kind,))
        if part is None:
            continue
        text = _decoded(part)
        if text is None:
            todo = "save the message as plain text"
            what = (
                f"{where} cannot be decoded: it says that it is in {part.get_content_charset() or 'none'!r}"
            )
            return _issue(IssueKind.ENCODING, source, what, todo)
        if kind == "html":
            page = webpage.page(text, source)
            if isinstance(page, Issue):
                return page
            text = page.text
        if text.strip():
            return text
    return _issue(IssueKind.EMPTY, source, f"{where} has no text", "open it: the report may be attached")


def _decoded(part: MIMEPart) -> str | None:
    """Give the text of a part; codecs that are no encoding of a text, such as UTF-7, are not used."""
    try:
        name = codecs.lookup(part.get_content_charset() or "ascii").name
        if name in TRICKS:
            payload = part.get_payload(decode=True)
            found = encodings.decode(payload) if isinstance(payload, bytes) else None
            return found.text if isinstance(found, encodings.Decoded) else None
        text = part.get_content()
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _attached(found: EmailMessage, source: str, where: str) -> list[Issue]:
    names = [part.get_filename() or "without a name" for part in islice(found.iter_attachments(), PARTS)]
    if not names:
        return []
    seen = ", ".join(name[:60] for name in names[:8])
    todo = "save what matters as a file, and add that"
    return [_issue(IssueKind.NOT_UNDERSTOOD, source, f"{where} has attachments, not read: {seen}", todo)]


def _field(found: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(found.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return ""


def _as_sent(found: EmailMessage, name: str) -> str:
    """Give a field as it was sent, where it cannot be taken apart; at most 200 characters."""
    values = (str(value) for key, value in found.raw_items() if key.lower() == name)
    return " ".join(next(values, "")[:200].split())


def _day(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return None


def _issue(kind: IssueKind, source: str, message: str, todo: str) -> Issue:
    return Issue(kind=kind, source=source, message=message[:1000], todo=todo)
