"""Dates of the dateline: they stand before the date that came with a text, and weekdays count from them."""

import json
from datetime import date
from pathlib import Path

import pytest

from tollbook import Reader, reports
from tollbook.issues import Issue


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_only=True)


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        # The dateline's Wednesday, though the text came with the date of Thursday.
        ("KHERSON, 20 August 2025 - Shelling killed six villagers on Wednesday.", "2025-08-21", "2025-08-20"),
        (
            "KHERSON, Aug. 20, 2025 (Harrow Wire) - Shelling killed six villagers today.",
            "2025-08-21",
            "2025-08-20",
        ),
        ("KHERSON (Harrow Wire) - Shelling killed six villagers today.", "2025-08-21", "2025-08-21"),
        (
            "KHERSON, 20 August (Harrow Wire) - Shelling killed six villagers today.",
            "2025-08-21",
            "2025-08-20",
        ),
        # It was Thursday in Kherson already when the text was dated Wednesday evening in Greenwich.
        ("KHERSON - Shelling killed six villagers early Thursday.", "2025-08-20T22:30:00Z", "2025-08-21"),
        ("KHERSON - Shelling killed six villagers early Thursday.", "2025-08-20T12:30:00Z", "2025-08-14"),
    ],
)
def test_weekdays_count_from_the_dateline(
    text: str, published: str, days: str, reader: Reader, tmp_path: Path
) -> None:
    file = tmp_path / "feed.jsonl"
    row = {"id": "one", "outlet": "Harrow Wire", "published": published, "text": text}
    file.write_text(json.dumps(row) + "\n", "utf-8")
    (report,) = (found for found in reports([str(file)]) if not isinstance(found, Issue))
    (figure,) = reader.read(report).figures
    assert figure.when is not None
    assert figure.when.value.start == figure.when.value.end == date.fromisoformat(days)
    assert (figure.when.value.date_prec, figure.when.value.time_precision) == (1, 1)
