"""Summaries of partisan sample dispatches: no party's own word comes out in ours; each clause has claims."""

from pathlib import Path

import pytest

import tollbook
from tollbook.evaluate.tolls import accounts
from tollbook.model.incident import Account
from tollbook.model.report import Report
from tollbook.qualify.loaded import uses
from tollbook.reconcile import policies, reconcile, summary

SAMPLES = Path(__file__).parents[2] / "samples" / "north-west-syria-2024"
PARTISAN = (
    "2024-11-27-damascus-official-dispatch.txt",
    "2024-11-28-tal-al-zaytoun-tv.txt",
    "2024-11-28-svodka-state-agency.txt",
    "2024-11-29-parcham-e-sobh.txt",
)


@pytest.fixture(scope="module")
def told() -> list[Account]:
    reader = tollbook.Reader(rules_only=True)
    out: list[Account] = []
    for report in tollbook.reports([str(SAMPLES / name) for name in PARTISAN]):
        assert isinstance(report, Report)
        out += accounts(reader.read(report))
    return out


def test_the_words_of_the_parties_stay_out_of_a_summary(told: list[Account]) -> None:
    written = summary("i1", told, reconcile("i1", told, policies()["range"]).tolls)
    assert len(written.clauses) > 10
    found = {match.span.of(c.text): c.text for c in written.clauses for match in uses(c.text)}
    assert found == {}


def test_every_clause_names_claims_that_are_there(told: list[Account]) -> None:
    known = {account.claim.id for account in told}
    figures = {figure.id for account in told for figure in account.figures}
    for clause in summary("i1", told, reconcile("i1", told, policies()["range"]).tolls).clauses:
        assert clause.claims
        assert set(clause.claims) <= known
        assert set(clause.figures) <= figures
