"""Decisions on pairs of claims: which hold, and which are set aside because a later one contradicts them."""

from collections.abc import Iterable, Sequence

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model.decision import Decision, DecisionKind, withdrawn

PAIRED = {DecisionKind.SAME, DecisionKind.NOT_SAME}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """The pairs of claims that people decided are of one incident, and are not; issues for the rest."""

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()


def held(decisions: Sequence[Decision], claims: Iterable[str]) -> Held:
    """Take the decisions that hold, the latest first; those that were withdrawn count for nothing.

    A decision that contradicts later ones (A and B are not the same, where A and C, and C and B, are) is set
    aside with an issue that names the later ones. One on a claim that is not there waits, with an issue.
    """
    there = set(claims)
    gone = withdrawn(decisions)
    groups: dict[str, set[str]] = {}
    apart: list[tuple[str, str, str]] = []
    same: list[tuple[str, str]] = []
    joined: dict[frozenset[str], str] = {}
    issues: list[Issue] = []
    for each in reversed(decisions):
        if each.kind not in PAIRED or each.id in gone or each.other is None:
            continue
        a, b = each.target, each.other
        if a == b or a not in there or b not in there:
            issues.append(_waiting(each))
            continue
        mine, theirs = groups.setdefault(a, {a}), groups.setdefault(b, {b})
        if each.kind is DecisionKind.NOT_SAME:
            if mine is theirs:
                issues.append(_contradicted(each, joined))
            else:
                apart.append((a, b, each.id))
            continue
        bars = [name for x, y, name in apart if {x, y} & mine and {x, y} & theirs and mine is not theirs]
        if bars:
            issues.append(_against(each, bars))
            continue
        same.append((a, b))
        joined[frozenset((a, b))] = each.id
        mine |= theirs
        for member in theirs:
            groups[member] = mine
    return Held(same=tuple(same), apart=tuple((a, b) for a, b, _ in apart), issues=tuple(issues))


def _issue(decision: Decision, message: str, todo: str) -> Issue:
    return Issue(
        kind=IssueKind.SET_ASIDE,
        source=f"decision {decision.id}",
        message=message,
        todo=todo,
        report=decision.report,
        span=decision.span,
        seen=f"{decision.kind.value}: {decision.target} and {decision.other}",
    )


def _waiting(decision: Decision) -> Issue:
    what = f"the decision {decision.id} is about two claims of which one is not linked now"
    return _issue(decision, what, "nothing, where the report was read anew; else withdraw the decision")


def _contradicted(decision: Decision, joined: dict[frozenset[str], str]) -> Issue:
    names = ", ".join(sorted(set(joined.values())))
    what = (
        f"the decision {decision.id} (not the same) is set aside: later ones make the two the same ({names})"
    )
    return _issue(decision, what, "withdraw the decision that does not hold")


def _against(decision: Decision, bars: list[str]) -> Issue:
    names = ", ".join(sorted(set(bars)))
    what = f"the decision {decision.id} (the same) is set aside: later ones keep the two apart ({names})"
    return _issue(decision, what, "withdraw the decision that does not hold")
