"""The target for names: at least 95 of 100 conflict places in the right country, in several scripts."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import Place
from tollbook.resolve.gazetteer import Gazetteer
from tollbook.resolve.places import resolve_places

TABLE = Path(__file__).with_name("conflict_names.yaml")
ROWS: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text("utf-8"))
CASES = [(name, row) for row in ROWS for name in row["names"]]


def country(name: str, row: dict[str, Any], gazetteer: Gazetteer) -> str | None:
    """Give the country of the place chosen for a name, in a text that names the row's other places."""
    mentions = []
    for at, word in enumerate([name, *row.get("with", ())]):
        span = Span(100 * at, 100 * at + len(word))
        place = Place(name=word)
        mentions.append(Mention(kind=MentionKind.PLACE, span=span, words=word, rule="test", place=place))
    found, _ = resolve_places(mentions, gazetteer)
    assert len(found) == len(mentions)
    place_found = found[0].place
    return place_found.best.country if place_found and place_found.best else None


def test_the_table_is_as_wide_as_the_target_asks() -> None:
    assert len(CASES) >= 79
    assert len({row["conflict"] for row in ROWS} - {"ambiguous"}) >= 15
    assert {row["script"] for row in ROWS} >= {"en", "ar", "ru", "uk"}
    assert sum(row["conflict"] == "ambiguous" for row in ROWS) >= 5


def test_of_a_hundred_conflict_places_95_are_found_in_the_right_country(gazetteer: Gazetteer) -> None:
    right: Counter[bool] = Counter()
    wrong = []
    for name, row in CASES:
        found = country(name, row, gazetteer)
        right[found == row["country"]] += 1
        if found != row["country"]:
            wrong.append(f"{name} ({row['conflict']}): {found}, not {row['country']}")
    assert right[True] >= 0.95 * len(CASES), "\n".join(wrong)


@pytest.mark.parametrize("script", ["ar", "ru", "uk", "he", "fa"])
def test_no_script_is_left_behind(script: str, gazetteer: Gazetteer) -> None:
    cases = [(name, row) for name, row in CASES if row["script"] == script]
    right = sum(country(name, row, gazetteer) == row["country"] for name, row in cases)
    assert right >= 0.8 * len(cases)
