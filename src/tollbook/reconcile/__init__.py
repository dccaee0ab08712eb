"""Reconcile: the accounts of one incident in, tolls by a written rule out, with everything that was weighed.

Pure: no clock, no network, no book. The order of the accounts never matters, and a copy changes nothing.
"""

from tollbook.reconcile.areas import outside, over
from tollbook.reconcile.battles import beside_parts
from tollbook.reconcile.grades import grade
from tollbook.reconcile.places import Region
from tollbook.reconcile.policies import entries as own_entries
from tollbook.reconcile.policies import own as own_policies
from tollbook.reconcile.policies import shipped as policies
from tollbook.reconcile.running import Totals
from tollbook.reconcile.shows import shown as example
from tollbook.reconcile.sources import Outlets
from tollbook.reconcile.summary import summary
from tollbook.reconcile.tolls import Reconciled, reconcile

__all__ = [
    "Outlets",
    "Reconciled",
    "Region",
    "Totals",
    "beside_parts",
    "example",
    "grade",
    "outside",
    "over",
    "own_entries",
    "own_policies",
    "policies",
    "reconcile",
    "summary",
]
