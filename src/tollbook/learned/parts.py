"""Parts: merged figures -> the same, each part no larger than its whole and of the same harm."""

import re
from collections.abc import Sequence

import msgspec

from tollbook.model.figure import Figure, Outcome

ON_TOP = re.compile(r"(?:another|an?\s+(?:further|additional))\b", re.IGNORECASE)


def sound(figures: Sequence[Figure]) -> list[Figure]:
    """Take back a part that is larger than its whole, of another harm, in a ring of parts, or on top of it.

    "Another two" are no part of what stands before them where no other part does.
    """
    by_id = {figure.id: figure for figure in figures}
    before, parted = set[str](), set[str]()
    out = []
    for figure in figures:
        whole = by_id.get(figure.part_of) if figure.part_of else None
        if whole is not None and not _may_hold(whole, figure, by_id):
            whole = None
        is_first = whole is not None and whole.id in before and whole.id not in parted
        if is_first and ON_TOP.match(figure.quote.exact):
            whole = None
        before.add(figure.id)
        parted.update([whole.id] if whole else [])
        out.append(msgspec.structs.replace(figure, part_of=whole.id if whole else None))
    return out


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
