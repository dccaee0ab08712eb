"""How many of the places that readers marked are found, on measuring data that is not part of the project."""

import json
import os
import re
from pathlib import Path

import pytest

from tollbook.annotate.places import places
from tollbook.resolve.gazetteer import Gazetteer

DATA = Path(os.environ.get("TOLLBOOK_DATA", Path(__file__).parents[3] / "shared")) / "gold"
NAME = re.compile(r"(?:al|el)-\w+|[^\W\d_a-z][\w'’-]*")


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@pytest.mark.data
@pytest.mark.parametrize(("sample", "least"), [("train", 0.95), ("invented", 0.85)])
def test_most_places_that_readers_marked_are_found(sample: str, least: float, gazetteer: Gazetteer) -> None:
    if not DATA.is_dir():
        pytest.skip(f"the measuring data is not at {DATA}; name its folder in TOLLBOOK_DATA")
    texts = {report["id"]: report["text"] for report in lines(f"{sample}_reports.jsonl")}
    found, marked = 0, 0
    for reading in lines(f"{sample}_gold.jsonl"):
        text = texts[reading["id"]]
        spans = [m.span for m in places(text, gazetteer)]
        for figure in reading["figures"]:
            name = NAME.search(figure["place"] or "")  # type: ignore[index]  # read from JSON
            if name:
                marked += 1
                at = [m.span() for m in re.finditer(re.escape(name[0]), text)]
                found += any(s.start < end and start < s.end for start, end in at for s in spans)
    assert found / marked >= least, f"{found} of {marked} places found"
