"""Stage read: captures -> reports, with title, dateline, printed date and language found in the text.

Formats: plain text, Markdown, HTML pages, PDF, JSON Lines and arrays, tables, e-mail bulletins. Whatever
cannot be read becomes an issue; no bytes make this stage fail.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture
from tollbook.model.report import Report
from tollbook.read import documents, encodings, messages, plaintext, records, tables, webpage
from tollbook.read.content import TEXT_LIMIT, Content
from tollbook.read.report import distinct, report

__all__ = ["TEXT_LIMIT", "read", "read_all"]

PAGES = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown")
REFUSED = 400
"""From this code on a web answer says that there is no page, as where one was removed (404, 410)."""
JSON = (".json", ".jsonl", ".ndjson")


def read(
    capture: Capture, *, published: date | None = None, outlet: str | None = None, knowledge: str
) -> tuple[tuple[Report, ...], tuple[Issue, ...]]:
    """Read one capture: its reports (a JSON array holds many), and the issues met on the way.

    `published` and `outlet` take the place of what the fields or the page's metadata say; a date printed
    in the text still goes before. `knowledge` is the version of the knowledge, for the provenance. A
    text of more than 2,000,000 characters is refused with an issue, never cut.

    Example:
        >>> reports, issues = read(
        ...     Capture.of(b"MARRUN, 4 March 2031 - Two people were hurt, guards said.", "note.txt"),
        ...     knowledge="0a1b",
        ... )
        >>> reports[0].date.isoformat(), reports[0].dateline.value, reports[0].language
        ('2031-03-04', 'MARRUN', 'en')
    """
    found = _contents(capture)
    reports: list[Report] = []
    issues: list[Issue] = []
    many = sum(isinstance(content, Content) for content in found) > 1
    for number, content in enumerate(found, 1):
        if isinstance(content, Issue):
            issues.append(content)
            continue
        made, noted = report(
            capture,
            content,
            published=published,
            outlet=outlet,
            knowledge=knowledge,
            number=number if many else None,
        )
        reports += [made] if made else []
        issues += noted
    kept, doubled = distinct(reports, set())
    return tuple(kept), (*issues, *doubled)


def read_all(
    captures: Iterable[Capture | Issue],
    *,
    published: date | None = None,
    outlet: str | None = None,
    knowledge: str,
) -> Iterator[Report | Issue]:
    """Read captures one after the other, passing on the issues among them; ids are told apart over all.

    A note that is the same for every line of a file, such as a key that is not read, is given once.

    Example:
        >>> line = b'{"id": "a1", "text": "Two people were hurt in Marrun on Monday."}'
        >>> captures = [Capture.of(line, "a.jsonl", part=1), Capture.of(line, "a.jsonl", part=2)]
        >>> [r.id for r in read_all(captures, knowledge="0a1b") if isinstance(r, Report)]
        ['a1', 'a1-2']
    """
    taken: set[str] = set()
    noted: set[tuple[str, str]] = set()
    for capture in captures:
        if isinstance(capture, Issue):
            yield capture
            continue
        reports, issues = read(capture, published=published, outlet=outlet, knowledge=knowledge)
        kept, doubled = distinct(reports, taken)
        yield from kept
        for issue in (*issues, *doubled):
            if issue.kind is IssueKind.NOT_UNDERSTOOD and issue.seen:
                if (issue.source, issue.seen) in noted:
                    continue
                noted.add((issue.source, issue.seen))
            yield issue


def _contents(capture: Capture) -> list[Content | Issue]:
    """Tell the format of a capture by its media type, name and beginning, and read it."""
    source, name, media = capture.source, capture.source.lower(), capture.media or ""
    if not capture.content.strip():
        return [_issue(IssueKind.EMPTY, source, f"{source} is empty", "check where it came from")]
    if capture.exchange and capture.exchange.status >= REFUSED:
        what = f"{source} answered {capture.exchange.status}: there is no report in that"
        return [_issue(IssueKind.EMPTY, source, what, "nothing; the answer is kept as evidence")]
    if documents.is_document(capture.content):
        return documents.document(capture.content, source)
    if media == "application/mbox" or messages.is_message(capture.content):
        return messages.message(capture.content, source, capture.part)
    decoded = encodings.decode(capture.content)
    if isinstance(decoded, encodings.Refused):
        return [_issue(decoded.kind, source, f"{source}: {decoded.message}", decoded.todo)]
    text = decoded.text
    out: list[Content | Issue] = []
    if decoded.doubt:
        todo = "look at names and letters with marks; save the text as UTF-8 where they are wrong"
        out.append(_issue(IssueKind.ENCODING, source, f"{source}: {decoded.doubt}", todo))
    if media.startswith("text/csv") and capture.part is not None:
        return [*out, tables.row(text, source, capture.part, media)]
    if capture.part is not None or "json" in media or name.endswith(JSON) or records.is_json(text):
        return out + records.records(text, source, capture.part)
    if webpage.is_feed(text):
        todo = "save the articles that it points to"
        return [
            *out,
            _issue(IssueKind.NOT_UNDERSTOOD, source, f"{source} is a feed, which is not read yet", todo),
        ]
    if "html" in media or name.endswith(PAGES) or webpage.is_page(text):
        return [*out, webpage.page(text, source)]
    marked = "markdown" in media or name.endswith(MARKDOWN) or plaintext.has_front(text)
    if marked and len(text) <= TEXT_LIMIT:
        return [*out, plaintext.markdown(text, source)]
    return [*out, plaintext.plain(text)]


def _issue(kind: IssueKind, source: str, message: str, todo: str) -> Issue:
    return Issue(kind=kind, source=source, message=message, todo=todo)
