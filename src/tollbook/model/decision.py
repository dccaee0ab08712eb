"""Decisions: what a person settled. They are only ever added, and outlive a better extractor."""

from collections.abc import Collection, Sequence
from enum import StrEnum

import msgspec

from tollbook.model.provenance import Quote, Span


class DecisionKind(StrEnum):
    """What can be settled: of a figure or a claim, of two claims, of an incident."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    ADD = "add"
    CODE = "code"
    WITHDRAW = "withdraw"
    SAME = "same"
    NOT_SAME = "not_same"
    POLICY = "policy"
    PUBLISH = "publish"
    WITHHOLD = "withhold"


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person settled of one figure, claim or incident, with the words that it was about.

    `target` is the id of the figure, claim or incident, `about` says which of the three it is. ADD is about a
    figure that the reading missed: `span` is where its words stand, `changes` are all its values. CODE is
    what one person made of a figure in double coding, unseen by others; it changes nothing. SAME and
    NOT_SAME are about the claims `target` and `other`: of one incident, or not. A decision about an incident
    (POLICY, with `changes` naming the policy; PUBLISH; WITHHOLD) quotes the incident's first claim. `span`
    and `quote` are the words as they stood then: by them the decision finds its target again after a new
    reading. `changes`
    holds the new values of an amendment by slot. `withdraws` names the decision that this one takes back.
    """

    id: str
    kind: DecisionKind
    about: str
    target: str
    report: str
    span: Span
    quote: Quote
    person: str
    reason: str | None = None
    changes: dict[str, str] = {}
    withdraws: str | None = None
    other: str | None = None


def withdrawn(decisions: Sequence[Decision]) -> set[str]:
    """Give the ids of the decisions that were taken back; taking back can be taken back too.

    `decisions` are in the order in which they were taken.
    """
    gone: set[str] = set()
    for each in reversed(decisions):
        if each.kind is DecisionKind.WITHDRAW and each.id not in gone and each.withdraws:
            gone.add(each.withdraws)
    return gone


def policies_chosen(decisions: Sequence[Decision], incidents: Collection[str]) -> list[Decision]:
    """Give the choices of a policy that stand for an incident, the last one last; its ids are `incidents`."""
    gone = withdrawn(decisions)
    return [
        each
        for each in decisions
        if each.kind is DecisionKind.POLICY and each.target in incidents and each.id not in gone
    ]
