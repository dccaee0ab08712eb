"""Windows: examples -> runs of words as tensors, with flags dropped and words masked by chance."""

import random
from collections.abc import Sequence

import msgspec
import torch
from torch import Tensor

from tollbook.learned.flags import AT, FLAGS
from tollbook.learned.pieces import END, START, windows
from tollbook_training.examples import Example
from tollbook_training.settings import Settings

MASK = 103
FIGURE_FLAGS = [n for n, name in enumerate(FLAGS) if name.startswith("figure.")]
SHAPE_FLAGS = [AT["capital"], AT["capitals"], AT["line"]]


class Window(msgspec.Struct, frozen=True):
    """A run of words of one example; end exclusive."""

    example: Example
    start: int
    stop: int


class Hidden(msgspec.Struct, frozen=True):
    """What is kept from the network in one step: flags left out and words masked, by window."""

    flags: list[set[int]]
    words: list[set[int]]

    def is_blind(self, n: int) -> bool:
        """Tell whether window `n` is shown without what the rules say of figures."""
        return FIGURE_FLAGS[0] in self.flags[n]


def cut(examples: Sequence[Example]) -> list[Window]:
    """Cut examples into windows."""
    return [Window(e, a, b) for e in examples for a, b in windows([len(p) for p in e.pieces])]


def hidden(batch: Sequence[Window], settings: Settings, rng: random.Random) -> Hidden:
    """Choose by chance what to keep from the network, so that it does not lean on one thing alone."""
    out = Hidden([], [])
    for window in batch:
        left: set[int] = set()
        if rng.random() < settings.without_rules:
            left |= set(FIGURE_FLAGS)
        if rng.random() < settings.without_shapes:
            left |= set(SHAPE_FLAGS)
        out.flags.append(left)
        out.words.append(_masked(window, settings, rng))
    return out


def nothing_hidden(batch: Sequence[Window]) -> Hidden:
    """Keep nothing from the network."""
    return Hidden([set() for _ in batch], [set() for _ in batch])


def _masked(window: Window, settings: Settings, rng: random.Random) -> set[int]:
    """Choose words to mask: names in half of the windows, so that form counts and not fame; some others."""
    names = settings.blank_names if rng.random() < 0.5 else 0.0
    flags = window.example.flags
    return {
        n
        for n in range(window.start, window.stop)
        if rng.random() < (names if AT["capital"] in flags[n] else settings.blank_words)
    }


def tensors(batch: Sequence[Window], kept: Hidden) -> tuple[Tensor, Tensor, Tensor, list[list[int]]]:
    """Give pieces, mask, flags and the first piece of each word."""
    rows, marks, firsts = [], [], []
    for window, left_out, masked in zip(batch, kept.flags, kept.words, strict=True):
        row, first = [START], list[int]()
        flags: list[list[int]] = [[]]
        for n in range(window.start, window.stop):
            pieces = window.example.pieces[n]
            first.append(len(row) if pieces or len(row) == 1 else len(row) - 1)
            row += [MASK] * len(pieces) if n in masked else pieces
            flags += [[f for f in window.example.flags[n] if f not in left_out]] * len(pieces)
        row.append(END)
        flags.append([])
        rows.append(row)
        marks.append(flags)
        firsts.append(first)
    length = max(len(row) for row in rows)
    pieces, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length)
    flags_ = torch.zeros(len(rows), length, len(FLAGS))
    for n, (row, flags) in enumerate(zip(rows, marks, strict=True)):
        pieces[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1.0
        at = [(i, f) for i, held in enumerate(flags) for f in held]
        if at:
            flags_[n, [i for i, _ in at], [f for _, f in at]] = 1.0
    return pieces, mask, flags_, firsts


def batches(every: Sequence[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Shuffle windows into batches of like length."""
    mixed = list(every)
    rng.shuffle(mixed)
    out: list[list[Window]] = []
    for n in range(0, len(mixed), size * 20):
        like = sorted(
            mixed[n : n + size * 20], key=lambda w: sum(map(len, w.example.pieces[w.start : w.stop]))
        )
        out += [like[i : i + size] for i in range(0, len(like), size)]
    rng.shuffle(out)
    return out
