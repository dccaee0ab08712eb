"""Headers of real news: most print their date, and reading leaves their text alone."""

import os
from pathlib import Path

import msgspec
import pytest

from tollbook.archive.fetch import captures
from tollbook.model.report import Report
from tollbook.read import read_all

DATA = Path(os.environ.get("TOLLBOOK_DATA") or Path(__file__).parents[3] / "shared")


def reports(name: str) -> list[Report]:
    path = DATA / "gold" / f"{name}_reports.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is absent: set TOLLBOOK_DATA to the folder of the measuring sets")
    found = read_all(captures([str(path)]), knowledge="0a1b")
    made = [item for item in found if isinstance(item, Report)]
    assert [m.text for m in made] == [
        msgspec.json.decode(line)["text"] for line in path.read_bytes().splitlines()
    ]
    return made


@pytest.mark.data
@pytest.mark.parametrize(("name", "least"), [("dev", 60), ("train", 297), ("invented", 250)])
def test_printed_dates_are_found_in_real_headers(name: str, least: int) -> None:
    found = reports(name)
    assert sum(made.printed is not None for made in found) >= least
    assert all(made.language == "en" for made in found)
