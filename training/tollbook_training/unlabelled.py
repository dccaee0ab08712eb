"""Texts that nobody annotated -> examples for a teacher, with the runs that the reader in use finds."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tollbook
from tollbook.learned.pieces import Pieces
from tollbook.model.report import Report
from tollbook.publish.figures import to_scored
from tollbook_training.examples import Example, example

NAMED = "text:"
"""What the names of these examples begin with."""
READ = "en"


def unlabelled(
    paths: Sequence[Path], known: Sequence[Path] = (), tell: Callable[[str], None] = print
) -> list[Example]:
    """Read files of reports (JSON Lines) into examples whose slots are no gold.

    Reports whose text stands in the files `known` (those trained on or kept out) are left out, and so is what
    is no report in English; how many is told.
    """
    reader, rules, pieces = tollbook.Reader(), tollbook.Reader(rules_only=True), Pieces()
    there = {_plain(record["text"]) for path in known for record in _records(path)}
    out, left, tied = [], Counter[str](), Counter[str]()
    for report in tollbook.reports([str(path) for path in paths]):
        if not isinstance(report, Report):
            left["refused"] += 1
        elif report.language != READ:
            left["of another language"] += 1
        elif _plain(report.text) in there:
            left["among the annotated"] += 1
        else:
            page, moves = rules.seen(report)
            found = [_quoted(figure, report.text) for figure in to_scored(reader.read(report))["figures"]]
            name = NAMED + (report.listed or report.id)
            out.append(example(name, page, report.text, found, pieces, tied, moves))
    tell(f"{len(out)} texts without figures; left out: {dict(left) or 'none'}")
    return out


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted(figure: dict[str, Any], text: str) -> dict[str, Any]:
    """Name the words of a figure as annotators do: the words, and how often they stand before."""
    quote = text[figure["start"] : figure["end"]]
    before = 0
    at = text.find(quote)
    while 0 <= at < figure["start"]:
        before += 1
        at = text.find(quote, at + 1)
    return figure | {"quote": quote, "nth": before}
