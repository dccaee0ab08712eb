"""Tolls as lines for the terminal: short where there is much, and never without saying so."""

from made_accounts import account, figure, said
from test_sums_of_incidents import one, summed

from tollbook.model.incident import Account, Incident
from tollbook.publish.tolls import LISTED, area_lines, incident_lines
from tollbook.reconcile import grade, policies, reconcile, summary


def lines(*accounts: Account) -> list[str]:
    made = reconcile("i1", accounts, policies()["range"])
    incident = Incident(id="i1", claims=tuple(each.claim.id for each in accounts))
    told = grade("i1", accounts, made.stated), summary("i1", accounts, made.tolls)
    return incident_lines(incident, made.tolls, *told, accounts)


def test_an_incident_of_many_figures_lists_some_of_each_kind_and_counts_the_rest() -> None:
    repeated = [figure("a", 3, at=40 * n) for n in range(LISTED + 11)]
    papers = [said(f"p{n:03}", 3 if n else 2) for n in range(LISTED + 5)]
    found = lines(account("a", *repeated), *papers)
    assert len([line for line in found if line.startswith("  counts:")]) == LISTED + 1
    assert "  counts: 6 more (--format json names all)" in found
    assert "  aside (said again): 10 more (--format json names all)" in found
    assert any("sets low;" in line and "p000" in line for line in found)


def test_of_a_long_history_the_last_steps_are_listed_and_the_others_counted() -> None:
    accounts = [said(f"p{n:03}", n, day=f"2031-03-{1 + n // 24:02}") for n in range(1, LISTED + 4)]
    made = reconcile("i1", accounts, policies()["range"])
    told = grade("i1", accounts, made.stated), summary("i1", accounts, made.tolls)
    incident = Incident(id="i1", claims=("c",))
    found = incident_lines(incident, made.tolls, *told, accounts, made.history)
    at = found.index("history")
    assert found[at + 1] == "  killed, all: 3 earlier steps (--format json names all)"
    assert len([line for line in found[at:] if line.startswith("  2031-")]) == LISTED


def test_an_incident_of_few_figures_lists_them_all() -> None:
    assert not any("more (--format json" in line for line in lines(said("a", 3), said("b", 5)))


def test_a_sum_names_the_incidents_that_may_be_the_same() -> None:
    found = area_lines([summed(one("i1", 7, papers=2), one("i2", 7))])
    assert "  may be the same: i2 as i1" in found
    assert found[0] == "everywhere from 2031-03-01 to 2031-03-31: killed, all: 7 / - / 14 (range)"
