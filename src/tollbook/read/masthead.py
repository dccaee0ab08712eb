"""Outlets: the head of a text -> who publishes it, where the text itself says so.

Four places say so: brackets in a dateline ("ORSK, 4 March 2031 (Radio Kessa) -"), a part of a date line
("Kessa Gazette, 4 March 2031"), a masthead: a line with the name of a paper or station alone at the
top of the lines with the date, and a head: the first line, where it names its medium, its own letters or
its paper ("Marrun Today (Telegram)", "Kessa News Agency (KNA)", "Harm Watch - Weekly tally"). What stands
there is taken for an outlet only where its form or a word of the lexicon ("Courier", "Radio") says that it
is one.
"""

import re
from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.model.provenance import Span
from tollbook.read import dateline, printed
from tollbook.read.dateline import Frame

BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
PARTS = re.compile(r"[^|,\n]+?(?=\s*(?:[|,\n]|:\s|\s[-–—]\s|$))")
TAGLINE = re.compile(r"\s+[-–—|:]\s+|,\s")
ZONES = frozenset({"GMT", "UTC", "KSA", "EST", "EDT", "CET", "LOCAL TIME"})
TAIL = re.compile(r"(?P<name>[^()\n]{3,80}?)[ \t]*\((?P<tail>[^()\n]{1,24})\)")
LETTERHEADS = "lexicon/en/letterheads.yaml"
DEEDS = ("lexicon/en/verbs.yaml", "lexicon/en/harms.yaml", "lexicon/en/events.yaml")
PAPERS = frozenset({"statement", "account", "log"})
LONGEST = 6
MOST = 8
BLOCK = 3


class Outlet(msgspec.Struct, frozen=True):
    """An outlet as the text names it: its characters, its rule, and the line where it is a masthead."""

    span: Span
    rule: str
    line: Span | None = None


def outlet(frame: Frame, spans: list[Span], date: Span | None) -> Outlet | None:
    """Find the outlet in a masthead; without one in the dateline or in the line of the date.

    `spans` are the dateline and the date lines apart from it, `date` the printed date.
    """
    if top := masthead(frame, spans) or head_line(frame, spans):
        return top
    for span in spans:
        found = _bracketed(frame.text, span, date) or _in_line(frame.text, span)
        if found:
            return found
    return None


def masthead(frame: Frame, spans: list[Span]) -> Outlet | None:
    """Find the name of an outlet that stands alone at the top of the lines that hold the date.

    Example:
        >>> text = "THE MARRUN COURIER\\n4 March 2031\\n\\nTwo were hurt."
        >>> found = masthead(Frame(text=text, head=None, lines=[Span(0, 18), Span(19, 31)]), [Span(19, 31)])
        >>> found.span.of(text)
        'THE MARRUN COURIER'
    """
    for line in frame.lines[:2]:
        words = line.of(frame.text)
        if dateline.byline(words) or any(span.overlaps(line) for span in spans):
            continue
        below = frame.text[line.end :].split("\n\n", 1)[0]
        lines = below.count("\n")
        end = line.end + len(below)
        dated = any(line.end < span.start < end for span in spans)
        if not dated or not 1 <= lines <= BLOCK:
            return None
        cut = TAGLINE.search(words)
        name = words[: cut.start()] if cut else words.rstrip()
        if not _is_outlet(name):
            return None
        return Outlet(Span(line.start, line.start + len(name)), "header.masthead", line)
    return None


def head_line(frame: Frame, spans: list[Span]) -> Outlet | None:
    """Find the name of an outlet in a first line that says what else it is: a medium, letters, a paper.

    Example:
        >>> text = "Marrun Today (Telegram)\\n\\ntwo were hurt at the market"
        >>> head_line(Frame(text=text, head=None, lines=[Span(0, 23)]), []).span.of(text)
        'Marrun Today'
    """
    if not frame.lines or frame.text[: frame.lines[0].start].strip():
        return None
    line = frame.lines[0]
    said = line.of(frame.text).rstrip()
    below = frame.text[line.end :].lstrip(" \t\r\n")
    name = _with_medium(said) or _with_letters(said) or _with_paper(said, below)
    if name is None or not below or "\n" not in frame.text[line.end : line.end + 3]:
        return None
    # A day or number beside the name tells of the text, and is no furniture.
    told = any(sign.isdigit() for sign in said[len(name) :])
    free = not told and not any(span.overlaps(line) for span in spans)
    return Outlet(Span(line.start, line.start + len(name)), "header.head_line", line if free else None)


def _with_medium(said: str) -> str | None:
    """Read "Lower Ilmen Our Village (Facebook page)"."""
    found = TAIL.fullmatch(said)
    if found is None or found["tail"].casefold() not in _mediums() or not _name_like(found["name"]):
        return None
    words = found["name"].split()
    return found["name"] if len(words) <= MOST and not _tells(found["name"]) else None


def _with_letters(said: str) -> str | None:
    """Read "Osvara News Agency (ONA)": a word that outlets bear, and the first letters of its own words."""
    found = TAIL.fullmatch(said)
    if found is None or not _is_outlet(found["name"]):
        return None
    first = "".join(word[0] for word in found["name"].split() if word[0].isupper())
    return said if found["tail"].upper() in (first, first.removeprefix("T")) else None


def _with_paper(said: str, below: str) -> str | None:
    """Read "Harm Watch - Weekly tally", or "Harm Watch" above "Incident log no. 4": a body and its paper."""
    cut = TAGLINE.search(said)
    name, behind = (said[: cut.start()], said[cut.end() :]) if cut else (said, "")
    if not _is_outlet(name) and not _is_body(name):
        return None
    under = below.split("\n", 1)[0]
    heads = any(_is_paper(piece) for piece in ((behind, under) if behind else (under,)))
    own = bool(behind) and _is_outlet(behind) and not any(c.isdigit() for c in behind)
    return name if (heads or own) and not _tells(name) else None


def _is_body(name: str) -> bool:
    """Tell whether a name ends with, or is headed by, a word for a body that puts out papers."""
    words = name.split()
    if not 2 <= len(words) <= MOST or not _name_like(name):
        return False
    found = [m.span for m in lexicon.lexicon(LETTERHEADS).find(name) if m.entry.sets["type"] == "body"]
    return any(span.end == len(name) or name[span.end :].startswith((" of ", " for ")) for span in found)


def _is_paper(words: str) -> bool:
    """Tell whether words begin with what a paper is: "Weekly summary", "Communique No. 14"."""
    found = lexicon.lexicon(LETTERHEADS).find(words)
    return any(m.entry.sets["type"] in PAPERS and words[: m.span.start].count(" ") <= 1 for m in found)


def _tells(name: str) -> bool:
    """Tell whether a word for a deed stands behind the first, as in a headline: "Gunmen Attack Radio"."""
    found = (match for path in DEEDS for match in lexicon.lexicon(path).find(name))
    return any(match.span.start > 0 for match in found)


def _bracketed(text: str, span: Span, date: Span | None) -> Outlet | None:
    """Read "(Radio Kessa)"; a name without such a word only behind the date, where no country stands."""
    for match in BRACKETS.finditer(text, span.start, span.end):
        name = match[1].strip()
        behind = date is not None and date.end <= match.start()
        plain = name.upper() not in ZONES and not any(c.isdigit() for c in name) and dateline.is_place(name)
        if dateline.is_agency(name) or _is_outlet(name) or (behind and plain and _name_like(name)):
            start = match.start(1) + len(match[1]) - len(match[1].lstrip())
            return Outlet(Span(start, start + len(name)), "header.dateline_outlet")
    return None


def _in_line(text: str, span: Span) -> Outlet | None:
    """Read the part of a date line that has the form of an outlet's name: "Kessa Gazette, 4 March"."""
    for match in PARTS.finditer(text, span.start, span.end):
        name = match[0].strip(" :-–—")
        if _is_outlet(name) and not any(c.isdigit() for c in name):
            start = match.start() + match[0].index(name)
            return Outlet(Span(start, start + len(name)), "header.dateline_outlet")
    return None


def _is_outlet(name: str) -> bool:
    """Tell whether a name has a word that only outlets bear: first, last, or before "of"."""
    words = name.casefold().split()
    if not 2 <= len(words) <= LONGEST or not _name_like(name):
        return False
    named = [i for i, word in enumerate(words) if word in _bearing()]
    return any(i in {0, len(words) - 1} or words[i + 1] == "of" or words[i + 1][:1].isdigit() for i in named)


def _name_like(name: str) -> bool:
    """Tell whether words could be a name: each with a capital, but "of" and "the" and a number behind it."""
    words, inside = name.split(), printed.words("name_inside")
    return words[0][0].isupper() and all(w[0].isupper() or w[0].isdigit() or w in inside for w in words)


@cache
def _mediums() -> frozenset[str]:
    return frozenset(word.casefold() for word in printed.words("medium"))


@cache
def _bearing() -> frozenset[str]:
    return frozenset(word.casefold() for word in printed.words("outlet"))
