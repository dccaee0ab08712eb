"""Distilling: annotated reports and further texts -> windows with what trained teachers say of them."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from tollbook_training.examples import Example
from tollbook_training.runs import runs
from tollbook_training.scores import Scores
from tollbook_training.settings import Settings
from tollbook_training.teacher import Teacher, judged
from tollbook_training.train import Taught, fit, has_short_products
from tollbook_training.unlabelled import unlabelled
from tollbook_training.windows import Window, cut

RATE, HEAD_RATE = 6e-5, 5e-4
"""How fast the teacher learns: half as fast as the small network, which has a fifth of its weights."""


def taught(
    examples: Sequence[Example],
    home: Path,
    *,
    teachers: int = 1,
    epochs: int = 4,
    seed: int = 1,
    texts: Sequence[Path] = (),
    known: Sequence[Path] = (),
    losses: list[list[float]] | None = None,
    tell: Callable[[str], None] = print,
) -> tuple[list[Window], Taught]:
    """Train teachers on `examples` and let them judge them, and the reports in the files `texts`.

    Each of several teachers has a seed of its own, and what they say is averaged. The runs that are no
    figures are chosen once for all epochs. Texts that stand in the files `known` are left out of `texts`.
    `home` is a folder with the published weights of all-mpnet-base-v2; `losses` gets a list a teacher.
    """
    further = unlabelled(texts, known, tell) if texts else []
    windows = cut([*examples, *further])
    rng = random.Random(seed)  # noqa: S311 - chooses runs that are no figures
    chosen = [runs(window, rng) for window in windows]
    said: list[Scores] = []
    for n in range(teachers):
        torch.manual_seed(seed + n)
        teacher = Teacher(home)
        teacher.encoder.short = has_short_products()
        tell(f"teacher {n + 1} of {teachers} learns from {len(examples)} reports")
        settings = Settings(epochs=epochs, seed=seed + n, rate=RATE, head_rate=HEAD_RATE)
        own: list[float] = []
        fit(teacher, cut(examples), settings, tell=tell, losses=own)
        if losses is not None:
            losses.append(own)
        now = judged(teacher, windows, chosen, tell)
        said = [mean(old, new, 1 / (n + 1)) for old, new in zip(said, now, strict=True)] if said else now
        del teacher
    by_window = {id(w): pair for w, pair in zip(windows, zip(chosen, said, strict=True), strict=True)}
    return windows, Taught(by_window, frozenset(example.id for example in further))


def mean(one: Scores, other: Scores, share: float) -> Scores:
    """Give the mean of what two teachers say of the same runs, `share` of it the other's.

    Example:
        >>> mean({"tag": torch.tensor([0.0, 1.0])}, {"tag": torch.tensor([1.0, 0.0])}, 0.25)["tag"].tolist()
        [0.25, 0.75]
    """
    return {
        name: (x.float() * (1 - share) + other[name].float() * share).to(x.dtype) for name, x in one.items()
    }
