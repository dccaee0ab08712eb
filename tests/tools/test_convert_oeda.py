"""The converter of foreign actor dictionaries: what it understands, and that it tells all that it refuses."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml

TOOL = Path(__file__).parents[2] / "tools" / "convert_oeda.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("convert_oeda", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DICTIONARY = """
# A comment.
GREEN_VALLEY_FRONT_(GVF)_
+FRONT_OF_THE_GREEN_VALLEY_ ; seen in a list
    [YEMREB >20110301]

HILL_BRIGADE_ [SYRREB 20140101-20120101]
RIVER_PARTY_ [YEMAGR]
LAKE_UNION_ [QQQREB]
A=B_ [YEMREB]
HAMAS_ [PSEREB]
!PERSON! = MAN, MEN
ODD_NAME_ [YEMREB
"""


def test_a_record_becomes_a_draft_with_names_type_country_and_first_day(tool: ModuleType) -> None:
    drafts, _, _ = tool.convert(DICTIONARY.splitlines(), "own.txt")
    (front,) = drafts
    assert front.names == ("Green Valley Front", "GVF", "Front of the Green Valley")
    assert (front.kind, front.country, front.start, front.until) == ("rebel_group", "YE", "2011-03-01", None)


def test_every_line_that_is_not_taken_is_told_with_its_reason(tool: ModuleType) -> None:
    _, refused, known = tool.convert(DICTIONARY.splitlines(), "own.txt")
    assert {(refusal.reason, refusal.seen) for refusal in refused} == {
        ("no dates, or reversed ones", "SYRREB 20140101-20120101"),
        ("a code without a meaning here", "YEMAGR"),
        ("a code without a meaning here", "QQQREB"),
        ("no name that a text could hold", "A=B_"),
        ("a substitution, no name", "!PERSON! = MAN, MEN"),
        ("a bracket stands alone", "ODD_NAME_ [YEMREB"),
    }
    assert known == 1


def test_a_draft_is_yaml_that_says_where_it_comes_from(tool: ModuleType) -> None:
    (draft,), _, _ = tool.convert(DICTIONARY.splitlines(), "own.txt")
    (read,) = yaml.safe_load(tool.entry(draft, "2026-11-25"))
    assert read["id"] == "green-valley-front"
    assert "PETRARCH-2" in read["source"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20110301", "2011-03-01"),
        ("970101", "1997-01-01"),
        ("120101", "2012-01-01"),
        ("20110231", None),
        ("2011", None),
    ],
)
def test_a_day_is_read_or_refused_never_mended(tool: ModuleType, written: str, read: str | None) -> None:
    assert tool.day(written) == read
