"""Whose: a figure without a side -> the party that the words beside it, its own words or the report name."""

from collections.abc import Sequence

from tollbook.learned.forces import force, named_force
from tollbook.learned.losses import own_losses
from tollbook.learned.own import own_party
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text


def whose(text: Text, figure: Span, claimants: Sequence[Sourced[Actor]]) -> Sourced[Actor] | None:
    """Give whose people a figure counts by the first rule that says it, or None.

    `figure` counts characters of the report's text, end exclusive.
    """
    own = own_party(text, figure, claimants) or own_losses(text, figure, claimants)
    return own or named_force(text, figure) or force(text, figure)
