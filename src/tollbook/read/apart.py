"""Apart: what is large, or has many tags, is taken to pieces by a program of its own, bound in its time.

A page of a news site is read in place. A page or message that is made to be slow, a list of a million empty
records: such a thing takes down a program of its own, and gives an issue. PDF has its own such program.
"""

import sys

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture
from tollbook.read.bounded import run
from tollbook.read.content import TEXT_LIMIT, Content
from tollbook.read.documents import is_document
from tollbook.read.formats import told_by_bytes

LARGE, TAGS = 1024 * 1024, 20_000
"""From so many bytes, or opening signs of tags, on a capture is read apart."""
SECONDS, MEMORY, ANSWER = 60, 2 * 1024**3, 192 * 1024**2


class Found(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A content, or the issue in its place; `length` is that of a text too long to be handed over."""

    content: Content | None = None
    issue: Issue | None = None
    length: int = 0


def contents(capture: Capture) -> list[Content | Issue]:
    """Give the contents of a capture, read in place or apart.

    Example:
        >>> contents(Capture.of(b"Two fell.", "note.txt"))[0].text
        'Two fell.'
    """
    small = len(capture.content) <= LARGE and capture.content.count(b"<") <= TAGS
    return told_by_bytes(capture) if small or is_document(capture.content) else _apart(capture)


def _apart(capture: Capture) -> list[Content | Issue]:
    command = [sys.executable, "-I", "-m", __name__]
    given = msgspec.msgpack.encode(capture)
    ended = run(command, given, seconds=SECONDS, memory=MEMORY, most=ANSWER)
    if ended.trouble:
        where = capture.source if capture.part is None else f"{capture.source}, part {capture.part}"
        what = f"{where} was given up: {ended.trouble}"
        todo = "split it into its reports, or save what matters as text"
        return [Issue(kind=IssueKind.TOO_LARGE, source=capture.source, message=what[:1000], todo=todo)]
    return [_back(found) for found in msgspec.msgpack.decode(ended.output, type=list[Found])]


def _back(found: Found) -> Content | Issue:
    if found.issue:
        return found.issue
    assert found.content is not None
    return msgspec.structs.replace(found.content, over=found.length) if found.length else found.content


def _over(content: Content) -> Found:
    """Leave out a text that is refused for its length anyway."""
    if len(content.text) <= TEXT_LIMIT:
        return Found(content=content)
    return Found(content=msgspec.structs.replace(content, text=""), length=len(content.text))


def main() -> None:
    """Read a capture from standard input, and write what is found in it to standard output."""
    found = told_by_bytes(msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Capture))
    answer = [Found(issue=item) if isinstance(item, Issue) else _over(item) for item in found]
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main()
