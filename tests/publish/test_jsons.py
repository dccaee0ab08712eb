"""Readings as JSON: what is written validates, reads back, and is what the published schema says."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from example_reading import dispatch
from example_strangers import arabic, hostile

from tollbook.model.reading import Reading
from tollbook.publish import jsons

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "reading.schema.json"
READINGS = [dispatch(), arabic(), hostile()]


def validator() -> Any:
    return jsonschema.Draft202012Validator(jsons.schema())


def test_the_published_schema_is_the_one_that_the_types_give() -> None:
    assert PUBLISHED.read_text("utf-8") == jsons.schema_text(), (
        "run: python -m tollbook.publish.jsons docs/reference/reading.schema.json"
    )


def test_the_schema_is_itself_valid_and_has_an_id_and_a_version() -> None:
    jsonschema.Draft202012Validator.check_schema(jsons.schema())
    assert jsons.schema()["$id"].endswith(jsons.VERSION)


@pytest.mark.parametrize("many", [0, 1, 3])
def test_a_document_validates_against_the_schema(many: int) -> None:
    document = json.loads(b"".join(jsons.document(READINGS[:many])))
    validator().validate(document)
    assert document["format"] == "tollbook-reading"
    assert len(document["readings"]) == many


def test_a_document_with_a_number_as_text_does_not_validate() -> None:
    document = json.loads(b"".join(jsons.document(READINGS[:1])))
    document["readings"][0]["figures"][0]["count"]["value"]["low"] = "131"
    assert not validator().is_valid(document)


def test_a_document_of_an_unknown_version_does_not_validate() -> None:
    document = json.loads(b"".join(jsons.document([])))
    document["version"] = "7.0"
    assert not validator().is_valid(document)


def test_readings_come_back_as_they_were() -> None:
    assert jsons.parse(b"".join(jsons.document(READINGS))) == tuple(READINGS)


def test_each_line_of_json_lines_is_one_reading() -> None:
    written = list(jsons.lines(READINGS))
    assert [line.count(b"\n") for line in written] == [1, 1, 1]
    assert [msgspec.json.decode(line, type=Reading) for line in written] == READINGS


def test_what_is_not_stated_is_absent_and_never_zero() -> None:
    missing = json.loads(b"".join(jsons.lines([dispatch()])))["figures"][9]
    assert missing["count"]["value"] == {"low": None, "high": 30}
    assert "when" not in missing
    assert "perpetrator" not in missing
