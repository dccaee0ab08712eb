"""A report in capitals or in small letters alone is read as the same report in ordinary case."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from flow_texts import reader
from tollbook import reports
from tollbook.issues import Issue
from tollbook.model.lettercase import in_capitals
from tollbook.model.reading import Reading
from tollbook.model.report import Report

TEXT = (
    "BEIRUT, Nov 29, 2024 (Halvard Wire) - Shells hit student housing in Aleppo on Tuesday and killed four "
    "people, the Syrian Observatory for Human Rights said.\n\nIn Idlib nine soldiers were hurt on Thursday."
)


def read(folder: Path, text: str) -> tuple[Report, Reading]:
    """Read a text from a file, by the rules alone."""
    file = folder / "report.txt"
    file.write_text(text, encoding="utf-8")
    [made] = [r for r in reports([str(file)]) if not isinstance(r, Issue)]
    return made, reader().read(made)


@pytest.mark.parametrize("case", [str.lower, in_capitals])
def test_a_report_in_one_case_gives_the_same_figures(tmp_path: Path, case: Callable[[str], str]) -> None:
    _, plain = read(tmp_path, TEXT)
    report, found = read(tmp_path, case(TEXT))
    assert report.date == date(2024, 11, 29)
    assert _told(found) == _told(plain)
    assert any("was put back for reading" in issue.message for issue in found.issues)


def _told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            f.span,
            f.outcome.value,
            f.count.value,
            f.place.value.name if f.place else None,
            f.when.value.start if f.when else None,
            [who.value.name for who in f.claimants],
        )
        for f in reading.figures
    ]


def test_the_issue_says_which_case_the_text_was_in(tmp_path: Path) -> None:
    _, small = read(tmp_path, TEXT.lower())
    _, large = read(tmp_path, in_capitals(TEXT))
    assert "the text is in small letters; the case of names was put back" in small.issues[0].message
    assert "the text is in capitals; their case was put back" in large.issues[0].message
