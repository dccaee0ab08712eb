"""Texts that nobody annotated -> examples for a teacher, with the runs that the reader in use finds."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tollbook
from tollbook.learned.pieces import Pieces
from tollbook.model.report import Report
from tollbook.publish.figures import to_scored
from tollbook_training.examples import Example, example

NAMED = "text:"
"""What the names of these examples begin with."""


def unlabelled(paths: Sequence[Path]) -> list[Example]:
    """Read files of reports (JSON Lines) into examples whose slots are no gold."""
    reader, rules, pieces = tollbook.Reader(), tollbook.Reader(rules_only=True), Pieces()
    out = []
    for report in tollbook.reports([str(path) for path in paths]):
        if isinstance(report, Report):
            page, moves = rules.seen(report)
            found = [_quoted(figure, report.text) for figure in to_scored(reader.read(report))["figures"]]
            name = NAMED + (report.listed or report.id)
            out.append(example(name, page, report.text, found, pieces, Counter(), moves))
    return out


def _quoted(figure: dict[str, Any], text: str) -> dict[str, Any]:
    """Name the words of a figure as annotators do: the words, and how often they stand before."""
    quote = text[figure["start"] : figure["end"]]
    before = 0
    at = text.find(quote)
    while 0 <= at < figure["start"]:
        before += 1
        at = text.find(quote, at + 1)
    return figure | {"quote": quote, "nth": before}
