"""Voices: figures and the loaded words of a text -> figures without doers that another's loaded word names.

The ministry's "terrorists" are no doer of the harbour office's dead, unless the office or the report itself
names them: who did it by the ministry's word stays with the ministry's own figures.
"""

from collections.abc import Sequence

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.mention import LoadedUse
from tollbook.model.provenance import Sourced
from tollbook.model.reference import Actor
from tollbook.model.report import Report

GUESSED = "learned."


def in_own_words(
    figures: Sequence[Figure], uses: Sequence[LoadedUse], report: Report
) -> tuple[tuple[Figure, ...], list[Issue]]:
    """Give the figures, without guessed doers named by another's loaded word; each such guess is an issue."""
    out: list[Figure] = []
    issues: list[Issue] = []
    for figure in figures:
        use = _named_by(figure.perpetrator, uses)
        if use is None or use.user is None or _one_voice(figure.claimants, use.user):
            out.append(figure)
            continue
        out.append(msgspec.structs.replace(figure, perpetrator=None))
        issues.append(
            Issue(
                kind=IssueKind.SET_ASIDE,
                source=report.source,
                report=report.id,
                message=f"who did it could be {use.words!r}, a word of {use.user.words!r}, who does not give "
                f"the figure {figure.quote.exact!r}",
                todo="if the text tells who did it, correct the doer",
                span=figure.span,
                seen=use.words,
            )
        )
    return tuple(out), issues


def told_in_own_words(claims: Sequence[Claim], uses: Sequence[LoadedUse]) -> tuple[Claim, ...]:
    """Give the claims, without guessed doers named by another's loaded word, as their figures are."""
    return tuple(
        msgspec.structs.replace(claim, initiator=None)
        if (use := _named_by(claim.initiator, uses))
        and use.user
        and not _one_voice(claim.claimants, use.user)
        else claim
        for claim in claims
    )


def _named_by(doer: Sourced[Actor] | None, uses: Sequence[LoadedUse]) -> LoadedUse | None:
    """Give the loaded word that names a doer whom the learned reader guessed, or None."""
    at = doer.provenance.span if doer and doer.provenance.rule.startswith(GUESSED) else None
    return next((use for use in uses if at is not None and use.span.overlaps(at)), None)


def _one_voice(claimants: Sequence[Sourced[Actor]], user: Sourced[Actor]) -> bool:
    """Tell whether one of those who give a figure is who uses a word."""
    return any(_same(each, user) for each in claimants)


def _same(one: Sourced[Actor], other: Sourced[Actor]) -> bool:
    if one.value.registry and one.value.registry == other.value.registry:
        return True
    left, right = set(one.words.casefold().split()), set(other.words.casefold().split())
    return left <= right or right <= left
