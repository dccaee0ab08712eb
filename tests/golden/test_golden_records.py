"""The hand-made records are sound: every quote stands in its sample, parts lie in their wholes."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tollbook.model.figure import Outcome, Scope, Stance, Status, Trait

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
KEYS = {
    *("quote", "outcome", "low", "high", "status", "side", "traits", "name", "claimant", "cites"),
    *("stance", "perpetrator", "place", "date_start", "date_end", "scope", "part_of"),
}
NOTICE = "By Tollbook, as an illustration"

RECORDS: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "figures.jsonl").read_text(encoding="utf-8").splitlines()
]
FIGURES = [(record["id"], n, figure) for record in RECORDS for n, figure in enumerate(record["figures"])]
INCIDENTS = yaml.safe_load((SAMPLES / "incidents.yaml").read_text(encoding="utf-8"))


def sample_text(report: str) -> str:
    """Give the text of a sample file, or of one item of a feed ("feeds.jsonl#item")."""
    path, _, item = report.partition("#")
    text = (SAMPLES / path).read_text(encoding="utf-8")
    if not item:
        return text
    rows = [json.loads(line) for line in text.splitlines()]
    return next(str(row["text"]) for row in rows if row["id"] == item)


def place_of(figure: dict[str, Any], text: str) -> int:
    """Give the first character of a figure's quote, or -1 where the text lacks it."""
    at = -1
    for _ in range(figure.get("nth", 0) + 1):
        at = text.find(figure["quote"], at + 1)
        if at < 0:
            break
    return at


def test_there_are_records_enough_to_mean_something() -> None:
    assert len(RECORDS) >= 12
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)
    assert len(FIGURES) >= 150


@pytest.mark.parametrize(("report", "number", "figure"), FIGURES)
def test_a_figure_is_as_the_guidelines_ask(report: str, number: int, figure: dict[str, Any]) -> None:
    text = sample_text(report)
    assert set(figure) - {"nth"} == KEYS
    assert place_of(figure, text) >= 0, "the quote does not stand in the text"
    assert "nth" in figure or text.count(figure["quote"]) == 1, "a quote that occurs twice needs nth"
    assert figure["outcome"] in set(Outcome)
    assert figure["status"] in set(Status)
    assert figure["stance"] in set(Stance)
    assert figure["scope"] in set(Scope)
    assert set(figure["traits"]) <= set(Trait)
    low, high = figure["low"], figure["high"]
    assert low is not None or high is not None
    assert low is None or high is None or 0 <= low <= high
    first, last = figure["date_start"], figure["date_end"]
    days = [date.fromisoformat(day) for day in (first, last) if day]
    assert days == sorted(days), "the days run backwards"


@pytest.mark.parametrize(
    ("report", "number", "figure"), [row for row in FIGURES if row[2]["part_of"] is not None]
)
def test_a_part_lies_within_its_whole(report: str, number: int, figure: dict[str, Any]) -> None:
    figures = next(record["figures"] for record in RECORDS if record["id"] == report)
    assert 0 <= figure["part_of"] < len(figures)
    assert figure["part_of"] != number
    whole = figures[figure["part_of"]]
    assert whole["outcome"] == figure["outcome"]
    assert whole["high"] is None or (figure["high"] or figure["low"]) <= whole["high"]
    seen = {number}
    up = figure["part_of"]
    while up is not None:
        assert up not in seen, "the parts go round in a circle"
        seen.add(up)
        up = figures[up]["part_of"]


@pytest.mark.parametrize("record", RECORDS, ids=[record["id"] for record in RECORDS])
def test_figures_stand_in_the_order_of_the_text(record: dict[str, Any]) -> None:
    text = sample_text(record["id"])
    places = [place_of(figure, text) for figure in record["figures"]]
    assert places == sorted(places)
    assert len(set(zip(places, (f["outcome"] for f in record["figures"]), strict=True))) == len(places)


@pytest.mark.parametrize("slot", ["claimant", "place", "perpetrator", "side"])
def test_names_are_written_as_the_text_writes_them(slot: str) -> None:
    strange = [
        (report, figure[slot])
        for report, _, figure in FIGURES
        if figure[slot] not in (None, "narrator") and figure[slot].lower() not in sample_text(report).lower()
    ]
    assert strange == []


@pytest.mark.parametrize("incident", INCIDENTS["incidents"], ids=lambda incident: str(incident["id"]))
def test_an_incident_names_samples_that_exist(incident: dict[str, Any]) -> None:
    assert len(incident["reports"]) >= 2, "an incident for linking needs two reports"
    assert len(set(incident["reports"])) == len(incident["reports"])
    assert incident["first_day"] <= incident["last_day"]
    for report in incident["reports"]:
        assert sample_text(report)


def test_every_sample_about_syria_speaks_of_an_incident() -> None:
    told = {report for incident in INCIDENTS["incidents"] for report in incident["reports"]}
    files = {path.partition("#")[0] for path in told}
    folder = SAMPLES / "north-west-syria-2024"
    assert {f"north-west-syria-2024/{path.name}" for path in folder.iterdir()} - files == set()


@pytest.mark.parametrize("copied", INCIDENTS["copies"], ids=lambda copied: str(copied["of"]))
def test_copies_share_most_of_their_words(copied: dict[str, Any]) -> None:
    original = Counter(sample_text(copied["of"]).lower().split())
    for name in copied["copies"]:
        shared = (original & Counter(sample_text(name).lower().split())).total()
        assert shared / original.total() > 0.5


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*/*")), ids=lambda path: str(path.name))
def test_every_sample_says_that_it_is_an_illustration(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".jsonl":
        assert all(NOTICE in json.loads(line)["note"] for line in lines)
    else:
        assert NOTICE in "\n".join(lines[:3])
