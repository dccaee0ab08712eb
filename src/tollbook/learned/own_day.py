"""Own day: a weekday of another sentence -> that on which a figure's own sentence says people were harmed.

"Two people died in hospital on Friday. The army said Saturday's strike killed five": the two died on Friday.
"""

import re
from collections.abc import Iterable
from functools import cache

from tollbook.learned.telling import is_telling
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.roles import context
from tollbook.model.text import Text
from tollbook.model.when import When

WEEKDAY = "weekday"
HARMS = frozenset({"killed", "injured", "killed_or_injured"})
OTHER = re.compile(
    r"\b(?:after|before|following|since|until|till|ahead of|unlike|like|than|despite|to) (?:the |last )?$",
    re.IGNORECASE,
)
"""Before a weekday that another event has: "after Friday's talks"."""
BACK = 20
HELPING = re.compile(r"(?: (?:have|has|had|was|were|been|all|also))* ", re.IGNORECASE)
PASSIVE = re.compile(r"\b(?:was|were|been)\b", re.IGNORECASE)
THERE = re.compile(
    r"(?: (?:in|at|near|outside|on) (?:the )?[\w'’-]+(?: [A-Z][\w'’-]+)*)* (?:(?:on|late|early) )*"
)
"""Between those whom an active verb harmed and its day stands a place at most."""
OF_DAY = re.compile(r"(?:['’]s)?(?: [\w-]+){0,2} ")
TAKES = re.compile(r"(?: (?:in|at|near|on) (?:the )?[\w'’-]+){0,2} (?:(?:has|had|also) )?")
LEAST = re.compile(r" (?:(?:at least|some|about|around|nearly) )?")
SAME = re.compile(r"\b(?:they|them|their|he|she|him|his|her|these|those|all|both)\b", re.IGNORECASE)
"""The other sentence goes on about the same people: its day may be that of their harm."""

SINCE = re.compile(r"since\b", re.IGNORECASE)
RECORD_REACH = 80


@cache
def _apart() -> re.Pattern[str]:
    """Match, behind the word of harm, where another clause begins, or the day is of what came later."""
    return re.compile(
        r"[,;:()–—\"“”]|\b(?:and|but|as|when|while|after|before|since|that|who|whom|which|where|whose|was|were|is"
        rf"|are|has|have|had|\w+ed|{context('apart')})\b",
        re.IGNORECASE,
    )


@cache
def _record() -> re.Pattern[str]:
    """Match "the first", "its worst" and what they are of, up to the end."""
    return re.compile(rf"\b(?:the|its|their|his) {context('record')}\b[^.,;:\n]{{0,60}}$", re.IGNORECASE)


def own_day(
    text: Text, days: Iterable[Sourced[When]], figure: Span, chosen: Sourced[When]
) -> Sourced[When] | None:
    """Give the weekday of harm in the figure's own sentence, instead of a `chosen` one, or None.

    A word of harm must join the two: the day of a funeral, a trial or a visit is not that of the harm, nor
    is any day taken where the other sentence goes on about "them". A weekday that dates only the telling is
    given where `chosen` lies behind it: nothing is told before it happens. `days` are those that the text
    names; `figure` counts characters of its text, end exclusive.
    """
    sentence = next((s.span for s in text.sentences if s.span.holds(figure)), None)
    at = chosen.provenance.span
    if sentence is None or at is None or chosen.value.reading != WEEKDAY:
        return None
    if sentence.holds(at):
        return None if _is_harmed_on(text, sentence, figure, at) else _joined(text, days, sentence, figure)
    own = [day for day in days if _in(day, sentence) and day.value.reading == WEEKDAY]
    if len({day.value.start for day in own}) != 1 or _goes_on(text, figure, at):
        return None
    day, there = own[0], own[0].provenance.span
    if there is None or OTHER.search(text.report.text, max(0, there.start - BACK), there.start):
        return None
    if not is_telling(text, there):
        return day if _is_harmed_on(text, sentence, figure, there) else None
    is_later = day.value.end and chosen.value.start and chosen.value.start > day.value.end
    return day if is_later else None


def _joined(text: Text, days: Iterable[Sourced[When]], sentence: Span, figure: Span) -> Sourced[When] | None:
    """Give the one weekday of a sentence that a word of harm joins to a figure, where another was chosen.

    "Three were killed on Thursday; two more died on Friday": each has its own.
    """
    own = [day for day in days if _in(day, sentence) and day.value.reading == WEEKDAY]
    joined = [d for d in own if (at := d.provenance.span) and _is_harmed_on(text, sentence, figure, at)]
    return joined[0] if len(joined) == 1 else None


def _in(day: Sourced[When], sentence: Span) -> bool:
    return day.provenance.span is not None and sentence.holds(day.provenance.span)


def _goes_on(text: Text, figure: Span, chosen: Span) -> bool:
    other = next((s.span for s in text.sentences if s.span.holds(chosen)), chosen).of(text.report.text)
    number = re.escape(figure.of(text.report.text).split(" ")[0])
    return SAME.search(other) is not None or re.search(rf"\b(?:the|all) {number}\b", other, re.I) is not None


def _is_harmed_on(text: Text, sentence: Span, figure: Span, day: Span) -> bool:
    """Tell whether a verb of harm joins a figure and a day: "nine died on", "Friday's raid killed nine"."""
    words = text.report.text
    for harm in text.of(MentionKind.HARM):
        sets = harm.cue.sets if harm.cue else {}
        at, voice = harm.span, sets.get("voice")
        if not sentence.holds(at) or sets.get("outcome") not in HARMS or at.of(words).endswith("ing"):
            continue
        right_before = at.end <= figure.start and LEAST.fullmatch(words, at.end, figure.start)
        if (
            (right_before or at.start == figure.start)
            and voice == "transitive"
            and not PASSIVE.search(words, max(0, at.start - 5), at.start)
        ):
            if figure.end <= day.start:
                return THERE.fullmatch(words, figure.end, day.start) is not None
            return any(
                OF_DAY.fullmatch(words, day.end, event.span.start)
                and TAKES.fullmatch(words, event.span.end, at.start)
                for event in text.of(MentionKind.EVENT)
                if day.end <= event.span.start and event.span.end <= at.start
            )
        if figure.start <= at.start and at.end <= day.start:
            lead = words[min(figure.end, at.start) : at.start]
            is_verb = voice == "intransitive" or PASSIVE.search(words, figure.start, at.start)
            joined = not lead or HELPING.fullmatch(lead)
            if voice in {"intransitive", "transitive"} and is_verb and joined:
                return _apart().search(words, at.end, day.start) is None
    return False


def is_compared(text: Text, said: Span) -> bool:
    """Tell whether words name a day only to compare with it: "the first strikes on the city since 2016"."""
    raw = text.report.text
    if not SINCE.match(raw, said.start, said.end):
        return False
    return _record().search(raw, max(0, said.start - RECORD_REACH), said.start) is not None
