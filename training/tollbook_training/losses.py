"""Losses: the scores of a window -> how far they are from gold, from a second pass, and from a teacher."""

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from tollbook.learned.flags import OUTCOMES, ROLES, SCOPES, STANCES, STATUSES, TRAITS
from tollbook_training.examples import REPORT_DATE, UNTIED, UNTIL_REPORT, Target
from tollbook_training.runs import Runs, targets
from tollbook_training.scores import Scores
from tollbook_training.windows import Window

WEIGHTS = {
    "tag": 0.02,
    "verdict": 0.4,
    "status": 0.3,
    "stance": 0.3,
    "scope": 0.3,
    "none": 0.2,
    "days": 0.3,
    "point": 0.15,
    "link": 0.4,
}
TRAIT = 0.1
"""How much each head counts; traits are no choice of one and stand apart."""
OF_NO_WORD = (UNTIED, REPORT_DATE, UNTIL_REPORT)


def from_gold(scores: Scores, window: Window, chosen: Runs, smoothing: float) -> Tensor:
    """Give how far the scores of a window are from what annotators said."""
    aims = _aims(window, chosen)
    out = torch.zeros(())
    for name, (rows, values) in aims.items():
        if len(values):
            smooth = 0.0 if name == "link" else smoothing
            out = out + WEIGHTS[name] * F.cross_entropy(
                scores[name][rows], values, reduction="sum", label_smoothing=smooth
            )
    if "point" not in scores:
        return out
    held = targets(window, chosen)
    traits = torch.tensor([[float(trait in t.traits) for trait in TRAITS] for t in held])
    out = out + TRAIT * F.binary_cross_entropy_with_logits(scores["trait"], traits, reduction="sum")
    at, words = _pointed(window, held)
    if words:
        pointed = torch.stack([scores["point"][f, r, side] for f, r, side in at])
        out = out + WEIGHTS["point"] * F.cross_entropy(pointed, torch.tensor(words), reduction="sum")
    return out


def apart(one: Scores, other: Scores) -> Tensor:
    """Give how far two passes over one window differ (both ways; Liang and others 2021)."""
    out = torch.zeros(())
    for name, weight in WEIGHTS.items():
        if name in one:
            a, b = F.log_softmax(one[name], -1), F.log_softmax(other[name], -1)
            out = out + weight * 0.5 * ((a.exp() - b.exp()) * (a - b)).sum()
    return out


def from_teacher(scores: Scores, taught: Scores) -> Tensor:
    """Give how far the scores of a window are from a teacher's probabilities (Hinton and others 2015)."""
    out = torch.zeros(())
    for name, weight in WEIGHTS.items():
        if name in scores:
            said = F.log_softmax(scores[name], -1)
            out = out + weight * F.kl_div(said, taught[name].float(), reduction="sum")
    if "trait" in scores:
        out = out + TRAIT * F.binary_cross_entropy_with_logits(
            scores["trait"], taught["trait"].float(), reduction="sum"
        )
    return out


def probabilities(scores: Scores) -> Scores:
    """Turn scores into probabilities, as 16-bit numbers that many windows can be kept of."""
    return {
        name: (torch.sigmoid(x) if name == "trait" else F.softmax(x, -1)).half() for name, x in scores.items()
    }


def _aims(window: Window, chosen: Runs) -> dict[str, tuple[slice | list[int], Tensor]]:
    """Give for each head that chooses one value the rows that count and their right values."""
    held = targets(window, chosen)
    everything = slice(None)
    tags = torch.zeros(window.stop - window.start, dtype=torch.long)
    for (a, b), target in sorted(zip(chosen.figures, held, strict=True), key=lambda x: x[0][0] - x[0][1]):
        outcome = OUTCOMES.index(target.outcome)
        tags[a] = 1 + 2 * outcome
        tags[a + 1 : b + 1] = 2 + 2 * outcome
    out: dict[str, tuple[slice | list[int], Tensor]] = {"tag": (everything, tags)}
    if chosen.every:
        right = [1 + OUTCOMES.index(t.outcome) for t in held]
        verdicts = [*right, *chosen.other_verdicts, *([0] * len(chosen.spare))]
        out["verdict"] = everything, torch.tensor(verdicts)
    if held:
        spoken = {REPORT_DATE: 1, UNTIL_REPORT: 2}
        days = [spoken.get(d, 0) if isinstance(d, int) else 0 for d in (t.roles["date"] for t in held)]
        tied = [n for n, t in enumerate(held) if t.roles["date"] != UNTIED]
        places = {k: n for n, k in enumerate(chosen.inside)}
        wholes = [places.get(t.part_of, -1) + 1 if t.part_of is not None else 0 for t in held]
        out |= {
            "status": (everything, torch.tensor([STATUSES.index(t.status) for t in held])),
            "stance": (everything, torch.tensor([STANCES.index(t.stance) for t in held])),
            "scope": (everything, torch.tensor([SCOPES.index(t.scope) for t in held])),
            "none": (everything, torch.tensor([int(t.high == 0) for t in held])),
            "days": (tied, torch.tensor([days[n] for n in tied], dtype=torch.long)),
            "link": (everything, torch.tensor(wholes)),
        }
    return out


def _pointed(window: Window, held: list[Target]) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Give figure, role and side (first, last word) of each pointer that gold settles, and its right word."""
    at: list[tuple[int, int, int]] = []
    words: list[int] = []
    for f, target in enumerate(held):
        for r, role in enumerate(ROLES):
            said = target.roles[role]
            if said in OF_NO_WORD or (said and (said[0] < window.start or said[1] >= window.stop)):
                continue
            at += [(f, r, 0), (f, r, 1)]
            words += [w - window.start + 1 for w in said] if said else [0, 0]
    return at, words
