"""Letterhead: the first lines of a text -> the body that puts it out in its own name.

"RIDGE COMMAND / Communique No. 14" makes what follows the command's word, wherever nobody else is named.
What counts as such a paper stands in `knowledge/lexicon/en/letterheads.yaml`.
"""

import re

from tollbook.model.figure import Stance
from tollbook.model.lexicon import Match, lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import ActorKind
from tollbook.model.text import Attribution, Text
from tollbook.qualify.sources import named
from tollbook.qualify.spoken import Speakers

LETTERHEADS = "lexicon/en/letterheads.yaml"
LINES, LONGEST, OPENS = 3, 100, 24
LINE = re.compile(r"[^\n]+")
NAME = re.compile(r"\s*([^\W\d][^,:;/|()\n–—]*?)(?:\s*[,:;/|(–—]|\s-\s|\s*$)")
SMALL = re.compile(r"\b(?!(?:of|the|for|and|in|at|de|la|el|al)\b)[a-zà-ÿ][\w'’-]*")
SPEAKS = {"statement": frozenset({"body", "either"}), "account": frozenset({"body"})}


def letterhead(text: Text, speakers: Speakers) -> Attribution | None:
    """Give what follows a letterhead to the body that it names, or None where there is none.

    One of the first lines is the name, another begins with what the paper is.
    """
    raw = text.report.text
    lines = _first_lines(raw)
    papers = [found[0].entry.sets["type"] for line in lines if (found := _paper(line.of(raw)))]
    if not papers:
        return None
    for line in lines:
        phrase = _name(raw, line)
        if phrase is not None and not _paper(line.of(raw)) and _names_body(text, speakers, phrase, papers[0]):
            claimants, _ = named(text, phrase, "attribution.letterhead", None, [])
            return Attribution(
                span=Span(line.end, len(raw)),
                claimants=claimants,
                stance=Stance.ASSERTED,
                rule="attribution.letterhead",
                carried=True,
            )
    return None


def _paper(line: str) -> list[Match]:
    """Find the word for a paper with which a line begins, after a word or two at most."""
    return [match for match in lexicon(LETTERHEADS).find(line) if match.span.start < OPENS]


def _name(raw: str, line: Span) -> Span | None:
    """Give the name that a line is, a place or an office behind it at most; None where it says more."""
    said = line.of(raw)
    found = NAME.match(said)
    if found is None or SMALL.search(said):
        return None
    return Span(line.start + found.start(1), line.start + found.end(1))


def _first_lines(raw: str) -> list[Span]:
    """Give the first lines that are short and no sentences, up to the first line that is one."""
    out: list[Span] = []
    for line in LINE.finditer(raw):
        said = line.group().rstrip()
        if len(said) > LONGEST or len(out) == LINES or said.endswith((".", "!", "?")):
            return out
        if said.strip():
            out.append(Span(*line.span()))
    return []


def _names_body(text: Text, speakers: Speakers, phrase: Span, paper: str) -> bool:
    """Tell whether words are the name of a body that puts out such a paper, and no newspaper or station."""
    if len(phrase.of(text.report.text).split()) < 2:
        return False
    actors = [m.actor for m in text.of(MentionKind.ACTOR) if m.span.overlaps(phrase) and m.actor]
    if any(actor.kind is ActorKind.MEDIA for actor in actors):
        return False
    return speakers.kind(phrase) in SPEAKS[paper]
