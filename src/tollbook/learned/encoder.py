"""Encoder: what is seen of a report -> a vector for each word, window by window."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from tollbook.learned.flags import AT, FLAGS
from tollbook.learned.heads import Array
from tollbook.learned.pieces import END, START, Pieces, windows
from tollbook.learned.seen import Seen

MATTERS = frozenset(n for name, n in AT.items() if name.startswith(("harm.", "person.", "figure.")))
BREAKS = frozenset({AT["sentence"], AT["line"]})
REACH = 2


class Runs(Protocol):
    """Whatever runs the encoder's layers."""

    def __call__(self, pieces: NDArray[np.int64], flags: Array) -> Array:
        """Give vectors (batch, length, width) for pieces (batch, length) and their flags."""


class View(msgspec.Struct, frozen=True):
    """A window of a text: its words from `start` to `stop` (end exclusive) and their vectors.

    Row 0 of `vectors` stands for "none", row n + 1 for word `start` + n. Words that were not shown to the
    encoder carry the vector of a neighbour, and 0 in `shown`.
    """

    start: int
    stop: int
    vectors: Array
    shown: Array


def views(page: Seen, pieces: Pieces, run: Runs) -> Iterator[View]:
    """Give the windows of a text in which a harm or a person is named, with a vector for each word.

    Sentences farther than `REACH` from every such word are not shown to the encoder.
    """
    cut = pieces.of(gated(page))
    for start, stop in windows([len(p) for p in cut]):
        if not _matters(page, start, stop):
            continue
        ids, marks, firsts = row(page.flags, cut, start, stop)
        flags = np.zeros((1, len(ids), len(FLAGS)), np.float32)
        held = [(n, flag) for n, marked in enumerate(marks) for flag in marked]
        flags[0, [n for n, _ in held], [flag for _, flag in held]] = 1.0
        (hidden,) = run(np.array([ids], np.int64), flags)
        told = np.array([bool(pieces) for pieces in cut[start:stop]], np.float32)
        yield View(start, stop, hidden[[0, *firsts]], told)


def gated(page: Seen) -> list[str]:
    """Give the words of a text, "" for those of sentences far from every word of harm and every person."""
    number, sentences = -1, []
    for flags in page.flags:
        number += number < 0 or any(flag in BREAKS for flag in flags)
        sentences.append(number)
    hot = {sentences[n] for n, flags in enumerate(page.flags) if any(flag in MATTERS for flag in flags)}
    near = {number + step for number in hot for step in range(-REACH, REACH + 1)}
    return [word if sentences[n] in near else "" for n, word in enumerate(page.told)]


def _matters(page: Seen, start: int, stop: int) -> bool:
    return any(flag in MATTERS for n in range(start, stop) for flag in page.flags[n])


def row(
    flags: Sequence[Sequence[int]], cut: Sequence[Sequence[int]], start: int, stop: int
) -> tuple[list[int], list[Sequence[int]], list[int]]:
    """Give the pieces of a window, the flags of each piece, and the first piece of each word."""
    ids: list[int] = [START]
    marks: list[Sequence[int]] = [()]
    firsts: list[int] = []
    for n in range(start, stop):
        firsts.append(len(ids) if cut[n] or len(ids) == 1 else len(ids) - 1)
        ids += cut[n]
        marks += [flags[n]] * len(cut[n])
    return [*ids, END], [*marks, ()], firsts
