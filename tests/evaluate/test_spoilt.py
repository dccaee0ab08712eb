"""Texts in bad shape: the gold moves along with the characters, and each way is scored by itself."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import InputError
from tollbook.evaluate.result import Options
from tollbook.evaluate.spoilt import WAYS, measure, spoilt

TEXTS = {
    "a": 'Two people were killed on Monday in "Orsk", the town of mills.',
    "b": "Rebels said two people were killed in Marrun, two of them in a mill.",
}
REPORTS = [{"id": name, "published": "2031-03-07", "text": text} for name, text in TEXTS.items()]


def figure(
    quote: str, claimant: str = "narrator", nth: int = 0, part_of: int | None = None
) -> dict[str, object]:
    return {
        "quote": quote,
        "nth": nth,
        "outcome": "killed",
        "low": 2,
        "high": 2,
        "status": "unknown",
        "stance": "asserted",
        "scope": "incident",
        "claimant": claimant,
        "part_of": part_of,
    }


GOLD = (
    {"id": "a", "figures": [figure("Two people")]},
    {"id": "b", "figures": [figure("two people", "Rebels"), figure("two", "Rebels", nth=1, part_of=0)]},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, items in (("reports", REPORTS), ("gold", GOLD)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    return tmp_path


def test_each_way_of_spoiling_a_text_is_scored_by_itself(folder: Path) -> None:
    result = measure(folder, Options(draws=10))
    assert {name.split(".")[0] for name in result.scores} == {*WAYS, "glued"}
    assert result.counts == {"reports": 2, "gold": 3}
    for way in ("written", "capitals", "small", "bare", "glued"):
        assert result.scores[f"{way}.counted"] == 1.0, way


def test_gold_that_does_not_fit_its_reports_is_refused(folder: Path) -> None:
    (folder / "reports.jsonl").write_text(json.dumps(REPORTS[0]), encoding="utf-8")
    with pytest.raises(InputError, match="'b' has no text"):
        measure(folder, Options(draws=10))


def test_figures_read_elsewhere_are_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="leave --predicted out"):
        measure(folder, Options(predicted=folder / "gold.jsonl"))


@given(st.text(max_size=80), st.sampled_from(sorted(WAYS)))
def test_every_character_stands_where_the_places_say(text: str, way: str) -> None:
    made = spoilt(way, text)
    assert len(made.at) == len(text) + 1
    assert made.at[-1] == len(made.text)
    for place, char in enumerate(text):
        new = made.text[made.at[place] : made.at[place + 1]]
        assert new in ("", " ") or new.casefold() == char.casefold() or way == "scanned"


def test_letters_of_coded_quotes_are_never_misread() -> None:
    text = "hail salt toil tale " * 40
    made = spoilt("scanned", text, [(0, 400)])
    assert made.text[:400] == text[:400]
    assert made.text[400:] != text[400:]
