"""Reconcile: the accounts of one incident in, tolls by a written rule out, with everything that was weighed.

Pure: no clock, no network, no book. The order of the accounts never matters, and a copy changes nothing.
"""

from tollbook.reconcile.policies import own as own_policies
from tollbook.reconcile.policies import shipped as policies
from tollbook.reconcile.tolls import Reconciled, reconcile

__all__ = ["Reconciled", "own_policies", "policies", "reconcile"]
