"""Groups: of whom a figure speaks, which groups a toll is asked for, and which of them lie apart."""

from collections.abc import Iterable

from tollbook.model.figure import Figure, Status
from tollbook.model.toll import Group, GroupKind, side_value

ALL = Group()
CIVILIANS = Group(kind=GroupKind.STATUS, value=Status.CIVILIAN.value)
COMBATANTS = Group(kind=GroupKind.STATUS, value=Status.COMBATANT.value)


def groups_of(figure: Figure) -> frozenset[Group]:
    """Give what a figure tells its people apart by: status, side, traits. Nothing where it is of people.

    "Mixed" and "unknown" tell nobody apart.
    """
    found: set[Group] = set()
    if figure.status.value in (Status.CIVILIAN, Status.COMBATANT):
        found.add(Group(kind=GroupKind.STATUS, value=figure.status.value.value))
    if figure.side is not None:
        found.add(Group(kind=GroupKind.SIDE, value=side_value(figure.side.value)))
    found.update(Group(kind=GroupKind.TRAIT, value=trait.value.value) for trait in figure.traits)
    return frozenset(found)


def apart(one: frozenset[Group], other: frozenset[Group]) -> bool:
    """Tell whether two sets of marks cannot be of the same person: other status, or other side.

    Traits never lie apart: a child may be a woman's, a medic a commander.

    Example:
        >>> apart(frozenset({CIVILIANS}), frozenset({COMBATANTS})), apart(frozenset(), frozenset({CIVILIANS}))
        (True, False)
    """
    for kind in (GroupKind.STATUS, GroupKind.SIDE):
        left = {group for group in one if group.kind is kind}
        right = {group for group in other if group.kind is kind}
        if left and right and not left & right:
            return True
    return False


def telling(marks: Iterable[frozenset[Group]]) -> frozenset[Group]:
    """Give the marks that tell people apart among these statements.

    Where every statement that names a status or side names the same one, nobody else is spoken of, and
    the mark singles out nobody: "14 civilians" and "15 people" are then of the same people.
    """
    seen = [each for each in marks if each]
    everything = {group for each in seen for group in each}
    out = {group for group in everything if group.kind is GroupKind.TRAIT}
    sides = {group for group in everything if group.kind is GroupKind.SIDE}
    statuses = {group for group in everything if group.kind is GroupKind.STATUS}
    fighters = any(marks & sides and CIVILIANS not in marks for marks in seen)
    if len(statuses) > 1 or (CIVILIANS in statuses and fighters):
        out |= statuses | sides
    if len(sides) > 1:
        out |= sides
    return frozenset(out)
