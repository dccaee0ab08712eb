"""Reach: a reporting cue with its speaker -> the words of the sentence that are the speaker's."""

import re
from collections.abc import Sequence

from tollbook.model.provenance import Span
from tollbook.model.text import Sentence, Text
from tollbook.model.tree import Tree

SEMICOLON = re.compile(r";(?=\s)")


class Speech:
    """One reporting cue with its speaker, before reaches are settled."""

    def __init__(self, at: int, span: Span, kind: str, rule: str, speaker: Span | None) -> None:
        self.at, self.span, self.kind, self.rule, self.speaker = at, span, kind, rule, speaker
        self.back = False
        self.cites: Span | None = None


def reach(text: Text, tree: Tree, sentence: Sentence, speech: Speech, speeches: Sequence[Speech]) -> Span:
    """Settle how far a cue reaches: its clause where others speak too, within semicolons, else the sentence.

    In "the army says two; the rebels speak of nine" a speaker named before the verb gives no word to the part
    before the own one, and none to the part in which another speaks.
    """
    found = _clause(tree, sentence, speech, speeches)
    if speech.speaker is None or speech.kind in {"according", "cite"}:
        return found
    raw, own = text.report.text, speech.speaker.start
    marks = [m.start() for m in SEMICOLON.finditer(raw, sentence.span.start, sentence.span.end)]
    if not marks:
        return found
    begun, ended = sentence.span.start, sentence.span.end
    if own < speech.span.start:
        begun = max((mark + 2 for mark in marks if mark < own), default=begun)
    behind = min((s.speaker.start for s in speeches if s.speaker and s.speaker.start > own), default=own)
    ended = max((mark for mark in marks if own < mark < behind), default=ended)
    first, last = max(found.start, begun), min(found.end, ended)
    return Span(first, last) if first < last else Span(begun, ended)


def _clause(tree: Tree, sentence: Sentence, speech: Speech, speeches: Sequence[Speech]) -> Span:
    """Settle how far a cue reaches: its clause where others speak too, else the sentence."""
    others = [s for s in speeches if s is not speech]
    if not others:
        return sentence.span
    if speech.speaker and speech.span.end <= speech.speaker.start and speech.kind == "say":
        past = [s.speaker.end for s in others if s.speaker and s.speaker.end <= speech.span.start]
        begun = max(past, default=sentence.span.start)
        return Span(begun, speech.speaker.end) if begun < speech.span.start else sentence.span
    said = [c for c in tree.children[speech.at] if tree.token(c).dep in {"ccomp", "xcomp", "parataxis"}]
    if said and speech.kind not in {"according", "cite"}:
        tokens = [i for c in said for i in tree.subtree(c)]
        return Span(tree.token(min(tokens)).span.start, tree.token(max(tokens)).span.end)
    if (
        speech.speaker
        and speech.speaker.end <= speech.span.start
        and tree.child(speech.at, "dobj") is not None
    ):
        next_ones = [s.speaker.start for s in others if s.speaker and s.speaker.start >= speech.span.end]
        return Span(speech.speaker.start, min(next_ones, default=sentence.span.end))
    before = [s.span.end for s in others if s.span.end <= speech.span.start]
    after = [s.span.start for s in others if s.span.start >= speech.span.end]
    start = max(before, default=sentence.span.start)
    end = min(after, default=sentence.span.end)
    return Span(start, end) if start < end else sentence.span
