"""Grids: a text -> the tables in it, as rows of cells with their places in the text.

A table is a head line and rows below it with as many cells, parted by bars, tabs or wide gaps; rules of
dashes and blank lines between rows are none of it.
"""

import re
from collections.abc import Iterator

import msgspec

from tollbook.model.provenance import Span

LINE = re.compile(r"[^\n]+")
RULE = re.compile(r"[\s|:+=_–—-]*")
MOST_CELLS, MOST_ROWS, LONGEST = 30, 500, 2000
MOST_BREAKS = 4
"""Line breaks between two rows: blank lines and a rule of dashes may stand there."""
PARTS = (re.compile(r"\|"), re.compile(r"\t+"), re.compile(r" {2,}"))
"""What parts the cells of a line, the surest first."""
LEAST = {0: 2, 1: 2, 2: 3}
"""Cells that a line has at least, by what parts them: gaps alone must part three."""

Cells = tuple[Span | None, ...]
"""The cells of a line, in its order; None for an empty one."""


class Grid(msgspec.Struct, frozen=True):
    """A table: its head line and the rows below, each with as many cells."""

    head: Cells
    rows: tuple[Cells, ...]


def grids(text: str) -> list[Grid]:
    """Find the tables of a text, in its order.

    Example:
        >>> text = "| Place | Killed |\\n|---|---|\\n| Homs | 2 |"
        >>> [[cell.of(text) if cell else "" for cell in row] for row in grids(text)[0].rows]
        [['Homs', '2']]
    """
    out: list[Grid] = []
    run: list[Cells] = []
    kind, last = -1, 0
    for at, end, n, cells in _lines(text):
        near = text.count("\n", last, at) <= MOST_BREAKS and RULE.fullmatch(text, last, at)
        if len(run) == 1 and near and n == kind and len(cells) == len(run[0]) + 1:
            run = [(None, *run[0])]  # the column of labels has no head
        if not (run and near and n == kind and len(cells) == len(run[0])):
            out += _grid(run)
            run, kind = [], n
        if cells:
            run.append(cells)
        last = end
    return out + _grid(run)


def _grid(run: list[Cells]) -> list[Grid]:
    return [Grid(run[0], tuple(run[1 : MOST_ROWS + 1]))] if len(run) > 1 else []


def _lines(text: str) -> Iterator[tuple[int, int, int, Cells]]:
    """Give the lines with text: begin and end, what parts the cells (-1: nothing), and the cells."""
    for found in LINE.finditer(text):
        line = found[0]
        if RULE.fullmatch(line):
            continue
        n, cells = _cells(line, found.start()) if len(line) <= LONGEST else (-1, ())
        yield found.start(), found.end(), n, cells


def _cells(line: str, at: int) -> tuple[int, Cells]:
    for n, part in enumerate(PARTS):
        edges = [0, *(x for m in part.finditer(line) for x in m.span()), len(line)]
        pieces = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        cells = [_trimmed(line, a, b, at) for a, b in pieces]
        if cells and cells[0] is None:
            cells = cells[1:]
        if cells and cells[-1] is None and n != 1:
            cells = cells[:-1]
        if LEAST[n] <= len(cells) <= MOST_CELLS:
            return n, tuple(cells)
    return -1, ()


def _trimmed(line: str, start: int, end: int, at: int) -> Span | None:
    words = line[start:end]
    left = start + len(words) - len(words.lstrip())
    return Span(at + left, at + left + len(words.strip())) if words.strip() else None
