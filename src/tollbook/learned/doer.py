"""Doer: who is held responsible by the encoder -> why the words make it somebody else, or nothing.

Who tells of a blast, condemns it, or loses its own in it, did not do it by these words.
"""

import re
from collections.abc import Sequence

from tollbook.issues import Issue, IssueKind
from tollbook.learned.seen import Seen
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text, attribution_at

LEARNED = "learned."
BLIND = re.compile(
    r"\b(?:explosions?|blasts?|bombs?|bombings?|shells?|shelling|mines?|rockets?|missiles?|drones?|strikes?"
    r"|attacks?|gunmen|gunfire)\b",
    re.IGNORECASE,
)
"""What harms without saying whose it is."""
ITSELF = re.compile(
    r"\b(?:itself|it|its|they|their|we|our|us|he|his|responsib\w+|claim\w*|carried out)\b", re.IGNORECASE
)
GRAMMAR = "lexicon/en/grammar.yaml"
REACH = 160
"""Characters behind a doer in which the verb and what it is about stand that make it one who responds."""
NAME = re.compile(
    r"(?:[ ][\w'’-]+){0,3}?,?(?: (?:who|which))?(?: (?:has|have|had|also|strongly|later|itself|\w+ly))*[ ]"
)
"""What may stand between a doer and that verb: the rest of its name, and helping words."""
ALLEGED = re.compile(
    r"\b(?:(?:it|they|he|she|we) (?:had|has|have|was|were|\w+ed)|responsib\w+|involvement|behind"
    r"|carr\w+ out)\b",
    re.IGNORECASE,
)
"""What is denied is that the one who denies it did it."""
STOP = re.compile(r"[.;!?\n]")
LOSES = "the people are its own"
RESPONDS = "it condemns, mourns, denies or investigates what happened"
TELLS = "it only tells of what happened"


def no_doer(
    page: Seen,
    figure: Span,
    claimants: Sequence[Sourced[Actor]],
    side: Sourced[Actor] | None,
    doer: Sourced[Actor] | None,
) -> str | None:
    """Say why the encoder's doer is none by the words, or None where it may be one or a rule reads it.

    "Hamas said an explosion killed five" blames nobody, "the navy condemned the raid" not the navy, and "it
    lost nine men" not those who lost them. `figure` counts characters of the report's text, end exclusive.
    """
    at = doer.provenance.span if doer else None
    if doer is None or at is None or not doer.provenance.rule.startswith(LEARNED):
        return None
    if side is not None and side.provenance.span and side.provenance.span.overlaps(at):
        return LOSES
    if _responds(page.text, at):
        return RESPONDS
    said = attribution_at(page.attributions, figure)
    tellers = claimants or (said.claimants if said else ())
    teller = tellers[0].provenance.span if tellers else None
    sentence = next((s.span for s in page.text.sentences if s.span.holds(figure)), None)
    if teller is None or sentence is None or not at.overlaps(teller) or not sentence.holds(teller):
        return None
    words = page.text.report.text
    is_blind = BLIND.search(words, sentence.start, figure.start) is not None
    return TELLS if is_blind and not ITSELF.search(sentence.of(words)) else None


def _responds(text: Text, doer: Span) -> bool:
    """Tell whether a doer is the subject of a verb such as "condemned", with no attack between the two.

    Who denies a report "that it had carried out" a strike is the one who is said to have done so.
    """
    words = text.report.text[doer.end : doer.end + REACH]
    for found in lexicon(GRAMMAR).find(words):
        if found.entry.get("role") != "responds" or not NAME.fullmatch(words, 0, found.span.start):
            continue
        if ALLEGED.search(STOP.split(words[found.span.end :], maxsplit=1)[0]):
            return False
        between = Span(doer.end, doer.end + found.span.start)
        return not any(
            mention.span.overlaps(between)
            for kind in (MentionKind.EVENT, MentionKind.WEAPON)
            for mention in text.of(kind)
        )
    return False


def dropped(text: Text, figure: Span, doer: Sourced[Actor], why: str) -> Issue:
    """Make the issue that says which doer a figure does not get, and why."""
    return Issue(
        kind=IssueKind.SET_ASIDE,
        source=text.report.source,
        report=text.report.id,
        message=f"who did it could be {doer.words!r}, but by the words {why}",
        todo="if the text tells who did it, correct the doer",
        span=figure,
        seen=figure.of(text.report.text),
    )
