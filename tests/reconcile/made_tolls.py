"""The toll of made accounts, and why figures were set aside in it."""

from tollbook.model.figure import Outcome
from tollbook.model.incident import Account
from tollbook.model.toll import AsideReason, Group, Toll
from tollbook.reconcile import policies, reconcile
from tollbook.reconcile.groups import ALL


def toll(
    *accounts: Account, policy: str = "range", group: Group = ALL, outcome: Outcome = Outcome.KILLED
) -> Toll:
    found = reconcile("i1", accounts, policies()[policy]).toll(outcome, group)
    assert found is not None
    return found


def reasons(found: Toll) -> list[AsideReason]:
    return [each.reason for each in found.aside]
