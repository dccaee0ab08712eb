"""The results kept in evaluation/: whole, dated, and told rightly in their table."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tollbook.evaluate import SETS

FOLDER = Path(__file__).parents[2] / "evaluation"
RESULTS = sorted((FOLDER / "results").glob("*.json"))
ROW = re.compile(r"^\| \[[^\]]+\]\(results/([^)]+)\) \| [^|]+ \| `([\w.]+)` \| ([\d.]+) \|", re.MULTILINE)


def told() -> list[tuple[str, str, float]]:
    """Give the rows of the table: file, score, value."""
    text = (FOLDER / "README.md").read_text("utf-8")
    return [(file, score, float(value)) for file, score, value in ROW.findall(text)]


@pytest.mark.parametrize("path", RESULTS, ids=[path.name for path in RESULTS])
def test_a_result_names_its_day_set_versions_and_files(path: Path) -> None:
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert record["set"] in SETS
    assert path.name.startswith(f"{record['measured'][:10]}-{record['set']}")
    assert set(record["versions"]) == {"extractor", "knowledge", "parser", "gazetteer", "reader"}
    assert record["files"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in record["files"].values())
    assert all(isinstance(count, int) for count in record["counts"].values())


def test_the_table_says_what_the_results_say_and_leaves_none_out() -> None:
    rows = told()
    assert {file for file, _, _ in rows} == {path.name for path in RESULTS}
    for file, score, value in rows:
        at: Any = json.loads((FOLDER / "results" / file).read_text("utf-8"))["scores"]
        for key in score.split("."):
            at = at[key]
        assert at == pytest.approx(value, abs=0.0006), f"{file}: {score}"
