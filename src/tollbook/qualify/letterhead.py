"""Letterhead: the first lines of a text -> the body that puts it out in its own name.

"RIDGE COMMAND / Communique No. 14" makes what follows the command's word, wherever nobody else is named.
What counts as such a paper stands in `knowledge/lexicon/en/letterheads.yaml`.
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

LETTERHEADS = "lexicon/en/letterheads.yaml"
LINES, LONGEST = 3, 100
LINE = re.compile(r"[^\n]+")
PART = re.compile(r"[^,:;/|()\n–—]+?(?=\s-\s|[,:;/|()–—]|$)")
SPEAKS = frozenset({"body", "either"})


def letterhead(text: Text, speakers: Speakers) -> Attribution | None:
    """Give what follows a letterhead to the body that it names, or None where there is none."""
    raw = text.report.text
    lines = _first_lines(raw)
    if not any(lexicon(LETTERHEADS).find(line.of(raw)) for line in lines):
        return None
    for line in lines:
        said = line.of(raw)
        for part in PART.finditer(said):
            words = part.group().strip()
            start = line.start + said.index(words, part.start()) if words else line.start
            phrase = Span(start, start + len(words))
            if words and _names_body(text, speakers, phrase):
                claimants, _ = named(text, phrase, "attribution.letterhead", None, [])
                return Attribution(
                    span=Span(line.end, len(raw)),
                    claimants=claimants,
                    stance=Stance.ASSERTED,
                    rule="attribution.letterhead",
                    carried=True,
                )
    return None


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


def _names_body(text: Text, speakers: Speakers, phrase: Span) -> bool:
    """Tell whether words are the name, in capitals, of a body that is no newspaper or station."""
    words = phrase.of(text.report.text)
    parts = words.split()
    names = [part for part in parts if part[:1].isupper()]
    if len(names) < 2 or len(parts) - len(names) > len(names) or lexicon(LETTERHEADS).find(words):
        return False
    actors = [m.actor for m in text.of(MentionKind.ACTOR) if m.span.overlaps(phrase) and m.actor]
    if any(actor.kind is ActorKind.MEDIA for actor in actors):
        return False
    return speakers.kind(phrase) in SPEAKS
