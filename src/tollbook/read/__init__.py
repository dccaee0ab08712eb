"""Stage read: captures -> reports, with title, dateline, printed date and language found in the text.

Formats: plain text, Markdown, HTML pages, PDF, JSON Lines and arrays, tables, e-mail bulletins. Whatever
cannot be read becomes an issue; no bytes make this stage fail.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tollbook.issues import Issue
from tollbook.model.capture import Capture
from tollbook.model.report import Report
from tollbook.read.apart import contents
from tollbook.read.content import TEXT_LIMIT, Content
from tollbook.read.listed import Listed
from tollbook.read.report import distinct, report

__all__ = ["TEXT_LIMIT", "Listed", "read", "read_all"]


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
    found = contents(capture)
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
    kept, doubled = distinct(reports, {})
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
    taken: dict[str, int] = {}
    told = Listed()
    for capture in captures:
        if isinstance(capture, Issue):
            yield from told.of(capture)
            continue
        reports, issues = read(capture, published=published, outlet=outlet, knowledge=knowledge)
        kept, doubled = distinct(reports, taken)
        yield from kept
        names = {before.id: after.id for before, after in zip(reports, kept, strict=True)}
        for issue in issues:
            # An issue of a report that was not made names it in its message; there is none to add it to.
            yield from told.of(msgspec.structs.replace(issue, report=names.get(issue.report or "")))
        for issue in doubled:
            yield from told.of(issue)
    yield from told.rest()
