"""What one source says in one report, of one outcome and one group: repeated, in parts, or added up.

A whole that is stated stands. Only where the text states none, figures that cannot share a person (civilians
and combatants, one side and the other, a list joined by "and", persons of different names) are added up,
and that is marked as inferred. Groups that may overlap (children within civilians) are never added. Sides
that may be one under two names are at least the larger and at most both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tollbook.model.figure import Figure
from tollbook.model.toll import AsideReason, Group, GroupKind
from tollbook.reconcile.groups import ALL, CIVILIANS, COMBATANTS, apart
from tollbook.reconcile.parties import Sides, largest
from tollbook.reconcile.persons import SUM, listed, persons
from tollbook.reconcile.pieces import (
    VAGUE,
    Piece,
    chains,
    is_extra,
    is_vague,
    meet,
    met,
    piece_of,
    says_total,
)
from tollbook.reconcile.statements import Aside, Statement, aside

STATED, ADDED, PARTIAL = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """What a source says of a group in one report. `level` says how: stated, added up, or of some alone."""

    low: int | None
    high: int | None
    level: int
    statements: tuple[Statement, ...]
    inferred: str | None = None
    doubted: bool = False
    marks: frozenset[Group] = frozenset()

    @property
    def vague(self) -> bool:
        """Tell whether the words say no more than that there were several ("people were killed")."""
        return all(s.figure.count.provenance.rule in VAGUE for s in self.statements)

    @property
    def first(self) -> Statement:
        """Give the statement that stands for the answer."""
        return self.statements[0]

    @property
    def figure(self) -> Figure:
        """Give the figure that stands for the answer."""
        return self.first.figure

    def same(self, other: "Answer") -> bool:
        """Tell whether both are the same interval."""
        return (self.low, self.high) == (other.low, other.high)

    def holds(self, other: "Answer") -> bool:
        """Tell whether the other interval lies within this one."""
        low = self.low is None or (other.low is not None and self.low <= other.low)
        high = self.high is None or (other.high is not None and other.high <= self.high)
        return low and high


def answer(
    statements: Sequence[Statement],
    group: Group,
    telling: frozenset[Group],
    here: frozenset[str],
    sides: Sides,
) -> tuple[Answer | None, list[Aside]]:
    """Bring together what one source says in one report of one outcome and `group`.

    `telling` are the marks that tell people apart in this incident, `here` the ids of its figures: a part
    of a whole that is not here (the total of a day, of which this is one attack) stands for itself. `sides`
    tell which parties are surely two.
    """
    pool, out = _pool(statements, group, here)
    if not pool:
        return None, out
    pool, zeros = _without_zeros(pool)
    out += zeros
    pieces = [piece_of(chain, group, telling) for chain in chains(pool)]
    plain = [piece for piece in pieces if not piece.marks and not piece.named]
    wholes = [piece for piece in plain if not is_extra(piece)] or plain
    if wholes:
        chosen = _whole(wholes, frozenset(s.figure.part_of for s in statements if s.figure.part_of))
        level = ADDED if len(chosen.statements) > 1 else PARTIAL if is_extra(chosen) else STATED
        inferred = LISTED if level == ADDED else None
    else:
        chosen, inferred = _sum(pieces, sides)
        level = ADDED if inferred else PARTIAL
    if inferred in (None, LISTED) and all(listed(piece) for piece in wholes):
        named = persons(pieces)
        if len(named) > max(piece.most for piece in pieces):
            chosen, level, inferred = replace(_added(named), high=None), ADDED, SUM
    out += [_other(s, chosen) for s in pool if s not in chosen.statements]
    marks = chosen.marks if level == PARTIAL else frozenset()
    high = None if _may_be_more(chosen.statements, statements, group) else chosen.high
    return Answer(chosen.low, high, level, chosen.statements, inferred, chosen.doubted, marks), out


def _may_be_more(chosen: Sequence[Statement], told: Sequence[Statement], group: Group) -> bool:
    """Tell whether others of the whole may have the group's status too: "four people, two of them students".

    They may not where the words name the status itself ("two of them civilians"), or where the rest of the
    whole is told to be of the other status.
    """
    words = STATUS_WORDS.get(group)
    if words is None or any(words.search(each.figure.quote.exact) for each in chosen):
        return False
    wholes = {each.figure.id: each.figure for each in told}
    names = {each.figure.part_of for each in chosen} - {None}
    whole = wholes.get(next(iter(names)) or "") if len(names) == 1 else None
    if whole is None:
        return False
    mine = sum(each.figure.count.value.high or 0 for each in chosen)
    others = [s for s in told if s.figure.part_of == whole.id and s.marks & (STATUS_WORDS.keys() - {group})]
    rest = sum(each.figure.count.value.low or 0 for each in others)
    return whole.count.value.high is None or mine + rest < whole.count.value.high


STATUS_WORDS = {
    CIVILIANS: re.compile(r"\b(?:civilian|non-?combatant)", re.IGNORECASE),
    COMBATANTS: re.compile(
        r"\b(?:combatant|fighter|militant|soldier|troops|servicem[ae]n|rebel|insurgent|gunm[ae]n)",
        re.IGNORECASE,
    ),
}
"""By which words a part of people is told to be all of them that have a status."""
AND = re.compile(r"\s+and\s")
LISTED = "added up: the text joins these in a list and states no whole"
APART = "added up: these groups lie apart, and the text states no whole"
OVERLAP = "{} and {} may be one side under two names, and the text states no whole: at least the larger, "
OVERLAP += "at most all"
OVERLAPS = "{}, and the text states no whole: low counts {} alone, high all"


def _pool(
    statements: Sequence[Statement], group: Group, here: frozenset[str]
) -> tuple[list[Statement], list[Aside]]:
    """Choose the statements that may answer for the group: parts of others do not.

    Of people of one group what "and" joins to a part is of the same whole: "four children and a nurse".
    """
    mine = [s for s in statements if group == ALL or group in s.marks]
    wholes = {s.figure.id: s.figure.part_of for s in mine if s.figure.part_of in here}
    if group != ALL:
        for chain in chains(mine):
            for before, after in pairwise(s.figure for s in chain):
                if before.id in wholes and AND.match(before.quote.suffix):
                    wholes.setdefault(after.id, wholes[before.id])
    pool, out = [], []
    for each in mine:
        whole = wholes.get(each.figure.id)
        if whole is not None:
            message = f"{each.figure.count.value} is a part of another figure"
            out.append(aside(each.figure, AsideReason.PART, message, whole))
        else:
            pool.append(each)
    return pool, out


def _without_zeros(pool: list[Statement]) -> tuple[list[Statement], list[Aside]]:
    """Set aside "no others" beside a number: where people were harmed, a none is about other people."""
    positive = [s for s in pool if s.figure.count.value.high != 0]
    if not positive:
        return pool, []
    zeros = [s for s in pool if s.figure.count.value.high == 0]
    message = "a none beside a number in the same report: it is about other people"
    return positive, [aside(s.figure, AsideReason.OTHERS, message) for s in zeros]


def _whole(wholes: list[Piece], with_parts: frozenset[str]) -> Piece:
    """Choose among several wholes of one report: totals and what has parts first, then what is said most.

    Words without a number stand back, and so does one person beside several.
    """
    exact = [piece for piece in wholes if not is_vague(piece)] or wholes
    many = [piece for piece in exact if piece.most > 1] or exact
    said = Counter((piece.low, piece.high) for piece in wholes)
    agreeing = {each: sum(n for other, n in said.items() if met(each, other)) for each in said}

    def standing(piece: Piece) -> tuple[bool, bool, int, int, int]:
        leads = says_total(piece) or piece.first.figure.id in with_parts
        at = -piece.first.figure.span.start
        return not piece.doubted, leads, agreeing[piece.low, piece.high], piece.most, at

    lead = max(many, key=standing)
    near = [piece for piece in many if meet(piece, lead)]
    low = max((p.low for p in near if p.low is not None), default=None)
    high = min((p.high for p in near if p.high is not None), default=None)
    if low is not None and high is not None and low > high:
        return lead
    tight = min(near, key=lambda p: (p.low != low, p.high != high, p.first.figure.span.start))
    return replace(tight, low=low, high=high)


def _sum(pieces: list[Piece], sides: Sides) -> tuple[Piece, str | None]:
    """Add up what lies apart where no whole is stated; else give the largest piece, of some alone.

    What may be of the same people, of one side under two names, is at least the larger and at most both.
    """
    most: dict[frozenset[Group], Piece] = {}
    for piece in sorted(pieces, key=lambda p: (-p.most, p.first.figure.span.start)):
        marks = frozenset(g for g in piece.marks if g.kind is not GroupKind.TRAIT)
        if marks:
            most.setdefault(marks, piece)
    chosen: list[Piece] = []
    for piece in sorted(most.values(), key=lambda p: (-p.most, p.first.figure.span.start)):
        if all(apart(piece.marks, other.marks) for other in chosen):
            chosen.append(piece)
    if len(chosen) > 1:
        added = _added(chosen)
        surely = largest(
            [piece.low or 0 for piece in chosen],
            lambda a, b: _two(chosen[a], chosen[b], sides),
        )
        low = sum(chosen[n].low or 0 for n in surely)
        if low == added.low:
            return added, APART
        return replace(added, low=low), _overlapping(chosen, surely, sides)
    return max(pieces, key=lambda p: (not p.doubted, p.most, -p.first.figure.span.start)), None


def _overlapping(chosen: Sequence[Piece], surely: Sequence[int], sides: Sides) -> str:
    """Say which sides are not in a low, and of which others each may be another name."""

    def named(some: Iterable[Piece], join: str) -> str:
        return sides.named((p.marks for p in sorted(some, key=lambda p: p.first.figure.span)), join)

    if len(chosen) == 2:
        first, second = sorted(chosen, key=lambda p: p.first.figure.span)
        return OVERLAP.format(named([first], "and"), named([second], "and"))
    counted = [chosen[n] for n in surely]
    said = []
    for piece in chosen:
        if piece not in counted:
            near = [p for p in counted if not _two(p, piece, sides)]
            near = near or [p for p in chosen if p is not piece and not _two(p, piece, sides)]
            said.append(f"{named([piece], 'and')} may be another name of {named(near, 'or')}")
    return OVERLAPS.format("; ".join(said), named(counted, "and"))


def _two(one: Piece, other: Piece, sides: Sides) -> bool:
    """Tell whether two pieces are surely of different people."""
    return is_extra(one) or is_extra(other) or sides.two(one.marks, other.marks)


def _added(pieces: Sequence[Piece]) -> Piece:
    pieces = sorted(pieces, key=lambda p: p.first.figure.span)
    open_end = any(piece.high is None for piece in pieces)
    return Piece(
        low=sum(piece.low or 0 for piece in pieces),
        high=None if open_end else sum(piece.high or 0 for piece in pieces),
        statements=tuple(s for piece in pieces for s in piece.statements),
        marks=frozenset(),
        named=False,
        doubted=all(piece.doubted for piece in pieces),
    )


def _other(statement: Statement, chosen: Piece) -> Aside:
    """Say why a statement of the same report and source does not count beside the one that does."""
    mine = statement.figure.count.value
    by = chosen.first.figure.id
    piece = Piece(mine.low, mine.high, (statement,), frozenset(), named=False, doubted=False)
    if meet(piece, chosen):
        message = "the same report says it again"
        return aside(statement.figure, AsideReason.REPEATED, message, by)
    if piece.most <= chosen.most:
        message = f"{mine} is fewer than the report's larger figure, and taken for a part of it"
        return aside(statement.figure, AsideReason.PART, message, by)
    message = f"{mine} stands alone in the report, which otherwise says another number"
    return aside(statement.figure, AsideReason.OTHERS, message, by)
