"""Parts: merged figures -> the same, each part no larger than its whole, of its harm and its period."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model.figure import Figure, Outcome, Scope
from tollbook.model.lexicon import lexicon
from tollbook.model.provenance import Basis, Stamp
from tollbook.model.roles import context

ON_TOP = re.compile(r"(?:another|an?\s+(?:further|additional))\b", re.IGNORECASE)

OWN_EVENT = re.compile(
    r"\b(?:in|by|during) (?:an?|one|the|the same|a single|the latest|yesterday's) (?:[\w-]+ ){0,2}"
    r"(?:attack|strike|airstrike|raid|bombing|blast|explosion|ambush|shooting|shelling|massacre|crash|collapse|fire"
    r"|landslide|incident)\b"
    r"|\b(?:killed|shot|burned|died|stabbed) (?:dead )?(?:when|as|at|by|in|outside|on)\b|\bwho (?:was|were)\b"
    r"|\bin a\b|\bwhen\b|\byesterday\b|\btoday\b",
    re.IGNORECASE,
)
"""Behind a part of a period's number: these people have an event of their own."""
ENUMERATED = re.compile(r"[\s,;]*(?:\band\b)?\s*")
AMONG = re.compile(r"[^.;\n]*\b(?:among|included|inclusive|of (?:them|whom|these))\b")
CLOSES = re.compile(r"[,.;:)\n–—]|\s+[–—-]\s|\s*\Z")
"""Behind the last part of what stands beside its whole: "were killed" goes on about all of them."""
LEAST = 2
NEAR = 10
"""Figures of one enumeration at most."""
BEHIND = 60
"""Characters behind a part in which a word of inclusion may stand: "five commanders among them"."""
PERSONS = "lexicon/en/persons.yaml"
CLAUSE = re.compile(r"[.;\n]|(?<!who) (?:have|has|had|were|was)\b")
"""Where what is told of the part ends: the sentence goes on about the whole."""


def sound(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Take back a part that is larger than its whole, of another harm, in a ring of parts, or on top of it.

    "Another two" are no part of what stands before them where no other part does, and of "12 soldiers, 3
    policemen and 9 rebels" nobody is part of the soldiers. Of "ten troops, two officers and eight soldiers,"
    all are: they add up to it.
    """
    by_id = {figure.id: figure for figure in figures}
    before, parted = set[str](), set[str]()
    out = []
    for n, figure in enumerate(figures):
        whole = by_id.get(figure.part_of) if figure.part_of else None
        if whole is not None and not _may_hold(whole, figure, by_id):
            whole = None
        is_first = whole is not None and whole.id in before and whole.id not in parted
        if is_first and ON_TOP.match(figure.quote.exact):
            whole = None
        if (
            whole is not None
            and stands_beside(whole, figure, figures[max(0, n - NEAR) : n], text)
            and not _add_up(whole, figures[max(0, n - NEAR) : n + NEAR], text)
        ):
            whole = None
        before.add(figure.id)
        parted.update([whole.id] if whole else [])
        out.append(msgspec.structs.replace(figure, part_of=whole.id if whole else None))
    return out


def of_period(figures: Sequence[Figure], stamp: Stamp, text: str) -> list[Figure]:
    """Give parts of a period's number its scope, where they have no other days and no event of their own.

    Example: of "at least 127 people, including 30 children, since the siege began" the 30 are those of a
    period too; "two of them in a crash" are not. `stamp` makes the note of where a value is from.
    """
    by_id = {figure.id: figure for figure in figures}
    out = []
    for figure in figures:
        whole = by_id.get(figure.part_of) if figure.part_of else None
        if whole is not None and figure.scope.value is Scope.INCIDENT and _is_its_period(whole, figure):
            if OWN_EVENT.search(text, figure.span.end, _clause_end(text, figure.span.end)):
                out.append(figure)
                continue
            scope = stamp.source(Scope.PERIOD, whole.span, rule="scope.of_whole", basis=Basis.INFERRED)
            figure = msgspec.structs.replace(figure, scope=scope)
        out.append(figure)
    return out


def _clause_end(text: str, at: int) -> int:
    found = CLAUSE.search(text, at)
    return found.start() if found else len(text)


def _is_its_period(whole: Figure, part: Figure) -> bool:
    if whole.scope.value is not Scope.PERIOD or part.span.start < whole.span.start:
        return False
    if whole.when is None or part.when is None:
        return True
    one, other = whole.when.value, part.when.value
    return (one.start, one.end) == (other.start, other.end)


def stands_beside(whole: Figure, part: Figure, figures: Sequence[Figure], text: str) -> bool:
    """Tell whether two figures are others of one enumeration: of different people, with no word of inclusion.

    Women and children may be among civilians or the dead; policemen are not among soldiers.
    """
    if part.span.start < whole.span.end or _sort(part) is None or _sort(whole) in {None, _sort(part)}:
        return False
    if AMONG.match(part.quote.exact):
        return False
    at, between = whole.span.end, ""
    for figure in figures:
        if at <= figure.span.start and figure.span.end <= part.span.start:
            between, at = between + text[at : figure.span.start], figure.span.end
    behind = text[part.span.end : part.span.end + BEHIND]
    return ENUMERATED.fullmatch(between + text[at : part.span.start]) is not None and not AMONG.match(behind)


def _add_up(whole: Figure, figures: Sequence[Figure], text: str) -> bool:
    """Tell whether the parts of a whole add up to it, and the last one ends what is said beside the whole."""
    parts = [
        figure for figure in figures if figure.part_of == whole.id and figure.span.start >= whole.span.end
    ]
    if len(parts) < LEAST or sum(part.count.value.low or 0 for part in parts) != whole.count.value.low:
        return False
    return CLOSES.match(text, parts[-1].span.end) is not None


@cache
def _family() -> re.Pattern[str]:
    """Match a family, of which a neighbour named beside it is none."""
    return re.compile(rf"\b{context('family')}\b")


def _sort(figure: Figure) -> str | None:
    """Give what sort of people a figure counts, where no other sort is a part of it, else None."""
    if _family().search(figure.quote.exact):
        return "family"
    found = lexicon(PERSONS).find(figure.quote.exact)
    status = found[-1].entry.get("status") if found else None
    if status == "combatant":
        return found[-1].span.of(figure.quote.exact).lower()
    return status if status == "civilian" else None


def _may_hold(whole: Figure, part: Figure, by_id: dict[str, Figure]) -> bool:
    top = whole.count.value.high
    if top is not None and (part.count.value.low or 0) > top:
        return False
    if whole.outcome.value not in {part.outcome.value, Outcome.KILLED_OR_INJURED}:
        return False
    seen, at = {part.id}, whole
    while at.part_of and at.part_of in by_id:
        if at.id in seen:
            return False
        seen.add(at.id)
        at = by_id[at.part_of]
    return at.id not in seen
