"""Whose: a figure -> the party that the words beside it, the encoder, its own words or the report name."""

from collections.abc import Sequence

from tollbook.learned.forces import force, named_force
from tollbook.learned.losses import own_losses
from tollbook.learned.own import own_party
from tollbook.learned.within import is_people, party_within, without_people
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text

LEARNED = "learned."
PRONOUNS = frozenset({"it", "itself", "they", "themselves", "we", "ourselves", "he", "she"})


def whose(
    text: Text, figure: Span, claimants: Sequence[Sourced[Actor]], read: Sourced[Actor] | None = None
) -> Sourced[Actor] | None:
    """Give whose people a figure counts by the first rule that says it, or None.

    `read` is the side that was read already: it stays, but where the words say that it is the speaker's loss.
    `figure` counts characters of the report's text, end exclusive.
    """
    own = own_losses(text, figure, claimants)
    within = party_within(text, figure)
    if within is not None and (read is None or _elsewhere(read, figure)):
        return within
    if read is not None:
        at, of = read.provenance.span, own.provenance.span if own else None
        if at is not None and of is not None and at.overlaps(of):
            return without_people(text, read)
        sure = read.provenance.rule.startswith(LEARNED) or read.words.lower() in PRONOUNS
        return own if own and sure else without_people(text, read)
    return own_party(text, figure, claimants) or own or named_force(text, figure) or force(text, figure)


def _elsewhere(read: Sourced[Actor], figure: Span) -> bool:
    """Tell whether a side was read outside of the figure's own words, or in them without a party's name."""
    at = read.provenance.span
    return at is None or not at.overlaps(figure) or is_people(read.words)
