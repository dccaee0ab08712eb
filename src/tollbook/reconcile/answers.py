"""What one source says in one report, of one outcome and one group: repeated, in parts, or added up.

A whole that is stated stands. Only where the text states none, figures that cannot share a person (civilians
and combatants, one side and the other, a list joined by "and", persons with different names) are added up,
and that is marked as inferred. Groups that may overlap (children within civilians) are never added.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tollbook.model.figure import Figure
from tollbook.model.names import fold
from tollbook.model.toll import AsideReason, Group, GroupKind
from tollbook.reconcile.groups import ALL, apart, groups_of
from tollbook.reconcile.statements import Aside, Statement, aside

STATED, ADDED, PARTIAL = 0, 1, 2
JOINED = re.compile(
    r"[\s,;]*\b(?:and|as well as|plus)\b[\s,]*(?:(?:the|a|an|his|her|their|its|also|\d{1,2}-year-old)\s+)*"
)
COMMA = re.compile(r"\s*[,;]\s*(?:(?:the|a|an|his|her|their|its|\d{1,2}-year-old)\s+)*")
TOTAL = re.compile(r"\b(?:toll|totals?|totall?ed|totall?ing|altogether|in all|overall)\b", re.IGNORECASE)
VAGUE = frozenset({"numbers.plural", "numbers.several", "numbers.some", "numbers.many", "numbers.a_few"})
VAGUE |= {"numbers.a_number_of", "numbers.numerous"}
EXTRA = "numbers.another"
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
    statements: Sequence[Statement], group: Group, telling: frozenset[Group], here: frozenset[str]
) -> tuple[Answer | None, list[Aside]]:
    """Bring together what one source says in one report of one outcome and `group`.

    `telling` are the marks that tell people apart in this incident, `here` the ids of its figures: a part
    of a whole that is not here (the total of a day, of which this is one attack) stands for itself.
    """
    pool, out = _pool(statements, group, here)
    if not pool:
        return None, out
    pool, zeros = _without_zeros(pool)
    out += zeros
    pieces = [_piece(chain, group, telling) for chain in _chains(pool)]
    plain = [piece for piece in pieces if not piece.marks and not piece.named]
    wholes = [piece for piece in plain if not _extra(piece)] or plain
    if wholes:
        chosen, inferred = _whole(wholes)
        level = ADDED if len(chosen.statements) > 1 else STATED
        inferred = inferred or (LISTED if level == ADDED else None)
    else:
        chosen, inferred = _sum(pieces)
        level = ADDED if inferred else PARTIAL
    out += [_other(s, chosen) for s in pool if s not in chosen.statements]
    marks = chosen.marks if level == PARTIAL else frozenset()
    return Answer(chosen.low, chosen.high, level, chosen.statements, inferred, chosen.doubted, marks), out


LISTED = "added up: the text joins these in a list and states no whole"
APART = "added up: these groups lie apart, and the text states no whole"
NAMED = "added up: persons of different names, and the text states no whole"


def _pool(
    statements: Sequence[Statement], group: Group, here: frozenset[str]
) -> tuple[list[Statement], list[Aside]]:
    """Choose the statements that may answer for the group: parts of others do not."""
    mine = [s for s in statements if group == ALL or group in groups_of(s.figure)]
    ids = {s.figure.id for s in mine}
    pool, out = [], []
    for each in mine:
        whole = each.figure.part_of
        if whole is not None and whole in (here if group == ALL else ids):
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


def _chains(pool: Sequence[Statement]) -> list[list[Statement]]:
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


def _piece(chain: list[Statement], group: Group, telling: frozenset[Group]) -> Piece:
    counts = [s.figure.count.value for s in chain]
    lows = [c.low for c in counts]
    highs = [c.high for c in counts]
    shared = frozenset.intersection(*(groups_of(s.figure) for s in chain))
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


def _extra(piece: Piece) -> bool:
    return piece.first.figure.count.provenance.rule.startswith(EXTRA)


def _vague(piece: Piece) -> bool:
    return all(s.figure.count.provenance.rule in VAGUE for s in piece.statements)


def _whole(wholes: list[Piece]) -> tuple[Piece, str | None]:
    """Choose among several wholes of one report: totals first, then what is said most often, then more."""
    exact = [piece for piece in wholes if not _vague(piece)] or wholes
    totals = [piece for piece in exact if _says_total(piece)] or exact
    many = [piece for piece in totals if piece.most > 1] or totals
    said = Counter((piece.low, piece.high) for piece in wholes)
    agreeing = {each: sum(n for other, n in said.items() if _met(each, other)) for each in said}

    def standing(piece: Piece) -> tuple[bool, int, int, int]:
        return not piece.doubted, agreeing[piece.low, piece.high], piece.most, -piece.first.figure.span.start

    lead = max(many, key=standing)
    near = [piece for piece in many if _meet(piece, lead)]
    low = max((p.low for p in near if p.low is not None), default=None)
    high = min((p.high for p in near if p.high is not None), default=None)
    if low is not None and high is not None and low > high:
        return lead, None
    tight = min(near, key=lambda p: (p.low != low, p.high != high, p.first.figure.span.start))
    return replace(tight, low=low, high=high), None


def _says_total(piece: Piece) -> bool:
    quote = piece.first.figure.quote
    before = re.split(r"[.!?]\s", quote.prefix)[-1]
    after = re.split(r"[.!?]\s", quote.suffix)[0]
    return TOTAL.search(f"{before} {quote.exact} {after}") is not None


def _meet(one: Piece, other: Piece) -> bool:
    return _met((one.low, one.high), (other.low, other.high))


def _met(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Tell whether two intervals share a number."""
    low = max(one[0] or 0, other[0] or 0)
    highs = [high for high in (one[1], other[1]) if high is not None]
    return not highs or low <= min(highs)


def _sum(pieces: list[Piece]) -> tuple[Piece, str | None]:
    """Add up what lies apart where no whole is stated; else give the largest piece, of some alone."""
    largest: dict[frozenset[Group], Piece] = {}
    for piece in sorted(pieces, key=lambda p: (-p.most, p.first.figure.span.start)):
        marks = frozenset(g for g in piece.marks if g.kind is not GroupKind.TRAIT)
        if marks:
            largest.setdefault(marks, piece)
    chosen: list[Piece] = []
    for piece in sorted(largest.values(), key=lambda p: (-p.most, p.first.figure.span.start)):
        if all(apart(piece.marks, other.marks) for other in chosen):
            chosen.append(piece)
    if len(chosen) > 1:
        return _added(chosen), APART
    persons = _persons(pieces)
    if len(persons) > max(piece.most for piece in pieces):
        return _added(persons), NAMED
    return max(pieces, key=lambda p: (not p.doubted, p.most, -p.first.figure.span.start)), None


def _persons(pieces: Iterable[Piece]) -> list[Piece]:
    """Give one piece for each named person; a surname alone is the person named in full before."""
    found: dict[str, Piece] = {}
    for piece in pieces:
        name = piece.first.figure.name
        if not piece.named or name is None:
            continue
        last = fold(name.value).split()[-1:] or [""]
        found.setdefault(last[0], piece)
    return list(found.values())


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
    if _meet(piece, chosen):
        message = "the same report says it again"
        return aside(statement.figure, AsideReason.REPEATED, message, by)
    if piece.most <= chosen.most:
        message = f"{mine} is fewer than the report's larger figure, and taken for a part of it"
        return aside(statement.figure, AsideReason.PART, message, by)
    message = f"{mine} stands alone in the report, which otherwise says another number"
    return aside(statement.figure, AsideReason.OTHERS, message, by)
