"""Heads: the head of a table's column -> the harm that it names, where its numbers count people.

"Killed" and "Civ. inj." do; "Missing bags", "Days lost" and "Killed (thousands)" do not. "W", "Held" and
"Lost" say so only beside a column that leaves no doubt: teams, shares and villages are lost and held too.
"""

import re
from collections.abc import Sequence

from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span
from tollbook.model.roles import CONTEXT, role

OBJECTS = "lexicon/en/objects.yaml"
WORD = re.compile(r"[^\W_]+|%")
HARMS = {
    "killed": "column_killed",
    "injured": "column_injured",
    "missing": "column_missing",
    "detained": "column_detained",
    "displaced": "column_displaced",
}
STATUSES = {"civilian": "column_civilian", "combatant": "column_combatant"}
"""What a head's words say, also shortened ("inj.", "mil."), and the role of such words."""


def words_of(raw: str, span: Span) -> dict[str, Span]:
    """Give the words of a cell in small letters, without marks, and where each stands."""
    found = WORD.finditer(raw, span.start, span.end)
    return {word[0].lower(): Span(*word.span()) for word in found}


def said_by(said: Sequence[str] | dict[str, Span], roles: dict[str, str]) -> str | None:
    """Give what the first role says that one of the words plays."""
    return next((what for what, name in roles.items() if role(name, CONTEXT).intersection(said)), None)


def counts_people(
    raw: str, head: Span, harms: Sequence[Mention], others: Sequence[Mention], named: bool
) -> bool:
    """Tell whether a head counts people one by one: no thousands, no shares, and nothing but people.

    `harms` are the harms in the head; `others` its people, places, parties and days; `named` is true where
    its people are named, so that a word that is not known does no harm.
    """
    said = words_of(raw, head)
    if _is_scale(said):
        return False
    if named:
        return True
    for match in lexicon(OBJECTS).find(head.of(raw)):
        at = head.start + match.span.start
        if not any(harm.span.start <= at < harm.span.end for harm in harms):
            return False
    known = [*harms, *others]
    roles = ("column_small", "column_person", *HARMS.values(), *STATUSES.values())
    small = frozenset[str]().union(*(role(name, CONTEXT) for name in roles))
    return all(
        word in small
        or word.isdecimal()
        or any(m.span.start <= at.start and at.end <= m.span.end for m in known)
        for word, at in said.items()
    )


def counts_things(raw: str, head: Span) -> bool:
    """Tell whether a head that names no people names a harm of things, or a scale: "Seats lost"."""
    said, weak = words_of(raw, head), role("column_weak", CONTEXT)
    harms = _harm_words().intersection(said)
    return _is_scale(said) or bool(weak.intersection(said) and harms <= weak)


def _harm_words() -> frozenset[str]:
    return frozenset[str]().union(*(role(name, CONTEXT) for name in HARMS.values()))


def _is_scale(said: dict[str, Span]) -> bool:
    return "%" in said or bool(role("column_scale", CONTEXT).intersection(said))


def is_weak(raw: str, head: Span, harms: Sequence[Mention]) -> bool:
    """Tell whether the words for the harm in a head mean other things as often: "W", "Held", "Lost"."""
    weak, plain = role("column_weak", CONTEXT), _harm_words()
    said = words_of(raw, head)
    meant = {word for word, at in said.items() if any(m.span.start <= at.start < m.span.end for m in harms)}
    return (meant | plain.intersection(said)) <= weak


def is_thing(raw: str, label: Span | None) -> bool:
    """Tell whether a label alone is a thing or an animal: "Species", "Cattle"."""
    return label is not None and label.of(raw).lower().strip(" :*_") in role("column_thing", CONTEXT)


def is_object(raw: str, label: Span | None) -> bool:
    """Tell whether a label alone is what an army loses or holds: "Trucks"."""
    return label is not None and any(
        match.span.start == 0 and match.span.end == label.end - label.start
        for match in lexicon(OBJECTS).find(label.of(raw))
    )
