"""What people settled of figures and claims, heard before anything is counted: the last decision holds."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from tollbook.errors import InvariantError
from tollbook.model.decision import Decision, DecisionKind, withdrawn
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.incident import Account

COUNT = re.compile(r"(?P<about>~?)(?P<low>\d{0,9})(?P<dots>\.\.)?(?P<high>\d{0,9})")
SLOTS = {"outcome": Outcome, "status": Status, "scope": Scope, "stance": Stance}


OF_FIGURES = frozenset({DecisionKind.ACCEPT, DecisionKind.AMEND, DecisionKind.REJECT, DecisionKind.ADD})


class Decided:
    """Decisions in the order in which they were taken, asked by figure."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        """Leave out what was withdrawn, and keep for each target its decisions, the last one last."""
        gone = withdrawn(decisions)
        self._by_target: dict[str, list[Decision]] = {}
        self._faults: dict[str, str] = {}
        for each in decisions:
            if each.kind in OF_FIGURES and each.id not in gone:
                self._by_target.setdefault(each.target, []).append(each)

    def figure(self, figure: Figure, claim: str) -> tuple[Figure, str | None]:
        """Give the figure as people settled it, and where it or its claim was rejected, by whom."""
        own, of_claim = self._last(figure.id), self._last(claim)
        for each in (own, of_claim):
            if each is not None and each.kind is DecisionKind.REJECT:
                if each is of_claim and own is not None:
                    continue
                return figure, f"rejected by {each.person}" + (f": {each.reason}" if each.reason else "")
        if own is not None and own.kind is DecisionKind.AMEND:
            return self._amended(figure, own), None
        return figure, None

    def accepted(self, figure: str) -> bool:
        """Tell whether a person accepted the figure, as read or amended."""
        last = self._last(figure)
        return last is not None and last.kind is not DecisionKind.REJECT

    def notes(self, accounts: Iterable[Account]) -> list[tuple[Outcome, str]]:
        """Say where decisions contradict one another and what could not be read, with the harm it is of."""
        out: list[tuple[Outcome, str]] = []
        for account in accounts:
            harms: dict[Outcome, None] = {}
            for read in account.figures:
                mine = dict.fromkeys(
                    (read.outcome.value, self.figure(read, account.claim.id)[0].outcome.value)
                )
                harms |= mine
                out += [(harm, said) for harm in mine for said in self._about(read.id)]
            out += [(harm, said) for harm in harms for said in self._about(account.claim.id)]
        return list(dict.fromkeys(out))

    def _about(self, target: str) -> list[str]:
        """Say what is to be told of the decisions on a figure or claim."""
        taken = self._by_target.get(target, [])
        out = [fault for fault, at in self._faults.items() if at == target]
        if _contradict(taken):
            listed = ", then ".join(f"{each.kind.value} by {each.person}" for each in taken)
            words = " ".join(taken[-1].quote.exact.split())[:80]
            out.append(f"decisions on “{words}” contradict one another ({listed}): the last one holds")
        return out

    def _last(self, target: str) -> Decision | None:
        taken = self._by_target.get(target)
        return taken[-1] if taken else None

    def _amended(self, figure: Figure, decision: Decision) -> Figure:
        changes: dict[str, Any] = {}
        for slot, value in sorted(decision.changes.items()):
            if slot in SLOTS:
                try:
                    changes[slot] = msgspec.structs.replace(getattr(figure, slot), value=SLOTS[slot](value))
                except ValueError:
                    self._fault(decision, slot, value)
        count = self._count(decision)
        if count is not None:
            changes["count"] = msgspec.structs.replace(figure.count, value=count)
        return msgspec.structs.replace(figure, **changes) if changes else figure

    def _count(self, decision: Decision) -> Count | None:
        """Read an amended count as people write it: 7, 20..30, 131.. (no upper end), ..50, ~40 (about)."""
        text = decision.changes.get("count")
        if text is None:
            return None
        found = COUNT.fullmatch(text.replace(" ", "").replace(",", ""))
        if found is None or not (found["low"] or found["high"]):
            self._fault(decision, "count", text)
            return None
        low = int(found["low"]) if found["low"] else None
        high = int(found["high"]) if found["high"] else None if found["dots"] else low
        try:
            return Count(low=low, high=high, approximate=bool(found["about"]))
        except InvariantError:
            self._fault(decision, "count", text)
            return None

    def _fault(self, decision: Decision, slot: str, value: str) -> None:
        line = (
            f"the amendment of {slot} to {value[:40]!r} by {decision.person} cannot be read; it was left out"
        )
        self._faults.setdefault(line, decision.target)


def _contradict(taken: Sequence[Decision]) -> bool:
    """Tell whether two decisions on one thing do not go together: amendments of different slots do."""
    if len({each.kind for each in taken}) > 1:
        return True
    said: dict[str, str] = {}
    return any(
        said.setdefault(slot, value) != value for each in taken for slot, value in each.changes.items()
    )
