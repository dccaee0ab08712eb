"""The model: its files beside this module, checked by hash, loaded at the first report and kept."""

import hashlib
import json
import math
import os
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.errors import ModelError
from tollbook.learned.heads import Array, Heads
from tollbook.learned.pieces import Pieces

HOME = Path(__file__).parent / "weights"
CARD = "card.json"
ENCODER, HEADS, VOCABULARY = "encoder.onnx", "heads.npz", "vocabulary.json"
NAMED_BY = "TOLLBOOK_READER"
RULES = "rules"
EDGE, FARTHEST = 1e-4, 30.0


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a model says of itself: version, hashes of its files, threshold, and its calibration.

    `calibration` holds for each field the two numbers that turn the logit of a raw score into that of a
    probability (Platt 1999); `unfused` names what onnxruntime is not to join, as it runs faster apart.
    """

    version: str
    files: dict[str, str]
    keep: float
    calibration: dict[str, tuple[float, float]]
    unfused: tuple[str, ...] = ()


class Model:
    """The encoder, its heads, its vocabulary and its card."""

    def __init__(self, home: Path = HOME) -> None:
        """Load the model in the folder `home`.

        Raises:
            ModelError: where a file is missing or its hash is not the one that the card names.
        """
        import onnxruntime

        self.card = card(home)
        for name, wanted in self.card.files.items():
            _check(home / name, wanted)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(home / ENCODER),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=list(self.card.unfused),
        )
        self._masked = any(item.name == "mask" for item in self.session.get_inputs())
        with np.load(home / HEADS, allow_pickle=False) as weights:
            self.heads = Heads(weights)
        self.pieces = Pieces(home / VOCABULARY)

    def run(self, pieces: NDArray[np.int64], flags: Array) -> Array:
        """Run the encoder's layers on windows of one length: vectors (batch, length, width)."""
        given: dict[str, Any] = {"pieces": pieces, "flags": flags}
        if self._masked:
            given["mask"] = np.ones(pieces.shape, np.float32)
        found: list[Any] = self.session.run(None, given)
        out: Array = found[0]
        return out

    def probability(self, field: str, score: float) -> float:
        """Turn the raw score of a field into a calibrated probability."""
        return probability(score, self.card.calibration.get(field, (1.0, 0.0)))


def probability(score: float, numbers: tuple[float, float]) -> float:
    """Scale and shift the logit of a score.

    Example:
        >>> probability(0.7, (1.0, 0.0))
        0.7
    """
    slope, shift = numbers
    held = min(max(score, EDGE), 1 - EDGE)
    logit = slope * math.log(held / (1 - held)) + shift
    return round(1 / (1 + math.exp(-min(max(logit, -FARTHEST), FARTHEST))), 6)


@cache
def model() -> Model:
    """Load the model that the package carries, or the one in the folder that TOLLBOOK_READER names, once."""
    return Model(home())


def is_left_out() -> bool:
    """Tell whether the environment asks for the rules alone (TOLLBOOK_READER=rules)."""
    return os.environ.get(NAMED_BY) == RULES


def home() -> Path:
    """Give the folder of the model in use."""
    named = os.environ.get(NAMED_BY)
    return Path(named) if named and named != RULES else HOME


def card(home: Path = HOME) -> Card:
    """Read the card of the model in `home`.

    Raises:
        ModelError: where there is none, or it cannot be read.
    """
    path = home / CARD
    try:
        return msgspec.convert(json.loads(path.read_text(encoding="utf-8")), Card)
    except (OSError, ValueError, msgspec.ValidationError) as fault:
        raise ModelError(
            f"the card of the learned reader cannot be read: {path.name}: {fault}",
            "install Tollbook anew, or name a folder that `tollbook train-reader` wrote",
        ) from fault


def _check(path: Path, wanted: str) -> None:
    if not path.is_file():
        raise ModelError(f"the learned reader's file {path.name} is missing", "install Tollbook anew")
    seen = hashlib.sha256(path.read_bytes()).hexdigest()
    if seen != wanted:
        raise ModelError(
            f"the learned reader's file {path.name} has the hash {seen[:12]}, the card names {wanted[:12]}",
            "install Tollbook anew; do not use a changed model without its own card",
        )
