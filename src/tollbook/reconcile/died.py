"""People who were hurt and then died: they count among the dead alone.

Only where little doubt is left: the same name; or one person to whom the words point back ("the child was
taken to hospital") in a report that tells of one dead person like that and of nobody hurt; or one person hurt
in the first reports, and in all later ones one person dead and nobody hurt. "The other victim" and "her
father" are somebody else than the one who died, unless the dead is called so too.
"""

import re
from collections.abc import Sequence

from tollbook.model.figure import Outcome
from tollbook.model.names import fold
from tollbook.model.toll import AsideReason
from tollbook.reconcile.groups import apart
from tollbook.reconcile.pieces import EXTRA, particular
from tollbook.reconcile.statements import Aside, Statement, aside

OWNED = re.compile(r"(?:his|her|their|my|our|your|its)\b", re.IGNORECASE)
ANOTHER = re.compile(r"(?:the|his|her|their) (?:other|second|third|surviving|remaining)\b", re.IGNORECASE)


def died_since(statements: Sequence[Statement]) -> tuple[list[Statement], list[Aside]]:
    """Part those who were hurt and died from the other statements."""
    dead = [s for s in statements if s.outcome is Outcome.KILLED and s.figure.count.value.high == 1]
    names = {last for s in dead if (last := surname(s))}
    one_dead: dict[str, Statement] = {}
    for each in dead:
        one_dead.setdefault(each.report, each)
    nouns = frozenset(_noun(s) for s in dead)
    counted = {s.report for s in statements if s.outcome is Outcome.INJURED and not _points_back(s, nouns)}
    later = _later(statements)
    kept: list[Statement] = []
    out: list[Aside] = []
    for each in statements:
        if each.outcome is not Outcome.INJURED or each.figure.count.value.high != 1:
            kept.append(each)
        elif surname(each) in names and surname(each):
            message = "the person of this name is among the dead"
            out.append(aside(each.figure, AsideReason.OTHERS, message))
        elif _points_back(each, nouns) and each.report in one_dead and each.report not in counted:
            message = "these words point back to one person, and the report tells of one who died"
            out.append(aside(each.figure, AsideReason.OTHERS, message, one_dead[each.report].figure.id))
        elif later is not None:
            message = (
                f"earlier reports tell of one person hurt, those from {later.published} on of one who died: "
                "taken for the same"
            )
            out.append(aside(each.figure, AsideReason.OTHERS, message, later.figure.id))
        else:
            kept.append(each)
    return kept, out


def _later(statements: Sequence[Statement]) -> Statement | None:
    """Give the first statement that the one person died who in all earlier reports was hurt, or None."""
    harmed = [s for s in statements if s.figure.count.value.high != 0]
    dead = [s for s in harmed if s.outcome is Outcome.KILLED]
    hurt = [s for s in harmed if s.outcome is Outcome.INJURED]
    if not dead or not hurt or not all(s.published and s.figure.count.value.high == 1 for s in dead + hurt):
        return None
    first = min(dead, key=lambda s: (s.published or "", s.report, s.figure.span))
    nouns = frozenset(_noun(s) for s in dead)
    if any((s.published or "") >= (first.published or "") and not _points_back(s, nouns) for s in hurt):
        return None
    if any(s.figure.count.provenance.rule.startswith(EXTRA) for s in dead + hurt) or any(
        apart(a.marks, b.marks) for a in dead for b in hurt
    ):
        return None
    names = {name for s in dead + hurt if (name := surname(s))}
    return first if len(names) < 2 else None


def surname(statement: Statement) -> str:
    """Give the last name of the person that a figure names, folded, or ""."""
    name = statement.figure.name
    words = fold(name.value).split() if name else []
    return words[-1] if words else ""


def _points_back(statement: Statement, nouns: frozenset[str]) -> bool:
    """Tell whether a figure of one person is of one told of before; `nouns` are those of the dead."""
    figure = statement.figure
    if figure.count.value.high != 1 or figure.name is not None or not particular(figure):
        return False
    if ANOTHER.match(figure.quote.exact):
        return False
    return OWNED.match(figure.quote.exact) is None or _noun(statement) in nouns


def _noun(statement: Statement) -> str:
    """Give the last word of a figure's words, folded."""
    return (fold(statement.figure.quote.exact).split() or [""])[-1]
