"""Decisions put upon a reading: how each figure and claim stands, with the values that people set.

Decisions are only ever added. A WITHDRAW takes one back (and another WITHDRAW that one); of what is left,
the newest says how a figure or claim stands, and the amendments are put on one after the other, so that a
later value wins. Where the anchor of a figure has moved in a newer reading, a decision finds it by its words.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from tollbook.errors import InputError
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.provenance import Basis, Provenance, Sourced, anchor_id
from tollbook.model.reading import Reading
from tollbook.model.report import Report
from tollbook.review.slots import FIGURE_SLOTS, changed
from tollbook.version import EXTRACTOR

R = TypeVar("R", Figure, Claim)
T = TypeVar("T")


class State(StrEnum):
    """How a figure or claim stands with those who review it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    REJECTED = "rejected"
    ADDED = "added"


STATES = {
    DecisionKind.ACCEPT: State.ACCEPTED,
    DecisionKind.AMEND: State.AMENDED,
    DecisionKind.REJECT: State.REJECTED,
    DecisionKind.ADD: State.ADDED,
}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How one figure or claim stands: the decision that says so, and all that were ever taken on it."""

    state: State = State.WAITING
    by: Decision | None = None
    amendments: tuple[Decision, ...] = ()
    history: tuple[Decision, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    @property
    def seen(self) -> str:
        """The id of the newest decision on this: who decides says which one they had seen."""
        return self.history[-1].id if self.history else ""


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """A reading with what people decided: values set, figures added, the standing of each by id.

    `read` is the reading as it was; `orphans` are decisions whose words are not found any more, `unread`
    amendments with a value that cannot be read: they are left out, and shown.
    """

    reading: Reading
    read: Reading
    standing: dict[str, Standing]
    orphans: tuple[Decision, ...] = ()
    unread: tuple[Decision, ...] = ()

    def of(self, target: str) -> Standing:
        """Give how a figure or claim stands."""
        return self.standing.get(target, Standing())


def standings(decisions: Iterable[Decision]) -> dict[str, Standing]:
    """Work out how each target stands, from its decisions in the order in which they were taken."""
    of: dict[str, list[Decision]] = {}
    target: dict[str, str] = {}
    for decision in decisions:
        if decision.kind not in STATES and decision.kind is not DecisionKind.WITHDRAW:
            continue
        about = target.get(decision.withdraws or "", decision.target)
        target[decision.id] = about
        of.setdefault(about, []).append(decision)
    return {about: _standing(found) for about, found in of.items()}


def _standing(history: Sequence[Decision]) -> Standing:
    withdrawn: set[str] = set()
    for decision in reversed(history):
        if decision.kind is DecisionKind.WITHDRAW and decision.id not in withdrawn and decision.withdraws:
            withdrawn.add(decision.withdraws)
    left = [d for d in history if d.kind in STATES and d.id not in withdrawn]
    by = left[-1] if left else None
    return Standing(
        state=STATES[by.kind] if by else State.WAITING,
        by=by,
        amendments=tuple(d for d in left if d.kind in {DecisionKind.AMEND, DecisionKind.ADD}),
        history=tuple(history),
        withdrawn=frozenset(withdrawn),
    )


def reviewed(reading: Reading, decisions: Sequence[Decision]) -> Reviewed:
    """Put decisions upon a reading: values set, missed figures added; rejected ones stay, and are so marked.

    A figure that was added belongs to the claim that the decision names, or to a claim of its own.
    """
    moved, orphans = _attached(reading, decisions)
    found = standings(moved)
    unread: list[Decision] = []
    figures = [_amended(figure, found, unread) for figure in reading.figures]
    claims = [_amended(claim, found, unread) for claim in reading.claims]
    here = {figure.id for figure in figures}
    for target, standing in found.items():
        first = standing.amendments[0] if standing.amendments else None
        if first and first.kind is DecisionKind.ADD and target not in here:
            try:
                figure = added(first, reading.report)
            except InputError:
                unread.append(first)
                continue
            later = msgspec.structs.replace(standing, amendments=standing.amendments[1:])
            figures.append(_amended(figure, {target: later}, unread))
            _join(claims, figure, first.changes.get("claim", ""))
    new = msgspec.structs.replace(reading, figures=tuple(figures), claims=tuple(claims))
    return Reviewed(reading=new, read=reading, standing=found, orphans=orphans, unread=tuple(unread))


def _amended(record: R, found: dict[str, Standing], unread: list[Decision]) -> R:
    standing = found.get(record.id)
    for decision in standing.amendments if standing else ():
        try:
            record = changed(record, decision)
        except InputError:
            unread.append(decision)
    return record


def added(decision: Decision, report: Report) -> Figure:
    """Make the figure that a person added: its words are those of the decision, its values the changes.

    Raises:
        InputError: where outcome or count is missing, or a value cannot be read.
    """
    if not decision.changes.get("outcome") or not decision.changes.get("count"):
        raise InputError("an added figure needs an outcome and a count", "fill in both")
    source = Provenance(
        capture=report.capture,
        span=decision.span,
        rule=f"decision:{decision.id}",
        extractor=EXTRACTOR,
        knowledge="",
    )

    def value(what: T) -> Sourced[T]:
        return Sourced(value=what, words=decision.quote.exact, basis=Basis.STATED, provenance=source)

    bare = Figure(
        id=decision.target,
        report=report.id,
        span=decision.span,
        quote=decision.quote,
        outcome=value(Outcome.KILLED),
        count=value(Count(low=0, high=0)),
        status=value(Status.UNKNOWN),
        scope=value(Scope.INCIDENT),
        stance=value(Stance.ASSERTED),
    )
    slots = {slot: text for slot, text in decision.changes.items() if slot in FIGURE_SLOTS and text}
    return changed(bare, msgspec.structs.replace(decision, changes=slots))


def _join(claims: list[Claim], figure: Figure, claim: str) -> None:
    """Put an added figure into the claim named, or into one of its own at the end of the list."""
    for place, each in enumerate(claims):
        if each.id == claim:
            claims[place] = msgspec.structs.replace(each, figures=(*each.figures, figure.id))
            return
    own = Claim(
        id=anchor_id(figure.report, "claim", figure.span),
        report=figure.report,
        kind=ClaimKind.EVENT,
        span=figure.span,
        quote=figure.quote,
        stance=figure.stance,
        claimants=figure.claimants,
        place=figure.place,
        when=figure.when,
        figures=(figure.id,),
    )
    if own.id not in {each.id for each in claims}:
        claims.append(own)


def _attached(reading: Reading, decisions: Sequence[Decision]) -> tuple[list[Decision], tuple[Decision, ...]]:
    """Find each decision's target in the reading, by id or by its words; those not found are orphans.

    An id stands for a place in the text: where other words stand there now, the decision is not of them.
    """
    records: list[Figure | Claim] = [*reading.figures, *reading.claims]
    words = {record.id: record.quote.exact for record in records}
    kept: list[Decision] = []
    orphans: list[Decision] = []
    moved: dict[str, str] = {}
    for decision in decisions:
        is_added = decision.kind is DecisionKind.ADD or moved.get(decision.target) == decision.target
        if is_added:
            moved[decision.target] = decision.target
        elif decision.about in {"figure", "claim"} and words.get(decision.target) != decision.quote.exact:
            found = moved.get(decision.target) or _by_words(records, decision)
            if found is None:
                orphans.append(decision)
                continue
            moved[decision.target] = found
            decision = msgspec.structs.replace(decision, target=found)
        kept.append(decision)
    return kept, tuple(orphans)


def _by_words(records: Sequence[Figure | Claim], decision: Decision) -> str | None:
    """Find what quotes the same words between the same neighbours; None where none or several do."""
    quote = decision.quote
    same = [
        record.id
        for record in records
        if record.id.split("-")[0] == decision.about
        and record.quote.exact == quote.exact
        and (record.quote.prefix[-16:] == quote.prefix[-16:] or record.quote.suffix[:16] == quote.suffix[:16])
    ]
    return same[0] if len(same) == 1 else None
