"""Training of the learned reader: examples -> weights, with a record of the run."""

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from tollbook_training.examples import Example
from tollbook_training.losses import apart, from_gold, from_teacher
from tollbook_training.network import Network
from tollbook_training.runs import Runs, runs
from tollbook_training.scores import Reads, Scores, score
from tollbook_training.settings import Settings
from tollbook_training.windows import Window, batches, cut, hidden

__all__ = ["Settings", "Taught", "fit", "train"]

Tell = Callable[[str], None]
N = TypeVar("N", bound=Reads)
WARM_UP, WEIGHT_DECAY, LONGEST_STEP = 0.08, 0.01, 1.0


class Taught:
    """What a teacher says: the runs that it judged in a window, and its probabilities."""

    def __init__(self, said: Mapping[int, tuple[Runs, Scores]], alone: frozenset[str] = frozenset()) -> None:
        """Keep `said` by the identity of windows; of the examples named in `alone` there is no gold."""
        self.said, self.alone = said, alone


def train(
    examples: Sequence[Example],
    start: Path,
    settings: Settings,
    *,
    further: Path | None = None,
    taught: tuple[Sequence[Window], Taught] | None = None,
    tell: Tell = print,
    losses: list[float] | None = None,
) -> Network:
    """Train a network on `examples` from the published weights at `start`; `losses` gets one an epoch.

    With `further`, the `network.pt` of an earlier run, training goes on from there. With `taught`, the
    windows are those that a teacher read, and its word counts beside gold.
    """
    torch.manual_seed(settings.seed)
    network = Network(settings.layers)
    network.encoder.start(start)
    if further:
        network.load_state_dict(torch.load(further, weights_only=True))
    network.encoder.word.weight.requires_grad_(False)
    network.encoder.short = settings.short and has_short_products()
    windows, teaching = taught if taught else (cut(examples), None)
    tell(f"{len(examples)} reports, {len(windows)} windows")
    return fit(network, windows, settings, taught=teaching, tell=tell, losses=losses)


def has_short_products() -> bool:
    """Tell whether the processor multiplies 16-bit numbers (bfloat16) itself."""
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def fit(
    network: N,
    windows: Sequence[Window],
    settings: Settings,
    *,
    taught: Taught | None = None,
    tell: Tell = print,
    losses: list[float] | None = None,
) -> N:
    """Fit a network of any size to windows; it comes back ready to read."""
    torch.set_num_threads(settings.threads)
    rng = random.Random(settings.seed)  # noqa: S311 - shuffles examples
    encoder = dict(network.encoder.named_parameters())
    slow = [p for n, p in encoder.items() if n != "flag.weight" and p.requires_grad]
    fast = [*network.heads.parameters(), encoder["flag.weight"]]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": settings.rate}, {"params": fast, "lr": settings.head_rate}],
        weight_decay=WEIGHT_DECAY,
    )
    steps = settings.epochs * math.ceil(len(windows) / settings.batch)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (WARM_UP * steps)) * max(0.0, (steps - s) / steps)
    )
    begun = time.monotonic()
    _mode(network, training=True)
    for epoch in range(settings.epochs):
        total, done = 0.0, 0
        for batch in batches(windows, settings.batch, rng):
            optimiser.zero_grad()
            value = loss(network, batch, settings, rng, taught)
            value.backward()
            torch.nn.utils.clip_grad_norm_([*slow, *fast], LONGEST_STEP)
            optimiser.step()
            plan.step()
            total, done = total + value.item(), done + 1
        tell(f"epoch {epoch + 1}: loss {total / done:.3f}, {time.monotonic() - begun:.0f} s")
        if losses is not None:
            losses.append(round(total / done, 4))
    _mode(network, training=False)
    return network


def _mode(network: Reads, *, training: bool) -> None:
    network.encoder.train(training)
    network.heads.train(training)


def loss(
    network: Reads,
    batch: Sequence[Window],
    settings: Settings,
    rng: random.Random,
    taught: Taught | None = None,
) -> Tensor:
    """Give the loss of a batch, all heads together, a window's share on average."""
    chosen = [taught.said[id(w)][0] if taught else runs(w, rng) for w in batch]
    kept = hidden(batch, settings, rng)
    passes = [score(network, batch, chosen, kept) for _ in range(2 if settings.agree else 1)]
    total = torch.zeros(())
    for said in passes:
        for n, window in enumerate(batch):
            total = total + _one(said[n], window, chosen[n], settings, taught) / len(passes)
    if settings.agree:
        one, other = passes
        for n in range(len(batch)):
            total = total + settings.agree * apart(one[n], other[n])
    return total / len(batch)


def _one(scores: Scores, window: Window, chosen: Runs, settings: Settings, taught: Taught | None) -> Tensor:
    if taught is None:
        return from_gold(scores, window, chosen, settings.smoothing)
    by_teacher = settings.taught * from_teacher(scores, taught.said[id(window)][1])
    if window.example.id in taught.alone:
        return by_teacher
    return by_teacher + (1 - settings.taught) * from_gold(scores, window, chosen, settings.smoothing)
