"""What the reader takes from the samples, held against the records made by hand.

The measure is made here anew and not shared with any scorer: a read figure meets a golden one where
their characters overlap and their outcomes are equal; each figure is used once.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tollbook import Reader, reports
from tollbook.issues import Issue
from tollbook.model.reading import Reading
from tollbook.publish.figures import to_scored

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
RECORDS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "figures.jsonl").read_text(encoding="utf-8").splitlines()
]
IDS = [record["id"] for record in RECORDS]
SMALL_WORDS = frozenset(
    (
        *("the", "a", "an", "of", "in", "for", "s", "and"),
        *("province", "governorate", "city", "town", "village", "near"),
    )
)

FLOOR = {"found": 0.80, "counted": 0.77, "record": 0.44}
"""F1 that may not be fallen below. Measured when set: 0.82, 0.79, 0.47. Never lower it unsaid."""


@cache
def reading_of(sample: str) -> Reading:
    """Read one sample; of a feed ("feeds.jsonl#item") the one item."""
    path, _, item = sample.partition("#")
    file = SAMPLES / path
    found = [report for report in reports([str(file)]) if not isinstance(report, Issue)]
    if item:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        start = next(row["text"] for row in rows if row["id"] == item)[:60]
        found = [report for report in found if start in report.text]
    assert len(found) == 1, f"{sample} gives {len(found)} reports"
    return reader().read(found[0])


@cache
def reader() -> Reader:
    return Reader()


def golden_span(figure: dict[str, Any], text: str) -> tuple[int, int]:
    """Give the characters of a golden figure in the text that the reader saw."""
    at = -1
    for _ in range(figure.get("nth", 0) + 1):
        at = text.find(figure["quote"], at + 1)
        assert at >= 0, f"{figure['quote']!r} is not in the text that the reader saw"
    return at, at + len(figure["quote"])


def pairs_of(golden: list[dict[str, Any]], read: list[dict[str, Any]], text: str) -> list[tuple[int, int]]:
    """Pair golden and read figures: equal numbers first, then the larger share of common characters."""
    meeting = []
    for g, wanted in enumerate(golden):
        start, end = golden_span(wanted, text)
        for r, got in enumerate(read):
            common = min(end, got["end"]) - max(start, got["start"])
            if common > 0 and got["outcome"] == wanted["outcome"]:
                whole = max(end, got["end"]) - min(start, got["start"])
                meeting.append((not equal_numbers(wanted, got), -common / whole, g, r))
    pairs: list[tuple[int, int]] = []
    for _, _, g, r in sorted(meeting):
        if all(g != h and r != s for h, s in pairs):
            pairs.append((g, r))
    return pairs


def equal_numbers(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one["low"], one["high"]) == (other["low"], other["high"])


def equal_records(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether status, stance, scope and claimant are the same beside the numbers."""
    same = all(one[slot] == other[slot] for slot in ("status", "stance", "scope"))
    return equal_numbers(one, other) and same and equal_names(one["claimant"], other["claimant"])


def equal_names(one: str, other: str) -> bool:
    """Tell whether one name's words are all among the other's, small words left out."""
    left, right = (
        set("".join(c if c.isalnum() else " " for c in name.casefold()).split()) - SMALL_WORDS
        for name in (one, other)
    )
    return bool(left and right) and (left <= right or right <= left)


def f1(hits: int, read: int, golden: int) -> float:
    return 2 * hits / (read + golden) if read + golden else 0.0


@cache
def measure() -> dict[str, float]:
    """Give found, counted and record F1 over all golden samples together."""
    hits = {"found": 0, "counted": 0, "record": 0}
    total_read = total_golden = 0
    for record in RECORDS:
        reading = reading_of(record["id"])
        golden, read = record["figures"], to_scored(reading)["figures"]
        pairs = pairs_of(golden, read, reading.report.text)
        total_read, total_golden = total_read + len(read), total_golden + len(golden)
        hits["found"] += len(pairs)
        hits["counted"] += sum(equal_numbers(golden[g], read[r]) for g, r in pairs)
        hits["record"] += sum(equal_records(golden[g], read[r]) for g, r in pairs)
    return {level: round(f1(n, total_read, total_golden), 4) for level, n in hits.items()}


@pytest.mark.parametrize("level", ["found", "counted", "record"])
def test_the_reader_does_not_fall_below_its_floor(level: str) -> None:
    scores = measure()
    assert scores[level] >= FLOOR[level], f"measured {scores}"


@pytest.mark.parametrize("sample", IDS)
def test_golden_quotes_stand_in_the_text_that_the_reader_saw(sample: str) -> None:
    text = reading_of(sample).report.text
    for figure in next(record["figures"] for record in RECORDS if record["id"] == sample):
        start, end = golden_span(figure, text)
        assert text[start:end] == figure["quote"]


@pytest.mark.parametrize("sample", IDS)
def test_every_figure_opens_to_its_own_words(sample: str) -> None:
    reading = reading_of(sample)
    for figure in reading.figures:
        assert figure.quote.exact == figure.span.of(reading.report.text)
        for value in (figure.outcome, figure.count, figure.status, figure.stance, figure.scope):
            span = value.provenance.span
            assert span is None or span.of(reading.report.text) == value.words


@pytest.mark.parametrize("sample", IDS)
def test_the_notice_gives_no_figure_and_no_title(sample: str) -> None:
    reading = reading_of(sample)
    notice = reading.report.text.find("By Tollbook, as an illustration")
    title = reading.report.title
    assert title is None or "as an illustration" not in title.value
    if notice >= 0:
        end = reading.report.text.find("\n", notice)
        assert [figure.quote.exact for figure in reading.figures if notice <= figure.span.start < end] == []


@pytest.mark.parametrize("sample", IDS)
def test_reading_twice_gives_the_same_record(sample: str) -> None:
    reading = reading_of(sample)
    assert reader().read(reading.report) == reading


def test_the_measure_itself_tells_right_from_wrong() -> None:
    text = "Three died and two were hurt."
    golden = [{"quote": "Three", "outcome": "killed", "low": 3, "high": 3}]
    right = {"start": 0, "end": 5, "outcome": "killed", "low": 3, "high": 3}
    assert pairs_of(golden, [right], text) == [(0, 0)]
    assert pairs_of(golden, [right | {"outcome": "injured"}], text) == []
    assert pairs_of(golden, [right | {"start": 15, "end": 18}], text) == []
    assert pairs_of(golden, [right | {"low": 4}, right], text) == [(0, 1)]
    assert not equal_names("state media", "the Observatory")
    assert equal_names("the Syrian Observatory", "Observatory")
