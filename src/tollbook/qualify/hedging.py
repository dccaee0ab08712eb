"""Doubt and denial: text -> the pieces of it that the report doubts or that somebody denies."""

import re

from tollbook.model.figure import Stance
from tollbook.model.lexicon import lexicon
from tollbook.model.provenance import Span
from tollbook.model.text import Qualifier, Text

QUALIFIERS = "lexicon/en/qualifiers.yaml"
CLAUSE_END = re.compile(r"[;:]|,?\s(?:but|while|although|though|whereas|however)\s", re.IGNORECASE)
DOER = re.compile(r"\s*(?:carried out|committed|perpetrated|by|launched|staged|masterminded|planted|fired)\b")


def qualifiers(text: Text) -> tuple[Qualifier, ...]:
    """Find what is doubted or denied; doubt about the doer ("allegedly by X") does not touch the harm."""
    out: list[Qualifier] = []
    for sentence in text.sentences:
        raw = sentence.span.of(text.report.text)
        for match in lexicon(QUALIFIERS).find(raw):
            cue = match.span
            if DOER.match(raw, cue.end):
                continue
            stop = CLAUSE_END.search(raw, cue.end)
            end = stop.start() if stop else len(raw)
            reach = match.entry.sets["reach"]
            start = cue.start if reach == "after" else 0
            if reach == "sentence":
                cuts = [m.end() for m in CLAUSE_END.finditer(raw, 0, cue.start)]
                start = cuts[-1] if cuts else 0
            if reach == "before":
                start, end = 0, cue.end
            out.append(
                Qualifier(
                    span=Span(start, max(end, cue.end)).shift(sentence.span.start),
                    stance=Stance(match.entry.sets["stance"]),
                    rule=match.entry.id,
                    cue=cue.shift(sentence.span.start),
                )
            )
    return tuple(out)
