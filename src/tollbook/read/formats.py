"""Formats: a capture -> contents, its format told by media type, name and beginning."""

from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture
from tollbook.read import documents, encodings, messages, plaintext, records, tables, webpage
from tollbook.read.content import TEXT_LIMIT, Content

PAGES = (".html", ".htm", ".xhtml")
MARKDOWN = (".md", ".markdown")
REFUSED = 400
"""From this code on a web answer says that there is no page, as where one was removed (404, 410)."""
JSON = (".json", ".jsonl", ".ndjson")


def told_by_bytes(capture: Capture) -> list[Content | Issue]:
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
    if declared := webpage.declared(text):
        what = f"{source} declares entities of its own, as entity bombs do; none was put in: {declared}"
        todo = "nothing, where the words are there; else save the article as text"
        out.append(_issue(IssueKind.NOT_UNDERSTOOD, source, what, todo))
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
    return Issue(kind=kind, source=source, message=message[:1000], todo=todo)
