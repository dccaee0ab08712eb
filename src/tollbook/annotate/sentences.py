"""Sentences: a report's text -> its sentences, by rule, before any parse.

News comes with headers glued to the first sentence and with marks stripped, so the header and the
title are cut by the spans that the reader found, and abbreviations do not end a sentence.
"""

import re

from tollbook.annotate.entries import entry_ends
from tollbook.model.provenance import Span
from tollbook.model.report import Report
from tollbook.model.text import Sentence, SentenceRole

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj brig capt sgt cpl gov sen rep st mt no nos vs etc jr sr rev hon pres "
    "adm cmdr insp supt dept est approx fig vol jan feb mar apr jun jul aug sep sept oct nov dec mon tue "
    "wed thu fri sat sun al inc ltd co corp e.g i.e u.s u.n u.k a.m p.m".split()
)
END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n|\n")
MAX_SENTENCE = 2000


def sentences(report: Report) -> list[Sentence]:
    """Cut the report's text into sentences; tokens are still missing (first = last = 0).

    Every character that is not white space lies in exactly one sentence, but for marks that lead one (a dash
    behind the dateline); a sentence of more than 2,000
    characters is cut at white space. A line that is an entry of a list is a sentence of its own.

    Example:
        >>> report = Report(id="r", capture="0", source="s", text="Gen. Ruan fell. Two died.")
        >>> [s.span.of(report.text) for s in sentences(report)]
        ['Gen. Ruan fell.', 'Two died.']
    """
    text = report.text
    marks: list[tuple[int, int, SentenceRole]] = []
    if report.dateline and (span := report.dateline.provenance.span):
        marks.append((span.start, span.end, SentenceRole.DATELINE))
    if report.head:
        marks.append((report.head.start, report.head.end, SentenceRole.TITLE))
    marks += [(span.start, span.end, SentenceRole.FURNITURE) for span in report.furniture]
    marks.sort()
    pieces: list[tuple[int, int, SentenceRole]] = []
    at = 0
    for start, end, role in marks:
        if start < at:
            continue
        pieces += [(at, start, SentenceRole.BODY), (start, end, role)]
        at = end
    pieces.append((at, len(text), SentenceRole.BODY))
    out: list[Sentence] = []
    lines = entry_ends(text)
    for start, end, role in pieces:
        cuts = _cuts(text, start, end, lines) if role is SentenceRole.BODY else [(start, end)]
        for a, b in cuts:
            if span := _trim(text, a, b, leading=role is SentenceRole.BODY):
                paragraph = text.count("\n\n", 0, span.start)
                out.append(Sentence(span=span, role=role, paragraph=paragraph, first=0, last=0))
    return out


def _trim(text: str, start: int, end: int, *, leading: bool) -> Span | None:
    while start < end and (text[start].isspace() or (leading and text[start] in "-–—.,|:")):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def _cuts(text: str, start: int, end: int, lines: frozenset[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    at = start
    for found in END.finditer(text, start, end):
        stop = found.end()
        if found[0] == "\n" and found.start() not in lines:
            continue
        if found[0].startswith(".") and _is_abbreviation(text, found.start(), stop):
            continue
        out += _bounded(text, at, stop)
        at = stop
    return out + _bounded(text, at, end)


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        out.append((start, cut))
        start = cut
    return [*out, (start, end)] if end > start else out


def _is_abbreviation(text: str, dot: int, stop: int) -> bool:
    begin = dot
    while begin > 0 and not text[begin - 1].isspace() and dot - begin < 12:
        begin -= 1
    word = text[begin:dot].strip("\"'“‘([").lower()
    rest = text[stop : stop + 40].lstrip()
    if not rest:
        return False
    if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"):
        later = rest[0].isupper() and word in {"a.m", "p.m", "u.s", "u.n", "u.k", "etc", "co", "inc", "ltd"}
        return not (later and rest.split(" ", 1)[0].rstrip(",").lower() in STARTERS)
    return rest[0].islower()


STARTERS = frozenset(
    "the a an in on at it he she they we this that these those but and there two three four five six some "
    "many several more at no one his her their its according after before since for from as by with".split()
)
