"""Whose: a figure -> the party that the words beside it, the encoder, its own words or the report name."""

import re
from collections.abc import Sequence

from tollbook.learned.forces import force, named_force
from tollbook.learned.losses import own_losses
from tollbook.learned.own import own_party
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text

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
PRONOUNS = frozenset({"it", "itself", "they", "themselves", "we", "ourselves", "he", "she"})


def whose(
    text: Text, figure: Span, claimants: Sequence[Sourced[Actor]], read: Sourced[Actor] | None = None
) -> Sourced[Actor] | None:
    """Give whose people a figure counts by the first rule that says it, or None.

    `read` is the side that was read already: it stays, but where the words say that it is the speaker's loss.
    `figure` counts characters of the report's text, end exclusive.
    """
    own = own_losses(text, figure, claimants)
    if read is not None:
        sure = read.provenance.rule.startswith(LEARNED) or read.words.lower() in PRONOUNS
        return own if own and sure else read
    return own_party(text, figure, claimants) or own or named_force(text, figure) or force(text, figure)


def not_the_teller(
    text: Text,
    figure: Span,
    claimants: Sequence[Sourced[Actor]],
    side: Sourced[Actor] | None,
    doer: Sourced[Actor] | None,
) -> Sourced[Actor] | None:
    """Give the doer, or None where the encoder took who tells of a blast or attack for who did it.

    "Hamas said an explosion killed five" blames nobody, and "it lost nine men" not those who lost them.
    `figure` counts characters of the report's text, end exclusive.
    """
    at = doer.provenance.span if doer else None
    teller = claimants[0].provenance.span if claimants else None
    if doer is None or at is None or not doer.provenance.rule.startswith(LEARNED):
        return doer
    if side is not None and side.provenance.span and side.provenance.span.overlaps(at):
        return None
    if teller is None:
        return doer
    sentence = next((s.span for s in text.sentences if s.span.holds(figure)), None)
    if sentence is None or not at.overlaps(teller) or not sentence.holds(teller):
        return doer
    words = text.report.text
    is_blind = BLIND.search(words, sentence.start, figure.start) is not None
    return None if is_blind and not ITSELF.search(sentence.of(words)) else doer
