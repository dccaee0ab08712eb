"""Sums over an area: each incident is worked out from its own decisions and copies alone."""

from pathlib import Path
from typing import Any

import pytest
from example_incident import two_incidents

from tollbook import choosing, tolling
from tollbook.model.figure import Outcome
from tollbook.reconcile import Region, policies
from tollbook.reconcile import reconcile as whole


def test_an_incident_of_a_sum_is_shown_no_decisions_and_copies_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: dict[str, tuple[set[str], set[str]]] = {}

    def seen(of: str, accounts: Any, policy: Any, **given: Any) -> Any:
        reports = {each.report for each in accounts}
        shown[of] = ({each.report for each in given["decisions"]}, reports)
        assert {each.id for each in given["copies"]} <= {each.origin for each in accounts}
        return whole(of, accounts, policy, **given)

    monkeypatch.setattr(tolling, "reconcile", seen)
    with two_incidents(tmp_path / "book") as book:
        choosing.choose(book, "one", "best", person="Ana", reason="two lists")
        tolling.area(book, Region("everywhere"), None, None, [policies()["range"]], outcomes=[Outcome.KILLED])
    assert set(shown) == {"one", "two"}
    assert shown["one"][0]
    assert all(decided <= reports for decided, reports in shown.values())
    assert not shown["two"][0]
