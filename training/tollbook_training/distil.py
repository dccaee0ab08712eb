"""Distilling: annotated reports and further texts -> windows with what a trained teacher says of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import torch

from tollbook_training.examples import Example
from tollbook_training.settings import Settings
from tollbook_training.teacher import Teacher, said_by
from tollbook_training.train import Taught, fit, has_short_products
from tollbook_training.unlabelled import unlabelled
from tollbook_training.windows import Window, cut

RATE, HEAD_RATE = 6e-5, 5e-4
"""How fast the teacher learns: half as fast as the small network, which has a fifth of its weights."""


def taught(
    examples: Sequence[Example],
    home: Path,
    *,
    epochs: int = 4,
    seed: int = 1,
    texts: Sequence[Path] = (),
    known: Sequence[Path] = (),
    losses: list[float] | None = None,
    tell: Callable[[str], None] = print,
) -> tuple[list[Window], Taught]:
    """Train a teacher on `examples` and let it judge them, and the reports in the files `texts`.

    The runs that are no figures are chosen once for all epochs. Texts that stand in the files `known` are
    left out of `texts`. `home` is a folder with the published weights of all-mpnet-base-v2.
    """
    torch.manual_seed(seed)
    teacher = Teacher(home)
    teacher.encoder.short = has_short_products()
    tell(f"the teacher learns from {len(examples)} reports")
    settings = Settings(epochs=epochs, seed=seed, rate=RATE, head_rate=HEAD_RATE)
    fit(teacher, cut(examples), settings, tell=tell, losses=losses)
    further = unlabelled(texts, known, tell) if texts else []
    windows = cut([*examples, *further])
    alone = frozenset(example.id for example in further)
    return windows, Taught(said_by(teacher, windows, seed, tell), alone)
