"""Sides: parts are of their whole's party, and of "12 soldiers, 9 rebels" the soldiers are no rebels.

"Five commanders" among 176 of a party are that party's, not the army's that says so.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.learned.doer import CAPTIVES
from tollbook.learned.parts import stands_beside
from tollbook.model.figure import Figure, Status
from tollbook.model.provenance import Basis
from tollbook.model.roles import context

ACTIVE = frozenset({"perpetrator.subject", "perpetrator.by", "perpetrator.whose_attack"})
"""Rules that read a doer beside the very verb of the harm."""
BACK = 40
NEAR = 10
"""Figures before and behind one that may be of its enumeration."""
NOTE = "said of the figure that this one is part of"


def shared(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Give parts without a party, or with that of who tells, the one of their whole; take others' away."""
    by_id: dict[str, Figure] = {}
    out = []
    for n, figure in enumerate(figures):
        whole = by_id.get(figure.part_of) if figure.part_of else None
        if whole is not None and whole.side is not None and _lacks(figure, whole):
            side = msgspec.structs.replace(whole.side, basis=Basis.INFERRED, note=NOTE)
            figure = msgspec.structs.replace(figure, side=side)
        elif _is_the_doer(figure, text) or (whole is None and _is_of_another(n, figures, text)):
            figure = msgspec.structs.replace(figure, side=None)
        by_id[figure.id] = figure
        out.append(figure)
    return out


def _lacks(part: Figure, whole: Figure) -> bool:
    """Tell whether fighters of a whole have no party read, or only that of who gives their number."""
    if Status.CIVILIAN in {part.status.value, whole.status.value}:
        return False
    if part.side is None:
        return True
    at, tellers = part.side.provenance.span, [who.provenance.span for who in part.claimants]
    return at is not None and not part.span.holds(at) and any(span and span.overlaps(at) for span in tellers)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"\b{context('own_people')}\b", re.IGNORECASE)


def _is_the_doer(figure: Figure, text: str) -> bool:
    """Tell whether a guessed party is the one read as the doer, and the people not its own.

    By a rule, or of captives: those who hold them are the doers, and not their party.
    """
    side, doer = figure.side, figure.perpetrator
    if side is None or doer is None or not side.provenance.rule.startswith("learned."):
        return False
    at, other = side.provenance.span, doer.provenance.span
    same = side.value.registry is not None and side.value.registry == doer.value.registry
    if not same and not (at and other and at.overlaps(other)):
        return False
    holds_them = CAPTIVES.search(figure.quote.exact) is not None
    is_sure = doer.provenance.rule in ACTIVE or holds_them
    return is_sure and _own().search(text, max(0, figure.span.start - BACK), figure.span.end + BACK) is None


def _is_of_another(n: int, figures: Sequence[Figure], text: str) -> bool:
    """Tell whether the party of figure `n` is named in the words of another one of its enumeration."""
    figure, near = figures[n], figures[max(0, n - NEAR) : n + NEAR + 1]
    at = figure.side.provenance.span if figure.side else None
    if at is None or figure.span.overlaps(at):
        return False
    for other in near:
        if other.span.holds(at):
            first, second = sorted((figure, other), key=lambda f: f.span.start)
            return stands_beside(first, second, near, text)
    return False
