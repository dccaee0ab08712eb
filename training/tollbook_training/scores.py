"""Scores: what a network says of one window, head by head, as scores before the softmax."""

from collections.abc import Sequence
from typing import Any, Protocol

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from tollbook.learned.flags import ROLES, TELLS
from tollbook.learned.pairs import pairs
from tollbook_training.network import Heads
from tollbook_training.runs import Runs, Words, stated, targets
from tollbook_training.windows import Hidden, Window, tensors

Scores = dict[str, Tensor]
"""`tag` (words, tags), `verdict` (runs, outcomes + 1); of each figure the slots, `point` (figures, roles, 2,
words + 1) and `link` (figures, figures + 1)."""
SLOTS = ("status", "stance", "scope", "none", "trait", "days")


class Reads(Protocol):
    """A network of any size: an encoder and heads."""

    encoder: nn.Module
    heads: Heads


def score(network: Reads, batch: Sequence[Window], chosen: Sequence[Runs], kept: Hidden) -> list[Scores]:
    """Give the scores of each window of a batch, for its chosen runs."""
    pieces, mask, flags, firsts = tensors(batch, kept)
    vectors = network.encoder(pieces, mask, flags)
    return [
        _scores(network.heads, vectors[n], firsts[n], window, chosen[n], kept.is_blind(n))
        for n, window in enumerate(batch)
    ]


def _scores(
    heads: Heads, vectors: Tensor, first: list[int], window: Window, chosen: Runs, blind: bool
) -> Scores:
    words = heads.drop(vectors[first])
    out = {"tag": heads.tag(words)}
    if not chosen.every:
        return out
    judged = heads.figures(words, chosen.every, told([] if blind else t for t in chosen.tells))
    out["verdict"] = heads.verdict(judged)
    if not chosen.figures:
        return out
    figures = judged[: len(chosen.figures)]
    out |= {name: getattr(heads, name)(figures) for name in SLOTS}
    choices = [{} if blind else window.example.choices[k] for k in chosen.inside]
    at = [t.words for t in targets(window, chosen)]
    weighed = bias(heads, at, choices, window.start, window.stop - window.start)
    out["point"] = heads.pointers(figures, torch.cat([vectors[:1], words]), weighed)
    out["link"] = heads.links(figures, torch.tensor(pairs(stated(window, chosen.inside, blind))))
    return out


def told(tells: Any) -> Tensor:
    """Put what the rules say of figures into rows."""
    rows = [list(row) for row in tells]
    out = torch.zeros(len(rows), len(TELLS))
    for n, row in enumerate(rows):
        out[n, row] = 1.0
    return out


def bias(
    heads: Heads, runs: Sequence[Words], choices: Sequence[dict[str, Any]], start: int, count: int
) -> Tensor:
    """Weigh what the rules chose and how near words are; `runs` count from the text's start."""
    chosen = torch.zeros(len(runs), len(ROLES), 3, count + 1, 2)
    for f, choice in enumerate(choices):
        for r, role in enumerate(ROLES):
            if role not in choice:
                continue
            at = choice[role]
            if at is None:
                chosen[f, r, 2, 0, :] = 1.0
            elif at[0] >= start and at[1] < start + count:
                chosen[f, r, 0, 1 + at[0] - start, 0] = 1.0
                chosen[f, r, 1, 1 + at[1] - start, 1] = 1.0
    weighed = torch.einsum("frkws,rk->frsw", chosen, heads.chosen)
    words = torch.arange(count, dtype=torch.float)
    first = torch.tensor([float(a - start) for a, _ in runs])
    apart = torch.log1p((words[None] - first[:, None]).abs())
    behind = (words[None] > first[:, None]).float()
    near = torch.einsum("fwk,rk->frw", torch.stack([apart, behind], -1), heads.near)
    near = F.pad(near, (1, 0))
    return weighed + near[:, :, None, :]
