"""Letterhead: the first lines of a text -> the body that puts it out in its own name.

"RIDGE COMMAND / Communique No. 14" makes what follows the command's word, wherever nobody else is named.
What counts as such a paper, and what bodies are called, stands in `knowledge/lexicon/en/letterheads.yaml`.
"""

import re

from tollbook.model.figure import Stance
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import ActorKind
from tollbook.model.text import Attribution, Text
from tollbook.qualify.sources import named
from tollbook.qualify.spoken import Speakers

LETTERHEADS, SPEAKERS = "lexicon/en/letterheads.yaml", "lexicon/en/speakers.yaml"
VERBS = "lexicon/en/verbs.yaml"
DATED = "dated"
LINES, LONGEST, OPENS = 3, 160, 24
LINE = re.compile(r"[^\n]+")
MARK = re.compile(r"[,;:|(\[–—]|/(?!\d)|\s-\s|[.!?](?=\s|$)")
SMALL = re.compile(r"\b(?!(?:of|on|the|for|and|in|at|de|la|el|al)\b)[a-zà-ÿ][\w'’-]*")
LEADS = re.compile(r"\s*(?:in|on|by|after|with|from|as|to|for|of|over|its|his|her|their)\s", re.IGNORECASE)
HEADS = re.compile(r"\s(?:of|for)\b", re.IGNORECASE)
SITED = re.compile(
    r"\b(?:on|at|in|near|by|after|with|from|as|to|over|under|outside|against|during)\s", re.IGNORECASE
)
DONE = re.compile(r"(?:ed|ing|[^\Ws]s)\b", re.IGNORECASE)
TELLS = frozenset({MentionKind.EVENT, MentionKind.HARM, MentionKind.QUANTITY})
WHOSE = re.compile(r"[^\n]{3,40}? (?:of|from) (?:the )?(?=[A-Z])", re.IGNORECASE)
SPEAKS = {
    "statement": frozenset({"body", "either"}),
    "account": frozenset({"body"}),
    "log": frozenset({"body", "either"}),
}


def letterhead(text: Text, speakers: Speakers) -> Attribution | None:
    """Give what follows a letterhead to the body that it names, or None where there is none.

    One piece of the first lines is the name, another begins with what the paper is; or one holds both
    ("Communiqué of the Ridge Council").
    """
    raw = text.report.text
    lines = _first_lines(raw)
    papers = [paper for line in lines for piece in line if (paper := _paper(piece.of(raw)))]
    if not papers and _dated(text, speakers, lines):
        papers, lines = [DATED], lines[:1]
    if not papers:
        return None
    for line in lines:
        for phrase in _names(raw, line):
            if _names_body(text, speakers, phrase, papers[0]):
                claimants, _ = named(text, phrase, "attribution.letterhead", None, [])
                return Attribution(
                    span=Span(line[-1].end, len(raw)),
                    claimants=claimants,
                    stance=Stance.ASSERTED,
                    rule="attribution.letterhead",
                    carried=True,
                )
    return None


def _dated(text: Text, speakers: Speakers, lines: list[list[Span]]) -> bool:
    """Tell whether the first line is words with only a date behind them, and not the title that was given."""
    if not lines or len(lines[0]) < 2 or not all(speakers.dated(piece) for piece in lines[0][1:]):
        return False
    head, title = text.report.head, text.report.title
    is_given = title is not None and title.provenance.rule.startswith("given.")
    return not (is_given and head and head.overlaps(lines[0][0]))


def _paper(piece: str) -> str | None:
    """Give the kind of paper whose word a piece begins with, after a word or two at most."""
    if LEADS.match(piece):
        return None
    kinds = [m.entry.sets["type"] for m in lexicon(LETTERHEADS).find(piece) if m.span.start < OPENS]
    return next((kind for kind in kinds if kind in SPEAKS), None)


def _names(raw: str, line: list[Span]) -> list[Span]:
    """Give what may be a name in a line: its first piece, or what stands behind "Communiqué of".

    Behind "List of" stands what is listed, and nobody whose list it is.
    """
    first = line[0]
    said = first.of(raw)
    if _paper(said):
        whose = WHOSE.match(said)
        listed = [m for m in lexicon(LETTERHEADS).find(said) if said[: m.span.end].endswith((" of", " for"))]
        if whose is None or listed or SMALL.search(said[whose.end() :]):
            return []
        return [Span(first.start + whose.end(), first.end)]
    return [] if SMALL.search(said) or not _heading(raw, line) else [first]


def _heading(raw: str, line: list[Span]) -> bool:
    """Tell whether what stands behind the name says nothing, as a headline does, before a paper or a date."""
    for piece in line[1:]:
        said = piece.of(raw)
        if _paper(said) or any(c.isdigit() for c in said):
            return True
        if SMALL.search(said):
            return False
    return True


def _first_lines(raw: str) -> list[list[Span]]:
    """Give the pieces of the first lines that are short and no sentences, up to the first that is one."""
    out: list[list[Span]] = []
    for line in LINE.finditer(raw):
        said = line.group().rstrip()
        if len(out) == LINES or len(said) > LONGEST:
            return out
        pieces = _pieces(said, line.start())
        if not pieces:
            continue
        if said.endswith((".", "!", "?")) and not _paper(said) and not _heads(raw, pieces):
            return out
        out.append(pieces)
    return []


def _heads(raw: str, pieces: list[Span]) -> bool:
    """Tell whether a line that ends as a sentence does is a name with its paper."""
    named = not SMALL.search(pieces[0].of(raw))
    return named and any(_paper(piece.of(raw)) for piece in pieces[1:])


def _pieces(said: str, at: int) -> list[Span]:
    """Cut a line at its marks; pieces without a letter are left out."""
    cuts = [(m.start(), m.end()) for m in MARK.finditer(said)]
    begun = [0, *(end for _, end in cuts)]
    ended = [*(start for start, _ in cuts), len(said)]
    out: list[Span] = []
    for start, end in zip(begun, ended, strict=True):
        piece = said[start:end]
        if any(c.isalpha() for c in piece):
            lead = len(piece) - len(piece.lstrip(" *#>\"“'"))
            out.append(Span(at + start + lead, at + start + len(piece.rstrip(" \"”'"))))
    return out


def _names_body(text: Text, speakers: Speakers, phrase: Span, paper: str) -> bool:
    """Tell whether words are the name of a body that puts out such a paper, and no newspaper or station."""
    words = phrase.of(text.report.text)
    if len(words.split()) < 2:
        return False
    actors = [m for m in text.of(MentionKind.ACTOR) if m.span.overlaps(phrase) and m.span.end >= phrase.end]
    if any(m.actor and m.actor.kind is ActorKind.MEDIA for m in actors):
        return False
    if _tells(text, phrase):
        return False
    if _by_word(words, paper):
        return True
    edges = [m for m in lexicon(SPEAKERS).find(words) if m.span.start == 0 or m.span.end == len(words)]
    if any(m.entry.sets["type"] == "paper" for m in edges):
        return False
    return speakers.kind(phrase) in SPEAKS.get(paper, ())


def _tells(text: Text, phrase: Span) -> bool:
    """Tell whether a word for a deed or harm, or a number, stands in a phrase outside any actor's name."""
    actors = [m.span for m in text.of(MentionKind.ACTOR)]
    return any(
        m.kind in TELLS and m.span.overlaps(phrase) and not any(span.holds(m.span) for span in actors)
        for m in text.mentions
    )


def _by_word(words: str, paper: str) -> bool:
    """Tell whether a word for a body ends a phrase or heads it, and the rest tells of no deed.

    Words that are as often a place ("station") or a thing want a paper; a date alone is too little for them.
    """
    if SITED.search(words):
        return False
    found = [(m.entry.sets["type"], m.span) for m in lexicon(LETTERHEADS).find(words)]
    strict = [span for kind, span in found if kind == "body"]
    loose = [span for kind, span in found if kind == "loose" and paper != DATED]
    ends = [s for s in strict + loose if s.end == len(words) or HEADS.match(words, s.end)]
    edges = ends + [span for span in strict if span.start == 0]
    if paper != DATED:
        return bool(edges)
    rest = [words[: s.start] + words[s.end :] for s in edges]
    return any(not (DONE.search(said) or lexicon(VERBS).find(said)) for said in rest)
