"""Heads: vectors of words -> tags, verdicts on spans, slots, pointers and links, as plain matrix products.

They are small and run on numpy; the encoder before them runs on ONNX. The sums are those of
`training/tollbook_training/network.py`, which a test compares.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tollbook.learned.flags import ROLES

Array = NDArray[np.float32]
Words = tuple[int, int]


def softmax(scores: Array) -> Array:
    """Turn scores into probabilities along the last axis."""
    out: Array = np.exp(scores - scores.max(-1, keepdims=True))
    out /= out.sum(-1, keepdims=True)
    return out


def log_softmax(scores: Array) -> Array:
    """Turn scores into logarithms of probabilities along the last axis."""
    top = scores.max(-1, keepdims=True)
    out: Array = scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))
    return out


def gelu(x: Array) -> Array:
    """Give the Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    out: Array = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * (x * x * x))))
    return out


class Heads:
    """The weights after the encoder, by name."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        """Keep `weights`, as 32-bit numbers."""
        self.weights = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}

    def line(self, name: str, x: Array) -> Array:
        """Apply one linear layer."""
        out: Array = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return out

    def tags(self, words: Array) -> Array:
        """Give the probability of each tag for each word: (words, 1 + 2 * outcomes)."""
        return softmax(self.line("tag", words))

    def figures(self, words: Array, runs: Sequence[Words], tells: Array) -> Array:
        """Make a vector for each run of words."""
        first = words[[a for a, _ in runs]]
        last = words[[b for _, b in runs]]
        mean = np.stack([words[a : b + 1].mean(0) for a, b in runs])
        return gelu(self.line("figure", np.concatenate([first, last, mean, tells], -1)))

    def pointers(
        self,
        figures: Array,
        words: Array,
        runs: Sequence[Words],
        choices: Sequence[Mapping[str, Words | None]],
    ) -> Array:
        """Score every word as first and last word of every role: (figures, roles, 2, words).

        Word 0 of `words` stands for "none"; `runs` and `choices` count words from 0 behind it.
        """
        asks = self.line("asks", figures).reshape(len(figures), len(ROLES), 2, -1)
        answers = self.line("answers", words).reshape(len(words), 2, -1)
        out: Array = np.einsum("frsp,wsp->frsw", asks, answers, optimize=True) / np.sqrt(
            np.float32(asks.shape[-1])
        )
        chosen, near = self.weights["chosen"], self.weights["near"]
        for f, choice in enumerate(choices):
            for r, role in enumerate(ROLES):
                if role not in choice:
                    continue
                at = choice[role]
                if at is None:
                    out[f, r, :, 0] += chosen[r, 2]
                elif at[0] >= 0 and at[1] < len(words) - 1:
                    out[f, r, 0, 1 + at[0]] += chosen[r, 0]
                    out[f, r, 1, 1 + at[1]] += chosen[r, 1]
        place = np.arange(len(words) - 1, dtype=np.float32)[None]
        first = np.array([[a] for a, _ in runs], dtype=np.float32)
        apart = np.stack([np.log1p(np.abs(place - first)), (place > first).astype(np.float32)], -1)
        out[:, :, :, 1:] += np.einsum("fwk,rk->frw", apart, near)[:, :, None, :]
        return out

    def links(self, figures: Array, pairs: Array) -> Array:
        """Score every figure as whole of every other: (figures, 1 + figures), the first for "none"."""
        part, whole = self.line("part", figures), self.line("whole", figures)
        meet = part @ whole.T / np.sqrt(np.float32(part.shape[-1]))
        extra = self.line("pair", gelu(self.line("pair_inner", pairs)))[..., 0]
        out: Array = np.concatenate([self.line("nowhole", figures), meet + extra], -1)
        return out
