"""Pieces: the figures of one report, alone or joined by a list, as intervals of persons with their marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model.figure import Figure
from tollbook.model.names import fold
from tollbook.model.toll import Group
from tollbook.reconcile.statements import Statement

JOINED = re.compile(
    r"[\s,;]*\b(?:and|as well as|plus)\b[\s,]*(?:(?:the|a|an|his|her|their|its|also|\d{1,2}-year-old)\s+)*"
)
COMMA = re.compile(r"\s*[,;]\s*(?:(?:the|a|an|his|her|their|its|\d{1,2}-year-old)\s+)*")
TOTAL = re.compile(r"\b(?:toll|totals?|totall?ed|totall?ing|altogether|in all|overall)\b", re.IGNORECASE)
VAGUE = frozenset({"numbers.plural", "numbers.several", "numbers.some", "numbers.many", "numbers.a_few"})
VAGUE |= {"numbers.a_number_of", "numbers.numerous"}
EXTRA = "numbers.another"
ANOTHER = re.compile(r"(?:another|a further) (?=\w)", re.IGNORECASE)
PERSONS = frozenset({"numbers.named_person", "numbers.one_person"})
POINTING = re.compile(r"(?:the|his|her|their|my|our|your|its|this|that|he|she|him|it)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """One figure, or several that a list joins, as an interval of persons."""

    low: int | None
    high: int | None
    statements: tuple[Statement, ...]
    marks: frozenset[Group]
    named: bool
    doubted: bool

    @property
    def first(self) -> Statement:
        """Give the statement that stands for the piece."""
        return self.statements[0]

    @property
    def most(self) -> int:
        """Give the larger end that is known."""
        return self.high if self.high is not None else self.low or 0


def chains(pool: Sequence[Statement]) -> list[list[Statement]]:
    """Join statements that stand in one list, by "and" or by commas before an "and"."""
    chains: list[list[Statement]] = []
    links: list[list[bool]] = []
    for each in sorted(pool, key=lambda s: (s.figure.span, s.figure.id)):
        kind = _joint(chains[-1][-1].figure, each.figure) if chains else None
        if kind is None:
            chains.append([each])
            links.append([])
        else:
            chains[-1].append(each)
            links[-1].append(kind)
    out: list[list[Statement]] = []
    for chain, joints in zip(chains, links, strict=True):
        if len(chain) == 1 or (any(joints) and _different(chain)):
            out.append(chain)
        else:
            out += [[each] for each in chain]
    return out


def _joint(before: Figure, after: Figure) -> bool | None:
    """Give True for "and", False for a comma, None where the two are not joined."""
    gap = after.span.start - before.span.end
    if not 0 < gap <= len(before.quote.suffix):
        return None
    between = before.quote.suffix[:gap]
    if JOINED.fullmatch(between):
        return True
    return False if COMMA.fullmatch(between) else None


def _different(chain: Sequence[Statement]) -> bool:
    """Tell whether the members of a list are different people: no name twice, no name after its noun."""
    names = [fold(s.figure.name.value) for s in chain if s.figure.name]
    return len(names) == len(set(names))


def piece_of(chain: list[Statement], group: Group, telling: frozenset[Group]) -> Piece:
    """Make a piece of joined statements: ends add up, marks are those that all of them share."""
    counts = [s.figure.count.value for s in chain]
    lows = [c.low for c in counts]
    highs = [c.high for c in counts]
    shared = frozenset.intersection(*(s.marks for s in chain))
    return Piece(
        low=None if all(low is None for low in lows) else sum(low or 0 for low in lows),
        high=None if any(high is None for high in highs) else sum(high or 0 for high in highs),
        statements=tuple(chain),
        marks=(shared & telling) - {group},
        named=len(chain) == 1 and counts[0].high == 1 and described(chain[0].figure),
        doubted=all(s.doubted for s in chain),
    )


def described(figure: Figure) -> bool:
    """Tell whether a figure of one person describes that person and counts nobody.

    "One person was killed" is a count; "a teenager was killed" tells of somebody, and there may be more.
    """
    return figure.count.provenance.rule in PERSONS or particular(figure)


def particular(figure: Figure) -> bool:
    """Tell whether a figure of one person is of a known one: by name, or by words that point back."""
    if figure.name is not None or figure.count.provenance.rule == "numbers.named_person":
        return True
    return POINTING.match(figure.quote.exact) is not None


def is_extra(piece: Piece) -> bool:
    """Tell whether a piece is of extra people alone ("another two")."""
    figure = piece.first.figure
    return figure.count.provenance.rule.startswith(EXTRA) or ANOTHER.match(figure.quote.exact) is not None


def is_vague(piece: Piece) -> bool:
    """Tell whether the words say no more than that there were several."""
    return all(s.figure.count.provenance.rule in VAGUE for s in piece.statements)


def says_total(piece: Piece) -> bool:
    """Tell whether the words around a figure call it a total ("the death toll", "in all")."""
    quote = piece.first.figure.quote
    before = re.split(r"[.!?]\s", quote.prefix)[-1]
    after = re.split(r"[.!?]\s", quote.suffix)[0]
    return TOTAL.search(f"{before} {quote.exact} {after}") is not None


def meet(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces may be of the same number."""
    return met((one.low, one.high), (other.low, other.high))


def met(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Tell whether two intervals share a number."""
    low = max(one[0] or 0, other[0] or 0)
    highs = [high for high in (one[1], other[1]) if high is not None]
    return not highs or low <= min(highs)
