"""Single values as a person writes them: text -> a sourced value in a figure or claim, and back.

A decision keeps the new values of an amendment as text by slot (`Decision.changes`), so that it outlives
every change of types. "" means: not stated. The forms: a count is "20..30", "131.." (or more), "..50" (or
fewer), with "~" before it where it is approximate; days are "2031-03-04" or "2031-03-04..2031-03-06";
claimants and traits are separated by ";".
"""

import re
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from tollbook.errors import InputError, InvariantError
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.provenance import Basis, Provenance, Sourced
from tollbook.model.reference import Actor, Place
from tollbook.model.when import DatePrecision, When

R = TypeVar("R", Figure, Claim)
ENUMS: dict[str, type[StrEnum]] = {"outcome": Outcome, "status": Status, "scope": Scope, "stance": Stance}
ACTORS = frozenset({"side", "perpetrator", "initiator", "target"})
WORDS = frozenset({"name", "event", "about"})
FIGURE_SLOTS = (
    *("outcome", "count", "status", "scope", "stance", "claimants", "side", "perpetrator"),
    *("place", "gazetteer", "when", "traits", "name"),
)
CLAIM_SLOTS = ("event", "stance", "claimants", "initiator", "target", "about", "place", "gazetteer", "when")
MOST = 500
"""Characters that one value may have."""
_COUNT = re.compile(r"(~?)(\d{0,9})(?:(\.\.)(\d{0,9}))?")


def count(text: str) -> Count:
    """Read a count of persons as a person writes it.

    Raises:
        InputError: where the text is no count.

    Example:
        >>> str(count("131..")), str(count("~20..30")), str(count("7"))
        ('131 or more', 'about 20-30', '7')
    """
    found = _COUNT.fullmatch(text.replace(" ", "").replace(",", ""))
    if not found or not (found[2] or found[4]):
        raise InputError(f"{text[:40]!r} is no count", "write 7, 20..30, 131.. or ..50")
    low = int(found[2]) if found[2] else None
    high = (int(found[4]) if found[4] else None) if found[3] else low
    try:
        return Count(low=low, high=high, approximate=bool(found[1]))
    except InvariantError as error:
        raise InputError(error.what, "write the smaller number first") from error


def days(text: str) -> When:
    """Read a day or days as a person writes them.

    Raises:
        InputError: where the text is neither.

    Example:
        >>> days("2031-03-04..2031-03-06").date_prec
        2
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    try:
        start = date.fromisoformat(first) if first else None
        end = (date.fromisoformat(last) if last else None) if dots else start
        precision = DatePrecision.DAY if start == end else DatePrecision.DAYS
        if start is None or end is None:
            precision = DatePrecision.OPEN
        return When(start=start, end=end, precision=precision, reading="decision")
    except (ValueError, InvariantError) as error:
        raise InputError(
            f"{text[:40]!r} are no days", "write 2031-03-04 or 2031-03-04..2031-03-06"
        ) from error


def told(record: Figure | Claim, slot: str) -> str:
    """Say the value of a slot in the form in which `changed` reads it; "" where it is not stated."""
    if slot == "gazetteer":
        best = record.place.value.best if record.place else None
        return best.gazetteer if best else ""
    value = getattr(record, slot, None)
    if isinstance(value, tuple):
        return "; ".join(_said(item.value) for item in value)
    return _said(value.value) if isinstance(value, Sourced) else ""


def _said(value: Any) -> str:
    if isinstance(value, Count):
        mark = "~" if value.approximate else ""
        if value.low is not None and value.low == value.high:
            return f"{mark}{value.low}"
        return f"{mark}{'' if value.low is None else value.low}..{'' if value.high is None else value.high}"
    if isinstance(value, When):
        start, end = value.start or "", value.end or ""
        return f"{start}" if start == end else f"{start}..{end}"
    return str(value.name if isinstance(value, Actor | Place) else value)


def changed(record: R, decision: Decision) -> R:
    """Put the new values of an amendment into a figure or claim; the record handed in stays as it is.

    Raises:
        InputError: where a slot does not exist, or a value cannot be read.
    """
    allowed = FIGURE_SLOTS if isinstance(record, Figure) else CLAIM_SLOTS
    for slot, text in decision.changes.items():
        if slot not in allowed:
            raise InputError(f"there is no value {slot[:40]!r} to change", f"choose of {', '.join(allowed)}")
        if len(text) > MOST:
            raise InputError(f"the new {slot} has {len(text)} characters", f"write {MOST} at most")
        record = _set(record, slot, text.strip(), decision)
    return record


def _set(record: R, slot: str, text: str, decision: Decision) -> R:
    if slot == "gazetteer":
        return msgspec.structs.replace(record, place=_chosen(record, text, decision))
    old = getattr(record, slot)
    if slot in {"claimants", "traits"}:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        before = {told: item for item in old for told in [_said(item.value)]}
        made = [before.get(part) or sourced(record, _read(slot, part), decision) for part in parts]
        return msgspec.structs.replace(record, **{slot: tuple(made)})
    if text == told(record, slot):
        return record
    if not text and slot in {"outcome", "count", "status", "scope", "stance"}:
        raise InputError(f"the {slot} cannot be left out", "choose a value")
    value = sourced(record, _read(slot, text), decision, old) if text else None
    return msgspec.structs.replace(record, **{slot: value})


def _read(slot: str, text: str) -> Any:
    if slot == "count":
        return count(text)
    if slot == "when":
        return days(text)
    if slot == "place":
        return Place(name=text)
    if slot in ACTORS or slot == "claimants":
        return Actor(name=text, label=text)
    if slot in WORDS:
        return text
    kind = ENUMS.get(slot, Trait)
    try:
        return kind(text)
    except ValueError as error:
        raise InputError(f"{text[:40]!r} is no {slot}", f"choose of {', '.join(kind)}") from error


def sourced(
    record: Figure | Claim, value: Any, decision: Decision, old: Sourced[Any] | None = None
) -> Sourced[Any]:
    """Make a value that a person set a sourced one: the words decided on, and the decision as its rule."""
    anchor = record.count if isinstance(record, Figure) else record.stance
    words = old.words if old else decision.quote.exact
    return Sourced(
        value=value,
        words=words,
        basis=Basis.STATED,
        provenance=provenance(anchor.provenance, decision, old),
        note=f"set by {decision.person}",
    )


def provenance(anchor: Provenance, decision: Decision, old: Sourced[Any] | None = None) -> Provenance:
    """Give the provenance of a value that a person set."""
    span = old.provenance.span if old else decision.span
    return msgspec.structs.replace(anchor, span=span, rule=f"decision:{decision.id}")


def _chosen(record: Figure | Claim, gazetteer: str, decision: Decision) -> Sourced[Place] | None:
    """Prefer another of the candidates of a place; "" takes the reference away and keeps the words."""
    old = record.place
    if old is None or told(record, "gazetteer") == gazetteer:
        return old
    others = [c for c in old.value.candidates if c.gazetteer != gazetteer]
    mine = [c for c in old.value.candidates if c.gazetteer == gazetteer]
    if gazetteer and not mine:
        raise InputError(
            f"{gazetteer[:40]!r} is none of the readings of this place", "choose one of those shown"
        )
    place = msgspec.structs.replace(old.value, candidates=(*mine, *others) if gazetteer else (), area=None)
    made = sourced(record, place, decision, old)
    return msgspec.structs.replace(made, words=old.words)
