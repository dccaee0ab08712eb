"""The MUC-4 score: key and response templates -> tallies and rates per slot and over all slots.

A filler is correct (1), partly correct (1/2), incorrect, spurious or missing. Recall divides the credit by
what the key holds, precision by what the response holds; optional fillers and templates count only where
they are met. Templates are aligned by content so that the sum of credit is greatest: the kinds of incident
must agree at least in part, and so must one named slot (who did it, to whom, to what) or, where the key
names nobody, the place. Templates left over count in full, as missing or as spurious: the "all templates"
row. Method: task documents of the Fourth Message Understanding Conference (1992); its human judges of
near-equal wording are replaced by the rules of `muc4_credit`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from tollbook.evaluate.muc4_credit import filler_credit
from tollbook.evaluate.muc4_keys import SLOTS, Filler, Template

NAMED = ("perpetrator", "organisation", "target", "victim_name", "victim")
ASKED = (
    "date",
    "location",
    "type",
    "perpetrator",
    "organisation",
    "confidence",
    "victim_name",
    "victim",
    "victim_type",
    "victim_number",
    "victim_effect",
)
EXACT_LIMIT = 12


class Tally(msgspec.Struct, frozen=True):
    """Counts of fillers by how they were met."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.spurious + other.spurious,
            self.missing + other.missing,
        )

    @property
    def possible(self) -> int:
        """Count the fillers that the key asks for."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """Count the fillers that the response gives."""
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def credit(self) -> float:
        """Give the credit: one for what is correct, a half for what is partly so."""
        return self.correct + self.partial / 2

    @property
    def recall(self) -> float:
        """Give credit by what was possible, 0 to 1; 0 where nothing was."""
        return self.credit / self.possible if self.possible else 0.0

    @property
    def precision(self) -> float:
        """Give credit by what was given, 0 to 1; 0 where nothing was."""
        return self.credit / self.actual if self.actual else 0.0

    @property
    def f(self) -> float:
        """Give the harmonic mean of recall and precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


Scores = dict[str, Tally]


def slot_tally(slot: str, key: Sequence[Filler], response: Sequence[Filler]) -> Tally:
    """Tally the fillers of one slot of two aligned templates.

    Example:
        >>> slot_tally("victim", [Filler(("PRIEST",)), Filler(("COOK",))], [Filler(("A PRIEST",))])
        Tally(correct=1, partial=0, incorrect=0, spurious=0, missing=1)
    """
    pairs = [(filler_credit(slot, k, r), -i, -j) for i, k in enumerate(key) for j, r in enumerate(response)]
    used_key: set[int] = set()
    used_response: set[int] = set()
    correct = partial = 0
    for credit, i, j in sorted(pairs, reverse=True):
        if credit <= 0 or -i in used_key or -j in used_response:
            continue
        used_key.add(-i)
        used_response.add(-j)
        correct += credit == 1.0
        partial += credit < 1.0
    owed = sum(not k.optional for i, k in enumerate(key) if i not in used_key)
    extra = len(response) - len(used_response)
    wrong = min(owed, extra)
    return Tally(correct, partial, wrong, extra - wrong, owed - wrong)


def pair_tally(key: Template, response: Template) -> Scores:
    """Tally two aligned templates, slot by slot; slots that do not apply to the key's kind are left out."""
    return {
        slot: slot_tally(slot, key.fillers(slot), response.fillers(slot))
        for slot in SLOTS.values()
        if key.slots.get(slot, ()) is not None
    }


def may_align(key: Template, response: Template) -> bool:
    """Tell whether two templates may speak of the same incident."""

    def met(slot: str) -> bool:
        pairs = ((k, r) for k in key.fillers(slot) for r in response.fillers(slot))
        return any(filler_credit(slot, k, r) > 0 for k, r in pairs)

    if not met("type"):
        return False
    named = [slot for slot in NAMED if key.fillers(slot)]
    return any(map(met, named)) if named else met("location")


def align(keys: Sequence[Template], responses: Sequence[Template]) -> list[tuple[int, int]]:
    """Pair templates so that the sum of credit is greatest; exact up to twelve, the best first beyond."""
    worth: dict[tuple[int, int], float] = {}
    for i, key in enumerate(keys):
        for j, response in enumerate(responses):
            if may_align(key, response):
                worth[i, j] = sum(t.credit for t in pair_tally(key, response).values())
    if len(keys) > EXACT_LIMIT:
        return _best_first(worth)

    @cache
    def best(j: int, taken: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if j == len(responses):
            return 0.0, ()
        found = best(j + 1, taken)
        for i in range(len(keys)):
            if (i, j) in worth and not taken >> i & 1:
                rest, pairs = best(j + 1, taken | 1 << i)
                if rest + worth[i, j] > found[0]:
                    found = rest + worth[i, j], ((i, j), *pairs)
        return found

    return list(best(0, 0)[1])


def _best_first(worth: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for i, j in sorted(worth, key=lambda pair: (-worth[pair], pair)):
        if all(i != a and j != b for a, b in out):
            out.append((i, j))
    return out


def message_tally(keys: Sequence[Template], responses: Sequence[Template]) -> Scores:
    """Tally one message: aligned pairs, then missing and spurious templates in full."""
    pairs = align(keys, responses)
    scores: Scores = {}
    for i, j in pairs:
        _add(scores, pair_tally(keys[i], responses[j]))
    for i, key in enumerate(keys):
        if not key.optional and all(i != a for a, _ in pairs):
            _add(scores, {s: slot_tally(s, key.fillers(s), ()) for s in SLOTS.values()})
    for j, response in enumerate(responses):
        if all(j != b for _, b in pairs):
            _add(scores, {s: slot_tally(s, (), response.fillers(s)) for s in SLOTS.values()})
    return scores


def _add(scores: Scores, more: Mapping[str, Tally]) -> None:
    for slot, tally in more.items():
        scores[slot] = scores.get(slot, Tally()) + tally


def total(scores: Mapping[str, Tally], slots: Iterable[str] = SLOTS.values()) -> Tally:
    """Add the tallies of `slots`, by default all of them."""
    out = Tally()
    for slot in slots:
        out += scores.get(slot, Tally())
    return out


def score(messages: Iterable[Scores]) -> Scores:
    """Add the tallies of messages, slot by slot."""
    out: Scores = {}
    for one in messages:
        _add(out, one)
    return out
