"""Whose: a figure -> the party that the words beside it, the encoder, its own words or the report name."""

from collections.abc import Sequence

from tollbook.learned.forces import force, named_force
from tollbook.learned.losses import own_losses
from tollbook.learned.own import own_party
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
    if read is not None:
        sure = read.provenance.rule.startswith(LEARNED) or read.words.lower() in PRONOUNS
        return own if own and sure else read
    return own_party(text, figure, claimants) or own or named_force(text, figure) or force(text, figure)
