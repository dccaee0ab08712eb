"""Doubt and denial: text -> the pieces of it that the report doubts or that somebody denies."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from tollbook.model.figure import Stance
from tollbook.model.lexicon import Match, lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.roles import context
from tollbook.model.text import Qualifier, Text

QUALIFIERS = "lexicon/en/qualifiers.yaml"
CLAUSE_END = re.compile(
    r"[;:]|,?\s(?:but|while|although|though|whereas|however)\s"
    r"|,?\s(?:and\s)?(?:admit(?:s|ted)|acknowledge[sd]|concede[sd])\s"
    r"(?=that|only|having|\d|to \d|the (?:loss|death))"
    r"|,\s(?:saying|adding|insisting|stating|arguing|maintaining)\s"
    r"|,?\sand\s(?:said|says|added|adds|claimed|claims|stated|insisted|confirmed|reported)\s",
    re.IGNORECASE,
)
MADE = r"(?:carried out|committed|perpetrated|launched|staged|masterminded|planted|fired|dropped|ordered)"
DOER = re.compile(rf"\s*(?:by|{MADE} (?:by|from))\b")
UNSURE = frozenset({"qualifier.reports_of", "qualifier.unconfirmed"})
"""Doubt about the whole: behind it "by Reuters" names who could not verify it, and not who did it."""
BELIEVED = re.compile(r"(?:believed|thought|suspected|presumed) to\b", re.IGNORECASE)
OF_DOER = re.compile(
    rf"\s*(?:been )?(?:{MADE}|by|behind|responsible|linked|tied|connected|caused|from(?! \d)|the work of"
    r"|an? (?:accident|attack))\b"
)
SAID_OF_ALL = re.compile(
    r"(?<!who )(?<!which )(?<!that )(?<!what )\b(?:are|were|be|been|being)"
    r"(?: (?:\w+ly|also|now|still|both|all|not))?\s*$"
)
"""Before "believed to" the verb of the sentence: "nine are believed to be"; else who did it is meant."""
FATE = re.compile(
    r"(?:dead|missing|alive|trapped|buried|held|hostage|captive|among|under|inside|frozen|swept|starved|raped"
    r"|gone (?:down|missing))\b"
)
"""What those harmed are believed to be: doubt about it stays, as about their number."""
BACK = 40
FIRST = re.compile(r"\s*(?:(?:have|been|now|also|already|all|\w+ly)\s+){0,3}")

VERB = re.compile(r"\b(?:was|were|is|are|been|be|has|have|had)\b", re.IGNORECASE)
IN_PART = re.compile(r" (?:about|in|to)\b", re.IGNORECASE)
"""Behind "was wrong": what it was wrong about, and that is not the whole of what was told."""
KNOWN = re.compile(r"\b(?:the|these|those) \Z", re.IGNORECASE)
"""Before a number whose people are dead whatever is told of them: "a claim that the 12 dead were rebels"."""
JOINT = re.compile(r",\s|\s(?:and|or|that|which|who|where|when)\s", re.IGNORECASE)


def qualifiers(text: Text) -> tuple[Qualifier, ...]:
    """Find what is doubted or denied; doubt about the doer ("allegedly by X") does not touch the harm."""
    out: list[Qualifier] = []
    harms = [mention.span for mention in text.of(MentionKind.HARM)]
    numbers = [m.span for m in text.of(MentionKind.QUANTITY) if m.quantity and m.quantity.count.low != 1]
    for number, sentence in enumerate(text.sentences):
        raw = sentence.span.of(text.report.text)
        for match in lexicon(QUALIFIERS).find(raw):
            cue = match.span
            told = [span.start - sentence.span.start for span in harms]
            doubts = match.entry.sets["stance"] == "doubted" and match.entry.id not in UNSURE
            stays = {*told, *(span.start - sentence.span.start for span in numbers)}
            if doubts and _is_of_doer(raw, cue, stays):
                continue
            if match.entry.sets["reach"] == "previous":
                cuts = [m.start() for m in CLAUSE_END.finditer(raw, 0, cue.start) if m.start()]
                if cuts:
                    denied = Span(0, cuts[-1]).shift(sentence.span.start)
                    out.append(_qualifier(match, denied, cue.shift(sentence.span.start)))
                elif number:
                    denied = text.sentences[number - 1].span
                    out.append(_qualifier(match, denied, cue.shift(sentence.span.start)))
                continue
            stop = CLAUSE_END.search(raw, cue.end)
            end = stop.start() if stop else len(raw)
            reach = match.entry.sets["reach"]
            start = cue.start if reach == "after" else 0
            if reach == "clause":
                start = _clause(raw, cue.start, told)
            if reach == "sentence":
                cuts = [m.end() for m in CLAUSE_END.finditer(raw, 0, cue.start)]
                start = cuts[-1] if cuts else 0
            if reach == "before":
                start, end = 0, cue.end
            if reach == "told":
                told_first = _told().search(raw[: cue.start])
                if told_first is None or IN_PART.match(raw, cue.end):
                    continue
                at = Span(told_first.start(), cue.start).shift(sentence.span.start)
                if any(at.holds(n) and KNOWN.search(text.report.text, at.start, n.start) for n in numbers):
                    continue
                start, end = told_first.start(), cue.end
            span = Span(start, max(end, cue.end)).shift(sentence.span.start)
            out.append(_qualifier(match, span, cue.shift(sentence.span.start)))
    return tuple(out)


@cache
def _told() -> re.Pattern[str]:
    """Match what is told, before words that call it false: "reports that 30 had died were false"."""
    by = r"(?: (?:by|from|in) [^.;:,]{1,30}?)?"
    return re.compile(rf"\b{context('told')}{by} (?:that|of(?! how))\b[^.;:]{{0,100}}\Z", re.IGNORECASE)


def _qualifier(match: Match, span: Span, cue: Span) -> Qualifier:
    return Qualifier(span=span, stance=Stance(match.entry.sets["stance"]), rule=match.entry.id, cue=cue)


def _is_of_doer(raw: str, cue: Span, stays: Collection[int]) -> bool:
    """Tell whether a doubt is about who did it: "allegedly by X", "gunmen believed to be rebels killed two".

    `stays` are where words of harm and numbers begin in the sentence `raw`: what is doubted of them stays.
    """
    if not BELIEVED.match(cue.of(raw)):
        return DOER.match(raw, cue.end) is not None
    if OF_DOER.match(raw, cue.end):
        return True
    if SAID_OF_ALL.search(raw, max(0, cue.start - BACK), cue.start):
        return False
    first = FIRST.match(raw, cue.end)
    at = first.end() if first else cue.end
    return at not in stays and not FATE.match(raw, at)


def _clause(raw: str, cue: int, harms: Sequence[int]) -> int:
    """Give where the clause of an adverb begins: its subject stands before it ("two were reportedly hurt").

    A verb or a harm word further back belongs to another clause, which ends at the next "and" or comma.

    Example:
        >>> text = "Nine fell and two guards were reportedly hurt"
        >>> text[_clause(text, text.index("reportedly"), [5]) :]
        'two guards were reportedly hurt'
    """
    start = max((m.end() for m in CLAUSE_END.finditer(raw, 0, cue)), default=0)
    own = VERB.search(raw, max(start, len(raw[:cue].rstrip()) - 5), cue)
    stop = own.start() if own else cue
    others = [m.end() for m in VERB.finditer(raw, start, stop)]
    others += [at for at in harms if start <= at < stop]
    joint = JOINT.search(raw, max(others), stop) if others else None
    if joint is None and others:
        return cue
    return joint.end() if joint else start
