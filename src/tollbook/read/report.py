"""Reports: content -> report, with every value sourced, and the issues that its head gives rise to."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture
from tollbook.model.provenance import Basis, Provenance, Sourced, Span, Stamp
from tollbook.model.report import Report
from tollbook.read import hidden, language, printed
from tollbook.read.content import TEXT_LIMIT, Content
from tollbook.read.header import Header
from tollbook.read.small_header import header_of

CONFLICT_DAYS = 3
FIELD_LIMIT = 1000
"""The longest title, outlet or date beside a text, in characters."""


def report(
    capture: Capture,
    content: Content,
    *,
    published: date | None,
    outlet: str | None,
    knowledge: str,
    number: int | None,
) -> tuple[Report | None, list[Issue]]:
    """Make the report of one content, or none where its text is empty or over the limit.

    `number` tells the records of one capture apart where they have no id of their own.
    """
    content, left_out = _within(content)
    text = content.text
    name = content.id or _name(capture, number)
    if not (text.strip() or content.over):
        return None, [
            *content.notes,
            _issue(IssueKind.EMPTY, capture, name, "its text is empty", "check its source"),
        ]
    if (length := content.over or len(text)) > TEXT_LIMIT:
        what = f"its text has {length:,} characters; the limit of one report is {TEXT_LIMIT:,}"
        todo = "split it into the reports that it holds"
        return None, [*content.notes, _issue(IssueKind.TOO_LARGE, capture, name, what, todo)]
    stamp = Stamp(capture=capture.sha256, text=text, knowledge=knowledge)
    issues = list(content.notes)
    issues += [_issue(IssueKind.MALFORMED, capture, name, *trouble) for trouble in left_out]
    given, unread = _given(stamp, content, published)
    if unread:
        issues.append(_issue(IssueKind.UNRESOLVED_DATE, capture, name, *unread, seen=content.published))
    found = header_of(text, title=content.title, given=given.value if given else None)
    tongue = language.language(text[_body(found) :])
    made = Report(
        id=name,
        capture=capture.sha256,
        source=capture.source,
        text=text,
        outlet=_outlet(stamp, content, outlet, found),
        title=_title(stamp, content, found),
        printed=_printed(stamp, found),
        given=given,
        dateline=stamp.source(found.place or found.dateline.of(text), found.dateline, rule="header.dateline")
        if found.dateline
        else None,
        head=found.head,
        language=tongue.code,
        folded=content.folded,
        furniture=found.furniture,
    )
    return made, issues + _hidden_issues(made) + _date_issues(made, found) + _language_issues(made, tongue)


def _within(content: Content) -> tuple[Content, list[tuple[str, str]]]:
    """Leave out a title, outlet or date that is too long to be one, and say so in what and what to do.

    Zero characters, which no database keeps, become U+FFFD: one character for one, so that offsets stay.
    """
    left_out = []
    changes: dict[str, str | bool | None] = {}
    for field in ("title", "outlet", "published"):
        value: str | None = getattr(content, field)
        if value and len(value) > FIELD_LIMIT:
            what = (
                f"its {field} has {len(value):,} characters, and was left out; the limit is {FIELD_LIMIT:,}"
            )
            left_out.append((what, "look at the field: it may hold the text"))
            changes[field] = None
        elif value and "\x00" in value:
            changes[field] = value.replace("\x00", "\ufffd")
    if "\x00" in content.text:
        what = f"its text holds {content.text.count(chr(0)):,} zero characters, each now shown as \ufffd"
        left_out.append((what, "look where the text came from: it may be damaged"))
        changes |= {"text": content.text.replace("\x00", "\ufffd"), "folded": True}
    return msgspec.structs.replace(content, **changes) if changes else content, left_out


def distinct(reports: Iterable[Report], taken: dict[str, int]) -> tuple[list[Report], list[Issue]]:
    """Give a second report of the same id a suffixed one, and say so; `taken` counts ids, and is added to.

    Both are kept: a collection may carry two versions of one report under one id.
    """
    kept: list[Report] = []
    issues: list[Issue] = []
    for made in reports:
        name, count = made.id, taken.get(made.id, 0)
        while name in taken:
            count += 1
            name = f"{made.id}-{count}"
        taken[made.id] = max(count, 1)
        taken.setdefault(name, 1)
        if name != made.id:
            message = f"{made.source}: the id {made.id!r} stands more than once; this report is now {name!r}"
            todo = "give each report an id of its own, or leave out the copy"
            issues.append(
                Issue(
                    kind=IssueKind.MALFORMED,
                    source=made.source,
                    message=message,
                    todo=todo,
                    report=name,
                    seen=made.id,
                )
            )
            made = msgspec.structs.replace(made, id=name, listed=made.id)
        kept.append(made)
    return kept, issues


def _name(capture: Capture, number: int | None) -> str:
    stem = PurePath(capture.source).stem if capture.source != "standard input" else "stdin"
    stem = re.sub(r"[^\w.-]+", "_", stem)[:80] or "report"
    return f"{stem}-{capture.sha256[:8]}" + (f"-{number}" if number is not None else "")


def _beside(stamp: Stamp, value: str, rule: str) -> Sourced[str]:
    """Make a value that came beside the text a sourced one: it has no characters in it."""
    return Sourced(value=value, words=value, basis=Basis.STATED, provenance=_no_span(stamp, rule))


def _no_span(stamp: Stamp, rule: str) -> Provenance:
    return Provenance(
        capture=stamp.capture, span=None, rule=rule, extractor=stamp.extractor, knowledge=stamp.knowledge
    )


def _outlet(stamp: Stamp, content: Content, option: str | None, found: Header) -> Sourced[str] | None:
    if option:
        return _beside(stamp, option, "given.option")
    if content.outlet:
        return _beside(stamp, content.outlet, f"given.{content.beside}")
    if found.outlet is None:
        return None
    name = " ".join(found.outlet.span.of(stamp.text).split())
    return stamp.source(name, found.outlet.span, rule=found.outlet.rule, basis=Basis.INFERRED)


def _given(
    stamp: Stamp, content: Content, option: date | None
) -> tuple[Sourced[date] | None, tuple[str, str] | None]:
    """Take the date that came beside the text; where it is none, say so in what and what to do."""
    if option:
        return _day(
            stamp, printed.Reading(day=option, basis=Basis.STATED), option.isoformat(), "given.option"
        ), None
    if not content.published:
        return None, None
    read = printed.whole(content.published)
    if read is None:
        what = f"the date given beside the text is none: {content.published[:60]!r}"
        return None, (what, "write it as 2031-03-04, or give --published")
    return _day(stamp, read, content.published, f"given.{content.beside}"), None


def _day(stamp: Stamp, read: printed.Reading, words: str, rule: str) -> Sourced[date]:
    return Sourced(
        value=read.day, words=words, basis=read.basis, provenance=_no_span(stamp, rule), note=read.note
    )


def _title(stamp: Stamp, content: Content, found: Header) -> Sourced[str] | None:
    if content.title is None:
        if found.head is None:
            return None
        words = " ".join(found.head.of(stamp.text).split())
        return stamp.source(words, found.head, rule="header.title_line", basis=Basis.INFERRED)
    if found.head and found.given_title:
        return stamp.source(content.title, found.head, rule=f"given.{content.beside}")
    return _beside(stamp, content.title, f"given.{content.beside}")


def _printed(stamp: Stamp, found: Header) -> Sourced[date] | None:
    if not found.printed or not found.reading:
        return None
    read = found.reading
    return stamp.source(read.day, found.printed.span, rule=found.rule, basis=read.basis, note=read.note)


def _body(found: Header) -> int:
    spans = [span for span in (found.head, found.dateline) if span]
    return max((span.end for span in spans), default=0)


def _date_issues(made: Report, found: Header) -> list[Issue]:
    shown, given = made.printed, made.given
    if shown and given and abs((shown.value - given.value).days) > CONFLICT_DAYS:
        what = f"the text prints {shown.value} ({shown.words!r}), but {given.value} was given beside it"
        todo = "the printed date is used; check which is right"
        span = shown.provenance.span
        return [_of(IssueKind.DATE_CONFLICT, made, what, todo, span=span, seen=given.value.isoformat())]
    if made.date is not None:
        return []
    if found.unread:
        words = found.unread.span.of(made.text)
        what = f"the text prints {words!r} without a year, so it has no date"
        return [
            _of(
                IssueKind.NO_DATE,
                made,
                what,
                "give its date with --published",
                span=found.unread.span,
                seen=words,
            )
        ]
    return [
        _of(IssueKind.NO_DATE, made, "no date is printed in its head or given beside it", "give --published")
    ]


def _hidden_issues(made: Report) -> list[Issue]:
    found = hidden.hidden(made.text)
    if found is None:
        return []
    what = f"it holds characters that do not show, or change the order in which words show: {found.names}"
    todo = "the text is kept as it is; look at the words there: what shows may not be what was read"
    return [_of(IssueKind.HIDDEN, made, what, todo, span=found.first, seen=found.names)]


def _language_issues(made: Report, tongue: language.Language) -> list[Issue]:
    if tongue.code is None:
        what = "its language cannot be told: the text is too short or too mixed"
        return [_of(IssueKind.LANGUAGE, made, what, "check that what was read makes sense")]
    if tongue.code in language.supported():
        return []
    what = (
        f"it is in a language that has no lexicon yet: {tongue.code} (probability {tongue.probability:.2f})"
    )
    return [
        _of(IssueKind.LANGUAGE, made, what, "translate it, or add knowledge/lexicon for it", seen=tongue.code)
    ]


def _of(
    kind: IssueKind, made: Report, what: str, todo: str, *, span: Span | None = None, seen: str | None = None
) -> Issue:
    message = f"{made.source}, report {made.id}: {what}"
    return Issue(
        kind=kind, source=made.source, message=message, todo=todo, report=made.id, span=span, seen=seen
    )


def _issue(
    kind: IssueKind, capture: Capture, name: str, what: str, todo: str, *, seen: str | None = None
) -> Issue:
    message = f"{capture.source}, report {name}: {what}"
    return Issue(kind=kind, source=capture.source, message=message, todo=todo, report=name, seen=seen)
