"""Datelines: the stretch with place, date, time and agency before the first sentence.

"TEHRAN - ", "BEIRUT (Reuters) - ", "KHERSON, 20 August 2025", "Last updated at Nov 272017 BEIRUT",
"Kaspii Line | Makhachkala | 21 November 2012, 17:30", "DAMASCUS (Sputnik) ".
"""

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from tollbook.model import lexicon
from tollbook.model.provenance import Span
from tollbook.read import printed
from tollbook.read.printed import PrintedDate

if TYPE_CHECKING:
    from tollbook.read.header import Where

REACH = 700
TIME = re.compile(
    r"[ \t,T]{0,3}(?:at |KSA |GMT |UTC )?"
    r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?|\d{1,2}(?= ?[ap]\.?m)"
    r"|(?<!\d)\d{4}(?!\d)(?= ?(?:[AP]M|GMT|UTC|Z|hrs|hours|\)|$|\n|[A-Z])))"
    r"[ \t]?(?:[AaPp]\.?[Mm]\.?|hrs|hours|h)?[ \t]?(?:GMT|UTC|KSA|EST|EDT|CET|Z)?"
    r"(?:[+-]\d{1,2}(?::?\d\d)?)?(?: local time)?"
)
PAREN = re.compile(r"[ \t]{0,2}(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,40}\]|/[A-Z][\w .]{1,20}/)")
WHEN_WORDS = re.compile(
    r",? ?(?:noon|morning|evening|night|late|early)(?: update| edition| news)?(?=[.,:;\n])"
)
WRITER = re.compile(r" by [A-Z][\w'’-]{1,20} [A-Z][\w'’-]{1,20}(?=[ \t]+[^\Wa-z_]|\n)")
CLOSE = re.compile(r"[ \t]{0,3}(?:--|[-–—:|]|[.,;](?!\d))+")
BARE_PLACE = re.compile(
    r"[ \t]{0,3}(?P<place>[A-Z]{4,20}(?:[ /-][A-Z]{3,20}){0,2})(?=[ \t]+(?:[\"'“‘]?[A-Z](?:[a-z]| )|\d|\())"
)
RUN_IN = re.compile(
    r"[ \t]*(?P<place>[^\W\d_][\w'’.-]{1,24}(?:(?:, ?|/| )[^\W\d_][\w'’.-]{1,24}){0,5})"
    r"(?P<agency>[ \t]{0,2}(?:\([^()\n]{1,40}\)|/[A-Z][\w .]{1,20}/))?"
    r"(?P<close>[ \t]{0,2}(?:--|[–—]|-(?=[ \t])|(?<=[ ])-|:(?=[ \t])))?[ \t]*"
    r"(?=[\"'“‘«(]?[^\Wa-z_])"
)
AGENCY_DASH = re.compile(
    r"[ \t]{0,2}[.,]?[ \t]{0,2}([A-Z]{2,12}|[A-Z][a-z]{2,14})(?=[ \t]*[-–—][ \t]*[^\Wa-z_])"
)
BYLINE = re.compile(r"(?:By|From) (?:our |[A-Z])[^\n.]{2,60}")


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its title's place and its first lines, as the finders of a header need it."""

    text: str
    head: Span | None
    lines: list[Span]


def around(frame: Frame, where: "Where", found: PrintedDate) -> tuple[Span, str | None]:
    """Stretch a date to its dateline, and give the place in it as printed."""
    text = frame.text
    start = found.span.start if where.marker is None else where.marker
    lead = text[where.lead : start]
    begin = where.lead + len(lead) - len(lead.lstrip(" \t.,:;|-–—"))
    free = len(lead.split()) <= 8 and not re.search(
        r"\d{1,3}(?![\d:])(?<!\d\d\d\d)", re.sub(r"No\.? ?\d+", "", lead)
    )
    clean = start if not free else min(begin, start)
    glued = bool(frame.head and where.lead == frame.head.end and not re.search(r"[,|–—-]", lead))
    place = None if glued else _place(lead)
    if not free and place and lead.rstrip(" ,(").endswith(place):
        clean = where.lead + lead.rindex(place)
    end, place = _after(text, found.span.end, place)
    return Span(clean, clean + len(text[clean:end].rstrip())), place


def _after(text: str, end: int, place: str | None) -> tuple[int, str | None]:
    """Take in what belongs to the dateline behind a date: time, brackets, place, agency, closing mark."""
    for _ in range(6):
        at = end
        for pattern in (TIME, PAREN, WHEN_WORDS, WRITER):
            if found := pattern.match(text, end):
                end = found.end()
        if text.startswith(")", end):
            end += 1
        end = _buttons(text, end)
        led = RUN_IN.match(text, end) if place is None else None
        if led and led["place"].upper() == led["place"] and _is_run_in(text, led):
            place, end = led["place"], max(led.end("close"), led.end("agency"))
        if place is None and (bare := _bare_place(text, end)):
            place, end = bare
        agency = AGENCY_DASH.match(text, end)
        if agency and (is_agency(agency[1]) or agency[1].isupper()):
            end = agency.end()
        if end == at:
            break
    if closing := CLOSE.match(text, end):
        end = closing.end()
    return end, place


def _bare_place(text: str, end: int) -> tuple[str, int] | None:
    """Take a place in capitals that stands between date and sentence: "Nov 272017 BEIRUT An ..."."""
    found = BARE_PLACE.match(text, end) or re.compile(
        r"[ \t]{0,2}(?P<place>[A-Z][a-z]{2,20})(?=[ \t]+(?:[A-Z]{2,8})[ \t]?[-–—])"
    ).match(text, end)
    if not found or not is_place(found["place"]):
        return None
    return found["place"], found.end()


def _buttons(text: str, end: int) -> int:
    """Take in page buttons and the bare numbers behind them: "Get short URL 0 67"."""
    found = _button().match(text, end)
    if not found:
        return end
    numbers = re.compile(r"(?:[ \t]+\d{1,6}(?![\w.,:%-])){1,3}(?=[ \t]+[A-Z\"'“])").match(text, found.end())
    return numbers.end() if numbers else found.end()


def without_buttons(lead: str) -> str:
    """Leave out a page button that stands before a date: "Print this page Tuesday ..."."""
    found = _button().match(lead)
    return lead[found.end() :] if found else lead


@cache
def _button() -> re.Pattern[str]:
    return re.compile(
        rf"[ \t]{{0,3}}(?:{printed.alternation('furniture')})(?!\w)(?: https?[\w.:/-]{{1,80}})?"
    )


def run_in(frame: Frame, taken: list[Span]) -> tuple[Span, str] | None:
    """Find a dateline without a date before a sentence: "TEHRAN - A", "BEIRUT (Reuters) - Two"."""
    text = frame.text
    anchors = {0, *(line.start for line in frame.lines), *(span.end for span in taken)}
    if frame.head:
        anchors.add(frame.head.end)
    for anchor in sorted(anchors):
        at = anchor + len(text[anchor : anchor + 20]) - len(text[anchor : anchor + 20].lstrip(" \t\n.:"))
        found = RUN_IN.match(text, at)
        if found and not _overlaps(frame, taken, found) and _is_run_in(text, found):
            return Span(found.start("place"), max(found.end("close"), found.end("agency"))), found["place"]
    for found in _with_agency().finditer(text, 0, REACH):
        if is_place(found["place"]) and not _overlaps(frame, taken, found):
            return Span(found.start("place"), found.end()), found["place"]
    return None


@cache
def _with_agency() -> re.Pattern[str]:
    agency = printed.alternation("agency")
    return re.compile(
        rf"(?<!\w)(?P<place>[A-Z]{{4,20}}(?:[ /-][A-Z]{{3,20}}){{0,2}}),? ?\((?:{agency})\)"
        r"(?:[ \t]{0,2}[-–—]+)?(?=[ \t]+[^\Wa-z_])"
    )


def _is_run_in(text: str, found: re.Match[str]) -> bool:
    place, agency, close = found["place"], found["agency"], found["close"]
    if not (agency or close) or not is_place(place) or not name_like(place):
        return False
    line = text[found.start() : (text.find("\n", found.end()) + 1 or len(text))]
    rest = text[found.end() : found.start() + len(line)]
    if rest.upper() == rest or len(line) < len(found[0]) + 15:
        return False
    capitals = place.split(",")[0].upper() == place.split(",")[0]
    if close is not None and close.strip() == ":":
        return False
    if agency:
        return capitals or bool(close) or is_agency(agency.strip(" \t()/"))
    return capitals or (len(place.split()) <= 3 and len(line) > 100)


def _overlaps(frame: Frame, taken: list[Span], found: re.Match[str]) -> bool:
    here = Span(found.start("place"), max(found.end("place"), found.start("place") + 1))
    return any(span.overlaps(here) for span in [*taken, *([frame.head] if frame.head else [])])


def _place(lead: str) -> str | None:
    """Take the place out of what stands before a date: the last name that is a place."""
    lead = PAREN.sub(" ", lead)
    for chunk in reversed(re.split(r"[|\n]|[.:] |[-–—/] | [-–—]", lead)):
        name = chunk.strip(" \t.,:;|/()[]*-–—")
        if name and len(name.split()) <= 5 and name_like(name) and is_place(name) and not _names_outlet(name):
            return name
    return None


def name_like(words: str) -> bool:
    """Tell whether words could be a name: eight at most, each with a capital but "of", "al-" and so on."""
    parts = [part for part in re.split(r"[\s,()|/.:;–—-]+", words) if part]
    if not 1 <= len(parts) <= 8:
        return False
    return (
        all(part[0].isupper() or part in printed.words("name_inside") for part in parts)
        and parts[0][0].isupper()
    )


def is_place(name: str) -> bool:
    """Tell whether no word of a name is known to be something else than a place."""
    barred = _barred()
    return not any(part.casefold() in barred for part in re.split(r"\W+", name) if part) and not is_agency(
        name
    )


@cache
def _barred() -> frozenset[str]:
    months = [w.casefold() for role in ("month", "weekday") for w in printed.words(role)]
    return frozenset([*(word.casefold() for word in printed.words("not_place")), *months])


def _names_outlet(name: str) -> bool:
    """Tell whether the last word of a name is one that outlets and monitors bear: "Coast Gazette"."""
    parts = name.casefold().split()
    return len(parts) > 1 and parts[-1] in {word.casefold() for word in printed.words("outlet")}


def is_agency(word: str) -> bool:
    """Tell whether a word names an agency."""
    return word.strip(" .,:") in printed.words("agency")


def byline(line: str) -> bool:
    """Tell whether a line names the writer: "By Ada Orun"."""
    return bool(BYLINE.fullmatch(line.strip()))


def furniture(frame: Frame, taken: list[Span]) -> list[Span]:
    """Find bylines and page buttons in the head that no other span covers."""
    found = [line for line in frame.lines[:4] if byline(line.of(frame.text))]
    for match in lexicon.lexicon(printed.KNOWLEDGE).find(frame.text[:REACH]):
        if match.entry.get("role") == "furniture":
            end = _buttons(frame.text, match.span.start)
            found.append(Span(match.span.start, max(end, match.span.end)))
    kept: list[Span] = []
    for span in found:
        if not any(span.overlaps(other) for other in (*taken, *kept)):
            kept.append(span)
    return kept
