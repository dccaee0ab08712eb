"""The set tolls: incidents with coded numbers, and what stands for the injured."""

import json
from pathlib import Path

import pytest

from tollbook.errors import InputError
from tollbook.evaluate import SETS, Options
from tollbook.evaluate.rates import Counts
from tollbook.evaluate.tolls import _rates, answers
from tollbook.model.figure import Outcome
from tollbook.model.toll import Counted, Group, Range, Toll
from tollbook.reconcile import Reconciled
from tollbook.reconcile.statements import Stated

INCIDENTS = [
    {"incident_uri": "1", "num_killed": 1, "num_injured": 3},
    {"incident_uri": "2", "num_killed": 2, "num_injured": 0},
]
REPORTS = [
    ("a", "1", "Four people were shot in Lanner Square on Monday. One of them died, police said."),
    ("b", "2", "Two men were killed on Tuesday at the harbour of Orsa, police said. Nobody else was hurt."),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOLLBOOK_READER", "rules")
    (tmp_path / "incidents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in INCIDENTS))
    rows = [
        {"id": name, "incident_id": home, "title": "News", "content": text, "dct": "2031-03-04"}
        for name, home, text in REPORTS
    ]
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def test_killed_and_injured_are_scored_for_each_incident(folder: Path) -> None:
    result = SETS["tolls"](folder, Options(draws=10))
    assert result.counts == {"incidents": 2, "reports": 2}
    assert result.scores["killed.exact"] == 1.0
    assert result.scores["injured.exact"] == 1.0
    assert result.scores["both.exact"] == 1.0
    assert any("linking do not count" in note for note in result.notes)


@pytest.mark.parametrize(
    ("killed", "injured", "either", "stands"),
    [(1, None, 4, 3), (None, 1, 4, 4), (1, 3, 4, 3), (1, 5, 4, 5), (None, None, None, 0)],
)
def test_the_injured_are_whoever_was_hit_and_not_killed(
    killed: int | None, injured: int | None, either: int | None, stands: int
) -> None:
    told = [(Outcome.KILLED, killed), (Outcome.INJURED, injured), (Outcome.KILLED_OR_INJURED, either)]
    tolls = tuple(_toll(harm, many) for harm, many in told if many is not None)
    assert answers(Reconciled(tolls, (), Stated((), (), ())))["injured"][1] == stands


def _toll(harm: Outcome, many: int) -> Toll:
    counted = Counted(figure="f", report="r", origin="r", claimant="", low=many, high=many)
    ends = Range(low=many, best=many, high=many)
    return Toll(of="i", outcome=harm, group=Group(), range=ends, policy="best", counted=(counted,))


def test_a_limit_takes_a_draw_of_incidents(folder: Path) -> None:
    assert SETS["tolls"](folder, Options(draws=0, limit=1)).counts == {"incidents": 1, "reports": 1}


def test_a_folder_without_coded_incidents_is_refused(folder: Path) -> None:
    (folder / "incidents.jsonl").write_text('{"incident_uri": "1"}\n')
    with pytest.raises(InputError, match="no incident with coded numbers"):
        SETS["tolls"](folder, Options())


def test_always_saying_one_is_scored_beside() -> None:
    rates = _rates(Counts({"all": 4, "one.killed": 1, "best.killed": 3}))
    assert (rates["killed.always_one"], rates["killed.exact"]) == (0.25, 0.75)


def test_claims_can_be_linked_in_place_of_the_grouping_of_the_set(folder: Path) -> None:
    result = SETS["tolls"](folder, Options(draws=0, part="linked"))
    assert result.counts == {"incidents": 2, "reports": 2}
    assert any("Claims were linked" in note for note in result.notes)
