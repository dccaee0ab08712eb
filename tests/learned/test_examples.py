"""Annotated reports for training: what they need is said before anything is trained."""

import json
import sys
from pathlib import Path

import pytest

from tollbook.errors import InputError

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))


def test_a_coded_figure_without_a_key_is_named_with_its_report(tmp_path: Path) -> None:
    from tollbook_training.examples import load

    report = {
        "id": "r1",
        "outlet": "Marrun Post",
        "published": "2031-03-04",
        "text": "Nine herders were killed.",
    }
    figure = {"quote": "Nine herders", "outcome": "killed", "low": 9, "high": 9, "status": "civilian"}
    (tmp_path / "reports.jsonl").write_text(json.dumps(report) + "\n")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "r1", "figures": [figure]}) + "\n")
    with pytest.raises(InputError, match=r"r1, figure 0: no stance, scope, traits, part_of, date_start"):
        load([(tmp_path / "reports.jsonl", tmp_path / "gold.jsonl")])
