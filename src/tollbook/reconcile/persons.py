"""Single people of one report who are surely different: their number is a lower bound where no total is told.

The rule `toll.persons` adds up persons by name, wherever in the report each stands, and calls the sum "at
least". A name told twice counts once, also where it is shorter the second time ("Osman", "R. Osman") or
spelled another way. People without a name are not added: "a widow" may be the person named before.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

from tollbook.model.names import fold
from tollbook.reconcile.pieces import Piece, described
from tollbook.reconcile.statements import Statement

RULE = "toll.persons"
SUM = f"added up by {RULE}: persons of different names, and the text states no whole"
NEAR = 0.7
"""From this likeness on (0 to 1) two spellings may be of one name."""


def listed(piece: Piece) -> bool:
    """Tell whether a piece is made of single people that the words describe, and counts nobody else."""
    return all(each.figure.count.value.high == 1 and described(each.figure) for each in piece.statements)


def persons(pieces: Iterable[Piece]) -> list[Piece]:
    """Give one piece for each person who is named, the first of each; doubted ones alone if all are."""
    found: list[Piece] = []
    for piece in pieces:
        for each in piece.statements:
            name = _name(each)
            if name and not any(same(name, _name(other.first)) for other in found):
                count = each.figure.count.value
                found.append(
                    Piece(count.low, count.high, (each,), piece.marks, named=True, doubted=each.doubted)
                )
    return [piece for piece in found if not piece.doubted] or found


def same(one: str, other: str) -> bool:
    """Tell whether two names may be one person's.

    Example:
        >>> same("Rahel Osman", "Osman"), same("R. Osman", "Rahel Osman"), same("Rahel Othman", "Rahel Osman")
        (True, True, True)
        >>> same("Rahel Osman", "Ivo Osman"), same("Rahel Osman", "Rahel Kolmi")
        (False, False)
    """
    short, long = sorted((_words(one), _words(other)), key=len)
    if not short or not long:
        return True
    return all(any(_alike(word, whole) for whole in long) for word in short)


def _alike(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    return SequenceMatcher(None, one, other).ratio() >= NEAR


def _words(name: str) -> list[str]:
    return fold(name).replace(".", " ").replace("-", " ").split()


def _name(statement: Statement) -> str:
    figure = statement.figure
    return figure.name.value if figure.name is not None and figure.count.value.high == 1 else ""
