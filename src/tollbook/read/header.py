"""Headers: what stands at the head of a text -> title, dateline and printed date, each with its span.

A date counts as printed only where a header stands: at the very start, after a marker ("Published"),
on a short line of its own, after a place ("KHERSON, 20 August 2025") or glued behind the title. A date
inside a sentence ("in an October 2 attack", "on 3 May 2016") never does.
"""

import re
from datetime import date
from functools import cache

import msgspec

from tollbook.model.provenance import Span
from tollbook.read import dateline, masthead, printed
from tollbook.read.dateline import Frame
from tollbook.read.masthead import Outlet
from tollbook.read.printed import PrintedDate, Reading
from tollbook.read.title import own_title, title_at

ZONE = 250
LINES = 6
LINE_LENGTH = 160
GLUE = 90
FOOT = 400


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The head of a text: spans count characters of the text; `printed` keeps the date as found.

    `dateline` covers place and date; where the title stands between them it covers the part with the
    place, and the other part is furniture. `given_title` tells that
    `head` says what the given title says. `unread` is a date in header position whose year is missing.
    """

    head: Span | None = None
    given_title: bool = False
    dateline: Span | None = None
    place: str | None = None
    printed: PrintedDate | None = None
    reading: Reading | None = None
    rule: str = ""
    unread: PrintedDate | None = None
    furniture: tuple[Span, ...] = ()
    outlet: Outlet | None = None


def header(text: str, *, title: str | None = None, given: date | None = None) -> Header:
    """Find title, dateline and printed date at the head (or marked in the foot) of a text.

    Example:
        >>> text = "MARRUN, 4 March 2031 (OD) - Two people were hurt."
        >>> found = header(text)
        >>> found.dateline.of(text), found.place, found.reading.day.isoformat()
        ('MARRUN, 4 March 2031 (OD) -', 'MARRUN', '2031-03-04')
    """
    head = title_at(text, title) if title else None
    if head and not _at_head(text, head):
        head = None
    frame = Frame(text=text, head=head, lines=_lines(text))
    chosen = _choose(frame)
    spans: list[Span] = []
    place = None
    if chosen:
        line, place = dateline.around(frame, chosen[1], chosen[2])
        spans.append(line)
    run_in = None if place else dateline.run_in(frame, spans)
    if run_in:
        place = run_in[1]
        spans.insert(0, run_in[0])
    if head:
        head = _whole_line(text, head, spans)
    if head and any(head.overlaps(span) for span in spans):
        head = _outside(text, head, spans)
    given_title = head is not None
    outlet = masthead.outlet(frame, spans, chosen[2].span if chosen else None)
    top = outlet.line if outlet else None
    above = [top] if top and not (head and head.overlaps(top)) else []
    if head is None:
        head = own_title(frame, [*spans, *above], named=bool(above))
    found = chosen[2] if chosen else None
    rule = f"header.{chosen[1].name}" if chosen else ""
    if found is None or found.year is None:
        foot = _foot(text)
        if foot:
            found, rule = foot[0], "header.foot"
            spans.append(foot[1])
    read = printed.reading(found, given) if found else None
    other = dateline.furniture(frame, [*spans, *above, *([head] if head else [])])
    return Header(
        head=head,
        given_title=given_title,
        dateline=spans[0] if chosen or run_in else None,
        place=place,
        printed=found if read else None,
        reading=read,
        rule=rule,
        unread=found if found and not read else None,
        furniture=tuple(sorted([*above, *spans[1 if chosen or run_in else 0 :], *other])),
        outlet=outlet,
    )


class Where(msgspec.Struct, frozen=True):
    """In which header position a date stands: its name, its rank (0 is best), where its lead begins."""

    name: str
    rank: int
    lead: int
    marker: int | None = None


def _choose(frame: Frame) -> tuple[tuple[int, int], Where, PrintedDate] | None:
    """Choose the date in the best header position; of equals the first."""
    end = max(ZONE, (frame.head.end + ZONE) if frame.head else 0, frame.lines[-1].end if frame.lines else 0)
    found = []
    for candidate in printed.dates(frame.text, 0, min(end, 1500)):
        if where := _where(frame, candidate):
            found.append(((where.rank, candidate.span.start), where, candidate))
    return min(found, key=lambda f: f[0], default=None)


def _where(frame: Frame, found: PrintedDate) -> Where | None:
    """Tell in which header position a date stands; None where it stands in running prose."""
    text, at = frame.text, found.span.start
    if frame.head and frame.head.holds(found.span):
        return None
    number = next((i for i, line in enumerate(frame.lines) if line.start <= at < line.end), None)
    begin = text.rfind("\n", 0, at) + 1
    if frame.head and begin < frame.head.end <= at:
        begin = frame.head.end
    lead = text[begin:at]
    after_body = number is not None and any(_is_prose(line.of(text)) for line in frame.lines[:number])
    closed = _closed(text, found.span.end)
    if found.year is None and not closed:
        return None
    after_head = bool(frame.head and begin == frame.head.end)
    by_agency = bool(after_head and found.year and dateline.is_agency(lead))
    if not by_agency and not _may_follow(text, found.span.end):
        return None
    if after_body and (_marker().search(lead) or lead.strip() or not closed):
        return None
    if marker := _marker().search(lead):
        role = _role(marker["word"])
        ahead = lead[: marker.start("word")].rstrip(" \t")
        small = role != "document" and marker["word"][0].islower()
        prose = (
            small
            and bool(ahead)
            and not ahead.endswith("(")
            and not (ahead.endswith(",") and len(ahead) < 60)
        )
        if not prose and (at < ZONE or number is not None):
            return Where(f"marked_{role}", 2 if role == "updated" else 1, begin, begin + marker.start("word"))
    bare = dateline.without_buttons(lead).strip(" \t.,:;|/()[]*_#>-–—•·\"'")
    last = re.search(r"[^\W\d_]+(?=\W*$)", bare)
    if last and last[0].lower() in printed.words("sentence_before") and last[0] != last[0].upper():
        return None
    if not bare:
        if at < ZONE + GLUE and (begin == 0 or not text[:begin].strip() or after_head):
            return Where("start", 0, begin)
        rank = 6 if after_body else 3 if found.year else 5
        return Where("line_start", rank, begin) if number is not None else None
    if (number is not None or after_head) and dateline.name_like(lead) and (found.year or closed):
        return Where("after_place", 2, begin)
    if after_head and len(lead) <= GLUE and found.year and not re.search(r"(?<!\w)[a-zß-ÿ]\w*", lead):
        return Where("after_title", 1, begin)
    if number is not None and len(frame.lines[number].of(text)) <= LINE_LENGTH and found.year:
        rest = text[found.span.end : frame.lines[number].end]
        if len(rest) <= 60 and len(bare.split()) <= 14:
            return Where("short_line", 4, begin)
    words = bare.split()
    if (
        found.year
        and at < (frame.head.end if frame.head else 0) + ZONE + 100
        and dateline.is_agency(words[-1])
    ):
        return Where("after_agency", 4, at - len(lead) + lead.rfind(words[-1]))
    return None


def _is_prose(line: str) -> bool:
    """Tell whether a line is a sentence and no header: a dozen words, most of them small, and a stop."""
    words = line.split()
    small = sum(word[0].islower() for word in words)
    return len(words) >= 12 and 2 * small > len(words) and line.rstrip().endswith((".", '."', ".”"))


def _may_follow(text: str, end: int) -> bool:
    """Tell whether what follows a date lets it be a header: no lower-case word that carries it on."""
    found = re.compile(r"([ \t,]{0,4})(\w*)").match(text, end)
    word = found[2] if found else ""
    if not word or not word[0].islower() or not found or not found[1]:
        return True
    return word.lower() in printed.words("header_after")


def _closed(text: str, end: int) -> bool:
    """Tell whether a mark or a line end closes the header behind a date."""
    return bool(re.compile(r"[)\]]?[ \t]*(?:[-–—:|./(\n]|,? ?\d{1,2}[:.]?\d\d|$)").match(text, end))


@cache
def _marker() -> re.Pattern[str]:
    words = "|".join(printed.alternation(role) for role in ("published", "updated", "document"))
    roles = ("published", "updated", "document")
    lower = "|".join(
        sorted({word.lower() for r in roles for word in printed.words(r)}, key=len, reverse=True)
    )
    place = r"(?: in [^\W\d_]\w{2,30},?)?"
    return re.compile(
        rf"(?<!\w)(?P<word>{words}|{lower}){place}[ \t]{{0,3}}[:.]?[ \t\-–—]{{0,3}}(?:\d\d:?\d\d,? )?$"
    )


def _role(word: str) -> str:
    roles = ("published", "updated", "document")
    return next(r for r in roles if word.casefold() in {w.casefold() for w in printed.words(r)})


def _lines(text: str) -> list[Span]:
    """Give the first lines that are not blank."""
    out: list[Span] = []
    for found in re.finditer(r"\S[^\n]*", text[:2000]):
        out.append(Span(found.start(), found.end()))
        if len(out) == LINES:
            break
    return out


def _at_head(text: str, head: Span) -> bool:
    """Tell whether only header stands before a title on its line, and no sentence round it."""
    begin = text.rfind("\n", 0, head.start) + 1
    lead = text[begin : head.start].strip(" \t.,:;|-–—*#>\"'“‘(")
    end = text.find("\n", head.end)
    line = text[begin : end if end >= 0 else len(text)]
    if len(line) <= 2 * LINE_LENGTH and end >= 0 and len(head.of(text).split()) < 0.5 * len(line.split()):
        return False
    if not lead or len(lead.split()) <= (3 if begin == 0 else 0):
        return True
    return len(lead) <= LINE_LENGTH and next(printed.dates(lead), None) is not None


def _whole_line(text: str, head: Span, spans: list[Span]) -> Span:
    """Stretch a title that begins a short line to the end of the line."""
    end = text.find("\n", head.start)
    line = Span(text.rfind("\n", 0, head.start) + 1, end if end > head.start else len(text))
    short = end > 0 and len(line.of(text)) <= LINE_LENGTH and not text[line.start : head.start].strip()
    return line if short and head.end < line.end and not any(span.overlaps(line) for span in spans) else head


def _outside(text: str, head: Span, spans: list[Span]) -> Span | None:
    """Cut a title back to the part that no dateline covers."""
    start, end = head.start, head.end
    for span in spans:
        if span.start <= start < span.end:
            start = span.end
        elif start < span.start < end:
            end = span.start
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end) if end - start > 2 else None


def _foot(text: str) -> tuple[PrintedDate, Span] | None:
    """Find a marked date in the foot: "Published: 4 March 2031" at the start of a line or near the end."""
    words = "|".join(printed.alternation(role) for role in ("published", "updated"))
    pattern = re.compile(
        rf"(?:(?<=\n)|(?<=[.!?)\]] )|(?<=[.!?)\]]))[ \t]{{0,8}}(?P<word>{words})[ \t]{{0,3}}:?[ \t]{{0,3}}"
    )
    found = None
    for marker in pattern.finditer(text):
        own_line = marker.start() == 0 or text[marker.start() - 1] == "\n"
        if not own_line and marker.start() < len(text) - FOOT:
            continue
        after = next(printed.dates(text, marker.end(), marker.end() + 60), None)
        if after and after.year and after.span.start == marker.end() and _may_follow(text, after.span.end):
            found = found or (after, Span(marker.start("word"), after.span.end))
            if _role(marker["word"]) == "published":
                return after, Span(marker.start("word"), after.span.end)
    return found
